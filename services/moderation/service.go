package moderation

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Webinars answers for events and for who may do what with them.
type Webinars interface {
	// EventFor reads an event for somebody who may do a deed with it, else KindForbidden or KindNotFound.
	EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error)
	// Check is the same for an account.
	Check(ctx context.Context, actor, accountID int64, deed domain.Deed) (domain.Standing, error)
	// Open gives an account's handle at the platform. It is asked for at each call: handles are shared and kept there.
	Open(ctx context.Context, accountID int64) (webinars.Handle, error)
	// RunningEvents reads the events that are on air.
	RunningEvents(ctx context.Context) ([]webinars.Event, error)
	// Name is how a person is called who has to do with an account.
	Name(ctx context.Context, person, accountID int64) (string, error)
}

// Outbox is where decisions wait for their way to the platform.
type Outbox interface {
	Put(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error
}

// Chats brings the screens of a subject up to date.
type Chats interface {
	RefreshNow(ctx context.Context, tx *store.Tx, u *work.Unit, subject string, exceptChat int64) error
	// RefreshLater draws a person's own screens of a subject once more after d.
	RefreshLater(ctx context.Context, tx *store.Tx, u *work.Unit, subject string, person int64, d time.Duration) error
}

// Relay carries approved messages on. Both are called in the transaction in which the message comes to be approved, or stops
// being so.
type Relay interface {
	// Approved is for a message that appears outside at m.ShownAt.
	Approved(ctx context.Context, tx *store.Tx, u *work.Unit, m domain.ModeratedMessage) error
	// Withdrawn takes it off again, wherever it has come.
	Withdrawn(ctx context.Context, tx *store.Tx, u *work.Unit, messageID int64) error
}

// Cards shows people what waits. Both are called in the transaction in which it begins to wait.
type Cards interface {
	// New gives a person the card of a message, unless they have it.
	New(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, m domain.ModeratedMessage) error
	// Digest gives a person the one live screen that stands for the cards of an event in a flood, unless they have it.
	Digest(ctx context.Context, tx *store.Tx, u *work.Unit, person, eventID int64) error
}

// Deps are what the service works with.
type Deps struct {
	DB       *store.DB
	Webinars Webinars
	Outbox   Outbox // of domain.ChannelWebinar
	Live     *live.Hub
	Chats    Chats
	Relay    Relay
	Zone     *time.Location // of people who have named none; UTC when nil
	Clock    clock.Clock
	Log      zerolog.Logger
}

// Service is the use cases of moderation.
type Service struct {
	Deps
	cards Cards

	mu   sync.Mutex
	wake map[int64]chan struct{} // by event that is polled: somebody has come to watch
}

// New makes the service. Give it Cards with Use, then Run it.
func New(d Deps) *Service {
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	return &Service{Deps: d, wake: map[int64]chan struct{}{}}
}

// Use sets who shows cards. It is a setter since cards are drawn from what this service tells.
func (s *Service) Use(c Cards) { s.cards = c }

// reach reads a message for somebody who may do a deed with its event.
func (s *Service) reach(ctx context.Context, actor, messageID int64, deed domain.Deed) (domain.ModeratedMessage, webinars.Event, error) {
	m, err := s.DB.FindChatMessage(ctx, messageID)
	if err != nil {
		return m, webinars.Event{}, fmt.Errorf("read message %d: %w", messageID, err)
	}
	e, err := s.Webinars.EventFor(ctx, actor, m.EventID, deed)
	if err != nil {
		return domain.ModeratedMessage{}, e, err
	}
	return m, e, nil
}

// MessageSubject names a message for screens: "message:4711".
func MessageSubject(id int64) string { return fmt.Sprintf("message:%d", id) }

// audit adds a line about an account to a unit.
func (s *Service) audit(ctx context.Context, u *work.Unit, actor, accountID int64, action, details string) error {
	name, err := s.called(ctx, actor, accountID)
	if err != nil {
		return err
	}
	u.Audit(store.Audit{Actor: actor, Name: name, Action: action, Subject: webinars.AccountSubject(accountID), Details: details})
	return nil
}

// called is the name of somebody in the audit log; empty when nobody knows it.
func (s *Service) called(ctx context.Context, person, accountID int64) (string, error) {
	name, err := s.Webinars.Name(ctx, person, accountID)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return "", fmt.Errorf("name somebody: %w", err)
	}
	return name, nil
}

// step is one change of messages on its way into a transaction: what is to be told when it is on disk.
type step struct {
	s       *Service
	tx      *store.Tx
	u       *work.Unit
	eventID int64
	account int64
	rules   ruleSet
}

// save writes a changed message and tells everybody who shows it. The relay hears when the message comes to be approved or
// stops being so.
func (w step) save(ctx context.Context, was, m domain.ModeratedMessage) error {
	saved, err := w.tx.SaveChatMessage(ctx, m, was.Revision)
	if err != nil {
		return err
	}
	if !saved {
		return fmt.Errorf("message %d has moved on inside of a transaction", m.ID)
	}
	if err := w.outside(ctx, was.State, m); err != nil {
		return err
	}
	return w.tell(ctx, m)
}

func (w step) outside(ctx context.Context, was domain.MessageState, m domain.ModeratedMessage) error {
	switch {
	case w.s.Relay == nil || was == m.State:
		return nil
	case m.State == domain.MessageApproved:
		return w.s.Relay.Approved(ctx, w.tx, w.u, m)
	case was == domain.MessageApproved:
		return w.s.Relay.Withdrawn(ctx, w.tx, w.u, m.ID)
	}
	return nil
}

func (w step) tell(ctx context.Context, m domain.ModeratedMessage) error {
	w.u.After(func() {
		w.s.Live.Publish(live.Event{Topic: live.OfEvent(m.EventID), Kind: live.MessageChanged, ID: m.ID})
	})
	subject := MessageSubject(m.ID)
	if err := w.s.Chats.RefreshNow(ctx, w.tx, w.u, subject, 0); err != nil {
		return err
	}
	if left := m.DecidedAt.Add(domain.DecisionUndo).Sub(w.tx.Now); m.State != m.Was && m.DecidedBy != 0 && left > 0 {
		// What can be taken back now cannot be then, wherever it was decided: on the card, in the queue, in the console.
		return w.s.Chats.RefreshLater(ctx, w.tx, w.u, subject, m.DecidedBy, left)
	}
	return nil
}

// refresh brings the event's own screens up to date. Once for each transaction is enough.
func (w step) refresh(ctx context.Context) error {
	return w.s.Chats.RefreshNow(ctx, w.tx, w.u, webinars.EventSubject(w.eventID), 0)
}

// eventChanged tells who watches that the event itself has changed.
func (w step) eventChanged() {
	w.u.After(func() {
		w.s.Live.Publish(live.Event{Topic: live.OfEvent(w.eventID), Kind: live.EventChanged, ID: w.eventID})
	})
}

// errand is the payload of a delivery to the platform.
type errand struct {
	Message  int64 `json:"message"`
	Revision int64 `json:"revision"`       // of the decision
	Late     bool  `json:"late,omitempty"` // a deletion whose time to be taken back is over
}

// dispatch puts a message's way to the platform into the outbox: at once, and for a person's deletion once more when it can
// no longer be taken back.
func (w step) dispatch(ctx context.Context, m domain.ModeratedMessage) error {
	priority := domain.PriorityInteractive
	if m.DecidedBy == 0 {
		priority = domain.PriorityNotice
	}
	late := m.State == domain.MessageDeleted && m.DecidedBy != 0
	if !late || m.AtPlatform != domain.MessageAwaiting {
		if err := w.put(ctx, m, priority, false); err != nil {
			return err
		}
	}
	if late {
		return w.put(ctx, m, priority, true)
	}
	return nil
}

func (w step) put(ctx context.Context, m domain.ModeratedMessage, p domain.Priority, late bool) error {
	payload, err := json.Marshal(errand{Message: m.ID, Revision: m.Revision, Late: late})
	if err != nil {
		return fmt.Errorf("write an errand: %w", err)
	}
	d := domain.Delivery{
		Channel: domain.ChannelWebinar, Kind: domain.DeliveryDecision, Recipient: m.EventID, Payload: string(payload), Priority: p,
		DedupeKey: fmt.Sprintf("decision:%d:%d", m.ID, m.Revision),
	}
	if late {
		d.NotBefore = m.DecidedAt.Add(domain.DecisionUndo)
		d.DedupeKey += ":late"
	}
	return w.s.Outbox.Put(ctx, w.tx, w.u, d)
}
