package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

const djangoMarket = "../store/host/testdata/django-market.sqlite3"

// promised is how soon people are told that Django has banned them, or let them back in.
const promised = 5 * time.Second

// TestDjangosBansReachThePersonWithinSeconds changes the row as Django's admin would, on a real clock.
func TestDjangosBansReachThePersonWithinSeconds(t *testing.T) {
	t.Parallel()
	desk := openLive(t, djangoMarket, func(c *configs.Config) { c.Telegram.Limits.PerChatPerSecond = 100 })
	anna := simtest.Person(t, desk.Telegram.Server, sim.Profile{ID: 5001, FirstName: "Анна", Language: "ru"})
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ магазина")
	anna.Sends("sample-key-001")
	anna.Sees("Главное меню")

	for _, change := range []struct {
		banned int
		words  string
	}{{1, "заблокировал вам доступ"}, {0, "Вам вернули доступ"}} {
		execute(t, desk.HostPath, "UPDATE tg_bot_telegramuser SET is_banned = ? WHERE chat_id = 5001", change.banned)
		changed := time.Now()
		anna.Sees(change.words)
		if took := time.Since(changed); took > promised {
			t.Errorf("%q took %v", change.words, took)
		} else {
			t.Logf("%q after %v", change.words, took.Round(time.Millisecond))
		}
	}
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
	if told(anna, "заблокировал вам доступ") != 1 || told(anna, "Вам вернули доступ") != 1 {
		t.Errorf("told more than once\n%s", anna.Screen())
	}
}

// TestWhoWasBannedBeforeFrontdeskCameIsNotToldNow: the first sight of a row counts as told. What changes later is told.
func TestWhoWasBannedBeforeFrontdeskCameIsNotToldNow(t *testing.T) {
	t.Parallel()
	market := filepath.Join(t.TempDir(), "market.sqlite3")
	content, err := os.ReadFile(djangoMarket)
	if err == nil {
		err = os.WriteFile(market, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	execute(t, market, `INSERT INTO tg_bot_telegramuser
		(chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)
		VALUES (5001, 'Давний', '', '', 'SE', '2025-01-01 10:00:00', 1, 1, 0)`)
	desk := apptest.Open(t, apptest.Options{HostCopy: market})
	old := desk.Stranger(t, 5001, "Давний", "ru")
	other := desk.Seller(t, 5002, "Анна", "ru", "sample-key-001")
	until(t, "the first look at the bans", func() bool {
		at, err := desk.DB().Setting(t.Context(), "ban_watch_started")
		return err == nil && at != ""
	})
	saysNothing(t, old, other, "/start")

	execute(t, strings.TrimPrefix(desk.Config.HostDatabaseURL, "sqlite:"), "UPDATE tg_bot_telegramuser SET is_banned = 0 WHERE chat_id = 5001")
	until(t, "that the person is told", func() bool {
		desk.Advance(time.Second)
		return told(old, "Вам вернули доступ") > 0
	})
	old.Sends("/start")
	old.Sees("Главное меню (Давний: продавец)")
}

// until looks again and again: for what leaves no trace in the simulator.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	untilWithin(t, simtest.Patience, what, ok)
}

// untilWithin is until with another patience.
func untilWithin(t *testing.T, patience time.Duration, what string, ok func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
