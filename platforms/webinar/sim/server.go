package sim

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"frontdesk/internal/loopback"
)

// Server is one simulated platform.
type Server struct {
	opts      Options
	closing   chan struct{} // closed by Close
	closeOnce sync.Once

	mu            sync.Mutex
	changed       loopback.News
	lastID        int64
	lastMessage   int64
	organizations map[int64]string
	accounts      []*Account
	events        []*event
	sessions      map[int64]*session
	cookies       map[string]login
	faults        []*Fault
	log           callLog
}

// login is what a cookie stands for.
type login struct {
	account *Account
	at      time.Time
}

// New makes a platform without accounts and events.
func New(opts Options) *Server {
	return &Server{
		opts: opts.withDefaults(), closing: make(chan struct{}), lastID: 1000, lastMessage: 9000,
		organizations: make(map[int64]string), sessions: make(map[int64]*session), cookies: make(map[string]login),
		log: newCallLog(),
	}
}

// Close ends the waiting of slow answers. It may be called more than once.
func (s *Server) Close() { s.closeOnce.Do(func() { close(s.closing) }) }

// Where Handler serves the faces.
const (
	CookiePath  = "/api"
	UserAPIPath = "/v3"
)

// Handler serves the cookie face under /api, UserAPI under /v3, and the events' pages.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(CookiePath+"/", http.StripPrefix(CookiePath, s.CookieHandler()))
	mux.Handle(UserAPIPath+"/", http.StripPrefix(UserAPIPath, s.UserAPIHandler()))
	pages := http.NewServeMux() // of its own: beside the faces' prefixes the first pattern would be ambiguous
	pages.HandleFunc("GET /{user}/{event}/stream-new/{session}", s.page)
	pages.HandleFunc("GET /j/{user}/{event}", s.page)
	pages.HandleFunc("GET /j/{user}/{event}/session/{session}", s.page)
	mux.Handle("/", pages)
	return mux
}

// Changed returns a channel that is closed at the next change of anything: a message, a decision, a call that ended. Take the
// channel first, look at the state, then wait.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed.Next()
}

// notify wakes everyone who waits for a change; the lock is held.
func (s *Server) notify() { s.changed.Tell() }

func (s *Server) now() time.Time { return s.opts.Clock.Now() }

func (s *Server) newID() int64 {
	s.lastID++
	return s.lastID
}

// Running is a Server that listens on a free port of 127.0.0.1.
type Running struct {
	*Server
	URL        string // without a slash at the end; also that of the events' pages
	CookieURL  string // the base of the cookie face
	UserAPIURL string // the base of UserAPI

	port *loopback.Server
}

// Start makes a platform and serves it on a free loopback port.
func Start(opts Options) (*Running, error) {
	s := New(opts)
	port, err := loopback.Serve(nil, s.Handler())
	if err != nil {
		return nil, fmt.Errorf("webinar simulator: %w", err)
	}
	return &Running{Server: s, URL: port.URL, CookieURL: port.URL + CookiePath, UserAPIURL: port.URL + UserAPIPath, port: port}, nil
}

// Close ends waiting requests, closes the port and waits until nothing runs any more.
func (r *Running) Close() error {
	r.Server.Close()
	if err := r.port.Close(); err != nil {
		return fmt.Errorf("webinar simulator: %w", err)
	}
	return nil
}
