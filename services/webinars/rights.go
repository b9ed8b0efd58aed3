package webinars

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/store"
)

// visitor is a person as one account sees them.
type visitor struct {
	id       int64
	name     string
	standing domain.Standing
}

// visit works out what a person is to an account, from the databases. Who is banned or has signed out is nobody, whoever has
// invited them; who has no standing subscription is idle. A moderator need not have signed in to the bot.
func (s *Service) visit(ctx context.Context, person int64, account store.WebinarAccount) (visitor, error) {
	v, err := s.person(ctx, person)
	switch {
	case err != nil:
		return v.visitor, err
	case v.known && v.standing < domain.Member, v.standing == domain.Admin:
		return v.visitor, nil
	case v.known && account.OwnerID == person:
		v.standing = domain.Owner
		return v.visitor, nil
	}
	row, err := s.DB.FindModerator(ctx, account.ID, person)
	switch {
	case nothing(err):
	case err != nil:
		return v.visitor, fmt.Errorf("read a moderator: %w", err)
	default:
		v.standing = domain.Moderator
		if v.name == "" {
			v.name = row.Name
		}
	}
	return v.visitor, nil
}

// somebody is a person apart from any account.
type somebody struct {
	visitor
	known bool // has signed in at some time
}

// person works out what somebody is before any account is looked at.
func (s *Service) person(ctx context.Context, id int64) (somebody, error) {
	p := somebody{visitor: visitor{id: id, standing: domain.Nobody}}
	if id == 0 {
		return p, nil
	}
	user, err := s.Deps.Accounts.Find(ctx, id)
	if err != nil {
		return p, fmt.Errorf("read a person: %w", err)
	}
	if user == nil {
		return p, nil
	}
	p.known, p.name = true, user.Name()
	switch {
	case user.Banned, user.LoggedOut:
	case !user.Active:
		p.standing = domain.Idle
	case user.Role == domain.RoleAdmin:
		p.standing = domain.Admin
	default:
		p.standing = domain.Member
	}
	return p, nil
}

// Standing tells what a person is to an account. KindNotFound when there is no such account (any more).
func (s *Service) Standing(ctx context.Context, actor, accountID int64) (domain.Standing, error) {
	row, err := s.findAccount(ctx, accountID)
	if err != nil {
		return domain.Nobody, err
	}
	v, err := s.visit(ctx, actor, row)
	return v.standing, err
}

// Check gives the standing of a person who may do a deed with an account. KindForbidden for others, KindNotFound when there is
// no such account (any more).
func (s *Service) Check(ctx context.Context, actor, accountID int64, deed domain.Deed) (domain.Standing, error) {
	_, v, err := s.enter(ctx, actor, accountID, deed)
	return v.standing, err
}

// Name is how a person is called who has to do with an account: in audit lines, on cards. Empty when nothing is known.
func (s *Service) Name(ctx context.Context, person, accountID int64) (string, error) {
	row, err := s.findAccount(ctx, accountID)
	if err != nil {
		return "", err
	}
	v, err := s.visit(ctx, person, row)
	return v.name, err
}

// enter is Check that also gives the account and the person.
func (s *Service) enter(ctx context.Context, actor, accountID int64, deed domain.Deed) (store.WebinarAccount, visitor, error) {
	row, err := s.findAccount(ctx, accountID)
	if err != nil {
		return store.WebinarAccount{}, visitor{}, err
	}
	v, err := s.visit(ctx, actor, row)
	if err == nil && !domain.May(v.standing, deed) {
		err = forbidden()
	}
	if err != nil {
		return store.WebinarAccount{}, visitor{}, err
	}
	return row, v, nil
}

func (s *Service) findAccount(ctx context.Context, id int64) (store.WebinarAccount, error) {
	row, err := s.DB.FindWebinarAccount(ctx, id)
	if nothing(err) {
		return row, gone()
	}
	if err != nil {
		return row, fmt.Errorf("read a webinar account: %w", err)
	}
	return row, nil
}

// place is an event with its account and the person who asks, who may do what they ask for.
type place struct {
	account store.WebinarAccount
	event   store.WebinarEvent
	visitor visitor
}

func (p place) view() Event { return eventOf(p.event, p.account, p.visitor.standing) }

// enterEvent is enter for the account of an event. Somebody else's event looks as if it did not exist.
func (s *Service) enterEvent(ctx context.Context, actor, eventID int64, deed domain.Deed) (place, error) {
	row, err := s.DB.FindWebinarEvent(ctx, eventID)
	if nothing(err) {
		return place{}, gone()
	}
	if err != nil {
		return place{}, fmt.Errorf("read an event: %w", err)
	}
	account, v, err := s.enter(ctx, actor, row.AccountID, deed)
	return place{account, row, v}, err
}

// EventFor gives an event to a person who may do a deed with it. KindForbidden for others, KindNotFound when there is no such
// event, or its account was taken away.
func (s *Service) EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (Event, error) {
	p, err := s.enterEvent(ctx, actor, eventID, deed)
	if err != nil {
		return Event{}, err
	}
	return p.view(), nil
}

// Event gives an event as we know it.
func (s *Service) Event(ctx context.Context, actor, eventID int64) (Event, error) {
	return s.EventFor(ctx, actor, eventID, domain.DeedEventView)
}

// IsModerator tells whether a person moderates any account; the bot lets such people in without a sign-in.
func (s *Service) IsModerator(ctx context.Context, person int64) (bool, error) {
	return s.DB.ModeratesAny(ctx, person)
}

// eventOf is an event as one person meets it.
func eventOf(e store.WebinarEvent, a store.WebinarAccount, standing domain.Standing) Event {
	event := Event{
		ID: e.ID, AccountID: e.AccountID, PlatformID: e.EventID, SessionID: e.SessionID, Name: e.Name, Description: e.Description,
		PictureURL: e.PictureURL, PublicURL: e.PublicURL, StartsAt: e.StartsAt, EndsAt: e.EndsAt, Status: e.Status,
		Premoderation: Switch(e.Premoderation), Wanted: Switch(e.Wanted), WantedAt: e.WantedAt, Relay: e.Relay, Digest: e.Digest,
		Trouble: e.Trouble, Standing: standing,
	}
	// Before that it is only who was about to.
	if event.Running() || event.Over() {
		event.StartedBy = e.StartedBy
	}
	if event.Over() {
		event.StoppedBy = e.StoppedBy
	}
	for _, o := range a.Organizations {
		if o.ID == e.Organization {
			event.Organization = o.Name
		}
	}
	return event
}
