package backups_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/internal/seal"
	"frontdesk/services/backups"
)

// A PostgreSQL database is filled once: what stands in the key's way must show before, or the same command with --force
// would find it not empty.
func TestAnotherKeyIsFoundBeforeAPostgreSQLDatabaseIsFilled(t *testing.T) {
	t.Parallel()
	h, other := newServerHouse(t), newServerHouse(t)
	if err := deliver(t.Context(), h.open(t), 0, 5); err != nil {
		t.Fatal(err)
	}
	made, back := h.request(filepath.Join(h.dir, "desk.age")), other.back(filepath.Join(h.dir, "desk.age"))
	made.KeyFile, back.KeyFile = filepath.Join(h.dir, "frontdesk.key"), filepath.Join(other.dir, "frontdesk.key")
	for _, path := range []string{made.KeyFile, back.KeyFile} {
		if _, _, err := seal.KeyFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := backups.Make(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Restore(t.Context(), back); err == nil || !strings.Contains(err.Error(), "another key file") {
		t.Fatalf("the other key was passed over: %v", err)
	}
	back.Force = true
	if out, err := backups.Restore(t.Context(), back); err != nil || !out.WroteKey || len(out.Aside) != 1 {
		t.Errorf("%+v, %v", out, err)
	}
	if n := other.count(t); n != 5 {
		t.Errorf("%d deliveries came back", n)
	}
}

// TestARestoreThatCannotPutTheDatabaseAsideLeavesTheKey: each key opens its own database alone.
func TestARestoreThatCannotPutTheDatabaseAsideLeavesTheKey(t *testing.T) {
	t.Parallel()
	h, other := newHouse(t), newHouse(t)
	to := filepath.Join(h.dir, "desk.age")
	made, back := h.request(to), other.back(to)
	made.KeyFile, back.KeyFile, back.Force = filepath.Join(h.dir, "frontdesk.key"), filepath.Join(other.dir, "frontdesk.key"), true
	for _, one := range []house{h, other} {
		if err := one.open(t).Close(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := seal.KeyFile(filepath.Join(one.dir, "frontdesk.key")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := backups.Make(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	inTheWay := other.path + ".before-20260303-120000"
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(back.KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := backups.Restore(t.Context(), back); err == nil || len(out.Aside) != 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	if now, err := os.ReadFile(back.KeyFile); err != nil || string(now) != string(key) {
		t.Errorf("the key is another, and the database the old one: %v", err)
	}
	if left := other.files(t); strings.Count(left, "before-") != 1 || strings.Contains(left, backups.WaitingKeyEnd) {
		t.Errorf("left: %s", left)
	}
	other.count(t) // it opens
}
