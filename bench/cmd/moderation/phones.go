package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
)

// phoneBook reads along what the bot asks of Telegram.
type phoneBook struct {
	said   *saidBook
	cancel func()
	ended  chan struct{}

	mu      sync.Mutex
	first   int // the number of the flood's first message; 0 before it
	cards   []time.Duration
	carded  map[[2]int64]int // by chat and number: how often its card came
	digest  map[int64]time.Duration
	floodAt time.Time
	pressed map[string]time.Time
	answers []time.Duration
	limited int
	refused int
	lastNo  string
	passed  int // calls that Telegram's limits count
}

func readAlong(telegram *sim.Running, _ options, said *saidBook) *phoneBook {
	b := &phoneBook{
		said: said, ended: make(chan struct{}), carded: map[[2]int64]int{}, digest: map[int64]time.Duration{}, pressed: map[string]time.Time{},
	}
	requests, cancel := telegram.Subscribe(20_000)
	b.cancel = sync.OnceFunc(cancel)
	go func() {
		defer close(b.ended)
		for r := range requests {
			b.note(r)
		}
	}()
	return b
}

func (b *phoneBook) stop() {
	b.cancel()
	<-b.ended
}

// flood says that the flood begins with message n.
func (b *phoneBook) flood(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.first, b.floodAt = n, time.Now()
}

// press notes that a button was pressed; it is called before and after, since the answer may be quick.
func (b *phoneBook) press(callback string, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if answered, ok := b.pressed["answered "+callback]; ok {
		b.answers = append(b.answers, max(answered.Sub(at), 0))
		delete(b.pressed, "answered "+callback)
		return
	}
	b.pressed[callback] = at
}

func (b *phoneBook) note(r sim.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case r.Method == "getUpdates" && r.Status == 0: // it was stopped while it waited
		return
	case r.Status == http.StatusTooManyRequests:
		b.limited++
		return
	case r.Status != http.StatusOK:
		b.refused++
		b.lastNo = r.Method + ": " + r.Error
		return
	}
	var p struct {
		Chat     json.Number     `json:"chat_id"`
		Text     string          `json:"text"`
		Markup   json.RawMessage `json:"reply_markup"`
		Callback json.Number     `json:"callback_query_id"`
	}
	_ = json.Unmarshal(r.Params, &p) // what has none of these is none of ours
	switch r.Method {
	case "sendMessage":
		b.passed++
		chat, _ := p.Chat.Int64()
		b.message(chat, p.Text, string(p.Markup), r.At)
	case "editMessageText":
		b.passed++
	case "answerCallbackQuery":
		callback := string(p.Callback)
		if at, ok := b.pressed[callback]; ok {
			b.answers = append(b.answers, max(r.At.Sub(at), 0))
			delete(b.pressed, callback)
		} else {
			b.pressed["answered "+callback] = r.At
		}
	}
}

// message looks whether a new message is a card, or the digest.
func (b *phoneBook) message(chat int64, text, markup string, at time.Time) {
	if n, ok := number(text); ok {
		b.carded[[2]int64{chat, int64(n)}]++
		if said, known := b.said.when(n); known && n < leadMessages {
			b.cards = append(b.cards, at.Sub(said))
		}
		return
	}
	if _, had := b.digest[chat]; !had && !b.floodAt.IsZero() && strings.Contains(markup, "."+string(keyboards.StateDigest)+".") {
		b.digest[chat] = at.Sub(b.floodAt)
	}
}
