package backups_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/internal/seal"
	"frontdesk/services/backups"
	"frontdesk/store"
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

func TestADamagedBackupIsRefusedAndNothingIsTouched(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := deliver(t.Context(), h.open(t), 0, 500); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(h.dir, "desk.age")
	if _, err := backups.Make(t.Context(), h.request(to)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	other := newHouse(t)
	if err := deliver(t.Context(), other.open(t), 0, 7); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"cut": whole[:len(whole)-100], "half": whole[:len(whole)/2], "flipped": flipped, "empty": {}, "another file": []byte("SQLite format 3")} {
		path := filepath.Join(h.dir, "bad.age")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		back := other.back(path)
		back.Force = true
		if _, err := backups.Restore(t.Context(), back); err == nil {
			t.Errorf("%s: restored", name)
		}
		if n := other.count(t); n != 7 {
			t.Errorf("%s: the database has %d deliveries instead of 7", name, n)
		}
	}
	if left := other.files(t); strings.Contains(left, "before") {
		t.Errorf("something was put aside: %s", left)
	}
}

func TestRestoreRefusesWhatItMustNotTouch(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	db := h.open(t)
	if err := deliver(t.Context(), db, 0, 5); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(h.dir, "desk.age")
	if _, err := backups.Make(t.Context(), h.request(to)); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Make(t.Context(), h.request(to)); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a backup is written over: %v", err)
	}
	if err := deliver(t.Context(), db, 5, 4); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Restore(t.Context(), h.back(to)); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("a database is written over: %v", err)
	}
	release, err := db.Claim()
	if err != nil {
		t.Fatal(err)
	}
	forced := h.back(to)
	forced.Force = true
	if _, err := backups.Restore(t.Context(), forced); !errors.Is(err, store.ErrInUse) {
		t.Errorf("restored under a frontdesk that serves: %v", err)
	}
	release()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := backups.Restore(t.Context(), forced)
	if err != nil || len(out.Aside) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	if n := h.count(t); n != 5 {
		t.Errorf("%d deliveries after the restore instead of 5", n)
	}
	aside := house{url: "sqlite:" + out.Aside[0]}
	if n := aside.count(t); n != 9 {
		t.Errorf("%d deliveries in what was put aside instead of 9", n)
	}
}

// A PostgreSQL database that is not empty stays as it is, also with --force, and so does one that is served.
func TestRestoreIntoAPostgreSQLDatabaseThatIsUsed(t *testing.T) {
	t.Parallel()
	h, other := newServerHouse(t), newServerHouse(t)
	if err := deliver(t.Context(), h.open(t), 0, 5); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(h.dir, "desk.age")
	if _, err := backups.Make(t.Context(), h.request(to)); err != nil {
		t.Fatal(err)
	}
	forced := h.back(to)
	forced.Force = true
	if _, err := backups.Restore(t.Context(), forced); err == nil || !strings.Contains(err.Error(), "not empty") || !strings.Contains(err.Error(), "createdb") {
		t.Errorf("restored over a database: %v", err)
	}
	db := other.open(t)
	if _, err := db.Claim(); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Restore(t.Context(), other.back(to)); !errors.Is(err, store.ErrInUse) {
		t.Errorf("restored under a frontdesk that serves: %v", err)
	}
	if a, b := h.count(t), other.count(t); a != 5 || b != 0 {
		t.Errorf("%d and %d deliveries after what was refused", a, b)
	}
	for _, url := range []string{h.url, other.url} {
		path, err := store.WorkPath(url, "backup")
		if left, _ := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

// A crash leaves commits in the log. They must not be taken for the restored database's, nor be lost with the old one.
func TestALogThatACrashLeftDoesNotMeetTheRestoredDatabase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	db := h.open(t)
	if err := deliver(t.Context(), db, 0, 5); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(h.dir, "desk.age")
	if _, err := backups.Make(t.Context(), h.request(to)); err != nil {
		t.Fatal(err)
	}
	if err := deliver(t.Context(), db, 5, 50); err != nil {
		t.Fatal(err)
	}
	// The files as they lie while the process works are those that a crash leaves.
	crashed := newHouse(t)
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(h.path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(crashed.path+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	back := crashed.back(to)
	back.Force = true
	out, err := backups.Restore(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	if n := crashed.count(t); n != 5 {
		t.Errorf("%d deliveries after the restore instead of 5", n)
	}
	aside := house{url: "sqlite:" + out.Aside[len(out.Aside)-1]}
	if n := aside.count(t); n != 55 {
		t.Errorf("%d deliveries in what was put aside instead of 55", n)
	}
}
