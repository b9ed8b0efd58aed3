package child

import "syscall"

// dieWithParent lets the kernel end the program when the test itself is killed: no cleanup runs then.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
