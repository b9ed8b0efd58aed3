// Package crew runs short pieces of work beside their caller, in goroutines that stay for the next piece. A fresh goroutine
// begins with a small stack, and growing it to the depth of an HTTP call or a query costs more than many a piece of work.
package crew

import (
	"sync"
	"sync/atomic"
)

const (
	// keep is how many goroutines stay at most: each holds on to some kilobytes of stack.
	keep = 256
	// reviewEvery so many pieces those go whom nobody has needed for as long.
	reviewEvery = 1024
)

// Crew is some goroutines with one owner, who calls Wait in the end. Whoever hands out the work bounds how many work at once.
type Crew struct {
	work    chan func()
	members sync.WaitGroup
	strong  atomic.Int64 // members there are
	idle    atomic.Int64 // of these, who wait
	spare   atomic.Int64 // the fewest who waited at any time since the last review
	pieces  atomic.Int64
}

// New makes a crew of nobody yet.
func New() *Crew {
	c := &Crew{work: make(chan func())}
	c.spare.Store(keep)
	return c
}

// Go begins a piece of work at once: with an idle member, else with a new one. Not after Wait.
func (c *Crew) Go(piece func()) {
	c.review() // before the piece: with its end there may be nobody to send anything to any more
	select {
	case c.work <- piece:
	default:
		c.strong.Add(1)
		c.members.Go(func() {
			defer c.strong.Add(-1)
			for piece != nil {
				piece()
				if c.strong.Load() > keep {
					return
				}
				c.idle.Add(1)
				piece = <-c.work
				c.idle.Add(-1)
			}
		})
	}
}

// review lets members go that a rush has brought and that have only waited since.
func (c *Crew) review() {
	idle := max(c.idle.Load()-1, 0) // one is needed now
	for least := c.spare.Load(); idle < least && !c.spare.CompareAndSwap(least, idle); {
		least = c.spare.Load()
	}
	if c.pieces.Add(1)%reviewEvery != 0 {
		return
	}
	for range c.spare.Swap(keep) {
		select {
		case c.work <- nil:
		default:
			return // they are needed after all
		}
	}
}

// Members tells how many there are.
func (c *Crew) Members() int { return int(c.strong.Load()) }

// Wait returns when all pieces have ended. It may be called once.
func (c *Crew) Wait() {
	close(c.work)
	c.members.Wait()
}
