package overlay_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/web/overlay"
)

const token = "bMqWeRtYuIoPaSdFgHjKlZxCvBn0123456789abcdef"

var hash = overlay.Hash(sha256.Sum256([]byte(token)))

var noon = time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)

// studio is an event with one overlay, and whoever moderates it.
type studio struct {
	mu         sync.Mutex
	view       overlay.View
	revoked    bool
	away       bool // the database is
	reads      int
	subscribed int
	listeners  map[chan overlay.Event]bool
}

func newStudio(lines ...overlay.Line) *studio {
	return &studio{
		view:      overlay.View{Settings: overlay.DefaultSettings(), Lines: lines},
		listeners: map[chan overlay.Event]bool{},
	}
}

func line(id, text string) overlay.Line {
	return overlay.Line{ID: id, Author: "Анна", Text: text, At: noon}
}

func (s *studio) Overlay(_ context.Context, asked overlay.Hash) (overlay.View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.away:
		return overlay.View{}, &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("the database is away")}
	case s.revoked || asked != hash:
		return overlay.View{}, domain.Fail(domain.KindNotFound, "", nil)
	}
	s.reads++
	view := s.view
	view.Lines = slices.Clone(view.Lines)
	return view, nil
}

func (s *studio) Subscribe(context.Context, overlay.Hash) (<-chan overlay.Event, func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.subscribed++
	events := make(chan overlay.Event, 1024)
	s.listeners[events] = true
	return events, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, events)
	}
}

// does changes the overlay and tells of it with an event.
func (s *studio) does(e overlay.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change(e)
	for l := range s.listeners {
		l <- e
	}
}

func (s *studio) change(e overlay.Event) {
	switch e.Kind {
	case overlay.Added:
		s.view.Lines = append(s.view.Lines, e.Line)
	case overlay.Removed:
		s.view.Lines = slices.DeleteFunc(s.view.Lines, func(l overlay.Line) bool { return l.ID == e.Line.ID })
	case overlay.Restyled:
		s.view.Settings = e.Settings
	case overlay.Revoked:
		s.revoked = true
	}
}

func (s *studio) approves(id, text string) {
	s.does(overlay.Event{Kind: overlay.Added, Line: line(id, text)})
}

func (s *studio) removes(id string) {
	s.does(overlay.Event{Kind: overlay.Removed, Line: overlay.Line{ID: id}})
}

// silently changes the overlay without telling anybody.
func (s *studio) silently(e overlay.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change(e)
}

func (s *studio) hangsUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		close(l)
		delete(s.listeners, l)
	}
}

// stage is a handler on a server, by a clock that is told when to move.
type stage struct {
	*studio
	client  *http.Client
	clock   *clock.Fake
	handler *overlay.Handler
	url     string
}

func opens(t *testing.T, s *studio) *stage {
	t.Helper()
	c := clock.NewFake(noon)
	h := overlay.New(s, overlay.Options{Clock: c})
	server := httptest.NewServer(h)
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(func() {
		h.Close()
		client.CloseIdleConnections()
		server.Close()
	})
	return &stage{studio: s, client: client, clock: c, handler: h, url: server.URL + "/overlay/" + token}
}

// page is one open connection to the stream.
type page struct {
	t      *testing.T
	body   *bufio.Reader
	close  func()
	header http.Header
	lastID string
}

func (s *stage) get(t *testing.T, address, lastEventID string) *http.Response {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		req.Header.Set("Last-Event-ID", lastEventID)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

// watches opens the stream and reads the greeting.
func (s *stage) watches(t *testing.T, lastEventID string) *page {
	t.Helper()
	resp := s.get(t, s.url+"/events", lastEventID)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the stream answers %d", resp.StatusCode)
	}
	p := &page{t: t, body: bufio.NewReader(resp.Body), close: func() { _ = resp.Body.Close() }, header: resp.Header}
	p.sees("hello", fmt.Sprintf(`{"now":%d}`, s.clock.Now().UnixMilli()))
	return p
}

// next reads one event; a heartbeat is the event "".
func (p *page) next() (event, data string) {
	p.t.Helper()
	for {
		row, err := p.body.ReadString('\n')
		if err != nil {
			p.t.Fatalf("the stream ended: %v", err)
		}
		row = strings.TrimSuffix(row, "\n")
		name, value, _ := strings.Cut(row, ": ")
		switch {
		case row == "":
			return event, data
		case name == "event":
			event = value
		case name == "data":
			data = value
		case name == "id":
			p.lastID = value
		}
	}
}

func (p *page) sees(event string, parts ...string) {
	p.t.Helper()
	got, data := p.next()
	if got != event {
		p.t.Fatalf("got the event %q %s, want %q", got, data, event)
	}
	for _, part := range parts {
		if !strings.Contains(data, part) {
			p.t.Errorf("%s is %s, want %s in it", event, data, part)
		}
	}
}

// snapshot reads a snapshot and gives the ids of its lines.
func (p *page) snapshot() []string {
	p.t.Helper()
	event, data := p.next()
	var s struct{ Lines []struct{ ID string } }
	if err := json.Unmarshal([]byte(data), &s); event != "snapshot" || err != nil {
		p.t.Fatalf("got %q %s (%v), want a snapshot", event, data, err)
	}
	ids := []string{}
	for _, l := range s.Lines {
		ids = append(ids, l.ID)
	}
	return ids
}

func (p *page) showsAtFirst(ids ...string) {
	p.t.Helper()
	if got := p.snapshot(); !slices.Equal(got, ids) {
		p.t.Errorf("the snapshot holds %q, want %q", got, ids)
	}
}

func (p *page) ends() {
	p.t.Helper()
	if rest, err := p.body.ReadString(0); rest != "" || err == nil {
		p.t.Errorf("the stream goes on with %q", rest)
	}
}
