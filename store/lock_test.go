package store_test

import (
	"errors"
	"testing"

	"frontdesk/store"
)

func TestOnlyOneProcessServesADatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		first, second := open(t, url), open(t, url)
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
	})
}
