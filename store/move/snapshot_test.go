package move_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/internal/pgtest"
	"frontdesk/store"
	"frontdesk/store/move"
)

func inspected(t *testing.T, url string) store.Inspection {
	t.Helper()
	in, err := store.Inspect(t.Context(), url, store.InspectOptions{Count: true})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// pictured takes a picture of a PostgreSQL database and gives the file's address.
func pictured(t *testing.T, from string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := move.Snapshot(t.Context(), from, path); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) > 2 { // the file, and the lock of migrations
		t.Errorf("more than the file is left: %v, %v", entries, err)
	}
	return "sqlite:" + path
}

func TestAPictureShowsEverythingInTheHouse(t *testing.T) {
	t.Parallel()
	from := pgtest.URL(t)
	old := open(t, from)
	old.furnish()
	want := old.sight()
	nextUpdate, nextDelivery := old.accept(100), old.deliver("")
	old.write(func(ctx context.Context, tx *store.Tx) error { // as if they had never been, but for their ids
		_, a := tx.Exec(ctx, "DELETE FROM frontdesk_inbox WHERE seq = ?", nextUpdate)
		_, b := tx.Exec(ctx, "DELETE FROM frontdesk_delivery WHERE id = ?", nextDelivery)
		return errors.Join(a, b)
	})
	copied := pictured(t, from)
	a, b := inspected(t, from), inspected(t, copied)
	delete(a.Tables, "frontdesk_commit") // nobody's data, and of PostgreSQL alone
	if !maps.Equal(a.Tables, b.Tables) || a.KeyFingerprint != b.KeyFingerprint || len(a.Tables) < 15 {
		t.Errorf("the two count differently:\n%v\n%v", a.Tables, b.Tables)
	}
	house := open(t, copied)
	if diff := cmp.Diff(want, house.sight()); diff != "" {
		t.Error(diff)
	}
	if seq, id := house.accept(4), house.deliver(""); seq <= nextUpdate || id <= nextDelivery {
		t.Errorf("ids are given twice: update %d after %d, delivery %d after %d", seq, nextUpdate, id, nextDelivery)
	}
	if house.deliver("ban:7") != 0 {
		t.Error("a delivery's key is forgotten")
	}
}

// A backup is made before an upgrade: the picture is of the old version, and there and back nothing changes.
func TestAPictureOfAnOlderHouseComesBackFromIt(t *testing.T) {
	t.Parallel()
	dump, err := os.ReadFile("../testdata/version-1.postgres.sql")
	if err != nil {
		t.Fatal(err)
	}
	from, to := pgtest.URL(t), pgtest.URL(t)
	pgtest.Load(t, from, string(dump))
	copied := pictured(t, from)
	a, b := inspected(t, from), inspected(t, copied)
	if !maps.Equal(a.Tables, b.Tables) || !cmp.Equal(a.Migrations, b.Migrations) || b.Migrations[0].Version != 1 {
		t.Errorf("the picture is not of the same version:\n%+v\n%+v", a, b)
	}
	if err := move.Run(t.Context(), copied, to, func(move.Count) {}); err != nil {
		t.Fatal(err)
	}
	open(t, from) // brings it to this version
	a, b = inspected(t, from), inspected(t, to)
	if !maps.Equal(a.Tables, b.Tables) || !cmp.Equal(a.Migrations, b.Migrations) {
		t.Errorf("there and back:\n%+v\n%+v", a, b)
	}
}

func TestAPictureThatWouldNotBeWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ statements, why string }{
		"no tables of ours":      {"CREATE TABLE somebody (n int)", "no tables of frontdesk"},
		"a column of another":    {"ALTER TABLE shops ADD COLUMN rating int", "rating"},
		"a table of another":     {"CREATE TABLE frontdesk_rating (n int)", "frontdesk_rating"},
		"a newer program's rows": {"INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, true)", "newer program"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := pgtest.URL(t)
			if !strings.HasPrefix(c.statements, "CREATE TABLE somebody") {
				open(t, from)
			}
			if err := pgtest.Exec(from, c.statements); err != nil {
				t.Fatal(err)
			}
			err := move.Snapshot(t.Context(), from, filepath.Join(t.TempDir(), "copy.db"))
			if err == nil || !strings.Contains(err.Error(), c.why) {
				t.Errorf("%v; want %q in it", err, c.why)
			}
		})
	}
}
