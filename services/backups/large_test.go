package backups_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"frontdesk/services/backups"
)

// TestABackupOfALargeDatabase measures: `make bench-backup`.
func TestABackupOfALargeDatabase(t *testing.T) {
	if os.Getenv("FRONTDESK_TEST_BACKUP") == "" {
		t.Skip("make bench-backup runs it")
	}
	t.Run("SQLite", func(t *testing.T) { measure(t, newHouse(t), newHouse(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { measure(t, newServerHouse(t), newServerHouse(t)) })
}

func measure(t *testing.T, h, other house) {
	db := h.open(t)
	for n := 0; n < 100_000; n += 1000 {
		if err := deliver(t.Context(), db, n, 1000); err != nil {
			t.Fatal(err)
		}
	}
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range []backups.Lock{{Recipients: []string{mine.Recipient().String()}}, {Passphrase: phrase}} {
		r := h.request(filepath.Join(h.dir, fmt.Sprintf("%d.age", i)))
		r.Lock = l
		began := time.Now()
		m, err := backups.Make(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		info, err := os.Stat(r.To)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d rows, %.1f MB of database, %.1f MB encrypted: %.2f s (passphrase: %t)", m.Rows(), float64(m.Bytes)/1e6, float64(info.Size())/1e6, took.Seconds(), l.Passphrase != "")
	}
	began := time.Now()
	if _, err := backups.Restore(t.Context(), other.back(filepath.Join(h.dir, "1.age"))); err != nil {
		t.Fatal(err)
	}
	t.Logf("restored in %.2f s", time.Since(began).Seconds())
}
