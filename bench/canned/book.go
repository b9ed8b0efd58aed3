package canned

import (
	"bytes"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// The calls that an update can cause.
const (
	callMessage = iota
	callAnswer
	callEdit
	callKinds
)

// book ticks off what has been handed out and what came of it.
type book struct {
	o       Options
	updates [][]byte // by id; there is no 0
	need    int64    // calls in all
	needed  int64    // of the warming
	changed func()

	calls   atomic.Int64
	seen    []atomic.Uint32 // callKinds for each update
	arrived []atomic.Int64  // when it could be had, in nanoseconds since the epoch
	first   []atomic.Int64  // when its first call came
	twice   atomic.Int64
	bad     atomic.Int64
	sent    atomic.Int64
	warm    chan struct{}
	done    chan struct{}
	polled  chan struct{}

	mu       sync.Mutex
	warmAt   time.Time
	doneAt   time.Time
	firstBad string
	others   map[string]int64
}

func newBook(o Options, changed func()) *book {
	total := o.Updates + o.Warm
	b := &book{
		o: o, changed: changed, updates: make([][]byte, total+1), need: callsUpTo(total), needed: callsUpTo(o.Warm),
		seen: make([]atomic.Uint32, callKinds*(total+1)), arrived: make([]atomic.Int64, total+1), first: make([]atomic.Int64, total+1),
		warm: make(chan struct{}), done: make(chan struct{}), polled: make(chan struct{}), others: map[string]int64{},
	}
	for id := 1; id <= total; id++ {
		b.updates[id] = o.update(id)
	}
	return b
}

// came notes when an update could be had for the first time.
func (b *book) came(id int, at time.Time) { b.arrived[id].CompareAndSwap(0, at.UnixNano()) }

func (b *book) nextMessage() int64 { return 1_000_000 + b.sent.Add(1) }

func (b *book) other(method string) {
	b.mu.Lock()
	b.others[method]++
	b.mu.Unlock()
}

func (b *book) message(body []byte) {
	words, buttons := "echo", 2
	if b.o.Flow != Echo {
		words, buttons = "zqm", 1
	}
	b.tick(callMessage, body, "zqm", bytes.Contains(body, []byte(words)) && bytes.Count(body, []byte("callback_data")) >= buttons)
}

func (b *book) answered(body []byte) { b.tick(callAnswer, body, "zqi", true) }

func (b *book) edited(body []byte) {
	if b.o.Flow != Echo {
		b.tick(callEdit, body, "message_id", bytes.Contains(body, []byte("Shop")))
		return
	}
	b.tick(callEdit, body, "zqc", bytes.Contains(body, []byte("edited")))
}

// tick ticks off one call for the update whose id stands behind key.
func (b *book) tick(kind int, body []byte, key string, right bool) {
	now := time.Now()
	id, found := intAfter(body, key)
	if !right || !found || id < 1 || id >= len(b.updates) || b.arrived[id].Load() == 0 {
		b.bad.Add(1)
		b.mu.Lock()
		if b.firstBad == "" {
			b.firstBad = string(body[:min(len(body), 600)])
		}
		b.mu.Unlock()
		return
	}
	if b.seen[callKinds*id+kind].Add(1) > 1 {
		b.twice.Add(1)
		return
	}
	b.first[id].CompareAndSwap(0, now.UnixNano())
	switch b.calls.Add(1) {
	case b.needed:
		b.mu.Lock()
		b.warmAt = now
		b.mu.Unlock()
		close(b.warm)
	case b.need:
		b.mu.Lock()
		b.doneAt = now
		b.mu.Unlock()
		close(b.done)
	}
	if b.o.Window > 0 {
		b.changed()
	}
}

// Tally is how a bot has done.
type Tally struct {
	Calls, Missing, Twice, Bad int64
	Seconds                    float64 // for the measured updates; 0 while they are not done
	P50, P99, Max              float64 // from when an update could be had to its first answer, in milliseconds
	FirstBad                   string
	Others                     map[string]int64
	Polls, Connections         int64
}

func (b *book) tally() Tally {
	calls := b.calls.Load()
	t := Tally{Calls: calls, Missing: b.need - calls, Twice: b.twice.Load(), Bad: b.bad.Load(), Others: map[string]int64{}}
	b.mu.Lock()
	defer b.mu.Unlock()
	t.FirstBad = b.firstBad
	for method, n := range b.others {
		t.Others[method] = n
	}
	if !b.doneAt.IsZero() {
		t.Seconds = b.doneAt.Sub(b.warmAt).Seconds()
	}
	took := make([]time.Duration, 0, b.o.Updates)
	for id := b.o.Warm + 1; id < len(b.updates); id++ {
		if at := b.first[id].Load(); at != 0 {
			took = append(took, time.Duration(at-b.arrived[id].Load()))
		}
	}
	t.P50, t.P99, t.Max = quantiles(took)
	return t
}

// quantiles are in milliseconds; zero for nothing.
func quantiles(took []time.Duration) (p50, p99, longest float64) {
	if len(took) == 0 {
		return 0, 0, 0
	}
	slices.Sort(took)
	at := func(q float64) float64 {
		return float64(took[min(int(q*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	return at(0.5), at(0.99), at(1)
}
