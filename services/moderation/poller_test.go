package moderation

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/work"
)

// runs lets the readers work by themselves until the test ends.
func (h *studio) runs() (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	stop = func() {
		cancel()
		must(h.t, <-ended)
		ended <- nil
	}
	h.t.Cleanup(stop)
	return stop
}

// calls counts how often the chat was read.
func (h *studio) calls() (n int) {
	for route, c := range h.platform.Counts() {
		if route == "cookie GET /eventsessions/{id}/chat" {
			n += c.Calls
		}
	}
	return n
}

// until moves the clock on, a beat at a time, until something is so; it gives how often.
func (h *studio) until(is func() bool) (beats int) {
	h.t.Helper()
	limit := time.After(20 * time.Second)
	for tick := time.NewTicker(5 * time.Millisecond); !is(); beats++ {
		select {
		case <-tick.C:
			h.clock.Advance(beat / 10)
		case <-limit:
			h.t.Fatal("it does not come to be so")
		}
	}
	return beats
}

func TestOneReaderWhoeverWatches(t *testing.T) {
	t.Parallel()
	counts := map[int]float64{}
	for _, watchers := range []int{1, 500} {
		h := newStudio(t, domain.WebinarCookie, sim.Options{})
		for range watchers {
			defer h.Live.Subscribe("event:1").Close()
		}
		h.here(masha)
		h.here(petya)
		stop := h.runs()
		began := h.clock.Now()
		h.until(func() bool { return h.calls() >= 10 })
		counts[watchers] = float64(h.calls()) / h.clock.Now().Sub(began).Seconds()
		stop()
	}
	for watchers, perSecond := range counts {
		if perSecond > 1.7 { // the first one is at once
			t.Errorf("%d watchers: %.1f calls a second", watchers, perSecond)
		}
	}
}

func TestAnIdleChatIsReadLessOften(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	r := h.reader
	r.last = h.clock.Now()
	due := func(after time.Duration) bool {
		h.clock.Advance(after)
		return r.due(t.Context())
	}
	if due(4*time.Second) || !due(time.Second) {
		t.Error("nobody watches")
	}
	r.last = h.clock.Now()
	watcher := h.Live.Subscribe("event:1")
	if !due(time.Second) {
		t.Error("a page is open")
	}
	watcher.Close()
	r.last = h.clock.Now()
	h.here(masha)
	if !due(time.Second) {
		t.Error("a phone gets cards")
	}
	r.last, r.failed = h.clock.Now(), 9
	if due(mostPause-time.Second) || !due(time.Second) {
		t.Error("the platform is in trouble")
	}
}

func TestAPageThatIsHalfNewIsReadAgainSooner(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.waits("Гость", "первое")
	for _, c := range []struct {
		come int
		soon bool
	}{{120, true}, {60, true}, {20, false}} {
		for i := range c.come {
			h.says("Гость", fmt.Sprint(i))
		}
		h.later(time.Second)
		h.clock.Advance(hurried)
		if soon := h.reader.due(t.Context()); c.come < 100 && soon != c.soon {
			t.Errorf("%d new ones: %v", c.come, soon)
		}
	}
}

func TestTroubleIsNotedAndGoesAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault sim.Fault
		key   string
	}{
		"HTML":        {sim.Fault{Route: "chat", Body: sim.MaintenancePage}, "trouble.webinar_away"},
		"500":         {sim.Fault{Route: "chat", Code: 500}, "trouble.webinar_away"},
		"silence":     {sim.Fault{Route: "chat", Delay: 30 * time.Second}, "trouble.webinar_away"},
		"cut":         {sim.Fault{Route: "chat", Cut: sim.CutBefore}, "trouble.webinar_away"},
		"429":         {sim.Fault{Route: "chat", Code: 429, RetryAfter: 3}, "trouble.webinar_limited"},
		"lost answer": {sim.Fault{Route: "chat", Cut: sim.CutAfter}, "trouble.webinar_away"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newStudio(t, domain.WebinarCookie, sim.Options{})
			m := h.waits("Гость", "вопрос")
			remove := h.platform.Inject(c.fault)
			for range 3 {
				h.later(time.Second)
			}
			e, err := h.EventFor(t.Context(), masha, h.event, domain.DeedEventView)
			must(t, err)
			if e.Trouble != c.key {
				t.Errorf("%q", e.Trouble)
			}
			if h.reader.failed != 3 {
				t.Errorf("%d", h.reader.failed)
			}
			h.wantState(m, awaiting, awaiting)
			remove()
			h.waits("Гость", "ещё")
			if e, err = h.EventFor(t.Context(), masha, h.event, domain.DeedEventView); err != nil || e.Trouble != "" {
				t.Errorf("%q, %v", e.Trouble, err)
			}
		})
	}
}

func TestTheLastWordsOfASessionAreRead(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	watcher := h.Live.Subscribe("event:1")
	defer watcher.Close()
	stop := h.runs()
	h.until(func() bool { return h.calls() > 0 })
	last := h.says("Гость", "до свидания")
	h.platform.SetStatus(h.session, sim.StatusOver)
	h.until(func() bool {
		list, err := h.DB.ChatMessagesFrom(t.Context(), h.event, last)
		return err == nil && len(list) == 1
	})
	n := h.calls()
	h.clock.Advance(time.Minute)
	stop()
	if h.calls() > n+1 {
		t.Errorf("%d readings of a session that is over", h.calls()-n)
	}
}

func TestCardsGoToThoseWhoAreHere(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.here(masha)
	h.here(petya)
	h.waits("Гость", "раз")
	h.wantCards("102 раз", "103 раз")
	must(t, h.does(func(u *work.Unit) error { return h.SetHere(t.Context(), u, petya, h.event, false) }))
	h.waits("Гость", "два")
	h.wantCards("102 два")
	h.standings[masha] = domain.Nobody // removed
	h.waits("Гость", "три")
	h.wantCards()
}

func TestInAFloodCardsGiveWayToADigest(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.here(masha)
	for i := range floodFrom {
		h.says("Гость", fmt.Sprint(i))
	}
	h.later(time.Second)
	if len(h.cards) != floodFrom {
		t.Fatal(h.cards)
	}
	h.cards = nil
	h.waits("Гость", "лишнее")
	h.wantCards("102 digest")
	h.waits("Гость", "и ещё")
	h.wantCards("102 digest")
	h.here(petya)
	h.wantCards("103 digest")
	var ids []int64
	list, err := h.DB.OldestChatMessages(t.Context(), h.event, awaiting, 100, 0)
	must(t, err)
	for _, m := range list[:len(list)-2] {
		ids = append(ids, m.ID)
	}
	must(t, h.does(func(u *work.Unit) error {
		_, err := h.DecideMany(t.Context(), u, masha, h.event, ids, approved)
		return err
	}))
	h.clock.Advance(time.Minute)
	h.later(time.Second)
	h.wantCards("102 лишнее", "102 и ещё", "103 лишнее", "103 и ещё")
	h.waits("Гость", "обычное")
	h.wantCards("102 обычное", "103 обычное")
}

func TestNobodyIsRungInQuietHours(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{}) // it is 15:00 UTC
	h.here(masha)
	h.here(petya)
	must(t, h.does(func(u *work.Unit) error {
		return h.SetQuietHours(u, masha, QuietHours{Hours: "22:00 – 8:00", Zone: "Asia/Vladivostok"}) // where it is 01:00
	}))
	h.waits("Гость", "ночью")
	h.wantCards("103 ночью")
	q, err := h.QuietHours(t.Context(), masha)
	if err != nil || q.Hours != "22:00-08:00" {
		t.Errorf("%+v, %v", q, err)
	}
	h.clock.Advance(8 * time.Hour)
	h.waits("Гость", "утром")
	h.wantCards("102 утром", "103 утром")
	for _, bad := range []QuietHours{{Hours: "ночью"}, {Hours: "22:00-25:00"}, {Hours: "22-8", Zone: "Луна"}, {Hours: "8"}} {
		h.wantKey(h.SetQuietHours(work.New("x"), masha, bad), domain.KindInvalid, "error.quiet_hours")
	}
	must(t, h.does(func(u *work.Unit) error { return h.SetQuietHours(u, masha, QuietHours{}) }))
	if q, err = h.QuietHours(t.Context(), masha); err != nil || q.Hours != "" {
		t.Errorf("%+v, %v", q, err)
	}
}

// wantCards compares what people were shown since the last time.
func (h *studio) wantCards(want ...string) {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if !slices.Equal(h.cards, want) {
		h.t.Errorf("cards: %v, not %v", h.cards, want)
	}
	h.cards = nil
}
