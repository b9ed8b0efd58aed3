package discord

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	// shortWait is how long a call waits by itself for its turn. Longer waits are the caller's, who has other webhooks.
	shortWait = time.Second
	// leastWait and mostWait bound what a 429 can ask for.
	leastWait = 250 * time.Millisecond
	mostWait  = 24 * time.Hour
	// goneFor is how long a webhook that was found gone is not asked again: messages that were on their way to it.
	goneFor = 10 * time.Minute
	// manyBuckets is when the spent ones are cleared away.
	manyBuckets = 256
)

// limits remember what Discord said of each webhook's limit. There are no numbers of our own: Discord's are not public and
// may change (discord-api-docs, rate limits).
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
	global  time.Time // nothing is sent before
}

// bucket is one route of one webhook.
type bucket struct {
	remaining int
	until     time.Time // when remaining is void again
	gone      bool      // until then, there is no such webhook
}

// turn asks for one call. It is granted when wait is 0 and the webhook is not gone.
func (l *limits) turn(key string, now time.Time) (wait time.Duration, global, gone bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Before(l.global) {
		return l.global.Sub(now), true, false
	}
	b := l.buckets[key]
	switch {
	case b == nil || !now.Before(b.until):
		return 0, false, false
	case b.gone:
		return 0, false, true
	case b.remaining <= 0:
		return b.until.Sub(now), false, false
	}
	b.remaining--
	return 0, false, false
}

// learn takes over what an answer's headers say: how many calls remain, and in how many seconds there are more.
func (l *limits) learn(key string, h http.Header, now time.Time) {
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil {
		return
	}
	after, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	if err != nil || !(after > 0) {
		return
	}
	l.set(key, bucket{remaining: remaining, until: now.Add(seconds(after))}, now)
}

// freeze stops a route, or everything, until a time.
func (l *limits) freeze(key string, global bool, until, now time.Time) {
	if !global {
		l.set(key, bucket{until: until}, now)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if until.After(l.global) {
		l.global = until
	}
}

// bury keeps a webhook that is gone from being asked again.
func (l *limits) bury(key string, now time.Time) {
	l.set(key, bucket{gone: true, until: now.Add(goneFor)}, now)
}

func (l *limits) set(key string, b bucket, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.buckets) >= manyBuckets {
		for k, old := range l.buckets {
			if !now.Before(old.until) {
				delete(l.buckets, k)
			}
		}
	}
	l.buckets[key] = &b
}

// seconds turns Discord's seconds with a fraction into a duration that is not absurd.
func seconds(f float64) time.Duration {
	if !(f > 0) { // NaN too
		return 0
	}
	if f >= mostWait.Seconds() {
		return mostWait
	}
	return time.Duration(math.Round(f*1000)) * time.Millisecond // Discord's figures have three places
}
