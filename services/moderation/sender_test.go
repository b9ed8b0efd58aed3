package moderation

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
)

func TestAPlatformThatIsAwayGetsItsDecisionsLater(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m := h.waits("Гость", "вопрос")
		must(h.t, h.decides(masha, m, approved))
		for name, trouble := range map[string]func(){
			"an error":    func() { h.platform.Fail("moderate", 1, 500) },
			"a page":      func() { h.platform.Maintenance("moderate", 1) },
			"a cut":       func() { h.platform.CutConnections("moderate", 1) },
			"silence":     func() { h.platform.Inject(sim.Fault{Route: "moderate", Times: 1, Delay: 30 * time.Second}) },
			"too many":    func() { h.platform.TooManyRequests("moderate", 1, 7) },
			"lost answer": func() { h.platform.LoseAnswers("moderate", 1) },
		} {
			if name == "lost answer" {
				continue // comes last
			}
			trouble()
			if waits := h.deliver(); len(waits) != 1 {
				h.t.Errorf("%s: %v", name, waits)
			}
			h.wantState(m, approved, unsure)
		}
		h.platform.LoseAnswers("moderate", 1)
		if waits := h.deliver(); len(waits) != 1 {
			h.t.Error(waits)
		}
		h.wantEffects(m, "approve")
		h.deliver()
		h.wantState(m, approved, approved)
		h.wantEffects(m, "approve") // and not twice
	})
}

func TestAPlatformThatStaysAwayIsToldOnTheCard(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	must(t, h.decides(masha, m, approved))
	pending, err := h.DB.PendingDeliveries(t.Context(), domain.ChannelWebinar, domain.PriorityInteractive, 0, 10)
	must(t, err)
	h.platform.Fail("moderate", 2, 503)
	pending[0].Attempts = tiredTries
	if _, err := h.Sender().Send(t.Context(), pending[0]); domain.KindOf(err) != domain.KindUnavailable {
		t.Error(err)
	}
	h.clock.Advance(tiredHour)
	_, err = h.Sender().Send(t.Context(), pending[0])
	must(t, err)
	if key, _ := domain.ReadTrouble(h.again(m).Trouble); key != "error.webinar_away" {
		t.Errorf("%q", key)
	}
	must(t, h.does(func(u *work.Unit) error {
		_, err := h.Retry(t.Context(), u, masha, m.ID)
		return err
	}))
	h.deliver()
	h.wantState(m, approved, approved)
}

func TestARefusalStandsOnTheCardAndCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	good, bad := h.waits("а", "хорошее"), h.waits("б", "спорное")
	must(t, h.decides(masha, bad, approved))
	remove := h.platform.Inject(sim.Fault{Route: "moderate", Code: 400, Message: "ERROR_NOT_NOW"})
	h.deliver()
	bad = h.wantState(bad, approved, awaiting)
	if key, params := domain.ReadTrouble(bad.Trouble); key != "error.webinar_refused" || params["Code"] == "" {
		t.Errorf("%q", bad.Trouble)
	}
	remove()
	must(t, h.decides(masha, good, approved))
	h.deliver()
	h.wantState(good, approved, approved) // the other does not keep it back
	h.wantState(bad, approved, awaiting)
	must(t, h.does(func(u *work.Unit) error {
		_, err := h.Retry(t.Context(), u, petya, bad.ID)
		return err
	}))
	h.deliver()
	if bad = h.wantState(bad, approved, approved); bad.Trouble != "" || bad.DecidedBy != masha {
		t.Errorf("%+v", bad)
	}
}

func TestOneRefusedMessageDoesNotKeepOthersBack(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	one, two := h.waits("а", "1"), h.waits("б", "2")
	must(t, h.decides(masha, one, approved))
	must(t, h.decides(masha, two, approved))
	h.platform.Fail("moderate", 2, 400) // the two together, then the first alone
	h.deliver()
	h.wantState(two, approved, approved)
	if one = h.wantState(one, approved, awaiting); one.Trouble == "" {
		t.Error("nobody is told")
	}
}

func TestCredentialsThatAreNotTakenAnyMoreAreTold(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	h.platform.SetPassword("olga@school.example", "другой")
	h.platform.ExpireSessions()
	must(t, h.decides(masha, m, approved))
	h.deliver()
	m = h.again(m)
	if key, params := domain.ReadTrouble(m.Trouble); key != "error.webinar_credentials" || params["Code"] != "ERROR_WRONG_CREDENTIALS" {
		t.Errorf("%q", m.Trouble)
	}
}

func TestASessionThatExpiresInMidEvent(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	h.platform.ExpireSessions()
	must(t, h.decides(masha, m, approved))
	h.deliver()
	h.wantState(m, approved, approved)
	h.clock.Advance(time.Hour)
	h.platform.ExpireSessions()
	h.waits("Гость", "ещё вопрос")
}

func TestAMessageThatWasDeletedMeanwhileIsDeletedHere(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m, other := h.waits("Гость", "вопрос"), h.waits("Гость 2", "другой")
		h.platform.Remove(h.session, "by hand", m.MessageID)
		must(h.t, h.decides(masha, m, approved))
		must(h.t, h.decides(petya, other, approved))
		h.deliver()
		if m = h.wantState(m, deleted, deleted); m.DecidedBy != 0 || m.Trouble != "" {
			h.t.Errorf("%+v", m)
		}
		h.wantState(other, approved, approved)
		if got := h.carried[len(h.carried)-1]; got != "-вопрос" {
			h.t.Errorf("the relay has heard %v", h.carried)
		}
	})
}

// The process dies between any two steps of a decision's way to the platform, and the next life goes on.
func TestDyingOnTheWayToThePlatform(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		until func(h *studio, d domain.Delivery)
		undo  bool
		want  []string
	}{
		"before the claim": {func(*studio, domain.Delivery) {}, false, []string{"approve"}},
		"after the claim": {func(h *studio, _ domain.Delivery) {
			e := errands{event: h.event}
			must(h.t, sender{h.Service}.claim(h.t.Context(), &e, errand{}))
		}, false, []string{"approve"}},
		"after the call": {func(h *studio, _ domain.Delivery) {
			e := errands{event: h.event, session: h.session}
			must(h.t, sender{h.Service}.claim(h.t.Context(), &e, errand{}))
			must(h.t, call(h.t.Context(), h.handle, actApprove, h.session, e.by[actApprove]))
		}, false, []string{"approve"}},
		"after the call, and taken back then": {func(h *studio, _ domain.Delivery) {
			e := errands{event: h.event, session: h.session}
			must(h.t, sender{h.Service}.claim(h.t.Context(), &e, errand{}))
			must(h.t, call(h.t.Context(), h.handle, actApprove, h.session, e.by[actApprove]))
		}, true, []string{"approve", "unapprove"}},
		"after the record, before the delivery's": {func(h *studio, d domain.Delivery) {
			_, err := h.Sender().Send(h.t.Context(), d)
			must(h.t, err)
		}, false, []string{"approve"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
			m := h.waits("Гость", "вопрос")
			must(t, h.decides(masha, m, approved))
			pending, err := h.DB.PendingDeliveries(t.Context(), domain.ChannelWebinar, domain.PriorityInteractive, 0, 10)
			must(t, err)
			c.until(h, pending[0])
			must(t, h.DB.Close())
			h.open()
			h.reader = h.newReader()
			if c.undo {
				must(t, h.undoes(masha, m))
			}
			h.reads() // the reader is quicker than the sender
			h.deliver()
			h.wantEffects(m, c.want...)
			if now := h.again(m); !now.Settled() {
				t.Errorf("%+v", now)
			}
			h.later(time.Minute)
			h.deliver()
			h.wantEffects(m, c.want...)
		})
	}
}

// With the outbox itself, closed in the middle of a call and opened again.
func TestARestartInTheMiddle(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	list := []domain.ModeratedMessage{h.waits("а", "1"), h.waits("б", "2"), h.waits("в", "3")}
	for _, m := range list {
		must(t, h.decides(masha, m, approved))
	}
	remove := h.platform.Inject(sim.Fault{Route: "moderate", Delay: 300 * time.Millisecond, Cut: sim.CutAfter})
	ctx, die := context.WithCancel(t.Context())
	ended := h.send(ctx)
	changed := h.platform.Changed()
	for len(h.effects(list[0])) == 0 {
		<-changed
		changed = h.platform.Changed()
	}
	die()
	must(t, <-ended)
	must(t, h.DB.Close())
	remove()
	h.open()
	ctx, stop := context.WithCancel(t.Context())
	watcher := h.Live.Subscribe("event:1")
	defer watcher.Close()
	ended = h.send(ctx)
	for range list {
		<-watcher.C
	}
	stop()
	must(t, <-ended)
	for _, m := range list {
		h.wantState(m, approved, approved)
		h.wantEffects(m, "approve")
	}
}

// send runs an outbox until ctx ends.
func (h *studio) send(ctx context.Context) <-chan error {
	box := outbox.New(h.DB, outbox.Options{Channel: domain.ChannelWebinar, Clock: h.clock, Log: zerolog.Nop()})
	box.Use(h.Sender())
	ended := make(chan error, 1)
	go func() { ended <- box.Run(ctx) }()
	return ended
}

func TestAnErrandThatIsEarlyOrBrokenSaysSo(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "реклама")
	must(t, h.decides(masha, m, deleted))
	pending, err := h.DB.PendingDeliveries(t.Context(), domain.ChannelWebinar, domain.PriorityInteractive, 0, 10)
	must(t, err)
	_, err = h.Sender().Send(t.Context(), pending[0])
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != domain.KindRateLimited || e.RetryAfter != domain.DecisionUndo {
		t.Errorf("%v", err)
	}
	pending[0].Payload = "{"
	if _, err = h.Sender().Send(t.Context(), pending[0]); domain.KindOf(err) != domain.KindRejected {
		t.Error(err)
	}
}
