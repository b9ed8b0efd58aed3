package overlay

import (
	"time"

	"frontdesk/internal/clock"
)

// timers are the appointments of a hub's goroutine.
type timers struct {
	clock             clock.Clock
	read, wake, check appointment
}

// appointment is nothing (the zero value), or a time that will come.
type appointment struct {
	timer *clock.Timer
	at    time.Time
}

// C is nil, and so never ready, when there is no appointment.
func (a appointment) C() <-chan time.Time {
	if a.timer == nil {
		return nil
	}
	return a.timer.C
}

func newTimers(h *Handler) *timers { return &timers{clock: h.clock} }

// set makes an appointment in the place of whatever there was.
func (t *timers) set(a *appointment, d time.Duration) {
	if a.timer != nil {
		a.timer.Stop()
	}
	*a = appointment{timer: t.clock.Timer(d), at: t.clock.Now().Add(d)}
}

// sooner makes an appointment unless there is an earlier one.
func (t *timers) sooner(a *appointment, d time.Duration) {
	if a.timer == nil || t.clock.Now().Add(d).Before(a.at) {
		t.set(a, d)
	}
}

func (t *timers) stop() {
	for _, a := range []appointment{t.read, t.wake, t.check} {
		if a.timer != nil {
			a.timer.Stop()
		}
	}
}
