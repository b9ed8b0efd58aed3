package crashtest

import (
	"fmt"
	"time"
)

// The phases of a request at which the program can be killed.
type phase int

const (
	arriving phase = iota // Telegram has got the request and done nothing yet
	done                  // it had its effect, and the answer has not left
	answered              // the answer is on its way back
)

func (p phase) String() string { return [...]string{"arriving", "done", "answered"}[p] }

// Moments that no request marks.
const (
	sinceStart = "exec"
	sincePoll  = "first poll"
)

// moment is when a life ends: at a phase of the nth request of a method, or by the clock. The zero value never comes.
type moment struct {
	method string // of the Bot API, or sinceStart, or sincePoll
	n      int
	phase  phase
	lost   bool          // with arriving: the request dies with the program
	delay  time.Duration // from then on
}

func (m moment) String() string {
	switch {
	case m.method == sinceStart || m.method == sincePoll:
		return fmt.Sprintf("%v after %s", m.delay.Round(10*time.Microsecond), m.method)
	case m.lost:
		return fmt.Sprintf("%s %d lost", m.method, m.n)
	default:
		return fmt.Sprintf("%v after %s %d %v", m.delay.Round(10*time.Microsecond), m.method, m.n, m.phase)
	}
}

// starting is how long the program takes from exec to its first poll on a quiet machine, and some more.
const starting = 40 * time.Millisecond

// choose draws the moment of the next kill. share is how many updates come in its life.
func (r *run) choose(share int) moment {
	switch dice := r.random.IntN(100); {
	case dice < 10:
		return moment{method: sinceStart, delay: r.upTo(starting)}
	case dice < 30:
		return moment{method: sincePoll, delay: r.upTo(time.Duration(share+5) * 2 * time.Millisecond)}
	case dice < 55:
		// From the updates on their way to us, over the inbox, to the first effects.
		return moment{method: "getUpdates", n: 1 + r.random.IntN(3), phase: done + phase(r.random.IntN(2)), delay: r.soon()}
	default:
		methods := [...]string{"sendMessage", "sendMessage", "editMessageText", "answerCallbackQuery"}
		m := moment{method: methods[r.random.IntN(len(methods))], n: 1 + r.random.IntN(share/2+1), phase: phase(r.random.IntN(3))}
		m.lost = m.phase == arriving && r.random.IntN(2) == 0
		if !m.lost && r.random.IntN(2) == 0 {
			m.delay = r.soon()
		}
		return m
	}
}

// soon is mostly a fraction of a millisecond, sometimes several: the gaps to be hit are of very different widths.
func (r *run) soon() time.Duration {
	switch r.random.IntN(4) {
	case 0:
		return 0
	case 1:
		return r.upTo(500 * time.Microsecond)
	case 2:
		return r.upTo(3 * time.Millisecond)
	default:
		return r.upTo(15 * time.Millisecond)
	}
}
