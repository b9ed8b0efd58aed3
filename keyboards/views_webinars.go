package keyboards

import (
	"time"

	"frontdesk/domain"
)

// The times of all these views are in the zone that the person is to read.

// WebinarsView is a page of the webinar accounts that a person may see.
type WebinarsView struct {
	Args       Args // Page
	Items      []AccountRow
	Total      int
	Pages      int
	CanConnect bool
}

// AccountRow is an account in a list.
type AccountRow struct {
	ID      int64
	Name    string // what people tell it by
	Trouble bool   // it cannot be used now
}

// ConnectView asks by which of the two ways an account is to be connected.
type ConnectView struct {
	Args Args
}

// AccountView is one webinar account.
type AccountView struct {
	Args          Args   // Account
	Name          string // as the platform calls it; may be empty
	Login         string
	Face          domain.WebinarFace
	Organizations []string
	Trouble       string // a text key; empty while all is well
	Standing      domain.Standing
}

// NamedView is a question, or a page, about something with a name.
type NamedView struct {
	Args Args
	Name string
}

// ScheduleView is a page of an account's webinars.
type ScheduleView struct {
	Args    Args // Account and Page
	Name    string
	Items   []EventRow
	More    bool
	Trouble string // a text key; empty while all is well
	Now     time.Time
}

// EventRow is a webinar in a list.
type EventRow struct {
	ID       int64
	Name     string
	Status   domain.EventStatus
	StartsAt time.Time // zero when it is not known
}

// EventView is one webinar.
type EventView struct {
	Args         Args  // Event and Page of the schedule
	Account      int64 // whose it is
	Name         string
	Organization string // may be empty
	Description  string // plain text; may be empty
	PictureURL   string // may be empty
	PublicURL    string // may be empty
	StartsAt     time.Time
	EndsAt       time.Time
	Now          time.Time
	Status       domain.EventStatus
	StartedBy    string   // empty when it was not us
	StoppedBy    string   // the same
	OnDuty       []string // who is on the roster, or moderates now
	Trouble      string   // a text key
	Standing     domain.Standing
}

// PanelView is a webinar's control panel.
type PanelView struct {
	Args          Args  // Event and Page of the schedule
	Account       int64 // whose it is
	Name          string
	Status        domain.EventStatus
	NoSession     bool // nothing to start and to moderate yet
	Premoderation int  // On, Off, or 0 when nobody knows
	Wanted        int  // what was asked for and is not confirmed yet; 0 when nothing is
	Fixed         bool // the account's face cannot switch premoderation
	Relay         bool
	StartedBy     string
	StoppedBy     string
	Here          []string // who moderates now
	Trouble       string   // a text key
	Standing      domain.Standing
}

// FontView is the font size of a webinar's overlays.
type FontView struct {
	Args     Args // Event and Page of the schedule
	Name     string
	Size     int // in pixels
	Overlays int // how many there are
}

// RelayView is where a webinar's approved messages go on to.
type RelayView struct {
	Args    Args // Event and Page of the schedule
	Name    string
	On      bool
	Targets []domain.RelayTarget
	CanEdit bool // may add and remove them
}

// CallView calls somebody to a webinar.
type CallView struct {
	Args     Args // Event
	Name     string
	Status   domain.EventStatus
	StartsAt time.Time
	Here     []string // who moderates it now
	Now      time.Time
}

// WidgetView is a webinar's overlays.
type WidgetView struct {
	Args  Args // Event and Page of the schedule
	Name  string
	Links []WidgetLink
	// NoAddress says that the operator has not told under which address the house can be reached.
	NoAddress bool
}

// WidgetLink is one overlay. Its address is a secret: whoever has it sees the page.
type WidgetLink struct {
	ID  int64
	URL string
}

// RosterView is who is to moderate a webinar, and who does.
type RosterView struct {
	Args    Args // Event and Page of the schedule
	Name    string
	Items   []RosterRow
	Person  int64 // who looks
	CanEdit bool  // may list others as well
}

// RosterRow is a person on a roster.
type RosterRow struct {
	Person int64
	Name   string
	Listed bool
	Here   bool
	Owner  bool
}

// ModeratorsView lists an account's moderators.
type ModeratorsView struct {
	Args  Args // Account; Event and Page when it was opened from a webinar's control panel
	Name  string
	Items []ModeratorRow
}

// ModeratorRow is one of them.
type ModeratorRow struct {
	Person int64
	Name   string
	Since  time.Time
}

// InviteView shows a one-time link.
type InviteView struct {
	Args  Args // Account; Event and Page as in ModeratorsView
	Name  string
	Link  string
	Until time.Time
	Now   time.Time
}

// JoinView asks whether to accept an invitation.
type JoinView struct {
	Token string // opens the invitation; its button carries it
	Name  string // of the account
	Owner string // whose it is; may be empty
}
