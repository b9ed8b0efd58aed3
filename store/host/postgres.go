package host

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// openPostgres works beside Django in its PostgreSQL database. No setting goes with the connections: there may be a pooler
// in between that refuses them.
func (h *Host) openPostgres(ctx context.Context, address string) error {
	read, err := engine.OpenPostgres(address, engine.PostgresOptions{Conns: readers})
	if err != nil {
		return fmt.Errorf("host database: %w (FRONTDESK_HOST_DATABASE_URL)", err)
	}
	write, err := engine.OpenPostgres(address, engine.PostgresOptions{Conns: writers})
	if err != nil {
		return errors.Join(err, read.Close())
	}
	h.pools = []*sqlx.DB{read, write}
	h.read = engine.NewStatements(engine.Postgres, read)
	h.watch = &postgresWatch{read: h.read}
	h.writer = postgresWriter{write}
	return checkTables(ctx, read)
}

// writers is how many writes to a PostgreSQL host may go on at the same time.
const writers = 2

// postgresWriter writes in short transactions. Readers and writers do not disturb each other there, so nothing of Django's has
// to be waited for but a row that it is changing itself.
type postgresWriter struct{ db *sqlx.DB }

// waitForRows is lockPatience, as PostgreSQL keeps it.
const waitForRows = "SET LOCAL lock_timeout = '10s'"

// writePatience bounds a whole write: a server whose machine is gone does not answer at all.
const writePatience = lockPatience + 10*time.Second

func (w postgresWriter) write(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	patient, cancel := context.WithTimeout(ctx, writePatience)
	defer cancel()
	err := engine.Freshly(func() error { return w.transact(patient, fn) })
	if err != nil && patient.Err() != nil && ctx.Err() == nil {
		return &domain.Error{Kind: domain.KindUnavailable, Err: fmt.Errorf("the host's database does not answer: %w", err)}
	}
	return err
}

// transact commits what fn did. When the answer to the commit is lost, its effect may be there though an error comes back:
// every write to the host sets a value, and may be made again.
func (w postgresWriter) transact(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	own, err := w.db.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return err
	}
	if _, err := own.ExecContext(ctx, waitForRows); err != nil {
		return errors.Join(err, own.Rollback())
	}
	if err := fn(ctx, postgresTx{engine.NewStatements(engine.Postgres, own)}); err != nil {
		// It fails when the connection is gone, and then there is nothing left to do.
		_ = own.Rollback()
		return err
	}
	if err := own.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (w postgresWriter) close() error { return nil }

type postgresTx struct{ *engine.Statements }

func (t postgresTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	return t.Exec(ctx, query, args...)
}

func (t postgresTx) get(ctx context.Context, dest any, query string, args ...any) error {
	return t.Get(ctx, dest, query, args...)
}

// postgresWatch compares snapshots: which transactions are over and which are not. As long as that is the same, nobody has
// committed anything.
type postgresWatch struct {
	read *engine.Statements
	mu   sync.Mutex
	last string
	n    int64
}

func (w *postgresWatch) version(ctx context.Context) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var snapshot string
	if err := w.read.Get(ctx, &snapshot, "SELECT pg_current_snapshot()::text"); err != nil {
		return 0, err
	}
	if snapshot != w.last {
		w.last = snapshot
		w.n++
	}
	return w.n, nil
}

func (w *postgresWatch) close() error { return nil }
