package storetest

import (
	"context"
	"fmt"
	"time"

	"frontdesk/store"
)

func sealed(updateID int64) []byte { return fmt.Appendf(nil, "sealed for %d", updateID) }

// accept takes an update into the inbox and gives its seq.
func (h house) accept(updateID int64) (seq int64, added bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		seq, added, err = tx.AddUpdate(ctx, 42, updateID, 7, sealed(updateID))
		return err
	})
	return seq, added
}

func (h house) finish(seq int64) (first bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		first, err = tx.FinishUpdate(ctx, seq)
		return err
	})
	return first
}

func (h house) waiting() []store.WaitingUpdate {
	h.Helper()
	list, err := h.db.WaitingUpdates(h.Context(), 42, 0, 100)
	h.must(err)
	return list
}

func acceptedOnce(h house) {
	// Telegram's ids begin anew after quiet weeks: order is that of arrival.
	first, _ := h.accept(900)
	second, _ := h.accept(3)
	if _, again := h.accept(900); again {
		h.Error("a redelivered update is new")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, added, err := tx.AddUpdate(ctx, 43, 900, 7, sealed(900))
		if !added {
			h.Error("another bot's update with the same id is not new")
		}
		return err
	})
	list := h.waiting()
	if len(list) != 2 || list[0].Seq != first || list[1].Seq != second || first >= second {
		h.Fatalf("%+v", list)
	}
	if u := list[0]; u.UpdateID != 900 || u.Lane != 7 || string(u.Payload) != string(sealed(900)) {
		h.Errorf("%+v", u)
	}
	after, err := h.db.WaitingUpdates(h.Context(), 42, first, 1)
	h.must(err)
	if len(after) != 1 || after[0].Seq != second {
		h.Errorf("behind the first: %+v", after)
	}
}

func finishedOnce(h house) {
	seq, _ := h.accept(1)
	if !h.finish(seq) || h.finish(seq) {
		h.Error("it is not finished exactly once")
	}
	if _, again := h.accept(1); again {
		h.Error("a finished update is accepted once more")
	}
	if n := len(h.waiting()); n != 0 {
		h.Errorf("%d wait", n)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ParkUpdate(ctx, seq, "too late") })
	counts, err := h.db.CountInbox(h.Context())
	h.must(err)
	if counts.Parked != 0 {
		h.Error("what is done is parked")
	}
}

func parked(h house) {
	seq, _ := h.accept(1)
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.FailUpdate(ctx, seq, 2, "a fault") })
	if list := h.waiting(); len(list) != 1 || list[0].Attempts != 2 {
		h.Fatalf("after a failure: %+v", list)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ParkUpdate(ctx, seq, "a fault") })
	if h.finish(seq) {
		h.Error("a parked update is finished")
	}
	counts, err := h.db.CountInbox(h.Context())
	h.must(err)
	if counts.Parked != 1 || counts.Waiting != 0 {
		h.Errorf("%+v", counts)
	}
}

func prunedInbox(h house) {
	for id := range int64(5) {
		seq, _ := h.accept(id)
		switch id {
		case 0: // waits
		case 1:
			h.write(func(ctx context.Context, tx *store.Tx) error { return tx.ParkUpdate(ctx, seq, "a fault") })
		default:
			h.finish(seq)
		}
	}
	prune := func(after time.Duration, limit int) (n int64) {
		h.write(func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = tx.PruneInbox(ctx, tx.Now.Add(after), limit)
			return err
		})
		return n
	}
	if prune(-time.Hour, 10) != 0 || prune(time.Hour, 2) != 2 || prune(time.Hour, 10) != 1 || prune(time.Hour, 10) != 0 {
		h.Error("not exactly the three finished ones are forgotten, at most as many as asked at a time")
	}
	counts, err := h.db.CountInbox(h.Context())
	h.must(err)
	if counts.Waiting != 1 || counts.Parked != 1 {
		h.Errorf("left: %+v", counts)
	}
	if _, added := h.accept(2); !added {
		h.Error("a forgotten id is not free")
	}
}
