package backups

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"filippo.io/age"

	"frontdesk/internal/seal"
	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/move"
)

// Return says what to restore, and to where.
type Return struct {
	From        string
	Key         Key
	DatabaseURL string
	KeyFile     string // where the key file belongs; empty when the key comes from the configuration
	Force       bool   // put aside the SQLite file and the key file that are there
	Now         time.Time
}

// Restored is how a restore went.
type Restored struct {
	Manifest Manifest
	Aside    []string // the files that were there before, under their new names
	WroteKey bool
}

// Restore puts a backup in the database's place. It is read whole and checked before anything that is there is touched. A
// SQLite file that is there is put aside and not deleted; a PostgreSQL database must be empty. It refuses while a frontdesk
// serves the database. When it fails, what was there is as it was; when it dies, either that holds or the backup is in place,
// and the next start finds its key (WaitingKeyEnd).
func Restore(ctx context.Context, r Return) (Restored, error) {
	if err := checkBackup(r.From); err != nil {
		return Restored{}, err
	}
	identities, err := r.Key.identities()
	if err != nil {
		return Restored{}, err
	}
	u, err := engine.ParseURL(r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	if u.Engine == engine.Postgres {
		return restorePostgres(ctx, r, identities)
	}
	return restoreFile(ctx, r, u.Path, identities)
}

// restorePostgres fills an empty database in one transaction, as a move from SQLite does: rows are counted on both sides.
func restorePostgres(ctx context.Context, r Return, identities []age.Identity) (Restored, error) {
	dir, done, err := workDir(ctx, r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer done()
	u, err := readBack(ctx, r.From, identities, dir)
	if err != nil {
		return Restored{}, err
	}
	out := Restored{Manifest: u.manifest}
	place, err := out.layKey(r, u.key) // now: a database that was filled cannot be filled again
	if err != nil {
		return out, err
	}
	if err := move.Run(ctx, "sqlite:"+u.database, r.DatabaseURL, func(move.Count) {}); err != nil {
		return out, errors.Join(err, out.dropKey(r, place))
	}
	return out, out.takeKey(r, place)
}

func restoreFile(ctx context.Context, r Return, path string, identities []age.Identity) (Restored, error) {
	release, err := store.ClaimFile(r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer release()
	dir, done, err := workDir(ctx, r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer done()
	u, err := readBack(ctx, r.From, identities, dir)
	if err != nil {
		return Restored{}, err
	}
	// After the backup was read: whoever is told of --force knows that it would help.
	if _, err := os.Stat(path); err == nil && !r.Force {
		return Restored{}, fmt.Errorf("there is a database %s already: move it away, or let it be put aside with --force", path)
	}
	out := Restored{Manifest: u.manifest}
	place, err := out.layKey(r, u.key)
	if err != nil {
		return out, err
	}
	if err := out.replace(ctx, path, u.database, beforeNow(r)); err != nil {
		return out, errors.Join(err, out.dropKey(r, place))
	}
	return out, out.takeKey(r, place)
}

// beforeNow is the end of the names of files that are put aside.
func beforeNow(r Return) string { return ".before-" + r.Now.UTC().Format("20060102-150405") }

// keyPlace is what stands where the key of a backup belongs.
type keyPlace int

const (
	keyNone keyPlace = iota // nothing is to be put there: the backup has no key, or it is there already
	keyFree
	keyTaken // by another key
)

// checkKey looks whether the key of a backup that has one may be put where it belongs.
func checkKey(path string, key []byte, force bool) (keyPlace, error) {
	if path == "" || key == nil {
		return keyNone, nil
	}
	if _, err := seal.ParseKey(string(key)); err != nil {
		return keyNone, damaged(err)
	}
	have, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return keyFree, nil
	case err != nil:
		return keyNone, err
	case bytes.Equal(bytes.TrimSpace(have), bytes.TrimSpace(key)):
		return keyNone, nil
	case !force:
		return keyNone, fmt.Errorf("there is another key file %s: move it away, or let it be put aside with --force", path)
	}
	return keyTaken, nil
}
