package store

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

// openURL opens and migrates an empty database.
func openURL(t *testing.T, url string, o Options) *DB {
	t.Helper()
	db, err := Open(t.Context(), url, o)
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
}

// openOwn opens a new SQLite file.
func openOwn(t *testing.T, o Options) *DB {
	t.Helper()
	return openURL(t, "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), o)
}

// onBoth runs a test on an empty database of each engine.
func onBoth(t *testing.T, o func() Options, test func(t *testing.T, db *DB)) {
	t.Helper()
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, openOwn(t, o()))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, openURL(t, pgtest.URL(t), o()))
	})
}

func plain() Options { return Options{} }

// joined runs pieces of work in one commit: the writer is held until all of them wait. They run in their order.
func joined(t *testing.T, db *DB, pieces ...func(ctx context.Context, tx *Tx) error) []error {
	t.Helper()
	began, gate := make(chan struct{}), make(chan struct{})
	errs := make([]error, len(pieces))
	var all sync.WaitGroup
	all.Go(func() {
		if err := db.Write(t.Context(), func(context.Context, *Tx) error { close(began); <-gate; return nil }); err != nil {
			t.Errorf("the first writer: %v", err)
		}
	})
	<-began
	for i, piece := range pieces {
		all.Go(func() { errs[i] = db.Write(t.Context(), piece) })
		for len(db.writer.queue) <= i {
			runtime.Gosched()
		}
	}
	close(gate)
	all.Wait()
	return errs
}

func leave(name string) func(ctx context.Context, tx *Tx) error {
	return func(ctx context.Context, tx *Tx) error { return tx.SetSetting(ctx, name, "done") }
}

// names reads which settings are there.
func names(t *testing.T, db *DB) string {
	t.Helper()
	list, err := all[string](t.Context(), db, `SELECT name FROM frontdesk_setting ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, " ")
}

func TestWhatWaitsTogetherIsCommittedTogether(t *testing.T) {
	onBoth(t, ticking, committedTogether)
}

// ticking gives each transaction a time of its own: equal times are one commit.
func ticking() Options {
	var mu sync.Mutex
	now := time.UnixMilli(0)
	return Options{Now: func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}}
}

func committedTogether(t *testing.T, db *DB) {
	var times [3]time.Time // a piece may be run twice: each notes its own
	note := func(i int) func(context.Context, *Tx) error {
		return func(_ context.Context, tx *Tx) error { times[i] = tx.Now; return nil }
	}
	boom := errors.New("boom")
	errs := joined(t, db,
		leave("a"),
		note(0),
		func(ctx context.Context, tx *Tx) error { return errors.Join(leave("b")(ctx, tx), boom) },
		func(ctx context.Context, tx *Tx) error { return errors.Join(leave("c")(ctx, tx), note(1)(ctx, tx)) },
		func(ctx context.Context, tx *Tx) error {
			if err := leave("d")(ctx, tx); err != nil {
				return err
			}
			panic("boom")
		},
		leave("e"),
		note(2),
	)
	for i, err := range errs {
		if failed := i == 2 || i == 4; failed != (err != nil) {
			t.Errorf("piece %d: %v", i, err)
		}
	}
	if !errors.Is(errs[2], boom) {
		t.Errorf("a piece's own error is %v", errs[2])
	}
	if got := names(t, db); got != "a c e" {
		t.Errorf("written: %s", got)
	}
	if times[0].IsZero() || times[0] != times[1] || times[1] != times[2] {
		t.Errorf("not one transaction: %v", times)
	}
}

func TestAPieceWhoseContextEndsWhileItWaits(t *testing.T) {
	onBoth(t, plain, pieceWhoseContextEnds)
}

func pieceWhoseContextEnds(t *testing.T, db *DB) {
	ctx, cancel := context.WithCancel(t.Context())
	var left error
	joined(t, db, func(context.Context, *Tx) error { cancel(); return nil }, leave("a"))
	left = db.Write(ctx, leave("b"))
	if !errors.Is(left, context.Canceled) || names(t, db) != "a" {
		t.Errorf("%v; written: %s", left, names(t, db))
	}
}

// The commit itself fails: a foreign key that is looked at only then is broken.
func TestACommitThatFailsIsNobodysSuccess(t *testing.T) {
	onBoth(t, plain, commitThatFails)
}

func commitThatFails(t *testing.T, db *DB) {
	run := func(query string) func(ctx context.Context, tx *Tx) error {
		return func(ctx context.Context, tx *Tx) error { _, err := tx.Exec(ctx, query); return err }
	}
	for _, query := range []string{
		`CREATE TABLE parent (id INTEGER PRIMARY KEY)`,
		`CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)`,
	} {
		if err := db.Write(t.Context(), run(query)); err != nil {
			t.Fatal(err)
		}
	}
	own := errors.New("an error of its own")
	pieces := []func(ctx context.Context, tx *Tx) error{
		leave("a"), run(`INSERT INTO child VALUES (1)`), func(context.Context, *Tx) error { return own }, leave("b"),
	}
	const guilty, refused = 1, 2
	for i, err := range joined(t, db, pieces...) {
		if i == refused {
			if !errors.Is(err, own) {
				t.Errorf("piece %d is told %v instead of its own error", i, err)
			}
		} else if domain.KindOf(err) != domain.KindUnavailable {
			t.Errorf("piece %d is told %v", i, err)
		}
	}
	if got := names(t, db); got != "" {
		t.Errorf("written: %s", got)
	}
	// They all try again, and only the one who broke it fails: for good, so that nobody repeats it for ever.
	for i, err := range joined(t, db, pieces...) {
		if failed := i == guilty || i == refused; failed != (err != nil) {
			t.Errorf("piece %d, again: %v", i, err)
		} else if i == guilty && domain.KindOf(err) != domain.KindInternal {
			t.Errorf("the guilty one is told %v", err)
		}
	}
	if got := names(t, db); got != "a b" {
		t.Errorf("written: %s", got)
	}
}

// A full disk, as SQLite sees it: the file may not grow any more.
func TestAFullDiskLosesNothingAndPasses(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	pages := func(n int) {
		t.Helper()
		if err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			var now int
			return tx.Get(ctx, &now, "PRAGMA max_page_count = "+strconv.Itoa(n))
		}); err != nil {
			t.Fatal(err)
		}
	}
	big := func(name string) func(ctx context.Context, tx *Tx) error {
		return func(ctx context.Context, tx *Tx) error { return tx.SetSetting(ctx, name, strings.Repeat("x", 1<<20)) }
	}
	pages(1) // SQLite makes it as many as there are
	errs := joined(t, db, big("a"), big("b"), big("c"))
	for i, err := range errs {
		if domain.KindOf(err) != domain.KindUnavailable || err == nil {
			t.Errorf("piece %d is told %v", i, err)
		}
	}
	pages(1) // the setting has gone with the connection
	if err := db.Write(t.Context(), big("d")); domain.KindOf(err) != domain.KindUnavailable {
		t.Errorf("alone: %v", err)
	}
	if got := names(t, db); got != "" {
		t.Errorf("written: %s", got)
	}
	pages(1 << 30)
	for i, err := range joined(t, db, big("a"), big("b"), big("c")) {
		if err != nil {
			t.Errorf("piece %d, with room again: %v", i, err)
		}
	}
	if got := names(t, db); got != "a b c" {
		t.Errorf("written: %s", got)
	}
}

// A connection that is in an unknown state is not used again, with whatever it holds.
func TestALostConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	// The transaction is over before its end: COMMIT and ROLLBACK both fail.
	err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, "COMMIT"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "CREATE TEMP TABLE trace (x)")
		return err
	})
	if domain.KindOf(err) != domain.KindUnavailable {
		t.Fatalf("%v", err)
	}
	err = db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		var n int
		if err := tx.Get(ctx, &n, "SELECT COUNT(*) FROM temp.sqlite_master"); err != nil || n == 0 {
			return err
		}
		return errors.New("the same connection writes on")
	})
	if err != nil {
		t.Error(err)
	}
}
