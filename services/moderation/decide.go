package moderation

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// who is a person who decides.
type who struct {
	id   int64
	name string
}

// change is what a decision makes of a message. False means that it changes nothing: it was so already, by the same person.
type change func(m domain.ModeratedMessage, now time.Time) (domain.ModeratedMessage, bool, error)

// Decide approves (domain.MessageApproved) or deletes (domain.MessageDeleted) a message that waits. The first decision wins:
// another's earlier one is KindConflict "error.decided_approved" or "error.decided_deleted" with Params Name and What
// ("approved", "deleted"), "error.decided_elsewhere" when it was made by a rule or on the platform itself. The same decision
// again by the same person is success. What has lost the race inside the transaction fails the unit's commit with the same
// error.
//
// To delete a message that is approved is another deed: TakeDown.
func (s *Service) Decide(ctx context.Context, u *work.Unit, actor, messageID int64, want domain.MessageState) (domain.ModeratedMessage, error) {
	if want != domain.MessageApproved && want != domain.MessageDeleted {
		return domain.ModeratedMessage{}, &domain.Error{Kind: domain.KindInvalid}
	}
	return s.change(ctx, u, actor, messageID, func(by who) change { return decideTo(want, by) })
}

// TakeDown deletes an approved message: it is hidden at once, and deleted when that can no longer be taken back. Otherwise as
// Decide; KindConflict "error.conflict" when the message waits.
func (s *Service) TakeDown(ctx context.Context, u *work.Unit, actor, messageID int64) (domain.ModeratedMessage, error) {
	return s.change(ctx, u, actor, messageID, func(by who) change { return takeDown(by) })
}

// Undo takes one's own last decision back within domain.DecisionUndo by our clock: an approved message waits again, a deleted
// one is what it was. KindForbidden for somebody else's decision; KindConflict "toast.already" when there is nothing to take
// back, "toast.undo_late".
func (s *Service) Undo(ctx context.Context, u *work.Unit, actor, messageID int64) (domain.ModeratedMessage, error) {
	return s.change(ctx, u, actor, messageID, func(by who) change { return undo(by) })
}

// Retry sends a decision that did not get through once more. KindConflict "toast.already" when there is none.
func (s *Service) Retry(ctx context.Context, u *work.Unit, actor, messageID int64) (domain.ModeratedMessage, error) {
	return s.change(ctx, u, actor, messageID, func(who) change {
		return func(m domain.ModeratedMessage, _ time.Time) (domain.ModeratedMessage, bool, error) {
			if m.Trouble == "" {
				return m, false, domain.Fail(domain.KindConflict, "toast.already", nil)
			}
			m.Trouble = ""
			m.Revision++
			return m, true, nil
		}
	})
}

func (s *Service) change(ctx context.Context, u *work.Unit, actor, messageID int64, by func(who) change) (domain.ModeratedMessage, error) {
	m, e, err := s.reach(ctx, actor, messageID, domain.DeedEventModerate)
	if err != nil {
		return domain.ModeratedMessage{}, err
	}
	w, err := s.begin(ctx, u, e)
	if err != nil {
		return domain.ModeratedMessage{}, err
	}
	person, err := s.person(ctx, actor, e.AccountID)
	if err != nil {
		return domain.ModeratedMessage{}, err
	}
	act := by(person)
	next, _, err := act(m, s.Clock.Now())
	if err != nil {
		return m, err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		m, err := tx.FindChatMessage(ctx, messageID)
		if err != nil {
			return err
		}
		changed, err := w.apply(ctx, m, act)
		if err != nil || !changed {
			return err
		}
		return w.refresh(ctx)
	})
	return next, nil
}

func (s *Service) person(ctx context.Context, id, accountID int64) (who, error) {
	name, err := s.Webinars.Name(ctx, id, accountID)
	if err != nil {
		return who{}, fmt.Errorf("read the name of %d: %w", id, err)
	}
	return who{id, name}, nil
}

// begin prepares a step about an event; its transaction is still to come.
func (s *Service) begin(ctx context.Context, u *work.Unit, e webinars.Event) (step, error) {
	set, err := s.ruleSet(ctx, e.AccountID)
	return step{s: s, u: u, eventID: e.ID, account: e.AccountID, rules: set}, err
}

// apply does a change inside the transaction.
func (w step) apply(ctx context.Context, m domain.ModeratedMessage, act change) (bool, error) {
	next, changed, err := act(m, w.tx.Now)
	if err != nil || !changed {
		return false, err
	}
	if next.State == domain.MessageApproved && m.State != domain.MessageApproved && m.ShownAt.IsZero() {
		next.ShownAt = w.tx.Now.Add(w.rules.delay())
		if err := w.delayed(ctx); err != nil {
			return false, err
		}
	}
	if err := w.save(ctx, m, next); err != nil {
		return false, err
	}
	if err := w.count(ctx, m, next); err != nil {
		return false, err
	}
	return true, w.dispatch(ctx, next)
}

func decideTo(want domain.MessageState, by who) change {
	return func(m domain.ModeratedMessage, now time.Time) (domain.ModeratedMessage, bool, error) {
		switch {
		case m.State == want && m.DecidedBy == by.id:
			return m, false, nil
		case m.State != domain.MessageAwaiting:
			return m, false, decidedBefore(m)
		}
		return decided(m, want, by, now), true, nil
	}
}

func takeDown(by who) change {
	return func(m domain.ModeratedMessage, now time.Time) (domain.ModeratedMessage, bool, error) {
		switch m.State {
		case domain.MessageApproved:
			return decided(m, domain.MessageDeleted, by, now), true, nil
		case domain.MessageDeleted:
			if m.DecidedBy == by.id {
				return m, false, nil
			}
			return m, false, decidedBefore(m)
		}
		return m, false, domain.Fail(domain.KindConflict, "error.conflict", nil)
	}
}

// undo brings back what was. A message that waits again is nobody's decision.
func undo(by who) change {
	return func(m domain.ModeratedMessage, now time.Time) (domain.ModeratedMessage, bool, error) {
		switch {
		case m.DecidedBy != by.id || by.id == 0:
			if m.DecidedBy == 0 {
				return m, false, domain.Fail(domain.KindConflict, "toast.already", nil)
			}
			return m, false, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
		case m.State == m.Was:
			return m, false, domain.Fail(domain.KindConflict, "toast.already", nil)
		case !mayUndo(m, by.id, now):
			return m, false, domain.Fail(domain.KindConflict, "toast.undo_late", nil)
		}
		m.State, m.Trouble, m.DecidedAt = m.Was, "", now
		m.Revision++
		if m.State == domain.MessageAwaiting {
			m.DecidedAt, m.DecidedBy, m.DecidedName, m.ShownAt = time.Time{}, 0, "", time.Time{}
		}
		return m, true, nil
	}
}

// mayUndo tells whether somebody's decision can be taken back now.
func mayUndo(m domain.ModeratedMessage, actor int64, now time.Time) bool {
	return actor != 0 && m.DecidedBy == actor && m.State != m.Was && now.Before(m.DecidedAt.Add(domain.DecisionUndo))
}

func decided(m domain.ModeratedMessage, want domain.MessageState, by who, now time.Time) domain.ModeratedMessage {
	m.Was, m.State = m.State, want
	m.DecidedAt, m.DecidedBy, m.DecidedName = now.Truncate(time.Millisecond), by.id, by.name
	m.Trouble = ""
	m.Revision++
	return m
}

func decidedBefore(m domain.ModeratedMessage) error {
	if m.DecidedBy == 0 {
		return domain.Fail(domain.KindConflict, "error.decided_elsewhere", nil)
	}
	if m.State == domain.MessageApproved {
		return domain.Fail(domain.KindConflict, "error.decided_approved", map[string]any{"Name": m.DecidedName, "What": "approved"})
	}
	return domain.Fail(domain.KindConflict, "error.decided_deleted", map[string]any{"Name": m.DecidedName, "What": "deleted"})
}

// mostAtOnce bounds what one tap can decide.
const mostAtOnce = 200

// DecideMany decides all those of some messages of an event that wait, and tells how many these are now. Those that others
// decide meanwhile, and those of other events, are left as they are. More than 200 are KindInvalid.
func (s *Service) DecideMany(ctx context.Context, u *work.Unit, actor, eventID int64, ids []int64, want domain.MessageState) (int, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventModerate)
	if err != nil {
		return 0, err
	}
	if len(ids) > mostAtOnce || (want != domain.MessageApproved && want != domain.MessageDeleted) {
		return 0, &domain.Error{Kind: domain.KindInvalid}
	}
	return s.decideAll(ctx, u, actor, e, ids, want)
}

// ApproveTrusted approves what waits from trusted authors, the oldest 200 at a time, and tells how many these are now.
func (s *Service) ApproveTrusted(ctx context.Context, u *work.Unit, actor, eventID int64) (int, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventModerate)
	if err != nil {
		return 0, err
	}
	set, err := s.ruleSet(ctx, e.AccountID)
	if err != nil {
		return 0, err
	}
	ids, err := s.DB.TrustedAwaiting(ctx, e.AccountID, e.ID, set.on(domain.RuleTrust), mostAtOnce)
	if err != nil {
		return 0, fmt.Errorf("read what waits from trusted authors: %w", err)
	}
	return s.decideAll(ctx, u, actor, e, ids, domain.MessageApproved)
}

func (s *Service) decideAll(ctx context.Context, u *work.Unit, actor int64, e webinars.Event, ids []int64, want domain.MessageState) (int, error) {
	w, err := s.begin(ctx, u, e)
	if err != nil {
		return 0, err
	}
	person, err := s.person(ctx, actor, e.AccountID)
	if err != nil {
		return 0, err
	}
	waiting := 0
	for _, id := range ids {
		if m, err := s.DB.FindChatMessage(ctx, id); err == nil && m.EventID == e.ID && m.State == domain.MessageAwaiting {
			waiting++
		} else if err != nil && domain.KindOf(err) != domain.KindNotFound {
			return 0, fmt.Errorf("read message %d: %w", id, err)
		}
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		for _, id := range ids {
			m, err := tx.FindChatMessage(ctx, id)
			if err != nil && domain.KindOf(err) == domain.KindNotFound {
				continue
			}
			if err != nil {
				return err
			}
			if m.EventID != e.ID || m.State != domain.MessageAwaiting {
				continue
			}
			if _, err := w.apply(ctx, m, decideTo(want, person)); err != nil {
				return err
			}
		}
		return w.refresh(ctx)
	})
	return waiting, nil
}
