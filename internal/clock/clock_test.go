package clock_test

import (
	"testing"
	"time"

	"frontdesk/internal/clock"
)

func fired(timer *clock.Timer) bool {
	select {
	case <-timer.C:
		return true
	default:
		return false
	}
}

func TestAFakeClockFiresWhatHasComeDue(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)
	c := clock.NewFake(began)
	soon, later, stopped := c.Timer(time.Second), c.At(began.Add(time.Minute)), c.Timer(time.Second)
	if !stopped.Stop() || stopped.Stop() {
		t.Error("a timer is stopped once")
	}
	c.Advance(time.Second)
	if !fired(soon) || fired(later) || fired(stopped) {
		t.Error("not the one timer that is due has fired")
	}
	c.Advance(time.Hour)
	if !fired(later) || fired(later) {
		t.Error("a timer fires once")
	}
	// Somebody who reckoned with the time before the clock was moved is not left waiting.
	if !fired(c.At(began.Add(time.Minute))) || !fired(c.Timer(0)) {
		t.Error("an appointment in the past fires at once")
	}
}

func TestAFakeClockCallsWhatHasComeDue(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC))
	called := make(chan string, 2)
	c.AfterFunc(time.Second, func() { called <- "due" })
	stopped := c.AfterFunc(time.Second, func() { called <- "stopped" })
	stopped.Stop()
	c.Advance(time.Minute)
	if got := <-called; got != "due" {
		t.Errorf("the clock called %s", got)
	}
}

func TestTheSystemsClockFires(t *testing.T) {
	t.Parallel()
	c := clock.System()
	<-c.At(c.Now().Add(-time.Second)).C
	<-c.Timer(time.Millisecond).C
	called := make(chan struct{})
	c.AfterFunc(time.Millisecond, func() { close(called) })
	<-called
}
