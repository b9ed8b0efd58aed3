package app_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/internal/pgtest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store/engine"
	"frontdesk/store/host"
)

type simMessage = sim.Message

func allShops() host.ShopFilter { return host.ShopFilter{Limit: 1000} }

// execute runs a statement in a database, a file or at an address, as another program would.
func execute(t testing.TB, where, query string, args ...any) {
	t.Helper()
	if strings.HasPrefix(where, "postgres:") {
		if err := pgtest.Exec(where, query); err != nil {
			t.Fatal(err)
		}
		return
	}
	db := engine.OpenSQLite(strings.TrimPrefix(where, "sqlite:"), engine.SQLiteOptions{Conns: 1, BusyMS: 5000, MustExist: true})
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

// liveDesk is a Frontdesk that goes by the machine's own clock: for what people were promised in seconds.
type liveDesk struct {
	Telegram *sim.Running
	App      *app.App
	HostPath string // the Django database's copy; empty where there is none

	log *safeBuffer
}

const liveToken = "7000000031:AAlive-desk-token-of-a-test-00000000"

// openLive starts one, beside a copy of a Django database when hostCopy names one, with Telegram's own limits when
// configure leaves them.
func openLive(t testing.TB, hostCopy string, configure func(c *configs.Config)) *liveDesk {
	t.Helper()
	d := &liveDesk{log: &safeBuffer{}}
	d.Telegram = simtest.Server(t, sim.Options{Token: liveToken, Bot: sim.BotInfo{ID: 7000000031, Username: "live_bot", Name: "Стойка"}})
	dir := t.TempDir()
	cfg := configs.Default()
	cfg.Telegram.Token, cfg.Telegram.APIURL = liveToken, d.Telegram.URL
	cfg.DatabaseURL, cfg.SecretKey = apptest.Database(t)
	if hostCopy != "" {
		d.HostPath = filepath.Join(dir, "market.sqlite3")
		content, err := os.ReadFile(hostCopy)
		if err == nil {
			err = os.WriteFile(d.HostPath, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		cfg.HostDatabaseURL = "sqlite:" + d.HostPath
	}
	if configure != nil {
		configure(&cfg)
	}
	a, err := app.New(t.Context(), cfg, app.Options{Log: zerolog.New(d.log), Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	d.App = a
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("the log of Frontdesk:\n%s", d.log)
		}
	})
	return d
}

// safeBuffer is a buffer for many writers.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
