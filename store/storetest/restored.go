package storetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/internal/pgtest"
	"frontdesk/store/engine"
)

// Restored gives the address of a new database that a dump of store/testdata was loaded into: of SQLite or PostgreSQL, as the
// file's name says.
func Restored(t testing.TB, file string) (url string) {
	t.Helper()
	dump, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(filepath.Base(file), "."+string(engine.Postgres)+".") {
		url = pgtest.URL(t)
		pgtest.Load(t, url, string(dump))
		return url
	}
	path := filepath.Join(t.TempDir(), "frontdesk.db")
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1})
	if _, err := db.ExecContext(t.Context(), string(dump)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}
