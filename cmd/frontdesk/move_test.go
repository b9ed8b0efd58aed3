package main

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"frontdesk/internal/pgtest"
	"frontdesk/store"
)

func TestAHouseMovesToPostgreSQLAndLivesOnThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t).opens()
	h.does("", "shop", "add", "--name", "Чай", "--slug", "tea").says(t, exitDone)
	h.does("очень тайный пароль\n", "admin", "create", "--username", "olga").says(t, exitDone)
	to := pgtest.URL(t)

	moved := h.does("", "move", "--to", to)
	moved.says(t, exitDone, "1  shops", "1  auth_user", "both databases count the same",
		"Set FRONTDESK_DATABASE_URL", "frontdesk.key", "frontdesk serve", "never serve from it again")
	key, err := os.ReadFile(strings.TrimSuffix(h.database(), ".db") + ".key")
	if err != nil {
		t.Fatal(err)
	}
	moved.keepsQuiet(t, strings.TrimSpace(string(key)), to)

	// As the command says: the new address, and the old key.
	there := h
	there.config += ".new"
	config := "database_url: " + to + "\nsecret_key: " + strings.TrimSpace(string(key)) + "\n"
	if err := os.WriteFile(there.config, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	there.does("", "shop", "list").says(t, exitDone, "Чай", "tea")
	there.does("", "migrate", "--status").says(t, exitDone, "frontdesk tables: version ")
	there.does("другой тайный пароль\n", "admin", "create", "--username", "olga").says(t, exitFailed, "already")
	there.does("", "move", "--to", to).says(t, exitFailed, "already")

	h.does("", "move", "--to", to).says(t, exitFailed, "not empty", "createdb")
}

func TestAHouseThatWasNeverServedMovesWithoutAKey(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.does("", "move", "--to", pgtest.URL(t)).says(t, exitDone, "openssl rand -base64 32").keepsQuiet(t, "frontdesk.key")
}

func TestAMoveSaysWhatPostgreSQLRefuses(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	there, err := url.Parse(pgtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	there.Path = "/nosuch_frontdesk"
	h.does("", "move", "--to", there.String()).says(t, exitFailed, "the database to fill is not there", "nosuch_frontdesk", "createdb").keepsQuiet(t, "SQLSTATE", "failed to connect")
}

func TestAMoveThatCannotBe(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.does("", "move").says(t, exitUsage, "--to postgres://")
	h.does("", "move", "--to", "postgres://u:secret@127.0.0.1:1/db").says(t, exitFailed, "there is no database")
	h.does("", "migrate").says(t, exitDone)
	bad := h.does("", "move", "--to", "postgres://u:secret@127.0.0.1:1/db")
	bad.says(t, exitFailed, "the database to fill cannot be reached: nothing listens on 127.0.0.1:1", "--to")
	bad.keepsQuiet(t, "secret", "dial", "unavailable", "\n\t")
	h.does("", "move", "--to", "mysql://u:secret@h/db").says(t, exitFailed, "postgres://")

	served, err := store.Open(t.Context(), "sqlite:"+h.database(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer served.Close()
	release, err := served.Claim()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	h.does("", "move", "--to", pgtest.URL(t)).says(t, exitFailed, "another frontdesk serves", "stop it first")
}
