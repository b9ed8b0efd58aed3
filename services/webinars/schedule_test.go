package webinars_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

func TestTheScheduleHasAllOrganizationsAndWhatRunsFirst(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	all := h.schedule(masha, account.ID)
	if len(all.Events) != 10 || all.More || all.Account.Trouble != "" {
		t.Fatalf("%d events, more %v, trouble %q", len(all.Events), all.More, all.Account.Trouble)
	}
	if e := all.Events[0]; !e.Running() || e.SessionID != h.demo.Running || e.Organization != "Школа «Своё дело»" || e.PublicURL == "" {
		t.Errorf("first %+v", e)
	}
	if !slices.ContainsFunc(all.Events, func(e webinars.Event) bool { return e.Organization == "Клуб выпускников" }) {
		t.Error("the second organization is missing")
	}
	if !slices.ContainsFunc(all.Events, func(e webinars.Event) bool {
		return e.Name == "Курс «Магазин за месяц»: Витрина"
	}) {
		t.Error("a session of the series is missing")
	}
	dated := slices.DeleteFunc(slices.Clone(all.Events[1:]), func(e webinars.Event) bool { return e.StartsAt.IsZero() })
	if !slices.IsSortedFunc(dated, func(a, b webinars.Event) int { return a.StartsAt.Compare(b.StartsAt) }) {
		t.Error("the next one does not come first")
	}
	var paged []webinars.Event
	for page := range 4 {
		p, err := h.Schedule(t.Context(), masha, account.ID, page, 3)
		must(t, err)
		if p.Page != page || p.More != (page < 3) {
			t.Errorf("page %d: %d, more %v", page, p.Page, p.More)
		}
		paged = append(paged, p.Events...)
	}
	for i, e := range paged {
		if e.ID != all.Events[i].ID {
			t.Errorf("entry %d differs between the pages and the whole", i)
		}
	}
	if p, err := h.Schedule(t.Context(), masha, account.ID, 99, 3); err != nil || p.Page != 3 || len(p.Events) != 1 {
		t.Errorf("past the end: %+v, %v", p, err)
	}
	if n := h.calls("cookie GET /organizations/{id}/eventsessions/list/planned"); n != 2 {
		t.Errorf("%d readings of planned lists for six pages within a moment", n)
	}
}

func TestATokensScheduleIsItsOrganizations(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(petr, h.shop())
	p := h.schedule(petr, account.ID)
	if len(p.Events) != 2 || !p.Events[0].Running() || p.Events[0].Premoderation != webinars.Unknown {
		t.Errorf("%+v", p.Events)
	}
}

func TestWhenThePlatformIsAwayTheLastKnownScheduleIsShown(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(h *house){
		"HTML":    func(h *house) { h.platform.Maintenance("", 0) },
		"500":     func(h *house) { h.platform.Fail("", 0, 500) },
		"silence": func(h *house) { h.platform.Slow("", 30*time.Second) },
		"limited": func(h *house) { h.platform.TooManyRequests("", 1000, 5) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			account := h.connects(masha, h.school())
			before := h.schedule(masha, account.ID)
			h.clock.Advance(time.Minute)
			fault(h)
			now := h.schedule(masha, account.ID)
			if len(now.Events) != len(before.Events) || !strings.HasPrefix(now.Account.Trouble, "trouble.webinar_") {
				t.Errorf("%d events, trouble %q", len(now.Events), now.Account.Trouble)
			}
			if e, err := h.Service.Refresh(t.Context(), masha, before.Events[0].ID); err != nil || e.Name == "" || e.Trouble == "" {
				t.Errorf("%+v, %v", e, err)
			}
			// What draws the page does not wait for the same silence once more.
			begun := h.platform.Begun()
			if h.schedule(masha, account.ID); h.platform.Begun() != begun {
				t.Error("the platform is asked again at once")
			}
			h.platform.Heal()
			h.clock.Advance(3 * time.Second)
			if again := h.schedule(masha, account.ID); again.Account.Trouble != "" {
				t.Errorf("trouble %q after all is well", again.Account.Trouble)
			}
		})
	}
}

func TestAnEventWithoutSessionOrPictureAndOneThatIsGivenASession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	draft := h.event(masha, account.ID, 0)
	if draft.PictureURL != "" || draft.Status != domain.EventPlanned {
		t.Errorf("%+v", draft)
	}
	for _, way := range []func(u *work.Unit) error{
		func(u *work.Unit) error { _, err := h.Start(t.Context(), u, masha, draft.ID); return err },
		func(u *work.Unit) error {
			_, err := h.SetPremoderation(t.Context(), u, masha, draft.ID, true)
			return err
		},
	} {
		calls := len(h.platform.Calls())
		err := h.does(way)
		wantKind(t, err, domain.KindInvalid)
		var e *domain.Error
		if !errors.As(err, &e) || e.Key != "error.webinar_no_session" || len(h.platform.Calls()) != calls {
			t.Errorf("%v, after %d calls", err, len(h.platform.Calls())-calls)
		}
	}
}

func TestTheDescriptionIsPlainText(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.platform.AddEvent(sim.Event{
		Organization: 77, Owner: h.demo.School.UserID, Name: "<b>Разметка</b>", StartsAt: h.clock.Now().Add(time.Hour),
		Description: "<p>Раз &amp; <b>два</b></p><ul><li>три</li><li>a < b &lt;script&gt;</li></ul><script src=x",
		Sessions:    []sim.Session{{StartsAt: h.clock.Now().Add(time.Hour)}},
	})
	account := h.connects(masha, h.school())
	got := h.event(masha, account.ID, e.Sessions[0].ID)
	if want := "Раз & два\n\nтри\n\na < b <script>"; got.Description != want {
		t.Errorf("%q, want %q", got.Description, want)
	}
	if got.Name != "<b>Разметка</b>" {
		t.Errorf("a name is as people wrote it: %q", got.Name)
	}
}

func TestAnEventThatIsMovedOrStartedElsewhereFollows(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	soon := h.event(masha, account.ID, h.demo.Soon)
	h.platform.SetStatus(h.demo.Soon, sim.StatusRunning)
	h.clock.Advance(time.Minute)
	e, err := h.Service.Refresh(t.Context(), masha, soon.ID)
	must(t, err)
	if !e.Running() || e.StartedBy != "" {
		t.Errorf("%+v", e)
	}
	h.platform.SetStatus(h.demo.Soon, sim.StatusOver)
	h.clock.Advance(time.Minute)
	h.looks()
	if e := h.row(masha, soon.ID); !e.Over() || e.StoppedBy != "" {
		t.Errorf("%+v", e)
	}
	running, err := h.RunningEvents(t.Context())
	must(t, err)
	if len(running) != 1 || running[0].SessionID != h.demo.Running {
		t.Errorf("%+v", running)
	}
}
