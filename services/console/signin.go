package console

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Entry is how signing in ended: a token for the browser, or the reason why not in Locked (0: name or password are wrong).
type Entry struct {
	Token  string // empty: nobody came in
	Locked time.Duration
	Closed bool // an admin has closed the console to them; only who knows the password hears of it
}

// Minutes is Locked as people are told it: begun minutes count.
func (e Entry) Minutes() int { return int((e.Locked + time.Minute - 1) / time.Minute) }

// SignIn lets in by name and password: a Django user who is active and in telegram_admins, or somebody who signed up here.
// before is the browser's old token, which is no longer good. A refusal is a result and no error; commit the unit in any case.
func (s *Service) SignIn(ctx context.Context, u *work.Unit, v Visit, username, password, before string) (Entry, error) {
	own, err := s.ownUser(ctx, username)
	if err != nil {
		return Entry{}, err
	}
	login, err := s.deps.Logins.Login(ctx, u, v.Address, username, password, own.Password)
	if err != nil {
		return Entry{}, err
	}
	if !login.OK {
		return Entry{Locked: login.LockedFor}, nil
	}
	user := own
	if login.Host.ID != 0 {
		if user, err = s.userOfHost(ctx, login.Host); err != nil {
			return Entry{}, err
		}
	}
	if user.Closed() {
		return Entry{Closed: true}, nil
	}
	audit(u, user.PersonID(), s.profile(user).Name(), "console.sign_in", "")
	return Entry{Token: s.begin(u, user, v, before)}, nil
}

// ownUser reads somebody who signed up here, the zero value when there is none of the name.
func (s *Service) ownUser(ctx context.Context, username string) (store.ConsoleUser, error) {
	user, err := s.deps.DB.FindConsoleUserByName(ctx, normal(username))
	if isNone(err) || err == nil && (user.HostUser != 0 || user.Password == "") {
		return store.ConsoleUser{}, nil
	}
	if err != nil {
		return user, fmt.Errorf("find a console user: %w", err)
	}
	return user, nil
}

// userOfHost gives the console's user that stands for a Django user, and makes it with the first sign-in: its id must be known
// before the unit is committed.
func (s *Service) userOfHost(ctx context.Context, django domain.HostUser) (store.ConsoleUser, error) {
	user, err := s.deps.DB.FindConsoleUserByHost(ctx, django.ID)
	if err == nil || !isNone(err) {
		return user, err
	}
	// The colon keeps these names apart from those that people choose.
	user = store.ConsoleUser{Username: fmt.Sprintf("django:%d", django.ID), FirstName: django.Username, HostUser: django.ID}
	return s.made(ctx, user, func() (store.ConsoleUser, error) { return s.deps.DB.FindConsoleUserByHost(ctx, django.ID) })
}

// made adds a user, or reads the one that somebody has added meanwhile.
func (s *Service) made(ctx context.Context, user store.ConsoleUser, other func() (store.ConsoleUser, error)) (store.ConsoleUser, error) {
	added := false
	err := s.deps.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		added, err = tx.AddConsoleUser(ctx, &user)
		return err
	})
	if err == nil && !added {
		return other()
	}
	return user, err
}

// linkLife is how long a link to sign in is good.
const linkLife = 5 * time.Minute

// LoginLink makes a one-time link for a person of the bot: the rest of the address /login/<token>. An older one of the same
// person is no longer good. It is for the bot alone, which knows that the person is who they are.
func (s *Service) LoginLink(u *work.Unit, person int64) (token string) {
	return s.link(u, store.LinkLogin, person, linkLife)
}

func (s *Service) link(u *work.Unit, kind string, person int64, life time.Duration) string {
	token, hash := newToken()
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if kind != store.LinkSignUp {
			if err := tx.DropConsoleLinks(ctx, kind, person); err != nil {
				return err
			}
		}
		return tx.AddConsoleLink(ctx, store.ConsoleLink{TokenHash: hash, Kind: kind, PersonID: person, ExpiresAt: tx.Now.Add(life)})
	})
	return token
}

// FreshLink is LoginLink in a transaction of its own, for who draws a message at the moment of sending: the token stands in the
// message and nowhere else.
func (s *Service) FreshLink(ctx context.Context, person int64) (token string, err error) {
	u := work.New("link")
	token = s.LoginLink(u, person)
	return token, u.Commit(ctx, s.deps.DB)
}

// LinkGood tells whether a link to sign in still is, without using it.
func (s *Service) LinkGood(ctx context.Context, token string) (bool, error) {
	_, err := s.goodLink(ctx, store.LinkLogin, token)
	if isNone(err) {
		return false, nil
	}
	return err == nil, err
}

// goodLink reads a link that can be used. KindNotFound ("error.link_used") for any other.
func (s *Service) goodLink(ctx context.Context, kind, token string) (store.ConsoleLink, error) {
	return s.usable(kind)(s.deps.DB.FindConsoleLink(ctx, seal.TokenHash(token)))
}

// usable refuses what cannot be used as a link of a kind.
func (s *Service) usable(kind string) func(store.ConsoleLink, error) (store.ConsoleLink, error) {
	return func(link store.ConsoleLink, err error) (store.ConsoleLink, error) {
		if isNone(err) || err == nil && (link.Kind != kind || !link.UsedAt.IsZero() || !link.ExpiresAt.After(s.deps.Now())) {
			return link, usedLink()
		}
		if err != nil {
			return link, fmt.Errorf("read a link: %w", err)
		}
		return link, nil
	}
}

func usedLink() error { return domain.Fail(domain.KindNotFound, "error.link_used", nil) }

// spend uses a link up with the unit: of two who follow it at once, one gets KindNotFound.
func spend(u *work.Unit, link store.ConsoleLink) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		ours, err := tx.UseConsoleLink(ctx, link.TokenHash, link.Kind)
		if err == nil && !ours {
			return usedLink()
		}
		return err
	})
}

// UseLink signs in whom a link of the bot was made for. KindNotFound ("error.link_used") for a link that is over, and
// KindForbidden for somebody who was banned meanwhile ("error.console_closed" for whom the console is closed to).
func (s *Service) UseLink(ctx context.Context, u *work.Unit, v Visit, token, before string) (Entry, error) {
	link, err := s.goodLink(ctx, store.LinkLogin, token)
	if err != nil {
		return Entry{}, err
	}
	who, err := s.deps.People.Find(ctx, link.PersonID)
	if err != nil {
		return Entry{}, fmt.Errorf("find whom a link signs in: %w", err)
	}
	if who != nil && who.Banned {
		return Entry{}, forbidden()
	}
	user, err := s.userOfTelegram(ctx, link.PersonID, who)
	if err != nil {
		return Entry{}, err
	}
	if user.Closed() {
		return Entry{}, closed()
	}
	spend(u, link)
	audit(u, user.PersonID(), s.profile(user).Name(), "console.sign_in_link", "")
	return Entry{Token: s.begin(u, user, v, before)}, nil
}

// userOfTelegram gives the console's user of a Telegram account, and makes one that has no other way in.
func (s *Service) userOfTelegram(ctx context.Context, id int64, who *domain.TelegramUser) (store.ConsoleUser, error) {
	user, err := s.deps.DB.FindConsoleUserByTelegram(ctx, id)
	if err == nil || !isNone(err) {
		return user, err
	}
	user = store.ConsoleUser{Username: fmt.Sprintf("telegram:%d", id), TelegramID: id}
	if who != nil {
		user.FirstName, user.LastName = who.FirstName, who.LastName
		if user.FirstName == "" && user.LastName == "" {
			user.FirstName = strings.TrimPrefix(who.Name(), "@")
		}
	} else if user.FirstName, err = s.deps.DB.ModeratorName(ctx, id); err != nil { // who only moderates has no row in the host
		return user, fmt.Errorf("read a moderator's name: %w", err)
	}
	return s.made(ctx, user, func() (store.ConsoleUser, error) { return s.deps.DB.FindConsoleUserByTelegram(ctx, id) })
}
