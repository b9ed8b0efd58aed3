package crashtest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/app/crashtest/child"
	"frontdesk/internal/pgtest"
	"frontdesk/store/engine"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// house is the addresses of the two databases: Frontdesk's own, and the one with the shops, which may be the same.
type house struct{ own, shops string }

func ownFile(t *testing.T) house {
	file := "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db")
	return house{file, file}
}

func besideDjangosFile(t *testing.T) house {
	h := ownFile(t)
	h.shops = "sqlite:" + filepath.Join(t.TempDir(), "django.db")
	return h
}

func ownPostgres(t *testing.T) house {
	address := pgtest.URL(t)
	return house{address, address}
}

func besideDjangosPostgres(t *testing.T) house { return house{pgtest.URL(t), pgtest.URL(t)} }

// fragilePostgres is a server that nobody else uses.
func fragilePostgres(t *testing.T) (*pgtest.Server, house) {
	t.Helper()
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
	return server, house{server.URL(), server.URL()}
}

// file is the path of a SQLite file; empty for a database on PostgreSQL.
func file(address string) string {
	path, _ := strings.CutPrefix(address, "sqlite:")
	if path == address {
		return ""
	}
	return path
}

// open opens a database as the latest life has left it.
func (r *run) open(address string) *sqlx.DB {
	r.t.Helper()
	if path := file(address); path != "" {
		return r.openCopy(path)
	}
	db, err := engine.OpenPostgres(address, engine.PostgresOptions{Conns: 1})
	if err != nil {
		r.t.Fatal(err)
	}
	r.awaitSilence(db)
	return db
}

// openCopy opens a copy of a file: recovering what a killed program has left belongs to the next life, not to the test.
func (r *run) openCopy(original string) *sqlx.DB {
	r.t.Helper()
	path := filepath.Join(r.t.TempDir(), "copy.db")
	for _, suffix := range []string{"", "-wal", "-journal"} {
		content, err := os.ReadFile(original + suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err == nil {
			err = os.WriteFile(path+suffix, content, 0o600)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	return engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true})
}

// awaitSilence waits until PostgreSQL has ended what a killed program had asked for: its sessions outlive it for a moment.
func (r *run) awaitSilence(db *sqlx.DB) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), patience)
	defer cancel()
	for others := 1; others > 0; {
		err := db.GetContext(ctx, &others, `SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`)
		if err != nil {
			r.t.Fatalf("PostgreSQL still works for a program that is dead: %v", err)
		}
	}
}

// without lets one life of the program go through the death of its database, again and again, under load. A program that
// lives forgets nothing: no message comes twice either.
func (r *run) without(server *pgtest.Server, deaths int) {
	r.t.Helper()
	r.settle()
	g, p := r.start(moment{})
	r.awaitPoll(g, p) // a program that finds no database when it starts ends, and says so
	between := len(r.orders) / (deaths + 1)
	for range deaths {
		r.feed(between)
		pause := time.NewTimer(r.upTo(time.Duration(between) * 2 * time.Millisecond))
		select {
		case <-pause.C:
		case <-p.Ended():
			r.t.Fatalf("the program ended by itself:\n%s", p.Output())
		}
		if err := errors.Join(server.Crash(), server.Resume()); err != nil {
			r.t.Fatal(err)
		}
	}
	r.finish(g, p)
	r.t.Logf("PostgreSQL died %d times", deaths)
	r.checkEffects()
	r.checkShops()
	r.checkReplies()
	if again := r.checkRepetitions(); again > 0 {
		r.t.Errorf("%d messages came twice though the program never died", again)
	}
}

func (r *run) awaitPoll(g *gate, p *child.Process) {
	r.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-g.polled:
	case <-p.Ended():
		r.t.Fatalf("the program ended by itself:\n%s", p.Output())
	case <-timer.C:
		r.t.Fatalf("the program did not poll within %v:\n%s", patience, p.Output())
	}
}
