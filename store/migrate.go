package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"frontdesk/store/engine"
	"frontdesk/store/migrations"
)

// MigrationState is how far a set of tables has come.
type MigrationState struct {
	Set     string // what the tables are
	Version int64  // the newest step that was taken
	Target  int64  // the newest step that this program knows
}

type migrationSet struct {
	name, folder, table string
}

// sets are our own tables, and the host's shape where there is no Django.
func (db *DB) sets(withHost bool) []migrationSet {
	s := []migrationSet{{"frontdesk", string(db.url.Engine), "frontdesk_migration"}}
	if withHost {
		s = append(s, migrationSet{"shop", "shop", "frontdesk_migration_shop"})
	}
	return s
}

// Migrate brings the tables to this program's version. It refuses a database that a newer program has used. withHost
// also keeps the tables that a Django project would have.
func (db *DB) Migrate(ctx context.Context, withHost bool) ([]MigrationState, error) {
	// Two processes that start on one new file would both make the tables: goose has no lock for SQLite.
	unlock, err := lockFile(db.url.Path+".lock", wait)
	if err != nil {
		return nil, err
	}
	defer unlock()
	var states []MigrationState
	err = db.eachSet(withHost, func(p *goose.Provider, set migrationSet) error {
		state, err := migrateSet(ctx, p, set)
		states = append(states, state)
		return err
	})
	return states, err
}

// Migrations tells how far the tables have come and changes nothing but goose's own table.
func (db *DB) Migrations(ctx context.Context, withHost bool) ([]MigrationState, error) {
	var states []MigrationState
	err := db.eachSet(withHost, func(p *goose.Provider, set migrationSet) error {
		state, err := stateOf(ctx, p, set)
		states = append(states, state)
		return err
	})
	return states, err
}

// eachSet works on a connection of its own: the writer keeps the pool's.
func (db *DB) eachSet(withHost bool, do func(p *goose.Provider, set migrationSet) error) error {
	conn := engine.OpenSQLite(db.url.Path, ownSettings)
	defer conn.Close()
	for _, set := range db.sets(withHost) {
		p, err := provider(conn.DB, set)
		if err != nil {
			return err
		}
		if err := do(p, set); err != nil {
			return err
		}
	}
	return nil
}

func migrateSet(ctx context.Context, p *goose.Provider, set migrationSet) (MigrationState, error) {
	state, err := stateOf(ctx, p, set)
	if err != nil {
		return state, err
	}
	if state.Version > state.Target {
		return state, fmt.Errorf("the database is at version %d and this program knows %d: start the newer program, or restore the backup made before the upgrade", state.Version, state.Target)
	}
	if state.Version < state.Target {
		if _, err := p.Up(ctx); err != nil {
			return state, fmt.Errorf("cannot migrate the %s tables: %w", set.name, err)
		}
		state.Version = state.Target
	}
	return state, nil
}

func stateOf(ctx context.Context, p *goose.Provider, set migrationSet) (MigrationState, error) {
	version, target, err := p.GetVersions(ctx)
	if err != nil {
		return MigrationState{}, fmt.Errorf("cannot read which %s tables there are: %w", set.name, err)
	}
	return MigrationState{Set: set.name, Version: version, Target: target}, nil
}

func provider(conn *sql.DB, set migrationSet) (*goose.Provider, error) {
	files, err := fs.Sub(migrations.Files, set.folder)
	if err != nil {
		return nil, err
	}
	gs, err := database.NewStore(database.DialectSQLite3, set.table)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider("", conn, files, goose.WithStore(gs))
}
