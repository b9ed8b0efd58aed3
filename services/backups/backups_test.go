package backups_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"frontdesk/internal/seal"
	"frontdesk/services/backups"
)

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
