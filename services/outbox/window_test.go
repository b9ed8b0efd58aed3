package outbox_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/outbox"
)

// perSecond lets the first three go at once and then one at a time, when the clock is moved.
var perSecond = outbox.Limits{PerSecond: 1}

func TestAnAnswerDoesNotWaitForABroadcastThatFillsTheMemory(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(d *desk, path string) *desk{
		"put by this life": func(d *desk, _ string) *desk { return d },
		"left by an earlier one": func(d *desk, path string) *desk {
			d.db.Close()
			return openWith(d.t, path, outbox.Options{Limits: perSecond, Window: 50, Workers: 1})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "x.db")
			d := openWith(t, path, outbox.Options{Limits: perSecond, Window: 50, Workers: 1})
			d.t = t
			news := make([]domain.Delivery, 500)
			for i := range news {
				news[i] = domain.Delivery{Recipient: int64(i), Priority: domain.PriorityBroadcast + domain.Priority(-i%2), Payload: "news"}
			}
			d.put(news...)
			d = before(d, path)
			d.run()
			d.until(d.sent(3), 0)
			d.put(
				domain.Delivery{Recipient: 7, Priority: domain.PriorityInteractive, Payload: "first"},
				domain.Delivery{Recipient: 7, Priority: domain.PriorityInteractive, Payload: "second"},
				domain.Delivery{Recipient: 8, Priority: domain.PrioritySecret, Payload: "password", Kind: domain.DeliveryDelete},
			)
			d.until(d.sent(8), time.Second) // one in ten is a broadcast, whatever else waits
			place := map[string]int{}
			for i, one := range d.to.got() {
				place[one.Payload] = i
			}
			if place["password"] == 0 || place["first"] < place["password"] || place["second"] < place["first"] || place["second"] > 7 {
				t.Errorf("the answers went out at places %v", place)
			}
		})
	}
}

func TestAChatKeepsItsOrderWhileTheDatabaseIsReadOn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	d := openWith(t, path, outbox.Options{Window: 8})
	number := 0
	put := func(n int) {
		for range n {
			d.put(domain.Delivery{Recipient: int64(number % 3), Priority: domain.PriorityInteractive, Payload: fmt.Sprint(number)})
			number++
		}
	}
	put(100)
	d.db.Close()
	d = openWith(t, path, outbox.Options{Window: 8})
	put(5)
	d.run()
	put(100) // some while pages are read
	d.until(d.sent(number), 0)
	d.until(d.box.Idle, 0)
	d.stop()
	last := map[int64]int{}
	for _, one := range d.to.got() {
		var n int
		if _, err := fmt.Sscan(one.Payload, &n); err != nil {
			t.Fatal(err)
		}
		if before, ok := last[one.Recipient]; ok && n <= before {
			t.Fatalf("chat %d got %d after %d", one.Recipient, n, before)
		}
		last[one.Recipient] = n
	}
	if got := len(d.to.got()); got != number {
		t.Errorf("%d of %d were sent", got, number)
	}
}
