package store_test

import (
	"path/filepath"
	"testing"

	"frontdesk/internal/pgtest"
	"frontdesk/store"
	"frontdesk/store/storetest"
)

// sqliteURL is the address of a database that does not exist yet, in a folder that does not either.
func sqliteURL(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "made", "frontdesk.db")
}

func postgresURL(t *testing.T) string {
	t.Helper()
	return pgtest.URL(t)
}

// onBoth runs a test on each engine; url gives it the address of an empty database.
func onBoth(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Parallel()
	for name, url := range map[string]func(t *testing.T) string{"SQLite": sqliteURL, "PostgreSQL": postgresURL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, url(t))
		})
	}
}

func open(t *testing.T, url string) *store.DB {
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
	return db
}

func migrated(t *testing.T, url string) *store.DB {
	t.Helper()
	db := open(t, url)
	if _, err := db.Migrate(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *store.DB { return migrated(t, sqliteURL(t)) })
}

func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *store.DB { return migrated(t, postgresURL(t)) })
}
