package overlay_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"frontdesk/web/overlay"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestThePageIsOfOnePieceAndTellsNobody(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "привет")))
	resp := s.get(t, s.url, "")
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.StatusCode, err)
	}
	for _, part := range []string{"src=", "href=", "http://", "https://", token, "привет", "innerHTML"} {
		if strings.Contains(string(body), part) {
			t.Errorf("the page holds %s", part)
		}
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'sha256-", "Referrer-Policy": "no-referrer",
		"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html",
	} {
		if got := resp.Header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s is %q", name, got)
		}
	}
	if p := resp.Header.Get("Content-Security-Policy"); strings.Contains(p, "unsafe") {
		t.Error(p)
	}
	if len(resp.Cookies()) > 0 {
		t.Error("it sets a cookie")
	}
}

func TestALinkThatLeadsNowhere(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio())
	other := strings.TrimSuffix(s.url, token)
	for _, guess := range []string{"x", strings.ToUpper(token), token + "x", "%00", "..%2f..", strings.Repeat("a", 5000), "%D1%8F"} {
		for _, below := range []string{"", "/events"} {
			resp := s.get(t, other+guess+below, "")
			body, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != http.StatusNotFound || resp.Header.Get("Overlay-Gone") != "1" || strings.Contains(string(body), guess+"x") {
				t.Errorf("%.20s%s: %d %s", guess, below, resp.StatusCode, body)
			}
		}
	}
	if s.subscribed > 0 {
		t.Error("a guess made somebody follow")
	}
	for _, method := range []string{http.MethodPost, http.MethodDelete, http.MethodOptions} {
		req, _ := http.NewRequestWithContext(t.Context(), method, s.url, nil)
		resp, err := s.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, resp.StatusCode)
		}
	}
}

func TestEveryChangeReachesThePage(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз"), line("2", "два")))
	p := s.watches(t, "")
	p.showsAtFirst("1", "2")
	s.moves()
	s.approves("3", "<b>три</b>\n\"")
	p.sees("message", `"id":"3"`, `"author":"Анна"`, `"text":"\u003cb\u003eтри\u003c/b\u003e\n\""`, fmt.Sprint(noon.UnixMilli()))
	s.moves()
	s.removes("1")
	p.sees("remove", `{"id":"1"}`)
	s.moves()
	style := overlay.Settings{FontSize: 99, TextColor: "red;}", NameColor: "#0f0", Background: "#0008", MaxLines: 3, LifeSeconds: 60, Theme: "bubbles"}
	s.does(overlay.Event{Kind: overlay.Restyled, Settings: style})
	p.sees("settings", `"font_size":48`, `"text_color":"#ffffff"`, `"name_color":"#0f0"`, `"background":"#0008"`, `"max_lines":3`, `"life_seconds":60`, `"theme":"bubbles"`)
	s.moves()
	s.does(overlay.Event{Kind: overlay.Revoked})
	p.sees("gone")
	p.ends()
	if resp := s.get(t, s.url+"/events", p.lastID); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a revoked link answers %d", resp.StatusCode)
	}
}

// moves lets the pause between two wakings pass.
func (s *stage) moves() { s.clock.Advance(50 * time.Millisecond) }

func TestAPageThatComesBackGetsWhatItMissed(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз")))
	stays, drops := s.watches(t, ""), s.watches(t, "")
	stays.showsAtFirst("1")
	drops.showsAtFirst("1")
	drops.close()
	s.moves()
	s.approves("2", "два")
	stays.sees("message", `"2"`)
	s.moves()
	s.removes("1")
	stays.sees("remove", `"1"`)

	back := s.watches(t, drops.lastID)
	back.sees("message", `"2"`)
	back.sees("remove", `"1"`)
	if back.lastID != stays.lastID {
		t.Errorf("it stands at %s, the other at %s", back.lastID, stays.lastID)
	}
	for _, id := range []string{"other-2", "-1", "x", drops.lastID + "9", strings.Split(stays.lastID, "-")[0] + "-99"} {
		s.watches(t, id).showsAtFirst("2")
	}
}

func TestAPageFarBehindGetsASnapshot(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio())
	stays, drops := s.watches(t, ""), s.watches(t, "")
	stays.showsAtFirst()
	drops.showsAtFirst()
	drops.close()
	for i := range 400 {
		s.approves(fmt.Sprint(i), "поток")
	}
	for seen := ""; seen != "399"; {
		s.moves()
		event, data := stays.next()
		if event == "snapshot" {
			t.Log("the one that stays was too slow")
		}
		if i := strings.LastIndex(data, `{"id":"`); i >= 0 {
			seen, _, _ = strings.Cut(data[i+7:], `"`)
		}
	}
	ids := s.watches(t, drops.lastID).snapshot()
	if len(ids) != overlay.MaxKept || ids[0] != "300" || ids[99] != "399" {
		t.Errorf("got %d lines: %q", len(ids), ids)
	}
}

func TestAnyNumberOfPagesIsOneReader(t *testing.T) {
	t.Parallel()
	const many = 200
	s := opens(t, newStudio(line("1", "раз")))
	pages := make([]*page, many)
	for i := range pages {
		pages[i] = s.watches(t, "")
		pages[i].showsAtFirst("1")
	}
	s.mu.Lock()
	before := s.reads
	s.mu.Unlock()
	for i := range 20 {
		s.moves()
		s.approves(fmt.Sprint("n", i), "ещё")
		var all sync.WaitGroup
		for _, p := range pages {
			all.Go(func() {
				if event, _ := p.next(); event != "message" {
					t.Errorf("got %q", event)
				}
			})
		}
		all.Wait()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.subscribed != 1 || s.reads != before {
		t.Errorf("%d pages made %d subscriptions and %d more reads", many, s.subscribed, s.reads-before)
	}
	if n := s.handler.Viewers(); n != many {
		t.Errorf("%d viewers", n)
	}
}

func TestManyWordsOfChangeAreOneRead(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз"), line("2", "два")))
	p := s.watches(t, "")
	p.showsAtFirst("1", "2")
	s.moves()
	before := s.reads
	for i := range 50 {
		s.silently(overlay.Event{Kind: overlay.Added, Line: line(fmt.Sprint("n", i), "ещё")})
		s.does(overlay.Event{Kind: overlay.Changed})
	}
	s.silently(overlay.Event{Kind: overlay.Removed, Line: line("1", "")})
	s.does(overlay.Event{Kind: overlay.Changed})
	for range 51 {
		s.tick(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if reads := s.reads - before; reads > 3 {
		t.Errorf("%d reads", reads)
	}
}

// tick moves the clock until the page has its next event.
func (s *stage) tick(p *page) {
	p.t.Helper()
	got := make(chan struct{})
	go func() {
		defer close(got)
		if event, data := p.next(); event != "message" && event != "remove" {
			p.t.Errorf("got %q %s", event, data)
		}
	}()
	for {
		select {
		case <-got:
			return
		case <-time.After(time.Millisecond):
			s.moves()
		}
	}
}

func TestWhatNobodyToldIsFoundWithinHalfAMinute(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз")))
	p := s.watches(t, "")
	p.showsAtFirst("1")
	s.silently(overlay.Event{Kind: overlay.Added, Line: line("2", "два")})
	s.clock.Advance(30 * time.Second)
	for event, data := p.next(); event != "message"; event, data = p.next() {
		if event != "" { // a heartbeat is due as well
			t.Fatalf("got %q %s", event, data)
		}
	}
	s.silently(overlay.Event{Kind: overlay.Revoked})
	s.clock.Advance(30 * time.Second)
	for event, data := p.next(); event != "gone"; event, data = p.next() {
		if event != "" {
			t.Fatalf("got %q %s", event, data)
		}
	}
	p.ends()
}

func TestASilentStreamIsKeptAlive(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio())
	p := s.watches(t, "")
	p.showsAtFirst()
	for range 2 {
		s.beats(p)
	}
}

// beats moves the clock until the page has a heartbeat.
func (s *stage) beats(p *page) {
	p.t.Helper()
	got := make(chan string)
	go func() {
		event, _ := p.next()
		got <- event
	}()
	for {
		select {
		case event := <-got:
			if event != "" {
				p.t.Errorf("got %q, want a heartbeat", event)
			}
			return
		case <-time.After(time.Millisecond):
			s.clock.Advance(5 * time.Second)
		}
	}
}

func TestALostSubscriptionIsMadeAgain(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз")))
	p := s.watches(t, "")
	p.showsAtFirst("1")
	s.hangsUp()
	s.silently(overlay.Event{Kind: overlay.Added, Line: line("2", "два")})
	s.tick(p)
	s.moves()
	s.approves("3", "три")
	s.tick(p)
}

func TestADatabaseThatIsAwayTakesNothingOffThePage(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз")))
	p := s.watches(t, "")
	p.showsAtFirst("1")
	s.setAway(true)
	s.does(overlay.Event{Kind: overlay.Changed})
	if resp := s.get(t, s.url, ""); resp.StatusCode != http.StatusOK {
		t.Errorf("the page answers %d; it would not come back by itself", resp.StatusCode)
	}
	s.watches(t, "").showsAtFirst("1")
	s.silently(overlay.Event{Kind: overlay.Added, Line: line("2", "два")})
	s.setAway(false)
	s.tick(p)
}

func TestAPageThatOpensWhileTheDatabaseIsAwayTriesAgain(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio(line("1", "раз")))
	s.setAway(true)
	if resp := s.get(t, s.url+"/events", ""); resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Errorf("the stream answers %d", resp.StatusCode)
	}
	s.setAway(false)
	s.watches(t, "").showsAtFirst("1")
}

func (s *studio) setAway(away bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away = away
}

func TestNobodyIsFollowedForNobody(t *testing.T) {
	t.Parallel()
	s := opens(t, newStudio())
	p := s.watches(t, "")
	p.showsAtFirst()
	p.close()
	for deadline := time.Now().Add(10 * time.Second); ; s.clock.Advance(5 * time.Second) {
		s.mu.Lock()
		n := len(s.listeners)
		s.mu.Unlock()
		if n == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("an overlay that nobody looks at is still followed")
		}
		<-time.After(time.Millisecond)
	}
	s.watches(t, p.lastID).showsAtFirst()
}
