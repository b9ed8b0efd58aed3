package accounts_test

import (
	"context"
	"testing"

	"frontdesk/domain"
	"frontdesk/store"
)

// console adds a user of the console and gives their person id.
func (h *house) console(u store.ConsoleUser) int64 {
	h.t.Helper()
	must(h.t, h.db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error { _, err := tx.AddConsoleUser(ctx, &u); return err }))
	if u.ID == 0 {
		h.t.Fatal("the name is taken")
	}
	return u.PersonID()
}

func TestWhoUsesTheConsoleIsAPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		olgas, err := h.host.FindUserByName(t.Context(), "olga")
		must(t, err)
		admin := h.console(store.ConsoleUser{Username: "olga", HostUser: olgas.ID})
		own := h.console(store.ConsoleUser{Username: "lena", FirstName: "Лена", LastName: "Ким"})
		deleted := h.console(store.ConsoleUser{Username: "gone", HostUser: 999_999})
		if u, err := h.Admin(t.Context(), admin); err != nil || u.ChatID != admin || u.Name() != "olga" {
			t.Errorf("%+v, %v", u, err)
		}
		if u, err := h.Actor(t.Context(), own); err != nil || u.Role != domain.RoleSeller || u.Name() != "Лена Ким" {
			t.Errorf("%+v, %v", u, err)
		}
		_, err = h.Admin(t.Context(), own)
		wantKind(t, err, domain.KindForbidden)
		for _, id := range []int64{deleted, -999} {
			_, err = h.Actor(t.Context(), id)
			wantKind(t, err, domain.KindForbidden)
		}
		h.djangoSets("DELETE FROM auth_user_groups WHERE user_id = ?", olgas.ID)
		if u, err := h.Actor(t.Context(), admin); err != nil || u.Role != domain.RoleSeller {
			t.Errorf("who left the group is no admin: %+v, %v", u, err)
		}
		h.djangoSets("UPDATE auth_user SET is_active = ? WHERE id = ?", false, olgas.ID)
		_, err = h.Actor(t.Context(), admin)
		wantKind(t, err, domain.KindForbidden)
	})
}

func TestAConsoleUserWhoLinksTelegramIsThatPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		h.staff()
		lena, other := h.console(store.ConsoleUser{Username: "lena"}), h.console(store.ConsoleUser{Username: "other"})
		u := h.unit()
		h.LinkTelegram(u, -lena, masha)
		h.commit(u)
		if user, err := h.Find(t.Context(), lena); err != nil || user != nil {
			t.Errorf("there is nobody under the old id any more: %+v, %v", user, err)
		}
		u = h.unit()
		h.LinkTelegram(u, -other, masha)
		wantKind(t, u.Commit(t.Context(), h.db), domain.KindConflict)
		if _, err := h.Actor(t.Context(), other); err != nil {
			t.Errorf("the other is still who they were: %v", err)
		}
	})
}
