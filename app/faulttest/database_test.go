package faulttest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/configs"
	"frontdesk/internal/pgtest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/store/engine"
)

// djangoMarket is a host that Django made.
const djangoMarket = "../../store/host/testdata/django-market.sqlite3"

// locked takes a SQLite file for itself, as a program that copies it or thinks within a transaction would.
func locked(t *testing.T, path, begin string) (release func()) {
	t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000, MustExist: true})
	if _, err := db.ExecContext(t.Context(), begin); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := db.ExecContext(context.WithoutCancel(t.Context()), "ROLLBACK"); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func onSQLite(t *testing.T) {
	t.Helper()
	if os.Getenv("FRONTDESK_TEST_DATABASE") == "postgres" {
		t.Skip("a SQLite file")
	}
}

// SQLite waits 5 s of real time for a lock, whatever the bubble's clock says; as long as it does, that stands.
func TestALockedDatabase(t *testing.T) {
	onSQLite(t)
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		release := locked(h.t, h.DB().Path(), "BEGIN IMMEDIATE")
		h.everybodyOrders(3)
		h.Advance(50 * time.Millisecond) // after the first try
		release()
		h.rest(time.Minute)
		h.carriedOut()
		h.says(0, "error", parkedLine)
		h.says(1, "error", "intake: cannot store updates; Telegram keeps them until we can")
		h.says(1, "info", "intake: updates are stored again")
		h.counts("intake_unstored_total", 1, 10)
	})
}

// The file is moved away under the program that writes to it, by a careless backup or a disk that was unmounted. What
// would be written now would go with the old file, or into a new and empty one.
func TestADatabaseThatVanishes(t *testing.T) {
	onSQLite(t)
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		path, elsewhere := h.DB().Path(), filepath.Join(h.t.TempDir(), "moved.db")
		move(h.t, path, elsewhere)
		h.everybodyOrders(3)
		h.Advance(time.Minute)
		if _, err := os.Stat(path); err == nil {
			t.Error("a new database was made in the place of the one that is gone")
		}
		h.says(1, "error", "intake: cannot store updates; Telegram keeps them until we can")
		h.counts("intake_unstored_total", 10, 100)
		move(h.t, elsewhere, path)
		h.rest(time.Minute)
		h.carriedOut()
		h.says(0, "error", parkedLine)
	})
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// hostAway has a seller press a switch while Django's database is away, in some way, and looks at what becomes of it.
func hostAway(t *testing.T, away func(t *testing.T, path string) (back func())) {
	onSQLite(t)
	inBubble(t, apptest.Options{HostCopy: djangoMarket}, 5, func(h *house) {
		olga := h.Seller(t, 5_000_000_001, "Ольга", "ru", "sample-key-003")
		olga.Taps("Список магазинов")
		olga.Taps("Чай")
		olga.Taps("Обновление цен")
		olga.SeesButton("O")
		h.Settle()
		messages := len(olga.Messages())
		path := strings.TrimPrefix(h.Config.HostDatabaseURL, "sqlite:")
		back := away(h.t, path)
		if olga.Last().Keyboard[0][0].Text == "ON" {
			olga.Taps("ON")
		} else {
			olga.Taps("OFF")
		}
		h.Advance(20 * time.Second)
		h.says(1, "warn", "an update waits: something we need is away")
		h.counts(outcome("callback_query", bot.OutcomeWaiting), 1, 100)
		h.counts("lane_updates", 1, 1)
		back()
		h.rest(2 * time.Minute)
		h.says(0, "error", parkedLine)
		if n := len(olga.Messages()); n != messages {
			t.Errorf("%d messages have come of it\n%s", n-messages, olga.Screen())
		}
		olga.Sees("Изменено: Ольга, ")
		var changes int
		if err := h.DB().Readers().GetContext(h.t.Context(), &changes, "SELECT COUNT(*) FROM frontdesk_change"); err != nil || changes != 1 {
			t.Errorf("the switch was moved %d times: %v", changes, err)
		}
	})
}

func TestALockedHost(t *testing.T) {
	hostAway(t, func(t *testing.T, path string) func() { return locked(t, path, "BEGIN IMMEDIATE") })
}

func TestAHostThatVanishes(t *testing.T) {
	hostAway(t, func(t *testing.T, path string) func() {
		elsewhere := filepath.Join(t.TempDir(), "moved.sqlite3")
		move(t, path, elsewhere)
		return func() { move(t, elsewhere, path) }
	})
}

// TestPostgreSQLRestartedUnderLoad takes real time: sockets are none of a bubble's.
func TestPostgreSQLRestartedUnderLoad(t *testing.T) {
	t.Parallel()
	pgtest.URL(t) // skips where there is no PostgreSQL
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	h := openHouse(t, apptest.Options{Configure: func(c *configs.Config) {
		c.DatabaseURL, c.SecretKey = server.URL(), apptest.SecretKey
	}}, 20)
	for range 3 {
		h.everybodyOrders(2)
		h.people[0].WaitsFor(func(sim.Chat) bool { return len(confirmed(h.people[0])) > 0 }, "the first answer")
		if err := server.Crash(); err != nil {
			t.Fatal(err)
		}
		h.everybodyOrders(3)
		if err := server.Resume(); err != nil {
			t.Fatal(err)
		}
		h.everybodyOrders(1)
		h.served()
	}
	h.carriedOut()
	h.says(0, "error", parkedLine)
	away := h.heard("error", "intake: cannot store updates; Telegram keeps them until we can") + h.heard("warn", "an update waits: something we need is away")
	if away < 1 || away > 12 {
		t.Errorf("%d lines about a database that died three times", away)
	}
	if n := h.figure("intake_unstored_total") + h.figure(outcome("message", bot.OutcomeWaiting)); n < 1 {
		t.Error("no figure tells of it")
	}
}
