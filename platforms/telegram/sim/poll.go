package sim

import (
	"context"
	"encoding/json"
	"time"
)

// The texts of 409, word for word.
const (
	textOtherPoll     = "terminated by other getUpdates request; make sure that only one bot instance is running"
	textWebhookActive = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	textSetWebhook    = "terminated by setWebhook request"
)

// batchDelay is how long a long poll waits after the first update for more.
const batchDelay = time.Millisecond

// longPoll is a getUpdates call that waits.
type longPoll struct {
	woken chan struct{}  // buffered: an update is there
	ended chan *apiError // buffered: another request ends this one
}

func (p *longPoll) wakeUp() {
	select {
	case p.woken <- struct{}{}:
	default:
	}
}

// hotLoop remembers the previous getUpdates to slow down a client that asks the same again and again.
type hotLoop struct {
	offset int64
	at     time.Time
}

// Polling says whether a getUpdates call is waiting now.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.poll != nil
}

// endPoll ends the waiting long poll, if there is one; the lock is held.
func (s *Server) endPoll(reason string) {
	if s.poll != nil {
		s.poll.ended <- conflict(reason)
		s.poll = nil
	}
}

// getUpdates answers at once when updates are there, and otherwise waits for the first one, for the timeout, for another
// poll, or for the end of the client or the server.
func (s *Server) getUpdates(ctx context.Context, c *call) ([]json.RawMessage, *apiError) {
	s.mu.Lock()
	if s.webhook.url != "" {
		s.mu.Unlock()
		return nil, conflict(textWebhookActive)
	}
	s.endPoll(textOtherPoll)
	limit, timeout := s.pollBounds(c)
	if c.params.has("allowed_updates") {
		var kinds []string
		if err := c.params.object("allowed_updates", &kinds); err == nil {
			s.queue.setAllowed(kinds)
		}
	}
	s.queue.confirm(c.params.integer("offset", 0))
	batch := s.queue.ready(limit, s.now())
	if len(batch) > 0 || timeout <= 0 {
		s.notify()
		s.mu.Unlock()
		return batch, nil
	}
	poll := &longPoll{woken: make(chan struct{}, 1), ended: make(chan *apiError, 1)}
	s.poll = poll
	s.notify()
	s.mu.Unlock()
	return s.wait(ctx, poll, limit, timeout)
}

// pollBounds clamps limit and timeout as the real server does, and slows down hot loops when asked to.
func (s *Server) pollBounds(c *call) (limit int, timeout time.Duration) {
	limit = int(min(max(c.params.integer("limit", 100), 1), 100))
	seconds := min(max(c.params.integer("timeout", 0), 0), 50)
	timeout = min(time.Duration(seconds)*time.Second, s.opts.LongPollMax)
	offset, now := c.params.integer("offset", 0), s.now()
	if s.opts.SlowHotLoops && !s.hot.at.IsZero() && offset == s.hot.offset {
		if timeout < 3*time.Second && now.Sub(s.hot.at) < 3*time.Second {
			timeout = 3 * time.Second
		}
		if now.Sub(s.hot.at) < 500*time.Millisecond {
			limit = 1
		}
	}
	s.hot = hotLoop{offset: offset, at: now}
	return limit, timeout
}

func (s *Server) wait(ctx context.Context, poll *longPoll, limit int, timeout time.Duration) ([]json.RawMessage, *apiError) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	woken := poll.woken
	for {
		select {
		case failed := <-poll.ended:
			return nil, failed
		case <-ctx.Done():
			s.collect(poll, 0)
			return nil, nil
		case <-s.closing:
			s.collect(poll, 0)
			return nil, &apiError{code: 500, text: "Internal Server Error: restart"}
		case <-woken:
			woken = nil
			timer.Reset(batchDelay)
		case <-timer.C:
			return s.collect(poll, limit)
		}
	}
}

// collect takes the updates for a poll that has ended, unless another request ended it first.
func (s *Server) collect(poll *longPoll, limit int) ([]json.RawMessage, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.poll != poll {
		select {
		case failed := <-poll.ended:
			return nil, failed
		default:
			return nil, nil
		}
	}
	s.poll = nil
	s.notify()
	return s.queue.ready(limit, s.now()), nil
}
