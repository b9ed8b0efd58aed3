// Package move brings an installation from SQLite to PostgreSQL, and takes a picture of one on PostgreSQL as a SQLite file:
// our own tables and, in a house without Django, the shops'.
package move

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"frontdesk/store"
	"frontdesk/store/engine"
)

// Count is how many rows of a table were copied; both databases were asked.
type Count struct {
	Table string
	Rows  int64
}

// Run copies the database at from (sqlite:PATH) into the empty one at to (postgres://…) and tells of each table. Both are
// claimed meanwhile: one that is being served is refused with store.ErrInUse. The whole copy is one transaction: after an
// error the target has our tables, and they are empty, so that the same command may be tried again. The source is brought
// to this program's version and is else left as it is.
func Run(ctx context.Context, from, to string, tell func(Count)) (err error) {
	withHost, err := checkSource(ctx, from)
	if err != nil {
		return err
	}
	if err := checkTarget(ctx, to); err != nil {
		return err
	}
	source, leave, err := claimed(ctx, from, withHost)
	if err != nil {
		return fmt.Errorf("the database to copy: %w", err)
	}
	defer func() { err = errors.Join(err, leave()) }()
	_, leaveTarget, err := claimed(ctx, to, withHost)
	if err != nil {
		return fmt.Errorf("the database to fill: %w", err)
	}
	defer func() { err = errors.Join(err, leaveTarget()) }()
	return copyAll(ctx, source.Readers(), to, withHost, tell)
}

// checkSource tells whether the shops' tables live in the file too.
func checkSource(ctx context.Context, from string) (withHost bool, err error) {
	u, err := engine.ParseURL(from)
	if err != nil {
		return false, err
	}
	if u.Engine != engine.SQLite {
		return false, errors.New("the database is on PostgreSQL already: there is nothing to move")
	}
	if err := store.Present(from); err != nil {
		return false, err
	}
	db := engine.OpenSQLite(u.Path, engine.SQLiteOptions{Conns: 1, MustExist: true, QueryOnly: true, BusyMS: 5000})
	defer db.Close()
	err = db.GetContext(ctx, &withHost, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'frontdesk_migration_shop')")
	return withHost, engine.MapError(err)
}

// checkTarget refuses a database that holds anything: nothing is made in one that is not meant for us.
func checkTarget(ctx context.Context, to string) (err error) {
	u, err := engine.ParseURL(to)
	if err != nil {
		return err
	}
	if u.Engine != engine.Postgres {
		return errors.New("the database to fill must be on PostgreSQL: --to postgres://user:password@host:5432/name")
	}
	db, err := engine.OpenPostgres(u.DSN, engine.PostgresOptions{Conns: 1})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables []string
	err = db.SelectContext(ctx, &tables, `SELECT relname FROM pg_class
		WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY relname`)
	if err != nil {
		return targetError(err)
	}
	for _, table := range tables {
		if err := checkEmpty(ctx, db, table); err != nil {
			return err
		}
	}
	return nil
}

// checkEmpty lets pass what a move that failed has left: our tables, with nothing in them but what is there from the first.
func checkEmpty(ctx context.Context, db *sqlx.DB, table string) error {
	if isOurs(table) {
		if neverEmpty(table) {
			return nil
		}
		var used bool
		if err := db.GetContext(ctx, &used, "SELECT EXISTS (SELECT 1 FROM "+quoted(table)+")"); err != nil || !used {
			return engine.MapError(err)
		}
	}
	return fmt.Errorf("the database to fill is not empty (there is a table %s): make a new one with `createdb`, and give its address", table)
}

// claimed opens a database, makes sure that nobody serves it, and brings its tables to this version.
func claimed(ctx context.Context, url string, withHost bool) (db *store.DB, leave func() error, err error) {
	if db, err = store.Open(ctx, url, store.Options{}); err != nil {
		return nil, nil, err
	}
	release, err := db.Claim()
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	leave = func() error { release(); return db.Close() }
	if _, err := db.Migrate(ctx, withHost); err != nil {
		return nil, nil, errors.Join(err, leave())
	}
	return db, leave, nil
}
