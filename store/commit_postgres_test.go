package store

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

// PostgreSQL dies with a commit unheard, and gives the transaction's id to Django: asked about the id alone, it tells of a
// commit.
func TestACommitOfAnotherUnderTheSameIdIsNotOurs(t *testing.T) {
	t.Parallel()
	pgtest.URL(t) // skips where there is no PostgreSQL
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	p, through := startProxy(t, server.URL())
	db, django := openURL(t, through, Options{}), openURL(t, server.URL(), Options{})
	const tries = 5 // something of the transaction may have come to the disk, and with it the id
	for try := range tries {
		name := fmt.Sprint("lost", try)
		id, told := commitUnheard(t, db, p, name, func() { crash(t, server); burn(t, server.URL(), try) })
		if strings.Contains(names(t, django), name) {
			t.Fatal("it was heard")
		}
		if domain.KindOf(told) != domain.KindUnavailable {
			t.Errorf("its writer is told %v", told)
		}
		status, err := one[string](t.Context(), django, "SELECT COALESCE(pg_xact_status(CAST(CAST(? AS text) AS xid8)), '')", id)
		if err != nil {
			t.Fatal(err)
		}
		if status == "committed" {
			return
		}
		t.Logf("the id of try %d is %s", try, status)
	}
	t.Error("no id was given twice: nothing is shown")
}

// commitUnheard writes with a COMMIT that does not arrive. Nobody can ask what became of it before meanwhile is over.
func commitUnheard(t *testing.T, db *DB, p *proxy, name string, meanwhile func()) (id string, told error) {
	t.Helper()
	if err := db.Write(t.Context(), leave("first")); err != nil {
		t.Fatal(err)
	}
	p.gate.Lock()
	p.at("unsaid")
	done := make(chan error, 1)
	go func() {
		done <- db.Write(context.Background(), func(ctx context.Context, tx *Tx) error {
			if err := tx.Get(ctx, &id, "SELECT CAST(pg_current_xact_id() AS text)"); err != nil {
				return err
			}
			return leave(name)(ctx, tx)
		})
	}()
	for p.pending() {
		runtime.Gosched()
	}
	meanwhile()
	p.gate.Unlock()
	told = <-done
	return id, told
}

func (p *proxy) pending() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cut != ""
}

func crash(t *testing.T, server *pgtest.Server) {
	t.Helper()
	if err := server.Crash(); err != nil {
		t.Error(err)
	}
	if err := server.Resume(); err != nil {
		t.Error(err)
	}
}

// burn commits a few transactions of somebody else.
func burn(t *testing.T, address string, try int) {
	t.Helper()
	for i := range 3 {
		if err := pgtest.Exec(address, fmt.Sprintf("CREATE TABLE django%d_%d (n int)", try, i)); err != nil {
			t.Error(err)
		}
	}
}

// Commands come and go, and each leaves a mark under a name of its own.
func TestOldMarksAreForgotten(t *testing.T) {
	t.Parallel()
	address := pgtest.URL(t)
	write := func() *DB {
		db := openURL(t, address, Options{})
		if err := db.Write(t.Context(), leave("a")); err != nil {
			t.Fatal(err)
		}
		return db
	}
	write()
	if err := pgtest.Exec(address, "UPDATE frontdesk_commit SET at = at - interval '2 days'"); err != nil {
		t.Fatal(err)
	}
	write()
	db := write()
	if n, err := one[int](t.Context(), db, "SELECT COUNT(*) FROM frontdesk_commit"); n != 2 || err != nil {
		t.Errorf("%d marks, %v", n, err)
	}
}
