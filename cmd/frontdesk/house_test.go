package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/configs"
)

// patience is how long a test waits for something that should come soon.
const patience = 15 * time.Second

// terminal is what a command has written, readable while it still runs.
type terminal struct {
	mu      sync.Mutex
	text    bytes.Buffer
	changed chan struct{}
}

func newTerminal() *terminal { return &terminal{changed: make(chan struct{})} }

func (w *terminal) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text.Write(p)
	close(w.changed)
	w.changed = make(chan struct{})
	return len(p), nil
}

func (w *terminal) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// waitsFor returns when the text has been written, and fails the test when it does not come.
func (w *terminal) waitsFor(t *testing.T, text string) {
	t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		w.mu.Lock()
		there, changed := strings.Contains(w.text.String(), text), w.changed
		w.mu.Unlock()
		if there {
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			t.Fatalf("waited in vain for %q in\n%s", text, w)
		}
	}
}

// house is an installation in a folder of its own.
type house struct {
	t      *testing.T
	dir    string
	config string
}

// newHouse writes a configuration with a database of its own; more is added to it as it is.
func newHouse(t *testing.T, more ...string) house {
	t.Helper()
	dir := t.TempDir()
	h := house{t: t, dir: dir, config: filepath.Join(dir, "house.yaml")}
	lines := append([]string{"database_url: sqlite:" + h.database(), "http: {listen: 127.0.0.1:0}"}, more...)
	if err := os.WriteFile(h.config, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return h
}

// newHome is a house whose database is made.
func newHome(t *testing.T, more ...string) house {
	t.Helper()
	h := newHouse(t, more...)
	h.does("", "migrate").says(t, exitDone)
	return h
}

// opens does to the databases what the first start does to them.
func (h house) opens() house {
	h.t.Helper()
	cfg, err := configs.LoadValid(configs.FromProcess(h.config))
	if err != nil {
		h.t.Fatal(err)
	}
	d, err := app.OpenData(h.t.Context(), cfg, time.Now, zerolog.Nop())
	if err != nil {
		h.t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		h.t.Fatal(err)
	}
	return h
}

func (h house) database() string { return filepath.Join(h.dir, "frontdesk.db") }

// result is how a command ended and what it said.
type result struct {
	code     int
	out, err string
}

// all is everything that was printed.
func (r result) all() string { return r.out + r.err }

// does runs a command of this house with an input.
func (h house) does(input string, args ...string) result {
	h.t.Helper()
	return do(h.t.Context(), input, append([]string{"--config", h.config}, args...)...)
}

func do(ctx context.Context, input string, args ...string) result {
	out, err := newTerminal(), newTerminal()
	code := run(ctx, args, streams{in: strings.NewReader(input), out: out, err: err})
	return result{code, out.String(), err.String()}
}

// says fails the test unless a command ended with the code and said all the words, on either stream.
func (r result) says(t *testing.T, code int, words ...string) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("ended with %d instead of %d:\n%s", r.code, code, r.all())
	}
	for _, w := range words {
		if !strings.Contains(r.all(), w) {
			t.Errorf("does not say %q:\n%s", w, r.all())
		}
	}
	return r
}

// keepsQuiet fails the test when any of the words was printed.
func (r result) keepsQuiet(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(r.all(), w) {
			t.Errorf("prints %q:\n%s", w, r.all())
		}
	}
}
