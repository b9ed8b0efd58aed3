package webinars_test

import (
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

func TestLookingAtAnInvitationUsesNothingUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	i := h.invites(masha, account.ID)
	sees := func(person int64) error {
		a, owner, err := h.Invited(t.Context(), person, i.Token)
		want := webinars.Account{ID: account.ID, Name: account.Name}
		if err == nil && (owner != "Маша" || a.ID != want.ID || a.Name != want.Name || a.Login != "" || a.OwnerID != 0 || a.Standing != domain.Nobody) {
			t.Errorf("%d sees %+v of %q", person, a, owner)
		}
		return err
	}
	must(t, sees(ivan))
	must(t, sees(nobody))
	must(t, h.follows(ivan, i.Token))
	must(t, sees(ivan)) // a link that is opened once more
	wantKind(t, sees(petr), domain.KindNotFound)
	must(t, h.does(func(u *work.Unit) error { return h.RemoveModerator(t.Context(), u, masha, account.ID, ivan) }))
	wantKind(t, sees(ivan), domain.KindNotFound)

	i = h.invites(masha, account.ID)
	h.clock.Advance(24 * time.Hour)
	wantKind(t, sees(ivan), domain.KindNotFound)
	i = h.invites(masha, account.ID)
	must(t, h.does(func(u *work.Unit) error { return h.Disconnect(t.Context(), u, masha, account.ID) }))
	wantKind(t, sees(ivan), domain.KindNotFound)
	i.Token = "чужой"
	wantKind(t, sees(ivan), domain.KindNotFound)
}
