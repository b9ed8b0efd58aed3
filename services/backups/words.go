package backups

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"filippo.io/age"
)

// ageHeader is what every file of age begins with (age-encryption.org/v1, "Header").
const ageHeader = "age-encryption.org/"

// checkPlace refuses a name that a backup cannot have, before any work is done for it.
func checkPlace(to string) error {
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file in it, such as %s", to, filepath.Join(to, "frontdesk.age"))
	} else if !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("there is a file %s already: name another", to)
	}
	dir := filepath.Dir(to)
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no folder %s to put the backup into: make it (mkdir -p -m 700 %s), or name a file elsewhere with --to", dir, dir)
	case errors.Is(err, syscall.ENOTDIR), err == nil && !info.IsDir():
		return fmt.Errorf("%s is not a folder: name a file elsewhere with --to", dir)
	case err != nil:
		return writeError(dir, err)
	}
	return nil
}

// writeError says why a backup could not be written into a folder, and what to do.
func writeError(dir string, err error) error {
	switch {
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("cannot write the backup: this user may not write into %s; give it the right to, or name a file elsewhere with --to", dir)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("cannot write the backup: nothing can be written into %s, which is read-only; name a file elsewhere with --to", dir)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("cannot write the backup: there is no room left in %s; make room, or name a file on another disk with --to", dir)
	}
	return fmt.Errorf("cannot write the backup into %s; name a file elsewhere with --to: %w", dir, withoutPath(err))
}

// checkBackup refuses what is no backup by its first bytes, before anything else is looked at.
func checkBackup(from string) error {
	const which = "name the file that frontdesk backup --to has made"
	f, err := os.Open(from)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no backup %s: %s", from, which)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("this user may not read the backup %s: give it the right to, for instance with chown or chmod", from)
	case err != nil:
		return fmt.Errorf("cannot read the backup %s: %s: %w", from, which, withoutPath(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder and no backup: %s", from, which)
	}
	begin := make([]byte, len(ageHeader))
	if n, err := io.ReadFull(f, begin); err != nil || !bytes.Equal(begin[:n], []byte(ageHeader)) {
		return fmt.Errorf("%s is not a backup of Frontdesk: it does not begin as one; %s", from, which)
	}
	return nil
}

// scryptStanza is age's name of a lock that a passphrase opens.
const scryptStanza = "scrypt"

// notOpened says why a backup with these locks does not open, and which key it takes.
func notOpened(locks []string, identities []age.Identity) error {
	_, tried := identities[0].(*age.ScryptIdentity)
	switch needs := slices.Contains(locks, scryptStanza); {
	case needs && tried:
		return errors.New("this passphrase does not open the backup: give the one that it was made with (the first line of the file, letter by letter)")
	case needs:
		return errors.New("this identity does not open the backup, which was made with a passphrase: give that with --passphrase-file FILE")
	case tried:
		return errors.New("this passphrase does not open the backup, which was made for a key: give the file of age-keygen with --identity FILE")
	}
	return errors.New("this identity does not open the backup: give the file whose public half (age1…) it was made for; age-keygen -y FILE shows that of a file")
}

// withoutPath is an error of the system without the name of the file, which stands beside it already.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
