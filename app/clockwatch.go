package app

import (
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// clockOff is how far this machine's clock may be from Telegram's before nobody's subscription ends by it.
const clockOff = time.Minute

// clockWatch compares this machine's clock with Telegram's, which stands in the head of each answer. A clock that was set
// wrong would end subscriptions that were paid for: until it is right again, nothing ends.
type clockWatch struct {
	now func() time.Time
	log zerolog.Logger

	mu    sync.Mutex
	at    time.Time     // when they were compared last, by our clock
	ahead time.Duration // how far ours was ahead then
	told  bool
}

// call begins a comparison: what it gives takes Telegram's time when an answer has come.
func (w *clockWatch) call() (heard func(server time.Time)) {
	began, ran := w.now(), time.Now()
	return func(server time.Time) {
		now := w.now()
		if between := wall(began, now) - time.Since(ran); between.Abs() > clockOff/2 {
			return // it was set while we waited: whether before or after the answer was made cannot be known
		}
		w.compare(now, server)
	}
}

func (w *clockWatch) compare(now, server time.Time) {
	w.mu.Lock()
	w.at, w.ahead = now, wall(server, now)
	off := w.ahead.Abs() > clockOff
	news := off != w.told
	w.told = off
	ahead := w.ahead
	w.mu.Unlock()
	switch {
	case news && off:
		w.log.Error().Dur("ahead", ahead).Time("ours", now).Time("telegram", server).
			Msg("this machine's clock is not Telegram's; set it right; until then no subscription ends and nobody is reminded")
	case news:
		w.log.Info().Msg("this machine's clock agrees with Telegram's again")
	}
}

// off tells how far our clock is ahead of Telegram's: as it was when they were compared, and by how much it was set since.
// Zero before the first time.
func (w *clockWatch) off() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.at.IsZero() {
		return 0
	}
	now := w.now()
	return w.ahead + wall(w.at, now) - now.Sub(w.at)
}

// right tells whether what is due by our clock is due.
func (w *clockWatch) right() bool { return w.off().Abs() <= clockOff }

// wall is the time from a to b as a calendar has it, whatever was set in between; Sub alone gives the time that has passed.
func wall(a, b time.Time) time.Duration { return b.Round(0).Sub(a.Round(0)) }
