package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"frontdesk/services/live"
	"frontdesk/web"
)

type (
	ctx  = context.Context
	deps = web.Deps
)

// stream reads the events of /live.
type stream struct {
	t      *testing.T
	status int
	lines  *bufio.Scanner
	close  func()
}

func (b *browser) follows(topic, after string) *stream {
	b.t.Helper()
	until, stop := context.WithCancel(b.t.Context())
	req, err := http.NewRequestWithContext(until, http.MethodGet, b.server.URL+"/live?topics="+topic, nil)
	must(b.t, err)
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	resp, err := b.client.Do(req)
	must(b.t, err)
	s := &stream{t: b.t, status: resp.StatusCode, lines: bufio.NewScanner(resp.Body), close: func() { stop(); resp.Body.Close() }}
	b.t.Cleanup(s.close)
	return s
}

// next gives the next event: its id, name and data.
func (s *stream) next() (id, name, data string) {
	s.t.Helper()
	for s.lines.Scan() {
		field, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch {
		case field == "id":
			id = value
		case field == "event":
			name = value
		case field == "data":
			data = value
		case s.lines.Text() == "" && name != "":
			return id, name, data
		}
	}
	s.t.Fatalf("the stream has ended: %v", s.lines.Err())
	return "", "", ""
}

func TestAPageHearsWhatChangesAndGoesOnAfterADrop(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	topic := fmt.Sprintf("shop:%d", h.shop)
	change := func(id int64) { h.hub.Publish(live.Event{Topic: live.Of(topic), Kind: live.Changed, ID: id}) }

	s := b.follows(topic, "")
	if _, name, _ := s.next(); name != "hello" {
		t.Fatalf("the first word is %q", name)
	}
	change(1)
	last, name, data := s.next()
	if name != "live" || !strings.Contains(data, topic) {
		t.Fatalf("heard %q %s", name, data)
	}
	s.close()
	change(2)
	h.hub.Publish(live.Event{Topic: "shop:999", ID: 7})
	change(3)

	s = b.follows(topic, last)
	s.next()
	for _, want := range []string{`"id":2`, `"id":3`} {
		if _, _, data := s.next(); !strings.Contains(data, want) {
			t.Errorf("after the drop: %s, want %s", data, want)
		}
	}
	for _, old := range []string{"another-5", "nonsense", last + "999999"} {
		s := b.follows(topic, old)
		s.next()
		if _, name, _ := s.next(); name != "resync" {
			t.Errorf("after %q: %q, want resync", old, name)
		}
	}
}

func TestOnlyWhoMayHears(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	topic := fmt.Sprintf("shop:%d", h.shop)
	if s := h.browser().follows(topic, ""); s.status != http.StatusUnauthorized {
		t.Errorf("a stranger: %d", s.status)
	}
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	for topic, want := range map[string]int{
		"shop:999": http.StatusForbidden, topic + "+event:5": http.StatusForbidden, "person:7": http.StatusForbidden,
		fmt.Sprintf("person:%d", masha): http.StatusOK, "": http.StatusBadRequest,
		strings.Repeat(topic+"+", 17): http.StatusBadRequest,
	} {
		s := b.follows(topic, "")
		if s.status != want {
			t.Errorf("%q: %d, want %d", topic, s.status, want)
		}
		s.close()
	}
}

func TestStreamsAreBoundedAndEndWithTheServer(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	var open []*stream
	for range 16 {
		open = append(open, b.follows(fmt.Sprintf("shop:%d", h.shop), ""))
	}
	if s := b.follows(fmt.Sprintf("shop:%d", h.shop), ""); s.status != http.StatusServiceUnavailable {
		t.Errorf("one too many: %d", s.status)
	}
	h.pages.Close()
	for _, s := range open {
		for s.lines.Scan() { // ends
		}
	}
}
