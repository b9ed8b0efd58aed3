package host

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/store"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

const (
	seller = 5_000_000_001 // more than 32 bits, as Telegram's ids are
	noSuch = 404
)

func someMoment() time.Time { return time.Date(2026, 11, 1, 10, 0, 0, 123456000, time.UTC) }

func masha() domain.Sender {
	return domain.Sender{ID: seller, FirstName: "Маша", LastName: "Иванова", Username: "masha_i"}
}

// djangoFile makes a copy of the database that Django made.
func djangoFile(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile("testdata/django-market.sqlite3")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "market.sqlite3")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// djangoPostgres makes a database as Django's migrations make it on PostgreSQL: its chat_id has 32 bits.
func djangoPostgres(t testing.TB) string {
	t.Helper()
	dump, err := os.ReadFile("testdata/django-market.postgres.sql")
	if err != nil {
		t.Fatal(err)
	}
	url := pgtest.URL(t)
	pgtest.Load(t, url, string(dump))
	return url
}

// widened is a Django whose people have followed the advice: ids of more than 32 bits fit.
func widened(t testing.TB, url string) string {
	t.Helper()
	if err := pgtest.Exec(url, "ALTER TABLE tg_bot_telegramuser ALTER COLUMN chat_id TYPE bigint"); err != nil {
		t.Fatal(err)
	}
	return url
}

func openExternal(t testing.TB, path string) *Host {
	t.Helper()
	return openURL(t, "sqlite:"+path)
}

func openURL(t testing.TB, url string) *Host {
	t.Helper()
	h, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return h
}

// openEmbedded makes a database of our own with the host's tables in it, empty but for the group.
func openEmbedded(t testing.TB, url string) *Host {
	t.Helper()
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	h := Embedded(db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { h.Close() })
	return h
}

func ownFile(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db") }

// openMarket gives an embedded host the same seven shops as Django's database has.
func openMarket(t testing.TB, url string) *Host {
	t.Helper()
	h := openEmbedded(t, url)
	for i := range 7 {
		n := i + 1
		shop := domain.Shop{
			Name: fmt.Sprintf("Витрина %d", n), Slug: fmt.Sprintf("shop-%d", n), ClientID: fmt.Sprint(1000 + n), VendorName: "Сималенд",
			Active: n%2 == 0, PriceUpdating: true,
		}
		if n == 3 {
			shop.Name = "Чай <3> & кофе"
		}
		if n == 3 || n == 6 {
			shop.VendorName = "Офисмаг"
		}
		made, err := h.CreateShop(t.Context(), shop, fmt.Sprintf("sample-key-%03d", n))
		if err != nil || made.ID != int64(n) {
			t.Fatalf("shop %d: %+v, %v", n, made, err)
		}
		if _, err := h.AddWarehouse(t.Context(), made.ID, fmt.Sprintf("Склад %d", n), 20_000_000_000+int64(n)); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// on runs a test on each kind of host that is named.
func on(t *testing.T, hosts map[string]func(t *testing.T) *Host, test func(t *testing.T, h *Host)) {
	t.Helper()
	t.Parallel()
	for name, open := range hosts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// onAll runs a test on copies of Django's databases and on our own tables, of both engines; they hold the same shops.
func onAll(t *testing.T, test func(t *testing.T, h *Host)) {
	t.Helper()
	on(t, map[string]func(t *testing.T) *Host{
		"Django on SQLite":       func(t *testing.T) *Host { return openExternal(t, djangoFile(t)) },
		"Django on PostgreSQL":   func(t *testing.T) *Host { return openURL(t, widened(t, djangoPostgres(t))) },
		"embedded in SQLite":     func(t *testing.T) *Host { return openMarket(t, ownFile(t)) },
		"embedded in PostgreSQL": func(t *testing.T) *Host { return openMarket(t, pgtest.URL(t)) },
	}, test)
}

// onDjangos runs a test on copies of Django's databases.
func onDjangos(t *testing.T, test func(t *testing.T, h *Host)) {
	t.Helper()
	on(t, map[string]func(t *testing.T) *Host{
		"SQLite":     func(t *testing.T) *Host { return openExternal(t, djangoFile(t)) },
		"PostgreSQL": func(t *testing.T) *Host { return openURL(t, djangoPostgres(t)) },
	}, test)
}

// onEmbedded runs a test on our own tables, which hold what open puts into them.
func onEmbedded(t *testing.T, open func(t testing.TB, url string) *Host, test func(t *testing.T, h *Host)) {
	t.Helper()
	on(t, map[string]func(t *testing.T) *Host{
		"SQLite":     func(t *testing.T) *Host { return open(t, ownFile(t)) },
		"PostgreSQL": func(t *testing.T) *Host { return open(t, pgtest.URL(t)) },
	}, test)
}

func signIn(t testing.TB, h *Host, sender domain.Sender, role domain.Role) domain.TelegramUser {
	t.Helper()
	person, err := h.SaveSignIn(t.Context(), sender, role, someMoment())
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func wantKind(t testing.TB, err error, kind domain.Kind) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind {
		t.Errorf("error %v, want one of kind %v", err, kind)
	}
}
