package moderation

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Batch is the queue as it stood at a moment: a page (from 0) of what waited then or waits since. What has been decided meanwhile
// keeps its place, so that nothing moves under a thumb. Total counts what waits, Pages all.
func (s *Service) Batch(ctx context.Context, actor, eventID int64, since time.Time, page, size int) (Queue, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return Queue{}, err
	}
	size = max(size, 1)
	q := Queue{EventID: e.ID, Event: e.Name, State: domain.MessageAwaiting, Trouble: e.Trouble, Running: e.Running(), Flood: e.Digest}
	if q.Awaiting, err = s.DB.CountChatMessages(ctx, e.ID, domain.MessageAwaiting); err != nil {
		return Queue{}, fmt.Errorf("count what waits: %w", err)
	}
	q.Total, q.Page = q.Awaiting, max(page, 0)
	list, n, err := s.DB.WaitedSince(ctx, e.ID, since, size, q.Page*size)
	if q.Pages = max(1, (n+size-1)/size); err == nil && q.Page >= q.Pages {
		q.Page = q.Pages - 1
		list, _, err = s.DB.WaitedSince(ctx, e.ID, since, size, q.Page*size)
	}
	if err != nil {
		return Queue{}, fmt.Errorf("read what waited: %w", err)
	}
	q.Messages = list
	return q, s.waiting(ctx, e.AccountID, &q)
}

// Together reads what an actor decided last of an event, all of one step, while all of it can be taken back; nothing otherwise.
func (s *Service) Together(ctx context.Context, actor, eventID int64) ([]domain.ModeratedMessage, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	at, err := s.DB.LastDecided(ctx, e.ID, actor, now.Add(-domain.DecisionUndo))
	if err != nil || at.IsZero() {
		return nil, err
	}
	list, err := s.DB.DecidedTogether(ctx, e.ID, actor, at)
	if err != nil {
		return nil, fmt.Errorf("read what was decided together: %w", err)
	}
	return undoable(list, actor, now), nil
}

// undoable are those of some messages whose decision can be taken back now.
func undoable(list []domain.ModeratedMessage, actor int64, now time.Time) (able []domain.ModeratedMessage) {
	for _, m := range list {
		if mayUndo(m, actor, now) {
			able = append(able, m)
		}
	}
	return able
}

// UndoTogether takes back everything that an actor has decided in one step with a message, within domain.DecisionUndo, and tells
// how many messages that is now. What others have changed since is left as it is. Otherwise as Undo.
func (s *Service) UndoTogether(ctx context.Context, u *work.Unit, actor, messageID int64) (int, error) {
	m, e, err := s.reach(ctx, actor, messageID, domain.DeedEventModerate)
	if err != nil {
		return 0, err
	}
	w, err := s.begin(ctx, u, e)
	if err != nil {
		return 0, err
	}
	person, err := s.person(ctx, actor, e.AccountID)
	if err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	if _, _, err := undo(person)(m, now); err != nil {
		return 0, err
	}
	together, err := s.DB.DecidedTogether(ctx, e.ID, actor, m.DecidedAt)
	if err != nil {
		return 0, fmt.Errorf("read what was decided together: %w", err)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		list, err := tx.DecidedTogether(ctx, e.ID, actor, m.DecidedAt)
		if err != nil {
			return err
		}
		for _, m := range undoable(list, actor, tx.Now) {
			if _, err := w.apply(ctx, m, undo(person)); err != nil {
				return err
			}
		}
		return w.refresh(ctx)
	})
	return len(undoable(together, actor, now)), nil
}
