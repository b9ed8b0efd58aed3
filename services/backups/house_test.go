package backups_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/services/backups"
	"frontdesk/store"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

const phrase = "correct horse battery staple"

// cheap is a passphrase that costs a test little.
func cheap() backups.Lock { return backups.Lock{Passphrase: phrase, WorkFactor: 8} }

// house is a database in a folder of its own.
type house struct {
	dir, url, path string
}

func newHouse(t *testing.T) house {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "frontdesk.db")
	return house{dir: dir, path: path, url: "sqlite:" + path}
}

// newServerHouse is a database on PostgreSQL, and a folder for its backups.
func newServerHouse(t *testing.T) house {
	t.Helper()
	return house{dir: t.TempDir(), url: pgtest.URL(t)}
}

func (h house) open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), h.url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	return db
}

// deliver adds n deliveries in one transaction.
func deliver(ctx context.Context, db *store.DB, from, n int) error {
	return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryScreen, Recipient: int64(5000000000 + i), Payload: fmt.Sprintf(`{"text":"Заказ %d передан в доставку"}`, from+i), Priority: domain.PriorityNotice}
			if _, err := tx.AddDelivery(ctx, &d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h house) count(t *testing.T) int {
	t.Helper()
	db := h.open(t)
	defer db.Close()
	n, err := db.CountPendingDeliveries(t.Context(), domain.ChannelTelegram)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (h house) files(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func (h house) request(to string) backups.Request {
	return backups.Request{DatabaseURL: h.url, To: to, Lock: cheap(), Version: "v1.2.3", Now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
}

func (h house) back(from string) backups.Return {
	return backups.Return{From: from, DatabaseURL: h.url, Key: backups.Key{Passphrase: phrase}, Now: time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)}
}
