package outbox_test

import (
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/outbox"
)

// TestRemindersForTomorrowKeepNothingOutThatIsDue: more of them than memory is meant to hold, of the same priority.
func TestRemindersForTomorrowKeepNothingOutThatIsDue(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(d *desk, path string, o outbox.Options) *desk{
		"put by this life": func(d *desk, _ string, _ outbox.Options) *desk { return d },
		"left by an earlier one": func(d *desk, path string, o outbox.Options) *desk {
			d.db.Close()
			return openWith(d.t, path, o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "x.db")
			o := outbox.Options{Window: 20}
			d := openWith(t, path, o)
			d.t = t
			tomorrow := start.Add(24 * time.Hour)
			reminder := func(i int) domain.Delivery {
				return domain.Delivery{Recipient: int64(1000 + i%40), Priority: domain.PriorityNotice, Payload: "tomorrow", NotBefore: tomorrow.Add(time.Duration(i%3) * time.Minute)}
			}
			for i := range 100 {
				d.put(reminder(i))
			}
			d = before(d, path, o)
			d.run()
			for i := range 30 {
				d.put(domain.Delivery{Recipient: int64(i), Priority: domain.PriorityNotice, Payload: "now"}, reminder(i))
			}
			d.until(d.sent(30), 0) // the clock stands
			for _, one := range d.to.got() {
				if one.Payload != "now" {
					t.Fatal("a reminder came a day early")
				}
			}
			for d.time.Now().Before(tomorrow) {
				d.time.Advance(time.Minute)
			}
			for range 3 { // it stands between: what is due goes out by itself
				d.time.Advance(time.Minute)
				d.until(d.box.Idle, 0)
			}
			d.until(d.sent(160), 0)
			d.stop()
			for i, one := range d.to.got() {
				if early := one.NotBefore.Sub(d.to.when()[i]); one.Payload == "tomorrow" && early > 0 {
					t.Errorf("a reminder came %v early", early)
				}
			}
			if got := len(d.to.got()); got != 160 {
				t.Errorf("%d were sent, not 160", got)
			}
		})
	}
}

// TestRemindersAtAllDistancesAreSentOnceAtTheirTime: what is put for later lies now inside, now outside of what is held in
// memory.
func TestRemindersAtAllDistancesAreSentOnceAtTheirTime(t *testing.T) {
	t.Parallel()
	d := openWith(t, filepath.Join(t.TempDir(), "x.db"), outbox.Options{Window: 8})
	d.run()
	const number = 120
	for i := range number {
		// From now to four minutes ahead, in steps that are not whole milliseconds.
		d.put(domain.Delivery{Recipient: int64(i), Priority: domain.PriorityNotice, NotBefore: d.time.Now().Add(time.Duration(i) * 2 * time.Second).Add(time.Duration(i) * 7 * time.Microsecond)})
		d.time.Advance(time.Second)
	}
	d.until(d.sent(number), time.Second)
	d.until(d.box.Idle, 0)
	d.stop()
	seen := map[int64]int{}
	for i, one := range d.to.got() {
		seen[one.Recipient]++
		if early := one.NotBefore.Sub(d.to.when()[i]); early > time.Millisecond {
			t.Errorf("sent %v early", early)
		}
	}
	if len(seen) != number || len(d.to.got()) != number {
		t.Errorf("%d of %d, %d times in all", len(seen), number, len(d.to.got()))
	}
}
