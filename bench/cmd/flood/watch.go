package main

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdesk/platforms/telegram/sim"
)

// watcher reads along what the bot asks of Telegram.
type watcher struct {
	o      options
	cancel func()
	ended  chan struct{}
	done   chan struct{} // closed when the whole broadcast has arrived

	mu      sync.Mutex
	seen    map[int]bool
	last    map[int64]int // of each chat: the broadcast's newest message
	waiting map[string]time.Time
	pressed map[string]time.Time // by callback query
	stopped map[string]time.Time // when the pressed button stopped to turn
	got     result
}

// result is what was seen.
type result struct {
	arrived, twice, disordered int
	passed                     int // calls that the limits count and let pass
	limited, refused           int
	asked                      int
	replies, answers           []time.Duration
}

func watch(telegram *sim.Running, o options) *watcher {
	w := &watcher{
		o: o, ended: make(chan struct{}), done: make(chan struct{}), seen: map[int]bool{}, last: map[int64]int{}, waiting: map[string]time.Time{},
		pressed: map[string]time.Time{}, stopped: map[string]time.Time{},
	}
	requests, cancel := telegram.Subscribe(10_000)
	w.cancel = cancel
	go func() {
		defer close(w.ended)
		for r := range requests {
			w.note(r)
		}
	}()
	return w
}

func (w *watcher) stop() {
	w.cancel()
	<-w.ended
}

func (w *watcher) result() result {
	w.mu.Lock()
	defer w.mu.Unlock()
	got := w.got
	got.replies = slices.Clone(got.replies)
	for callback, since := range w.pressed {
		if at, ok := w.stopped[callback]; ok {
			got.answers = append(got.answers, max(at.Sub(since), 0))
		}
	}
	return got
}

// expect begins to wait for a reply, by what it will be recognised by.
func (w *watcher) expect(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting[key] = time.Now()
	w.got.asked++
}

// press notes when a button was pressed; its answer may be here already.
func (w *watcher) press(callback string, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pressed[callback] = at
}

// idle tells whether nobody waits for a reply.
func (w *watcher) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.waiting) == 0
}

var (
	flooded = regexp.MustCompile(`flood-(\d+)-`)
	asked   = regexp.MustCompile(`zqm\d+`)
)

func (w *watcher) note(r sim.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case r.Status == http.StatusTooManyRequests:
		w.got.limited++
		return
	case r.Status != http.StatusOK:
		w.got.refused++
		return
	}
	var p struct {
		Chat     json.Number `json:"chat_id"`
		Message  json.Number `json:"message_id"`
		Text     string      `json:"text"`
		Callback json.Number `json:"callback_query_id"`
	}
	_ = json.Unmarshal(r.Params, &p) // what has none of these is none of ours
	switch r.Method {
	case "sendMessage":
		w.got.passed++
		if found := flooded.FindStringSubmatch(p.Text); found != nil {
			chat, _ := p.Chat.Int64()
			w.broadcast(found[1], chat)
		} else if word := asked.FindString(p.Text); word != "" {
			w.replied(word, r.At)
		}
	case "editMessageText":
		w.got.passed++
		w.replied(editOf(string(p.Chat), string(p.Message)), r.At)
	case "answerCallbackQuery":
		w.stopped[string(p.Callback)] = r.At
	}
}

func editOf(chat, message string) string { return chat + "/" + message }

func (w *watcher) broadcast(number string, chat int64) {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || w.seen[n] {
		w.got.twice++
		return
	}
	if last, any := w.last[chat]; any && n < last || w.o.chat(n) != chat {
		w.got.disordered++
	}
	w.seen[n], w.last[chat] = true, n
	if w.got.arrived++; w.got.arrived == w.o.messages {
		close(w.done)
	}
}

func (w *watcher) replied(key string, at time.Time) {
	if since, ok := w.waiting[key]; ok {
		w.got.replies = append(w.got.replies, max(at.Sub(since), 0))
		delete(w.waiting, key)
	}
}

func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
