package console

import (
	"context"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Limits on what people type, in characters.
const (
	minUsername = 3
	maxUsername = 64
	minPassword = 10
	maxPassword = 200 // a hash of more costs us, and nobody remembers it
	maxName     = 100
	maxEmail    = 254
)

// inviteLife is how long an invitation to sign up is good.
const inviteLife = 7 * 24 * time.Hour

// Form is what somebody fills in to sign up.
type Form struct {
	Username  string
	Password  string
	Email     string // may be empty
	FirstName string
	LastName  string
	Zone      string // of the tz database; may be empty
	Language  string
}

// Mode tells who may sign up.
func (s *Service) Mode() SignUpMode { return s.deps.SignUp }

// MaySignUp tells whether somebody with this invitation (may be empty) may sign up. KindForbidden ("error.signup_off",
// "error.signup_invite"), or KindNotFound ("error.link_used") for an invitation that is over.
func (s *Service) MaySignUp(ctx context.Context, invitation string) error {
	_, err := s.maySignUp(ctx, invitation)
	return err
}

func (s *Service) maySignUp(ctx context.Context, invitation string) (store.ConsoleLink, error) {
	switch {
	case s.deps.SignUp == SignUpOff:
		return store.ConsoleLink{}, domain.Fail(domain.KindForbidden, "error.signup_off", nil)
	case s.deps.SignUp == SignUpOpen && invitation == "":
		return store.ConsoleLink{}, nil
	case invitation == "":
		return store.ConsoleLink{}, domain.Fail(domain.KindForbidden, "error.signup_invite", nil)
	default:
		return s.goodLink(ctx, store.LinkSignUp, invitation)
	}
}

// Join signs somebody up and in. Errors as MaySignUp; KindInvalid for a form that breaks a rule, KindConflict
// ("error.username_taken") for a name that somebody has, here or in Django.
func (s *Service) Join(ctx context.Context, u *work.Unit, v Visit, f Form, invitation, before string) (Entry, error) {
	link, err := s.maySignUp(ctx, invitation)
	if err != nil {
		return Entry{}, err
	}
	f.Username = normal(f.Username)
	if err := f.check(); err != nil {
		return Entry{}, err
	}
	if err := s.free(ctx, f.Username); err != nil {
		return Entry{}, err
	}
	encoded, err := djangohash.Encode(f.Password)
	if err != nil {
		return Entry{}, fmt.Errorf("hash a password: %w", err)
	}
	user := &store.ConsoleUser{
		Username: f.Username, Email: strings.TrimSpace(f.Email), FirstName: strings.TrimSpace(f.FirstName),
		LastName: strings.TrimSpace(f.LastName), Password: encoded, Zone: f.Zone, Language: f.Language,
	}
	if link.TokenHash != "" {
		spend(u, link)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		added, err := tx.AddConsoleUser(ctx, user)
		if err == nil && !added {
			return taken()
		}
		return err
	})
	token, hash := newToken()
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if before != "" {
			if err := tx.EndConsoleSession(ctx, seal.TokenHash(before)); err != nil {
				return err
			}
		}
		if err := tx.AddAudit(ctx, store.Audit{
			Actor: user.PersonID(), Name: s.profile(*user).Name(), Action: "console.sign_up", Subject: subject(user.PersonID()),
			Details: invitedBy(link), WorkKey: u.Key(),
		}); err != nil {
			return err
		}
		return tx.AddConsoleSession(ctx, store.ConsoleSession{
			TokenHash: hash, PersonID: user.PersonID(), UserID: user.ID, ExpiresAt: tx.Now.Add(sessionLife), Address: v.Address,
			Agent: strings.ToValidUTF8(v.agent(), ""),
		})
	})
	return Entry{Token: token}, nil
}

func invitedBy(link store.ConsoleLink) string {
	if link.PersonID == 0 {
		return ""
	}
	return invitedWords + strconv.FormatInt(link.PersonID, 10)
}

// invitedWords stand before the id of who has invited somebody, in the audit log.
const invitedWords = "invited by "

func taken() error { return domain.Fail(domain.KindConflict, "error.username_taken", nil) }

// free refuses a name that somebody has.
func (s *Service) free(ctx context.Context, username string) error {
	_, err := s.deps.DB.FindConsoleUserByName(ctx, username)
	if err == nil {
		return taken()
	}
	if !isNone(err) {
		return err
	}
	_, err = s.deps.Host.FindUserByName(ctx, username)
	if err == nil {
		return taken()
	}
	if !isNone(err) {
		return err
	}
	return nil
}

// Invite makes a one-time link to sign up, the rest of /signup/<token>: for admins.
func (s *Service) Invite(ctx context.Context, u *work.Unit, actor int64) (token string, err error) {
	who, err := s.may(ctx, actor, domain.DeedInviteToConsole)
	if err != nil {
		return "", err
	}
	if s.deps.SignUp == SignUpOff {
		return "", domain.Fail(domain.KindForbidden, "error.signup_off", nil)
	}
	audit(u, actor, who, "console.invite", "")
	return s.link(u, store.LinkSignUp, actor, inviteLife), nil
}

// may gives the name of an actor who may, by themselves.
func (s *Service) may(ctx context.Context, actor int64, deed domain.Deed) (string, error) {
	v := Visitor{Person: actor}
	if err := s.stand(ctx, &v); err != nil {
		return "", err
	}
	if !v.May(deed) {
		return "", forbidden()
	}
	who, err := s.deps.People.Find(ctx, actor)
	if err != nil || who == nil {
		return "", err
	}
	return who.Name(), nil
}

// normal is the form in which names are kept and found: people do not tell them apart by case or by look-alikes.
func normal(username string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(username)))
}

func (f Form) check() error {
	if strings.ContainsFunc(f.Username, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@.+-_", r)
	}) {
		return domain.Fail(domain.KindInvalid, "error.username_characters", nil)
	}
	if n := utf8.RuneCountInString(f.Username); n < minUsername || n > maxUsername {
		return domain.Fail(domain.KindInvalid, "error.username_length", map[string]any{"Min": minUsername, "Max": maxUsername})
	}
	if err := checkPassword(f.Password, f.Username); err != nil {
		return err
	}
	return checkProfile(f.FirstName, f.LastName, f.Email, f.Zone)
}

// checkPassword asks for length, which is what counts (NIST SP 800-63B), and that it is not the name.
func checkPassword(password, username string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return domain.Fail(domain.KindInvalid, "error.password_short", map[string]any{"Min": minPassword})
	case n > maxPassword:
		return domain.Fail(domain.KindInvalid, "error.too_long", map[string]any{"Max": maxPassword})
	case normal(password) == normal(username) || strings.Count(password, password[:1]) == len(password):
		return domain.Fail(domain.KindInvalid, "error.password_simple", nil)
	}
	return nil
}

func checkProfile(first, last, email, zone string) error {
	for _, name := range []string{first, last} {
		if utf8.RuneCountInString(name) > maxName {
			return domain.Fail(domain.KindInvalid, "error.too_long", map[string]any{"Max": maxName})
		}
	}
	if email = strings.TrimSpace(email); email != "" {
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email || len(email) > maxEmail {
			return domain.Fail(domain.KindInvalid, "error.email", nil)
		}
	}
	if zone != "" {
		if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
			return domain.Fail(domain.KindInvalid, "error.zone", nil)
		}
	}
	return nil
}
