package moderation

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/work"
)

func TestAnApprovalGoesOutAtOnceAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m := h.waits("Гость", "Здравствуйте")
		if m.State != awaiting || m.Author != "Гость" || m.Text != "Здравствуйте" {
			h.t.Fatalf("%+v", m)
		}
		must(h.t, h.decides(masha, m, approved))
		h.deliver()
		m = h.wantState(m, approved, approved)
		if m.DecidedBy != masha || m.DecidedName != "Маша" || m.SentAt.IsZero() || m.ShownAt.IsZero() {
			h.t.Errorf("%+v", m)
		}
		h.wantEffects(m, "approve")
		h.clock.Advance(domain.DecisionUndo - time.Millisecond)
		must(h.t, h.undoes(masha, m))
		h.deliver()
		m = h.wantState(m, awaiting, awaiting)
		if m.DecidedBy != 0 || m.DecidedName != "" || !m.ShownAt.IsZero() {
			h.t.Errorf("%+v", m)
		}
		h.wantEffects(m, "approve", "unapprove")
		if !slices.Equal(h.carried, []string{"+Здравствуйте", "-Здравствуйте"}) {
			h.t.Errorf("the relay has heard %v", h.carried)
		}
	})
}

func TestADeletionOfWhatWaitsIsSentWhenItCanNoLongerBeTakenBack(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m, other := h.waits("Гость", "реклама"), h.waits("Гость 2", "другая")
		must(h.t, h.decides(masha, m, deleted))
		must(h.t, h.decides(masha, other, deleted))
		h.deliver()
		h.wantEffects(m)
		h.clock.Advance(9 * time.Second)
		must(h.t, h.undoes(masha, other))
		h.clock.Advance(time.Second)
		h.deliver()
		h.wantState(m, deleted, deleted)
		h.wantEffects(m, "delete")
		h.wantState(other, awaiting, awaiting)
		h.wantEffects(other)
		h.wantKey(h.undoes(masha, m), domain.KindConflict, "toast.undo_late")
	})
}

func TestADeletionOfWhatIsApprovedHidesItFirst(t *testing.T) {
	t.Parallel()
	onBothFaces(t, func(h *studio) {
		m, back := h.waits("Гость", "лишнее"), h.waits("Гость 2", "всё-таки нужное")
		for _, one := range []domain.ModeratedMessage{m, back} {
			must(h.t, h.decides(masha, one, approved))
		}
		h.deliver()
		h.clock.Advance(time.Minute)
		must(h.t, h.takesDown(petya, m))
		must(h.t, h.takesDown(petya, back))
		h.deliver()
		h.wantState(m, deleted, awaiting)
		must(h.t, h.undoes(petya, back))
		h.deliver()
		h.wantState(back, approved, approved)
		h.clock.Advance(domain.DecisionUndo)
		h.deliver()
		h.wantState(m, deleted, deleted)
		h.wantEffects(m, "approve", "unapprove", "delete")
		h.wantEffects(back, "approve", "unapprove", "approve")
	})
}

func TestTheFirstDecisionWins(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	must(t, h.decides(masha, m, approved))
	must(t, h.decides(masha, m, approved)) // a double tap
	for _, want := range []domain.MessageState{approved, deleted} {
		h.wantKey(h.decides(petya, m, want), domain.KindConflict, "error.decided_approved")
	}
	h.wantKey(h.undoes(petya, m), domain.KindForbidden, "error.forbidden")
	must(t, h.undoes(masha, m))
	h.wantKey(h.undoes(masha, m), domain.KindConflict, "toast.already")
	must(t, h.decides(petya, m, deleted))
	h.wantKey(h.decides(masha, m, approved), domain.KindConflict, "error.decided_deleted")
	h.deliver()
	// The undo came before the approval had left: nothing has happened at the platform.
	h.wantEffects(m)
}

// Two moderators tap the same message at the same time, a thousand times: one decision each.
func TestTwoModeratorsAtTheSameTime(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{ChatPage: 2000, LogSize: 20_000})
	const times = 1000
	for i := range times {
		h.says(fmt.Sprintf("Гость %d", i%40), fmt.Sprintf("Сообщение %d", i))
	}
	h.later(time.Second)
	list, err := h.DB.OldestChatMessages(t.Context(), h.event, awaiting, 2*times, 0)
	must(t, err)
	if len(list) != times {
		t.Fatalf("%d wait", len(list))
	}
	won := map[int64]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, 16)
	for _, m := range list {
		start := make(chan struct{})
		for person, want := range map[int64]domain.MessageState{masha: approved, petya: deleted} {
			slots <- struct{}{}
			all.Go(func() {
				defer func() { <-slots }()
				<-start
				err := h.decides(person, m, want)
				if err != nil && domain.KindOf(err) != domain.KindConflict {
					t.Errorf("%d: %v", person, err)
				}
				if err == nil {
					mu.Lock()
					won[m.ID]++
					mu.Unlock()
				}
			})
		}
		close(start)
	}
	all.Wait()
	for _, m := range list {
		now := h.again(m)
		who := map[domain.MessageState]int64{approved: masha, deleted: petya}[now.State]
		if won[m.ID] != 1 || now.DecidedBy != who || now.Revision != 2 {
			t.Fatalf("%d have won: %+v", won[m.ID], now)
		}
	}
	for waits := h.deliver(); waits != nil; waits = h.deliver() {
	}
	h.clock.Advance(domain.DecisionUndo)
	h.deliver()
	changes := map[int64]int{}
	for _, e := range h.platform.Effects() {
		changes[e.Message]++
	}
	for _, m := range list {
		if now := h.again(m); !now.Settled() || changes[m.MessageID] != 1 {
			t.Fatalf("%+v: %d changes", now, changes[m.MessageID])
		}
	}
}

func TestManyAtOnceLeaveWhatOthersHaveDecided(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
	one, two, three := h.waits("а", "1"), h.waits("б", "2"), h.waits("в", "3")
	must(t, h.decides(petya, two, deleted))
	calls := h.platform.Counts()
	must(t, h.does(func(u *work.Unit) error {
		done, err := h.DecideMany(t.Context(), u, masha, h.event, []int64{one.ID, two.ID, three.ID, 999}, approved)
		if done != 2 {
			t.Errorf("%d", done)
		}
		return err
	}))
	h.deliver()
	h.wantState(one, approved, approved)
	h.wantState(two, deleted, awaiting)
	h.wantState(three, approved, approved)
	route := "userapi PUT /eventsessions/{id}/chat/messages/moderate"
	if n := h.platform.Counts()[route].Calls - calls[route].Calls; n != 1 {
		t.Errorf("%d calls for two approvals: %v", n, h.platform.Counts())
	}
	if _, err := h.DecideMany(t.Context(), work.New("x"), masha, h.event, make([]int64, 201), approved); domain.KindOf(err) != domain.KindInvalid {
		t.Error(err)
	}
}

func TestWhatTrustedAuthorsSaidIsApprovedTogether(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	one, two := h.waits("Анна", "1"), h.waits("Борис", "2")
	must(t, h.does(func(u *work.Unit) error { return h.Trust(t.Context(), u, masha, one.ID, true) }))
	q, err := h.Queue(t.Context(), masha, h.event, awaiting, 0, 5)
	must(t, err)
	if q.Trusted != 1 || q.Awaiting != 2 || q.Oldest != one.SeenAt || q.Messages[0].ID != one.ID {
		t.Errorf("%+v", q)
	}
	must(t, h.does(func(u *work.Unit) error {
		done, err := h.ApproveTrusted(t.Context(), u, masha, h.event)
		if done != 1 {
			t.Errorf("%d", done)
		}
		return err
	}))
	h.deliver()
	h.wantState(one, approved, approved)
	h.wantState(two, awaiting, awaiting)
	// The next one passes by itself, and says by which rule.
	next := h.waits("Анна", "3")
	h.deliver()
	if next = h.wantState(next, approved, approved); next.Rule != domain.RuleTrust || next.DecidedBy != 0 {
		t.Errorf("%+v", next)
	}
	h.wantKey(h.decides(petya, next, deleted), domain.KindConflict, "error.decided_elsewhere")
}

func TestEveryRightIsCheckedAtEachCall(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	const (
		owners     = "the owner and admins"
		moderators = "moderators too"
	)
	ctx := t.Context()
	for name, call := range map[string]struct {
		may string
		do  func(actor int64) error
	}{
		"Queue":  {moderators, func(a int64) error { _, err := h.Queue(ctx, a, h.event, awaiting, 0, 5); return err }},
		"Card":   {moderators, func(a int64) error { _, err := h.Card(ctx, a, m.ID); return err }},
		"Decide": {moderators, func(a int64) error { _, err := h.Decide(ctx, work.New("x"), a, m.ID, approved); return err }},
		"TakeDown": {moderators, func(a int64) error {
			_, err := h.TakeDown(ctx, work.New("x"), a, m.ID)
			return allowed(err, "error.conflict")
		}},
		"Undo": {moderators, func(a int64) error {
			_, err := h.Undo(ctx, work.New("x"), a, m.ID)
			return allowed(err, "toast.already")
		}},
		"Retry": {moderators, func(a int64) error {
			_, err := h.Retry(ctx, work.New("x"), a, m.ID)
			return allowed(err, "toast.already")
		}},
		"DecideMany": {moderators, func(a int64) error {
			_, err := h.DecideMany(ctx, work.New("x"), a, h.event, []int64{m.ID}, approved)
			return err
		}},
		"UndoTogether": {moderators, func(a int64) error {
			_, err := h.UndoTogether(ctx, work.New("x"), a, m.ID)
			return allowed(err, "toast.already")
		}},
		"Batch":          {moderators, func(a int64) error { _, err := h.Batch(ctx, a, h.event, time.Time{}, 0, 5); return err }},
		"Together":       {moderators, func(a int64) error { _, err := h.Together(ctx, a, h.event); return err }},
		"ApproveTrusted": {moderators, func(a int64) error { _, err := h.ApproveTrusted(ctx, work.New("x"), a, h.event); return err }},
		"Trust":          {moderators, func(a int64) error { return h.Trust(ctx, work.New("x"), a, m.ID, true) }},
		"TrustAuthor":    {moderators, func(a int64) error { return h.TrustAuthor(ctx, work.New("x"), a, account, "Гость", true) }},
		"LostTrust":      {moderators, func(a int64) error { _, err := h.LostTrust(ctx, a, account); return err }},
		"Trusted":        {moderators, func(a int64) error { _, err := h.Trusted(ctx, a, account); return err }},
		"SetHere":        {moderators, func(a int64) error { return h.SetHere(ctx, work.New("x"), a, h.event, true) }},
		"Report":         {moderators, func(a int64) error { _, err := h.Report(ctx, a, h.event); return err }},
		"CSV":            {moderators, func(a int64) error { _, err := h.CSV(ctx, a, h.event, TableLabels{}); return err }},
		"Rules":          {owners, func(a int64) error { _, err := h.Rules(ctx, a, account); return err }},
		"SetRule": {owners, func(a int64) error {
			return h.SetRule(ctx, work.New("x"), a, account, domain.Rule{Kind: domain.RuleAuto, Enabled: true})
		}},
		"Try": {owners, func(a int64) error { _, err := h.Try(ctx, a, account, "", "текст"); return err }},
	} {
		for actor, standing := range h.standings {
			may := standing >= domain.Owner || call.may == moderators && standing >= domain.Moderator
			err := call.do(actor)
			if may && err != nil {
				t.Errorf("%s, standing %d: %v", name, standing, err)
			}
			if !may && domain.KindOf(err) != domain.KindForbidden {
				t.Errorf("%s, standing %d: %v", name, standing, err)
			}
		}
		h.mu.Lock()
		h.standings[masha] = domain.Nobody // no longer a moderator
		h.mu.Unlock()
		if err := call.do(masha); domain.KindOf(err) != domain.KindForbidden {
			t.Errorf("%s after she was removed: %v", name, err)
		}
		h.mu.Lock()
		h.standings[masha] = domain.Moderator
		h.mu.Unlock()
	}
}

// allowed takes a refusal that comes after the right was found to be there for none.
func allowed(err error, key string) error {
	if e, ok := err.(*domain.Error); ok && e.Key == key {
		return nil
	}
	return err
}

func TestAMessageOfAnotherAccountIsOutOfReach(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	h.execute(`INSERT INTO frontdesk_webinar_event (account_id, event_id, session_id, name, status, seen_at) VALUES (2, 5, 6, 'Чужой', 'START', 1)`)
	must(t, h.does(func(u *work.Unit) error {
		done, err := h.DecideMany(t.Context(), u, admin, 2, []int64{m.ID}, approved)
		if done != 0 {
			t.Errorf("%d by way of another event", done)
		}
		return err
	}))
	h.wantState(m, awaiting, awaiting)
	if _, err := h.Queue(t.Context(), masha, 2, awaiting, 0, 5); domain.KindOf(err) != domain.KindForbidden {
		t.Error(err)
	}
	if _, err := h.Decide(t.Context(), work.New("x"), masha, 4711, approved); domain.KindOf(err) != domain.KindNotFound {
		t.Error(err)
	}
}

func TestACardTellsWhatCanBeDone(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	m := h.waits("Гость", "вопрос")
	h.waits("Гость", "ещё")
	must(t, h.decides(masha, m, approved))
	for person, may := range map[int64]bool{masha: true, petya: false} {
		c, err := h.Card(t.Context(), person, m.ID)
		must(t, err)
		if c.MayUndo != may || c.Awaits != 1 || c.Event != "Лекция" || c.Message.DecidedName != "Маша" {
			t.Errorf("%d: %+v", person, c)
		}
	}
	h.clock.Advance(domain.DecisionUndo)
	c, err := h.Card(context.Background(), masha, m.ID)
	if err != nil || c.MayUndo {
		t.Errorf("%+v, %v", c, err)
	}
}
