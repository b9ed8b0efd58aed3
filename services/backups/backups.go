// Package backups copies Frontdesk's own database into one encrypted file while the bot works, and puts it back. A backup
// counts as made only after it was read back: decrypted, held against its checksum, checked by SQLite, counted.
//
// What is in it is a SQLite database whatever the engine: a backup of a PostgreSQL database may be restored into a file, and
// one of a file into an empty PostgreSQL database.
package backups

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/move"
)

// checkLimit is how long SQLite may look at a copy: far longer than any database of ours takes.
const checkLimit = 30 * time.Minute

// Request says what to back up, and to where.
type Request struct {
	DatabaseURL string
	To          string // the new file; one that is there is not touched
	Lock        Lock
	KeyFile     string // put into the backup as well; empty leaves the key out
	Version     string // of this program
	Now         time.Time
}

// Make makes a backup. The plain copy that it works on lies at store.WorkPath and is gone at the end; what a killed run has
// left there goes with the next one. To appears whole or not at all.
func Make(ctx context.Context, r Request) (Manifest, error) {
	recipients, own, err := r.Lock.open()
	if err != nil {
		return Manifest{}, err
	}
	if err := checkPlace(r.To); err != nil {
		return Manifest{}, err
	}
	if err := store.Present(r.DatabaseURL); err != nil {
		return Manifest{}, err
	}
	dir, done, err := workDir(ctx, r.DatabaseURL)
	if err != nil {
		return Manifest{}, err
	}
	defer done()
	copied := filepath.Join(dir, "copy.db")
	if err := copyTo(ctx, r.DatabaseURL, copied); err != nil {
		return Manifest{}, fmt.Errorf("cannot copy the database: %w", err)
	}
	m, key, err := describe(ctx, copied, r)
	if err != nil {
		return Manifest{}, err
	}
	part := r.To + ".part"
	defer os.Remove(part) // nothing, once it has its name
	if err := write(part, func(f io.Writer) error { return pack(f, recipients, m, copied, key) }); err != nil {
		return Manifest{}, writeError(filepath.Dir(r.To), err)
	}
	if err := os.Remove(copied); err != nil { // room for the one that is read back
		return Manifest{}, err
	}
	if _, err := readBack(ctx, part, []age.Identity{own}, dir); err != nil {
		return Manifest{}, fmt.Errorf("the backup does not read back, and was not kept: %w", err)
	}
	return m, finish(part, r.To)
}

// copyTo makes a SQLite file of what the database holds at one moment.
func copyTo(ctx context.Context, rawURL, path string) error {
	u, err := engine.ParseURL(rawURL)
	if err != nil {
		return err
	}
	if u.Engine == engine.Postgres {
		return move.Snapshot(ctx, rawURL, path)
	}
	return store.CopyTo(ctx, rawURL, path)
}

func describe(ctx context.Context, copied string, r Request) (Manifest, []byte, error) {
	in, err := inspect(ctx, copied)
	if err != nil {
		return Manifest{}, nil, err
	}
	m := Manifest{
		Format: format, Version: r.Version, MadeAt: r.Now.UTC().Truncate(time.Second), Bytes: in.Bytes,
		Migrations: versions(in), Tables: in.Tables, KeyFingerprint: in.KeyFingerprint,
	}
	if m.SHA256, err = fileSum(copied); err != nil {
		return m, nil, err
	}
	if r.KeyFile == "" {
		return m, nil, nil
	}
	key, err := os.ReadFile(r.KeyFile)
	if errors.Is(err, os.ErrNotExist) && in.KeyFingerprint == "" {
		return m, nil, fmt.Errorf("there is no key file %s to include yet: frontdesk serve makes it at its first start", r.KeyFile)
	}
	if err != nil {
		return m, nil, fmt.Errorf("cannot read the key file: %w", err)
	}
	m.HasKey = true
	return m, key, nil
}

// readBack opens a backup as a restore would and holds it against what it says about itself.
func readBack(ctx context.Context, path string, identities []age.Identity, dir string) (unpacked, error) {
	u, err := unpack(path, identities, dir)
	if err != nil {
		return u, err
	}
	in, err := inspect(ctx, u.database)
	if err != nil {
		return u, err
	}
	if !maps.Equal(in.Tables, u.manifest.Tables) || !maps.Equal(versions(in), u.manifest.Migrations) {
		return u, damaged(errors.New("it does not hold the rows that were put in"))
	}
	for _, s := range in.Migrations {
		if s.Version > s.Target {
			return u, fmt.Errorf("the backup was made by frontdesk %s, which is newer than this one (%s tables at version %d, this program knows %d): restore it with that version",
				u.manifest.Version, s.Set, s.Version, s.Target)
		}
	}
	return u, nil
}

// inspect checks and counts a database that nobody else has open.
func inspect(ctx context.Context, path string) (store.Inspection, error) {
	in, err := store.Inspect(ctx, "sqlite:"+path, store.InspectOptions{Count: true, Check: checkLimit})
	switch {
	case err != nil:
		return in, fmt.Errorf("cannot read the copy: %w", err)
	case in.Damage != nil:
		return in, fmt.Errorf("the database is damaged; restore an older backup: %s", strings.Join(in.Damage, "; "))
	case !in.Checked:
		return in, fmt.Errorf("the check of the copy did not end within %v", checkLimit)
	}
	return in, nil
}

func versions(in store.Inspection) map[string]int64 {
	v := map[string]int64{}
	for _, s := range in.Migrations {
		v[s.Set] = s.Version
	}
	return v
}

// workDir is an empty folder for one backup or restore of a database at a time. The database need not be there, or whole:
// a damaged one is what restoring is for.
func workDir(ctx context.Context, rawURL string) (dir string, done func(), err error) {
	path, err := store.WorkPath(rawURL, "backup")
	if err != nil {
		return "", nil, err
	}
	unlock, err := store.LockWork(ctx, rawURL, "backup")
	if err != nil {
		return "", nil, err
	}
	dir = path + ".d"
	if err = os.RemoveAll(dir); err == nil { // of a run that was killed
		err = os.Mkdir(dir, 0o700)
	}
	if err != nil {
		unlock()
		return "", nil, err
	}
	return dir, func() {
		_ = os.RemoveAll(dir) // the next run tries again
		unlock()
	}, nil
}

// write makes a file that is whole on disk when there is no error.
func write(path string, fill func(w io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// finish gives a file that is whole its name. A link refuses to replace what has appeared meanwhile.
func finish(part, to string) error {
	err := os.Link(part, to)
	if err == nil {
		return syncDir(filepath.Dir(to))
	}
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("there is a file %s already: name another", to)
	}
	if err := os.Rename(part, to); err != nil { // a file system without links
		return err
	}
	return syncDir(filepath.Dir(to))
}

// syncDir makes names durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return hex.EncodeToString(hash.Sum(nil)), err
}
