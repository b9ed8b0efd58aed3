// Package host works on the host's Django tables: auth_user, auth_group, auth_user_groups, shops, warehouses,
// tg_bot_telegramuser and tg_bot_telegramuser_shops, exactly as Django made them.
//
// Either the tables are in the host's own database (Open), beside a Django that lives and saves there, or in ours in the same
// shape (Embedded), for a shop without Django. The SQL is one text for both.
//
// Errors are *domain.Error: KindNotFound for a row that is not there, KindUnavailable for a database that is locked or gone,
// KindInvalid, KindConflict and KindForbidden as each method says. Anything else is our own fault.
package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

// Host is the host's tables. It is safe for use by many goroutines.
type Host struct {
	external bool
	engine   engine.Name
	read     *engine.Statements
	writer   writer
	pools    []*sqlx.DB // ours to close
	watch    watch      // external: what sees others' changes
	changes  atomic.Int64
}

// watch sees everybody's changes to an external host.
type watch interface {
	version(ctx context.Context) (int64, error)
	close() error
}

// tx is what a write may do. In an external host it runs while Django waits: a few statements, nothing else.
type tx interface {
	// exec runs a statement and tells how many rows it changed.
	exec(ctx context.Context, query string, args ...any) (int64, error)
	// get reads one row into dest; sql.ErrNoRows when there is none.
	get(ctx context.Context, dest any, query string, args ...any) error
}

// writer runs fn in a transaction: committed when fn returns nil, rolled back else.
type writer interface {
	write(ctx context.Context, fn func(ctx context.Context, tx tx) error) error
	close() error
}

// How the pools of an external host are set: readers wait for Django's commits, the writer never waits inside SQLite.
const (
	readers      = 4
	readerBusyMS = 5000 // as long as Django's own connections wait
)

// Open opens the host's database by its URL and checks that the tables and columns that we need are there. The database is
// never made, altered or switched to another journal mode. An error names what is missing and what to do about it.
//
// No other code of this process may open a SQLite host's file by itself, not even to copy it: closing any descriptor of the
// file drops all of the process's POSIX locks on it.
func Open(ctx context.Context, url string) (*Host, error) {
	u, err := engine.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("host database: %w (FRONTDESK_HOST_DATABASE_URL)", err)
	}
	h := &Host{external: true, engine: u.Engine}
	if u.Engine == engine.Postgres {
		err = h.openPostgres(ctx, u.DSN)
	} else {
		err = h.openSQLite(ctx, u.Path)
	}
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

func (h *Host) openSQLite(ctx context.Context, path string) error {
	switch info, err := os.Stat(path); {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("host database: there is no file %s; correct FRONTDESK_HOST_DATABASE_URL, or leave it empty to work without Django", path)
	case err != nil:
		return fmt.Errorf("host database: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("host database: %s is not a file; FRONTDESK_HOST_DATABASE_URL must name Django's database file", path)
	}
	// One connection more than the readers: DataVersion keeps it.
	read := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: readers + 1, MustExist: true, QueryOnly: true, BusyMS: readerBusyMS})
	write := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true, BusyMS: 0})
	h.pools = []*sqlx.DB{read, write}
	h.read = engine.NewStatements(engine.SQLite, read)
	if err := checkTables(ctx, read); err != nil {
		return err
	}
	conn, err := read.Connx(ctx)
	if err != nil {
		return fmt.Errorf("host database: %w", engine.MapError(err))
	}
	h.watch = sqliteWatch{conn}
	live, err := newLiveWriter(ctx, write, djangoSideWrites())
	if err != nil {
		return fmt.Errorf("host database: %w", engine.MapError(err))
	}
	h.writer = live
	return nil
}

// Embedded works on tables of the same shape inside our own database: read is the pool that reads, write runs a function in a
// transaction of ours. Both stay the caller's: Close closes only what the Host itself has prepared.
func Embedded(read *sqlx.DB, write func(ctx context.Context, fn func(ctx context.Context, tx OwnTx) error) error) *Host {
	of := engine.Of(read)
	return &Host{engine: of, read: engine.NewStatements(of, read).Whole(), writer: &embeddedWriter{begin: write}}
}

// Remember lets reads of embedded tables be answered from the memory of the database that they are in.
func (h *Host) Remember(m *engine.Memory) *Host {
	h.read.Remember(m)
	return h
}

// External tells whether the tables are Django's: users and shops are then made in Django's admin and not by us.
func (h *Host) External() bool { return h.external }

// Close closes what Open and the methods have opened. No method may run or be called after.
func (h *Host) Close() error {
	var errs []error
	if h.writer != nil {
		errs = append(errs, h.writer.close())
	}
	if h.watch != nil {
		errs = append(errs, h.watch.close())
	}
	if h.read != nil {
		errs = append(errs, h.read.Close())
	}
	for _, db := range h.pools {
		errs = append(errs, db.Close())
	}
	return errors.Join(errs...)
}

// DataVersion is a cheap detector of changes: two equal answers of one Host mean that nobody has committed anything to the
// tables in between; different answers mean that somebody may have. The value itself means nothing, and does not outlive the
// Host. With an external host it sees everybody's commits: on SQLite those to the file (PRAGMA data_version), on PostgreSQL those to the
// whole server (its snapshots), so that one with other busy databases always "may have changed". Embedded it counts the
// writes of this Host alone: there, nobody else changes these rows while we run but `frontdesk shop` and `frontdesk admin`,
// whose new rows are read fresh by every query.
func (h *Host) DataVersion(ctx context.Context) (int64, error) {
	if h.watch == nil {
		return h.changes.Load(), nil
	}
	version, err := h.watch.version(ctx)
	return version, engine.MapError(err)
}

// sqliteWatch is the one connection whose data_version counts.
type sqliteWatch struct{ conn *sqlx.Conn }

func (w sqliteWatch) version(ctx context.Context) (version int64, err error) {
	err = w.conn.GetContext(ctx, &version, "PRAGMA data_version")
	return version, err
}

func (w sqliteWatch) close() error { return w.conn.Close() }

// change runs a write and counts it.
func (h *Host) change(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	if err := h.writer.write(ctx, fn); err != nil {
		return engine.MapError(err)
	}
	h.changes.Add(1)
	return nil
}
