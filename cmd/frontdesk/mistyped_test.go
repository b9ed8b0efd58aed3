package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/store"
)

// nothing fails the test when there is more in the house than its configuration.
func (h house) nothing() {
	h.t.Helper()
	left, err := os.ReadDir(h.dir)
	if err != nil || len(left) != 1 {
		h.t.Errorf("there is more than the configuration: %v, %v", left, err)
	}
}

func TestOnlyWhoServesOrMigratesMakesADatabase(t *testing.T) {
	t.Parallel()
	recipient, _ := newHouse(t).keyPair()
	for _, command := range []string{
		"shop list", "shop add --name Чай", "admin create --username vera", "rekey", "backup --to desk.age --recipient " + recipient, "migrate --status",
		"doctor --peek-for 0", "config", "health", "move --to postgres://u@127.0.0.1:1/db",
	} {
		for _, folder := range []string{"", "typo"} {
			t.Run(command+" in "+folder, func(t *testing.T) {
				t.Parallel()
				h := newHouse(t)
				path := filepath.Join(h.dir, folder, "nosuch.db")
				h.file("house.yaml", "database_url: sqlite:"+path+"\nhttp: {listen: 127.0.0.1:0}\n")
				r := h.does("long-enough-1\n", strings.Fields(command)...)
				h.nothing()
				if command != "config" && command != "health" && !strings.Contains(r.all(), path) {
					t.Errorf("does not say which database is missing:\n%s", r.all())
				}
				switch strings.Fields(command)[0] {
				case "shop", "admin", "rekey", "backup", "move":
					r.says(t, exitFailed, "FRONTDESK_DATABASE_URL")
				}
			})
		}
	}
}

func TestACommandDoesNotBringADatabaseUpByTheWay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	db, err := store.Open(t.Context(), "sqlite:"+h.database(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.MigrateLike(t.Context(), []store.MigrationState{{Set: "frontdesk", Version: 5, Target: 5}, {Set: "shop", Version: 1, Target: 1}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	h.does("", "shop", "list").says(t, exitFailed, "version 5", "frontdesk migrate", "backup")
	h.does("", "migrate", "--status").says(t, exitDone, "version 5 of")
}

func TestAHouseWithoutAKeyHasNoneToChange(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.does("", "rekey").says(t, exitFailed, "there is no secret key to change yet", "nothing was changed", "frontdesk serve", "frontdesk.key").keepsQuiet(t, "INF", ".old-")
	if keys, err := filepath.Glob(filepath.Join(h.dir, "*.key*")); err != nil || len(keys) > 0 {
		t.Errorf("a key was made: %v, %v", keys, err)
	}
	h.opens()
	h.does("", "rekey").says(t, exitDone, "The new secret key is in").keepsQuiet(t, "INF")
}

func TestAListMakesNoKeyAndLogsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.does("", "migrate").says(t, exitDone)
	r := h.does("", "shop", "list")
	r.says(t, exitDone, "NAME")
	if r.err != "" {
		t.Errorf("a list has a log:\n%s", r.err)
	}
	if _, err := os.Stat(filepath.Join(h.dir, "frontdesk.key")); err == nil {
		t.Error("a list has made a secret key")
	}
	h.does("", "shop", "add", "--name", "Чай").says(t, exitDone).keepsQuiet(t, "INF")
}
