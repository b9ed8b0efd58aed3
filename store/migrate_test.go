package store

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"frontdesk/internal/pgtest"
)

func TestMigratingAgainChangesNothing(t *testing.T) {
	onBoth(t, plain, migratedAgain)
}

func migratedAgain(t *testing.T, db *DB) {
	if err := db.Write(t.Context(), leave("a")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		states, err := db.Migrate(t.Context(), true)
		if err != nil || len(states) != 2 {
			t.Fatalf("%+v, %v", states, err)
		}
		for _, s := range states {
			if s.Version != s.Target || s.Target == 0 {
				t.Errorf("%+v", s)
			}
		}
	}
	if names(t, db) != "a" {
		t.Error("what was there is gone")
	}
}

func TestFourProgramsStartOnANewDatabase(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(t *testing.T) string{
		"SQLite":     func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db") },
		"PostgreSQL": func(t *testing.T) string { return pgtest.URL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			startTogether(t, url(t))
		})
	}
}

func startTogether(t *testing.T, url string) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			db, err := Open(t.Context(), url, Options{})
			if err != nil {
				t.Errorf("open: %v", err)
				return
			}
			defer db.Close()
			if _, err := db.Migrate(t.Context(), true); err != nil {
				t.Errorf("migrate: %v", err)
			}
		})
	}
	all.Wait()
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	onBoth(t, plain, newerProgram)
}

func newerProgram(t *testing.T, db *DB) {
	err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, ?)", true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Migrate(t.Context(), false); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("%v", err)
	}
}

func TestADatabaseThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "sqlite:", "sqlite::memory:", "mysql://x", "postgres://user:secret@127.0.0.1:1/db", "postgres://user:secret@host:port/db", "sqlite:" + t.TempDir()} {
		db, err := Open(t.Context(), url, Options{})
		if err == nil {
			db.Close()
			t.Errorf("%q is opened", url)
			continue
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}
