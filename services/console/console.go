package console

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

// SignUpMode says who may sign up.
type SignUpMode string

// The modes.
const (
	SignUpOff    SignUpMode = "off"
	SignUpInvite SignUpMode = "invite" // by an admin's link
	SignUpOpen   SignUpMode = "open"
)

// Login is how a name and password turned out.
type Login struct {
	OK        bool
	LockedFor time.Duration // more than 0: nothing was looked at, or this failure was the last
	Host      domain.HostUser
}

// Logins holds names and passwords with lock-outs by name and address. own is the encoded password of somebody of that name
// who signed up here, or empty; Host.ID is 0 when that one was right.
type Logins interface {
	Login(ctx context.Context, u *work.Unit, address, username, password, own string) (Login, error)
}

// People tells who somebody is; nil is nobody.
type People interface {
	Find(ctx context.Context, id int64) (*domain.TelegramUser, error)
}

// Moderators tells who may moderate somebody's webinars.
type Moderators interface {
	IsModerator(ctx context.Context, person int64) (bool, error)
}

// Deps are what the service needs.
type Deps struct {
	DB         *store.DB
	Host       *host.Host
	Logins     Logins
	People     People
	Moderators Moderators // nil: there are no webinars in this house
	SignUp     SignUpMode // default SignUpInvite
	// BotName is the bot's username without "@", as soon as it is known; links to Telegram need it.
	BotName func() string
	// Requeue gives a revived delivery to its channel's outbox, in the transaction that revives it.
	Requeue func(u *work.Unit, d domain.Delivery)
	Now     func() time.Time // default time.Now
}

// Service is the use cases of the console.
type Service struct{ deps Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.SignUp == "" {
		d.SignUp = SignUpInvite
	}
	if d.BotName == nil {
		d.BotName = func() string { return "" }
	}
	return &Service{deps: d}
}

// Visit is where somebody comes from.
type Visit struct {
	Address string // of the network
	Agent   string // the browser's own name for itself
}

// maxAgent is how much of a browser's name is kept, in bytes.
const maxAgent = 200

func (v Visit) agent() string {
	if len(v.Agent) > maxAgent {
		return v.Agent[:maxAgent]
	}
	return v.Agent
}

// newToken makes a token and what is kept of it.
func newToken() (token, hash string) {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails, by its documentation
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	return token, seal.TokenHash(token)
}

func forbidden() error { return domain.Fail(domain.KindForbidden, "error.forbidden", nil) }

func isNone(err error) bool { return err != nil && domain.KindOf(err) == domain.KindNotFound }

// audit adds a line about the console's user to a unit.
func audit(u *work.Unit, person int64, name, action, details string) {
	u.Audit(store.Audit{Actor: person, Name: name, Action: action, Subject: subject(person), Details: details})
}
