package sim

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"
)

// Call is one call with how it ended. It never holds a password, cookie or token.
type Call struct {
	N       int64 // 1, 2, 3 …
	At      time.Time
	Route   string // "cookie GET /eventsessions/{id}/chat", "userapi PUT /eventsessions/{id}/start"
	Path    string // with its ids
	Query   url.Values
	Form    url.Values // the password masked
	Account string     // e-mail or name; empty when not signed in
	Status  int        // 0 when the connection was cut
}

// Count says how often a route was called.
type Count struct {
	Calls  int
	Failed int // answered with an error, or cut
}

// Violation is a call that the client has no business to make.
type Violation struct {
	N    int64
	Text string
}

func (v Violation) String() string { return fmt.Sprintf("call %d: %s", v.N, v.Text) }

type callLog struct {
	last       int64
	lastEffect int64
	calls      []Call
	effects    []Effect
	counts     map[string]Count
	seconds    map[int64]int
	rate       map[*Account]rate
	violations []Violation
}

// rate counts an account's calls of one second.
type rate struct {
	second int64
	calls  int
}

func newCallLog() callLog {
	return callLog{counts: make(map[string]Count), seconds: make(map[int64]int), rate: make(map[*Account]rate)}
}

// keep appends and forgets the older half when there are too many.
func keep[T any](list []T, item T, most int) []T {
	if len(list) >= most {
		list = slices.Clone(list[len(list)-most/2:])
	}
	return append(list, item)
}

func (s *Server) record(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log.calls = keep(s.log.calls, c, s.opts.LogSize)
	count := s.log.counts[c.Route]
	count.Calls++
	if c.Status == 0 || c.Status >= 400 {
		count.Failed++
	}
	s.log.counts[c.Route] = count
	s.log.seconds[c.At.Unix()]++
	s.notify()
}

// effect notes a change; the lock is held.
func (s *Server) effect(by, action string, session, message int64, changed bool) {
	s.log.lastEffect++
	s.log.effects = keep(s.log.effects, Effect{
		N: s.log.lastEffect, At: s.now(), By: by, Action: action, Session: session, Message: message, Changed: changed,
	}, s.opts.LogSize)
	s.notify()
}

// maxViolations bounds the list: the first ones tell what is wrong.
const maxViolations = 1000

// violate notes a call that should not have been; the lock is held.
func (s *Server) violate(n int64, format string, args ...any) {
	if len(s.log.violations) < maxViolations {
		s.log.violations = append(s.log.violations, Violation{n, fmt.Sprintf(format, args...)})
	}
}

// Begun tells how many calls have begun, ended or not: one that its client has given up ends when it likes.
func (s *Server) Begun() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.last
}

// Calls are the newest calls that have ended, oldest first, at most Options.LogSize.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.calls)
}

// Counts tell how often each route was called since the start.
func (s *Server) Counts() map[string]Count {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.log.counts)
}

// PerSecond tells how many calls began in each second (Unix) that had any.
func (s *Server) PerSecond() map[int64]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.log.seconds)
}

// Effects are the newest effects, oldest first, at most Options.LogSize.
func (s *Server) Effects() []Effect {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.effects)
}

// Violations are the calls so far that the client has no business to make. Tests want none.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.violations)
}
