package webinars_test

import (
	"slices"
	"testing"
	"time"

	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/webinars"
)

// seen are the organizations of a schedule's events, each once.
func (h *house) seen(person, account int64) []string {
	h.t.Helper()
	var names []string
	for _, e := range h.schedule(person, account).Events {
		if e.PlatformID != 0 && !slices.Contains(names, e.Organization) {
			names = append(names, e.Organization)
		}
	}
	slices.Sort(names)
	return names
}

func TestANewOrganizationAppearsAndOneThatWasLeftGoes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const school, club, guild = 77, 78, 79
	email := h.demo.School.Email
	account := h.connects(masha, h.school()).ID
	if got := h.seen(masha, account); !slices.Equal(got, []string{"Клуб выпускников", "Школа «Своё дело»"}) {
		t.Fatalf("%q", got)
	}
	h.platform.AddOrganization(guild, "Гильдия")
	h.plan(guild, "Сходка гильдии")
	h.platform.SetOrganizations(email, school, guild)
	h.clock.Advance(time.Minute)
	profiles := h.calls("cookie GET /user/{id}")
	h.schedule(masha, account)
	if got := h.calls("cookie GET /user/{id}"); got != profiles {
		t.Errorf("the organizations were asked for %d times within a minute", got-profiles)
	}
	h.clock.Advance(5 * time.Minute)
	if got := h.seen(masha, account); !slices.Equal(got, []string{"Гильдия", "Школа «Своё дело»"}) {
		t.Errorf("%q", got)
	}
	if p := h.schedule(masha, account); p.Account.Trouble != "" || len(p.Account.Organizations) != 2 || p.Account.Organizations[1].Name != "Гильдия" {
		t.Errorf("%+v", p.Account)
	}
	h.platform.SetOrganizations(email, school, club, guild)
	h.clock.Advance(6 * time.Minute)
	if got := h.seen(masha, account); !slices.Equal(got, []string{"Гильдия", "Клуб выпускников", "Школа «Своё дело»"}) {
		t.Errorf("what was left and joined again: %q", got)
	}
}

func TestAnAnswerWithoutOrganizationsTakesNothingAway(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school()).ID
	before := len(h.schedule(masha, account).Events)
	h.clock.Advance(6 * time.Minute)
	h.platform.Fail("cookie GET /user/{id}", 10, 500)
	if got := h.schedule(masha, account); len(got.Events) != before || got.Account.Trouble != "" {
		t.Errorf("%d events instead of %d, trouble %q", len(got.Events), before, got.Account.Trouble)
	}
}

func TestTheHomeScreenKnowsASchedulesThatNobodyHasOpened(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	upcoming := func() []webinars.Event {
		t.Helper()
		list, err := h.Upcoming(t.Context(), masha, 10)
		must(t, err)
		return list
	}
	h.connects(masha, h.school())
	if list := upcoming(); len(list) != 0 {
		t.Fatalf("%d events before anything was asked", len(list))
	}
	h.looks()
	known := len(upcoming())
	if known < 4 {
		t.Errorf("%d events are coming up, and all were asked for", known)
	}
	asked := h.calls("cookie GET /organizations/{id}/eventsessions/list/planned")
	h.clock.Advance(time.Minute)
	h.looks()
	if got := h.calls("cookie GET /organizations/{id}/eventsessions/list/planned"); got != asked {
		t.Errorf("asked %d times more within a minute", got-asked)
	}
	h.plan(78, "Новое, а никто не смотрит")
	h.clock.Advance(30 * time.Minute)
	h.looks()
	if got := len(upcoming()); got != known+1 {
		t.Errorf("%d events half an hour later, want %d", got, known+1)
	}
	h.plan(78, "Новое, пока нас не было")
	h.restart()
	h.looks()
	if got := len(upcoming()); got != known+2 {
		t.Errorf("%d events after a restart, want %d", got, known+2)
	}
}

func TestAScheduleThatDoesNotComeIsAskedForLater(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.connects(masha, h.school())
	h.platform.Fail("", 1000, 500)
	h.looks()
	h.platform.Heal()
	h.clock.Advance(3 * time.Minute)
	h.looks()
	if list, err := h.Upcoming(t.Context(), masha, 10); err != nil || len(list) == 0 {
		t.Errorf("%d events, %v", len(list), err)
	}
}

// plan adds an event in two days.
func (h *house) plan(organization int64, name string) {
	begins := h.clock.Now().Add(48 * time.Hour)
	h.platform.AddEvent(sim.Event{
		Organization: organization, Owner: h.demo.School.UserID, Name: name, StartsAt: begins, EndsAt: begins.Add(time.Hour),
		Sessions: []sim.Session{{Name: name, Status: sim.StatusPlanned, StartsAt: begins, EndsAt: begins.Add(time.Hour)}},
	})
}
