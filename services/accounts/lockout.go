package accounts

import (
	"context"
	"errors"
	"time"

	"frontdesk/services/work"
	"frontdesk/store"
)

// The lock-out: so many failures of one person, or under one name, close the door for so long. Failures fade after the
// same time, so a person who mistypes once a week is never locked out.
const (
	MaxFailures = 5
	LockFor     = 15 * time.Minute
)

// try is one counted attempt to sign in.
type try struct {
	subjects []string
	// refused says that the door was closed before: nothing may be looked at.
	refused bool
	// left is how long the door is closed: with refused, or when this try fails.
	left time.Duration
}

// begin counts a try as failed before anything is looked at, in a transaction of its own: tries that run side by side
// cannot be more than MaxFailures. Success takes it back. A unit that is done again after a crash is counted once, by
// the mark that it leaves until it is committed.
func (s *Service) begin(ctx context.Context, u *work.Unit, subjects ...string) (try, error) {
	var t try
	err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		t = try{subjects: subjects}
		begun, err := marked(ctx, tx, u)
		if err != nil {
			return err
		}
		found := make([]store.Attempts, len(subjects))
		for i, subject := range subjects {
			if found[i], err = tx.FindAttempts(ctx, subject); err != nil {
				return err
			}
			t.left = max(t.left, found[i].LockedUntil.Sub(tx.Now))
		}
		if begun || t.left > 0 {
			t.refused = !begun
			return nil
		}
		if err := mark(ctx, tx, u); err != nil {
			return err
		}
		return t.count(ctx, tx, found)
	})
	return t, err
}

func (t *try) count(ctx context.Context, tx *store.Tx, found []store.Attempts) error {
	for i, subject := range t.subjects {
		a := faded(found[i], tx.Now)
		a.Failures++
		if a.Failures >= MaxFailures {
			a.LockedUntil = tx.Now.Add(LockFor)
			t.left = LockFor
		}
		if err := tx.SetAttempts(ctx, subject, a); err != nil {
			return err
		}
	}
	return nil
}

// Locked tells for how long a person's sign-ins are refused unseen; zero or less when they are not.
func (s *Service) Locked(ctx context.Context, id int64) (time.Duration, error) {
	a, err := s.db.FindAttempts(ctx, Subject(id))
	if err != nil || a.LockedUntil.IsZero() {
		return 0, err
	}
	return a.LockedUntil.Sub(s.now()), nil
}

// faded forgets failures that lie long enough back, and those of a lock-out that is over.
func faded(a store.Attempts, now time.Time) store.Attempts {
	over := !a.LockedUntil.IsZero() && !a.LockedUntil.After(now)
	if over || now.Sub(a.UpdatedAt) >= LockFor {
		return store.Attempts{}
	}
	return a
}

// fail leaves the try counted.
func (t try) fail(u *work.Unit) { u.Write(unmark(u)) }

// succeed forgets all failures of the try's subjects.
func (t try) succeed(u *work.Unit) {
	u.Write(unmark(u))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		for _, subject := range t.subjects {
			if err := tx.ClearAttempts(ctx, subject); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeBack uncounts this try alone.
func (t try) takeBack(u *work.Unit) {
	u.Write(unmark(u))
	u.Write(t.uncount)
}

func (t try) uncount(ctx context.Context, tx *store.Tx) error {
	for _, subject := range t.subjects {
		a, err := tx.FindAttempts(ctx, subject)
		if err != nil {
			return err
		}
		if a.Failures = max(a.Failures-1, 0); a.Failures < MaxFailures {
			a.LockedUntil = time.Time{}
		}
		if err := tx.SetAttempts(ctx, subject, a); err != nil {
			return err
		}
	}
	return nil
}

// abandon uncounts a try that ended in our own trouble: nobody is locked out by a database that is away. What the unit
// holds is not committed then. When the time has run out instead, the same unit comes again and finds its mark.
func (s *Service) abandon(ctx context.Context, u *work.Unit, t try, cause error) error {
	if ctx.Err() != nil {
		return cause
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		begun, err := marked(ctx, tx, u)
		if err != nil || !begun {
			return err
		}
		if err := t.uncount(ctx, tx); err != nil {
			return err
		}
		return unmark(u)(ctx, tx)
	})
	if err != nil {
		return errors.Join(cause, err)
	}
	return cause
}

// A mark says that a unit has begun something outside its transaction. It stands among the attempts, where what a crash
// leaves behind is pruned, and goes when the unit is committed.

func markOf(u *work.Unit) string { return "unit:" + u.Key() }

func mark(ctx context.Context, tx *store.Tx, u *work.Unit) error {
	return tx.SetAttempts(ctx, markOf(u), store.Attempts{Failures: 1})
}

func marked(ctx context.Context, tx *store.Tx, u *work.Unit) (bool, error) {
	a, err := tx.FindAttempts(ctx, markOf(u))
	return a.Failures > 0, err
}

func unmark(u *work.Unit) func(ctx context.Context, tx *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error { return tx.ClearAttempts(ctx, markOf(u)) }
}
