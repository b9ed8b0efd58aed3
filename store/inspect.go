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
	Engine   engine.Name
	Exists   bool
	Bytes    int64       // of the file, or of the whole database on PostgreSQL
	Path     string      // SQLite alone, and so are the next three
	Mode     os.FileMode // who may read the file
	WALBytes int64
	Journal  string // the journal mode: "wal"
	Server   Server // PostgreSQL alone

	Migrations     []MigrationState // of the sets that were begun
	Tables         map[string]int64 // rows of each of our tables; only when asked for
	KeyFingerprint string
	Damage         []string // what SQLite's quick check found
	Checked        bool     // it came to its end in its time
}

// InspectOptions say how deep to look.
type InspectOptions struct {
	Count bool          // count the rows of every table
	Check time.Duration // how long SQLite's quick check may take; 0 leaves it out
}

// Inspect looks at our own database while others may work on it. A SQLite file that is not there is no error.
func Inspect(ctx context.Context, rawURL string, o InspectOptions) (Inspection, error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return Inspection{}, err
	}
	if u.Engine == engine.Postgres {
		return inspectPostgres(ctx, u, o)
	}
	in := Inspection{Engine: u.Engine, Path: u.Path}
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

// Present tells in words when there is no SQLite file at an address. A PostgreSQL database says so itself when it is opened.
func Present(rawURL string) error {
	u, err := engine.ParseURL(rawURL)
	if err != nil || u.Engine == engine.Postgres {
		return err
	}
	if _, err := os.Stat(u.Path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no database %s: see what FRONTDESK_DATABASE_URL (or database_url) names; a new one is made by frontdesk migrate or the first frontdesk serve", u.Path)
	}
	return nil // what else is wrong with it is told by whoever opens it
}

// Usable tells in words when our own database is not there, or not at this program's version. It changes and makes nothing.
func Usable(ctx context.Context, rawURL string, withHost bool) error {
	if err := Present(rawURL); err != nil {
		return err
	}
	states, _, err := Status(ctx, rawURL, withHost)
	if err != nil {
		return err
	}
	for _, s := range states {
		switch {
		case s.Version > s.Target:
			return errNewer(s)
		case s.Version == 0:
			return fmt.Errorf("the database holds no %s tables yet: see what FRONTDESK_DATABASE_URL (or database_url) names; frontdesk migrate or the first frontdesk serve makes them", s.Set)
		case s.Version < s.Target:
			return fmt.Errorf("the database is at version %d and this program needs %d: make a backup, then run frontdesk migrate, or start frontdesk serve, which does so too", s.Version, s.Target)
		}
	}
	return nil
}

// Status tells how far the tables of our own database have come, and whether there is a database at all. It changes and makes
// nothing; tables that are not there are at version 0. withHost also tells of the tables that a Django project would have.
func Status(ctx context.Context, rawURL string, withHost bool) (states []MigrationState, exists bool, err error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return nil, false, err
	}
	in, err := Inspect(ctx, rawURL, InspectOptions{})
	if err != nil && u.Engine == engine.SQLite {
		err = openError(u.Path, err)
	}
	if err != nil {
		return nil, in.Exists, err
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

func (in *Inspection) look(ctx context.Context, db *sqlx.DB, u engine.URL, o InspectOptions) error {
	if err := db.GetContext(ctx, &in.Journal, "PRAGMA journal_mode"); err != nil {
		return err
	}
	err := in.lookInside(ctx, db, u, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", o.Count)
	if err == nil && o.Check > 0 {
		err = in.check(ctx, db, o.Check)
	}
	return err
}

// lookInside is what both engines are asked alike, but for the names of their tables.
func (in *Inspection) lookInside(ctx context.Context, db *sqlx.DB, u engine.URL, namesOfTables string, count bool) error {
	var tables []string
	if err := db.SelectContext(ctx, &tables, namesOfTables); err != nil {
		return err
	}
	has := map[string]bool{}
	for _, name := range tables {
		has[name] = true
	}
	if has["frontdesk_setting"] {
		err := db.SelectContext(ctx, &tables, db.Rebind("SELECT value FROM frontdesk_setting WHERE name = ?"), secretKeySetting)
		if err != nil {
			return err
		}
		in.KeyFingerprint = strings.Join(tables, "")
	}
	if err := in.versions(ctx, db, u, has); err != nil || !count {
		return err
	}
	return in.count(ctx, db, has)
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
