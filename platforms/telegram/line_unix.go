//go:build unix

package telegram

import (
	"errors"
	"syscall"
)

// silent tells whether a connection that rests has nothing to read: neither its end nor bytes that nobody asked for.
func silent(raw syscall.RawConn) bool {
	if raw == nil {
		return true
	}
	quiet := false
	err := raw.Read(func(fd uintptr) bool {
		var b [1]byte
		_, err := syscall.Read(int(fd), b[:])
		quiet = errors.Is(err, syscall.EAGAIN)
		return true // whatever it was, nobody waits for more
	})
	return err == nil && quiet
}
