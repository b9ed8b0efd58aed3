package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// ErrInUse says that another process works on the database.
var ErrInUse = errors.New("another frontdesk serves this database: stop it first, or give this one a FRONTDESK_DATABASE_URL of its own")

// How long another's claim is waited for, and how often it is asked for.
const (
	claimPatience = time.Second
	claimPause    = 50 * time.Millisecond
)

// Claim makes this process the one that serves the database, until release or the process's end, however that comes:
// two that send the same deliveries would send each of them twice. Commands that only read or set something need no
// claim.
//
// On SQLite it is the kernel's lock on a file beside the database. On PostgreSQL it is an advisory lock of the very
// session that writes: when the connection is lost the claim goes with it, and the session that follows takes it again
// before anything is written. If another process was quicker, every Write is refused with ErrInUse.
func (db *DB) Claim() (release func(), err error) {
	if db.url.Engine == engine.SQLite {
		unlock, err := lockFile(db.url.Path+".serving", dontWait)
		if err != nil {
			return nil, err
		}
		db.claim.on.Store(true)
		return func() { db.claim.on.Store(false); unlock() }, nil
	}
	ctx := context.Background()
	// The server takes a moment to notice that whoever served before has hung up.
	for until := time.Now().Add(claimPatience); ; {
		err = db.Write(ctx, db.claim.take)
		if err == nil {
			break
		}
		if !errors.Is(err, ErrInUse) || time.Now().After(until) {
			return nil, err
		}
		time.Sleep(claimPause)
	}
	return func() { _ = db.Write(ctx, db.claim.give) }, nil
}

// claim is whether this process serves the database; with PostgreSQL, whether the session that writes holds the advisory
// lock.
type claim struct{ on atomic.Bool }

// claimKey is the lock's number: two Frontdesks may live in two schemas of one database. The lock is the session's and
// stays whatever becomes of a transaction.
const claimKey = "hashtextextended('frontdesk serves ' || current_schema(), 0)"

func (c *claim) held() bool { return c.on.Load() }

func (c *claim) take(ctx context.Context, tx *Tx) error {
	var got bool
	if err := tx.Get(ctx, &got, "SELECT pg_try_advisory_lock("+claimKey+")"); err != nil {
		return engine.MapError(err)
	}
	if !got {
		return &domain.Error{Kind: domain.KindUnavailable, Err: ErrInUse}
	}
	c.on.Store(true)
	return nil
}

func (c *claim) give(ctx context.Context, tx *Tx) error {
	c.on.Store(false)
	// As often as it was taken, for pieces may be run twice. The session holds no other lock of this kind.
	_, err := tx.Exec(ctx, "SELECT pg_advisory_unlock_all()")
	return err
}

// renew takes the lock for a new session. It waits (lock_timeout) for the old session to be noticed as lost.
func (c *claim) renew(ctx context.Context, s runner) error {
	_, err := exec(ctx, s, "SELECT pg_advisory_lock("+claimKey+")")
	if engine.Busy(err) {
		return fmt.Errorf("%w (%w)", ErrInUse, err)
	}
	return err
}
