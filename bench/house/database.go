package house

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the drivers
	_ "github.com/mattn/go-sqlite3"
)

// OpenFile opens a SQLite file for filling it beside Frontdesk, with settings in the driver's form ("_journal_mode=WAL").
func OpenFile(path, settings string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?"+settings)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// Open opens the database for filling it while nobody else has it open: fast, and of no use when the power goes.
func (h House) Open() (*sql.DB, error) {
	if h.server != "" {
		return sql.Open("pgx", h.URL)
	}
	return OpenFile(h.Database(), "_journal_mode=OFF&_synchronous=OFF&_locking_mode=EXCLUSIVE&_cache_size=-262144&_foreign_keys=off")
}

// Settle ends a filling: what `serve` is to find.
func (h House) Settle(ctx context.Context, db *sql.DB) error {
	statement := "PRAGMA journal_mode = WAL"
	if h.server != "" {
		statement = "VACUUM ANALYZE"
	}
	_, err := db.ExecContext(ctx, statement)
	return err
}

// Size is the database's, in bytes.
func (h House) Size(ctx context.Context) (size int64, err error) {
	if h.server == "" {
		info, err := os.Stat(h.Database())
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
	err = h.onServer(ctx, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, "SELECT pg_database_size($1)", h.name()).Scan(&size)
	})
	return size, err
}

// name is that of the database on PostgreSQL's server: like the folder, which is nobody else's.
func (h House) name() string { return strings.ReplaceAll(filepath.Base(h.Dir), "-", "_") }

func databaseOn(server, name string) (string, error) {
	u, err := url.Parse(server)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", fmt.Errorf("a server is named like postgres://user@127.0.0.1:5432/postgres")
	}
	u.Path = "/" + name
	return u.String(), nil
}

func (h House) make(ctx context.Context, template string) error {
	statement := "CREATE DATABASE " + h.name()
	if template != "" {
		statement += " TEMPLATE " + template
	}
	return h.onServer(ctx, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, statement)
		return err
	})
}

func (h House) drop(ctx context.Context) error {
	return h.onServer(ctx, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+h.name()+" WITH (FORCE)")
		return err
	})
}

// onServer does something on a connection to the server's own database, and checkpoints, so that the disk comes to rest.
func (h House) onServer(ctx context.Context, do func(db *sql.DB) error) error {
	db, err := sql.Open("pgx", h.server)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := do(db); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "CHECKPOINT")
	return err
}
