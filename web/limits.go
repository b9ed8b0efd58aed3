package web

import (
	"sync"
	"time"
)

// How often one neighbourhood may try to come in: a burst, and one more every few seconds. The lock-out that counts failures
// stands behind this; here, only the work is bounded.
const (
	tries     = 10
	tryEvery  = 6 * time.Second
	maxPlaces = 10_000
)

// limiter counts tries by neighbourhood.
type limiter struct {
	now    func() time.Time
	mu     sync.Mutex
	places map[string]bucket
}

// bucket is the tries that a neighbourhood had left, and when that was.
type bucket struct {
	left float64
	at   time.Time
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, places: map[string]bucket{}}
}

// allow takes one try of a neighbourhood.
func (l *limiter) allow(place string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if len(l.places) >= maxPlaces {
		l.forget(now)
	}
	b, known := l.places[place]
	left := float64(tries)
	if known {
		left = b.leftAt(now)
	}
	ok := left >= 1
	if ok {
		left--
	}
	l.places[place] = bucket{left, now}
	return ok
}

func (b bucket) leftAt(now time.Time) float64 {
	return min(tries, b.left+max(0, float64(now.Sub(b.at))/float64(tryEvery)))
}

// forget drops those who have all their tries again; when that is nobody, all: better a fresh burst for some than memory
// without end.
func (l *limiter) forget(now time.Time) {
	for place, b := range l.places {
		if b.leftAt(now) >= tries {
			delete(l.places, place)
		}
	}
	if len(l.places) >= maxPlaces {
		clear(l.places)
	}
}
