package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/store/engine"
)

// What becomes of a commit whose answer is lost.
//
// PostgreSQL remembers what became of a transaction's id, but after a crash it gives an id that was not yet on disk to
// somebody else's transaction on the same server, and that one's commit would pass for ours. So each of ours leaves a mark
// in the transaction itself (the table frontdesk_commit), and the mark decides. The id only tells whether it is over.

const (
	// hasMarks tells whether there is a place for marks: there is none before the tables are made.
	hasMarks = "SELECT to_regclass('frontdesk_commit') IS NOT NULL;"
	// leaveMark overwrites the one row that a writer has.
	leaveMark = `INSERT INTO frontdesk_commit (writer, id, at) VALUES ('%s', pg_current_xact_id(), now())
		ON CONFLICT (writer) DO UPDATE SET id = excluded.id, at = excluded.at;`
	// forgetMarks passes over what another program is forgetting or overwriting: nobody waits for anybody.
	forgetMarks = `DELETE FROM frontdesk_commit WHERE writer IN
		(SELECT writer FROM frontdesk_commit WHERE at < now() - interval '1 day' FOR UPDATE SKIP LOCKED);`
)

// commit ends the transaction in one message, which begins with before and leaves the mark.
func (s *postgresSession) commit(ctx context.Context, before string, pieces int) error {
	if s.marked {
		before += fmt.Sprintf(leaveMark, s.writer)
		if !s.tidied {
			before += forgetMarks
		}
		s.tidied = true
	}
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
	return &lostCommit{id: s.id, marked: s.marked, err: err}
}

// settle asks PostgreSQL on a new connection, and waits while the old session is still at it.
func (b *postgresBackend) settle(lost *lostCommit) error {
	if !lost.marked {
		return unknown(lost)
	}
	ctx, cancel := context.WithTimeout(context.Background(), settlePatience)
	defer cancel()
	for {
		there := false
		over, err := b.over(ctx, lost.id)
		if over {
			there, err = b.marked(ctx, lost.id)
		}
		switch {
		case there:
			return nil
		case over && err == nil:
			return unavailable(lost)
		}
		pause := time.NewTimer(settlePause)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return unknown(errors.Join(lost, err))
		}
	}
}

func unknown(err error) error {
	return unavailable(fmt.Errorf("%w: %w", ErrInDoubt, err))
}

// over tells whether no session is at work on the transaction of an id any more.
func (b *postgresBackend) over(ctx context.Context, id string) (bool, error) {
	var status string
	err := b.db.GetContext(ctx, &status, "SELECT COALESCE(pg_xact_status($1::text::xid8), '')", id)
	if engine.NeverBegun(err) {
		return true, nil
	}
	return err == nil && status != "in progress", err
}

// marked tells whether our newest commit is the one of an id.
func (b *postgresBackend) marked(ctx context.Context, id string) (there bool, err error) {
	err = b.db.GetContext(ctx, &there, "SELECT EXISTS (SELECT 1 FROM frontdesk_commit WHERE writer = $1 AND id = $2::text::xid8)", b.writer, id)
	return err == nil && there, err
}
