package host

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// liveWriter writes to a SQLite file in which a live Django keeps saving.
//
// Django opens its transactions deferred. One that has read holds a SHARED lock; when it then writes while anybody holds
// RESERVED, SQLite fails it at once: it does not wait its timeout, because waiting could not help. So we must never hold
// RESERVED while a Django transaction is under way. BEGIN EXCLUSIVE with no busy timeout does that: it is refused, and lets go
// of everything within microseconds, as long as anybody holds SHARED; when it is granted, no Django transaction has begun, and
// one that begins meanwhile waits in its own busy timeout (5 s by default) for our few statements. Between two tries we hold
// nothing and pause a little, each time a different while.
//
// TestALiveDjangoKeepsItsSaves measures it: at 30 switches a second Django loses none to 0.03 % of its saves, whether it rests
// or not; what is left is the microseconds of a refused try.
//
// In WAL mode (a host may have chosen it) readers do not stop BEGIN EXCLUSIVE, and a Django transaction that read before our
// commit and writes after it fails with SQLITE_BUSY_SNAPSHOT. That was 8 to 9 % of the saves of a Django that thinks 5 ms in
// each second transaction. Nothing on our side can prevent it but writing rarely, which is why writes that would change nothing
// are not made. Django 5.1's `"transaction_mode": "IMMEDIATE"` cures it on its side.
type liveWriter struct {
	conn     *sqlx.Conn
	turn     chan struct{} // one write at a time
	prepared map[string]*sqlx.Stmt
}

const (
	beginExclusive = "BEGIN EXCLUSIVE"
	commit         = "COMMIT"
	rollback       = "ROLLBACK"
)

// How long a write waits for a moment without Django, and how long it pauses between tries.
const (
	lockPatience = 10 * time.Second
	pauseLeast   = 500 * time.Microsecond
	pauseSpread  = 4 * time.Millisecond
)

// newLiveWriter takes one connection of db, which must have no busy timeout, and prepares all statements that writes will
// use: nothing is compiled while Django waits.
func newLiveWriter(ctx context.Context, db *sqlx.DB, queries []string) (*liveWriter, error) {
	conn, err := db.Connx(ctx)
	if err != nil {
		return nil, err
	}
	w := &liveWriter{conn: conn, turn: make(chan struct{}, 1), prepared: make(map[string]*sqlx.Stmt)}
	for _, query := range append([]string{beginExclusive, commit, rollback}, queries...) {
		err := patiently(ctx, func() error {
			stmt, err := conn.PreparexContext(ctx, sqlx.Rebind(sqlx.BindType(db.DriverName()), query))
			w.prepared[query] = stmt
			return err
		})
		if err != nil {
			delete(w.prepared, query)
			return nil, errors.Join(err, w.close())
		}
	}
	return w, nil
}

func (w *liveWriter) write(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return &domain.Error{Kind: domain.KindUnavailable, Err: fmt.Errorf("waiting for another write to the host: %w", ctx.Err())}
	}
	defer func() { <-w.turn }()
	if err := ctx.Err(); err != nil {
		return engine.MapError(err)
	}

	// From here on a call is made in one go or not at all: an interrupted statement would leave Django waiting for our
	// clean-up. The waiting is between the calls.
	whole := context.WithoutCancel(ctx)
	begin := func() error {
		_, err := w.exec(whole, beginExclusive)
		return err
	}
	if err := patiently(ctx, begin); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			// It fails when SQLite has rolled back by itself, and then there is nothing left to do.
			_, _ = w.exec(whole, rollback)
		}
	}()
	if err := fn(whole, w); err != nil {
		return err
	}
	if _, err := w.exec(whole, commit); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	committed = true
	return nil
}

// patiently calls try until it is not refused by a lock, for at most lockPatience.
func patiently(ctx context.Context, try func() error) error {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		err := try()
		if !engine.Busy(err) {
			return err
		}
		pause.Reset(pauseLeast + rand.N(pauseSpread))
		select {
		case <-pause.C:
		case <-ctx.Done():
			return &domain.Error{Kind: domain.KindUnavailable, Err: fmt.Errorf("the host's database stays locked: %w", errors.Join(ctx.Err(), err))}
		}
	}
}

func (w *liveWriter) exec(ctx context.Context, query string, args ...any) (int64, error) {
	stmt, err := w.stmt(query)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (w *liveWriter) get(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := w.stmt(query)
	if err != nil {
		return err
	}
	return stmt.GetContext(ctx, dest, args...)
}

func (w *liveWriter) stmt(query string) (*sqlx.Stmt, error) {
	if stmt := w.prepared[query]; stmt != nil {
		return stmt, nil
	}
	return nil, fmt.Errorf("a write to the host that was not prepared: %s", query)
}

func (w *liveWriter) close() error {
	var errs []error
	for _, stmt := range w.prepared {
		errs = append(errs, stmt.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}
