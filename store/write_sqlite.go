package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

type sqliteBackend struct {
	db     *sqlx.DB
	memory *engine.Memory
	shown  *shown
	path   string
	file   os.FileInfo // what was opened
}

// inPlace refuses to write when the file is not where it was opened: SQLite would go on in a file that nobody finds again,
// or make a new and empty one.
func (b sqliteBackend) inPlace() error {
	now, err := os.Stat(b.path)
	if err == nil && !os.SameFile(now, b.file) {
		err = errors.New("another file has taken its place")
	}
	if err != nil {
		return unavailable(fmt.Errorf("the database's file is gone: put it back where it was, or end the program first: %w", err))
	}
	return nil
}

func (b sqliteBackend) connect() (session, error) {
	if err := b.inPlace(); err != nil {
		return nil, err
	}
	conn, err := b.db.Connx(context.Background())
	if err != nil {
		return nil, err
	}
	return &sqliteSession{
		conn: conn, stmts: engine.NewStatements(engine.SQLite, conn).Note(b.memory), inPlace: b.inPlace, memory: b.memory, shown: b.shown,
	}, nil
}

// settle is never asked: SQLite runs in this process, and its commits are answered.
func (b sqliteBackend) settle(lost *lostCommit) error { return unavailable(lost) }

func (b sqliteBackend) most() int { return maxJoined }

type sqliteSession struct {
	conn    *sqlx.Conn
	stmts   *engine.Statements
	inPlace func() error
	memory  *engine.Memory
	shown   *shown
	screens []screenChange // by the transaction under way
	version int64          // the file's, as this connection has last seen it: it changes when others have written
}

func (s *sqliteSession) statements() *engine.Statements { return s.stmts }

func (s *sqliteSession) close() {
	_ = s.stmts.Close()
	_ = s.conn.Close()
}

func (s *sqliteSession) discard() {
	_ = s.stmts.Close()
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.conn.Close()
}

// runTogether hopes that nothing fails, which nearly always holds, and saves the savepoints: they would cost as much as a
// third of the work. When a piece fails after all, the batch is undone and run once more, each piece guarded.
func (s *sqliteSession) runTogether(batch []*piece, now time.Time) error {
	ctx := context.Background()
	if err := s.inPlace(); err != nil {
		return err
	}
	defer s.stmts.Settle()
	if err := s.run(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	s.lookForOthers(ctx)
	if !s.runPlain(batch, now) && len(batch) > 1 {
		if err := s.again(ctx, batch, now); err != nil {
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
	s.shown.settle(s.screens)
	return nil
}

// lookForOthers lets the memory forget everything when another process has written. The write lock is held: nobody can after it.
func (s *sqliteSession) lookForOthers(ctx context.Context) {
	var version int64
	err := s.stmts.Get(ctx, &version, "PRAGMA data_version")
	s.memory.Checked(err != nil || version != s.version)
	s.version = version
}

// runPlain runs pieces until one fails, and tells whether none did.
func (s *sqliteSession) runPlain(batch []*piece, now time.Time) bool {
	s.screens = s.screens[:0]
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue // nothing of it has run
		}
		p.err = call(context.WithoutCancel(p.ctx), p.fn, s.tx(now))
		if p.err == nil && engine.GaveUp(s.conn) {
			p.err = unavailable(errors.New("a piece of work went on although SQLite had undone the transaction"))
		}
		if p.err != nil {
			return false
		}
	}
	return true
}

func (s *sqliteSession) tx(now time.Time) *Tx {
	return &Tx{stmts: s.stmts, screens: &s.screens, Now: now}
}

// again undoes a batch and runs it with a savepoint for each piece, in a transaction that is left open.
func (s *sqliteSession) again(ctx context.Context, batch []*piece, now time.Time) error {
	// SQLite has undone everything by itself when the disk is full: there is no transaction then, and no harm.
	_ = s.run(ctx, "ROLLBACK")
	s.screens = s.screens[:0]
	if err := s.run(ctx, "BEGIN IMMEDIATE"); err != nil {
		return unavailable(err)
	}
	s.lookForOthers(ctx) // somebody may have come in between
	for _, p := range batch {
		if p.err = engine.MapError(p.ctx.Err()); p.err != nil {
			continue
		}
		if err := s.runOne(ctx, p, now); err != nil {
			return err
		}
	}
	return nil
}

// runOne runs one guarded piece within the transaction. Its error is that of the whole transaction, not of the piece.
func (s *sqliteSession) runOne(ctx context.Context, p *piece, now time.Time) error {
	if err := s.run(ctx, "SAVEPOINT piece"); err != nil {
		return unavailable(err)
	}
	before := len(s.screens)
	p.err = call(context.WithoutCancel(p.ctx), p.fn, s.tx(now))
	if p.err != nil {
		s.screens = s.screens[:before]
		if err := s.run(ctx, "ROLLBACK TO piece"); err != nil {
			return unavailable(p.err)
		}
	}
	if err := s.run(ctx, "RELEASE piece"); err != nil {
		return unavailable(err)
	}
	return nil
}

func (s *sqliteSession) run(ctx context.Context, statement string) error {
	_, err := exec(ctx, s, statement)
	return err
}
