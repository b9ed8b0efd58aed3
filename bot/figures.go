package bot

import (
	"sync/atomic"
	"time"

	"frontdesk/domain"
)

// figures count what the desk does.
type figures struct {
	messages, presses, others atomic.Uint64
	parked                    atomic.Uint64
	busy                      atomic.Int64 // nanoseconds
}

func (f *figures) count(kind domain.UpdateKind, took time.Duration) {
	switch kind {
	case domain.UpdateMessage:
		f.messages.Add(1)
	case domain.UpdateCallback:
		f.presses.Add(1)
	default:
		f.others.Add(1)
	}
	f.busy.Add(int64(took))
}

// Figures are counts since the start.
type Figures struct {
	Messages, Presses, Others, Parked uint64
	Busy                              time.Duration // the sum of handling times
}

// Figures tells how much was done.
func (d *Desk) Figures() Figures {
	return Figures{
		Messages: d.figures.messages.Load(), Presses: d.figures.presses.Load(), Others: d.figures.others.Load(),
		Parked: d.figures.parked.Load(), Busy: time.Duration(d.figures.busy.Load()),
	}
}
