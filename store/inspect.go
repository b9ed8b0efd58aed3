package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
	"frontdesk/store/migrations"
)

// Inspection is what a database says about itself. Nothing was changed to learn it.
type Inspection struct {
	Path           string
	Exists         bool
	Mode           os.FileMode
	Bytes          int64
	WALBytes       int64
	Journal        string           // the journal mode: "wal"
	Migrations     []MigrationState // of the sets that were begun
	Tables         map[string]int64 // rows of each of our tables; only when asked for
	KeyFingerprint string
	Damage         []string // what the quick check found
	Checked        bool     // the quick check came to its end in its time
}

// InspectOptions say how deep to look.
type InspectOptions struct {
	Count bool          // count the rows of every table
	Check time.Duration // how long the quick check may take; 0 leaves it out
}

// Inspect looks at our own SQLite database while others may work on it. A file that is not there is no error.
func Inspect(ctx context.Context, rawURL string, o InspectOptions) (Inspection, error) {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return Inspection{}, err
	}
	in := Inspection{Path: u.Path}
	info, err := os.Stat(u.Path)
	if errors.Is(err, os.ErrNotExist) {
		return in, nil
	}
	if err != nil {
		return in, err
	}
	in.Exists, in.Mode, in.Bytes = true, info.Mode().Perm(), info.Size()
	if wal, err := os.Stat(u.Path + "-wal"); err == nil {
		in.WALBytes = wal.Size()
	}
	db := engine.OpenSQLite(u.Path, engine.SQLiteOptions{Conns: 1, MustExist: true, QueryOnly: true, BusyMS: 5000})
	defer db.Close()
	return in, engine.MapError(in.look(ctx, db, u, o))
}

// Status tells how far the tables of our own database have come, and whether there is a database at all. It changes and makes
// nothing; tables that are not there are at version 0. withHost also tells of the tables that a Django project would have.
func Status(ctx context.Context, rawURL string, withHost bool) (states []MigrationState, exists bool, err error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return nil, false, err
	}
	if u.Engine == engine.Postgres {
		return statusPostgres(ctx, rawURL, withHost)
	}
	in, err := Inspect(ctx, rawURL, InspectOptions{})
	if err != nil {
		return nil, in.Exists, openError(u.Path, err)
	}
	for _, set := range (&DB{url: u}).sets(withHost) {
		state := MigrationState{Set: set.name}
		if state.Target, err = newest(set.folder); err != nil {
			return nil, in.Exists, err
		}
		for _, begun := range in.Migrations {
			if begun.Set == set.name {
				state = begun
			}
		}
		states = append(states, state)
	}
	return states, in.Exists, nil
}

// statusPostgres opens the database: there it makes nothing but goose's own table.
func statusPostgres(ctx context.Context, rawURL string, withHost bool) ([]MigrationState, bool, error) {
	db, err := Open(ctx, rawURL, Options{})
	if err != nil {
		return nil, false, err
	}
	states, err := db.Migrations(ctx, withHost)
	return states, true, errors.Join(err, db.Close())
}

// ErrNotSQLite says that a command works on SQLite files alone.
var ErrNotSQLite = errors.New("this works on a SQLite database; PostgreSQL has tools of its own (pg_dump, pg_restore)")

func sqliteURL(rawURL string) (engine.URL, error) {
	u, err := engine.ParseURL(rawURL)
	if err == nil && u.Engine != engine.SQLite {
		err = ErrNotSQLite
	}
	return u, err
}

func (in *Inspection) look(ctx context.Context, db *sqlx.DB, u engine.URL, o InspectOptions) error {
	if err := db.GetContext(ctx, &in.Journal, "PRAGMA journal_mode"); err != nil {
		return err
	}
	var tables []string
	if err := db.SelectContext(ctx, &tables, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"); err != nil {
		return err
	}
	has := map[string]bool{}
	for _, name := range tables {
		has[name] = true
	}
	if has["frontdesk_setting"] {
		err := db.SelectContext(ctx, &tables, "SELECT value FROM frontdesk_setting WHERE name = ?", secretKeySetting)
		if err != nil {
			return err
		}
		in.KeyFingerprint = strings.Join(tables, "")
	}
	if err := in.versions(ctx, db, u, has); err != nil {
		return err
	}
	if o.Count {
		if err := in.count(ctx, db, has); err != nil {
			return err
		}
	}
	if o.Check > 0 {
		return in.check(ctx, db, o.Check)
	}
	return nil
}

func (in *Inspection) versions(ctx context.Context, db *sqlx.DB, u engine.URL, has map[string]bool) error {
	for _, set := range (&DB{url: u}).sets(true) {
		if !has[set.table] {
			continue
		}
		state := MigrationState{Set: set.name}
		err := db.GetContext(ctx, &state.Version, "SELECT COALESCE(MAX(version_id), 0) FROM "+set.table+" WHERE is_applied")
		if err != nil {
			return err
		}
		if state.Target, err = newest(set.folder); err != nil {
			return err
		}
		in.Migrations = append(in.Migrations, state)
	}
	return nil
}

// newest is the number of the last migration that this program knows in a folder.
func newest(folder string) (int64, error) {
	names, err := fs.Glob(migrations.Files, folder+"/*.sql")
	if err != nil {
		return 0, err
	}
	last := int64(0)
	for _, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, folder+"/"), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("the migration %s has no number: %w", name, err)
		}
		last = max(last, n)
	}
	return last, nil
}

func (in *Inspection) count(ctx context.Context, db *sqlx.DB, tables map[string]bool) error {
	in.Tables = map[string]int64{}
	for name := range tables {
		var n int64
		if err := db.GetContext(ctx, &n, `SELECT COUNT(*) FROM "`+strings.ReplaceAll(name, `"`, `""`)+`"`); err != nil {
			return err
		}
		in.Tables[name] = n
	}
	return nil
}

// check runs SQLite's quick check. One that does not end in its time has found nothing so far, and is no error.
func (in *Inspection) check(ctx context.Context, db *sqlx.DB, limit time.Duration) error {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var found []string
	err := db.SelectContext(limited, &found, "PRAGMA quick_check(20)")
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		return nil
	}
	if err != nil {
		return err
	}
	in.Checked = true
	if len(found) != 1 || found[0] != "ok" {
		in.Damage = found
	}
	return nil
}
