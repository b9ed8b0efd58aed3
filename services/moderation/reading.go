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

// How often in a row a message has to be missing until it counts as deleted by somebody: one reading may miss it. A page that
// may be cut off needs more.
const (
	absentOften       = 2
	absentOftenCapped = 3
)

// A flood is when cards give way to a digest.
const (
	floodWithin = time.Minute
	floodFrom   = 10 // more than these came to wait within that time
	floodEnds   = 3  // fewer than these wait
)

// mirror brings our rows to a page's state. Nothing is written while nothing is new.
func (r *reader) mirror(ctx context.Context, e webinars.Event, p page) error {
	rows, err := r.s.DB.ChatMessagesFrom(ctx, e.ID, p.from())
	if err != nil {
		return fmt.Errorf("read what is known: %w", err)
	}
	r.hurry = p.capped && len(rows) > 0 && 2*p.unknown(rows) >= len(p.messages)
	gone := r.gone(p, rows)
	ebbs := false
	if e.Digest {
		awaiting, err := r.s.DB.CountChatMessages(ctx, e.ID, domain.MessageAwaiting)
		if err != nil {
			return fmt.Errorf("count what waits: %w", err)
		}
		ebbs = awaiting < floodEnds
	}
	if !ebbs && !p.news(rows, gone, r.s.Clock.Now()) {
		return nil
	}
	people, err := r.s.listeners(ctx, e)
	if err != nil {
		return err
	}
	u := work.New(fmt.Sprintf("chat:%d:%d", e.ID, p.began.UnixMilli()))
	w, err := r.s.begin(ctx, u, e)
	if err != nil {
		return err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		fresh, err := w.take(ctx, e, p, gone)
		if err != nil {
			return err
		}
		if err := w.show(ctx, people, fresh); err != nil {
			return err
		}
		return w.refresh(ctx)
	})
	if err := u.Commit(ctx, r.s.DB); err != nil {
		return fmt.Errorf("write what was said: %w", err)
	}
	for id := range gone {
		delete(r.absent, id)
	}
	return nil
}

// gone counts how often messages have been missing, and gives those that are deleted by that.
func (r *reader) gone(p page, rows []domain.ModeratedMessage) map[int64]struct{} {
	often := absentOften
	if p.capped {
		often = absentOftenCapped
	}
	absent, gone := map[int64]int{}, map[int64]struct{}{}
	for _, m := range p.missing(rows) {
		absent[m.MessageID] = r.absent[m.MessageID] + 1
		if absent[m.MessageID] >= often {
			gone[m.MessageID] = struct{}{}
		}
	}
	r.absent = absent
	return gone
}

// show gives people the cards of what has come to wait, or in a flood the digest.
func (w step) show(ctx context.Context, people []int64, fresh []domain.ModeratedMessage) error {
	flooded, err := w.tx.Flooded(ctx, w.eventID)
	if err != nil {
		return err
	}
	recent, err := w.tx.CountFreshAwaiting(ctx, w.eventID, w.tx.Now.Add(-floodWithin))
	if err != nil {
		return err
	}
	waiting, err := w.tx.CountChatMessages(ctx, w.eventID, domain.MessageAwaiting)
	if err != nil {
		return err
	}
	switch {
	case !flooded && recent > floodFrom:
		flooded = true
	case flooded && waiting < floodEnds:
		// Those that wait now may have come in the flood, and have no card.
		flooded = false
		if fresh, err = w.tx.OldestChatMessages(ctx, w.eventID, domain.MessageAwaiting, floodEnds, 0); err != nil {
			return err
		}
	default:
		return w.hand(ctx, people, fresh, flooded)
	}
	if err := w.tx.SetFlooded(ctx, w.eventID, flooded); err != nil {
		return err
	}
	w.eventChanged()
	return w.hand(ctx, people, fresh, flooded)
}

func (w step) hand(ctx context.Context, people []int64, fresh []domain.ModeratedMessage, flooded bool) error {
	if w.s.cards == nil || len(fresh) == 0 {
		return nil
	}
	for _, person := range people {
		if flooded {
			if err := w.s.cards.Digest(ctx, w.tx, w.u, person, w.eventID); err != nil {
				return err
			}
			continue
		}
		for _, m := range fresh {
			if err := w.s.cards.New(ctx, w.tx, w.u, person, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// setTrouble notes why a chat cannot be read, or that it can.
func (s *Service) setTrouble(ctx context.Context, e webinars.Event, trouble string) error {
	u := work.New(fmt.Sprintf("chat:%d:trouble", e.ID))
	w := step{s: s, u: u, eventID: e.ID, account: e.AccountID}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		news, err := tx.SetChatTrouble(ctx, e.ID, trouble)
		if err != nil || !news {
			return err
		}
		w.eventChanged()
		return w.refresh(ctx)
	})
	return u.Commit(ctx, s.DB)
}
