package backups

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"frontdesk/internal/seal"
	"frontdesk/store"
)

// WaitingKeyEnd is the end of the name under which a backup's key lies beside the key file while its database is put in place.
// Whoever starts then finds a database that opens with this key alone, and takes it.
const WaitingKeyEnd = ".restored"

// replace puts a file in a database's place. What was there gets another name: first what a crash left in its log is brought
// home, then the log goes, then the file, in one step with the new one's coming. Whatever dies in between, there is a whole
// database, and no log stands beside one that it does not belong to. When it fails everything is as before.
func (out *Restored) replace(ctx context.Context, path, with, stamp string) (err error) {
	if _, err := os.Stat(path); err == nil {
		// A database that is too broken for this is put aside with its log as they are.
		_ = store.Settle(ctx, path)
	}
	var moved []string
	defer func() {
		if err != nil {
			err = errors.Join(err, takeBack(path, stamp, moved))
		}
	}()
	for _, end := range []string{"-wal", "-shm", ""} {
		away := os.Rename
		if end == "" {
			away = second
		}
		was, err := aside(path+end, path+stamp+end, away)
		if err != nil {
			return err
		}
		if was {
			moved = append(moved, end)
		}
	}
	if err := os.Rename(with, path); err != nil {
		return err
	}
	for _, end := range moved {
		out.Aside = append(out.Aside, path+stamp+end)
	}
	return syncDir(filepath.Dir(path))
}

// takeBack gives the files of a database that were put aside their names again.
func takeBack(path, stamp string, moved []string) error {
	var errs []error
	for _, end := range moved {
		err := os.Rename(path+stamp+end, path+end)
		if err == nil {
			err = os.Remove(path + stamp + end) // two names of one file are left as they are by a rename
		}
		if !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// aside gives a file another name that is free, and tells whether there was one.
func aside(from, to string, away func(from, to string) error) (bool, error) {
	if _, err := os.Lstat(to); err == nil {
		return false, fmt.Errorf("there is a file %s already: try again in a second", to)
	}
	err := away(from, to)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// second gives a file a second name, so that the first is never without one; where there are no links it has to move.
func second(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

// layKey lays the key of a backup that has one beside the place where it belongs.
func (out *Restored) layKey(r Return, key []byte) (keyPlace, error) {
	place, err := checkKey(r.KeyFile, key, r.Force)
	if err != nil || place == keyNone {
		return place, err
	}
	// The key of a restore that died may be that of the database which is there.
	waiting := r.KeyFile + WaitingKeyEnd
	was, err := aside(waiting, waiting+beforeNow(r), os.Rename)
	if err != nil {
		return place, err
	}
	if was {
		out.Aside = append(out.Aside, waiting+beforeNow(r))
	}
	return place, seal.WriteKeyFile(waiting, key)
}

// dropKey takes away what layKey has laid there, and gives what lay there before its name again.
func (out *Restored) dropKey(r Return, place keyPlace) error {
	if place == keyNone {
		return nil
	}
	waiting := r.KeyFile + WaitingKeyEnd
	before := waiting + beforeNow(r)
	if i := slices.Index(out.Aside, before); i >= 0 {
		out.Aside = slices.Delete(out.Aside, i, i+1)
		return os.Rename(before, waiting)
	}
	return os.Remove(waiting)
}

// takeKey makes the key that was laid there the key file. Another one is put aside.
func (out *Restored) takeKey(r Return, place keyPlace) error {
	if place == keyNone {
		return nil
	}
	if place == keyTaken {
		to := r.KeyFile + beforeNow(r)
		if _, err := aside(r.KeyFile, to, second); err != nil {
			return err
		}
		out.Aside = append(out.Aside, to)
	}
	if err := os.Rename(r.KeyFile+WaitingKeyEnd, r.KeyFile); err != nil {
		return err
	}
	out.WroteKey = true
	return syncDir(filepath.Dir(r.KeyFile))
}
