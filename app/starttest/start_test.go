package starttest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"frontdesk/app/crashtest/child"
	"frontdesk/platforms/telegram/sim"
)

// What is promised.
const (
	pollTarget   = 300 * time.Millisecond // from exec to the first getUpdates, on a database of this version
	memoryTarget = 40 << 20               // bytes, before the first login
	demoTarget   = 3 * time.Second        // from exec to the page
)

const (
	startToken = "7000000001:AAFrontdesk-start-test-token-000000"
	patience   = time.Minute // for what must come; a machine may be busy with other tests
	idle       = 5 * time.Second
)

// measured is what `make bench-start` prints as one line of JSON. Times are milliseconds, memory is KiB.
type measured struct {
	Runs       int     `json:"runs"`
	ServeFirst float64 `json:"serve_first_ms"` // on a new database, migrating included
	Serve      spread  `json:"serve_ms"`
	ServePoll  memory  `json:"serve_at_first_poll"`
	ServeIdle  memory  `json:"serve_idle"`
	DemoPrint  spread  `json:"demo_printed_ms"`
	DemoPage   spread  `json:"demo_page_ms"`
	DemoIdle   memory  `json:"demo_idle"`
}

type spread struct {
	Min    float64 `json:"min"`
	Median float64 `json:"median"`
	Max    float64 `json:"max"`
}

func spreadOf(all []time.Duration) spread {
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()/10) / 100 }
	return spread{ms(all[0]), ms(all[len(all)/2]), ms(all[len(all)-1])}
}

// TestStart starts `serve` and `demo`. With FRONTDESK_TEST_START=1 it does so many times, and holds what it measures
// against the targets; without, the machine may be too busy to measure anything.
func TestStart(t *testing.T) {
	runs, pause := 1, time.Duration(0)
	measuring := os.Getenv("FRONTDESK_TEST_START") != ""
	if measuring {
		runs, pause = 20, idle
	} else {
		t.Parallel()
	}
	b := newBench(t)
	m := measured{Runs: runs}
	m.ServeFirst = spreadOf([]time.Duration{b.serve(0, nil)}).Median
	var polls, prints, pages []time.Duration
	for range runs {
		polls = append(polls, b.serve(0, nil))
	}
	b.serve(pause, func(p *child.Process, rested bool) {
		if rested {
			m.ServeIdle = memoryOf(t, p.Pid())
		} else {
			m.ServePoll = memoryOf(t, p.Pid())
		}
	})
	for i := range runs {
		rest := pause
		if i > 0 {
			rest = 0
		}
		printed, page := b.demo(rest, func(p *child.Process) { m.DemoIdle = memoryOf(t, p.Pid()) })
		prints, pages = append(prints, printed), append(pages, page)
	}
	m.Serve, m.DemoPrint, m.DemoPage = spreadOf(polls), spreadOf(prints), spreadOf(pages)
	if measuring {
		report(t, m)
	}
}

// bench is a built program, a simulated Telegram and a database.
type bench struct {
	t      *testing.T
	binary string
	env    map[string]string

	mu     sync.Mutex
	polled chan time.Time // gets the time of the first poll of a life
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, binary: child.Build(t)}
	telegram := sim.New(sim.Options{Token: startToken, Bot: sim.BotInfo{ID: 7000000001}})
	inner := telegram.BotHandler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Base(r.URL.Path) == "getUpdates" {
			b.sawPoll(time.Now())
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		telegram.Close()
		server.Close()
	})
	b.env = map[string]string{
		"FRONTDESK_TELEGRAM_TOKEN":   startToken,
		"FRONTDESK_TELEGRAM_API_URL": server.URL,
		"FRONTDESK_HTTP_LISTEN":      "127.0.0.1:0",
		"FRONTDESK_DATABASE_URL":     "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db"),
		"FRONTDESK_SECRET_KEY":       base64.StdEncoding.EncodeToString([]byte("a key of 32 bytes for start test")),
	}
	return b
}

func (b *bench) sawPoll(at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.polled != nil {
		b.polled <- at
		b.polled = nil
	}
}

// serve runs `frontdesk serve` once and tells how long its first poll took. look is called at the first poll, and once
// more after the pause.
func (b *bench) serve(pause time.Duration, look func(p *child.Process, rested bool)) time.Duration {
	b.t.Helper()
	polled := make(chan time.Time, 1)
	b.mu.Lock()
	b.polled = polled
	b.mu.Unlock()
	p := child.Start(b.t, b.binary, b.env, "serve")
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var at time.Time
	select {
	case at = <-polled:
	case <-p.Ended():
		b.t.Fatalf("the program ended before it polled:\n%s", p.Output())
	case <-timer.C:
		b.t.Fatalf("the program did not poll within %v:\n%s", patience, p.Output())
	}
	if look != nil {
		look(p, false)
		rest(p, pause)
		look(p, true)
	}
	if err := p.Stop(patience); err != nil {
		b.t.Fatalf("%v\n%s", err, p.Output())
	}
	return at.Sub(p.Started)
}

// rest lets the program be idle: what it takes then is what is measured.
func rest(p *child.Process, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-p.Ended():
	}
}

// demo runs `frontdesk demo` once. It tells when the address was printed and when the page had been fetched.
func (b *bench) demo(pause time.Duration, look func(p *child.Process)) (printed, page time.Duration) {
	b.t.Helper()
	p := child.Start(b.t, b.binary, nil, "demo", "--listen", "127.0.0.1:0")
	found, err := p.Prints(regexp.MustCompile(`(http://127\.0\.0\.1:\d+/)\s`), patience)
	printed = time.Since(p.Started)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := get(found[1]); err != nil {
		b.t.Fatalf("the demo's page: %v\n%s", err, p.Output())
	}
	page = time.Since(p.Started)
	if pause > 0 {
		rest(p, pause)
		look(p)
	}
	if err := p.Stop(patience); err != nil {
		b.t.Fatalf("%v\n%s", err, p.Output())
	}
	return printed, page
}

func get(address string) error {
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(address)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers %s", answer.Status)
	}
	return nil
}

func report(t *testing.T, m measured) {
	t.Helper()
	line, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	row := func(what string, s spread) string {
		return fmt.Sprintf("%-44s %8.1f %8.1f %8.1f ms\n", what, s.Min, s.Median, s.Max)
	}
	kb := func(what string, m memory) string {
		return fmt.Sprintf("%-44s %8.1f %8.1f %8.1f MB\n", what, float64(m.RSS)/1024, float64(m.Peak)/1024, float64(m.PSS)/1024)
	}
	t.Logf("%d runs\n%-44s %8s %8s %8s\n%s%s%s%-44s %8.1f ms\n%-44s %8s %8s %8s\n%s%s%s%s", m.Runs,
		"from exec", "min", "median", "max",
		row("serve: first getUpdates, migrated database", m.Serve),
		row("demo: address printed", m.DemoPrint),
		row("demo: page answered", m.DemoPage),
		"serve: first getUpdates, new database", m.ServeFirst,
		"memory", "RSS", "peak", "PSS",
		kb("serve at the first poll", m.ServePoll),
		kb("serve after 5 s", m.ServeIdle),
		kb("demo after 5 s", m.DemoIdle),
		line)
	if target := float64(pollTarget.Milliseconds()); m.Serve.Median > target {
		t.Errorf("the first getUpdates comes after %.0f ms; the target is %.0f", m.Serve.Median, target)
	}
	if target := float64(demoTarget.Milliseconds()); m.DemoPage.Max > target {
		t.Errorf("the demo's page comes after %.0f ms; the target is %.0f", m.DemoPage.Max, target)
	}
	if peak := max(m.ServePoll.Peak, m.ServeIdle.Peak); peak<<10 > memoryTarget {
		t.Errorf("serve takes %d MB before the first login; the target is %d", peak>>10, memoryTarget>>20)
	}
}
