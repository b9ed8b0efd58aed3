package clock_test

import (
	"context"
	"testing"
	"time"

	"frontdesk/internal/clock"
)

func TestSleepEndsWithItsTimeItsWakeOrItsContext(t *testing.T) {
	t.Parallel()
	fake := clock.NewFake(time.Unix(0, 0))
	ended := make(chan bool, 1)
	wake := make(chan struct{}, 1)

	wake <- struct{}{}
	if !clock.Sleep(t.Context(), fake, time.Hour, wake) {
		t.Error("woken early, it is not told that the context ended")
	}
	if !clock.Until(t.Context(), fake, fake.Now().Add(-time.Second), nil) {
		t.Error("a time that has passed is not waited for")
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { ended <- clock.Sleep(ctx, fake, time.Hour, nil) }()
	cancel()
	if <-ended {
		t.Error("the context ended, and it is not told")
	}
}
