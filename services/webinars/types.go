// Package webinars is the use cases of webinar accounts: connecting them, their schedule, one event's page, starting and
// stopping, premoderation, and who moderates. What is said in an event's chat is services/moderation's.
package webinars

import (
	"context"
	"time"

	"frontdesk/domain"
)

// Account is one connected account of Webinar.ru, as one person meets it.
type Account struct {
	ID            int64
	OwnerID       int64 // a person
	Face          domain.WebinarFace
	Login         string // what people tell it by: the e-mail, or the end of the token
	Name          string // as the platform calls it; may be empty
	UserID        int64  // at the platform; 0 with a token
	Organizations []domain.WebinarOrganization
	Trouble       string // a text key that says why it cannot be used and what to do; empty while it can
	Standing      domain.Standing
}

// Event is one run of an event: an event session of the platform.
type Event struct {
	ID            int64 // ours: what buttons and addresses carry
	AccountID     int64
	PlatformID    int64
	SessionID     int64 // at the platform; 0 while it has none: it cannot be started or moderated then
	Organization  string
	Name          string
	Description   string // plain text
	PictureURL    string // may be empty
	PublicURL     string // may be empty
	StartsAt      time.Time
	EndsAt        time.Time // may be zero
	Status        domain.EventStatus
	Premoderation Switch
	// Wanted is what somebody has asked for and the platform has not confirmed yet (it takes 5-10 s); Unknown when nothing is.
	Wanted    Switch
	WantedAt  time.Time
	Relay     bool   // approved messages go on to Discord
	Digest    bool   // a flood: cards have given way to a digest
	StartedBy string // who pressed, as people read it; empty when it was not us
	StoppedBy string
	Trouble   string // a text key: why its chat cannot be read now; empty while it can
	Standing  domain.Standing
}

// Running tells whether the event is on air.
func (e Event) Running() bool { return e.Status == domain.EventRunning }

// Over tells whether the event is over for good.
func (e Event) Over() bool { return e.Status == domain.EventOver }

// Switch is on, off or not known.
type Switch int

// The positions of a switch as they are kept.
const (
	Unknown Switch = -1
	Off     Switch = 0
	On      Switch = 1
)

// Page is one page of a schedule, the next event first.
type Page struct {
	Account Account
	Events  []Event
	Page    int // from 0
	More    bool
}

// ModeratorInfo is one who may moderate an account's events.
type ModeratorInfo struct {
	PersonID int64
	Name     string
	AddedBy  int64
	AddedAt  time.Time
}

// Invitation makes whoever follows it first a moderator.
type Invitation struct {
	Token     string // shown once and never kept: the link's last part
	ExpiresAt time.Time
}

// RosterEntry is a person and an event: who is to moderate it, and who does now.
type RosterEntry struct {
	PersonID int64
	Name     string
	Listed   bool // on the event's roster
	Here     bool // gets its cards now
	Owner    bool
}

// Platform is Webinar.ru.
type Platform interface {
	// SignIn proves credentials.
	SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error)
	// Open gives the handle of an account; onSession hears of each new session, which is to be kept.
	Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) Handle
}

// Handle is one account at the platform. Ids are the platform's. See platforms/webinar for errors.
type Handle interface {
	Profile(ctx context.Context) (domain.WebinarProfile, error)
	Schedule(ctx context.Context, organization int64, from time.Time, page int) (events []domain.WebinarEvent, more bool, err error)
	Event(ctx context.Context, id int64) (domain.WebinarEvent, error)
	Start(ctx context.Context, session int64) error
	Stop(ctx context.Context, session int64) error
	Status(ctx context.Context, event, session int64) (domain.EventStatus, error)
	Chat(ctx context.Context, session int64) (messages []domain.ChatMessage, capped bool, err error)
	Approve(ctx context.Context, session int64, ids ...int64) error
	Unapprove(ctx context.Context, session int64, ids ...int64) error
	Delete(ctx context.Context, session int64, ids ...int64) error
	Premoderation(ctx context.Context, session int64) (bool, error)
	SetPremoderation(ctx context.Context, session int64, on bool) error
}
