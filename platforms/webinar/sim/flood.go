package sim

import (
	"context"
	"fmt"
	"time"
)

// Flood is many messages in a row.
type Flood struct {
	PerSecond float64 // 10 when zero
	Total     int     // how many; 0 until the context ends
	// Line makes the i-th message, from 0; numbered ones when nil.
	Line func(i int) (author, text string)
}

// Flood writes messages into a chat, evenly, until there are enough, the context ends or the session is over. It gives the
// ids of what it wrote. A late one does not wait: the rate holds on the whole.
func (s *Server) Flood(ctx context.Context, session int64, f Flood) ([]int64, error) {
	if f.PerSecond <= 0 {
		f.PerSecond = 10
	}
	if f.Line == nil {
		f.Line = func(i int) (string, string) {
			return fmt.Sprintf("Гость %d", i%50+1), fmt.Sprintf("Сообщение %d", i+1)
		}
	}
	began := s.now()
	var ids []int64
	for i := 0; f.Total == 0 || i < f.Total; i++ {
		due := began.Add(time.Duration(float64(i) / f.PerSecond * float64(time.Second)))
		if !s.wait(ctx, due) {
			return ids, ctx.Err()
		}
		author, text := f.Line(i)
		id, err := s.Say(session, author, text)
		if err != nil {
			return ids, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// wait lets the clock come to a time and tells whether it did.
func (s *Server) wait(ctx context.Context, until time.Time) bool {
	t := s.opts.Clock.At(until)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
	case <-s.closing:
	}
	return false
}
