package storetest

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"frontdesk/domain"
	"frontdesk/store"
)

var errRefused = errors.New("refused by the test")

// set is a piece of work that leaves a trace.
func set(name string) func(ctx context.Context, tx *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, name, "done") }
}

// together runs pieces of work so that they are all waiting while another one writes: they share a commit, or a few.
func (h house) together(pieces []func(ctx context.Context, tx *store.Tx) error) []error {
	h.Helper()
	began, gate := make(chan struct{}), make(chan struct{})
	errs := make([]error, len(pieces))
	var all sync.WaitGroup
	all.Go(func() {
		if err := h.db.Write(h.Context(), func(context.Context, *store.Tx) error { close(began); <-gate; return nil }); err != nil {
			h.Errorf("the first writer: %v", err)
		}
	})
	<-began
	var ready sync.WaitGroup
	for i, piece := range pieces {
		ready.Add(1)
		all.Go(func() {
			ready.Done()
			errs[i] = h.db.Write(h.Context(), piece)
		})
	}
	ready.Wait()
	close(gate)
	all.Wait()
	return errs
}

func writeIsSeen(h house) {
	h.write(set("a"))
	if h.setting("a") != "done" {
		h.Error("it is not there")
	}
}

func errorUndoesItsPiece(h house) {
	const n = 40
	pieces := make([]func(ctx context.Context, tx *store.Tx) error, n)
	for i := range pieces {
		pieces[i] = func(ctx context.Context, tx *store.Tx) error {
			if err := set(strconv.Itoa(i))(ctx, tx); err != nil || i%4 != 0 {
				return err
			}
			return errRefused
		}
	}
	for i, err := range h.together(pieces) {
		refused := i%4 == 0
		if refused != errors.Is(err, errRefused) || !refused && err != nil {
			h.Errorf("piece %d: %v", i, err)
		}
		if there := h.setting(strconv.Itoa(i)) == "done"; there == refused {
			h.Errorf("piece %d: refused %v, and yet written %v", i, refused, there)
		}
	}
}

func panicUndoesItsPiece(h house) {
	errs := h.together([]func(ctx context.Context, tx *store.Tx) error{
		set("before"),
		func(ctx context.Context, tx *store.Tx) error {
			h.must(set("broken")(ctx, tx))
			panic("a fault of ours")
		},
		set("after"),
	})
	if errs[0] != nil || errs[1] == nil || errs[2] != nil {
		h.Errorf("%v", errs)
	}
	if h.setting("before") != "done" || h.setting("broken") != "" || h.setting("after") != "done" {
		h.Error("the wrong pieces were written")
	}
	h.write(set("later"))
	// Alone, without others to share a commit with, the same.
	if err := h.db.Write(h.Context(), func(context.Context, *store.Tx) error { panic("again") }); err == nil {
		h.Error("a panic is a success")
	}
	h.write(set("still"))
}

// thousandWriters add to one number: each must see what those before it have left.
func thousandWriters(h house) {
	const n = 1000
	pieces := make([]func(ctx context.Context, tx *store.Tx) error, n)
	for i := range pieces {
		pieces[i] = func(ctx context.Context, tx *store.Tx) error {
			a, err := tx.FindAttempts(ctx, "counter")
			if err != nil {
				return err
			}
			a.Failures++
			if err := tx.SetAttempts(ctx, "counter", a); err != nil || i%5 != 0 {
				return err
			}
			return errRefused
		}
	}
	failed := 0
	for _, err := range h.together(pieces) {
		if err != nil {
			failed++
		}
	}
	a, err := h.db.FindAttempts(h.Context(), "counter")
	h.must(err)
	if failed != n/5 || a.Failures != n-n/5 {
		h.Errorf("%d failed, the number stands at %d", failed, a.Failures)
	}
}

func cancelledWriter(h house) {
	ctx, cancel := context.WithCancel(h.Context())
	cancel()
	if err := h.db.Write(ctx, set("a")); !errors.Is(err, context.Canceled) {
		h.Errorf("%v", err)
	}
	if h.setting("a") != "" {
		h.Error("it wrote all the same")
	}
}

// closeWhileWriting: each write is either done or refused, and the database is as the writers were told.
func closeWhileWriting(h house) {
	const n = 50
	began := make(chan struct{}, n)
	errs := make([]error, n)
	var wrote sync.Map
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			errs[i] = h.db.Write(h.Context(), func(ctx context.Context, tx *store.Tx) error {
				began <- struct{}{}
				wrote.Store(i, true)
				return tx.SetSetting(ctx, strconv.Itoa(i), "done")
			})
		})
	}
	<-began
	h.must(h.db.Close())
	all.Wait()
	for i, err := range errs {
		if _, ran := wrote.Load(i); ran != (err == nil) {
			h.Errorf("writer %d ran: %v, was told: %v", i, ran, err)
		}
		if err != nil {
			h.kind(err, domain.KindUnavailable)
		}
	}
	if err := h.db.Write(h.Context(), set("late")); !errors.Is(err, store.ErrClosed) {
		h.Errorf("after closing: %v", err)
	}
}

func wholeOrNothing(h house) {
	err := h.db.Write(h.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, _, err := tx.AddUpdate(ctx, 1, 1, 1, sealed(1))
		h.must(err)
		h.must(tx.SetLanguage(ctx, 5, "ru"))
		return errRefused
	})
	if !errors.Is(err, errRefused) {
		h.Errorf("%v", err)
	}
	counts, err := h.db.CountInbox(h.Context())
	h.must(err)
	_, err = h.db.FindPerson(h.Context(), 5)
	h.kind(err, domain.KindNotFound)
	if counts.Waiting != 0 {
		h.Error("half of it is there")
	}
}

func isolated(h house) {
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(set("a")(ctx, tx))
		if h.setting("a") != "" {
			h.Error("a reader sees what is not committed")
		}
		return nil
	})
}

func notFound(h house) {
	ctx := h.Context()
	_, err := h.db.FindScreen(ctx, 404)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindChange(ctx, 404)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindChangeByKey(ctx, "404")
	h.kind(err, domain.KindNotFound)
	_, err = h.db.LastChange(ctx, 404, domain.FieldActive)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindPerson(ctx, 404)
	h.kind(err, domain.KindNotFound)
	_, err = h.db.FindExpectedInput(ctx, 404, 404)
	h.kind(err, domain.KindNotFound)
	h.must(h.db.Ping(ctx))
}
