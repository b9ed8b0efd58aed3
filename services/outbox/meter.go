package outbox

import "time"

// meter is a limit by the "generic cell rate algorithm": full is when the whole burst is there again.
type meter struct {
	every  time.Duration // 0: no limit
	burst  time.Duration
	full   time.Time
	before time.Time // full, before the newest was taken
}

func newMeter(perSecond float64, burst int) meter {
	if perSecond <= 0 {
		return meter{}
	}
	every := time.Duration(float64(time.Second) / perSecond)
	return meter{every: every, burst: every * time.Duration(burst-1)}
}

// free is when the next one may go.
func (m *meter) free() time.Time {
	if m.every == 0 {
		return time.Time{}
	}
	return m.full.Add(-m.burst)
}

// freeBut is when the next one may go that leaves so many of the burst, or of a smaller burst all but one.
func (m *meter) freeBut(left int) time.Time {
	return m.free().Add(min(m.every*time.Duration(left), m.burst))
}

func (m *meter) take(now time.Time) {
	if m.every != 0 {
		m.before = m.full
		m.full = later(m.full, now).Add(m.every)
	}
}

// arrived counts the newest from now on, when its answer is here: the platform has counted it somewhere between then and
// when we let it go, and a next one that travels faster must not come too early. For a meter whose calls follow each other.
func (m *meter) arrived(now time.Time) {
	if m.every != 0 {
		m.full = later(m.before, now).Add(m.every)
	}
}

func (m *meter) refund() {
	if m.every != 0 {
		m.full = m.full.Add(-m.every)
	}
}
