package crew_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

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
	// As many as it takes: those of the rush may come to rest late, and then count as needed for a while.
	for deadline := time.Now().Add(10 * time.Second); c.Members() > 5; {
		if time.Now().After(deadline) {
			t.Fatalf("%d are still there", c.Members())
		}
		done := make(chan struct{})
		c.Go(func() { close(done) })
		<-done
	}
	c.Wait()
	if n := c.Members(); n != 0 {
		t.Errorf("%d are there after the end", n)
	}
}

// TestWhoHandsOutTheLastPieceMayStillBeAtIt: its owner has seen that all pieces are done, and not who hands them out.
func TestWhoHandsOutTheLastPieceMayStillBeAtIt(t *testing.T) {
	t.Parallel()
	const rush = 200
	var handing sync.WaitGroup
	for range 50 {
		c := crew.New()
		let := make(chan struct{})
		for range rush {
			c.Go(func() { <-let })
		}
		close(let)
		done := make(chan struct{})
		for range 3*1024 - rush - 1 {
			c.Go(func() { done <- struct{}{} })
			<-done
		}
		handing.Go(func() { c.Go(func() { done <- struct{}{} }) }) // whoever is too many goes with this one
		<-done
		c.Wait()
	}
	handing.Wait()
}
