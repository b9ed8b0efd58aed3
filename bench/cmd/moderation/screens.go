package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// consoleToken opens the owner's console.
const consoleToken = "bench-console-token"

// seatConsole signs the owner in to the console.
func seatConsole(ctx context.Context, db *sql.DB) error {
	sum := sha256.Sum256([]byte(consoleToken))
	later := time.Now().Add(time.Hour).UnixMilli()
	if _, err := db.ExecContext(ctx, `INSERT INTO frontdesk_console_user (id, username, telegram_id, created_at) VALUES (1, 'owner', ?, 0)`, owner); err != nil {
		return err
	}
	_, err := db.ExecContext(ctx, `INSERT INTO frontdesk_console_session (token_hash, person_id, user_id, created_at, seen_at, expires_at)
		VALUES (?, ?, 1, ?, ?, ?)`, hex.EncodeToString(sum[:]), owner, time.Now().UnixMilli(), time.Now().UnixMilli(), later)
	return err
}

// sampled is how many overlays are read line by line; of the others the messages are counted.
const sampled = 20

// watchers are everybody who looks on from outside Telegram.
type watchers struct {
	stop  func()
	all   sync.WaitGroup
	pages []*page
	desks []*desk
	over  atomic.Int64 // streams that ended by themselves
}

// page is one open overlay.
type page struct {
	lines   map[int64]time.Time // our id of each message that it has shown, and when it came first
	doubled int
	frames  int64
	jumps   int // snapshots after the first
}

func (s *studio) watch(ctx context.Context, viewers int) (*watchers, error) {
	ctx, stop := context.WithCancel(ctx)
	w := &watchers{stop: stop}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: viewers + 2*s.o.consoles}}
	ready := make(chan error, viewers+s.o.consoles)
	follow := func(path string, take func(event, data []byte)) {
		w.all.Go(func() {
			if s.follow(ctx, client, path, ready, take); ctx.Err() == nil {
				w.over.Add(1)
			}
		})
	}
	for n := range viewers {
		p := &page{lines: map[int64]time.Time{}}
		w.pages = append(w.pages, p)
		follow("/overlay/"+s.overlay+"/events", func(event, data []byte) { p.take(event, data, n < sampled) })
	}
	for n := range s.o.consoles {
		d := &desk{studio: s, client: client, list: [...]string{"awaiting", "approved"}[n%2], changed: map[int64]struct{}{}}
		w.desks = append(w.desks, d)
		follow(fmt.Sprintf("/live?topics=event:%d", s.event), d.hear)
		w.all.Go(func() { d.follow(ctx) })
	}
	for range viewers + s.o.consoles {
		if err := <-ready; err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

func (w *watchers) close() {
	w.stop()
	w.all.Wait()
}

// follow reads a stream of events until ctx ends.
func (s *studio) follow(ctx context.Context, client *http.Client, path string, ready chan<- error, take func(event, data []byte)) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+path, nil)
	if err != nil {
		ready <- err
		return
	}
	request.AddCookie(&http.Cookie{Name: "frontdesk", Value: consoleToken})
	answer, err := client.Do(request)
	if err != nil {
		ready <- err
		return
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		ready <- fmt.Errorf("a stream is answered with %s", answer.Status)
		return
	}
	ready <- nil
	in := bufio.NewReaderSize(answer.Body, 32<<10)
	var event []byte
	for {
		text, err := in.ReadSlice('\n')
		if err != nil {
			return
		}
		if name, ok := bytes.CutPrefix(text, []byte("event: ")); ok {
			event = append(event[:0], bytes.TrimSpace(name)...)
		} else if data, ok := bytes.CutPrefix(text, []byte("data: ")); ok {
			take(event, data)
		}
	}
}

type shownLine struct {
	ID string `json:"id"`
}

func (p *page) take(event, data []byte, whole bool) {
	switch string(event) {
	case "message":
		p.frames++
		if !whole {
			return
		}
		var l shownLine
		if json.Unmarshal(data, &l) == nil && !p.show(l) {
			p.doubled++
		}
	case "snapshot":
		var all struct {
			Lines []shownLine `json:"lines"`
		}
		if json.Unmarshal(data, &all) != nil {
			return
		}
		p.jumps++
		for _, l := range all.Lines {
			p.show(l)
		}
	}
}

func (p *page) show(l shownLine) bool {
	var id int64
	if _, err := fmt.Sscan(l.ID, &id); err != nil {
		return true
	}
	if _, had := p.lines[id]; had {
		return false
	}
	p.lines[id] = time.Now()
	return true
}
