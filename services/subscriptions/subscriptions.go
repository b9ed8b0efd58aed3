package subscriptions

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

// invoiceLife is how long an invoice can be paid. It is shorter than the 48 hours for which Telegram lets a bot delete its
// messages, so that no unpaid invoice stays behind.
const invoiceLife = 24 * time.Hour

// Notice is a message of its own for a person: a text by its key. Times and domain.Money in Params are written in the
// person's language when it is sent.
type Notice struct {
	Key    string
	Params map[string]any
	Once   string // a second notice with the same key is not sent; empty means none
	Waited bool   // somebody waits for it with the phone in hand
}

// Chat writes to people, as part of a unit's transaction.
type Chat interface {
	Tell(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, n Notice) error
	// Remove deletes the message that the delivery with this key has become.
	Remove(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, sentAs string) error
	// Send puts a delivery of ours on its way: an invoice, a refund.
	Send(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error
}

// Deps are what the service works with.
type Deps struct {
	DB   *store.DB
	Host *host.Host
	Chat Chat
	// Admin gives the person when they are an admin who may work now, else KindForbidden.
	Admin func(ctx context.Context, id int64) (domain.TelegramUser, error)
	Plans []domain.Plan // what is sold, in the order of the buttons; none: nothing is sold
	Grace time.Duration // how long after the end the access stays
	Clock clock.Clock   // default the machine's
	// ClockIsRight tells whether what is due by the clock is due: while it says no, the keeper leaves everything as it is,
	// and only a payment has its effect. Nil is always.
	ClockIsRight func() bool
	Log          zerolog.Logger
	Observe      func(Event) // hears what was committed, for figures; must be quick; default nobody
}

// Event is something that happened to money.
type Event string

// The events.
const (
	EventInvoice       Event = "invoice"        // an invoice was made
	EventPaid          Event = "paid"           // a payment was recorded
	EventUnclaimed     Event = "unclaimed"      // one that fits no invoice
	EventRefundAsked   Event = "refund_asked"   // an admin wants to give one back
	EventRefunded      Event = "refunded"       // one was given back, whoever wanted it
	EventRefundRefused Event = "refund_refused" // the platform does not give it back
)

// Service is the use cases of subscriptions.
type Service struct {
	Deps
	wake chan struct{} // the keeper has something to do at once
	turn chan struct{} // held by whoever moves a host's row: one at a time
}

// New makes the service. Its Keeper has to run for payments to have their effect.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = clock.System()
	}
	if d.ClockIsRight == nil {
		d.ClockIsRight = func() bool { return true }
	}
	if d.Observe == nil {
		d.Observe = func(Event) {}
	}
	return &Service{Deps: d, wake: make(chan struct{}, 1), turn: make(chan struct{}, 1)}
}

// Access is what a person's subscription comes to.
type Access int

// The kinds of access.
const (
	AccessNone      Access = iota // not active
	AccessOpen                    // active without an end: Django or an admin has made it so
	AccessPaid                    // active until EndsAt
	AccessGrace                   // the end has passed: active until OffAt
	AccessSuspended               // paid until EndsAt, but an admin or Django has switched the person off
)

// State is a person's subscription as people see it.
type State struct {
	Access Access
	EndsAt time.Time // with AccessPaid, AccessGrace and AccessSuspended
	OffAt  time.Time // with AccessGrace
	Plans  []domain.Plan
	Paid   int // how many payments there are
}

// State reads a person's subscription. KindNotFound for one who never signed in.
func (s *Service) State(ctx context.Context, person int64) (State, error) {
	user, err := s.Host.FindTelegramUser(ctx, person)
	if err != nil {
		return State{}, fmt.Errorf("read the person: %w", err)
	}
	sub, err := s.DB.FindSubscription(ctx, person)
	if err != nil {
		return State{}, fmt.Errorf("read the subscription: %w", err)
	}
	st := State{Plans: s.Plans}
	if _, st.Paid, err = s.DB.ListPayments(ctx, person, 1, 0); err != nil {
		return State{}, fmt.Errorf("count payments: %w", err)
	}
	now := s.Clock.Now()
	switch {
	case sub.Stage == domain.StageActivate && sub.PersonID != 0: // paid this moment: the keeper is at it
		st.Access, st.EndsAt = AccessPaid, sub.EndsAt
	case !user.Active && sub.Running() && sub.EndsAt.After(now) && sub.Stage != domain.StageTake:
		st.Access, st.EndsAt = AccessSuspended, sub.EndsAt
	case !user.Active, sub.Stage == domain.StageTake:
	case !sub.Running():
		st.Access = AccessOpen
	case sub.EndsAt.After(now):
		st.Access, st.EndsAt = AccessPaid, sub.EndsAt
	default:
		st.Access, st.EndsAt, st.OffAt = AccessGrace, sub.EndsAt, sub.EndsAt.Add(s.Grace)
	}
	return st, nil
}

// plan finds a plan that is sold.
func (s *Service) plan(key string) (domain.Plan, bool) {
	for _, p := range s.Plans {
		if p.Key == key {
			return p, true
		}
	}
	return domain.Plan{}, false
}

// Page is a page of a person's payments, newest first.
type Page struct {
	Items []domain.Payment
	Page  int // from 0: the one that this is
	Pages int // at least 1
	Total int
}

// Receipts reads a page of the person's own payments.
func (s *Service) Receipts(ctx context.Context, person int64, page, size int) (Page, error) {
	size = max(size, 1)
	p := Page{Page: max(page, 0)}
	for {
		var err error
		p.Items, p.Total, err = s.DB.ListPayments(ctx, person, size, p.Page*size)
		if err != nil {
			return Page{}, fmt.Errorf("list payments: %w", err)
		}
		p.Pages = max(1, (p.Total+size-1)/size)
		if p.Page < p.Pages {
			return p, nil
		}
		p.Page = p.Pages - 1
	}
}

// Count tells how many payments a person has made.
func (s *Service) Count(ctx context.Context, person int64) (int, error) {
	_, total, err := s.DB.ListPayments(ctx, person, 1, 0)
	return total, err
}

// PaymentsOf is Receipts of anybody, for admins.
func (s *Service) PaymentsOf(ctx context.Context, actor, person int64, page, size int) (Page, domain.TelegramUser, error) {
	if _, err := s.Admin(ctx, actor); err != nil {
		return Page{}, domain.TelegramUser{}, err
	}
	user, err := s.Host.FindTelegramUser(ctx, person)
	if err != nil {
		return Page{}, user, fmt.Errorf("read the person: %w", err)
	}
	p, err := s.Receipts(ctx, person, page, size)
	return p, user, err
}

// Payment reads one payment for an admin. KindNotFound when there is none.
func (s *Service) Payment(ctx context.Context, actor, id int64) (domain.Payment, error) {
	if _, err := s.Admin(ctx, actor); err != nil {
		return domain.Payment{}, err
	}
	return s.DB.FindPayment(ctx, id)
}

// subject names a person in the audit log, as accounts.Subject does.
func subject(person int64) string { return "person:" + strconv.FormatInt(person, 10) }
