package webinars

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/seal"
	"frontdesk/services/live"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Accounts knows people. services/accounts does.
type Accounts interface {
	// Find gives a person; nil and no error for somebody who has never signed in.
	Find(ctx context.Context, id int64) (*domain.TelegramUser, error)
	// Prove asks prove about credentials, and counts what is refused as KindUnauthorized against the person and the login (none
	// when it is empty). After too many it does not ask: closed is how long nobody is.
	Prove(ctx context.Context, u *work.Unit, person int64, login string, prove func(ctx context.Context) error) (closed time.Duration, err error)
}

// Notice is a message of its own for a person: a text by its key. Times in Params are written in the person's language when it
// is sent.
type Notice struct {
	Key    string
	Params map[string]any
	Urgent bool // it rings through the queue of ordinary notices
}

// Chat writes to people and brings what they look at up to date.
type Chat interface {
	// Tell sends a notice as part of a unit's transaction.
	Tell(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, n Notice) error
	// Refresh draws the live screens of a subject anew.
	Refresh(u *work.Unit, subject string)
}

// Deps are what the service works with.
type Deps struct {
	DB       *store.DB
	Box      *seal.Box
	Platform Platform
	Accounts Accounts
	Chat     Chat
	Live     *live.Hub
	Clock    clock.Clock // default the machine's
	Log      zerolog.Logger
}

// Service is the use cases of webinars.
type Service struct {
	Deps
	wake chan struct{} // the keeper has something to do at once

	mu      sync.Mutex
	handles map[int64]*handle // by account
	asked   map[int64]*asking // by account
}

// New makes the service. Its Keeper has to run for statuses to be followed and for premoderation to be switched.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = clock.System()
	}
	return &Service{Deps: d, wake: make(chan struct{}, 1), handles: map[int64]*handle{}, asked: map[int64]*asking{}}
}

// nudge lets the keeper look at once.
func (s *Service) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// EventSubject names an event in the audit log and for screens: "event:42".
func EventSubject(id int64) string { return "event:" + strconv.FormatInt(id, 10) }

// AccountSubject names an account in the same places: "account:7".
func AccountSubject(id int64) string { return "account:" + strconv.FormatInt(id, 10) }

// eventChanged brings screens and pages of an event up to date once a unit is committed.
func (s *Service) eventChanged(u *work.Unit, id int64) {
	s.Chat.Refresh(u, EventSubject(id))
	u.After(func() { s.Live.Publish(live.Event{Topic: live.OfEvent(id), Kind: live.EventChanged, ID: id}) })
}

// accountChanged brings screens and pages of an account, its schedule among them, up to date once a unit is committed.
func (s *Service) accountChanged(u *work.Unit, id int64) {
	subject := AccountSubject(id)
	s.Chat.Refresh(u, subject)
	u.After(func() { s.Live.Publish(live.Event{Topic: live.Of(subject), Kind: live.Changed, ID: id}) })
}

// audit adds a line to a unit.
func audit(u *work.Unit, actor int64, name, action, subject, details string) {
	u.Audit(store.Audit{Actor: actor, Name: name, Action: action, Subject: subject, Details: details})
}

func forbidden() error { return domain.Fail(domain.KindForbidden, "error.forbidden", nil) }

func gone() error { return domain.Fail(domain.KindNotFound, "error.not_found", nil) }

// nothing tells whether an error says that a thing does not exist.
func nothing(err error) bool { return err != nil && domain.KindOf(err) == domain.KindNotFound }

// within bounds what somebody waits for.
func within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}
