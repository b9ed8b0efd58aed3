// Package clock gives the time and timers, so that tests decide when ten seconds have passed.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time and wakes people up.
type Clock interface {
	Now() time.Time
	// Timer sends once on its channel after d. Stop it when it is no longer wanted.
	Timer(d time.Duration) *Timer
	// At sends once at t, at once when t has passed. Who reckons with Now and then waits uses it: between the two the
	// clock may move on.
	At(t time.Time) *Timer
	// AfterFunc calls f in a goroutine of its own after d. The timer has no channel.
	AfterFunc(d time.Duration, f func()) *Timer
}

// Timer is one appointment.
type Timer struct {
	C    <-chan time.Time
	stop func() bool
}

// Stop cancels the timer and tells whether it was still to come.
func (t *Timer) Stop() bool { return t.stop() }

// System is the machine's own clock.
func System() Clock { return system{} }

type system struct{}

func (system) Now() time.Time { return time.Now() }

func (system) Timer(d time.Duration) *Timer {
	t := time.NewTimer(d)
	return &Timer{C: t.C, stop: t.Stop}
}

func (system) AfterFunc(d time.Duration, f func()) *Timer {
	return &Timer{stop: time.AfterFunc(d, f).Stop}
}

func (s system) At(t time.Time) *Timer { return s.Timer(time.Until(t)) }

// Fake is a clock that moves only when it is told to.
type Fake struct {
	mu     sync.Mutex
	now    time.Time
	timers map[*fakeTimer]struct{}
}

type fakeTimer struct {
	at time.Time
	c  chan time.Time
	f  func() // instead of c
}

func (t *fakeTimer) fire(now time.Time) {
	if t.f != nil {
		go t.f()
		return
	}
	t.c <- now
}

// NewFake makes a clock that stands at t.
func NewFake(t time.Time) *Fake { return &Fake{now: t, timers: map[*fakeTimer]struct{}{}} }

// Now tells where the clock stands.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Timer fires when the clock has been moved by d in all.
func (f *Fake) Timer(d time.Duration) *Timer {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at(&fakeTimer{at: f.now.Add(d), c: make(chan time.Time, 1)})
}

// AfterFunc calls do when the clock has been moved by d in all.
func (f *Fake) AfterFunc(d time.Duration, do func()) *Timer {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at(&fakeTimer{at: f.now.Add(d), f: do})
}

// At fires when the clock stands at t or later.
func (f *Fake) At(t time.Time) *Timer {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at(&fakeTimer{at: t, c: make(chan time.Time, 1)})
}

func (f *Fake) at(t *fakeTimer) *Timer {
	if !t.at.After(f.now) {
		t.fire(f.now)
	} else {
		f.timers[t] = struct{}{}
	}
	return &Timer{C: t.c, stop: func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		_, waiting := f.timers[t]
		delete(f.timers, t)
		return waiting
	}}
}

// Advance moves the clock and fires every timer that has come due.
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
	for t := range f.timers {
		if !t.at.After(f.now) {
			t.fire(f.now)
			delete(f.timers, t)
		}
	}
}
