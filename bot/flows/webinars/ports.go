package webinars

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/services/overlays"
	service "frontdesk/services/webinars"
	"frontdesk/services/work"
)

// Webinars is what the conversation needs of services/webinars.
type Webinars interface {
	Accounts(ctx context.Context, actor int64) ([]service.Account, error)
	Account(ctx context.Context, actor, accountID int64) (service.Account, error)
	Connect(ctx context.Context, u *work.Unit, actor int64, creds domain.WebinarCredentials) (service.Account, error)
	Disconnect(ctx context.Context, u *work.Unit, actor, accountID int64) error
	Schedule(ctx context.Context, actor, accountID int64, page, size int) (service.Page, error)
	Event(ctx context.Context, actor, eventID int64) (service.Event, error)
	Refresh(ctx context.Context, actor, eventID int64) (service.Event, error)
	EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (service.Event, error)
	Start(ctx context.Context, u *work.Unit, actor, eventID int64) (service.Event, error)
	Stop(ctx context.Context, u *work.Unit, actor, eventID int64) (service.Event, error)
	SetPremoderation(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) (service.Event, error)
	Moderators(ctx context.Context, actor, accountID int64) ([]service.ModeratorInfo, error)
	Invite(ctx context.Context, u *work.Unit, actor, accountID int64) (service.Invitation, error)
	Invited(ctx context.Context, person int64, token string) (account service.Account, owner string, err error)
	AcceptInvite(ctx context.Context, u *work.Unit, who domain.Sender, token string) (service.Account, error)
	RemoveModerator(ctx context.Context, u *work.Unit, actor, accountID, personID int64) error
	Roster(ctx context.Context, actor, eventID int64) ([]service.RosterEntry, error)
	SetListed(ctx context.Context, u *work.Unit, actor, eventID, personID int64, listed bool) error
}

// People tells who somebody is.
type People interface {
	// Find reads the host's row of a person; nil when there is none.
	Find(ctx context.Context, id int64) (*domain.TelegramUser, error)
}

// Moderation switches a webinar's cards on for a person.
type Moderation interface {
	SetHere(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) error
}

// Overlays is what the conversation needs of services/overlays.
type Overlays interface {
	List(ctx context.Context, actor, eventID int64) ([]overlays.Page, error)
	Make(ctx context.Context, u *work.Unit, actor, eventID int64) (*overlays.Page, error)
	Revoke(ctx context.Context, u *work.Unit, actor, eventID, overlayID int64) error
	SetFontSize(ctx context.Context, u *work.Unit, actor, eventID int64, size int) error
}

// Relay is what the conversation needs of services/relay.
type Relay interface {
	Targets(ctx context.Context, actor, eventID int64) ([]domain.RelayTarget, error)
	Add(ctx context.Context, u *work.Unit, actor, eventID int64, rawURL string) (domain.RelayTarget, error)
	Remove(ctx context.Context, u *work.Unit, actor, eventID, targetID int64) error
	SetOn(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) error
}

// Box seals what must not be read from a stolen database: the tokens of invitations, for as long as their screens stand.
type Box interface {
	Seal(value []byte, place string) []byte
	Open(sealed []byte, place string) ([]byte, error)
}

// Me tells the bot's own name, for links.
type Me interface {
	Me(ctx context.Context) (domain.BotInfo, error)
}

// Zone tells in which zone a person reads times; nil for somebody who has not said.
type Zone func(ctx context.Context, person int64) (*time.Location, error)
