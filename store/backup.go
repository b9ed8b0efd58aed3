package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"frontdesk/store/engine"
)

// CopyTo writes a copy of our own SQLite database, as of one moment, into a new file while others work on it. They do
// not wait for it: it reads as any reader does. (move.Snapshot does it for PostgreSQL.)
func CopyTo(ctx context.Context, rawURL, path string) error {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return err
	}
	if _, err := os.Stat(u.Path); err != nil {
		return fmt.Errorf("there is no database to copy: %w", err)
	}
	// Made by us first, so that nobody else may read it; VACUUM takes an empty file.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db := engine.OpenSQLite(u.Path, engine.SQLiteOptions{Conns: 1, MustExist: true, BusyMS: 5000})
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", path)
	return errors.Join(engine.MapError(err), db.Close())
}

// ClaimFile is Claim for a SQLite database that need not be open, nor be there: nobody serves it until release.
func ClaimFile(rawURL string) (release func(), err error) {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(u.Path); err != nil {
		return nil, err
	}
	return lockFile(u.Path+".serving", dontWait)
}

// Serving is who serves a database now.
type Serving struct {
	On bool
	By string // PostgreSQL alone: from where, and since when
}

// Served tells whether a process serves the database now. It makes and locks nothing: whoever looks may be another user.
func Served(ctx context.Context, rawURL string) (Serving, error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return Serving{}, err
	}
	if u.Engine == engine.Postgres {
		by, on, err := servedPostgres(ctx, u)
		return Serving{On: on, By: by}, err
	}
	if _, err := os.Stat(u.Path + ".serving"); errors.Is(err, os.ErrNotExist) {
		return Serving{}, nil
	}
	release, err := lockFile(u.Path+".serving", dontWait)
	if errors.Is(err, ErrInUse) {
		return Serving{On: true}, nil
	}
	if err == nil {
		release()
	}
	return Serving{}, err
}

// WorkPath is where files that belong to a kind of work on a database ("backup") may lie, as the beginning of their names:
// beside a SQLite file, where its data lies anyhow, and for PostgreSQL in the folder for temporary files (TMPDIR), apart from
// other users' and other databases'.
func WorkPath(rawURL, work string) (string, error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil || u.Engine == engine.SQLite {
		return u.Path + "." + work, err
	}
	place := sha256.Sum256([]byte(u.Place()))
	return filepath.Join(os.TempDir(), fmt.Sprintf("frontdesk-%d-%x.%s", os.Getuid(), place[:6], work)), nil
}

// LockWork keeps others from the same kind of work on a database, until unlock.
func LockWork(ctx context.Context, rawURL, work string) (unlock func(), err error) {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return nil, err
	}
	if u.Engine == engine.Postgres {
		unlock, err = lockWorkPostgres(ctx, u, work)
	} else {
		unlock, err = lockFile(u.Path+"."+work+".lock", dontWait)
	}
	if errors.Is(err, ErrInUse) {
		err = fmt.Errorf("another frontdesk %s is under way on this database: wait for its end", work)
	}
	return unlock, err
}

// errNotSQLite is a fault of ours: PostgreSQL has another way.
var errNotSQLite = errors.New("this is for a SQLite file alone")

func sqliteURL(rawURL string) (engine.URL, error) {
	u, err := engine.ParseURL(rawURL)
	if err == nil && u.Engine != engine.SQLite {
		err = errNotSQLite
	}
	return u, err
}

// Settle brings what a crash has left in the write-ahead log into the database's file, so that the file alone is the
// whole database. Nobody may have it open.
func Settle(ctx context.Context, path string) error {
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true, BusyMS: 5000})
	_, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(engine.MapError(err), db.Close())
}
