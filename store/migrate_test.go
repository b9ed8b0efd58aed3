package store

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestMigratingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
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

func TestTwoProgramsStartOnANewFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "frontdesk.db")
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			db, err := Open(t.Context(), "sqlite:"+path, Options{})
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
	both.Wait()
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, 1)")
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
	for _, url := range []string{"", "sqlite:", "sqlite::memory:", "mysql://x", "postgres://user:secret@host/db", "sqlite:" + t.TempDir()} {
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
