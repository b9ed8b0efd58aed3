package store

import (
	"context"
	"crypto/rand"
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
	return &postgresBackend{db: db.write, claim: db.claim, writer: rand.Text()}, nil
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
// What one session costs is round trips: a batch takes two beside those of its pieces.
type postgresBackend struct {
	db     *sqlx.DB
	claim  *claim
	writer string
}

func (b *postgresBackend) connect() (session, error) {
	ctx, cancel := context.WithTimeout(context.Background(), batchPatience)
	defer cancel()
	conn, err := b.db.Connx(ctx)
	if err != nil {
		return nil, unavailable(err)
	}
	s := &postgresSession{conn: conn, stmts: engine.NewStatements(engine.Postgres, conn), writer: b.writer}
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

type postgresSession struct {
	conn   *sqlx.Conn
	stmts  *engine.Statements
	writer string // by which the marks of commits are ours
	id     string // of the transaction
	marked bool   // it will leave a mark
	tidied bool   // old marks are forgotten
}

func (s *postgresSession) statements() *engine.Statements { return s.stmts }

func (s *postgresSession) close() { _ = s.conn.Close() }

func (s *postgresSession) discard() {
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.conn.Close()
}

const (
	// beginning gives the transaction its id at once, by which settle can ask for it.
	beginning = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_current_xact_id();"
	savepoint = "SAVEPOINT piece;"
	release   = "RELEASE piece;"
	undo      = "ROLLBACK TO piece; RELEASE piece;"
)

// runTogether hopes that nothing fails, as with SQLite: savepoints would take a round trip for each piece. When one fails
// after all, the batch is undone and run once more, each piece guarded.
func (s *postgresSession) runTogether(batch []*piece, now time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), batchPatience)
	defer cancel()
	if err := s.begin(ctx); err != nil {
		return unavailable(errors.Join(errNotBegun, err))
	}
	done, ok := s.runPlain(ctx, batch, now)
	switch {
	case !ok && len(batch) > 1:
		return s.again(ctx, batch, now)
	case done == 0:
		return s.rollback(ctx)
	}
	return s.commit(ctx, "", len(batch))
}

func (s *postgresSession) begin(ctx context.Context) error {
	answers, err := engine.Control(ctx, s.conn, beginning+hasMarks)
	if err != nil {
		return err
	}
	s.id, s.marked = answers[1].First, answers[2].First == "t"
	return nil
}

// runPlain runs pieces until one fails, and tells how many it has run and whether none failed.
func (s *postgresSession) runPlain(ctx context.Context, batch []*piece, now time.Time) (done int, ok bool) {
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue // nothing of it has run
		}
		if s.runOne(ctx, p, now); p.err != nil {
			return done, false
		}
		done++
	}
	return done, true
}

// again undoes a batch and runs it with a savepoint for each piece. What is said around the pieces travels together: n of
// them take n+3 round trips beside their own.
func (s *postgresSession) again(ctx context.Context, batch []*piece, now time.Time) error {
	if err := s.rollback(ctx); err != nil {
		return err
	}
	if err := s.begin(ctx); err != nil {
		return unavailable(err)
	}
	before, done := "", 0 // before is what the next message to PostgreSQL begins with
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue
		}
		if _, err := engine.Control(ctx, s.conn, before+savepoint); err != nil {
			return unavailable(err)
		}
		if s.runOne(ctx, p, now); p.err != nil {
			before = undo
			continue
		}
		before = release
		done++
	}
	if done == 0 {
		return s.rollback(ctx)
	}
	return s.commit(ctx, before, len(batch))
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

func (s *postgresSession) rollback(ctx context.Context) error {
	if _, err := engine.Control(ctx, s.conn, "ROLLBACK"); err != nil {
		return unavailable(err)
	}
	return nil
}
