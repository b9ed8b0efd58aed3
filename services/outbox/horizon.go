package outbox

import (
	"context"
	"time"

	"frontdesk/domain"
)

// What is due after the horizon waits in the database, however much it is; what comes due before it is in memory without counting
// against the window. Reminders for tomorrow must not keep out what is due now. It lies so far ahead, and moves on so often.
const (
	horizonAhead = time.Minute
	horizonEvery = 30 * time.Second
)

type horizon struct {
	till time.Time // a whole millisecond, as the database keeps times
	read time.Time // what comes due by then was brought into the windows' reach
	next time.Time // when to move on
}

func newHorizon(now time.Time) horizon {
	till := now.Add(horizonAhead).Truncate(time.Millisecond)
	return horizon{till: till, read: till, next: now.Add(horizonEvery)}
}

// beyond tells whether a delivery waits in the database for the horizon to reach it.
func (h *horizon) beyond(d domain.Delivery) bool { return d.NotBefore.UnixMilli() > h.till.UnixMilli() }

// moveHorizon brings what comes due soon into the reach of its window, which reads it again from there on. A clock that was set
// back needs nothing: the horizon lies further ahead for as long.
func (o *Outbox) moveHorizon(ctx context.Context) error {
	now := o.o.Clock.Now()
	o.mu.Lock()
	h := &o.horizon
	if now.Before(h.next) {
		o.mu.Unlock()
		return nil
	}
	// It moves before the database is asked: what is put meanwhile is kept in memory, and may be found as well.
	h.till = later(h.till, now.Add(horizonAhead).Truncate(time.Millisecond))
	read, till := h.read, h.till
	o.mu.Unlock()

	first, err := o.db.FirstDue(ctx, o.o.Channel, read, till)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	h.read, h.next = till, now.Add(horizonEvery)
	for p, id := range first {
		o.windows[rank(domain.Delivery{Priority: p})].rewind(id)
	}
	return nil
}
