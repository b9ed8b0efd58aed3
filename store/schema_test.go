package store_test

import (
	"context"
	"errors"
	"testing"

	"frontdesk/store"
	"frontdesk/store/engine"
)

// The memory of reads (docs/adr/0018) forgets what it has of a table when a statement of ours names that table. What a database
// changes by itself in another one, it would go on remembering.
func TestTheDatabaseChangesNothingByItself(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		db := open(t, url)
		if _, err := db.Migrate(t.Context(), true); err != nil {
			t.Fatal(err)
		}
		for _, found := range actsByItself(t, db) {
			t.Errorf("%s changes rows of a table that the statement does not name: the memory of reads would go on giving the old ones "+
				"(docs/adr/0018). Write that change as a statement of its own", found)
		}
		// The look finds what it looks for.
		plant := func(ctx context.Context, tx *store.Tx) error {
			var errs []error
			for _, statement := range planted(db.Engine()) {
				_, err := tx.Exec(ctx, statement)
				errs = append(errs, err)
			}
			return errors.Join(errs...)
		}
		if err := db.Write(t.Context(), plant); err != nil {
			t.Fatal(err)
		}
		if found := actsByItself(t, db); len(found) != 3 {
			t.Errorf("of a trigger and two foreign keys that act by themselves these were found: %q", found)
		}
	})
}

// actsByItself names the triggers and rules of a database, and the foreign keys that change the rows which refer to another.
func actsByItself(t *testing.T, db *store.DB) (found []string) {
	t.Helper()
	query := `SELECT 'the trigger ' || name FROM sqlite_master WHERE type = 'trigger'
		UNION ALL SELECT 'a foreign key of ' || m.name || ' to ' || f."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND (f.on_update NOT IN ('NO ACTION', 'RESTRICT') OR f.on_delete NOT IN ('NO ACTION', 'RESTRICT'))`
	if db.Engine() == engine.Postgres {
		query = `SELECT 'the trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
			UNION ALL SELECT 'the rule ' || rulename FROM pg_rules WHERE schemaname = 'public'
			UNION ALL SELECT 'the foreign key ' || conname FROM pg_constraint
			WHERE contype = 'f' AND (confupdtype NOT IN ('a', 'r') OR confdeltype NOT IN ('a', 'r'))`
	}
	if err := db.Readers().SelectContext(t.Context(), &found, query); err != nil {
		t.Fatal(err)
	}
	return found
}

// planted are a trigger and two foreign keys as nobody should write them.
func planted(name engine.Name) []string {
	tables := []string{
		"CREATE TABLE planted (id BIGINT PRIMARY KEY)",
		"CREATE TABLE planted_a (id BIGINT REFERENCES planted (id) ON DELETE CASCADE)",
		"CREATE TABLE planted_b (id BIGINT REFERENCES planted (id) ON UPDATE SET NULL)",
	}
	if name == engine.SQLite {
		return append(tables, "CREATE TRIGGER planted_c AFTER DELETE ON planted BEGIN DELETE FROM planted_a; END")
	}
	return append(tables,
		"CREATE FUNCTION planted_d() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
		"CREATE TRIGGER planted_c AFTER DELETE ON planted FOR EACH ROW EXECUTE FUNCTION planted_d()")
}
