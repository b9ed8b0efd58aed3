// Package store keeps Frontdesk's own data: all SQL is here, one text for both engines.
//
// Reading goes through a pool of readers, writing through Write: the pieces of work that are ready together share one
// commit, each undone alone when it fails. Only services may import this package.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// Options are what Open needs beside the address.
type Options struct {
	Now     func() time.Time // default time.Now
	Readers int              // connections that read at the same time; default 4
}

// DB is our own database.
type DB struct {
	url    engine.URL
	read   *sqlx.DB
	write  *sqlx.DB // a pool of one
	writer *writer
	now    func() time.Time
	stmts  *engine.Statements
	memory *engine.Memory // nil with PostgreSQL, where others may write
	shown  *shown         // likewise
	claim  *claim
}

// ownSettings are those of the one connection that writes to SQLite.
var ownSettings = engine.SQLiteOptions{Conns: 1, WAL: true, Immediate: true, BusyMS: 5000}

// Open opens the database at rawURL; a SQLite file, and its folder, are made when they are missing, a PostgreSQL database
// is not. Migrate before use; Close when done.
func Open(ctx context.Context, rawURL string, o Options) (*DB, error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	db := &DB{url: u, now: o.Now, claim: &claim{}}
	open := db.openSQLite
	if u.Engine == engine.Postgres {
		open = db.openPostgres
	}
	backend, err := open(ctx, o.Readers)
	if err != nil {
		return nil, err
	}
	db.stmts = engine.NewStatements(u.Engine, db.read).Whole().Remember(db.memory)
	db.writer = startWriter(backend, o.Now)
	return db, nil
}

func (db *DB) openSQLite(ctx context.Context, readers int) (backend, error) {
	if err := makeFolder(db.url.Path); err != nil {
		return nil, err
	}
	if err := makeFile(db.url.Path); err != nil {
		return nil, err
	}
	db.write = engine.OpenSQLite(db.url.Path, ownSettings)
	err := db.write.PingContext(ctx)
	var file os.FileInfo
	if err == nil {
		file, err = os.Stat(db.url.Path)
	}
	if err != nil {
		db.write.Close()
		return nil, openError(db.url.Path, err)
	}
	db.read = engine.OpenSQLite(db.url.Path, engine.SQLiteOptions{Conns: readers, WAL: true, BusyMS: 5000, ReadOnly: true})
	db.memory = engine.NewMemory(time.Now, remembered()...)
	db.shown = newShown(db.memory)
	return sqliteBackend{db: db.write, memory: db.memory, shown: db.shown, path: db.url.Path, file: file}, nil
}

// remembered are the tables that nearly every update reads and few write. Sign-ins read Django's users anew each time.
func remembered() []string {
	return []string{
		"tg_bot_telegramuser", "tg_bot_telegramuser_shops", "shops", "warehouses",
		"frontdesk_person", "frontdesk_change", "frontdesk_expected_input", "frontdesk_subscription", "frontdesk_setting",
	}
}

// Memory remembers what is read often, for those who read tables of this database that are not ours to describe. Nil with
// PostgreSQL, where others may write.
func (db *DB) Memory() *engine.Memory { return db.memory }

// makeFile makes a new database's file for its owner alone: there are api keys and password hashes in it. SQLite gives the
// files beside it the same rights.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("cannot open the database: give this user the right to read and write it, or name another file in FRONTDESK_DATABASE_URL: %w", err)
	}
	return f.Close()
}

// makeFolder makes the folder of a database's file for its owner alone.
func makeFolder(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("cannot make the database's folder: make it for this user, or name a file in another one in FRONTDESK_DATABASE_URL: %w", err)
	}
	return nil
}

// openError says what to do about a file that SQLite does not open.
func openError(path string, err error) error {
	do := "see that this user may read and write it and the folder it is in"
	switch {
	case engine.NoDatabase(err):
		do = "name another file in FRONTDESK_DATABASE_URL, or restore a backup"
	case engine.Busy(err):
		do = "another program holds it; end that, or try again"
	}
	return fmt.Errorf("cannot open %s: %s: %w", path, do, engine.MapError(err))
}

// Close ends the writing that has begun and closes the database. Work that comes later is refused.
func (db *DB) Close() error {
	db.writer.close()
	return errors.Join(db.stmts.Close(), db.read.Close(), db.write.Close())
}

// Path is the SQLite file's path; empty with PostgreSQL.
func (db *DB) Path() string { return db.url.Path }

// Place is where the database is, without the password.
func (db *DB) Place() string { return db.url.Place() }

// Engine tells what the database is.
func (db *DB) Engine() engine.Name { return db.url.Engine }

// Ping tells whether the database can be read now.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return engine.MapError(db.read.GetContext(ctx, &one, "SELECT 1"))
}

// Readers is the pool for tables that live in this database but are not ours to describe (the host's shape).
func (db *DB) Readers() *sqlx.DB { return db.read }

// runner is where a statement runs: the readers, or the writing transaction.
type runner interface {
	statements() *engine.Statements
}

func (db *DB) statements() *engine.Statements { return db.stmts }

// one reads a single row; none is KindNotFound.
func one[T any](ctx context.Context, r runner, query string, args ...any) (T, error) {
	var v T
	err := r.statements().Get(ctx, &v, query, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, &domain.Error{Kind: domain.KindNotFound, Err: err}
	}
	return v, engine.MapError(err)
}

// all reads every row.
func all[T any](ctx context.Context, r runner, query string, args ...any) ([]T, error) {
	var v []T
	err := r.statements().All(ctx, &v, query, args...)
	return v, engine.MapError(err)
}

// exec changes rows and tells how many.
func exec(ctx context.Context, r runner, query string, args ...any) (int64, error) {
	n, err := r.statements().Exec(ctx, query, args...)
	return n, engine.MapError(err)
}

// insert adds a row and tells its key, or that a conflict let it do nothing.
func insert(ctx context.Context, r runner, key, query string, args ...any) (id int64, added bool, err error) {
	id, added, err = r.statements().Insert(ctx, key, query, args...)
	return id, added, engine.MapError(err)
}

// ms and fromMS are the database's form of a time. Zero stays zero.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMS(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
