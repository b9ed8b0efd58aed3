package backups_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/internal/seal"
	"frontdesk/services/backups"
	"frontdesk/store"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

const phrase = "correct horse battery staple"

// cheap is a passphrase that costs a test little.
func cheap() backups.Lock { return backups.Lock{Passphrase: phrase, WorkFactor: 8} }

// house is a database in a folder of its own.
type house struct {
	dir, url, path string
}

func newHouse(t *testing.T) house {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "frontdesk.db")
	return house{dir: dir, path: path, url: "sqlite:" + path}
}

// newServerHouse is a database on PostgreSQL, and a folder for its backups.
func newServerHouse(t *testing.T) house {
	t.Helper()
	return house{dir: t.TempDir(), url: pgtest.URL(t)}
}

func (h house) open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), h.url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	return db
}

// deliver adds n deliveries in one transaction.
func deliver(ctx context.Context, db *store.DB, from, n int) error {
	return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryScreen, Recipient: int64(5000000000 + i), Payload: fmt.Sprintf(`{"text":"Заказ %d передан в доставку"}`, from+i), Priority: domain.PriorityNotice}
			if _, err := tx.AddDelivery(ctx, &d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h house) count(t *testing.T) int {
	t.Helper()
	db := h.open(t)
	defer db.Close()
	n, err := db.CountPendingDeliveries(t.Context(), domain.ChannelTelegram)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (h house) files(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func (h house) request(to string) backups.Request {
	return backups.Request{DatabaseURL: h.url, To: to, Lock: cheap(), Version: "v1.2.3", Now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
}

func (h house) back(from string) backups.Return {
	return backups.Return{From: from, DatabaseURL: h.url, Key: backups.Key{Passphrase: phrase}, Now: time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)}
}

// TestABackupWhileTheBotWrites is the promise: nobody waits, and the copy is whole and of one moment. It may come back on
// the other engine.
func TestABackupWhileTheBotWrites(t *testing.T) {
	t.Parallel()
	for name, houses := range map[string][2]func(t *testing.T) house{
		"a file":                      {newHouse, newHouse},
		"PostgreSQL":                  {newServerHouse, newServerHouse},
		"from PostgreSQL into a file": {newServerHouse, newHouse},
		"from a file into PostgreSQL": {newHouse, newServerHouse},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			backupWhileWriting(t, houses[0](t), houses[1](t))
		})
	}
}

func backupWhileWriting(t *testing.T, h, other house) {
	db := h.open(t)
	if err := deliver(t.Context(), db, 0, 2000); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	wrote := 0
	writing.Go(func() {
		for n := 2000; ctx.Err() == nil; n += 3 {
			// Always three together: a copy of one moment has a multiple of them.
			if err := deliver(context.WithoutCancel(ctx), db, n, 3); err != nil {
				t.Error(err)
				return
			}
			wrote += 3
		}
	})
	to := filepath.Join(h.dir, "desk.age")
	m, err := backups.Make(t.Context(), h.request(to))
	stop()
	writing.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if rows := m.Tables["frontdesk_delivery"]; rows < 2000 || (rows-2000)%3 != 0 || wrote == 0 {
		t.Errorf("%d rows in the copy beside %d that were written meanwhile", rows, wrote)
	}
	content, err := os.ReadFile(to)
	if err != nil || bytes.Contains(content, []byte("SQLite format")) || !bytes.HasPrefix(content, []byte("age-encryption.org/v1")) {
		t.Errorf("the file is not encrypted by age: %v", err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the backup: %v %v", info.Mode(), err)
	}
	if left := h.files(t); strings.Contains(left, ".backup.d") || strings.Contains(left, ".part") {
		t.Errorf("left behind: %s", left)
	}
	out, err := backups.Restore(t.Context(), other.back(to))
	if err != nil || out.Manifest.Version != "v1.2.3" || len(out.Aside) != 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	if n := other.count(t); int64(n) != m.Tables["frontdesk_delivery"] {
		t.Errorf("%d deliveries came back of %d", n, m.Tables["frontdesk_delivery"])
	}
}

func TestRecipientsOpenItAndOthersDoNot(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := deliver(t.Context(), h.open(t), 0, 3); err != nil {
		t.Fatal(err)
	}
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	quantum, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct{ recipient, identity string }{
		{mine.Recipient().String(), mine.String()},
		{quantum.Recipient().String(), quantum.String()},
	} {
		r := h.request(filepath.Join(h.dir, fmt.Sprintf("%d.age", i)))
		r.Lock = backups.Lock{Recipients: []string{c.recipient}}
		if _, err := backups.Make(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(h.dir, "identity")
		if err := os.WriteFile(file, []byte("# made by age-keygen\n"+c.identity+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		other := newHouse(t)
		back := other.back(r.To)
		if _, err := backups.Restore(t.Context(), back); err == nil || !strings.Contains(err.Error(), "does not open") {
			t.Errorf("a passphrase opens what is for a recipient: %v", err)
		}
		back.Key = backups.Key{IdentityFile: file}
		if _, err := backups.Restore(t.Context(), back); err != nil || other.count(t) != 3 {
			t.Errorf("the recipient cannot restore: %v", err)
		}
	}
	for _, l := range []backups.Lock{{}, {Recipients: []string{"age1nobody"}}, {Recipients: []string{mine.Recipient().String()}, Passphrase: phrase}} {
		r := h.request(filepath.Join(h.dir, "x.age"))
		r.Lock = l
		if _, err := backups.Make(t.Context(), r); err == nil {
			t.Errorf("taken: %+v", l)
		}
	}
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

func TestTheKeyComesAlongOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.open(t)
	keyFile := filepath.Join(h.dir, "frontdesk.key")
	key, _, err := seal.KeyFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	without, with := h.request(filepath.Join(h.dir, "without.age")), h.request(filepath.Join(h.dir, "with.age"))
	with.KeyFile = keyFile
	for _, r := range []backups.Request{without, with} {
		if m, err := backups.Make(t.Context(), r); err != nil || m.HasKey != (r.KeyFile != "") {
			t.Fatalf("%+v, %v", m, err)
		}
	}
	other := newHouse(t)
	back := other.back(without.To)
	back.KeyFile = filepath.Join(other.dir, "frontdesk.key")
	if out, err := backups.Restore(t.Context(), back); err != nil || out.WroteKey {
		t.Errorf("%+v, %v", out, err)
	}
	back.From, back.Force = with.To, true
	if out, err := backups.Restore(t.Context(), back); err != nil || !out.WroteKey {
		t.Errorf("%+v, %v", out, err)
	}
	if again, made, err := seal.KeyFile(back.KeyFile); err != nil || made || !bytes.Equal(again, key) {
		t.Errorf("another key came back: %v", err)
	}
}

// TestPlainToolsOpenABackup keeps the promise that nobody needs Frontdesk to get at their data.
func TestPlainToolsOpenABackup(t *testing.T) {
	t.Parallel()
	tar, err := exec.LookPath("tar")
	if err != nil {
		t.Skip("there is no tar here")
	}
	h := newHouse(t)
	h.open(t)
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	r := h.request(filepath.Join(h.dir, "desk.age"))
	r.Lock = backups.Lock{Recipients: []string{mine.Recipient().String()}}
	if _, err := backups.Make(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(r.To)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := age.Decrypt(f, mine) // what `age -d -i` does
	if err != nil {
		t.Fatal(err)
	}
	list := exec.CommandContext(t.Context(), tar, "tzf", "-")
	list.Stdin = plain
	out, err := list.CombinedOutput()
	if err != nil || string(out) != "manifest.json\nfrontdesk.db\n" {
		t.Errorf("%v: %s", err, out)
	}
}

// TestABackupOfALargeDatabase measures: `make bench-backup`.
func TestABackupOfALargeDatabase(t *testing.T) {
	if os.Getenv("FRONTDESK_TEST_BACKUP") == "" {
		t.Skip("make bench-backup runs it")
	}
	t.Run("SQLite", func(t *testing.T) { measure(t, newHouse(t), newHouse(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { measure(t, newServerHouse(t), newServerHouse(t)) })
}

func measure(t *testing.T, h, other house) {
	db := h.open(t)
	for n := 0; n < 100_000; n += 1000 {
		if err := deliver(t.Context(), db, n, 1000); err != nil {
			t.Fatal(err)
		}
	}
	mine, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range []backups.Lock{{Recipients: []string{mine.Recipient().String()}}, {Passphrase: phrase}} {
		r := h.request(filepath.Join(h.dir, fmt.Sprintf("%d.age", i)))
		r.Lock = l
		began := time.Now()
		m, err := backups.Make(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		info, err := os.Stat(r.To)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d rows, %.1f MB of database, %.1f MB encrypted: %.2f s (passphrase: %t)", m.Rows(), float64(m.Bytes)/1e6, float64(info.Size())/1e6, took.Seconds(), l.Passphrase != "")
	}
	began := time.Now()
	if _, err := backups.Restore(t.Context(), other.back(filepath.Join(h.dir, "1.age"))); err != nil {
		t.Fatal(err)
	}
	t.Logf("restored in %.2f s", time.Since(began).Seconds())
}
