package console

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/services/work"
	"frontdesk/store"
)

// WayIn is by what a console user signs in.
type WayIn int

// The ways.
const (
	ByPassword WayIn = iota // signed up here
	ByDjango                // a Django user: names and passwords are changed there
	ByTelegram              // by links of the bot alone
)

// Profile is a console user as they see themselves.
type Profile struct {
	UserID     int64
	Username   string // as they sign in; empty when by links of the bot alone
	FirstName  string
	LastName   string
	Email      string
	Zone       string // of the tz database; may be empty
	Language   string // empty: the browser's
	TelegramID int64  // 0: not linked
	WayIn      WayIn
	CreatedAt  time.Time
}

// Name is what people call the user.
func (p Profile) Name() string {
	if name := strings.TrimSpace(p.FirstName + " " + p.LastName); name != "" {
		return name
	}
	return p.Username
}

// Location is the user's time zone, else fallback.
func (p Profile) Location(fallback *time.Location) *time.Location {
	if p.Zone == "" {
		return fallback
	}
	l, err := time.LoadLocation(p.Zone)
	if err != nil {
		return fallback
	}
	return l
}

func (s *Service) profile(u store.ConsoleUser) Profile {
	p := Profile{
		UserID: u.ID, Username: u.Username, FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, Zone: u.Zone,
		Language: u.Language, TelegramID: u.TelegramID, CreatedAt: u.CreatedAt,
	}
	switch {
	case u.HostUser != 0:
		p.WayIn, p.Username = ByDjango, ""
	case u.Password == "":
		p.WayIn, p.Username = ByTelegram, ""
	}
	return p
}

// SetProfile keeps names, e-mail, zone and language. KindInvalid for what breaks a rule.
func (s *Service) SetProfile(u *work.Unit, v Visitor, p Profile) error {
	if err := checkProfile(p.FirstName, p.LastName, p.Email, p.Zone); err != nil {
		return err
	}
	if p.Language != "" && !slices.Contains([]string{"ru", "en"}, p.Language) {
		return domain.Fail(domain.KindInvalid, "error.invalid", nil)
	}
	row := store.ConsoleUser{
		ID: v.Profile.UserID, Email: strings.TrimSpace(p.Email), FirstName: strings.TrimSpace(p.FirstName),
		LastName: strings.TrimSpace(p.LastName), Zone: p.Zone, Language: p.Language,
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetConsoleProfile(ctx, row) })
	audit(u, v.Person, v.Name(), "console.profile", "")
	return nil
}

// ChangePassword sets a new password of somebody who signed up here, and ends all sessions; the answer's token begins a new
// one. A wrong old password is an Entry without a token, and counts towards the lock-out: commit the unit in any case.
// KindForbidden ("error.password_elsewhere") for whom the password is not kept here.
func (s *Service) ChangePassword(ctx context.Context, u *work.Unit, where Visit, v Visitor, old, fresh string) (Entry, error) {
	user, err := s.deps.DB.FindConsoleUser(ctx, v.Profile.UserID)
	if err != nil {
		return Entry{}, fmt.Errorf("read a console user: %w", err)
	}
	if user.HostUser != 0 || user.Password == "" {
		return Entry{}, domain.Fail(domain.KindForbidden, "error.password_elsewhere", nil)
	}
	if err := checkPassword(fresh, user.Username); err != nil {
		return Entry{}, err
	}
	login, err := s.deps.Logins.Login(ctx, u, where.Address, user.Username, old, user.Password)
	if err != nil {
		return Entry{}, err
	}
	if !login.OK || login.Host.ID != 0 {
		return Entry{Locked: login.LockedFor}, nil
	}
	encoded, err := djangohash.Encode(fresh)
	if err != nil {
		return Entry{}, fmt.Errorf("hash a password: %w", err)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SetConsolePassword(ctx, user.ID, encoded); err != nil {
			return err
		}
		_, err := tx.EndConsoleSessions(ctx, user.ID, user.PersonID())
		return err
	})
	audit(u, v.Person, v.Name(), "console.password", "")
	return Entry{Token: s.begin(u, user, where, "")}, nil
}
