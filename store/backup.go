package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"frontdesk/store/engine"
)

// CopyTo writes a copy of our own SQLite database, as of one moment, into a new file while others work on it. They do
// not wait for it: it reads as any reader does.
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

// ClaimURL is Claim for a database that need not be open, nor be there: nobody serves it until release.
func ClaimURL(rawURL string) (release func(), err error) {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(u.Path); err != nil {
		return nil, err
	}
	return lockFile(u.Path+".serving", dontWait)
}

// Served tells whether a process serves the database now. It makes no file: whoever looks may be another user.
func Served(rawURL string) (bool, error) {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(u.Path + ".serving"); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	release, err := lockFile(u.Path+".serving", dontWait)
	if errors.Is(err, ErrInUse) {
		return true, nil
	}
	if err == nil {
		release()
	}
	return false, err
}

// LockWork keeps others from the same kind of work beside the database ("backup"), until unlock.
func LockWork(rawURL, work string) (unlock func(), err error) {
	u, err := sqliteURL(rawURL)
	if err != nil {
		return nil, err
	}
	unlock, err = lockFile(u.Path+"."+work+".lock", dontWait)
	if errors.Is(err, ErrInUse) {
		err = fmt.Errorf("another frontdesk %s is under way on this database: wait for its end", work)
	}
	return unlock, err
}

// Settle brings what a crash has left in the write-ahead log into the database's file, so that the file alone is the
// whole database. Nobody may have it open.
func Settle(ctx context.Context, path string) error {
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true, BusyMS: 5000})
	_, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(engine.MapError(err), db.Close())
}
