package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"frontdesk/store"
	"frontdesk/store/storetest"
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

// TestADatabaseThatIsServedIsNotMigratedByAnother: whoever serves it may be an older program, and would work on with
// tables that it does not know.
func TestADatabaseThatIsServedIsNotMigratedByAnother(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"testdata/version-1.sqlite.sql", "testdata/version-1.postgres.sql"} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			url := storetest.Restored(t, file)
			older, newer := open(t, url), open(t, url)
			release, err := older.Claim()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := newer.Migrate(t.Context(), true); !errors.Is(err, store.ErrInUse) {
				t.Errorf("it was migrated: %v", err)
			}
			states, _, err := store.Status(t.Context(), url, true)
			if err != nil || states[0].Version != 1 {
				t.Errorf("%+v, %v", states, err)
			}
			release()
			if _, err := newer.Migrate(t.Context(), true); err != nil {
				t.Errorf("after the older one has gone: %v", err)
			}
			again, err := older.Claim()
			if err != nil {
				t.Fatalf("it is still taken: %v", err)
			}
			again()
		})
	}
}
