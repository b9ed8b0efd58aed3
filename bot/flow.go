package bot

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/texts"
)

// Flow is one area of the conversation as data: its screens, what their buttons do, which texts it waits for, its
// commands. The machine holds all flows in one table; docs/states.md is drawn from it.
type Flow struct {
	Name     string
	Screens  []ScreenDef
	Buttons  []Transition
	Inputs   []InputDef
	Commands []CommandDef
	Links    []LinkDef
	Files    []FileDef
}

// Access is who may come through a door of the conversation. It is the coarse gate only: the right to a shop or a
// person is checked by the service, at each call.
type Access int

// From widest to narrowest. A banned person comes through none.
const (
	Anyone   Access = iota
	SignedIn        // has a role and is not logged out
	Works           // active, or moderates somebody's webinars and has never signed in
	Active          // signed in, and the subscription stands
	Admin           // active, and an admin
)

func (a Access) String() string {
	switch a {
	case Anyone:
		return "anyone"
	case SignedIn:
		return "signed in"
	case Works:
		return "active or moderator"
	case Active:
		return "active"
	case Admin:
		return "admin"
	default:
		return fmt.Sprintf("access %d", int(a))
	}
}

// ScreenDef says how a state is drawn.
type ScreenDef struct {
	State keyboards.State
	Who   Access
	// Load reads what the screen shows, at the moment of sending, for v.Person. KindNotFound and KindForbidden are
	// shown as the screen "gone".
	Load func(ctx context.Context, v View) (keyboards.Screen, error)
	// Subject names what the screen is about ("shop:5"): a change of it refreshes the screen. nil means nothing.
	Subject func(args keyboards.Args) string
	// Stays keeps the screen refreshed when others come below it, until what it shows is Over; its buttons leave the newest
	// screen and a question that waits as they are. For messages that nobody has asked for: cards.
	Stays bool
	// Pace is the least time between two refreshes, for a subject that changes all the time; 0 shows each change at once.
	Pace time.Duration
}

// mark notes on a screen that is to be shown how it is to be kept up to date.
func (d ScreenDef) mark(s *domain.ShownScreen, args keyboards.Args) {
	if d.Subject != nil {
		s.Subject = d.Subject(args)
	}
	s.Stays, s.Pace = d.Stays, d.Pace
}

// Shown is a screen of this state in somebody's private chat that nobody has asked for, to be shown through chats.
func (d ScreenDef) Shown(person int64, args keyboards.Args) domain.ShownScreen {
	s := domain.ShownScreen{ChatID: person, PersonID: person, State: string(d.State), Args: args.Pack()}
	d.mark(&s, args)
	return s
}

// View is what a screen is drawn from.
type View struct {
	Person  int64 // Telegram's user id: whose rights and language
	Args    keyboards.Args
	Printer texts.Printer
	Now     time.Time
}

// Handler does what a press or a text asks for. An error undoes everything; a *domain.Error with a Key is told to the
// person in its words, KindUnavailable is tried again, anything else gets an error id.
type Handler func(ctx context.Context, t *Turn) error

// Transition is what a button does. Next lists every state that the handler may show: the diagram is drawn from it, and
// the machine holds the handler to it.
type Transition struct {
	State  keyboards.State
	Action keyboards.Action
	Who    Access
	Do     Handler
	Next   []keyboards.State
}

// InputDef is what happens with the text that a prompt asked for. Turn.Text holds it, Turn.Args and Turn.Memo are
// those of the prompt.
type InputDef struct {
	State keyboards.State // the prompt
	Who   Access
	// Secret takes the message out of the chat at once. It is the text that the person gets when Telegram refuses.
	Secret texts.Key
	Do     Handler
	Next   []keyboards.State
}

// CommandDef is a slash command. Turn.Text holds what stands behind it. Which commands stand in whose menu is said by
// keyboards.Commands.
type CommandDef struct {
	Name string // without the slash
	Who  Access
	Do   Handler
	Next []keyboards.State
}

// LinkDef is what a link t.me/<bot>?start=<prefix>-<rest> does: a press on Start that brings something along. Turn.Text
// holds the rest. Such a link may be forwarded, and be opened twice.
type LinkDef struct {
	Prefix string
	Who    Access
	Do     Handler
	Next   []keyboards.State
}

// FileDef makes a file at the moment of sending, for View.Person and by what the order says. KindNotFound and KindForbidden
// mean that it is not sent.
type FileDef struct {
	Name string
	Make func(ctx context.Context, v View) (domain.File, error)
}

// Who is the person behind an update.
type Who struct {
	Sender    domain.Sender
	Person    chats.Person         // what we know beside the host's row
	User      *domain.TelegramUser // the host's row; nil for somebody who has never signed in
	Moderates bool                 // somebody's webinars, without ever having signed in; others need their sign-in for it
}

// SignedIn tells whether the person has a role now.
func (w Who) SignedIn() bool { return w.User != nil && !w.User.LoggedOut }

// Works tells whether there is something to do here for the person.
func (w Who) Works() bool { return w.Active() || w.Moderates }

// Active tells whether the person is signed in with a standing subscription.
func (w Who) Active() bool { return w.SignedIn() && w.User.Active }

// Admin tells whether the person is an active admin.
func (w Who) Admin() bool { return w.Active() && w.User.Role == domain.RoleAdmin }

// Banned tells whether nothing works for the person.
func (w Who) Banned() bool { return w.User != nil && w.User.Banned }

// May tells whether the person comes through a door.
func (w Who) May(a Access) bool {
	switch a {
	case Anyone:
		return !w.Banned()
	case SignedIn:
		return w.SignedIn() && !w.Banned()
	case Works:
		return w.Works() && !w.Banned()
	case Active:
		return w.Active() && !w.Banned()
	case Admin:
		return w.Admin() && !w.Banned()
	default:
		return false
	}
}

// MenuRole is whose command menu the person has; empty is a stranger's.
func (w Who) MenuRole() domain.Role {
	if !w.Active() {
		return ""
	}
	return w.User.Role
}

// Home is where a person belongs: the menu, or the only thing that is open to them.
func (w Who) Home() keyboards.State {
	switch {
	case w.Works():
		return keyboards.StateMenu
	case w.SignedIn():
		return keyboards.StateIdle
	default:
		return keyboards.StateRole
	}
}

// Homes are all that Home may give.
func Homes() []keyboards.State {
	return []keyboards.State{keyboards.StateRole, keyboards.StateIdle, keyboards.StateMenu}
}
