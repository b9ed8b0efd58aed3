package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

type patience bool

const (
	wait     patience = true
	dontWait patience = false
)

// lockFile takes the kernel's lock on a file beside the database; it ends with the process.
func lockFile(path string, p patience) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot lock the database: %w", err)
	}
	how := syscall.LOCK_EX
	if p == dontWait {
		how |= syscall.LOCK_NB
	}
	err = syscall.Flock(int(f.Fd()), how)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrInUse
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { f.Close() }, nil
}
