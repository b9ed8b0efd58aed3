package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// Tx is the writing transaction as one piece of work sees it.
type Tx struct {
	stmts *statements
	// Now is one time for the whole piece of work.
	Now time.Time
}

func (tx *Tx) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	return tx.stmts.stmt(ctx, query)
}

// Exec runs a statement on tables that live in this database but are not ours to describe (the host's shape).
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	return exec(ctx, tx, query, args...)
}

// Get reads one row of such tables; none is sql.ErrNoRows.
func (tx *Tx) Get(ctx context.Context, dest any, query string, args ...any) error {
	st, err := tx.stmt(ctx, query)
	if err != nil {
		return err
	}
	return st.GetContext(ctx, dest, args...)
}

// ErrClosed says that the database is closed, or closing.
var ErrClosed = &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("the database is closed")}

// maxJoined bounds how many pieces of work share a commit, so that none of them waits long.
const maxJoined = 128

// Write runs fn in a transaction and returns when its effect is on disk, or undone. Pieces of work that are ready
// together share a commit; each has a savepoint of its own, so an error of fn undoes fn alone. When the commit itself
// fails (disk full, locked), all of them get KindUnavailable and none has had its effect: try again. After a commit that
// failed for a constraint, pieces are committed one by one for a while, so that only the guilty one keeps failing.
//
// fn must not call the network, nor Write. Its context does not end with ctx: an interrupted statement would undo the
// work of others.
func (db *DB) Write(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return db.writer.do(ctx, fn)
}

type piece struct {
	ctx  context.Context
	fn   func(ctx context.Context, tx *Tx) error
	done chan error // buffered: the writer never waits for anybody
	err  error
}

// writer owns the one connection that writes.
type writer struct {
	db     *sqlx.DB
	now    func() time.Time
	queue  chan *piece
	mu     sync.RWMutex
	closed bool
	gone   chan struct{}
}

func startWriter(db *sqlx.DB, now func() time.Time) *writer {
	w := &writer{db: db, now: now, queue: make(chan *piece, maxJoined), gone: make(chan struct{})}
	go w.run()
	return w
}

func (w *writer) do(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	p := &piece{ctx: ctx, fn: fn, done: make(chan error, 1)}
	w.mu.RLock()
	if w.closed {
		w.mu.RUnlock()
		return ErrClosed
	}
	select {
	case w.queue <- p:
		w.mu.RUnlock()
	case <-ctx.Done():
		w.mu.RUnlock()
		return engine.MapError(ctx.Err())
	}
	// Once queued, only the writer knows how it ended: leaving early would report a failure that may be a success.
	return <-p.done
}

func (w *writer) close() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	<-w.gone
}

func (w *writer) run() {
	defer close(w.gone)
	var session *session
	defer func() { session.close() }()
	batch := make([]*piece, 0, maxJoined)
	alone := 0 // how many pieces are still to get a commit of their own
	for p := range w.queue {
		batch = append(batch[:0], p)
		if alone > 0 {
			alone--
		} else {
			batch = w.gather(batch)
		}
		if session == nil {
			var err error
			if session, err = w.connect(); err != nil {
				finish(batch, engine.MapError(err))
				continue
			}
		}
		if err := session.runTogether(batch, w.now()); err != nil {
			if len(batch) > 1 && engine.Broken(err) {
				// One of them has broken what is checked at the end only. When they try again, it must show who.
				alone = maxJoined
			}
			finish(batch, err)
			// What state the connection is in is not known: a new one is cheap beside a lost commit.
			session.discard()
			session = nil
			continue
		}
		finish(batch, nil)
	}
}

func (w *writer) gather(batch []*piece) []*piece {
	for len(batch) < maxJoined {
		select {
		case p, ok := <-w.queue:
			if !ok {
				return batch
			}
			batch = append(batch, p)
		default:
			return batch
		}
	}
	return batch
}

// finish tells everybody how it ended: their own error first, else that of the whole.
func finish(batch []*piece, err error) {
	for i, p := range batch {
		if p.err == nil {
			p.err = err
		}
		p.done <- p.err
		batch[i] = nil
	}
}

// session is the writing connection with its prepared statements.
type session struct {
	conn  *sqlx.Conn
	stmts *statements
}

func (w *writer) connect() (*session, error) {
	conn, err := w.db.Connx(context.Background())
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, stmts: &statements{prepare: conn.PreparexContext, byQuery: map[string]*sqlx.Stmt{}}}, nil
}

func (s *session) close() {
	if s == nil {
		return
	}
	_ = s.stmts.close()
	_ = s.conn.Close()
}

// discard is close for a connection that nobody may use again: close alone would hand it back to the pool, and with it
// a transaction that could not be rolled back.
func (s *session) discard() {
	_ = s.stmts.close()
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.conn.Close()
}

// runTogether commits a batch. An error means that nothing of it has happened.
func (s *session) runTogether(batch []*piece, now time.Time) error {
	ctx := context.Background()
	if err := s.run(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue
		}
		if err := s.runOne(ctx, p, now, len(batch) > 1); err != nil {
			_ = s.run(ctx, "ROLLBACK")
			return err
		}
	}
	if len(batch) == 1 && batch[0].err != nil {
		return s.run(ctx, "ROLLBACK")
	}
	if err := s.run(ctx, "COMMIT"); err != nil {
		_ = s.run(ctx, "ROLLBACK")
		if len(batch) == 1 && engine.Broken(err) {
			return err
		}
		return unavailable(err)
	}
	return nil
}

// runOne runs one piece within the transaction. Its error is that of the whole transaction, not of the piece.
func (s *session) runOne(ctx context.Context, p *piece, now time.Time, guarded bool) error {
	if guarded {
		if err := s.run(ctx, "SAVEPOINT piece"); err != nil {
			return unavailable(err)
		}
	}
	p.err = call(context.WithoutCancel(p.ctx), p.fn, &Tx{stmts: s.stmts, Now: now})
	if !guarded {
		return nil
	}
	if p.err != nil {
		if err := s.run(ctx, "ROLLBACK TO piece"); err != nil {
			// SQLite has undone everything by itself, as it does when the disk is full.
			return unavailable(p.err)
		}
	}
	if err := s.run(ctx, "RELEASE piece"); err != nil {
		return unavailable(err)
	}
	return nil
}

func (s *session) run(ctx context.Context, statement string) error {
	_, err := exec(ctx, s, statement)
	return err
}

func (s *session) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	return s.stmts.stmt(ctx, query)
}

// call keeps a panic in one piece of work from ending the writer.
func call(ctx context.Context, fn func(ctx context.Context, tx *Tx) error, tx *Tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic while writing: %v\n%s", r, debug.Stack())
		}
	}()
	return fn(ctx, tx)
}

func unavailable(err error) error {
	if domain.KindOf(err) == domain.KindUnavailable {
		return err
	}
	return &domain.Error{Kind: domain.KindUnavailable, Err: err}
}
