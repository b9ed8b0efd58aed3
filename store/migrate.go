package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"frontdesk/store/engine"
	"frontdesk/store/migrations"
)

// MigrationState is how far a set of tables has come.
type MigrationState struct {
	Set     string // what the tables are
	Version int64  // the newest step that was taken
	Was     int64  // the newest one before a Migrate; 0 for tables that it has made
	Target  int64  // the newest step that this program knows
}

type migrationSet struct {
	name, folder, table string
}

// sets are our own tables, and the host's shape where there is no Django.
func (db *DB) sets(withHost bool) []migrationSet {
	folder := string(db.url.Engine)
	s := []migrationSet{{"frontdesk", folder, "frontdesk_migration"}}
	if withHost {
		s = append(s, migrationSet{"shop", "shop/" + folder, "frontdesk_migration_shop"})
	}
	return s
}

// Migrate brings the tables to this program's version. It refuses a database that a newer program has used, and, with
// ErrInUse, to change one that another process serves: an older program would work on tables that it does not know.
// withHost also keeps the tables that a Django project would have.
func (db *DB) Migrate(ctx context.Context, withHost bool) ([]MigrationState, error) {
	var states []MigrationState
	err := db.eachSet(ctx, withHost, func(p *goose.Provider, set migrationSet) error {
		state, err := db.migrateSet(ctx, p, set)
		states = append(states, state)
		return err
	})
	return states, err
}

// MigrateLike makes the tables of a new database as another one has them, be it an older version's.
func (db *DB) MigrateLike(ctx context.Context, other []MigrationState) error {
	return db.eachSet(ctx, true, func(p *goose.Provider, set migrationSet) error {
		for _, state := range other {
			if state.Set != set.name {
				continue
			}
			if state.Version > state.Target {
				return errNewer(state)
			}
			if _, err := p.UpTo(ctx, state.Version); err != nil {
				return fmt.Errorf("cannot make the %s tables of version %d: %w", set.name, state.Version, err)
			}
		}
		return nil
	})
}

// eachSet works on connections of its own, since the writer keeps the pool's, and under a lock: two processes that start
// on a new database would both make the tables.
func (db *DB) eachSet(ctx context.Context, withHost bool, do func(p *goose.Provider, set migrationSet) error) (err error) {
	conn, alone, err := db.forMigrations()
	if err != nil {
		return err
	}
	defer conn.Close()
	unlock, err := alone(ctx, conn.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	for _, set := range db.sets(withHost) {
		p, err := db.provider(conn.DB, set)
		if err != nil {
			return err
		}
		if err := do(p, set); err != nil {
			return err
		}
	}
	return nil
}

// forMigrations gives a pool, and how to lock the database against other processes that migrate.
func (db *DB) forMigrations() (*sqlx.DB, func(ctx context.Context, conn *sql.DB) (unlock func() error, err error), error) {
	if db.url.Engine == engine.SQLite {
		return engine.OpenSQLite(db.url.Path, ownSettings), db.lockSQLite, nil
	}
	conn, err := engine.OpenPostgres(db.url.DSN, engine.PostgresOptions{Conns: 2, Settings: writingSettings()})
	return conn, lockPostgres, err
}

func (db *DB) lockSQLite(context.Context, *sql.DB) (unlock func() error, err error) {
	release, err := lockFile(db.url.Path+".lock", wait)
	return func() error { release(); return nil }, err
}

// lockPostgres takes goose's own lock, but around everything: goose makes its table of versions before it locks. It looks
// once a second (goose's default is 5 s) for two minutes.
func lockPostgres(ctx context.Context, db *sql.DB) (unlock func() error, err error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, engine.MapError(err)
	}
	if err := locker.SessionLock(ctx, conn); err != nil {
		return nil, errors.Join(fmt.Errorf("another process migrates the database: %w", err), conn.Close())
	}
	return func() error {
		return errors.Join(locker.SessionUnlock(context.WithoutCancel(ctx), conn), conn.Close())
	}, nil
}

func (db *DB) migrateSet(ctx context.Context, p *goose.Provider, set migrationSet) (MigrationState, error) {
	state, err := stateOf(ctx, p, set)
	if err != nil || state.Version == state.Target {
		return state, err
	}
	if state.Version > state.Target {
		return state, errNewer(state)
	}
	if !db.claim.held() {
		release, err := db.Claim()
		if err != nil {
			return state, fmt.Errorf("cannot migrate the %s tables: %w", set.name, err)
		}
		defer release()
	}
	if _, err := p.Up(ctx); err != nil {
		return state, fmt.Errorf("cannot migrate the %s tables: %w", set.name, err)
	}
	state.Version = state.Target
	return state, nil
}

func errNewer(s MigrationState) error {
	return fmt.Errorf("the database is at version %d and this program knows %d: start the newer program, or restore the backup made before the upgrade", s.Version, s.Target)
}

func stateOf(ctx context.Context, p *goose.Provider, set migrationSet) (MigrationState, error) {
	version, target, err := p.GetVersions(ctx)
	if err != nil {
		return MigrationState{}, fmt.Errorf("cannot read which %s tables there are: %w", set.name, err)
	}
	return MigrationState{Set: set.name, Version: version, Was: version, Target: target}, nil
}

func (db *DB) provider(conn *sql.DB, set migrationSet) (*goose.Provider, error) {
	files, err := fs.Sub(migrations.Files, set.folder)
	if err != nil {
		return nil, err
	}
	dialect := database.DialectSQLite3
	if db.url.Engine == engine.Postgres {
		dialect = database.DialectPostgres
	}
	gs, err := database.NewStore(dialect, set.table)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider("", conn, files, goose.WithStore(gs))
}
