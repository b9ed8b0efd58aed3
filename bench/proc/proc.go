// Package proc starts the programs that are measured and reads what they use (Linux alone: /proc).
package proc

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Child is a program that we started. Stop it in the end.
type Child struct {
	cmd  *exec.Cmd
	out  *os.File
	done chan struct{}
	err  error
}

// Start runs args with env added to ours, on the processors cpus ("0", "0,1"; empty: any), its output in the file log.
func Start(cpus, log string, env []string, args ...string) (*Child, error) {
	if cpus != "" {
		args = append([]string{"taskset", "-c", cpus}, args...)
	}
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		out.Close()
		return nil, fmt.Errorf("start %s: %w", strings.Join(args, " "), err)
	}
	c := &Child{cmd: cmd, out: out, done: make(chan struct{})}
	go func() {
		c.err = cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

// Done is closed when the program has ended.
func (c *Child) Done() <-chan struct{} { return c.done }

// ErrStopped is a child's error when it has ended by itself without one.
var ErrStopped = errors.New("it has ended by itself")

// Err tells how a program that is done has ended; its log says more.
func (c *Child) Err() error {
	<-c.done
	if c.err == nil {
		return ErrStopped
	}
	return c.err
}

// PID is the program's process id.
func (c *Child) PID() int { return c.cmd.Process.Pid }

// Stop asks the program to end, waits for at most grace, and kills it then.
func (c *Child) Stop(grace time.Duration) {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may be gone
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-c.done:
	case <-timer.C:
		_ = c.cmd.Process.Kill()
		<-c.done
	}
	c.out.Close()
}

// Usage is what a process uses. All fields are 0 when it is gone.
type Usage struct {
	CPU     float64 // seconds of all its threads so far
	RSS     int64   // bytes
	Peak    int64   // the highest RSS so far
	Threads int64
	Files   int64 // open handles
}

// ticks is how many units of /proc/<pid>/stat make a second (USER_HZ, 100 on every Linux that Go runs on).
const ticks = 100

// Of reads a process's usage.
func Of(pid int) Usage {
	var u Usage
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return u
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	u.CPU = (user + system) / ticks
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		n, _ := strconv.ParseInt(words[1], 10, 64)
		switch words[0] {
		case "VmRSS:":
			u.RSS = n << 10
		case "VmHWM:":
			u.Peak = n << 10
		case "Threads:":
			u.Threads = n
		}
	}
	handles, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	u.Files = int64(len(handles))
	return u
}

// Self is how much of the processor this process has used, in seconds.
func Self() float64 { return Of(os.Getpid()).CPU }

// Usage is what the program uses now.
func (c *Child) Usage() Usage { return Of(c.PID()) }
