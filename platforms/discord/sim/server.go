package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdesk/internal/loopback"
)

// Options shape a Server.
type Options struct {
	// Limit is how many calls of one kind a webhook takes within Window. Zero means 5; a negative one switches limits off. The
	// real figures are not public; the examples of the documents show 5.
	Limit int
	// Window is 2 s when zero.
	Window time.Duration
	// Clock is time.Now when nil.
	Clock func() time.Time
}

// Webhook is one webhook of the simulator.
type Webhook struct {
	ID    string
	Token string
	Name  string
}

// Path is the path of its address, to be put after the server's.
func (w Webhook) Path() string { return "/api/webhooks/" + w.ID + "/" + w.Token }

// Message is what one message of a channel shows, now and before.
type Message struct {
	ID       string
	Content  string
	Username string
	Thread   string
	Embeds   []Embed
	At       time.Time
	Edits    int
	Deleted  bool
}

// Embed is the part of an embed that the simulator keeps.
type Embed struct {
	Author      string
	Title       string
	Description string
	Footer      string
}

// Request is one request, without the token.
type Request struct {
	Method  string // of HTTP
	Webhook string // its id
	Path    string // below the webhook: "", "/messages/ID"
	At      time.Time
	Status  int // 0 when the connection was cut
	Code    int // of Discord's error; 0 when there was none
}

// Server is one simulated Discord.
type Server struct {
	opts Options

	mu       sync.Mutex
	closing  chan struct{}
	closed   bool
	changed  loopback.News
	lastID   int64
	hooks    map[string]*hook
	faults   []*Fault
	global   time.Time // everything is refused until then
	requests []Request
}

// hook is a webhook with its channel.
type hook struct {
	Webhook
	forum    bool
	deleted  bool
	messages []*Message
	buckets  map[string]*bucket
}

// New makes a server without webhooks.
func New(o Options) *Server {
	if o.Limit == 0 {
		o.Limit = 5
	}
	if o.Window <= 0 {
		o.Window = 2 * time.Second
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Server{opts: o, closing: make(chan struct{}), lastID: 1200000000000000000, hooks: map[string]*hook{}}
}

// AddWebhook makes a webhook of a text channel.
func (s *Server) AddWebhook(name string) Webhook { return s.add(name, false) }

// AddForumWebhook makes one of a forum channel, where each message needs a thread.
func (s *Server) AddForumWebhook(name string) Webhook { return s.add(name, true) }

func (s *Server) add(name string, forum bool) Webhook {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID()
	// As long as a real one, and the same in each run.
	w := Webhook{ID: id, Name: name, Token: fmt.Sprintf("simulated-webhook-token-%s%s", id, strings.Repeat("x", 25))}
	s.hooks[id] = &hook{Webhook: w, forum: forum, buckets: map[string]*bucket{}}
	return w
}

// nextID makes a snowflake. The caller holds the lock.
func (s *Server) nextID() string {
	s.lastID++
	return strconv.FormatInt(s.lastID, 10)
}

// Remove deletes a webhook, as its owner does in the channel's settings. What was posted stands.
func (s *Server) Remove(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.hooks[id]; h != nil {
		h.deleted = true
		s.notify()
	}
}

// Messages returns all that was posted through a webhook, in order; what was deleted is marked. A message that was posted
// twice is there twice.
func (s *Server) Messages(id string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Message
	if h := s.hooks[id]; h != nil {
		for _, m := range h.messages {
			one := *m
			one.Embeds = slices.Clone(m.Embeds)
			list = append(list, one)
		}
	}
	return list
}

// Descriptions returns the embeds' texts that a channel shows now, in order.
func (s *Server) Descriptions(id string) []string {
	var texts []string
	for _, m := range s.Messages(id) {
		for _, e := range m.Embeds {
			if !m.Deleted {
				texts = append(texts, e.Description)
			}
		}
	}
	return texts
}

// Requests returns every request so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Changed returns a channel that is closed at the next change of anything. Take the channel, look at the state, then wait.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed.Next()
}

func (s *Server) notify() { s.changed.Tell() }

// Close ends requests that a fault delays. It may be called more than once.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.closing)
	}
}

// Running is a Server that listens on a free port of 127.0.0.1.
type Running struct {
	*Server
	URL string // "http://127.0.0.1:34567"; it is also the entry for the allowed hosts

	port *loopback.Server
}

// WebhookURL is the whole address of a webhook.
func (r *Running) WebhookURL(w Webhook) string { return r.URL + w.Path() }

// Start makes a server and serves it.
func Start(o Options) (*Running, error) {
	s := New(o)
	port, err := loopback.Serve(nil, s.Handler())
	if err != nil {
		return nil, fmt.Errorf("discord simulator: %w", err)
	}
	return &Running{Server: s, URL: port.URL, port: port}, nil
}

// Close ends delayed requests, closes the port and waits until nothing is served any more.
func (r *Running) Close() error {
	r.Server.Close()
	if err := r.port.Close(); err != nil {
		return fmt.Errorf("discord simulator: %w", err)
	}
	return nil
}
