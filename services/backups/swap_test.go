package backups

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

// TestARestoreThatFailsInTheMiddleLeavesWhatWasThere: the new file is gone when its turn comes.
func TestARestoreThatFailsInTheMiddleLeavesWhatWasThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "frontdesk.db")
	put(t, path, "what was there")
	var out Restored
	if err := out.replace(t.Context(), path, filepath.Join(dir, "nowhere"), ".before"); err == nil {
		t.Fatal("no error")
	}
	if got := names(t, dir); got != "frontdesk.db" || len(out.Aside) != 0 {
		t.Errorf("left: %s; put aside: %v", got, out.Aside)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "what was there" {
		t.Errorf("%q, %v", text, err)
	}
	put(t, filepath.Join(dir, "new"), "new")
	if err := out.replace(t.Context(), path, filepath.Join(dir, "new"), ".before"); err != nil || len(out.Aside) != 1 {
		t.Errorf("%v, %v", out.Aside, err)
	}
	if got := names(t, dir); got != "frontdesk.db frontdesk.db.before" {
		t.Errorf("left: %s", got)
	}
}
