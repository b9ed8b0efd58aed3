package domain

import (
	"errors"
	"strings"
	"time"
)

// MessageState is where a webinar chat's message stands.
type MessageState int

// The three states, and the one that only the platform's side of a message can be in.
const (
	MessageAwaiting MessageState = 0
	MessageApproved MessageState = 1
	MessageDeleted  MessageState = 2
	// MessageUnsure is AtPlatform while a decision is on its way there, and after a call whose answer was lost.
	MessageUnsure MessageState = 3
)

// Decisions are taken back within this time: an approved message goes, and a deleted one comes back.
const DecisionUndo = 10 * time.Second

// ModeratedMessage is one message of a running event as we keep it. Author and Text are people's own words: never trusted as markup.
type ModeratedMessage struct {
	ID          int64 // ours
	EventID     int64 // ours
	MessageID   int64 // the platform's
	Author      string
	AuthorID    string // the platform's id of the author; empty when it does not say
	Text        string
	SaidAt      time.Time
	SeenAt      time.Time
	State       MessageState // what we show and want
	AtPlatform  MessageState // what the platform was last known to have
	Was         MessageState // the state before the last decision: what taking it back brings
	DecidedAt   time.Time
	DecidedBy   int64  // a person; 0: the platform itself, or a rule
	DecidedName string // who, as people read it
	Rule        RuleKind
	ShownAt     time.Time // approved ones: from when on they appear outside
	Revision    int64
	Trouble     string // why the last decision did not get through, as TroubleOf writes it; empty while all is well
	SentAt      time.Time
}

// AuthorKey is what an author is told by: the platform's id, else the name.
func (m ModeratedMessage) AuthorKey() string {
	if m.AuthorID != "" {
		return "#" + m.AuthorID
	}
	return m.Author
}

// Settled tells whether the platform has what was decided.
func (m ModeratedMessage) Settled() bool { return m.State == m.AtPlatform && m.Trouble == "" }

// TroubleOf writes an error's text for people down in one line: its key, and the platform's code behind a space. An error
// without a text of its own gives the general one of what is away.
func TroubleOf(err error) string {
	var e *Error
	if !errors.As(err, &e) || e.Key == "" {
		return "error.unavailable"
	}
	if code, ok := e.Params["Code"].(string); ok && code != "" {
		return e.Key + " " + code
	}
	return e.Key
}

// ReadTrouble takes apart what TroubleOf wrote: a text's key and its placeholders. A key alone is read as well.
func ReadTrouble(trouble string) (key string, params map[string]any) {
	key, code, _ := strings.Cut(trouble, " ")
	return key, map[string]any{"Code": code}
}

// RuleKind names a rule of an account.
type RuleKind string

// The rules.
const (
	RuleWords   RuleKind = "words"   // holds a stop word, look-alike letters included: waits, whoever wrote it
	RuleLinks   RuleKind = "links"   // holds a link: waits
	RuleRepeats RuleKind = "repeats" // the same author said the same within Value minutes: is deleted
	RuleLong    RuleKind = "long"    // is longer than Value characters: waits
	RuleTrust   RuleKind = "trust"   // after Value approvals without a deletion in between an author passes
	RuleAuto    RuleKind = "auto"    // what no rule stops is approved by itself
	RuleDelay   RuleKind = "delay"   // approved messages appear outside Value seconds later
)

// RuleKinds are all rules in the order of their page.
func RuleKinds() []RuleKind {
	return []RuleKind{RuleWords, RuleLinks, RuleRepeats, RuleLong, RuleTrust, RuleAuto, RuleDelay}
}

// Rule is one rule of an account.
type Rule struct {
	Kind    RuleKind
	Enabled bool
	Value   string // words: one a line; a whole number for the others that have one
	Hits    int    // what it has caught in the last 24 hours
}
