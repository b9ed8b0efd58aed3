// Package canned is a minimal Bot API server on loopback that hands out canned updates and checks what a bot makes of
// them: each call for the right update, once, with the right words. It takes little of the processor, so that it can be
// shared with what is measured. What a real server refuses is not its business; platforms/telegram/sim is for that.
package canned

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// Token is what the bot must use; it is not looked at.
const Token = "1234567890:AAbbccddeeffgghhiijjkkllmmnnooppqqr"

// Options shape a Server.
type Options struct {
	Updates int // that are measured
	Warm    int // before those: connections, just-in-time compilers
	People  int // who send them, in turn
	Flow    Flow
	// Window holds getUpdates while more than Window-100 updates that were handed out are unfinished; 0: never.
	Window int
	// Rate hands out so many updates a second, evenly; 0: as fast as the bot asks.
	Rate float64
	// Watch, when not nil, is told of each call.
	Watch func(method string, body []byte)
}

// Server is a running server. Its methods may be called from anywhere.
type Server struct {
	o        Options
	listener net.Listener
	total    int
	book     *book
	began    time.Time
	stopping chan struct{}
	serving  sync.WaitGroup

	mu     sync.Mutex
	ready  int           // updates that may be handed out, by now
	more   chan struct{} // closed when there are more, or fewer unfinished ones
	handed int           // the highest update handed out
	polls  int64
	conns  map[net.Conn]struct{}
	dialed int64
}

// Start listens on a free port of 127.0.0.1. Stop it in the end.
func Start(o Options) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s := &Server{
		o: o, listener: listener, total: o.Updates + o.Warm, began: time.Now(), stopping: make(chan struct{}),
		more: make(chan struct{}), conns: map[net.Conn]struct{}{},
	}
	s.book = newBook(o, s.stir)
	if o.Rate <= 0 {
		s.ready = s.total
	}
	s.serving.Go(s.accept)
	return s, nil
}

// URL is the address of the Bot API.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Warm is closed when the updates before the measured ones are done.
func (s *Server) Warm() <-chan struct{} { return s.book.warm }

// Done is closed when every call has been made.
func (s *Server) Done() <-chan struct{} { return s.book.done }

// FirstPoll is closed at the first getUpdates.
func (s *Server) FirstPoll() <-chan struct{} { return s.book.polled }

// Tally tells how the bot has done so far.
func (s *Server) Tally() Tally {
	t := s.book.tally()
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Polls, t.Connections = s.polls, s.dialed
	return t
}

// Stop closes the port and all connections, and waits.
func (s *Server) Stop() {
	close(s.stopping)
	s.listener.Close()
	s.mu.Lock()
	for c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.serving.Wait()
}

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[c] = struct{}{}
		s.dialed++
		s.mu.Unlock()
		s.serving.Go(func() {
			defer func() {
				c.Close()
				s.mu.Lock()
				delete(s.conns, c)
				s.mu.Unlock()
			}()
			s.serve(c)
		})
	}
}

// drip makes the updates come at their rate, from the first poll on.
func (s *Server) drip() {
	every := time.Duration(float64(time.Second) / s.o.Rate)
	begin := time.Now()
	for n := 1; n <= s.total; n++ {
		timer := time.NewTimer(time.Until(begin.Add(time.Duration(n) * every)))
		select {
		case <-timer.C:
		case <-s.stopping:
			timer.Stop()
			return
		}
		s.book.came(n, time.Now())
		s.mu.Lock()
		s.ready = n
		s.mu.Unlock()
		s.stir()
	}
}

// stir wakes the polls that wait.
func (s *Server) stir() {
	s.mu.Lock()
	close(s.more)
	s.more = make(chan struct{})
	s.mu.Unlock()
}

// wait returns the updates to hand out from offset on: first and last, or nothing when none came within the timeout.
func (s *Server) wait(offset int, timeout time.Duration) (first, last int) {
	first = max(offset, 1)
	timer := time.NewTimer(min(timeout, 50*time.Second))
	defer timer.Stop()
	for {
		s.mu.Lock()
		held := s.o.Window > 0 && callsUpTo(s.handed)-s.book.calls.Load() > callsUpTo(s.o.Window-100)
		last, more := min(first+99, s.ready), s.more
		if !held && last >= first {
			s.handed = max(s.handed, last)
			s.mu.Unlock()
			return first, last
		}
		s.mu.Unlock()
		select {
		case <-more:
		case <-timer.C:
			return 1, 0
		case <-s.stopping:
			return 1, 0
		}
	}
}
