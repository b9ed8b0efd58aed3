package engine

import (
	"os"
	"path/filepath"
	"testing"
)

func TestParseURL(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"sqlite:data/x.db": "data/x.db", "sqlite://data/x.db": "data/x.db", "sqlite:///var/x.db": "/var/x.db", "sqlite:/var/x.db": "/var/x.db",
	} {
		got, err := ParseURL(raw)
		if err != nil || got.Engine != SQLite || got.Path != want {
			t.Errorf("%s: %+v, %v", raw, got, err)
		}
	}
	for _, raw := range []string{"", "sqlite:", "sqlite::memory:", "mysql://x", "data/x.db"} {
		if _, err := ParseURL(raw); err == nil {
			t.Errorf("%q is taken", raw)
		}
	}
}

func TestEveryConnectionOfAPoolHasTheSettings(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a folder #1?", "x.db")
	if err := mkdirFor(path); err != nil {
		t.Fatal(err)
	}
	db := OpenSQLite(path, SQLiteOptions{Conns: 3, WAL: true, Immediate: true, BusyMS: 1000})
	defer db.Close()
	for range 3 {
		conn, err := db.Connx(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		var keys, sync int
		var journal, lower string
		err = conn.QueryRowxContext(t.Context(), "SELECT (SELECT foreign_keys FROM pragma_foreign_keys), (SELECT synchronous FROM pragma_synchronous), (SELECT journal_mode FROM pragma_journal_mode), LOWER('ЧАЙ')").Scan(&keys, &sync, &journal, &lower)
		if err != nil || keys != 1 || sync != 2 || journal != "wal" || lower != "чай" {
			t.Errorf("foreign_keys=%d synchronous=%d journal=%s lower=%s: %v", keys, sync, journal, lower, err)
		}
	}
}

func mkdirFor(path string) error { return os.MkdirAll(filepath.Dir(path), 0o700) }
