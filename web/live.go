package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/live"
)

const (
	heartbeat  = 15 * time.Second
	writeLimit = 10 * time.Second
	maxTopics  = 16
	// maxStreams bounds the open streams of one person and of all: pages close theirs when nobody sees them.
	maxStreams    = 16
	maxAllStreams = 2000
)

// serveLive is the stream of what changes: GET /live?topics=shop:5+person:7.
//
//	event: live    data: {"topic":"event:5","kind":"message","id":17}
//	event: resync  data: {}     we do not know what was missed: fetch everything anew
//
// Each has an id, epoch-number; who comes back with the last one (the header Last-Event-ID, or ?after=) gets what was missed.
func (h *Handler) serveLive(w http.ResponseWriter, r *http.Request) {
	c := h.call(w, r)
	if err := c.enter(); err != nil || !c.known || c.visitor.Banned {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	topics := topicsOf(r)
	if len(topics) == 0 || len(topics) > maxTopics {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if err := h.mayFollow(r.Context(), c.me(), topics); err != nil {
		w.WriteHeader(statusOf(domain.KindOf(err)))
		return
	}
	if !h.streams.enter(c.me()) {
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer h.streams.leave(c.me())
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would keep events back
	w.WriteHeader(http.StatusOK)
	s := &stream{c: c, topics: topics, out: http.NewResponseController(w)}
	_ = s.out.SetReadDeadline(time.Time{}) // the server's own would end the request
	s.run()
}

func topicsOf(r *http.Request) []live.Topic {
	var topics []live.Topic
	for _, name := range strings.Fields(r.URL.Query().Get("topics")) {
		topics = append(topics, live.Topic(name))
	}
	return topics
}

// mayFollow refuses topics that a person has no right to.
func (h *Handler) mayFollow(ctx context.Context, person int64, topics []live.Topic) error {
	for _, topic := range topics {
		if topic == live.Of("person:"+strconv.FormatInt(person, 10)) {
			continue
		}
		if h.MayFollow == nil {
			return domain.Fail(domain.KindForbidden, "error.forbidden", nil)
		}
		ok, err := h.MayFollow(ctx, person, topic)
		if err != nil {
			return err
		}
		if !ok {
			return domain.Fail(domain.KindForbidden, "error.forbidden", nil)
		}
	}
	return nil
}

// enter counts a stream in, unless there are too many or we are closing.
func (s *streams) enter(person int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by = map[int64]int{}
	}
	if s.ctx.Err() != nil || s.all >= maxAllStreams || s.by[person] >= maxStreams {
		return false
	}
	s.by[person]++
	s.all++
	s.wait.Add(1)
	return true
}

func (s *streams) leave(person int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[person]--; s.by[person] == 0 {
		delete(s.by, person)
	}
	s.all--
	s.wait.Done()
}

// stream is one open connection.
type stream struct {
	c      *call
	topics []live.Topic
	out    *http.ResponseController
}

// run writes until somebody ends it. Rights are asked for anew with each heartbeat: whoever loses them, or signs out, hears no
// more.
func (s *stream) run() {
	h, ctx := s.c.h, s.c.r.Context()
	sub := h.Live.Subscribe(s.topics...)
	defer sub.Close()
	if !s.begin() {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case e, open := <-sub.C:
			if !open || !s.write(s.frame(e)) {
				return // too slow: the page comes back and asks for what it has missed
			}
		case <-beat.C:
			if !s.stillWelcome(ctx) || !s.write(": alive\n\n") {
				return
			}
		case <-ctx.Done():
			return
		case <-h.streams.ctx.Done():
			return
		}
	}
}

func (s *stream) stillWelcome(ctx context.Context) bool {
	v, err := s.c.h.Console.Session(ctx, s.c.token())
	if err != nil || v.Banned || v.Person != s.c.me() {
		return domain.KindOf(err) == domain.KindUnavailable && err != nil
	}
	err = s.c.h.mayFollow(ctx, v.Person, s.topics)
	return err == nil || domain.KindOf(err) == domain.KindUnavailable
}

// begin tells what was missed.
func (s *stream) begin() bool {
	hub := s.c.h.Live
	last := s.c.r.Header.Get("Last-Event-ID")
	if last == "" {
		last = s.c.r.URL.Query().Get("after")
	}
	here := fmt.Sprintf("%s-%d", hub.Epoch(), hub.Seq())
	if last == "" {
		return s.write(hello(here))
	}
	epoch, number, _ := strings.Cut(last, "-")
	after, err := strconv.ParseUint(number, 10, 64)
	if epoch == hub.Epoch() && err == nil {
		if missed, all := hub.Missed(after, s.topics...); all {
			frames := hello(last) // whoever is cut off before the rest comes back with this
			for _, e := range missed {
				frames += s.frame(e)
			}
			return s.write(frames)
		}
	}
	return s.write(hello(here) + "event: resync\ndata: {}\n\n")
}

func hello(id string) string { return "retry: 2000\nid: " + id + "\nevent: hello\ndata: {}\n\n" }

func (s *stream) frame(e live.Event) string {
	data, _ := json.Marshal(map[string]any{"topic": e.Topic, "kind": e.Kind, "id": e.ID}) // never fails
	return fmt.Sprintf("id: %s-%d\nevent: live\ndata: %s\n\n", s.c.h.Live.Epoch(), e.Seq, data)
}

func (s *stream) write(frames string) bool {
	_ = s.out.SetWriteDeadline(time.Now().Add(writeLimit)) // a writer without deadlines is a test's
	if _, err := s.c.w.Write([]byte(frames)); err != nil {
		return false
	}
	return s.out.Flush() == nil
}
