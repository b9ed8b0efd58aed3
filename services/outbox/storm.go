package outbox

import "time"

// A 429 does not say which limit it is about. Of one chat it is that chat's, by far the tightest; when chat after chat is
// refused and nothing passes, it is the whole bot's, and asking for each chat in turn would only make it longer.
const (
	stormChats = 3
	stormFirst = time.Second // how long all are held at first; twice as long after each try that is refused again
)

// storm counts the chats that were refused since something passed last.
type storm struct {
	chats map[int64]struct{}
	holds int
}

// refuse notes a 429 and tells how long everybody is to wait; zero when it is that chat's alone.
func (s *storm) refuse(chatID int64, retryAfter time.Duration) time.Duration {
	if s.chats == nil {
		s.chats = map[int64]struct{}{}
	}
	if len(s.chats) < stormChats {
		s.chats[chatID] = struct{}{}
	}
	if len(s.chats) < stormChats {
		return 0
	}
	s.holds++
	return min(stormFirst<<min(s.holds-1, 10), retryAfter)
}

// careful tells whether only one is to try at a time.
func (s *storm) careful() bool { return s.holds > 0 }

// pass notes that something passed, and tells whether that ends a storm.
func (s *storm) pass() (over bool) {
	over = s.holds > 0
	clear(s.chats)
	s.holds = 0
	return over
}
