package moderation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdesk/domain"
)

// Queue reads a page (from 0) of an event's messages of a state. A page behind the last one is the last one.
func (s *Service) Queue(ctx context.Context, actor, eventID int64, state domain.MessageState, page, size int) (Queue, error) {
	e, err := s.Webinars.EventFor(ctx, actor, eventID, domain.DeedEventView)
	if err != nil {
		return Queue{}, err
	}
	q := Queue{EventID: e.ID, Event: e.Name, State: state, Trouble: e.Trouble, Running: e.Running(), Flood: e.Digest}
	if q.Awaiting, err = s.DB.CountChatMessages(ctx, e.ID, domain.MessageAwaiting); err != nil {
		return Queue{}, fmt.Errorf("count what waits: %w", err)
	}
	if q.Total = q.Awaiting; state != domain.MessageAwaiting {
		if q.Total, err = s.DB.CountChatMessages(ctx, e.ID, state); err != nil {
			return Queue{}, fmt.Errorf("count messages: %w", err)
		}
	}
	size = max(size, 1)
	q.Pages = max(1, (q.Total+size-1)/size)
	q.Page = min(max(page, 0), q.Pages-1)
	read := s.DB.NewestChatMessages
	if state == domain.MessageAwaiting {
		read = s.DB.OldestChatMessages
	}
	if q.Messages, err = read(ctx, e.ID, state, size, q.Page*size); err != nil {
		return Queue{}, fmt.Errorf("read messages: %w", err)
	}
	return q, s.waiting(ctx, e.AccountID, &q)
}

// mostCounted bounds what is counted one by one for a page's head.
const mostCounted = 1000

// waiting fills in what a page says about all that waits.
func (s *Service) waiting(ctx context.Context, accountID int64, q *Queue) error {
	if q.Awaiting == 0 {
		return nil
	}
	first, err := s.DB.OldestChatMessages(ctx, q.EventID, domain.MessageAwaiting, 1, 0)
	if err != nil {
		return fmt.Errorf("read what waits longest: %w", err)
	}
	if len(first) > 0 {
		q.Oldest = first[0].SeenAt
	}
	set, err := s.ruleSet(ctx, accountID)
	if err != nil {
		return err
	}
	ids, err := s.DB.TrustedAwaiting(ctx, accountID, q.EventID, set.on(domain.RuleTrust), mostCounted)
	if err != nil {
		return fmt.Errorf("count what waits from trusted authors: %w", err)
	}
	q.Trusted = len(ids)
	return nil
}

// Card reads one message as an actor meets it.
func (s *Service) Card(ctx context.Context, actor, messageID int64) (Card, error) {
	m, e, err := s.reach(ctx, actor, messageID, domain.DeedEventView)
	if err != nil {
		return Card{}, err
	}
	c := Card{Message: m, Event: e.Name, Flood: e.Digest, MayUndo: mayUndo(m, actor, s.Clock.Now())}
	if c.Awaits, err = s.DB.CountChatMessages(ctx, e.ID, domain.MessageAwaiting); err != nil {
		return Card{}, fmt.Errorf("count what waits: %w", err)
	}
	set, err := s.ruleSet(ctx, e.AccountID)
	if err != nil {
		return Card{}, err
	}
	author, err := s.DB.FindAuthor(ctx, e.AccountID, m.AuthorKey())
	if err != nil {
		return Card{}, fmt.Errorf("read the author: %w", err)
	}
	c.Trusted = set.passes(author)
	return c, nil
}

// Approved reads up to limit approved messages that have appeared outside after a moment and until now, in the order of their
// appearing. A zero since gives the last ones. It asks for nobody's right: it is for overlays and relays, which have their own.
func (s *Service) Approved(ctx context.Context, eventID int64, since time.Time, limit int) ([]domain.ModeratedMessage, error) {
	now := s.Clock.Now()
	if !since.IsZero() {
		list, err := s.DB.ShownChatMessages(ctx, eventID, since, now, limit)
		if err != nil {
			return nil, fmt.Errorf("read approved messages: %w", err)
		}
		return list, nil
	}
	list, err := s.DB.LastShownChatMessages(ctx, eventID, now, limit)
	if err != nil {
		return nil, fmt.Errorf("read approved messages: %w", err)
	}
	slices.Reverse(list)
	return list, nil
}
