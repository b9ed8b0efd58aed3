package store_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"frontdesk/store"
	"frontdesk/store/storetest"
)

// An upgrade begins with what an earlier version has left: testdata holds one dump per version and engine, with rows in
// every table. When the tables get a new version, its dump is added (-update) and the old ones stay as they are.
func TestADatabaseOfAnEarlierVersionIsUpgraded(t *testing.T) {
	t.Parallel()
	dumps, err := filepath.Glob("testdata/version-*.sql")
	if err != nil || len(dumps) < 2*int(newest(t)) {
		t.Fatalf("not every version is there on both engines: %v, %v", dumps, err)
	}
	for _, file := range dumps {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			dump, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			upgrade(t, storetest.Restored(t, file), rowsIn(string(dump)))
		})
	}
}

// newest is the version of the tables that this program makes.
func newest(t *testing.T) int64 {
	t.Helper()
	states, err := open(t, sqliteURL(t)).Migrate(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	return states[0].Version
}

// rowsIn counts a dump's rows by table.
func rowsIn(dump string) map[string]int {
	rows := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^INSERT INTO (?:public\.)?"?([a-z_]+)"? VALUES`).FindAllStringSubmatch(dump, -1) {
		if m[1] != "sqlite_sequence" {
			rows[m[1]]++
		}
	}
	return rows
}

func upgrade(t *testing.T, url string, rows map[string]int) {
	db := open(t, url)
	for range 2 {
		states, err := db.Migrate(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range states {
			if s.Version != s.Target {
				t.Errorf("%+v", s)
			}
		}
	}
	if got := seen(t, db); got != atHome {
		t.Errorf("after the upgrade:\n%s\nwant\n%s", got, atHome)
	}
	for table, want := range rows {
		var have int
		if err := db.Readers().GetContext(t.Context(), &have, "SELECT COUNT(*) FROM "+table); err != nil || have < want {
			t.Errorf("%s has %d rows, and had %d: %v", table, have, want, err)
		}
	}
	if rows["frontdesk_webinar_event"] > 0 {
		if got := seenWebinars(t, db); got != webinarsAtHome {
			t.Errorf("after the upgrade:\n%s\nwant\n%s", got, webinarsAtHome)
		}
	}
	// And it works on.
	err := db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		seq, added, err := tx.AddUpdate(ctx, oldBot, 100, 7, []byte("new"))
		if seq <= 3 || !added {
			t.Errorf("a new update: %d, %v", seq, added)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
