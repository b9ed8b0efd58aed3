package moderation

import (
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/work"
)

func TestWhatWasDecidedInOneStepIsTakenBackByWhoDidItAndNoFurther(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
	before, one, two, three := h.waits("Вера", "0"), h.waits("Анна", "1"), h.waits("Борис", "2"), h.waits("Вера", "3")
	must(t, h.decides(masha, before, approved))
	h.later(time.Second)
	must(t, h.does(func(u *work.Unit) error {
		_, err := h.DecideMany(t.Context(), u, masha, h.event, []int64{one.ID, two.ID, three.ID}, approved)
		return err
	}))
	h.deliver()
	must(t, h.takesDown(petya, two)) // somebody has gone on from there
	undo := func(actor int64) (n int, err error) {
		err = h.does(func(u *work.Unit) error {
			n, err = h.UndoTogether(t.Context(), u, actor, one.ID)
			return err
		})
		return n, err
	}
	_, err := undo(petya)
	h.wantKey(err, domain.KindForbidden, "error.forbidden")
	if together, err := h.Together(t.Context(), masha, h.event); err != nil || len(together) != 2 {
		t.Errorf("%d can be taken back: %v", len(together), err)
	}
	if n, err := undo(masha); n != 2 || err != nil {
		t.Errorf("%d taken back: %v", n, err)
	}
	h.deliver()
	h.wantState(before, approved, approved)
	h.wantState(one, awaiting, awaiting)
	h.wantState(three, awaiting, awaiting)
	if m := h.again(two); m.State != deleted {
		t.Errorf("what somebody else has deleted since is %v", m.State)
	}
	_, err = undo(masha)
	h.wantKey(err, domain.KindConflict, "toast.already")

	must(t, h.does(func(u *work.Unit) error {
		_, err := h.DecideMany(t.Context(), u, masha, h.event, []int64{one.ID, three.ID}, approved)
		return err
	}))
	h.later(domain.DecisionUndo)
	_, err = undo(masha)
	h.wantKey(err, domain.KindConflict, "toast.undo_late")
}

func TestABatchKeepsThePlacesOfWhatIsDecided(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarUserAPI, sim.Options{})
	early, one, two, three := h.waits("Анна", "0"), h.waits("Анна", "1"), h.waits("Борис", "2"), h.waits("Вера", "3")
	must(t, h.decides(petya, early, approved))
	h.later(time.Second)
	since := h.clock.Now()
	h.later(time.Second)
	must(t, h.decides(petya, two, deleted))
	must(t, h.takesDown(petya, early))
	h.rule(domain.RuleAuto, "")
	h.says("Глеб", "сразу видно")
	h.reads()
	q, err := h.Batch(t.Context(), masha, h.event, since, 0, 2)
	must(t, err)
	if len(q.Messages) != 2 || q.Messages[0].ID != one.ID || q.Messages[1].ID != two.ID || q.Total != 2 || q.Pages != 2 {
		t.Errorf("%+v", q)
	}
	q, err = h.Batch(t.Context(), masha, h.event, since, 7, 2)
	must(t, err)
	if len(q.Messages) != 1 || q.Messages[0].ID != three.ID || q.Page != 1 {
		t.Errorf("%+v", q)
	}
}
