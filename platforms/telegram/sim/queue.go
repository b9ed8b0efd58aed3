package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// How long an update waits for the bot, as the real server keeps it.
const (
	updateLife   = 24 * time.Hour
	callbackLife = 150 * time.Second // callback, shipping and pre-checkout queries
	inlineLife   = 30 * time.Second
)

type update struct {
	id      int64
	raw     json.RawMessage // the whole update with its id
	expires time.Time
}

// updateQueue holds the updates that the bot has not confirmed, oldest first.
type updateQueue struct {
	next      int64 // id of the next update
	items     []update
	confirmed int64    // the highest confirmed id
	allowed   []string // nil means the default: all but those in needAsking
}

// needAsking are the kinds that are sent only when allowed_updates names them.
var needAsking = []string{"chat_member", "message_reaction", "message_reaction_count"}

func (q *updateQueue) allows(kind string) bool {
	if q.allowed == nil {
		return !slices.Contains(needAsking, kind)
	}
	return slices.Contains(q.allowed, kind)
}

// setAllowed remembers allowed_updates: an empty list asks for the default.
func (q *updateQueue) setAllowed(kinds []string) {
	q.allowed = nil
	if len(kinds) > 0 {
		q.allowed = kinds
	}
}

// confirm drops the updates below offset; a negative offset keeps only the last -offset updates.
func (q *updateQueue) confirm(offset int64) {
	keep := 0
	switch {
	case offset < 0:
		keep = max(0, len(q.items)+int(max(offset, -1<<31)))
	case offset > 0:
		for keep < len(q.items) && q.items[keep].id < offset {
			keep++
		}
	}
	if keep > 0 {
		q.confirmed = q.items[keep-1].id
		q.items = q.items[keep:]
	}
}

// ready returns at most limit updates from the front, dropping those that have expired.
func (q *updateQueue) ready(limit int, now time.Time) []json.RawMessage {
	batch := make([]json.RawMessage, 0, min(limit, len(q.items)))
	seen, expired := 0, false
	for seen < len(q.items) && len(batch) < limit {
		if item := q.items[seen]; item.expires.After(now) {
			batch = append(batch, item.raw)
		} else {
			expired = true
		}
		seen++
	}
	if expired {
		q.dropExpired(seen, now)
	}
	return batch
}

// dropExpired removes what has expired among the first n updates.
func (q *updateQueue) dropExpired(n int, now time.Time) {
	kept := make([]update, 0, len(q.items))
	for i, item := range q.items {
		if i >= n || item.expires.After(now) {
			kept = append(kept, item)
		}
	}
	q.items = kept
}

func (q *updateQueue) pending(now time.Time) int {
	count := 0
	for _, item := range q.items {
		if item.expires.After(now) {
			count++
		}
	}
	return count
}

func lifeOf(kind string) time.Duration {
	switch kind {
	case "callback_query", "shipping_query", "pre_checkout_query":
		return callbackLife
	case "inline_query":
		return inlineLife
	}
	return updateLife
}

// enqueue queues one update of the given kind; the lock is held. Kinds that the bot does not want are dropped.
func (s *Server) enqueue(kind string, content any) {
	if !s.queue.allows(kind) {
		return
	}
	raw, err := json.Marshal(map[string]any{"update_id": s.queue.next, kind: content})
	if err != nil {
		s.breaches = append(s.breaches, Violation{Method: kind, Text: "the simulator cannot write this update: " + err.Error()})
		return
	}
	s.push(kind, raw)
}

func (s *Server) push(kind string, raw json.RawMessage) {
	s.queue.items = append(s.queue.items, update{id: s.queue.next, raw: raw, expires: s.now().Add(lifeOf(kind))})
	s.queue.next++
	if s.poll != nil {
		s.poll.wakeUp()
	}
	s.notify()
}

// Feed queues updates as they are written, JSON objects without update_id: each gets the next one. It returns the id of
// the first. Nothing of people and chats changes. An object of a kind that the bot does not want is dropped.
func (s *Server) Feed(updates ...json.RawMessage) (first int64, err error) {
	type fed struct {
		kind   string
		fields map[string]json.RawMessage
	}
	list := make([]fed, len(updates))
	for i, raw := range updates {
		if err := json.Unmarshal(raw, &list[i].fields); err != nil {
			return 0, fmt.Errorf("telegram simulator: update %d: %w", i, err)
		}
		if len(list[i].fields) != 1 || list[i].fields["update_id"] != nil {
			return 0, errors.New("telegram simulator: an update to feed has exactly one field, its kind, and no update_id")
		}
		for kind := range list[i].fields {
			list[i].kind = kind
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	first = s.queue.next
	for _, f := range list {
		s.enqueue(f.kind, f.fields[f.kind])
	}
	return first, nil
}

// Pending returns how many updates the bot has not confirmed and may still get.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.pending(s.now())
}

// Confirmed returns the highest update id that the bot has confirmed; 0 before the first.
func (s *Server) Confirmed() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.confirmed
}

// RestartUpdateIDs makes next the id of the next update, as ids restart after a week without updates. The queue is emptied.
func (s *Server) RestartUpdateIDs(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.items, s.queue.next, s.queue.confirmed = nil, next, 0
}
