package app_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

// djangoMarketDump is what djangoMarket is on PostgreSQL, as Django made it: with a chat_id of 32 bits.
const djangoMarketDump = "../store/host/testdata/django-market.postgres.sql"

// pair is a database of ours and one of the host's.
type pair struct {
	own  func(t *testing.T) (url, secretKey string)
	host func(t *testing.T) (url string, django func(query string)) // django changes rows as Django's admin does
}

func onSQLite(t *testing.T) (url, secretKey string) {
	return "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db"), ""
}

func onPostgres(t *testing.T) (url, secretKey string) { return pgtest.URL(t), apptest.SecretKey }

func sqliteHost(t *testing.T) (url string, django func(query string)) {
	path := filepath.Join(t.TempDir(), "market.sqlite3")
	content, err := os.ReadFile(djangoMarket)
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path, func(query string) { execute(t, path, query) }
}

func postgresHost(t *testing.T) (url string, django func(query string)) {
	dump, err := os.ReadFile(djangoMarketDump)
	if err != nil {
		t.Fatal(err)
	}
	url = pgtest.URL(t)
	pgtest.Load(t, url, string(dump))
	return url, func(query string) { execute(t, url, query) }
}

// TestADayOnEveryPairOfDatabases goes through what people do most, on each of our databases beside each of the host's.
func TestADayOnEveryPairOfDatabases(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]pair{
		"SQLite beside SQLite":         {onSQLite, sqliteHost},
		"SQLite beside PostgreSQL":     {onSQLite, postgresHost},
		"PostgreSQL beside SQLite":     {onPostgres, sqliteHost},
		"PostgreSQL beside PostgreSQL": {onPostgres, postgresHost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			aDay(t, p)
		})
	}
}

func aDay(t *testing.T, p pair) {
	hostURL, django := p.host(t)
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) {
		c.DatabaseURL, c.SecretKey = p.own(t)
		c.HostDatabaseURL = hostURL
	}})
	anna := desk.Seller(t, 5001, "Анна", "ru", "sample-key-001", "sample-key-003")
	desk.Settle()
	opensShop(anna, "Витрина 1")
	anna.Taps("Активация")
	anna.Taps("Активировать")
	anna.SeesToast("Магазин активирован")
	anna.Sees("🟢 Магазин активен", "Изменено: Анна, ")
	if shop, err := desk.Host().FindShop(t.Context(), 1); err != nil || !shop.Active {
		t.Errorf("in Django's table: %+v, %v", shop, err)
	}
	anna.Taps("Отменить")
	anna.Sees("🔴 Магазин не активен")
	anna.Taps("⟵")

	// A restart: the buttons of before still work.
	desk.Restart()
	anna.Taps("Обновление цен")
	anna.Sees("🟢 Цены обновляются")
	anna.Taps("OFF")
	anna.Sees("🔴 Цены не обновляются")

	olga := desk.Stranger(t, 5002, "Ольга", "ru")
	desk.SignsInAsAdmin(olga, "ru", "olga", "demo-olga-пароль")
	django("UPDATE tg_bot_telegramuser SET is_banned = (1 = 1) WHERE chat_id = 5001")
	until(t, "that the person is told", func() bool {
		desk.Advance(time.Second)
		return told(anna, "заблокировал вам доступ") > 0
	})
	django("UPDATE tg_bot_telegramuser SET is_banned = (1 = 0) WHERE chat_id = 5001")
	until(t, "that the person is told", func() bool {
		desk.Advance(time.Second)
		return told(anna, "Вам вернули доступ") > 0
	})
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
	until(t, "that everything was sent", func() bool {
		desk.Advance(time.Second)
		n, err := desk.DB().CountPendingDeliveries(t.Context(), domain.ChannelTelegram)
		return err == nil && n == 0
	})
}

// TestAnIDThatDoesNotFitDjangosColumn: the person is told what is wrong, and may come in when it has been put right.
func TestAnIDThatDoesNotFitDjangosColumn(t *testing.T) {
	t.Parallel()
	url, django := postgresHost(t)
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) { c.HostDatabaseURL = url }})
	vera := desk.Stranger(t, 7_000_000_123, "Вера", "ru")
	vera.Sends("/start")
	vera.Taps("Продавец")
	vera.Sees("Пришлите API-ключ магазина")
	vera.Sends("sample-key-001")
	vera.Sees("ваш номер в Telegram не помещается в базу магазинов")
	django("ALTER TABLE tg_bot_telegramuser ALTER COLUMN chat_id TYPE bigint")
	desk.Seller(t, 7_000_000_124, "Галя", "ru", "sample-key-001")
}
