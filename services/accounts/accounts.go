package accounts

import (
	"context"
	"strconv"
	"sync"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

// Tell sends a person a message of its own as part of a unit: a text by its key, written in the person's language when
// it is sent.
type Tell func(u *work.Unit, chatID int64, key string, params map[string]any)

// Passwords holds a password against an encoded Django hash, a few at once. Its errors are djangohash's, or the
// context's.
type Passwords interface {
	Check(ctx context.Context, encoded, password string) (bool, error)
}

// Deps are what the service needs.
type Deps struct {
	DB   *store.DB
	Host *host.Host
	Tell Tell
	// Now is the clock of the host's dates and of lock-outs; the same as the DB's. Default time.Now.
	Now func() time.Time
	// Passwords defaults to a djangohash.Checker for djangohash.DefaultAtOnce checks at once.
	Passwords Passwords
}

// Service is the use cases of people.
type Service struct {
	db        *store.DB
	host      *host.Host
	tell      Tell
	now       func() time.Time
	passwords Passwords
	claims    claims

	mu     sync.Mutex
	pepper []byte // see secret
}

// New makes the service.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Passwords == nil {
		d.Passwords = djangohash.NewChecker(djangohash.DefaultAtOnce)
	}
	return &Service{
		db: d.DB, host: d.Host, tell: d.Tell, now: d.Now, passwords: d.Passwords,
		claims: claims{now: d.Now, by: map[int64]claim{}},
	}
}

// Find reads a person's row in the host. Somebody who has never signed in is nil, which is no error: most people who
// write to a bot are strangers. A person who uses the console without a linked Telegram account has a negative id and no row:
// see console.
func (s *Service) Find(ctx context.Context, id int64) (*domain.TelegramUser, error) {
	if id < 0 {
		return s.console(ctx, -id)
	}
	user, err := s.host.FindTelegramUser(ctx, id)
	switch {
	case err == nil:
		return &user, nil
	case domain.KindOf(err) == domain.KindNotFound:
		return nil, nil
	default:
		return nil, err
	}
}

// Actor gives the person behind a request who may work: signed in, not banned, with a standing subscription. Everybody
// else is KindForbidden. What works without a subscription (help, language, signing out) does not ask for an Actor.
func (s *Service) Actor(ctx context.Context, id int64) (domain.TelegramUser, error) {
	user, err := s.Find(ctx, id)
	if err != nil {
		return domain.TelegramUser{}, err
	}
	if user == nil || user.LoggedOut || user.Banned || !user.Active {
		return domain.TelegramUser{}, forbidden()
	}
	return *user, nil
}

// Admin is Actor for what admins alone may do.
func (s *Service) Admin(ctx context.Context, id int64) (domain.TelegramUser, error) {
	user, err := s.Actor(ctx, id)
	if err != nil {
		return domain.TelegramUser{}, err
	}
	if user.Role != domain.RoleAdmin {
		return domain.TelegramUser{}, forbidden()
	}
	return user, nil
}

func forbidden() error { return domain.Fail(domain.KindForbidden, "error.forbidden", nil) }

// audit adds a line about a person to a unit.
func audit(u *work.Unit, actor domain.TelegramUser, action string, person int64, details string) {
	u.Audit(store.Audit{Actor: actor.ChatID, Name: actor.Name(), Action: action, Subject: Subject(person), Details: details})
}

// Subject names a person in the audit log and for the refreshing of screens: "person:42".
func Subject(id int64) string { return "person:" + strconv.FormatInt(id, 10) }
