package host

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// djangoConn opens a database as Python does: no settings of ours.
func djangoConn(t testing.TB, path string) *sql.Conn {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func run(t testing.TB, conn *sql.Conn, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestOpenSaysWhatIsMissingAndWhatToDo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change string
		want   []string
	}{
		"a table":          {"DROP TABLE warehouses", []string{"table warehouses", "manage.py migrate"}},
		"two columns":      {"ALTER TABLE shops DROP COLUMN price_updating; ALTER TABLE tg_bot_telegramuser DROP COLUMN is_logged_out", []string{"column shops.price_updating, column tg_bot_telegramuser.is_logged_out"}},
		"an unknown field": {"ALTER TABLE tg_bot_telegramuser RENAME TO x; CREATE TABLE tg_bot_telegramuser AS SELECT * FROM x; DROP TABLE x; CREATE TABLE y (id integer primary key, chat_id integer, first_name text, last_name text, username text, role text, created_at datetime, is_banned bool, is_active bool, is_logged_out bool, phone varchar(20) NOT NULL, city text NOT NULL DEFAULT ''); DROP TABLE tg_bot_telegramuser; ALTER TABLE y RENAME TO tg_bot_telegramuser", []string{"tg_bot_telegramuser.phone", "null=True"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := djangoFile(t)
			conn := djangoConn(t, path)
			run(t, conn, "PRAGMA foreign_keys=OFF", "PRAGMA legacy_alter_table=ON", c.change)
			_, err := Open(t.Context(), "sqlite:"+path)
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v; want %q in it", err, want)
				}
			}
			if err != nil && strings.Contains(err.Error(), "city") {
				t.Errorf("%v names a column that fills itself", err)
			}
		})
	}
}

func TestOpenMakesNoDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for url, want := range map[string]string{
		"sqlite:" + filepath.Join(dir, "none.sqlite3"): "there is no file",
		"sqlite:" + dir:                      "is not a file",
		"postgres://u:secret@127.0.0.1:1/db": "failed to connect",
		"postgres://u:secret@h:port/db":      "cannot be read",
		"mysql://u:secret@localhost":         "starts with sqlite: or postgres://",
	} {
		_, err := Open(t.Context(), url)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	if left, err := os.ReadDir(dir); len(left) != 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTheJournalModeStaysAsDjangoSetIt(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"delete", "wal"} {
		path := djangoFile(t)
		conn := djangoConn(t, path)
		run(t, conn, "PRAGMA journal_mode="+mode)
		h := openExternal(t, path)
		if changed, err := h.SetShopFlag(t.Context(), 1, domain.FieldActive, true); !changed || err != nil {
			t.Errorf("%s: %v, %v", mode, changed, err)
		}
		var got string
		if err := conn.QueryRowContext(t.Context(), "PRAGMA journal_mode").Scan(&got); got != mode || err != nil {
			t.Errorf("%s became %s, %v", mode, got, err)
		}
	}
}

func TestAChangeOfDjangosIsNoticed(t *testing.T) {
	t.Parallel()
	path := djangoFile(t)
	h := openExternal(t, path)
	signIn(t, h, masha(), domain.RoleSeller)
	before, err := h.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	run(t, djangoConn(t, path), "UPDATE tg_bot_telegramuser SET is_banned = 1")
	after, err := h.DataVersion(t.Context())
	if err != nil || after == before {
		t.Errorf("version %d, then %d: %v", before, after, err)
	}
}

func TestAColumnTooNarrowForAnID(t *testing.T) {
	t.Parallel()
	path := djangoFile(t)
	// What PostgreSQL's 32-bit column refuses by its type, a CHECK refuses here.
	run(t, djangoConn(t, path), "PRAGMA writable_schema=ON",
		`UPDATE sqlite_schema SET sql = replace(sql, 'CHECK ("chat_id" >= 0)', 'CHECK ("chat_id" BETWEEN 0 AND 2147483647)') WHERE name = 'tg_bot_telegramuser'`)
	h := openExternal(t, path)
	_, err := h.SaveSignIn(t.Context(), masha(), domain.RoleSeller, someMoment())
	var got *domain.Error
	if !errors.As(err, &got) || got.Kind != domain.KindRejected || got.Key != "error.chat_id_too_big" {
		t.Errorf("%v", err)
	}
	old := masha()
	old.ID = 7
	signIn(t, h, old, domain.RoleSeller)
}

// A Django transaction that has read and will write must meet no lock of ours: SQLite would fail it at once.
func TestAWriteWaitsForDjangosTransaction(t *testing.T) {
	t.Parallel()
	path := djangoFile(t)
	h := openExternal(t, path)
	django := djangoConn(t, path)
	run(t, django, "BEGIN")
	var n int
	if err := django.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM shops").Scan(&n); err != nil {
		t.Fatal(err)
	}

	impatient, cancel := context.WithCancel(t.Context())
	tried := make(chan struct{})
	refused := make(chan error, 1)
	go func() {
		refused <- patiently(impatient, func() error {
			_, err := h.writer.(*liveWriter).exec(t.Context(), beginExclusive)
			if engine.Busy(err) {
				select {
				case tried <- struct{}{}:
				case <-impatient.Done():
				}
			}
			return err
		})
	}()
	<-tried
	<-tried // it has let go and tried again
	cancel()
	wantKind(t, <-refused, domain.KindUnavailable)

	done := make(chan error, 1)
	go func() {
		_, err := h.SetShopFlag(t.Context(), 1, domain.FieldActive, true)
		done <- err
	}()
	// Django writes and commits while the switch waits for it.
	run(t, django, "UPDATE shops SET vendor_name = 'Django' WHERE id = 1", "COMMIT")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if shop, err := h.FindShop(t.Context(), 1); !shop.Active || shop.VendorName != "Django" || err != nil {
		t.Errorf("%+v, %v", shop, err)
	}
}

func TestALockThatStaysIsUnavailableAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	path := djangoFile(t)
	h := openExternal(t, path)
	signIn(t, h, masha(), domain.RoleSeller)
	django := djangoConn(t, path)
	run(t, django, "BEGIN IMMEDIATE")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := h.change(ctx, func(context.Context, tx) error { return errors.New("a write began without a lock") })
	if err == nil || strings.Contains(err.Error(), "began") {
		t.Errorf("%v", err)
	}
	run(t, django, "COMMIT")
	failure := errors.New("the second statement fails")
	err = h.change(t.Context(), func(ctx context.Context, tx tx) error {
		if _, err := tx.exec(ctx, updateBanned, true, seller, true); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Errorf("%v", err)
	}
	if person, err := h.FindTelegramUser(t.Context(), seller); person.Banned || err != nil {
		t.Errorf("a write that failed stays: %+v, %v", person, err)
	}
	if err := h.SetBanned(t.Context(), seller, true); err != nil {
		t.Errorf("the next write: %v", err)
	}
}

func BenchmarkFindTelegramUser(b *testing.B) {
	h := openExternal(b, djangoFile(b))
	signIn(b, h, masha(), domain.RoleSeller)
	for b.Loop() {
		if _, err := h.FindTelegramUser(b.Context(), seller); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIsLinked(b *testing.B) {
	h := openExternal(b, djangoFile(b))
	signIn(b, h, masha(), domain.RoleSeller)
	if _, err := h.LinkShops(b.Context(), seller, []int64{3}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if linked, err := h.IsLinked(b.Context(), seller, 3); !linked || err != nil {
			b.Fatal(linked, err)
		}
	}
}
