package sim

import (
	"encoding/json"
	"maps"
	"time"
)

// Request is one request of the bot with its answer. It never holds the token.
type Request struct {
	N      int64           `json:"n"` // 1, 2, 3 …
	At     time.Time       `json:"at"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Status int             `json:"status"` // HTTP status; 0 when the connection was cut
	MS     float64         `json:"ms"`     // how long it took, in milliseconds
	Answer json.RawMessage `json:"answer,omitempty"`
	Error  string          `json:"error,omitempty"` // the description of a refusal
}

// Count says how often a method was called.
type Count struct {
	Calls  int
	Failed int // answered with an error, or cut
}

// maxLoggedAnswer is the largest answer that the log keeps whole, in bytes.
const maxLoggedAnswer = 16 << 10

// requestLog keeps the newest requests in a ring.
type requestLog struct {
	last        int64
	ring        []Request
	start       int // index of the oldest
	size        int
	counts      map[string]Count
	subscribers map[chan Request]bool
}

func newRequestLog(size int) requestLog {
	return requestLog{size: size, counts: make(map[string]Count), subscribers: make(map[chan Request]bool)}
}

func (l *requestLog) next() int64 {
	l.last++
	return l.last
}

// record writes a request down. A long poll that brought nothing is counted but not logged: it would drown the rest.
func (s *Server) record(c *call, a answer, took time.Duration) {
	entry := Request{
		N: c.n, At: c.at, Method: c.method, Params: c.params.asJSON(), Status: a.status,
		MS: float64(took.Microseconds()) / 1000,
	}
	entry.fill(a)
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.log
	count := l.counts[c.method]
	count.Calls++
	if a.cut || a.status != 200 {
		count.Failed++
	}
	l.counts[c.method] = count
	if c.method == "getUpdates" && string(a.body) == emptyUpdates {
		s.notify()
		return
	}
	if len(l.ring) < l.size {
		l.ring = append(l.ring, entry)
	} else {
		l.ring[l.start] = entry
		l.start = (l.start + 1) % l.size
	}
	for subscriber := range l.subscribers {
		select {
		case subscriber <- entry:
		default:
		}
	}
	s.emit(Event{Type: EventRequest, Person: max(c.chat, 0), Request: &entry})
}

// emptyUpdates is the answer of a getUpdates that brought nothing.
const emptyUpdates = `{"ok":true,"result":[]}`

func (r *Request) fill(a answer) {
	switch {
	case a.cut:
		r.Status = 0
		r.Error = "connection cut"
	case a.html:
		r.Error = string(a.body)
	case len(a.body) > maxLoggedAnswer:
		r.Answer = json.RawMessage(`{"ok":true,"omitted_bytes":` + itoa(int64(len(a.body))) + `}`)
	default:
		r.Answer = a.body
	}
	if a.status != 200 && !a.cut && !a.html {
		var envelope struct{ Description string }
		if json.Unmarshal(a.body, &envelope) == nil {
			r.Error = envelope.Description
		}
	}
}

// Sent returns the newest requests, oldest first, at most Options.LogSize.
func (s *Server) Sent() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.all()
}

func (l *requestLog) all() []Request {
	list := make([]Request, 0, len(l.ring))
	list = append(list, l.ring[l.start:]...)
	return append(list, l.ring[:l.start]...)
}

// Counts returns how often each method was called since the start.
func (s *Server) Counts() map[string]Count {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.log.counts)
}

// Subscribe returns a channel of the requests from now on, with room for buffer of them; what does not fit is dropped.
// The caller must call cancel, which closes the channel.
func (s *Server) Subscribe(buffer int) (requests <-chan Request, cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	subscriber := make(chan Request, buffer)
	s.log.subscribers[subscriber] = true
	return subscriber, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.log.subscribers[subscriber] {
			delete(s.log.subscribers, subscriber)
			close(subscriber)
		}
	}
}
