package backups

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
// serves the database.
func Restore(ctx context.Context, r Return) (Restored, error) {
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
	if err := move.Run(ctx, "sqlite:"+u.database, r.DatabaseURL, func(move.Count) {}); err != nil {
		return out, err
	}
	out.WroteKey, err = out.putKey(r.KeyFile, u.key, beforeNow(r), r.Force)
	return out, err
}

func restoreFile(ctx context.Context, r Return, path string, identities []age.Identity) (Restored, error) {
	release, err := store.ClaimFile(r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer release()
	if _, err := os.Stat(path); err == nil && !r.Force {
		return Restored{}, fmt.Errorf("there is a database %s already: move it away, or let it be put aside with --force", path)
	}
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
	if out.WroteKey, err = out.putKey(r.KeyFile, u.key, beforeNow(r), r.Force); err != nil {
		return out, err
	}
	if err := out.putAside(ctx, path, beforeNow(r)); err != nil {
		return out, err
	}
	if err := os.Rename(u.database, path); err != nil {
		return out, err
	}
	return out, syncDir(filepath.Dir(path))
}

// beforeNow is the end of the names of files that are put aside.
func beforeNow(r Return) string { return ".before-" + r.Now.UTC().Format("20060102-150405") }

// putAside gives the files of the old database other names: first what a crash left in its log is brought home, then the
// log goes, then the file. Whatever dies in between, no log ever stands beside a database that it does not belong to.
func (out *Restored) putAside(ctx context.Context, path, stamp string) error {
	if _, err := os.Stat(path); err == nil {
		// A database that is too broken for this is put aside with its log as they are.
		_ = store.Settle(ctx, path)
	}
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := out.aside(path+end, path+stamp+end); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

func (out *Restored) aside(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("there is a file %s already: try again in a second", to)
	}
	err := os.Rename(from, to)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		out.Aside = append(out.Aside, to)
	}
	return err
}

// putKey puts the key of a backup that has one where it belongs. Another key that is there is put aside.
func (out *Restored) putKey(path string, key []byte, stamp string, force bool) (bool, error) {
	if path == "" || key == nil {
		return false, nil
	}
	if _, err := seal.ParseKey(string(key)); err != nil {
		return false, damaged(err)
	}
	have, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(bytes.TrimSpace(have), bytes.TrimSpace(key)):
		return false, nil
	case err == nil && !force:
		return false, fmt.Errorf("there is another key file %s: move it away, or let it be put aside with --force", path)
	case err == nil:
		if err := out.aside(path, path+stamp); err != nil {
			return false, err
		}
	case !errors.Is(err, os.ErrNotExist):
		return false, err
	}
	return true, seal.WriteKeyFile(path, key)
}
