package domain

import (
	"errors"
	"fmt"
	"time"
)

// Kind is one of the few ways in which a request can fail. Anything that is not a *Error counts as KindInternal.
type Kind int

// The closed set of kinds.
const (
	// KindInternal is our own fault: people see a neutral line with an id, the log has the cause.
	KindInternal Kind = iota
	// KindInvalid is input that breaks a rule; the text says which and what to do.
	KindInvalid
	// KindNotFound is a thing that does not exist, or no longer does.
	KindNotFound
	// KindForbidden is a person without the right to this thing.
	KindForbidden
	// KindConflict is a thing that has moved on: somebody else was first.
	KindConflict
	// KindLocked is a person or name locked out for a while after failures; Params["Minutes"] says how long.
	KindLocked
	// KindUnavailable is a database or platform that is away: nothing is wrong with the request, try again later.
	KindUnavailable
	// KindRateLimited is a platform that asks to wait; RetryAfter says how long.
	KindRateLimited
	// KindUnreachable is a recipient who cannot be written to: blocked the bot, deleted, never wrote.
	KindUnreachable
	// KindRejected is a platform's final refusal of this very request; repeating it is useless.
	KindRejected
	// KindUnauthorized is a platform that does not know our token: no call can succeed until a person changes it.
	KindUnauthorized
	// KindElsewhere is a platform on which another program works with the same token (Telegram's 409).
	KindElsewhere
)

var kindNames = [...]string{
	"internal", "invalid", "not found", "forbidden", "conflict", "locked", "unavailable", "rate limited",
	"unreachable", "rejected", "unauthorized", "elsewhere",
}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// Error has two faces: Key and Params name a text for people, Err is the cause for the log.
type Error struct {
	Kind   Kind
	Key    string         // a text in texts/, for people; empty means the kind's general text
	Params map[string]any // the text's placeholders
	Err    error          // the cause; may be nil

	// RetryAfter is set with KindRateLimited: how long the platform asks us to wait.
	RetryAfter time.Duration
	// Global is set with KindRateLimited when the limit is on all we send and not on one chat.
	Global bool
	// MovedTo is set when a chat has a new id (Telegram's migrate_to_chat_id): repeat the call with it.
	MovedTo int64
}

func (e *Error) Error() string {
	s := e.Kind.String()
	if e.Key != "" {
		s += " (" + e.Key + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// KindOf tells the kind of err: that of the first *Error in its chain, else KindInternal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindInternal
}

// Fail makes an error of a kind with a text for people.
func Fail(kind Kind, key string, params map[string]any) *Error {
	return &Error{Kind: kind, Key: key, Params: params}
}
