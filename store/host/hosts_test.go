package host

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

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

func openExternal(t testing.TB, path string) *Host {
	t.Helper()
	h, err := Open(t.Context(), "sqlite:"+path)
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
func openEmbedded(t testing.TB) *Host {
	t.Helper()
	path := filepath.Join(t.TempDir(), "frontdesk.db")
	write := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, WAL: true, Immediate: true, BusyMS: 5000})
	t.Cleanup(func() { write.Close() })
	provider, err := goose.NewProvider(goose.DialectSQLite3, write.DB, os.DirFS("../migrations/shop/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	read := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 4, ReadOnly: true, BusyMS: 5000})
	t.Cleanup(func() { read.Close() })
	h := Embedded(read, func(ctx context.Context, fn func(ctx context.Context, tx OwnTx) error) error {
		tx, err := write.BeginTxx(ctx, nil)
		if err != nil {
			return err
		}
		if err := fn(ctx, ownTx{tx}); err != nil {
			return fmt.Errorf("%w (rolled back: %v)", err, tx.Rollback())
		}
		return tx.Commit()
	})
	t.Cleanup(func() { h.Close() })
	return h
}

// ownTx is a transaction as our own store gives it.
type ownTx struct{ tx *sqlx.Tx }

func (t ownTx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t ownTx) Get(ctx context.Context, dest any, query string, args ...any) error {
	return t.tx.GetContext(ctx, dest, query, args...)
}

// openMarket gives an embedded host the same seven shops as Django's database has.
func openMarket(t testing.TB) *Host {
	t.Helper()
	h := openEmbedded(t)
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

// onBoth runs a test on a copy of Django's database and on our own tables, which hold the same shops.
func onBoth(t *testing.T, test func(t *testing.T, h *Host)) {
	t.Helper()
	t.Parallel()
	t.Run("Django", func(t *testing.T) {
		t.Parallel()
		test(t, openExternal(t, djangoFile(t)))
	})
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		test(t, openMarket(t))
	})
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
