// Package child runs the real program as a process of its own, for tests that kill it or measure it from outside.
package child

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Build builds the program as `make build` does, without the race detector whatever the test itself runs with, and
// returns the path of the binary. It is gone after the test.
func Build(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "frontdesk")
	// The flags are the Makefile's, so that the two share what is built already.
	out, err := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w ", "-o", path, "frontdesk/cmd/frontdesk").CombinedOutput()
	if err != nil {
		t.Fatalf("cannot build the program: %v\n%s", err, out)
	}
	return path
}

// Process is a running program. It is killed at the end of the test at the latest, and waited for.
type Process struct {
	Started time.Time // just before exec

	cmd    *exec.Cmd
	output *tail
	ended  chan struct{}
}

// Start starts a binary in an empty folder. Of the test's own environment the program gets PATH alone, so that nobody's
// settings reach it.
func Start(t testing.TB, binary string, env map[string]string, args ...string) *Process {
	t.Helper()
	p := &Process{cmd: exec.Command(binary, args...), output: &tail{}, ended: make(chan struct{})}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + p.cmd.Dir}
	for name, value := range env {
		p.cmd.Env = append(p.cmd.Env, name+"="+value)
	}
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	p.cmd.SysProcAttr = dieWithParent()
	p.Started = time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("cannot start the program: %v", err)
	}
	go func() {
		_ = p.cmd.Wait() // how it ended is in ProcessState
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.Kill()
		<-p.ended
	})
	return p
}

// Pid is the process's number.
func (p *Process) Pid() int { return p.cmd.Process.Pid }

// Kill ends the process at once (SIGKILL). It may be called more than once.
func (p *Process) Kill() { _ = p.cmd.Process.Kill() } // an error says that it has ended

// Ended is closed once the process is gone.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Stop asks the process to end, as a service manager does, and tells how that went: nil after exit code 0.
func (p *Process) Stop(patience time.Duration) error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("ask the program to stop: %w", err)
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.ended:
	case <-timer.C:
		return fmt.Errorf("the program did not stop within %v", patience)
	}
	if state := p.cmd.ProcessState; !state.Success() {
		return fmt.Errorf("the program ended with %v", state)
	}
	return nil
}

// Output is the end of what the program has printed.
func (p *Process) Output() string { return p.output.String() }

// Prints waits until the program has printed something that matches, and returns the match with its groups.
func (p *Process) Prints(pattern *regexp.Regexp, patience time.Duration) ([]string, error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		more := p.output.more()
		if found := pattern.FindStringSubmatch(p.output.String()); found != nil {
			return found, nil
		}
		select {
		case <-more:
		case <-p.ended:
			return nil, fmt.Errorf("the program ended before it printed %v:\n%s", pattern, p.output)
		case <-timer.C:
			return nil, fmt.Errorf("the program did not print %v within %v:\n%s", pattern, patience, p.output)
		}
	}
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
	next chan struct{} // closed at the next writing; nil while nobody waits
}

const tailSize = 16 << 10

func (w *tail) more() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.next == nil {
		w.next = make(chan struct{})
	}
	return w.next
}

func (w *tail) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = append(w.text, b...)
	if extra := len(w.text) - tailSize; extra > 0 {
		w.text = append(w.text[:0], w.text[extra:]...)
	}
	if w.next != nil {
		close(w.next)
		w.next = nil
	}
	return len(b), nil
}

func (w *tail) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.text)
}
