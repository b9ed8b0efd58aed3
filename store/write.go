package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/store/engine"
)

// Tx is the writing transaction as one piece of work sees it.
type Tx struct {
	stmts   *engine.Statements
	screens *[]screenChange // what is to be remembered once it is on disk; nil when nothing is
	// Now is one time for the whole piece of work.
	Now time.Time
	// Address is where the work was asked for, when that is known: audit lines carry it.
	Address string
}

func (tx *Tx) changed(c screenChange) {
	if tx.screens != nil {
		*tx.screens = append(*tx.screens, c)
	}
}

func (tx *Tx) statements() *engine.Statements { return tx.stmts }

// Exec runs a statement on tables that live in this database but are not ours to describe (the host's shape).
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	return exec(ctx, tx, query, args...)
}

// Get reads one row of such tables; none is sql.ErrNoRows.
func (tx *Tx) Get(ctx context.Context, dest any, query string, args ...any) error {
	return tx.stmts.Get(ctx, dest, query, args...)
}

// ErrClosed says that the database is closed, or closing.
var ErrClosed = &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("the database is closed")}

// ErrInDoubt says that the database cannot tell whether the work was written (see Write). Once it writes again, that is
// decided, and what it holds counts.
var ErrInDoubt = errors.New("it is not known whether the last work was written")

// maxJoined bounds how many pieces of work share a commit, so that none of them waits long.
const (
	maxJoined         = 256
	maxJoinedPostgres = 60 // a transaction with more than 64 savepoints slows down everybody's reading there
)

// Write runs fn in a transaction and returns when its effect is on disk, or undone. Pieces of work that are ready
// together share a commit, and an error of fn undoes fn alone: fn may be run a second time for that, after its first run was
// undone, and must leave nothing behind but in the database and in what it sets anew. Pieces run one after
// another: each sees what those before it have left, on both engines. When the commit itself fails (disk full, locked,
// connection lost), all of them get KindUnavailable and none has had its effect: try again. After a commit that failed for
// a constraint, pieces are committed one by one for a while, so that only the guilty one keeps failing.
//
// One case remains open: PostgreSQL was told to commit, the connection broke before the answer, and it cannot be asked
// what became of it within a few seconds. That too is KindUnavailable, and ErrInDoubt: the effect may be there. Work that must not
// be done twice finishes its update of the inbox in the same piece, and finds it finished when it tries again.
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

// backend is what the two engines do differently about writing.
type backend interface {
	// connect takes the connection that writes.
	connect() (session, error)
	// settle finds out what became of a commit that was not answered: nil when everything of it is there.
	settle(lost *lostCommit) error
	// most is how many pieces may share a commit.
	most() int
}

// session is the writing connection with its prepared statements.
type session interface {
	// runTogether commits a batch. An error means that nothing of it has happened, but for a *lostCommit.
	runTogether(batch []*piece, now time.Time) error
	close()
	// discard is close for a connection that nobody may use again: close alone would hand it back to the pool, and with
	// it a transaction that could not be rolled back.
	discard()
}

// errNotBegun says that no piece of the batch has run.
var errNotBegun = errors.New("the transaction has not begun")

// lostCommit is a commit of PostgreSQL's transaction id that was sent and not answered.
type lostCommit struct {
	id     string
	marked bool // it leaves a mark, if it is there
	err    error
}

func (l *lostCommit) Error() string { return "the commit was not answered: " + l.err.Error() }
func (l *lostCommit) Unwrap() error { return l.err }

// writer owns the one connection that writes.
type writer struct {
	backend backend
	now     func() time.Time
	queue   chan *piece
	mu      sync.RWMutex
	closed  bool
	gone    chan struct{}
}

func startWriter(b backend, now func() time.Time) *writer {
	w := &writer{backend: b, now: now, queue: make(chan *piece, maxJoined), gone: make(chan struct{})}
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
	var s session
	defer func() {
		if s != nil {
			s.close()
		}
	}()
	batch := make([]*piece, 0, maxJoined)
	alone := 0 // how many pieces are still to get a commit of their own
	for p := range w.queue {
		batch = append(batch[:0], p)
		if alone > 0 {
			alone--
		} else {
			batch = w.gather(batch)
		}
		var err error
		fresh := s == nil
		if s, err = w.runTogether(s, batch); errors.Is(err, errNotBegun) && !fresh {
			// The connection was lost while nobody wrote: nothing has run yet, and a new one may do.
			s, err = w.runTogether(nil, batch)
		}
		if len(batch) > 1 && engine.Broken(err) {
			// One of them has broken what is checked at the end only. When they try again, it must show who.
			alone = maxJoined
		}
		finish(batch, err)
	}
}

// runTogether commits a batch in a session, made here when there is none, and gives the session for the next batch.
func (w *writer) runTogether(s session, batch []*piece) (session, error) {
	if s == nil {
		var err error
		if s, err = w.backend.connect(); err != nil {
			return nil, engine.MapError(err)
		}
	}
	err := s.runTogether(batch, w.now())
	if err == nil {
		return s, nil
	}
	// What state the connection is in is not known: a new one is cheap beside a lost commit.
	s.discard()
	var lost *lostCommit
	if errors.As(err, &lost) {
		err = w.backend.settle(lost)
	}
	return nil, err
}

// gather takes what is ready together. Whoever is about to write is let come first: each commit costs as much as several
// pieces of work, and while nobody else has anything to do, yielding takes no time.
func (w *writer) gather(batch []*piece) []*piece {
	runtime.Gosched()
	for len(batch) < w.backend.most() {
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
