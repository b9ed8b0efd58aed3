// Package live tells who is watching that something has changed. Its events carry ids and no state: whoever hears of one
// reads what is true then. Nothing here survives a restart, and nothing has to: who comes back reads everything anew.
package live

import (
	"crypto/rand"
	"slices"
	"strconv"
	"sync"
)

// Topic is what somebody follows: "event:5".
type Topic string

// OfEvent is the topic of one run of a webinar: its messages, settings and state.
func OfEvent(id int64) Topic { return Topic("event:" + strconv.FormatInt(id, 10)) }

// Of is the topic of a subject as screens name it ("shop:5", "person:42").
func Of(subject string) Topic { return Topic(subject) }

// Kind tells what an event is about.
type Kind string

// The kinds.
const (
	MessageChanged Kind = "message" // ID is our message's: new, decided, settled or in trouble
	EventChanged   Kind = "event"   // ID is our event's: status, premoderation, relay, roster
	OverlayChanged Kind = "overlay" // ID is the overlay's: settings, or revoked
	Changed        Kind = "changed" // anything else of the topic
)

// Event is one change.
type Event struct {
	Topic Topic
	Kind  Kind
	ID    int64
	// Seq counts all events of this hub, from 1. Publish sets it.
	Seq uint64
}

// room is how many events a subscriber may be behind. One who is further behind is cut off and begins anew.
const room = 256

// kept is how many of the last events the hub remembers, for those who come back after a short while.
const kept = 1024

// Hub brings events from those who change to those who watch. It never waits for anybody.
type Hub struct {
	mu     sync.Mutex
	topics map[Topic]map[*Subscription]struct{}
	all    int
	epoch  string
	seq    uint64
	ring   [kept]Event // the event with the number n is at n % kept
}

// NewHub makes a hub.
func NewHub() *Hub {
	return &Hub{topics: map[Topic]map[*Subscription]struct{}{}, epoch: rand.Text()[:8]}
}

// Epoch tells this hub's numbers from those of another, as one before a restart.
func (h *Hub) Epoch() string { return h.epoch }

// Seq is the number of the last event.
func (h *Hub) Seq() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.seq
}

// Missed gives the events of topics after a number. False means that the hub does not remember so far back, or has never come
// so far: read everything anew. Subscribe first: what happens in between comes twice then, and is not lost.
func (h *Hub) Missed(after uint64, topics ...Topic) ([]Event, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if after > h.seq || h.seq-after > kept {
		return nil, false
	}
	var missed []Event
	for n := after + 1; n <= h.seq; n++ {
		if e := h.ring[n%kept]; slices.Contains(topics, e.Topic) {
			missed = append(missed, e)
		}
	}
	return missed, true
}

// Subscription is one who watches.
type Subscription struct {
	// C gives the events. It is closed when its reader was too slow: read everything anew and subscribe again.
	C      <-chan Event
	events chan Event
	hub    *Hub
	topics []Topic
	over   bool
}

// Subscribe follows topics until Close.
func (h *Hub) Subscribe(topics ...Topic) *Subscription {
	events := make(chan Event, room)
	s := &Subscription{C: events, events: events, hub: h, topics: topics}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range topics {
		if h.topics[t] == nil {
			h.topics[t] = map[*Subscription]struct{}{}
		}
		h.topics[t][s] = struct{}{}
	}
	h.all++
	return s
}

// Close ends a subscription. It may be called more than once.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.hub.end(s)
}

func (h *Hub) end(s *Subscription) {
	if s.over {
		return
	}
	s.over = true
	h.all--
	for _, t := range s.topics {
		if delete(h.topics[t], s); len(h.topics[t]) == 0 {
			delete(h.topics, t)
		}
	}
	close(s.events)
}

// Publish tells everybody who follows the event's topic. Call it after the commit (work.Unit.After).
func (h *Hub) Publish(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seq++
	e.Seq = h.seq
	h.ring[e.Seq%kept] = e
	for s := range h.topics[e.Topic] {
		select {
		case s.events <- e:
		default:
			h.end(s)
		}
	}
}

// Watched tells whether anybody follows a topic.
func (h *Hub) Watched(t Topic) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.topics[t]) > 0
}

// Subscribers tells how many there are.
func (h *Hub) Subscribers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all
}
