package keyboards

import (
	"time"

	"frontdesk/domain"
)

// The times of all these views are in the zone that the person is to read, those of messages too.

// CardView is one message of a webinar's chat as one moderator meets it.
type CardView struct {
	Args    Args // Item
	Message domain.ModeratedMessage
	Event   string // its name
	Trusted bool   // its author passes
	MayUndo bool   // this person may still take the decision back
	Flood   bool   // a digest stands for new cards now
	Now     time.Time
}

// DigestView is what stands for cards in a flood.
type DigestView struct {
	Args   Args // Event
	Name   string
	Count  int       // how many wait
	Oldest time.Time // zero when nothing waits
	Now    time.Time
	Over   bool // the flood is over, or not this person's any more
}

// QueueView is a page of what waits in a webinar's chat.
type QueueView struct {
	// Event and Page; Change is the message that this person has decided last, Value since when what is decided keeps its
	// place, as the flow writes it
	Args    Args
	Name    string
	Items   []domain.ModeratedMessage // the oldest first; some may be decided by now
	Total   int
	Pages   int
	Oldest  time.Time
	Trusted int // of all, from trusted authors
	Running bool
	Trouble string    // why the chat cannot be read now, as domain.TroubleOf writes it
	Cards   bool      // this person gets cards
	Flood   bool      // or rather, now, a digest
	Quiet   string    // their quiet hours; may be empty
	Last    *CardView // what Change is about; nil when there is nothing to tell
	// Together is what this person has decided last, in one step, and may take back as a whole: several messages, or none.
	Together []domain.ModeratedMessage
	Now      time.Time
}

// ApprovedView is a page of what was approved, the newest first. Its fields are those of QueueView.
type ApprovedView struct {
	Args  Args
	Name  string
	Items []domain.ModeratedMessage
	Total int
	Pages int
	Last  *CardView
	Now   time.Time
}

// RulesView lists an account's rules.
type RulesView struct {
	Args  Args // Account
	Name  string
	Rules []domain.Rule
}

// RuleView is one rule.
type RuleView struct {
	Args Args // Account; Query is the kind
	Rule domain.Rule
}

// TryView asks for a phrase, and tells what the rules do to the last one.
type TryView struct {
	Args  Args   // Account; Query is the phrase, empty at first
	Found string // the stop word or the link
	Stops []domain.RuleKind
	State domain.MessageState
	By    domain.RuleKind // which rule decides, when one does
}

// TrustedView is a page of the authors who pass.
type TrustedView struct {
	Args  Args // Account and Page; Change is the author whose trust this person has just taken away
	Items []TrustedRow
	Lost  string // their name, while that can be taken back
	Total int
	Pages int
}

// TrustedRow is one of them.
type TrustedRow struct {
	Key       int64 // what a button tells the author by
	Name      string
	By        string // who said so; empty: the rule
	Approvals int
}

// QuietView is when a person gets no cards.
type QuietView struct {
	Args  Args   // Event that it was opened from
	Hours string // "22:00-08:00"; empty: none
	Now   time.Time
}

// ReportView is a webinar in figures.
type ReportView struct {
	Args                                  Args // Event
	Name                                  string
	Messages, Approved, Deleted, Awaiting int
	Median, P95                           time.Duration
	People                                []ReportPerson
	Rules, Platform                       ReportPerson // what no person has decided; Name is not used
	Authors                               []ReportAuthor
}

// ReportPerson is one moderator's share.
type ReportPerson struct {
	Name              string
	Approved, Deleted int
}

// ReportAuthor is how much somebody wrote.
type ReportAuthor struct {
	Name     string
	Messages int
}
