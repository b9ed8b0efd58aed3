// Package relay brings the approved messages of an event to Discord: each once, in order, durable as every delivery, and
// takes them off again when they are taken back.
package relay

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// maxTargets is how many webhooks an event may have.
const maxTargets = 5

// noticeGone is told to who added a webhook that Discord does not know any more. Name, Event.
const noticeGone = "notice.relay_gone"

// Rights tells whether somebody may do something with an event.
type Rights interface {
	EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error)
	// Name is how a person is called who has to do with an account.
	Name(ctx context.Context, person, accountID int64) (string, error)
}

// Discord is the platform.
type Discord interface {
	// Normal gives the address of a webhook in one form, or says what is wrong with it.
	Normal(raw string) (url string, err error)
	// Check asks whether a webhook is there, and its name.
	Check(ctx context.Context, url string) (name string, err error)
	Post(ctx context.Context, url string, m Message) (id string, err error)
	Delete(ctx context.Context, url, id string) error
}

// Message is what a target shows.
type Message struct {
	Author, Text string
	At           time.Time
}

// Outbox is where deliveries go.
type Outbox interface {
	Put(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error
}

// Tell sends a person a message of its own: a text by its key.
type Tell func(u *work.Unit, person int64, key string, params map[string]any)

// Deps are what the service needs.
type Deps struct {
	DB      *store.DB
	Box     *seal.Box
	Rights  Rights
	Discord Discord
	Outbox  Outbox // of domain.ChannelDiscord
	Live    *live.Hub
	Tell    Tell
	// Refresh draws the screens of a subject anew, whoever looks at them; may be nil.
	Refresh func(u *work.Unit, subject string)
}

// Service is the use cases of the relay.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// place binds a sealed address to its row.
func place(id int64) string { return seal.Place("frontdesk_relay_webhook.url", id) }

// Targets reads where an event's messages go on to.
func (s *Service) Targets(ctx context.Context, actor, eventID int64) ([]domain.RelayTarget, error) {
	if _, err := s.Rights.EventFor(ctx, actor, eventID, domain.DeedEventView); err != nil {
		return nil, err
	}
	return s.DB.RelayTargets(ctx, eventID)
}

// Add proves a webhook and keeps it. KindInvalid for what is no address of a webhook, KindConflict ("error.relay_full") when
// the event has as many as it may.
func (s *Service) Add(ctx context.Context, u *work.Unit, actor, eventID int64, rawURL string) (domain.RelayTarget, error) {
	var none domain.RelayTarget
	by, err := s.who(ctx, actor, eventID, domain.DeedRelayTargets)
	if err != nil {
		return none, err
	}
	url, err := s.Discord.Normal(rawURL)
	if err != nil {
		return none, err
	}
	have, err := s.DB.RelayTargets(ctx, eventID)
	if err != nil {
		return none, err
	}
	if len(have) >= maxTargets {
		return none, domain.Fail(domain.KindConflict, "error.relay_full", map[string]any{"Max": maxTargets})
	}
	name, err := s.Discord.Check(ctx, url)
	if err != nil {
		return none, err
	}
	added := domain.RelayTarget{EventID: eventID, Name: name, AddedBy: actor}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.AddRelayTarget(ctx, &added); err != nil {
			return err
		}
		return tx.SetRelayURL(ctx, added.ID, s.Box.Seal([]byte(url), place(added.ID)))
	})
	by.audit(u, "relay.add", name)
	s.changed(u, eventID)
	return added, nil
}

// Remove forgets a target; what stands at Discord stays there.
func (s *Service) Remove(ctx context.Context, u *work.Unit, actor, eventID, targetID int64) error {
	by, err := s.who(ctx, actor, eventID, domain.DeedRelayTargets)
	if err != nil {
		return err
	}
	target, _, err := s.DB.FindRelayTarget(ctx, targetID)
	if err != nil {
		return err
	}
	if target.EventID != eventID {
		return domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.RemoveRelayTarget(ctx, targetID)
		return err
	})
	by.audit(u, "relay.remove", target.Name)
	s.changed(u, eventID)
	return nil
}

// SetOn switches the relay of an event: what is approved from then on goes to its targets.
func (s *Service) SetOn(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) error {
	by, err := s.who(ctx, actor, eventID, domain.DeedEventShow)
	if err != nil {
		return err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SetRelay(ctx, eventID, on)
		return err
	})
	by.audit(u, "relay.set", fmt.Sprint(on))
	s.changed(u, eventID)
	return nil
}

// doer is somebody who may, and does something with an event.
type doer struct {
	id, event int64
	name      string
}

// who is an actor who may do a deed with an event.
func (s *Service) who(ctx context.Context, actor, eventID int64, deed domain.Deed) (doer, error) {
	e, err := s.Rights.EventFor(ctx, actor, eventID, deed)
	if err != nil {
		return doer{}, err
	}
	name, err := s.Rights.Name(ctx, actor, e.AccountID)
	return doer{actor, eventID, name}, err
}

// audit adds a line to the log of who did what.
func (d doer) audit(u *work.Unit, action, details string) {
	u.Audit(store.Audit{Actor: d.id, Name: d.name, Action: action, Subject: webinars.EventSubject(d.event), Details: details})
}

// changed tells all who look at an event: on pages, and on phones.
func (s *Service) changed(u *work.Unit, eventID int64) {
	if s.Refresh != nil {
		s.Refresh(u, webinars.EventSubject(eventID))
	}
	u.After(func() { s.Live.Publish(live.Event{Topic: live.OfEvent(eventID), Kind: live.EventChanged, ID: eventID}) })
}
