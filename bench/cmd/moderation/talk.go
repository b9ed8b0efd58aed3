package main

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"

	"frontdesk/bench/house"
	"frontdesk/bench/proc"
	platform "frontdesk/platforms/webinar/sim"
)

// Before the flood people talk slowly, and each message is a card on each phone: more than ten in a minute would be a flood. A
// card, its new face once it is decided and what follows on 20 phones is what Telegram's limits let pass in the time between.
const (
	leadMessages = 9
	leadEvery    = 4 * time.Second
	leadTime     = (leadMessages + 1) * leadEvery
	// settleTime bounds how long the last decisions may take to the platform; deletions wait 10 s to be taken back.
	settleTime = 30 * time.Second
)

// saidBook knows when each message was said, by the number in its text.
type saidBook struct {
	mu sync.Mutex
	at map[int]time.Time
	id map[int]int64 // the platform's
}

func newSaidBook() *saidBook { return &saidBook{at: map[int]time.Time{}, id: map[int]int64{}} }

func (b *saidBook) note(n int, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at[n] = at
}

func (b *saidBook) when(n int) (time.Time, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	at, known := b.at[n]
	return at, known
}

func (b *saidBook) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.at)
}

// line is message n, and number reads it.
func line(n int) (author, text string) {
	return fmt.Sprintf("Guest %d", n%200), fmt.Sprintf("msg-%d- when does the recording come, and will it have the slides?", n)
}

var numbered = regexp.MustCompile(`msg-(\d+)-`)

func number(text string) (int, bool) {
	found := numbered.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil
}

// usage is what the flood took.
type usage struct {
	began, ended time.Time
	cpu          float64 // seconds of Frontdesk
	ours         float64 // seconds of everything else: simulators, phones, viewers
	peak         int64
	calls        map[string]int // at the platform, by route
	busiest      int            // most calls in a second
}

// talk is the slow beginning and the flood.
func (s *studio) talk(ctx context.Context) error {
	say := func(i int) (string, string) {
		s.said.note(i, time.Now())
		return line(i)
	}
	_, err := s.platform.Flood(ctx, s.session, platform.Flood{PerSecond: 1 / leadEvery.Seconds(), Total: leadMessages, Line: say})
	if err != nil {
		return err
	}
	if !pause(ctx, leadEvery) {
		return ctx.Err()
	}
	s.phones.flood(leadMessages)
	before, self := s.child.Usage(), proc.Self()
	calls := s.platform.Counts()
	s.used.began = time.Now()
	total := int(s.o.rate * s.o.duration.Seconds())
	_, err = s.platform.Flood(ctx, s.session, platform.Flood{
		PerSecond: s.o.rate, Total: total, Line: func(i int) (string, string) { return say(leadMessages + i) },
	})
	s.used.ended = time.Now()
	s.used.cpu, s.used.ours = s.child.Usage().CPU-before.CPU, proc.Self()-self
	s.used.calls = map[string]int{}
	for route, count := range s.platform.Counts() {
		if n := count.Calls - calls[route].Calls; n > 0 {
			s.used.calls[route] = n
		}
	}
	for second, n := range s.platform.PerSecond() {
		if second > s.used.began.Unix() && second < s.used.ended.Unix() {
			s.used.busiest = max(s.used.busiest, n)
		}
	}
	return err
}

func (u usage) seconds() float64 { return u.ended.Sub(u.began).Seconds() }

func (u usage) perSecond(route string) float64 {
	n := 0
	for name, calls := range u.calls {
		if route == "" || name == route {
			n += calls
		}
	}
	return float64(n) / u.seconds()
}

// decisions is how many calls a second have brought decisions: that depends on what people press.
func (u usage) decisions() float64 {
	return u.perSecond("cookie PUT /eventsessions/{id}/chat/messages/moderate") + u.perSecond("cookie PUT /eventsessions/{id}/chat/messages/delete")
}

// watching is all the others.
func (u usage) watching() float64 { return u.perSecond("") - u.decisions() }

// settle waits until the platform has all that was said and decided.
func (s *studio) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	db, err := house.OpenFile(s.house.Database(), "mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	for {
		left, err := s.left(ctx, db)
		if ctx.Err() != nil {
			return nil // what is left shows itself in the verdict
		}
		if err != nil {
			return err
		}
		if left == 0 {
			// Phones and pages get what they are still to get.
			pause(ctx, 2*time.Second)
			return nil
		}
		pause(ctx, 200*time.Millisecond)
	}
}

func (s *studio) left(ctx context.Context, db *sql.DB) (left int, err error) {
	var kept int
	err = db.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(state <> at_platform), 0) FROM frontdesk_chat_message WHERE event_id = ?`, s.event).Scan(&kept, &left)
	return left + max(0, s.said.count()-kept), err
}

// pause waits, and tells whether the time has come before ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
