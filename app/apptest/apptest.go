package apptest

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/bot"
	"frontdesk/configs"
	"frontdesk/internal/clock"
	"frontdesk/internal/pgtest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store"
	"frontdesk/store/host"
)

// Options shape a Desk. The zero value is a fresh installation without Django, without sending limits, in Russian.
type Options struct {
	// HostCopy is a Django database (a SQLite file): Frontdesk works beside a copy of it. Empty means tables of our own.
	HostCopy string
	// Configure changes the configuration before the first start.
	Configure func(c *configs.Config)
	// Limits are the simulator's sending rates; none by default.
	Limits sim.Limits
	// Bubble says that the test runs within testing/synctest: app and simulator go by the bubble's clock, and the network
	// between them is one that the bubble knows. Ten minutes take no time then, but nothing may wait for a real socket.
	Bubble bool
	// Clock is the app's own clock; the simulator then goes by the machine's, or the bubble's.
	Clock clock.Clock
	// Flows join the bot's own conversation.
	Flows []bot.Flow
}

// Desk is a running Frontdesk. Its methods belong to the test's own goroutine.
type Desk struct {
	Sim    *sim.Running
	Clock  *clock.Fake
	Config configs.Config

	t    testing.TB
	log  *logBook
	o    Options
	wire *wire // with Bubble
	app  *app.App
	stop func()
}

// token is in the shape of a real one: our client looks.
const token = "7000000001:AAFrontdesk-token-of-a-test-000000000"

// Began is where the clock of every Desk begins: a Monday at noon, UTC.
func Began() time.Time { return time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC) }

// Open starts a simulator and a Frontdesk in front of it. Both end with the test, which fails when the bot has broken
// the Bot API's specification.
func Open(t testing.TB, o Options) *Desk {
	t.Helper()
	d := &Desk{t: t, Clock: clock.NewFake(Began()), log: &logBook{}, o: o}
	telegram := sim.Options{Token: token, Clock: d.Clock.Now, Limits: o.Limits}
	if o.Bubble {
		d.wire = newWire()
		telegram.Clock, telegram.Listener = time.Now, d.wire
	}
	if o.Clock != nil {
		telegram.Clock = time.Now
	}
	d.Sim = simtest.Server(t, telegram)
	dir := t.TempDir()
	d.Config = configs.Default()
	d.Config.Telegram.Token, d.Config.Telegram.APIURL = d.Sim.Token(), d.Sim.URL
	d.Config.Telegram.Limits = configs.Limits{}
	d.Config.DatabaseURL, d.Config.SecretKey = Database(t)
	d.Config.Texts.Language = "ru"
	if o.HostCopy != "" {
		path := filepath.Join(dir, "django.sqlite3")
		copyFile(t, o.HostCopy, path)
		d.Config.HostDatabaseURL = "sqlite:" + path
	}
	if o.Configure != nil {
		o.Configure(&d.Config)
	}
	t.Cleanup(func() {
		d.Stop()
		if t.Failed() {
			t.Logf("the log of Frontdesk:\n%s", d.Log())
		}
	})
	d.start()
	return d
}

// Database gives a test a new database of our own and, where it needs one, a secret key: a SQLite file, or with
// FRONTDESK_TEST_DATABASE=postgres a PostgreSQL database. The whole suite can so be run on either.
func Database(t testing.TB) (url, secretKey string) {
	t.Helper()
	if os.Getenv("FRONTDESK_TEST_DATABASE") == "postgres" {
		return pgtest.URL(t), SecretKey
	}
	return "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db"), ""
}

// SecretKey is a key for tests: 32 bytes of zero.
const SecretKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// copyFile copies a database that no process has open.
func copyFile(t testing.TB, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (d *Desk) start() {
	d.t.Helper()
	o := app.Options{Log: zerolog.New(d.log), Clock: d.Clock, Strict: true, Flows: d.o.Flows}
	if d.o.Bubble {
		o.Clock, o.Dial = clock.System(), d.wire.Dial
	}
	if d.o.Clock != nil {
		o.Clock = d.o.Clock
	}
	a, err := app.New(context.WithoutCancel(d.t.Context()), d.Config, o)
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	d.app = a
	d.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			d.t.Error(err)
		}
		if err := a.Close(); err != nil {
			d.t.Error(err)
		}
	}
}

// Stop ends the app in order; the simulator and the databases stay. Nothing happens when it has stopped.
func (d *Desk) Stop() {
	if d.stop == nil {
		return
	}
	d.stop()
	d.stop, d.app = nil, nil
}

// Restart stops the app, when it runs, and starts a new one on the same databases and the same simulator.
func (d *Desk) Restart() {
	d.t.Helper()
	d.Stop()
	d.start()
}

// Advance moves the clock of the app and the simulator.
func (d *Desk) Advance(by time.Duration) {
	if d.o.Bubble {
		time.Sleep(by)
		return
	}
	d.Clock.Advance(by)
}

// DB is Frontdesk's own database, until the next Stop or Restart.
func (d *Desk) DB() *store.DB { return d.app.Data().DB }

// Host is the shops and people, until the next Stop or Restart.
func (d *Desk) Host() *host.Host { return d.app.Data().Host }

// App is the running app, until the next Stop or Restart.
func (d *Desk) App() *app.App { return d.app }

// Log is everything that the apps of this desk have logged, one JSON object a line.
func (d *Desk) Log() string { return d.log.String() }

// logBook keeps what was logged.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

var _ io.Writer = (*logBook)(nil)

func (l *logBook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Settle waits until nothing is under way any more: no update that the bot has not handled, nothing to send. What is
// due later does not count.
func (d *Desk) Settle() {
	d.t.Helper()
	patience := time.NewTimer(simtest.Patience)
	defer patience.Stop()
	for {
		changed := d.Sim.Changed()
		if d.Sim.Pending() == 0 && d.Sim.Polling() && d.app.Idle(d.t.Context()) {
			return
		}
		select {
		case <-changed:
		case <-time.After(settleLook): // the app's own rest makes no noise at the simulator
		case <-patience.C:
			d.t.Fatalf("waited %v in vain for Frontdesk to come to rest\n%s", simtest.Patience, d.Log())
		}
	}
}

// settleLook is how often Settle looks when the simulator is quiet.
const settleLook = 5 * time.Millisecond
