package webinars

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// The deadlines of starting and stopping: of the call, and of asking what became of it. Both fit into what a press of a button
// may take.
const (
	runWithin     = 7 * time.Second
	outcomeWithin = 4 * time.Second
)

// Start puts an event on air, which cannot be undone. The platform is asked before the unit is committed; when its answer is
// lost, it is asked what became of the call. An event that runs already is no error and keeps who started it. KindConflict
// ("error.webinar_over") for one that is over, KindInvalid ("error.webinar_no_session") for one that has no session yet, else as
// platforms/webinar says.
func (s *Service) Start(ctx context.Context, u *work.Unit, actor, eventID int64) (Event, error) {
	return s.bring(ctx, u, actor, eventID, transition{
		to: domain.EventRunning, action: "webinar.start", call: Handle.Start,
		intend: (*store.Tx).IntendStart, drop: (*store.Tx).DropStart, done: (*store.Tx).StartEvent,
	})
}

// Stop ends an event, which cannot be undone; otherwise as Start. One that is over already is no error.
func (s *Service) Stop(ctx context.Context, u *work.Unit, actor, eventID int64) (Event, error) {
	return s.bring(ctx, u, actor, eventID, transition{
		to: domain.EventOver, action: "webinar.stop", call: Handle.Stop,
		intend: (*store.Tx).IntendStop, drop: (*store.Tx).DropStop, done: (*store.Tx).StopEvent,
	})
}

// transition is one of the two ways of an event.
type transition struct {
	to     domain.EventStatus
	action string
	call   func(h Handle, ctx context.Context, session int64) error
	// intend writes down who is about to, before the platform is asked; drop takes that back after a refusal, and done follows
	// the platform's yes.
	intend, drop func(tx *store.Tx, ctx context.Context, id int64, name string) error
	done         func(tx *store.Tx, ctx context.Context, id int64, name string) (bool, error)
}

func (s *Service) bring(ctx context.Context, u *work.Unit, actor, eventID int64, t transition) (Event, error) {
	p, err := s.enterEvent(ctx, actor, eventID, domain.DeedEventRun)
	if err != nil {
		return Event{}, err
	}
	switch {
	case p.event.Status == t.to:
		return p.view(), nil
	case p.event.Status == domain.EventOver:
		return p.view(), domain.Fail(domain.KindConflict, "error.webinar_over", map[string]any{"Code": string(domain.EventOver)})
	case p.event.SessionID == 0:
		return p.view(), domain.Fail(domain.KindInvalid, "error.webinar_no_session", nil)
	}
	if err := s.carryOut(ctx, p, t); err != nil {
		return p.view(), err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := t.done(tx, ctx, eventID, p.visitor.name)
		return err
	})
	audit(u, actor, p.visitor.name, t.action, EventSubject(eventID), p.event.Name)
	s.eventChanged(u, eventID)
	s.accountChanged(u, p.account.ID)
	u.After(s.nudge)
	p.event.Status = t.to
	if t.to == domain.EventRunning {
		p.event.StartedBy = p.visitor.name
	} else {
		p.event.StoppedBy = p.visitor.name
	}
	return p.view(), nil
}

// carryOut asks the platform, with the name of who asks on disk before.
func (s *Service) carryOut(ctx context.Context, p place, t transition) error {
	h, err := s.open(p.account)
	if err != nil {
		return err
	}
	err = s.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return t.intend(tx, ctx, p.event.ID, p.visitor.name) })
	if err != nil {
		return fmt.Errorf("note who is about to: %w", err)
	}
	asking, cancel := within(ctx, runWithin)
	defer cancel()
	err = t.call(h, asking, p.event.SessionID)
	if err == nil {
		return nil
	}
	known := true
	if unanswered(err) {
		if known, err = s.becameOf(ctx, h, p.event, t, err); err == nil {
			return nil
		}
	}
	if known {
		problem := s.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return t.drop(tx, ctx, p.event.ID, p.visitor.name) })
		err = errors.Join(err, problem)
	}
	return err
}

func unanswered(err error) bool {
	return domain.KindOf(err) == domain.KindUnavailable || errors.Is(err, context.DeadlineExceeded)
}

// becameOf asks for the status after a call that was not answered: nil when it had its effect after all. known tells that the
// platform has said so or said no; when it has not, the effect may still come.
func (s *Service) becameOf(ctx context.Context, h Handle, e store.WebinarEvent, t transition, lost error) (known bool, err error) {
	asking, cancel := within(ctx, outcomeWithin)
	defer cancel()
	status, err := h.Status(asking, e.EventID, e.SessionID)
	switch {
	case err != nil:
		return false, lost
	case status == t.to:
		return true, nil
	case status == domain.EventOver:
		return true, &domain.Error{Kind: domain.KindConflict, Key: "error.webinar_over", Params: map[string]any{"Code": string(status)}, Err: lost}
	}
	return true, lost
}

// SetPremoderation notes with the unit that premoderation is wanted on or off. The Keeper tells the platform and follows until
// it confirms, 5-10 s later as a rule; meanwhile Event.Wanted is set. When that does not come within 30 s, the wish is given up,
// Event.Trouble says so and the actor is told. Wanting what is so already, or is wanted already, changes nothing. KindRejected
// ("error.webinar_face") for an account with a token, KindConflict for an event that is over, KindInvalid for one without a
// session.
func (s *Service) SetPremoderation(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) (Event, error) {
	p, err := s.enterEvent(ctx, actor, eventID, domain.DeedPremoderation)
	if err != nil {
		return Event{}, err
	}
	wanted := switchOf(on)
	switch {
	case p.account.Face != domain.WebinarCookie:
		return p.view(), domain.Fail(domain.KindRejected, "error.webinar_face", nil)
	case p.event.Status == domain.EventOver:
		return p.view(), domain.Fail(domain.KindConflict, "error.webinar_over", map[string]any{"Code": string(domain.EventOver)})
	case p.event.SessionID == 0:
		return p.view(), domain.Fail(domain.KindInvalid, "error.webinar_no_session", nil)
	case Switch(p.event.Wanted) == wanted, Switch(p.event.Wanted) == Unknown && Switch(p.event.Premoderation) == wanted:
		return p.view(), nil
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.WishPremoderation(ctx, eventID, int(wanted), actor)
	})
	audit(u, actor, p.visitor.name, "webinar.premoderation", EventSubject(eventID), fmt.Sprintf("%v", on))
	s.eventChanged(u, eventID)
	u.After(s.nudge)
	p.event.Wanted, p.event.WantedAt, p.event.Trouble = int(wanted), s.Clock.Now(), ""
	return p.view(), nil
}
