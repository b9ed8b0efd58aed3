package backups

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"frontdesk/internal/seal"
	"frontdesk/store"
)

// Return says what to restore, and to where.
type Return struct {
	From        string
	Key         Key
	DatabaseURL string
	KeyFile     string // where the key file belongs; empty when the key comes from the configuration
	Force       bool   // put aside the database that is there
	Now         time.Time
}

// Restored is how a restore went.
type Restored struct {
	Manifest Manifest
	Aside    []string // the files that were there before, under their new names
	WroteKey bool
}

// Restore puts a backup in the database's place. It is read whole and checked before anything that is there is touched;
// what is there is put aside and not deleted. It refuses while a frontdesk serves the database.
func Restore(ctx context.Context, r Return) (Restored, error) {
	identities, err := r.Key.identities()
	if err != nil {
		return Restored{}, err
	}
	release, err := store.ClaimURL(r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer release()
	there, err := store.Inspect(ctx, r.DatabaseURL, store.InspectOptions{})
	if there.Path == "" {
		return Restored{}, err
	}
	if there.Exists && !r.Force {
		return Restored{}, fmt.Errorf("there is a database %s already: move it away, or let it be put aside with --force", there.Path)
	}
	dir, done, err := workDir(r.DatabaseURL)
	if err != nil {
		return Restored{}, err
	}
	defer done()
	u, err := readBack(ctx, r.From, identities, dir)
	if err != nil {
		return Restored{}, err
	}
	out := Restored{Manifest: u.manifest}
	stamp := ".before-" + r.Now.UTC().Format("20060102-150405")
	if out.WroteKey, err = out.putKey(r.KeyFile, u.key, stamp, r.Force); err != nil {
		return out, err
	}
	if err := out.putAside(ctx, there.Path, stamp); err != nil {
		return out, err
	}
	if err := os.Rename(u.database, there.Path); err != nil {
		return out, err
	}
	return out, syncDir(filepath.Dir(there.Path))
}

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
