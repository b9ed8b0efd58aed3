package sim

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"

	"frontdesk/internal/loopback"
)

// Server is one simulated Bot API server with one bot and the people who write to it.
type Server struct {
	opts Options
	spec *spec

	closing   chan struct{} // closed by Close
	closeOnce sync.Once

	mu      sync.Mutex
	changed loopback.News

	chats         map[int64]*chat
	people        map[int64]*person
	order         []int64 // people in the order they were added
	lastMessageID int64

	queue     updateQueue
	poll      *longPoll
	hot       hotLoop
	webhook   webhookState
	callbacks callbackBook
	payments  paymentBook
	profile   botProfile
	limits    limiter
	faults    faultBook
	log       requestLog
	events    eventRing
	breaches  []Violation
	files     int64
}

// New makes a server; Close must be called to end waiting requests.
func New(opts Options) *Server {
	opts = opts.withDefaults()
	s := &Server{
		opts:    opts,
		spec:    loadSpec(),
		closing: make(chan struct{}),
		chats:   make(map[int64]*chat),
		people:  make(map[int64]*person),
		queue:   updateQueue{next: opts.FirstUpdateID},
		faults:  faultBook{random: rand.New(rand.NewPCG(opts.Seed, opts.Seed))},
		log:     newRequestLog(opts.LogSize),
		events:  eventRing{size: 4096},
	}
	s.callbacks.byID = make(map[string]*callback)
	s.profile = newBotProfile(opts.Bot)
	s.limits.chats = make(map[int64]*bucket)
	return s
}

// Close ends waiting long polls and event streams. It may be called more than once.
func (s *Server) Close() {
	s.closeOnce.Do(func() {
		close(s.closing)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.payments.stopTimers()
	})
}

// Token returns the token that the bot must use.
func (s *Server) Token() string { return s.opts.Token }

// Bot returns who getMe says the bot is.
func (s *Server) Bot() BotInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	bot := s.opts.Bot
	bot.Name = s.profile.name.get("")
	return bot
}

// Changed returns a channel that is closed at the next change of anything: a message, an edit, an answer, a request, a
// waiting poll. Take the channel first, look at the state, then wait.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed.Next()
}

// notify wakes everyone who waits for a change; the lock is held.
func (s *Server) notify() { s.changed.Tell() }

func (s *Server) now() time.Time { return s.opts.Clock() }

// Running is a Server that listens on a free port of 127.0.0.1.
type Running struct {
	*Server
	URL string // of the Bot API, such as http://127.0.0.1:34567, without a slash at the end

	port *loopback.Server
}

// Start makes a server and serves the Bot API under /bot<token>/ and the messenger under / on a free loopback port
// or the listener of its options.
func Start(opts Options) (*Running, error) {
	s := New(opts)
	port, err := loopback.Serve(opts.Listener, s.Handler())
	if err != nil {
		return nil, fmt.Errorf("telegram simulator: %w", err)
	}
	return &Running{Server: s, URL: port.URL, port: port}, nil
}

// Handler serves the Bot API under /bot<token>/ and the messenger under everything else.
func (s *Server) Handler() http.Handler {
	bot, rest := s.BotHandler(), s.MessengerHandler()
	// ServeMux has no patterns inside a path segment.
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.URL.Path) > 4 && r.URL.Path[:4] == "/bot" {
			bot.ServeHTTP(w, r)
			return
		}
		rest.ServeHTTP(w, r)
	})
}

// Close ends waiting requests, closes the port and waits until nothing runs any more.
func (r *Running) Close() error {
	r.Server.Close()
	if err := r.port.Close(); err != nil {
		return fmt.Errorf("telegram simulator: %w", err)
	}
	return nil
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
