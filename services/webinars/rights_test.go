package webinars_test

import (
	"context"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

// method is one way into the service, and the deed that it is.
type method struct {
	name string
	deed domain.Deed
	call func(ctx context.Context, h *house, u *work.Unit, actor int64, e webinars.Event) error
}

func methods() []method {
	type (
		ctx  = context.Context
		unit = *work.Unit
	)
	return []method{
		{"Account", domain.DeedEventView, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Account(c, who, e.AccountID)
			return err
		}},
		{"Schedule", domain.DeedEventView, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Schedule(c, who, e.AccountID, 0, 5)
			return err
		}},
		{"Event", domain.DeedEventView, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Event(c, who, e.ID)
			return err
		}},
		{"Refresh", domain.DeedEventView, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Refresh(c, who, e.ID)
			return err
		}},
		{"Roster", domain.DeedEventView, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Roster(c, who, e.ID)
			return err
		}},
		{"Start", domain.DeedEventRun, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			_, err := h.Start(c, u, who, e.ID) // it runs already: nothing is asked of the platform
			return err
		}},
		{"SetPremoderation", domain.DeedPremoderation, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			_, err := h.SetPremoderation(c, u, who, e.ID, false)
			return err
		}},
		{"SetListed oneself", domain.DeedEventModerate, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			return h.SetListed(c, u, who, e.ID, who, true)
		}},
		{"SetListed another", domain.DeedModeratorsInvite, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			return h.SetListed(c, u, who, e.ID, nobody, false)
		}},
		{"Moderators", domain.DeedModeratorsInvite, func(c ctx, h *house, _ unit, who int64, e webinars.Event) error {
			_, err := h.Moderators(c, who, e.AccountID)
			return err
		}},
		{"Invite", domain.DeedModeratorsInvite, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			_, err := h.Invite(c, u, who, e.AccountID)
			return err
		}},
		{"RemoveModerator", domain.DeedModeratorsInvite, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			return h.RemoveModerator(c, u, who, e.AccountID, ivan)
		}},
		{"Disconnect", domain.DeedAccountDisconnect, func(c ctx, h *house, u unit, who int64, e webinars.Event) error {
			return h.Disconnect(c, u, who, e.AccountID)
		}},
		{"Connect", domain.DeedAccountConnect, func(c ctx, h *house, u unit, who int64, _ webinars.Event) error {
			_, err := h.Connect(c, u, who, h.shop())
			return err
		}},
	}
}

// TestEveryPairOfStandingAndMethod walks all people and all ways in. Units are not committed: nothing changes for the next.
func TestEveryPairOfStandingAndMethod(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	h.moderates(masha, ivan, account.ID)
	h.moderates(masha, petr, account.ID)
	must(t, h.does(func(u *work.Unit) error { return h.RemoveModerator(t.Context(), u, masha, account.ID, petr) }))
	e := h.event(masha, account.ID, h.demo.Running)
	standings := map[int64]domain.Standing{
		olga: domain.Admin, masha: domain.Owner, ivan: domain.Moderator, petr: domain.Member, rita: domain.Idle,
		boris: domain.Nobody, sveta: domain.Nobody, nobody: domain.Nobody,
	}
	for person, standing := range standings {
		got, err := h.Standing(t.Context(), person, account.ID)
		must(t, err)
		if got != standing {
			t.Errorf("person %d: standing %d, want %d", person%10, got, standing)
		}
		for _, deed := range domain.Deeds() {
			_, err := h.Check(t.Context(), person, account.ID, deed)
			if may := domain.May(standing, deed); may != (err == nil) {
				t.Errorf("person %d, %s: %v", person%10, deed, err)
			}
			_, err = h.EventFor(t.Context(), person, e.ID, deed)
			if may := domain.May(standing, deed); may != (err == nil) {
				t.Errorf("person %d, %s of the event: %v", person%10, deed, err)
			}
		}
		for _, m := range methods() {
			may := domain.May(standing, m.deed)
			if person == ivan && m.deed == domain.DeedAccountConnect {
				may = false // whoever has only been invited has no account of their own
			}
			err := m.call(t.Context(), h, work.New("x"), person, e)
			if may && err != nil {
				t.Errorf("person %d, %s: %v", person%10, m.name, err)
			}
			if !may {
				wantKind(t, err, domain.KindForbidden)
			}
		}
	}
}

func TestAModeratorOfOneAccountDoesNotReachAnother(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	school, shop := h.connects(masha, h.school()), h.connects(petr, h.shop())
	h.moderates(masha, ivan, school.ID)
	e := h.event(petr, shop.ID, h.demo.ShopRunning)
	for _, m := range methods() {
		if m.deed != domain.DeedAccountConnect {
			wantKind(t, m.call(t.Context(), h, work.New("x"), ivan, e), domain.KindForbidden)
			wantKind(t, m.call(t.Context(), h, work.New("x"), masha, e), domain.KindForbidden)
		}
		wantNothing(t, m, h)
	}
	if is, err := h.IsModerator(t.Context(), ivan); err != nil || !is {
		t.Errorf("ivan moderates: %v, %v", is, err)
	}
	if is, err := h.IsModerator(t.Context(), masha); err != nil || is {
		t.Errorf("masha moderates: %v, %v", is, err)
	}
}

// wantNothing calls a method with ids that do not exist.
func wantNothing(t *testing.T, m method, h *house) {
	t.Helper()
	if m.deed == domain.DeedAccountConnect {
		return
	}
	wantKind(t, m.call(t.Context(), h, work.New("x"), olga, webinars.Event{ID: 999, AccountID: 999}), domain.KindNotFound)
}

func TestWhoSeesWhichAccounts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	school, shop := h.connects(masha, h.school()), h.connects(petr, h.shop())
	h.moderates(petr, masha, shop.ID)
	h.moderates(masha, ivan, school.ID)
	for person, want := range map[int64][]webinars.Account{
		olga:   {{ID: school.ID, Standing: domain.Admin}, {ID: shop.ID, Standing: domain.Admin}},
		masha:  {{ID: school.ID, Standing: domain.Owner}, {ID: shop.ID, Standing: domain.Moderator}},
		petr:   {{ID: shop.ID, Standing: domain.Owner}},
		ivan:   {{ID: school.ID, Standing: domain.Moderator}},
		nobody: nil,
	} {
		got, err := h.Accounts(t.Context(), person)
		must(t, err)
		if len(got) != len(want) {
			t.Fatalf("person %d sees %d accounts", person%10, len(got))
		}
		for i := range want {
			if got[i].ID != want[i].ID || got[i].Standing != want[i].Standing {
				t.Errorf("person %d: %+v", person%10, got[i])
			}
		}
	}
	for _, person := range []int64{rita, boris, sveta} {
		_, err := h.Accounts(t.Context(), person)
		wantKind(t, err, domain.KindForbidden)
	}
}
