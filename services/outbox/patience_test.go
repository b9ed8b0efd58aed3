package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/services/outbox"
)

var errBroken = &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("HTTP 500")}

// TestADeliveryThatThePlatformCannotTakeDoesNotHoldItsChatForEver: Telegram answers 500 to this one, whatever we do.
func TestADeliveryThatThePlatformCannotTakeDoesNotHoldItsChatForEver(t *testing.T) {
	t.Parallel()
	var log syncBuffer
	d := openWith(t, filepath.Join(t.TempDir(), "x.db"), outbox.Options{Log: zerolog.New(&log)})
	d.to.fail = func(one domain.Delivery) error {
		if one.Payload == "poison" {
			return errBroken
		}
		return nil
	}
	d.put(domain.Delivery{Recipient: 1, Priority: 1, Payload: "poison"}, domain.Delivery{Recipient: 1, Priority: 1, Payload: "next"})
	d.run()
	var next time.Time
	d.until(func() bool {
		d.put(domain.Delivery{Recipient: 2, Priority: 1}) // others are answered all the time
		for i, one := range d.to.got() {
			if one.Payload == "next" {
				next = d.to.when()[i]
			}
		}
		return !next.IsZero()
	}, 45*time.Second)
	d.stop()
	if waited := next.Sub(start); waited < time.Hour || waited > 3*time.Hour {
		t.Errorf("the chat went on after %v", waited)
	}
	if f := d.box.Figures(); f.GivenUp != 1 || f.Failed != 0 || f.Retried < 40 {
		t.Errorf("%+v", f)
	}
	if n := strings.Count(log.String(), "a delivery was given up"); n != 1 {
		t.Errorf("%d lines tell of it:\n%s", n, log.String())
	}
}

func TestAPlatformThatIsAwayForADayIsWaitedFor(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	d.to.fail = func(domain.Delivery) error {
		if d.time.Now().Sub(start) < 24*time.Hour {
			return errBroken
		}
		return nil
	}
	d.put(domain.Delivery{Recipient: 1, Priority: 1}, domain.Delivery{Recipient: 1, Priority: 1}, domain.Delivery{Recipient: 2, Priority: 1})
	d.run()
	d.until(d.sent(3), 2*time.Minute)
	if f := d.box.Figures(); f.Retried < 100 || f.GivenUp != 0 {
		t.Errorf("%+v", f)
	}
}

// TestARefundIsAskedForUntilThereIsAnAnswer, and holds nobody up meanwhile.
func TestARefundIsAskedForUntilThereIsAnAnswer(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	d.to.fail = func(one domain.Delivery) error {
		if one.Kind == domain.DeliveryRefund && d.time.Now().Sub(start) < 3*time.Hour {
			return errBroken
		}
		return nil
	}
	d.put(domain.Delivery{Recipient: 1, Priority: 1, Kind: domain.DeliveryRefund, Payload: "5"}, domain.Delivery{Recipient: 1, Priority: 1})
	d.run()
	d.until(d.sent(1), 0)
	paidBack := func() bool {
		got := d.to.got()
		d.put(domain.Delivery{Recipient: 2, Priority: 1}) // others are answered all the time
		return slices.ContainsFunc(got, func(one domain.Delivery) bool { return one.Kind == domain.DeliveryRefund })
	}
	d.until(paidBack, time.Minute)
	if f := d.box.Figures(); f.GivenUp != 0 {
		t.Errorf("%+v", f)
	}
}

// syncBuffer is a log that may be read while it is written.
type syncBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// TestWhileThePlatformIsAwayOneTriesForAll, however many chats wait.
func TestWhileThePlatformIsAwayOneTriesForAll(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	asked, back := 0, start.Add(10*time.Minute)
	d.to.fail = func(domain.Delivery) error {
		if d.time.Now().Before(back) {
			asked++
			return errBroken
		}
		return nil
	}
	for chat := range int64(200) {
		d.put(domain.Delivery{Recipient: chat + 1, Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(d.sent(200), time.Second)
	if asked > 60 { // as many as go out at once, and one every minute in the end
		t.Errorf("asked %d times in ten minutes", asked)
	}
	if took := d.time.Now().Sub(back); took > 2*time.Minute {
		t.Errorf("the messages went out %v after the platform was back", took)
	}
}

// blockers is a platform that is away at first, and then tells of everybody that they have blocked the bot. Back again, it leaves
// one without an answer until another asks.
type blockers struct {
	mu    sync.Mutex
	back  func() bool
	asked int // since it is back
	both  chan struct{}
}

func (b *blockers) times(n int) func() bool {
	return func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.asked >= n
	}
}

func (b *blockers) Send(ctx context.Context, _ domain.Delivery) (outbox.Receipt, error) {
	if !b.back() {
		return outbox.Receipt{}, errBroken
	}
	b.mu.Lock()
	b.asked++
	n := b.asked
	b.mu.Unlock()
	switch n {
	case 3:
		close(b.both)
	case 2:
		select {
		case <-b.both:
		case <-ctx.Done():
		}
	}
	return outbox.Receipt{}, &domain.Error{Kind: domain.KindUnreachable}
}

// TestThePlatformIsBackAlsoWhenAllHaveBlockedTheBot: one that answers is asked by more than one at a time.
func TestThePlatformIsBackAlsoWhenAllHaveBlockedTheBot(t *testing.T) {
	t.Parallel()
	d := open(t, filepath.Join(t.TempDir(), "x.db"), outbox.Limits{})
	back := &blockers{back: func() bool { return d.time.Now().Sub(start) > time.Minute }, both: make(chan struct{})}
	d.box.Use(back)
	for chat := range int64(20) {
		d.put(domain.Delivery{Recipient: chat + 1, Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(back.times(1), time.Second)
	d.until(back.times(3), 0) // the clock stands: nobody tries because the other takes long
	d.until(d.box.Idle, time.Second)
}

// TestALimitThatIsKnownBeforehandIsNobodysTrouble: one webhook waits, the log says nothing, and the others go on.
func TestALimitThatIsKnownBeforehandIsNobodysTrouble(t *testing.T) {
	t.Parallel()
	var log syncBuffer
	d := openWith(t, filepath.Join(t.TempDir(), "x.db"), outbox.Options{Log: zerolog.New(&log)})
	until := start.Add(3 * time.Second)
	d.to.fail = func(one domain.Delivery) error {
		if one.Recipient <= 3 && d.time.Now().Before(until) {
			return outbox.NotAsked(&domain.Error{Kind: domain.KindRateLimited, RetryAfter: until.Sub(d.time.Now()), Err: errors.New("used up")})
		}
		return nil
	}
	for recipient := range int64(5) {
		d.put(domain.Delivery{Recipient: recipient + 1, Priority: domain.PriorityNotice})
	}
	d.run()
	d.until(d.sent(2), 0) // the two that have room do not wait
	d.until(d.sent(5), 100*time.Millisecond)
	d.stop()
	if text := log.String(); strings.Contains(text, "warn") {
		t.Errorf("the log says:\n%s", text)
	}
	if f := d.box.Figures(); f.Limited != 0 {
		t.Errorf("%+v", f)
	}
}
