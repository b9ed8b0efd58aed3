package store_test

import (
	"path/filepath"
	"testing"

	"frontdesk/store"
	"frontdesk/store/storetest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *store.DB {
		t.Helper()
		db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "made", "frontdesk.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
		if _, err := db.Migrate(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		return db
	})
}
