package webinars_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

// soon connects the school's account and gives its event that begins within the hour.
func (h *house) soon() webinars.Event {
	h.t.Helper()
	return h.event(masha, h.connects(masha, h.school()).ID, h.demo.Soon)
}

func (h *house) starts(person, event int64) (e webinars.Event, err error) {
	err = h.does(func(u *work.Unit) error { e, err = h.Start(h.t.Context(), u, person, event); return err })
	return e, err
}

func (h *house) stops(person, event int64) (e webinars.Event, err error) {
	err = h.does(func(u *work.Unit) error { e, err = h.Stop(h.t.Context(), u, person, event); return err })
	return e, err
}

func TestStartAndStopShowWhoPressed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.soon()
	watcher := h.hub.Subscribe(live.OfEvent(e.ID))
	defer watcher.Close()
	started, err := h.starts(masha, e.ID)
	must(t, err)
	if !started.Running() || started.StartedBy != "Маша" || h.platform.Status(h.demo.Soon) != sim.StatusRunning {
		t.Errorf("%+v", started)
	}
	if got := <-watcher.C; got.Kind != live.EventChanged || got.ID != e.ID {
		t.Errorf("%+v", got)
	}
	again, err := h.starts(olga, e.ID)
	must(t, err)
	if again.StartedBy != "Маша" {
		t.Errorf("who was first has started it, not %q", again.StartedBy)
	}
	stopped, err := h.stops(olga, e.ID)
	must(t, err)
	if !stopped.Over() || stopped.StoppedBy != "Ольга" || h.row(masha, e.ID).StartedBy != "Маша" {
		t.Errorf("%+v", stopped)
	}
	_, err = h.starts(masha, e.ID)
	wantKind(t, err, domain.KindConflict)
	if _, err = h.stops(masha, e.ID); err != nil {
		t.Errorf("over is over: %v", err)
	}
	for _, call := range []string{"start", "stop"} {
		n := 0
		for _, effect := range h.platform.Effects() {
			if effect.Action == call {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s reached the platform %d times", call, n)
		}
	}
}

func TestStartingThroughFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault   func(h *house)
		running bool
	}{
		"500":             {func(h *house) { h.platform.Fail("/start", 1, 500) }, false},
		"HTML":            {func(h *house) { h.platform.Maintenance("/start", 1) }, false},
		"the answer lost": {func(h *house) { h.platform.LoseAnswers("/start", 1) }, true},
		"the call lost":   {func(h *house) { h.platform.CutConnections("/start", 1) }, false},
		"silence":         {func(h *house) { h.platform.Inject(sim.Fault{Route: "/start", Delay: 30 * time.Second}) }, false},
		"silence, yet it was done": {func(h *house) {
			h.platform.Inject(sim.Fault{Route: "/start", Delay: 3 * time.Second, Cut: sim.CutAfter})
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			e := h.soon()
			c.fault(h)
			got, err := h.starts(masha, e.ID)
			if (err == nil) != c.running || got.Running() != c.running || h.row(masha, e.ID).Running() != c.running {
				t.Errorf("%v: %+v", err, got)
			}
			h.platform.Heal()
			got, err = h.starts(masha, e.ID)
			if err != nil || !got.Running() || got.StartedBy != "Маша" {
				t.Errorf("afterwards: %v: %+v", err, got)
			}
		})
	}
}

func TestWhoPressedIsKnownThoughWeDiedBeforeTheCommit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.soon()
	_, err := h.Start(t.Context(), work.New("update:lost"), masha, e.ID)
	must(t, err)
	h.restart() // the unit was never committed
	if h.row(masha, e.ID).Running() {
		t.Fatal("nobody has told us yet")
	}
	h.clock.Advance(31 * time.Minute) // it is near now
	h.looks()
	if e := h.row(olga, e.ID); !e.Running() || e.StartedBy != "Маша" {
		t.Errorf("%+v", e)
	}
}

func TestWhoWasRefusedHasNotStartedIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.soon()
	h.platform.Fail("/start", 1, 400)
	if _, err := h.starts(masha, e.ID); err == nil {
		t.Fatal("the platform has refused")
	}
	h.platform.SetStatus(h.demo.Soon, sim.StatusRunning)
	h.clock.Advance(time.Minute)
	got, err := h.Service.Refresh(t.Context(), masha, e.ID)
	if err != nil || !got.Running() || got.StartedBy != "" {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestTwoStartAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.soon()
	var both sync.WaitGroup
	for _, person := range []int64{masha, olga} {
		both.Go(func() {
			if _, err := h.starts(person, e.ID); err != nil {
				t.Errorf("person %d: %v", person%10, err)
			}
		})
	}
	both.Wait()
	if e := h.row(masha, e.ID); !e.Running() || e.StartedBy == "" {
		t.Errorf("%+v", e)
	}
}

func TestPremoderationIsFollowedUntilThePlatformConfirms(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sim.Options{PremoderationDelay: 7 * time.Second})
	e := h.event(masha, h.connects(masha, h.school()).ID, h.demo.Running)
	e, err := h.Service.Refresh(t.Context(), masha, e.ID)
	must(t, err)
	if e.Premoderation != webinars.On || e.Wanted != webinars.Unknown {
		t.Fatalf("%+v", e)
	}
	set := func(on bool) (e2 webinars.Event) {
		must(t, h.does(func(u *work.Unit) (err error) {
			e2, err = h.SetPremoderation(t.Context(), u, masha, e.ID, on)
			return err
		}))
		return e2
	}
	if same := set(true); same.Wanted != webinars.Unknown {
		t.Errorf("it is on already: %+v", same)
	}
	if got := set(false); got.Wanted != webinars.Off || got.Premoderation != webinars.On {
		t.Errorf("%+v", got)
	}
	h.looks()
	for range 6 {
		if got := h.row(masha, e.ID); got.Wanted != webinars.Off || got.Premoderation != webinars.On {
			t.Fatalf("not confirmed yet: %+v", got)
		}
		h.clock.Advance(time.Second)
		h.looks()
	}
	h.clock.Advance(2 * time.Second)
	h.looks()
	if got := h.row(masha, e.ID); got.Wanted != webinars.Unknown || got.Premoderation != webinars.Off || got.Trouble != "" {
		t.Errorf("%+v", got)
	}
	if h.platform.Premoderation(h.demo.Running) {
		t.Error("the platform still has it on")
	}
	sent := 0
	for _, effect := range h.platform.Effects() {
		if effect.Action == "premoderation" {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("the platform was told %d times", sent)
	}
	h.wantTold("2 alarm") // it runs, and nobody is here
}

func TestPremoderationThatThePlatformDoesNotFollowIsGivenUp(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(h *house){
		"it says nothing": func(h *house) { h.platform.Fail("chat/settings", 0, 500) },
		"it says no":      func(h *house) { h.platform.Fail("PUT /eventsessions/{id}/chat/settings", 0, 403) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			e := h.event(masha, h.connects(masha, h.school()).ID, h.demo.Running)
			fault(h)
			must(t, h.does(func(u *work.Unit) error { _, err := h.SetPremoderation(t.Context(), u, masha, e.ID, false); return err }))
			for range 35 {
				h.looks()
				h.clock.Advance(time.Second)
			}
			if got := h.row(masha, e.ID); got.Wanted != webinars.Unknown || got.Trouble != "trouble.webinar_premoderation" {
				t.Errorf("%+v", got)
			}
			h.wantTold("2 notice.webinar_premoderation", "2 alarm")
		})
	}
}

func TestATokenCannotSwitchPremoderation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := h.event(petr, h.connects(petr, h.shop()).ID, h.demo.ShopRunning)
	err := h.does(func(u *work.Unit) error { _, err := h.SetPremoderation(t.Context(), u, petr, e.ID, false); return err })
	wantKind(t, err, domain.KindRejected)
	var said *domain.Error
	if !errors.As(err, &said) || said.Key != "error.webinar_face" {
		t.Errorf("%v", err)
	}
}

func TestTheKeeperEndsWithItsContext(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.soon()
	h.platform.Slow("", 30*time.Second)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.keeper.Run(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
