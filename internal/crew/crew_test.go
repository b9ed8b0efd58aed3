package crew_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"frontdesk/internal/crew"
)

func TestAllWorkIsDoneWhenWaitReturns(t *testing.T) {
	t.Parallel()
	c := crew.New()
	var done atomic.Int64
	for range 1000 {
		c.Go(func() { done.Add(1) })
	}
	c.Wait()
	if done.Load() != 1000 {
		t.Errorf("%d of 1000 pieces of work were done", done.Load())
	}
}

func TestNobodyWaitsForAPieceThatHangs(t *testing.T) {
	t.Parallel()
	c := crew.New()
	var release, others sync.WaitGroup
	release.Add(1)
	c.Go(release.Wait)
	others.Add(100)
	for range 100 {
		c.Go(others.Done)
	}
	others.Wait() // hangs here if they do
	release.Done()
	c.Wait()
}

func TestWhoCameForARushGoesAgain(t *testing.T) {
	t.Parallel()
	c := crew.New()
	var rush sync.WaitGroup
	let := make(chan struct{})
	for range 100 {
		rush.Add(1)
		c.Go(func() { rush.Done(); <-let })
	}
	rush.Wait()
	close(let)
	for range 10_000 {
		done := make(chan struct{})
		c.Go(func() { close(done) })
		<-done
	}
	if n := c.Members(); n > 5 {
		t.Errorf("%d are still there", n)
	}
	c.Wait()
	if n := c.Members(); n != 0 {
		t.Errorf("%d are there after the end", n)
	}
}
