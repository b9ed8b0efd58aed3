package clock

import (
	"context"
	"time"
)

// Sleep waits for d, and tells false when ctx ended before. Something in wake ends it early; nil wakes nobody.
func Sleep(ctx context.Context, c Clock, d time.Duration, wake <-chan struct{}) bool {
	return wait(ctx, c.Timer(d), wake)
}

// Until is Sleep up to a time: who reckons with Now and then waits uses it.
func Until(ctx context.Context, c Clock, t time.Time, wake <-chan struct{}) bool {
	return wait(ctx, c.At(t), wake)
}

func wait(ctx context.Context, timer *Timer, wake <-chan struct{}) bool {
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-wake:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}
