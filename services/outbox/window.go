package outbox

import (
	"context"

	"frontdesk/domain"
	"frontdesk/store"
)

// window is which deliveries of one priority are in memory: the oldest, as many as there is room for. The rest wait in the
// database, and each priority has a window of its own, so that no number of broadcasts keeps an answer out. One chat's
// crowd of answers, which its limit lets out slowly, does not count, so that it keeps nobody else's out (crowd). What is due
// later than soon is not in memory at all (horizon).
//
// Ids of one priority grow with the commits, since there is one writer; so what was read of the database is a range.
type window struct {
	behind bool  // the database holds more than memory does
	from   int64 // where to go on reading it
	first  int64 // everything from here up to from has been read
	missed int64 // the newest that was left to the database
}

// admits tells whether a delivery that was just put is to be kept in memory. It is not when there is no room, when older
// ones still wait in the database, or when it was read there before its own turn came.
func (w *window) admits(id int64, room bool) bool {
	if id >= w.first && id < w.from {
		return false
	}
	if room && (!w.behind || id < w.from) {
		return true
	}
	w.rewind(id)
	w.missed = max(w.missed, id)
	return false
}

// rewind has the database read again from an id on, when that was passed before.
func (w *window) rewind(id int64) {
	if !w.behind || id < w.from {
		w.behind, w.first, w.from = true, id, id
	}
}

// loaded notes that the database was read from w.from on.
func (w *window) loaded(page []domain.Delivery, limit int) {
	if len(page) > 0 {
		w.from = page[len(page)-1].ID + 1
	}
	// What was put while the page was read may be in it or not.
	w.behind = len(page) == limit || w.missed != 0 && w.missed >= w.from
}

// maxPage bounds how many deliveries are read at once.
const maxPage = 1000

// load reads more from the database where memory has room, the most urgent first.
func (o *Outbox) load(ctx context.Context) error {
	if err := o.inherit(ctx); err != nil {
		return err
	}
	if err := o.moveHorizon(ctx); err != nil {
		return err
	}
	for p := range o.windows {
		if err := o.loadWindow(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// inherit takes note of what is in the database without our knowing: left by an earlier life, or by a commit in doubt, which
// is decided once this write is through.
func (o *Outbox) inherit(ctx context.Context) error {
	o.mu.Lock()
	done := o.inherited
	o.inherited = true // unless there is news meanwhile
	o.mu.Unlock()
	if done {
		return nil
	}
	err := o.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.DoubtPendingScreens(ctx, o.o.Channel) })
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		o.inherited = false
		return err
	}
	o.windows = unread()
	return nil
}

// unread are windows on a database that nothing was read of.
func unread() (all [priorities]window) {
	for i := range all {
		all[i].behind = true
	}
	return all
}

// loadWindow reads on until there is something to do: a page may hold nothing that is due and not in memory already.
func (o *Outbox) loadWindow(ctx context.Context, p int) error {
	for {
		if more, err := o.loadPage(ctx, p); err != nil || !more {
			return err
		}
	}
}

// loadPage reads a page. While it does, what ends is remembered: it must not be queued a second time from a page that
// was read before its end. It tells whether there is more to read, and this page was nothing to do.
func (o *Outbox) loadPage(ctx context.Context, p int) (more bool, err error) {
	o.mu.Lock()
	w := &o.windows[p]
	if !w.behind || o.plan.count[p] > o.o.Window/2 {
		o.mu.Unlock()
		return false, nil
	}
	from, due := w.from, o.horizon.till
	w.missed = 0
	o.loading = map[int64]struct{}{}
	o.mu.Unlock()

	limit := min(maxPage, max(o.o.Window/2, 1))
	page, err := o.db.DueDeliveries(ctx, o.o.Channel, domain.Priority(p), from-1, due, limit)

	o.mu.Lock()
	defer o.mu.Unlock()
	defer func() { o.loading = nil }()
	if err != nil {
		return false, err
	}
	if w.from != from {
		return false, nil // an older one was put meanwhile: the next page begins with it
	}
	now, before := o.o.Clock.Now(), o.plan.count[p]
	for _, d := range page {
		if _, ended := o.loading[d.ID]; !ended {
			o.plan.add(d, now)
		}
	}
	w.loaded(page, limit)
	return w.behind && o.plan.count[p] == before, nil
}
