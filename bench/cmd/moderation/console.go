package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// desk is one open page of the console: it hears which messages have changed and fetches their rows anew, as the page's own
// script does (web/static/webinars.js).
type desk struct {
	studio *studio
	client *http.Client
	list   string // awaiting, approved

	mu      sync.Mutex
	changed map[int64]struct{}
	told    int
	fetched []time.Duration
	failed  int
}

// The script's pauses: rows are fetched together, the whole list when there are too many.
const (
	fetchEvery = 250 * time.Millisecond
	wholeEvery = time.Second
	mostRows   = 25
)

func (d *desk) hear(event, data []byte) {
	var e struct {
		Kind string `json:"kind"`
		ID   int64  `json:"id"`
	}
	if string(event) != "live" || json.Unmarshal(data, &e) != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told++
	if e.Kind == "message" {
		d.changed[e.ID] = struct{}{}
	}
}

// follow fetches what has changed until ctx ends.
func (d *desk) follow(ctx context.Context) {
	next := fetchEvery
	for pause(ctx, next) {
		next = fetchEvery
		d.mu.Lock()
		var ids []string
		for id := range d.changed {
			ids = append(ids, fmt.Sprint(id))
		}
		clear(d.changed)
		d.mu.Unlock()
		if len(ids) == 0 {
			continue
		}
		query := "ids=" + strings.Join(ids, ",")
		if len(ids) > mostRows {
			query, next = "fresh=1", wholeEvery
		}
		began := time.Now()
		err := d.fetch(ctx, query)
		if ctx.Err() != nil {
			return
		}
		d.mu.Lock()
		if d.fetched = append(d.fetched, time.Since(began)); err != nil {
			d.failed++
		}
		d.mu.Unlock()
	}
}

func (d *desk) fetch(ctx context.Context, query string) error {
	address := fmt.Sprintf("http://%s/webinars/events/%d/messages/%s?%s", d.studio.address, d.studio.event, d.list, query)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.AddCookie(&http.Cookie{Name: "frontdesk", Value: consoleToken})
	request.Header.Set("HX-Request", "true")
	answer, err := d.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err = io.Copy(io.Discard, answer.Body); err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("a page of the console: %s", answer.Status)
	}
	return err
}

// judgeDesks adds up what the console's pages have done.
func judgeDesks(r *result, desks []*desk) {
	for _, d := range desks {
		r.told += d.told
		r.fetchFailed += d.failed
		r.fetched = slices.Concat(r.fetched, d.fetched)
	}
}
