package sim

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// bucket counts the calls of one kind within a window.
type bucket struct {
	used int
	ends time.Time
}

// take counts a call, and returns the headers that tell how the bucket stands and whether it was too full. The caller holds
// the server's lock.
func (s *Server) take(h *hook, route string) (http.Header, time.Duration) {
	if s.opts.Limit < 0 {
		return http.Header{}, 0
	}
	now := s.opts.Clock()
	b := h.buckets[route]
	if b == nil || !now.Before(b.ends) {
		b = &bucket{ends: now.Add(s.opts.Window)}
		h.buckets[route] = b
	}
	over := time.Duration(0)
	if b.used >= s.opts.Limit {
		over = b.ends.Sub(now)
	} else {
		b.used++
	}
	header := http.Header{}
	header.Set("X-RateLimit-Limit", strconv.Itoa(s.opts.Limit))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(s.opts.Limit-b.used))
	header.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(b.ends.UnixMilli())/1000))
	header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", b.ends.Sub(now).Seconds()))
	header.Set("X-RateLimit-Bucket", route)
	return header, over
}

// limitedAnswer is a 429: retry_after is in seconds with a fraction, the header in whole ones.
func limitedAnswer(seconds float64, global bool, scope string) answer {
	a := answer{status: http.StatusTooManyRequests, header: http.Header{}, body: map[string]any{
		"message": "You are being rate limited.", "retry_after": seconds, "global": global,
	}}
	a.header.Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds))))
	a.header.Set("X-RateLimit-Scope", scope)
	if global {
		a.header.Set("X-RateLimit-Global", "true")
	}
	return a
}
