// Package moderation reads the chats of running events, keeps what is said, and brings what people decide back to the
// platform. One poller reads an event, whoever watches and however many.
package moderation

import (
	"time"

	"frontdesk/domain"
)

// Queue is one page of an event's messages of one state.
type Queue struct {
	EventID  int64
	Event    string // its name
	State    domain.MessageState
	Messages []domain.ModeratedMessage // awaiting: the oldest first; approved and deleted: the newest first
	Total    int                       // of this state
	Awaiting int                       // whatever State is
	Oldest   time.Time                 // of the awaiting ones; zero when there are none
	Trusted  int                       // of the awaiting ones, from trusted authors
	Page     int                       // from 0
	Pages    int                       // at least 1
	Trouble  string                    // a text key: why the chat cannot be read now; empty while it can
	Running  bool
	Flood    bool // a digest stands for the event's new cards now
}

// Card is one message as one moderator meets it.
type Card struct {
	Message domain.ModeratedMessage
	Event   string // its name
	Trusted bool   // its author passes
	Awaits  int    // how many wait in the event
	MayUndo bool   // the last decision can still be taken back now
	Flood   bool   // a digest stands for the event's new cards now
}

// Trusted is one author whose messages pass.
type Trusted struct {
	Author    string // the key
	Name      string
	Approvals int
	ByName    string // who said so; empty: the rule
}

// Verdict is what the rules say about a message or a phrase.
type Verdict struct {
	Stops []domain.RuleKind // the rules that hold it, in their order
	State domain.MessageState
	By    domain.RuleKind // the rule that decides, when one does
	Found string          // the stop word or link that was found
}

// Report is an event in figures.
type Report struct {
	EventID  int64
	Event    string
	StartsAt time.Time
	Messages int
	Approved int
	Deleted  int
	Awaiting int
	Median   time.Duration // from seen to decided by a person
	P95      time.Duration
	People   []ReportPerson // by what they did, the busiest first
	Rules    ReportShare    // what no person has decided, but a rule
	Platform ReportShare    // what was decided at the platform itself
	Authors  []ReportAuthor // the ten who wrote most
	Minutes  []ReportMinute // how many came, by minute, for the chart
}

// ReportPerson is one moderator's share.
type ReportPerson struct {
	Name              string
	Approved, Deleted int
}

// ReportShare is how much was decided by something that is no person.
type ReportShare struct{ Approved, Deleted int }

// ReportAuthor is one author's share.
type ReportAuthor struct {
	Name                        string
	Messages, Approved, Deleted int
}

// ReportMinute is one minute's share.
type ReportMinute struct {
	At                time.Time
	Messages, Decided int
}
