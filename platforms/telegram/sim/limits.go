package sim

import (
	"math"
	"strings"
	"time"
)

// bucket is a token bucket: it fills with time up to its size, and each message takes one token.
type bucket struct {
	tokens float64
	at     time.Time
}

// wait fills the bucket up to now and returns how long until it has a whole token; 0 when it has one.
func (b *bucket) wait(now time.Time, perSecond, size float64) time.Duration {
	if b.at.IsZero() {
		b.tokens = size
	} else if elapsed := now.Sub(b.at).Seconds(); elapsed > 0 {
		b.tokens = min(size, b.tokens+elapsed*perSecond)
	}
	b.at = now
	if b.tokens >= 1-1e-9 {
		return 0
	}
	return time.Duration((1 - b.tokens) / perSecond * float64(time.Second))
}

// limiter holds the buckets of all messages and of each chat.
type limiter struct {
	all   bucket
	chats map[int64]*bucket
}

// limited says whether a method counts as a message: sending and editing do, answers and deletions do not.
func limited(method string) bool {
	if method == "sendChatAction" {
		return false
	}
	for _, prefix := range []string{"send", "edit", "copy", "forward"} {
		if strings.HasPrefix(method, prefix) {
			return true
		}
	}
	return false
}

// limit takes a token for a message, or tells the bot to wait; the lock is held.
func (s *Server) limit(c *call) *apiError {
	l := s.opts.Limits
	if !limited(c.method) {
		return nil
	}
	now := s.now()
	var taken []*bucket
	var longest time.Duration
	try := func(b *bucket, perSecond, size float64) {
		longest = max(longest, b.wait(now, perSecond, size))
		taken = append(taken, b)
	}
	if l.PerSecond > 0 {
		try(&s.limits.all, float64(l.PerSecond), float64(l.PerSecond))
	}
	if c.chat != 0 {
		perSecond, size := l.PerChatPerSecond, float64(max(l.ChatBurst, 1))
		if c.chat < 0 && l.GroupPerMinute > 0 {
			perSecond, size = float64(l.GroupPerMinute)/60, float64(l.GroupPerMinute)
		}
		if perSecond > 0 {
			b := s.limits.chats[c.chat]
			if b == nil {
				b = &bucket{}
				s.limits.chats[c.chat] = b
			}
			try(b, perSecond, size)
		}
	}
	if longest > 0 {
		return tooManyRequests(int(math.Ceil(longest.Seconds())))
	}
	for _, b := range taken {
		b.tokens--
	}
	return nil
}

// SetLimits changes the sending rates from now on.
func (s *Server) SetLimits(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Limits = l
	s.limits = limiter{chats: make(map[int64]*bucket)}
}
