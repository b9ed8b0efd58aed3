package sim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// Cut says when a fault closes the connection instead of answering.
type Cut int

// The ways to lose an answer.
const (
	CutNever  Cut = iota
	CutBefore     // the request has no effect
	CutAfter      // the request has its effect, and the bot never hears of it
)

// Fault is something that goes wrong with requests. Zero fields do not restrict: a zero Fault matches everything and does
// nothing.
type Fault struct {
	Method      string        // as in the specification, any case; empty for every method, getUpdates too
	Chat        int64         // only requests with this chat_id
	Times       int           // how many matching requests it strikes; 0 until it is removed
	Probability float64       // of striking a matching request; 0 always
	Delay       time.Duration // wait before anything else happens
	Code        int           // answer this error without any effect
	Description string        // of the error; the usual words of the code when empty
	RetryAfter  int           // seconds, with Code 429
	Body        string        // HTML answered instead of JSON, as a proxy in between would
	Cut         Cut

	messages bool // only methods that send or edit
}

type faultBook struct {
	active []*Fault
	random *rand.Rand
}

// Inject starts a fault and returns how to remove it.
func (s *Server) Inject(f Fault) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	active := &f
	s.faults.active = append(s.faults.active, active)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.faults.remove(active)
	}
}

func (b *faultBook) remove(f *Fault) {
	kept := make([]*Fault, 0, len(b.active))
	for _, active := range b.active {
		if active != f {
			kept = append(kept, active)
		}
	}
	b.active = kept
}

// Slow delays a method (every method when empty) by d until Heal.
func (s *Server) Slow(method string, d time.Duration) { s.Inject(Fault{Method: method, Delay: d}) }

// Fail answers the next n calls of a method with an error.
func (s *Server) Fail(method string, n, code int, description string) {
	s.Inject(Fault{Method: method, Times: n, Code: code, Description: description})
}

// CutConnections closes the connection of the next n calls of a method before they have an effect.
func (s *Server) CutConnections(method string, n int) {
	s.Inject(Fault{Method: method, Times: n, Cut: CutBefore})
}

// LoseAnswers lets the next n calls of a method have their effect and closes the connection instead of answering.
func (s *Server) LoseAnswers(method string, n int) {
	s.Inject(Fault{Method: method, Times: n, Cut: CutAfter})
}

// TooManyRequests answers the next n messages and edits in a chat (0: in any) with 429.
func (s *Server) TooManyRequests(chat int64, n, retryAfter int) {
	s.Inject(Fault{Chat: chat, Times: n, Code: http.StatusTooManyRequests, RetryAfter: retryAfter, messages: true})
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.active = nil
}

// struck is what faults do to one request.
type struck struct {
	delay  time.Duration
	before bool   // answer instead of the request's effect
	after  bool   // lose the answer after the effect
	answer answer // with before
}

// faultsFor finds what strikes a request and waits out its delay.
func (s *Server) faultsFor(ctx context.Context, c *call) struck {
	s.mu.Lock()
	outcome := s.faults.strike(c)
	s.mu.Unlock()
	if outcome.delay > 0 {
		timer := time.NewTimer(outcome.delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		case <-s.closing:
		}
	}
	return outcome
}

// strike adds up the delays of all matching faults and takes the first other effect.
func (b *faultBook) strike(c *call) struck {
	var outcome struck
	for _, f := range b.active {
		if !f.matches(c) || (outcome.before || outcome.after) && f.effect() {
			continue
		}
		if f.Probability > 0 && b.random.Float64() >= f.Probability {
			continue
		}
		outcome.delay += f.Delay
		switch {
		case f.Cut == CutAfter:
			outcome.after = true
		case f.effect():
			outcome.before, outcome.answer = true, f.answer()
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				b.remove(f)
			}
		}
	}
	return outcome
}

func (f *Fault) matches(c *call) bool {
	return (f.Method == "" || strings.EqualFold(f.Method, c.method)) && (f.Chat == 0 || f.Chat == c.chat) &&
		(!f.messages || limited(c.method))
}

// effect says whether the fault does more than delay.
func (f *Fault) effect() bool { return f.Code != 0 || f.Body != "" || f.Cut != CutNever }

func (f *Fault) answer() answer {
	switch {
	case f.Cut == CutBefore:
		return answer{cut: true}
	case f.Body != "":
		status := f.Code
		setDefault(&status, http.StatusBadGateway)
		return answer{status: status, body: []byte(f.Body), html: true, retryAfter: f.RetryAfter}
	case f.Code == http.StatusTooManyRequests && f.Description == "":
		return failure(tooManyRequests(f.RetryAfter))
	}
	text := f.Description
	setDefault(&text, fmt.Sprintf("%s: injected fault", http.StatusText(f.Code)))
	return failure(&apiError{code: f.Code, text: text, retryAfter: f.RetryAfter})
}
