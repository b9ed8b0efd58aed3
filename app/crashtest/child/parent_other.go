//go:build !linux

package child

import "syscall"

// dieWithParent is Linux's alone; elsewhere a killed test may leave its program behind.
func dieWithParent() *syscall.SysProcAttr { return nil }
