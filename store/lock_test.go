package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"frontdesk/store"
)

func TestOnlyOneProcessServesADatabase(t *testing.T) {
	t.Parallel()
	path := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	first, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	release, err := first.Claim()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.Claim(); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second claim: %v", err)
	}
	release()
	again, err := second.Claim()
	if err != nil {
		t.Fatalf("after the first has gone: %v", err)
	}
	again()
}
