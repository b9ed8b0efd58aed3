package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

// How PostgreSQL is waited for. A machine that vanished would else keep the writer for as long as TCP hopes.
const (
	batchPatience  = 60 * time.Second // for a whole batch
	settlePatience = 10 * time.Second // to hear what became of a commit
	settlePause    = 100 * time.Millisecond
)

// openPostgres sets the sessions so that they keep our promises whatever the server's defaults are.
func (db *DB) openPostgres(ctx context.Context, readers int) (backend, error) {
	var err error
	if db.read, err = engine.OpenPostgres(db.url.DSN, engine.PostgresOptions{
		Conns: readers, Settings: map[string]string{"default_transaction_read_only": "on"},
	}); err != nil {
		return nil, err
	}
	if db.write, err = engine.OpenPostgres(db.url.DSN, engine.PostgresOptions{Conns: 1, Settings: writingSettings()}); err != nil {
		return nil, errors.Join(err, db.read.Close())
	}
	if err := db.read.PingContext(ctx); err != nil {
		err = engine.MapError(err)
		return nil, errors.Join(fmt.Errorf("cannot open the PostgreSQL database: %w", err), db.read.Close(), db.write.Close())
	}
	return &postgresBackend{db: db.write, claim: db.claim}, nil
}

func writingSettings() map[string]string {
	return map[string]string{
		"synchronous_commit": "on", // what Write promises
		"lock_timeout":       "5s", // as long as SQLite's writer waits
		// A session whose client's machine is gone gives its locks back in about a minute.
		"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3",
	}
}

// postgresBackend writes through one session.
//
// Several sessions write more when many chats are busy, but their pieces no longer see each other's work in turn: what a
// service has read within its piece could be changed by another before it writes, and two pieces that touch the same rows
// in another order would end in deadlocks. One session keeps what SQLite gives, cannot deadlock with itself, and leaves two
// pieces of one lane in their order. On two cores, with 64 lanes and pieces of seven statements, one session wrote 1,500 a
// second (BenchmarkWrite), four that join 3,200, sixteen with a transaction per piece 2,100, one with a transaction per
// piece 780; with a single lane nothing beat one session's 890. Telegram takes about 30 messages a second.
//
// What one session costs is round trips, so the statements around the pieces travel together: n pieces take n+1 of them
// beside their own.
type postgresBackend struct {
	db    *sqlx.DB
	claim *claim
}

func (b *postgresBackend) connect() (session, error) {
	ctx, cancel := context.WithTimeout(context.Background(), batchPatience)
	defer cancel()
	conn, err := b.db.Connx(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	s := &postgresSession{conn: conn, stmts: engine.NewStatements(engine.Postgres, conn)}
	// Who serves the database does not write without the claim: it went with the connection before.
	if b.claim.held() {
		if err := b.claim.renew(ctx, s); err != nil {
			s.discard()
			return nil, unavailable(err)
		}
	}
	return s, nil
}

func (b *postgresBackend) most() int { return maxJoinedPostgres }

// settle asks PostgreSQL on a new connection, and waits while the old session is still at it.
func (b *postgresBackend) settle(lost *lostCommit) error {
	ctx, cancel := context.WithTimeout(context.Background(), settlePatience)
	defer cancel()
	for {
		status, err := b.fate(ctx, lost.id)
		switch {
		case engine.NeverBegun(err):
			return unavailable(lost) // the server has crashed before anything of it was on disk
		case err != nil:
		case status == "committed":
			return nil
		case status == "aborted":
			return unavailable(lost)
		}
		pause := time.NewTimer(settlePause)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return unavailable(fmt.Errorf("it is not known whether the last work was written: %w", errors.Join(lost, err)))
		}
	}
}

// fate is PostgreSQL's memory of a transaction: "committed", "aborted" (also by a crash) or "in progress".
func (b *postgresBackend) fate(ctx context.Context, id string) (status string, err error) {
	err = b.db.GetContext(ctx, &status, "SELECT COALESCE(pg_xact_status($1::text::xid8), '')", id)
	return status, err
}

type postgresSession struct {
	conn  *sqlx.Conn
	stmts *engine.Statements
}

func (s *postgresSession) statements() *engine.Statements { return s.stmts }

func (s *postgresSession) close() { _ = s.conn.Close() }

func (s *postgresSession) discard() {
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.conn.Close()
}

const (
	// begin gives the transaction its id at once, by which settle can ask for it.
	begin     = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_current_xact_id();"
	savepoint = "SAVEPOINT piece;"
	release   = "RELEASE piece;"
	undo      = "ROLLBACK TO piece; RELEASE piece;"
)

func (s *postgresSession) runTogether(batch []*piece, now time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), batchPatience)
	defer cancel()
	// before is what the next message to PostgreSQL begins with.
	before, id, written := begin, "", 0
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue
		}
		if len(batch) > 1 {
			before += savepoint
		}
		answers, err := engine.Control(ctx, s.conn, before)
		switch {
		case err != nil && id == "":
			return unavailable(errors.Join(errNotBegun, err))
		case err != nil:
			return unavailable(err)
		case id == "":
			id = answers[1].First
		}
		s.runOne(ctx, p, now)
		switch {
		case len(batch) == 1 && p.err != nil:
			return s.rollback(ctx)
		case len(batch) == 1:
			before = ""
		case p.err != nil:
			before = undo
		default:
			before = release
		}
		if p.err == nil {
			written++
		}
	}
	if id == "" { // nobody has waited
		return nil
	}
	if written == 0 {
		return s.rollback(ctx)
	}
	return s.commit(ctx, before, id, len(batch))
}

// runOne runs one piece. A statement that failed has broken the transaction, also where fn passes over its error.
func (s *postgresSession) runOne(ctx context.Context, p *piece, now time.Time) {
	work, cancel := withDeadlineOf(context.WithoutCancel(p.ctx), ctx)
	defer cancel()
	p.err = call(work, p.fn, &Tx{stmts: s.stmts, Now: now})
	if p.err == nil && engine.Failed(s.conn) {
		p.err = errors.New("a piece of work went on although a statement of it had failed")
	}
}

func withDeadlineOf(ctx, other context.Context) (context.Context, context.CancelFunc) {
	deadline, _ := other.Deadline()
	return context.WithDeadline(ctx, deadline)
}

func (s *postgresSession) commit(ctx context.Context, before, id string, pieces int) error {
	answers, err := engine.Control(ctx, s.conn, before+"COMMIT")
	switch {
	case err == nil && answers[len(answers)-1].Tag == "COMMIT":
		return nil
	case err == nil:
		return unavailable(errors.New("PostgreSQL has rolled back instead of committing"))
	case pieces == 1 && engine.Broken(err):
		return err
	case engine.Decided(err):
		return unavailable(err)
	}
	return &lostCommit{id: id, err: err}
}

func (s *postgresSession) rollback(ctx context.Context) error {
	if _, err := engine.Control(ctx, s.conn, "ROLLBACK"); err != nil {
		return unavailable(err)
	}
	return nil
}
