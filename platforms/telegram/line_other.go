//go:build !unix

package telegram

import "syscall"

// silent cannot look here: a line that the server has closed is found out by the call that wants to use it.
func silent(syscall.RawConn) bool { return true }
