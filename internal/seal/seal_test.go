package seal_test

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/internal/seal"
)

const key = "0123456789abcdef0123456789abcdef"

func box(t *testing.T, key string) *seal.Box {
	t.Helper()
	b, err := seal.New([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestASealedValueOpensInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	b := box(t, key)
	sealed := b.Seal([]byte("пароль"), "inbox/1")
	if strings.Contains(string(sealed), "пароль") {
		t.Error("a sealed value can be read")
	}
	if open, err := b.Open(sealed, "inbox/1"); err != nil || string(open) != "пароль" {
		t.Errorf("%q, %v", open, err)
	}
	if _, err := b.Open(sealed, "inbox/2"); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("moved to another row: %v", err)
	}
	if _, err := box(t, strings.ToUpper(key)).Open(sealed, "inbox/1"); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("with another key: %v", err)
	}
	sealed[len(sealed)-1] ^= 1
	if _, err := b.Open(sealed, "inbox/1"); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("changed: %v", err)
	}
	if _, err := b.Open(nil, "inbox/1"); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("nothing: %v", err)
	}
}

func TestAKeyIsBase64WithOrWithoutItsPadding(t *testing.T) {
	t.Parallel()
	text := base64.StdEncoding.EncodeToString([]byte(key))
	for _, s := range []string{text, strings.TrimRight(text, "="), text + "\n"} {
		if got, err := seal.ParseKey(s); err != nil || string(got) != key {
			t.Errorf("%q: %q, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "short", text[:20]} {
		if _, err := seal.ParseKey(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestAKeyFileIsMadeOnceForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "frontdesk.key")
	first, made, err := seal.KeyFile(path)
	if err != nil || !made {
		t.Fatalf("made=%v, %v", made, err)
	}
	again, made, err := seal.KeyFile(path)
	if err != nil || made || string(again) != string(first) {
		t.Errorf("read again: made=%v, the same=%v, %v", made, string(again) == string(first), err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := seal.KeyFile(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a broken key file: %v", err)
	}
}
