package app_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/configs"
	"frontdesk/services/inbox"
	"frontdesk/store"
)

const botOfKeys = 7000000001

// keyHouse is an installation with updates that wait, sealed.
type keyHouse struct {
	t   *testing.T
	cfg configs.Config
	key string // the key file
}

func newKeyHouse(t *testing.T) keyHouse {
	t.Helper()
	dir := t.TempDir()
	h := keyHouse{t: t, cfg: configs.Default(), key: filepath.Join(dir, "frontdesk.key")}
	h.cfg.DatabaseURL = "sqlite:" + filepath.Join(dir, "frontdesk.db")
	return h
}

func (h keyHouse) with(do func(d *app.Data)) {
	h.t.Helper()
	d, err := app.OpenData(h.t.Context(), h.cfg, time.Now, zerolog.Nop())
	if err != nil {
		h.t.Fatal(err)
	}
	do(d)
	if err := d.Close(); err != nil {
		h.t.Fatal(err)
	}
}

func (h keyHouse) accepts(n int) {
	h.t.Helper()
	h.with(func(d *app.Data) {
		var batch []inbox.Arrival
		for i := range n {
			batch = append(batch, inbox.Arrival{UpdateID: int64(i + 1), Lane: 1, Raw: fmt.Appendf(nil, "password %d", i)})
		}
		if _, err := inbox.New(d.DB, d.Box, botOfKeys).Accept(h.t.Context(), batch); err != nil {
			h.t.Fatal(err)
		}
	})
}

// reads fails the test unless all n updates open.
func (h keyHouse) reads(n int) {
	h.t.Helper()
	h.with(func(d *app.Data) {
		items, err := inbox.New(d.DB, d.Box, botOfKeys).Waiting(h.t.Context(), 0, n+1)
		if err != nil || len(items) != n {
			h.t.Fatalf("%d updates, %v", len(items), err)
		}
		for i, item := range items {
			if want := fmt.Sprintf("password %d", i); string(item.Raw) != want {
				h.t.Fatalf("update %d opens as %q", i, item.Raw)
			}
		}
	})
}

func (h keyHouse) rekey(newKeyFile string) app.Rekeyed {
	h.t.Helper()
	done, err := app.Rekey(h.t.Context(), h.cfg, newKeyFile, zerolog.Nop())
	if err != nil {
		h.t.Fatal(err)
	}
	return done
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestANewKeyOpensEverythingAndTheOldOneNothing(t *testing.T) {
	t.Parallel()
	h := newKeyHouse(t)
	h.accepts(450)
	before := content(t, h.key)
	done := h.rekey("")
	if done.Resealed != 450 || done.Unreadable != 0 || done.KeyFile != h.key {
		t.Errorf("%+v", done)
	}
	after := content(t, h.key)
	if bytes.Equal(before, after) || !bytes.Equal(content(t, done.OldKey), before) {
		t.Error("the key is the old one, or the old one is not kept")
	}
	if info, err := os.Stat(h.key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the new key: %v", err)
	}
	h.reads(450)
	put(t, h.key, before)
	if _, err := app.OpenData(t.Context(), h.cfg, time.Now, zerolog.Nop()); err == nil || !strings.Contains(err.Error(), "not the one") {
		t.Errorf("opened with the old key: %v", err)
	}
}

// A power cut may come between any two steps; each leaves one of these two states.
func TestAChangeOfTheKeyThatDied(t *testing.T) {
	t.Parallel()
	t.Run("before the database took it", func(t *testing.T) {
		t.Parallel()
		h := newKeyHouse(t)
		h.accepts(3)
		put(t, h.key+".new", []byte(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))+"\n"))
		h.reads(3)
		h.rekey("")
		h.reads(3)
	})
	for _, next := range []string{"the bot starts", "it is run again"} {
		t.Run("before the file was replaced, then "+next, func(t *testing.T) {
			t.Parallel()
			h := newKeyHouse(t)
			h.accepts(3)
			before := content(t, h.key)
			h.rekey("")
			put(t, h.key+".new", content(t, h.key))
			put(t, h.key, before)
			if next == "it is run again" {
				h.rekey("")
			}
			h.reads(3)
			if _, err := os.Stat(h.key + ".new"); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the new key still waits: %v", err)
			}
		})
	}
}

func TestARestoreThatDiedBeforeItsLastStep(t *testing.T) {
	t.Parallel()
	for _, there := range []string{"another key", "no key"} {
		t.Run(there, func(t *testing.T) {
			t.Parallel()
			h := newKeyHouse(t) // its database is the backup's
			h.accepts(3)
			put(t, h.key+".restored", content(t, h.key))
			if there == "no key" {
				if err := os.Remove(h.key); err != nil {
					t.Fatal(err)
				}
			} else {
				put(t, h.key, []byte(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, 32))+"\n"))
			}
			h.reads(3)
			if _, err := os.Stat(h.key + ".restored"); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the key still waits: %v", err)
			}
			h.reads(3)
		})
	}
}

func TestAKeyOfTheConfigurationIsWrittenToAFile(t *testing.T) {
	t.Parallel()
	for name, own := range map[string]func(t *testing.T) (url, secretKey string){"SQLite": onSQLite, "PostgreSQL": onPostgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newKeyHouse(t)
			h.cfg.DatabaseURL, _ = own(t)
			h.cfg.SecretKey = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{3}, 32))
			h.accepts(450)
			if _, err := app.Rekey(t.Context(), h.cfg, "", zerolog.Nop()); err == nil {
				t.Error("the new key would be nowhere")
			}
			file := filepath.Join(t.TempDir(), "new.key")
			h.with(func(d *app.Data) {
				release, err := d.DB.Claim()
				if err != nil {
					t.Fatal(err)
				}
				defer release()
				if _, err := app.Rekey(t.Context(), h.cfg, file, zerolog.Nop()); !errors.Is(err, store.ErrInUse) {
					t.Errorf("changed under a frontdesk that serves: %v", err)
				}
			})
			if done := h.rekey(file); done.Resealed != 450 || done.Unreadable != 0 {
				t.Errorf("%+v", done)
			}
			if again := h.rekey(file); again.Resealed != 0 {
				t.Errorf("done twice: %+v", again)
			}
			if _, err := app.OpenData(t.Context(), h.cfg, time.Now, zerolog.Nop()); err == nil || !strings.Contains(err.Error(), "not the one") {
				t.Errorf("opened with the old key: %v", err)
			}
			h.cfg.SecretKey = strings.TrimSpace(string(content(t, file)))
			h.reads(450)
		})
	}
}

func TestTheKeyIsNotChangedUnderAFrontdeskThatServes(t *testing.T) {
	t.Parallel()
	h := newKeyHouse(t)
	h.with(func(d *app.Data) {
		release, err := d.DB.Claim()
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		before := content(t, h.key)
		if _, err := app.Rekey(t.Context(), h.cfg, "", zerolog.Nop()); !errors.Is(err, store.ErrInUse) {
			t.Errorf("changed: %v", err)
		}
		if !bytes.Equal(before, content(t, h.key)) {
			t.Error("the key file has changed")
		}
	})
}

func TestALostKeyFileIsNotReplacedByANewOne(t *testing.T) {
	t.Parallel()
	h := newKeyHouse(t)
	h.accepts(1)
	if err := os.Rename(h.key, h.key+".lost"); err != nil {
		t.Fatal(err)
	}
	if _, err := app.OpenData(t.Context(), h.cfg, time.Now, zerolog.Nop()); err == nil || !strings.Contains(err.Error(), "put your copy back") {
		t.Errorf("opened without its key: %v", err)
	}
	if _, err := os.Stat(h.key); err == nil {
		t.Error("a new key file hides that the old one is gone")
	}
	if err := os.Rename(h.key+".lost", h.key); err != nil {
		t.Fatal(err)
	}
	h.reads(1)
}

// What docs/runbook.md says about a key that is lost for good.
func TestAKeyThatIsLostForGood(t *testing.T) {
	t.Parallel()
	h := newKeyHouse(t)
	h.accepts(2)
	if err := os.Remove(h.key); err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(h.cfg.DatabaseURL, "sqlite:")
	execute(t, path, "DELETE FROM frontdesk_setting WHERE name = 'secret_key_fingerprint'")
	h.with(func(d *app.Data) {
		s := inbox.New(d.DB, d.Box, botOfKeys)
		if _, err := s.Accept(t.Context(), []inbox.Arrival{{UpdateID: 3, Lane: 1, Raw: []byte("after")}}); err != nil {
			t.Fatal(err)
		}
		items, err := s.Waiting(t.Context(), 0, 10)
		if err != nil || len(items) != 3 || items[0].Raw != nil || items[1].Raw != nil || string(items[2].Raw) != "after" {
			t.Errorf("%+v, %v", items, err)
		}
	})
	if _, err := os.Stat(h.key); err != nil {
		t.Error("no new key file")
	}
}
