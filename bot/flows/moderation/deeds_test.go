package moderation_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// decides and undoes are deeds of somebody who has no phone in the test.
func (s *studio) decides(person, message int64, want domain.MessageState) {
	s.t.Helper()
	s.does(func(u *work.Unit) error {
		_, err := s.service.Decide(s.t.Context(), u, person, message, want)
		return err
	})
}

func (s *studio) undoes(person, message int64) {
	s.t.Helper()
	s.does(func(u *work.Unit) error {
		_, err := s.service.Undo(s.t.Context(), u, person, message)
		return err
	})
}

func (s *studio) does(deed func(u *work.Unit) error) {
	s.t.Helper()
	s.mu.Lock()
	s.updates++
	u := work.New(fmt.Sprintf("deed:%d", s.updates))
	s.mu.Unlock()
	s.must(deed(u))
	s.must(u.Commit(s.t.Context(), s.db))
}

// bothTap lets one approve and the other delete at the same time, and wants both to see who was first.
func (s *studio) bothTap(a, p someone, on string) {
	s.t.Helper()
	yes, no := a.data(on, "✅"), p.data(on, "❌")
	var both sync.WaitGroup
	refused := make([]error, 2)
	both.Go(func() { refused[0] = a.presses(on, yes) })
	both.Go(func() { refused[1] = p.presses(on, no) })
	both.Wait()
	s.passes(3 * time.Second)
	for _, err := range refused {
		if err != nil && domain.KindOf(err) != domain.KindConflict {
			s.t.Fatal(err)
		}
	}
	first, second := "✅ Анна", "❌ Павел"
	if strings.Contains(a.message(on).String(), second) {
		first, second = second, first
	}
	a.sees(on, first, "!"+second)
	p.sees(on, first, "!"+second)
}

// decidedBy counts what somebody has decided.
func (s *studio) decidedBy(person int64) (n int) {
	s.t.Helper()
	s.must(s.db.Write(s.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Get(ctx, &n, `SELECT COUNT(*) FROM frontdesk_chat_message WHERE decided_by = ? AND state <> 0 AND revision = 2`, person)
	}))
	return n
}
