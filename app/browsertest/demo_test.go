package browsertest

import (
	"bufio"
	"context"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"

	"github.com/rs/zerolog"

	"frontdesk/app"
)

// The people of the demo.
const (
	anna = 5000000001 // sells tea, in Russian
	ivan = 5000000002 // the admin
	emma = 5000000003 // sells knitwear, in English
)

// demo runs the demo in this process, where the race detector watches it, and returns the page's address.
func demo(t *testing.T) string {
	t.Helper()
	return wholeDemo(t).URL
}

// wholeDemo is demo for who needs more than the messenger.
func wholeDemo(t *testing.T) *app.Demo {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	d, err := app.NewDemo(ctx, "127.0.0.1:0", "ru", zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel))
	if err != nil {
		stop()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
		if err := d.Close(); err != nil {
			t.Errorf("the demo is not cleared away: %v", err)
		}
	})
	return d
}

// builtDemo builds the program as `make run` does, starts `frontdesk demo` and returns the address that it prints.
func builtDemo(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "frontdesk")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "frontdesk/cmd/frontdesk").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	run := exec.CommandContext(context.WithoutCancel(t.Context()), program, "demo", "--listen", "127.0.0.1:0")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	address := make(chan string, 1)
	go func() {
		defer close(read)
		defer close(address)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if found := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); found != "" {
				select {
				case address <- found:
				default: // it has printed its address before
				}
			}
		}
	}()
	t.Cleanup(func() {
		_ = run.Process.Signal(syscall.SIGINT)
		<-read
		if err := run.Wait(); err != nil {
			t.Errorf("frontdesk demo, after Ctrl+C: %v", err)
		}
	})
	found, ok := <-address
	if !ok {
		t.Fatal("frontdesk demo printed no address")
	}
	return found
}
