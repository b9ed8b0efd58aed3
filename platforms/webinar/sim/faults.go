package sim

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Cut says when a fault closes the connection instead of answering.
type Cut int

// The ways to lose an answer.
const (
	CutNever  Cut = iota
	CutBefore     // the call has no effect
	CutAfter      // the call has its effect, and the client never hears of it
)

// MaintenancePage is what the platform shows instead of JSON while it is being worked on.
const MaintenancePage = "<!DOCTYPE html><html><head><title>Технические работы</title></head><body><h1>Мы скоро вернёмся</h1></body></html>"

// Fault is something that goes wrong with calls. Zero fields do not restrict: a zero Fault matches everything and does nothing.
type Fault struct {
	Route   string        // a part of Call.Route: "PUT /eventsession/{id}/start", "chat", "userapi"
	Session int64         // only calls whose path has this id
	Times   int           // how many matching calls it strikes; 0 until it is removed
	Delay   time.Duration // wait before anything else happens; who hangs up meanwhile gets no effect, unless with CutAfter
	Code    int           // answer this error without any effect
	Message string        // of the error; the usual words of the code when empty
	// RetryAfter is the header in seconds, with Code 429.
	RetryAfter int
	Body       string // answered as a page instead of JSON, with Code or 200
	Cut        Cut
}

// Inject starts a fault and returns how to remove it.
func (s *Server) Inject(f Fault) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	active := &f
	s.faults = append(s.faults, active)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(active)
	}
}

func (s *Server) drop(f *Fault) {
	s.faults = slices.DeleteFunc(slices.Clone(s.faults), func(active *Fault) bool { return active == f })
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Slow delays a route until Heal.
func (s *Server) Slow(route string, d time.Duration) { s.Inject(Fault{Route: route, Delay: d}) }

// Fail answers the next n calls of a route with an error.
func (s *Server) Fail(route string, n, code int) { s.Inject(Fault{Route: route, Times: n, Code: code}) }

// Maintenance answers the next n calls of a route (0: all, until Heal) with a page.
func (s *Server) Maintenance(route string, n int) {
	s.Inject(Fault{Route: route, Times: n, Body: MaintenancePage})
}

// CutConnections closes the connection of the next n calls of a route before they have an effect.
func (s *Server) CutConnections(route string, n int) {
	s.Inject(Fault{Route: route, Times: n, Cut: CutBefore})
}

// LoseAnswers lets the next n calls of a route have their effect and closes the connection instead of answering.
func (s *Server) LoseAnswers(route string, n int) {
	s.Inject(Fault{Route: route, Times: n, Cut: CutAfter})
}

// TooManyRequests answers the next n calls of a route with 429.
func (s *Server) TooManyRequests(route string, n, retryAfter int) {
	s.Inject(Fault{Route: route, Times: n, Code: http.StatusTooManyRequests, RetryAfter: retryAfter})
}

// struck is what faults do to one call.
type struck struct {
	answer *answer // instead of the effect
	after  bool    // lose the answer after the effect
}

// strike adds up the delays of all matching faults, takes the first other effect, and waits.
func (s *Server) strike(ctx context.Context, route string, id int64) struck {
	var outcome struck
	var delay time.Duration
	s.mu.Lock()
	for _, f := range s.faults {
		effect := f.Code != 0 || f.Body != "" || f.Cut != CutNever
		if !strings.Contains(route, f.Route) || (f.Session != 0 && f.Session != id) || (effect && (outcome.answer != nil || outcome.after)) {
			continue
		}
		delay += f.Delay
		if f.Cut == CutAfter {
			outcome.after = true
		} else if effect {
			a := f.answer()
			outcome.answer = &a
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.drop(f)
			}
		}
	}
	s.mu.Unlock()
	if delay > 0 {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		select {
		case <-timer.C:
			return outcome
		case <-ctx.Done():
		case <-s.closing:
		}
		if !outcome.after {
			outcome.answer = &answer{cut: true}
		}
	}
	return outcome
}

func (f *Fault) answer() answer {
	switch {
	case f.Cut == CutBefore:
		return answer{cut: true}
	case f.Body != "":
		return answer{status: cmp.Or(f.Code, http.StatusOK), page: f.Body, retryAfter: f.RetryAfter}
	}
	a := refuse(f.Code, cmp.Or(f.Message, http.StatusText(f.Code)))
	a.retryAfter = f.RetryAfter
	return a
}
