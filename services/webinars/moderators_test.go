package webinars_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestAnInvitationIsGoodForOnePersonAndADay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	i := h.invites(masha, account.ID)
	if i.ExpiresAt != h.clock.Now().Add(24*time.Hour) || len(i.Token) != 22 {
		t.Errorf("%+v", i)
	}
	must(t, h.follows(masha, i.Token)) // the owner tries their own link: it is not spent
	must(t, h.follows(ivan, i.Token))
	must(t, h.follows(ivan, i.Token)) // a second tap
	wantKind(t, h.follows(petr, i.Token), domain.KindNotFound)
	wantKind(t, h.follows(petr, "чужой"), domain.KindNotFound)
	wantKind(t, h.follows(petr, ""), domain.KindNotFound)
	h.wantTold("2 notice.moderator_joined")

	late := h.invites(olga, account.ID)
	h.clock.Advance(24 * time.Hour)
	wantKind(t, h.follows(petr, late.Token), domain.KindNotFound)

	list, err := h.Moderators(t.Context(), masha, account.ID)
	must(t, err)
	if len(list) != 1 || list[0].PersonID != ivan || list[0].Name != "Имя4" || list[0].AddedBy != masha {
		t.Errorf("%+v", list)
	}
	must(t, h.does(func(u *work.Unit) error { return h.RemoveModerator(t.Context(), u, masha, account.ID, ivan) }))
	h.wantTold("4 notice.moderator_removed")
	if s, err := h.Standing(t.Context(), ivan, account.ID); err != nil || s != domain.Nobody {
		t.Errorf("%v, %v", s, err)
	}
	wantKind(t, h.follows(ivan, i.Token), domain.KindNotFound)
}

func TestAnInvitationWaitsForThoseWhoCannotComeNow(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	i := h.invites(masha, account.ID)
	for _, person := range []int64{rita, boris, sveta} {
		wantKind(t, h.follows(person, i.Token), domain.KindForbidden)
	}
	must(t, h.host.SetActive(t.Context(), rita, true))
	must(t, h.follows(rita, i.Token))
	gone := h.invites(masha, account.ID)
	must(t, h.does(func(u *work.Unit) error { return h.Disconnect(t.Context(), u, masha, account.ID) }))
	wantKind(t, h.follows(petr, gone.Token), domain.KindNotFound)
}

func TestManyFollowOneInvitationAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	i := h.invites(masha, account.ID)
	var all sync.WaitGroup
	var in atomic.Int64
	for n := range int64(20) {
		all.Go(func() {
			switch err := h.follows(nobody+n, i.Token); {
			case err == nil:
				in.Add(1)
			case domain.KindOf(err) != domain.KindNotFound:
				t.Error(err)
			}
		})
	}
	all.Wait()
	list, err := h.Moderators(t.Context(), masha, account.ID)
	must(t, err)
	if in.Load() != 1 || len(list) != 1 {
		t.Errorf("%d came in, %d moderate", in.Load(), len(list))
	}
}

// lists puts a person on an event's roster.
func (h *house) lists(actor, event, person int64, listed bool) error {
	return h.does(func(u *work.Unit) error { return h.SetListed(h.t.Context(), u, actor, event, person, listed) })
}

func TestTheRoster(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.soon()
	h.moderates(masha, ivan, e.AccountID)
	must(t, h.lists(ivan, e.ID, ivan, true))
	must(t, h.lists(olga, e.ID, olga, true))
	wantKind(t, h.lists(ivan, e.ID, masha, true), domain.KindForbidden)
	wantKind(t, h.lists(masha, e.ID, petr, true), domain.KindInvalid)
	got, err := h.Roster(t.Context(), ivan, e.ID)
	must(t, err)
	want := []webinars.RosterEntry{
		{PersonID: masha, Name: "Маша", Owner: true}, {PersonID: ivan, Name: "Имя4", Listed: true}, {PersonID: olga, Name: "Ольга", Listed: true},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}

// here lets a person moderate an event, as services/moderation does.
func (h *house) here(event, person int64, on bool) {
	h.t.Helper()
	must(h.t, h.db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.SetListed(ctx, event, person, false); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE frontdesk_event_moderator SET here = ? WHERE event_id = ? AND person_id = ?`, on, event, person)
		return err
	}))
}

func TestModeratorsAreToldBeforeTheBeginningAndLouderWhenNobodyIsThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.platform.SetStatus(h.demo.Running, sim.StatusOver)
	e := h.soon() // in 40 minutes
	h.moderates(masha, ivan, e.AccountID)
	h.wantTold("2 notice.moderator_joined")
	h.clock.Advance(29 * time.Minute)
	h.looks()
	h.wantTold()
	h.clock.Advance(time.Minute)
	h.looks()
	h.looks()
	h.wantTold("2 call", "4 call")
	h.clock.Advance(10 * time.Minute)
	h.here(e.ID, ivan, true)
	h.looks()
	h.wantTold()
	h.here(e.ID, ivan, false)
	h.looks()
	h.looks()
	h.wantTold("2 alarm", "4 alarm")
}

func TestQuietHoursHoldTheCallBackAndNotTheAlarm(t *testing.T) {
	t.Parallel()
	h := newHouse(t) // it is ten in the morning, in UTC
	h.platform.SetStatus(h.demo.Running, sim.StatusOver)
	e := h.soon()
	h.moderates(masha, ivan, e.AccountID)
	h.wantTold("2 notice.moderator_joined")
	must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		// From twelve to two in Moscow it is nine to eleven here.
		return tx.SetQuietHours(ctx, masha, store.QuietHours{From: 12 * 60, To: 14 * 60, Zone: "Europe/Moscow"})
	}))
	h.clock.Advance(31 * time.Minute)
	h.looks()
	h.wantTold("4 call")
	h.clock.Advance(10 * time.Minute)
	h.looks()
	h.wantTold("2 alarm", "4 alarm")
}

func TestOnlyTheRosterIsTold(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.platform.SetStatus(h.demo.Running, sim.StatusOver)
	e := h.soon()
	h.moderates(masha, ivan, e.AccountID)
	h.wantTold("2 notice.moderator_joined")
	must(t, h.lists(ivan, e.ID, ivan, true))
	h.clock.Advance(35 * time.Minute)
	h.looks()
	h.wantTold("4 call")
	h.clock.Advance(2 * time.Hour) // we were away meanwhile: too late to ring
	h.looks()
	h.wantTold()
}
