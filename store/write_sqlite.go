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
	db   *sqlx.DB
	path string
	file os.FileInfo // what was opened
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
	return &sqliteSession{conn: conn, stmts: engine.NewStatements(engine.SQLite, conn), inPlace: b.inPlace}, nil
}

// settle is never asked: SQLite runs in this process, and its commits are answered.
func (b sqliteBackend) settle(lost *lostCommit) error { return unavailable(lost) }

func (b sqliteBackend) most() int { return maxJoined }

type sqliteSession struct {
	conn    *sqlx.Conn
	stmts   *engine.Statements
	inPlace func() error
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

func (s *sqliteSession) runTogether(batch []*piece, now time.Time) error {
	ctx := context.Background()
	if err := s.inPlace(); err != nil {
		return err
	}
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
func (s *sqliteSession) runOne(ctx context.Context, p *piece, now time.Time, guarded bool) error {
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

func (s *sqliteSession) run(ctx context.Context, statement string) error {
	_, err := exec(ctx, s, statement)
	return err
}
