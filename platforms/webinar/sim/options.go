// Package sim is a Webinar.ru for tests, benchmarks and the demo: both faces over one world of accounts, events and chats in
// memory. It refuses what the platform refuses, as far as that is known, and everything that the client has no business to
// send; where the platform's behaviour is not known it is strict in what it takes and can be switched between the
// possibilities.
//
// Behaviour follows what public clients and the vendor's help say (Krasnopolskiy/WebinarStreamkit for the cookie face;
// help.mts-link.ru, gulyaeve/WebinarRu and Tatin-S/qa-guru-diplom-mts-link-tests for UserAPI v3).
//
// Everything is safe for concurrent use.
package sim

import (
	"net/http"
	"time"

	"frontdesk/internal/clock"
)

// Options shape a Server. The zero value is a strict platform without delays and limits.
type Options struct {
	// Clock tells the time that messages, premoderation, sessions and limits go by; the system's when nil. Faults wait by
	// real time.
	Clock clock.Clock
	// PremoderationDelay is how long a change of premoderation takes: until then settings tell the old value and new
	// messages go by it. On the platform it is 5–10 s.
	PremoderationDelay time.Duration
	// ChatPage is how many of the newest messages one answer has at most; 100 when zero.
	ChatPage int
	// AuthCode is what a cookie that is not known is refused with: 401 (when zero) or 403. The true one is not known.
	AuthCode int
	// LoginStatus is the HTTP status of a refused login; 400 when zero. The old service may have said 200.
	LoginStatus int
	// SessionLife is how long a cookie works; for ever when zero.
	SessionLife time.Duration
	// PerSecond is how many calls an account has in one second before it hears 429; no limit when zero.
	PerSecond int
	// StringIDs writes ids as strings.
	StringIDs bool
	// FilterGivesAll makes UserAPI's isModerated=false give all messages and not the awaiting ones alone.
	FilterGivesAll bool
	// DeleteReads tells where UserAPI's deletion looks for its parameters: "query", "body", or both when empty. What is in
	// the other place is ignored, so that a deletion may be one of the whole chat.
	DeleteReads string
	// LogSize is how many calls and effects are kept; 10000 when zero. Counts go on.
	LogSize int
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = clock.System()
	}
	setDefault(&o.ChatPage, 100)
	setDefault(&o.AuthCode, http.StatusUnauthorized)
	setDefault(&o.LoginStatus, http.StatusBadRequest)
	setDefault(&o.LogSize, 10000)
	return o
}

func setDefault(field *int, value int) {
	if *field == 0 {
		*field = value
	}
}
