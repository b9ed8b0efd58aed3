package moderation

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
)

func TestWhatOthersDoAtThePlatformIsTakenOver(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m, gone := h.waits("Гость", "вопрос"), h.waits("Гость 2", "реклама")
		h.platform.Moderate(h.session, "by hand", true, m.MessageID)
		h.platform.Remove(h.session, "by hand", gone.MessageID)
		h.later(time.Second)
		m = h.wantState(m, approved, approved)
		if m.DecidedBy != 0 || m.DecidedAt.IsZero() || m.ShownAt.IsZero() {
			h.t.Errorf("%+v", m)
		}
		h.wantState(gone, awaiting, awaiting) // one reading may have missed it
		h.later(time.Second)
		h.wantState(gone, deleted, deleted)
		h.wantKey(h.decides(masha, gone, approved), domain.KindConflict, "error.decided_elsewhere")
		h.platform.Moderate(h.session, "by hand", false, m.MessageID)
		h.later(time.Second)
		h.wantState(m, awaiting, awaiting)
		if !slices.Equal(h.carried, []string{"+вопрос", "-вопрос"}) {
			h.t.Errorf("the relay has heard %v", h.carried)
		}
		h.deliver()
		if len(h.effects(m)) != 2 || len(h.effects(gone)) != 1 { // theirs
			h.t.Errorf("%v", h.platform.Effects())
		}
	})
}

// A reading that began before a decision reached the platform comes back after it.
func TestAnOldReadingDoesNotUndoADecision(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m := h.waits("Гость", "вопрос")
		messages, capped, err := h.handle.Chat(h.t.Context(), h.session)
		must(h.t, err)
		old := page{began: h.clock.Now(), messages: messages, capped: capped}
		h.clock.Advance(100 * time.Millisecond)
		must(h.t, h.decides(masha, m, approved))
		e := h.reader.event.get()
		must(h.t, h.reader.mirror(h.t.Context(), e, old)) // not sent yet
		h.wantState(m, approved, awaiting)
		h.deliver()
		must(h.t, h.reader.mirror(h.t.Context(), e, old)) // sent meanwhile
		h.wantState(m, approved, approved)
		// Nor does the platform, when it needs a moment to show it.
		old.began = h.clock.Now().Add(time.Second)
		h.clock.Advance(time.Second)
		must(h.t, h.reader.mirror(h.t.Context(), e, old))
		h.wantState(m, approved, approved)
		// But later it is somebody's.
		h.clock.Advance(2 * time.Second)
		old.began = h.clock.Now()
		must(h.t, h.reader.mirror(h.t.Context(), e, old))
		h.wantState(m, awaiting, awaiting)
	})
}

func TestAReadingBetweenTheCallAndItsRecordIsNotBelieved(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	must(t, h.decides(masha, m, approved))
	h.platform.LoseAnswers("moderate", 1)
	if waits := h.deliver(); len(waits) != 1 {
		t.Fatal(waits)
	}
	h.wantState(m, approved, unsure)
	must(t, h.undoes(masha, m)) // whether it had got there is not known
	h.later(time.Second)
	h.wantState(m, awaiting, unsure)
	h.deliver()
	h.wantState(m, awaiting, awaiting)
	h.wantEffects(m, "approve", "unapprove")
	h.later(5 * time.Second)
	h.wantState(m, awaiting, awaiting)
}

func TestAMessageThatACappedPageLacksIsNotDeleted(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		first := h.waits("Гость", "самый первый вопрос")
		for i := range 150 {
			h.says("Гость", fmt.Sprintf("Сообщение %d", i))
		}
		for range 6 {
			h.later(time.Second)
		}
		h.wantState(first, awaiting, awaiting)
		// One that is young enough to be on the page has been deleted by somebody.
		list, err := h.DB.NewestChatMessages(h.t.Context(), h.event, awaiting, 1, 10)
		must(h.t, err)
		h.platform.Remove(h.session, "by hand", list[0].MessageID)
		for range absentOftenCapped - 1 {
			h.later(time.Second)
		}
		h.wantState(list[0], awaiting, awaiting)
		h.later(time.Second)
		h.wantState(list[0], deleted, deleted)
		h.wantState(first, awaiting, awaiting)
	})
}

func TestADeletionThatThePlatformForgetsIsAskedForAgain(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "реклама")
	messages, _, err := h.handle.Chat(t.Context(), h.session)
	must(t, err)
	must(t, h.decides(masha, m, deleted))
	h.clock.Advance(domain.DecisionUndo)
	h.deliver()
	h.wantState(m, deleted, deleted)
	for _, c := range []struct {
		after time.Duration
		at    domain.MessageState
	}{{10 * time.Second, deleted}, {25 * time.Second, awaiting}} {
		h.clock.Advance(c.after)
		must(t, h.reader.mirror(t.Context(), h.reader.event.get(), page{began: h.clock.Now(), messages: messages}))
		h.wantState(m, deleted, c.at)
	}
	h.deliver()
	h.wantState(m, deleted, deleted)
}

func TestAnOldChatIsKeptAndNotCarriedOn(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	old, waiting := h.says("Гость", "давно одобрено"), h.says("Гость", "ждёт")
	h.platform.Moderate(h.session, "by hand", true, old)
	h.later(time.Hour)
	if m := h.known(old); m.State != approved || !m.ShownAt.Equal(m.SaidAt) {
		t.Errorf("%+v", m)
	}
	if m := h.known(waiting); m.State != awaiting {
		t.Errorf("%+v", m)
	}
	if len(h.carried) != 0 {
		t.Errorf("the relay has heard %v", h.carried)
	}
	list, err := h.Service.Approved(t.Context(), h.event, time.Time{}, 10)
	if err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestNothingIsWrittenWhileNothingIsNew(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	watcher := h.Live.Subscribe("event:1")
	defer watcher.Close()
	for range 5 {
		h.later(time.Second)
	}
	if now := h.again(m); now != m {
		t.Errorf("%+v, before %+v", now, m)
	}
	select {
	case e := <-watcher.C:
		t.Errorf("watchers have heard of %+v", e)
	default:
	}
}

func TestApprovedMessagesComeInTheOrderOfTheirAppearing(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.rule(domain.RuleDelay, "10")
	one, two := h.waits("а", "первое"), h.waits("б", "второе")
	must(t, h.decides(masha, two, approved))
	h.clock.Advance(time.Second)
	must(t, h.decides(masha, one, approved))
	since := h.clock.Now().Add(-time.Minute)
	watcher := h.Live.Subscribe("event:1")
	defer watcher.Close()
	texts := func() (list []string) {
		found, err := h.Service.Approved(t.Context(), h.event, since, 10)
		must(t, err)
		for _, m := range found {
			list = append(list, m.Text)
		}
		return list
	}
	if got := texts(); len(got) != 0 {
		t.Errorf("too early: %v", got)
	}
	h.clock.Advance(9 * time.Second)
	if got := texts(); !slices.Equal(got, []string{"второе"}) {
		t.Errorf("%v", got)
	}
	h.reader.appear(t.Context())
	if e := <-watcher.C; e.ID != two.ID {
		t.Errorf("watchers have heard of %+v", e)
	}
	h.clock.Advance(time.Second)
	if got := texts(); !slices.Equal(got, []string{"второе", "первое"}) {
		t.Errorf("%v", got)
	}
	if rules, err := h.Rules(t.Context(), olga, account); err != nil || rules[6].Hits != 2 {
		t.Errorf("%+v, %v", rules, err)
	}
}
