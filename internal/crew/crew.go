// Package crew runs short pieces of work beside their caller, in goroutines that stay for the next piece. A fresh goroutine
// begins with a small stack, and growing it to the depth of an HTTP call or a query costs more than many a piece of work.
package crew

import (
	"sync"
	"sync/atomic"
)

// keep is how many goroutines stay: each holds on to some kilobytes of stack.
const keep = 256

// Crew is some goroutines with one owner, who calls Wait in the end. Whoever hands out the work bounds how many work at once.
type Crew struct {
	work    chan func()
	members sync.WaitGroup
	strong  atomic.Int64 // members there are
}

// New makes a crew of nobody yet.
func New() *Crew { return &Crew{work: make(chan func())} }

// Go begins a piece of work at once: with an idle member, else with a new one. Not after Wait.
func (c *Crew) Go(piece func()) {
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
				piece = <-c.work
			}
		})
	}
}

// Wait returns when all pieces have ended. It may be called once.
func (c *Crew) Wait() {
	close(c.work)
	c.members.Wait()
}
