package sdnotify_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/internal/sdnotify"
)

// manager is the socket that systemd listens on.
func manager(t *testing.T) (path string, next func() string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "notify") // t.TempDir may be longer than a socket's name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path = filepath.Join(dir, "s")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return path, func() string {
		t.Helper()
		buf := make([]byte, 1024)
		_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		n, err := conn.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		return string(buf[:n])
	}
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestSystemdHearsThatWeAreReadyAndAlive(t *testing.T) {
	t.Parallel()
	path, next := manager(t)
	n := sdnotify.FromEnvironment(environment(map[string]string{"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": "7"}), 7)
	if err := n.Tell(sdnotify.Ready); err != nil || next() != "READY=1" {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); n.Watch(ctx, func(context.Context) error { return nil }) }()
	for range 3 {
		if got := next(); got != "WATCHDOG=1" {
			t.Errorf("told %q", got)
		}
	}
	cancel()
	<-ended
}

func TestWhatIsStuckIsNotReportedAlive(t *testing.T) {
	t.Parallel()
	path, next := manager(t)
	n := sdnotify.FromEnvironment(environment(map[string]string{"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "1000"}), 7)
	tries := 0
	ctx, cancel := context.WithCancel(t.Context())
	n.Watch(ctx, func(context.Context) error {
		if tries++; tries > 5 {
			cancel()
		}
		return errors.New("stuck")
	})
	if err := n.Tell("X=1"); err != nil {
		t.Fatal(err)
	}
	if got := next(); got != "X=1" {
		t.Errorf("the first thing told is %q", got)
	}
}

func TestWithoutSystemdNothingIsTold(t *testing.T) {
	t.Parallel()
	if err := sdnotify.FromEnvironment(environment(nil), 7).Tell(sdnotify.Ready); err != nil {
		t.Error(err)
	}
	other := sdnotify.FromEnvironment(environment(map[string]string{"NOTIFY_SOCKET": filepath.Join(t.TempDir(), "none"), "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "8"}), 7)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	other.Watch(ctx, func(context.Context) error { t.Error("asked although the watchdog is another's"); return nil })
	if err := other.Tell(sdnotify.Ready); err == nil {
		t.Error("a socket that is not there is no error")
	}
}
