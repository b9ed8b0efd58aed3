package engine

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"frontdesk/domain"
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

func TestAPoolThatMustFindItsFileMakesNone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	db := OpenSQLite(path, SQLiteOptions{MustExist: true})
	defer db.Close()
	if err := db.PingContext(t.Context()); err == nil {
		t.Error("a missing file is opened")
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("a file was made: %v", err)
	}
}

func TestColumnsAndRefusals(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	db := OpenSQLite(path, SQLiteOptions{Conns: 1})
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `CREATE TABLE a (id integer PRIMARY KEY, n INTEGER NOT NULL CHECK (n < 10), s varchar(5) NOT NULL DEFAULT 'x')`); err != nil {
		t.Fatal(err)
	}
	got, err := Columns(t.Context(), db, "a")
	want := []Column{{"id", "integer", false, true}, {"n", "integer", true, false}, {"s", "varchar(5)", true, true}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if none, err := Columns(t.Context(), db, "b"); err != nil || len(none) != 0 {
		t.Errorf("a table that does not exist: %+v, %v", none, err)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO a (n) VALUES (10)"); !Refused(err) {
		t.Errorf("a value that the column refuses: %v", err)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO a (n) VALUES (NULL)"); err == nil || Refused(err) {
		t.Errorf("no value at all: %v", err)
	}
	query := OpenSQLite(path, SQLiteOptions{MustExist: true, QueryOnly: true})
	defer query.Close()
	if _, err := query.ExecContext(t.Context(), "INSERT INTO a (n) VALUES (1)"); err == nil {
		t.Error("a pool for queries changes data")
	}
}

func TestADatabaseWhoseConnectionsAreAllTakenIsUnavailable(t *testing.T) {
	t.Parallel()
	db := OpenSQLite(filepath.Join(t.TempDir(), "x.db"), SQLiteOptions{Conns: 1})
	defer db.Close()
	conn, err := db.Connx(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	var one int
	if err := MapError(db.GetContext(ctx, &one, "SELECT 1")); domain.KindOf(err) != domain.KindUnavailable || err == nil {
		t.Errorf("a call that waited to its deadline: %v", err)
	}
}
