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
	"sync"
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
	stmts  statements
}

// ownSettings are those of the one connection that writes.
var ownSettings = engine.SQLiteOptions{Conns: 1, WAL: true, Immediate: true, BusyMS: 5000}

// Open opens the database at rawURL and makes its folder when it is missing. Migrate before use; Close when done.
func Open(ctx context.Context, rawURL string, o Options) (*DB, error) {
	u, err := ownURL(rawURL)
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if err := makeFolder(u.Path); err != nil {
		return nil, err
	}
	if err := makeFile(u.Path); err != nil {
		return nil, err
	}
	db := &DB{url: u, now: o.Now}
	db.write = engine.OpenSQLite(u.Path, ownSettings)
	if err := db.write.PingContext(ctx); err != nil {
		db.write.Close()
		return nil, openError(u.Path, err)
	}
	db.read = engine.OpenSQLite(u.Path, engine.SQLiteOptions{Conns: o.Readers, WAL: true, BusyMS: 5000, ReadOnly: true})
	db.stmts = statements{prepare: db.read.PreparexContext, byQuery: map[string]*sqlx.Stmt{}}
	db.writer = startWriter(db.write, o.Now)
	return db, nil
}

// makeFile makes a new database's file for its owner alone: there are api keys and password hashes in it. SQLite gives the
// files beside it the same rights.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("cannot open the database: give this user the right to read and write it, or name another file in FRONTDESK_DATABASE_URL: %w", err)
	}
	return f.Close()
}

// ownURL reads the address of our own database.
func ownURL(rawURL string) (engine.URL, error) {
	u, err := engine.ParseURL(rawURL)
	if err == nil && u.Engine != engine.SQLite {
		err = errors.New("PostgreSQL is not supported by this version yet: use sqlite:PATH")
	}
	return u, err
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
	return errors.Join(db.stmts.close(), db.read.Close(), db.write.Close())
}

// Path is the SQLite file's path.
func (db *DB) Path() string { return db.url.Path }

// Ping tells whether the database can be read now.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return engine.MapError(db.read.GetContext(ctx, &one, "SELECT 1"))
}

// Readers is the pool for tables that live in this database but are not ours to describe (the host's shape).
func (db *DB) Readers() *sqlx.DB { return db.read }

// statements prepares each SQL text once.
type statements struct {
	prepare func(ctx context.Context, query string) (*sqlx.Stmt, error)
	mu      sync.RWMutex
	byQuery map[string]*sqlx.Stmt
}

func (s *statements) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	s.mu.RLock()
	st, ok := s.byQuery[query]
	s.mu.RUnlock()
	if ok {
		return st, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if st, ok := s.byQuery[query]; ok {
		return st, nil
	}
	st, err := s.prepare(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", query, err)
	}
	s.byQuery[query] = st
	return st, nil
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for query, st := range s.byQuery {
		errs = append(errs, st.Close())
		delete(s.byQuery, query)
	}
	return errors.Join(errs...)
}

// runner is where a statement runs: the readers, or the writing transaction.
type runner interface {
	stmt(ctx context.Context, query string) (*sqlx.Stmt, error)
}

func (db *DB) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	return db.stmts.stmt(ctx, query)
}

// one reads a single row; none is KindNotFound.
func one[T any](ctx context.Context, r runner, query string, args ...any) (T, error) {
	var v T
	st, err := r.stmt(ctx, query)
	if err == nil {
		err = st.GetContext(ctx, &v, args...)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return v, &domain.Error{Kind: domain.KindNotFound, Err: err}
	}
	return v, engine.MapError(err)
}

// all reads every row.
func all[T any](ctx context.Context, r runner, query string, args ...any) ([]T, error) {
	var v []T
	st, err := r.stmt(ctx, query)
	if err == nil {
		err = st.SelectContext(ctx, &v, args...)
	}
	return v, engine.MapError(err)
}

// exec changes rows and tells how many.
func exec(ctx context.Context, r runner, query string, args ...any) (int64, error) {
	st, err := r.stmt(ctx, query)
	if err != nil {
		return 0, engine.MapError(err)
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, engine.MapError(err)
	}
	return res.RowsAffected()
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
