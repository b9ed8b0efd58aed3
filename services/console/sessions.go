package console

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// sessionLife is how long a session lives after its last use, and sessionStep how long ago that must be to be noted: not every
// page is a write.
const (
	sessionLife = 30 * 24 * time.Hour
	sessionStep = time.Hour
)

// Visitor is who has signed in, as of this request.
type Visitor struct {
	Person   int64
	Session  string // the hash of its token: names the session, opens nothing
	Profile  Profile
	Standing domain.Standing // Admin, Member or Idle by themselves; Moderator for who is nothing else; Nobody: banned or signed out
	Banned   bool
	Seller   bool // has a role in the bot
}

// Admin tells whether the visitor may do what admins alone may.
func (v Visitor) Admin() bool { return v.Standing == domain.Admin }

// May tells whether the visitor by themselves may, apart from what they own.
func (v Visitor) May(d domain.Deed) bool { return domain.May(v.Standing, d) }

// Name is what people call the visitor.
func (v Visitor) Name() string { return v.Profile.Name() }

func subject(person int64) string { return "person:" + strconv.FormatInt(person, 10) }

// Session gives the visitor whose token this is. KindNotFound ("error.session_over") for an unknown or expired one, for a
// Django user who is no longer active, and for whom an admin has closed the console to. The session's life is renewed as it is used.
func (s *Service) Session(ctx context.Context, token string) (Visitor, error) {
	if token == "" {
		return Visitor{}, over()
	}
	kept, err := s.deps.DB.FindConsoleSession(ctx, seal.TokenHash(token))
	if isNone(err) || err == nil && !kept.ExpiresAt.After(s.deps.Now()) {
		return Visitor{}, over()
	}
	if err != nil {
		return Visitor{}, fmt.Errorf("read a session: %w", err)
	}
	user, err := s.deps.DB.FindConsoleUser(ctx, kept.UserID)
	if isNone(err) {
		return Visitor{}, over()
	}
	if err != nil {
		return Visitor{}, fmt.Errorf("read a console user: %w", err)
	}
	if user.Closed() {
		return Visitor{}, over()
	}
	if err := s.stillWelcome(ctx, user); err != nil {
		return Visitor{}, err
	}
	v := Visitor{Person: user.PersonID(), Session: kept.TokenHash, Profile: s.profile(user)}
	if err := s.stand(ctx, &v); err != nil {
		return Visitor{}, err
	}
	if v.Name() == "" {
		if v.Profile.FirstName, err = s.deps.DB.ModeratorName(ctx, v.Person); err != nil {
			return Visitor{}, fmt.Errorf("read a moderator's name: %w", err)
		}
	}
	return v, s.renew(ctx, kept)
}

func over() error { return domain.Fail(domain.KindNotFound, "error.session_over", nil) }

// stillWelcome asks Django whether its user still is.
func (s *Service) stillWelcome(ctx context.Context, user store.ConsoleUser) error {
	if user.HostUser == 0 {
		return nil
	}
	django, err := s.deps.Host.FindUser(ctx, user.HostUser)
	switch {
	case isNone(err) || err == nil && !django.Active:
		return over()
	case err != nil:
		return fmt.Errorf("read a Django user: %w", err)
	default:
		return nil
	}
}

// stand works out what the visitor is.
func (s *Service) stand(ctx context.Context, v *Visitor) error {
	who, err := s.deps.People.Find(ctx, v.Person)
	if err != nil {
		return fmt.Errorf("find who visits: %w", err)
	}
	switch {
	case who != nil && who.Banned:
		v.Banned, v.Standing = true, domain.Nobody
		return nil
	case who != nil && !who.LoggedOut && who.Active && who.Role == domain.RoleAdmin:
		v.Standing = domain.Admin
	case who != nil && !who.LoggedOut && who.Active:
		v.Standing = domain.Member
	case who != nil && !who.LoggedOut:
		v.Standing = domain.Idle
	}
	v.Seller = who != nil && !who.LoggedOut
	if v.Standing == domain.Admin || v.Standing == domain.Member || s.deps.Moderators == nil {
		return nil
	}
	moderates, err := s.deps.Moderators.IsModerator(ctx, v.Person)
	if err == nil && moderates {
		v.Standing = domain.Moderator
	}
	return err
}

// renew moves a session's end on. A database that cannot be written now does not keep anybody out.
func (s *Service) renew(ctx context.Context, kept store.ConsoleSession) error {
	now := s.deps.Now()
	if now.Sub(kept.SeenAt) < sessionStep {
		return nil
	}
	err := s.deps.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.SeeConsoleSession(ctx, kept.TokenHash, now.Add(sessionLife))
	})
	if domain.KindOf(err) == domain.KindUnavailable {
		return nil
	}
	return err
}

// begin makes a session and gives its token. Whatever session the browser had ends: nobody goes on under a token that was known
// before signing in.
func (s *Service) begin(u *work.Unit, user store.ConsoleUser, v Visit, before string) (token string) {
	token, hash := newToken()
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if before != "" {
			if err := tx.EndConsoleSession(ctx, seal.TokenHash(before)); err != nil {
				return err
			}
		}
		return tx.AddConsoleSession(ctx, store.ConsoleSession{
			TokenHash: hash, PersonID: user.PersonID(), UserID: user.ID, ExpiresAt: tx.Now.Add(sessionLife),
			Address: v.Address, Agent: strings.ToValidUTF8(v.agent(), ""),
		})
	})
	return token
}

// SignOut ends one session.
func (s *Service) SignOut(u *work.Unit, v Visitor) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.EndConsoleSession(ctx, v.Session) })
	audit(u, v.Person, v.Name(), "console.sign_out", "")
}

// SignOutEverywhere ends all sessions of a person, this one too.
func (s *Service) SignOutEverywhere(u *work.Unit, v Visitor) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.EndConsoleSessions(ctx, v.Profile.UserID, v.Person)
		return err
	})
	audit(u, v.Person, v.Name(), "console.sign_out_everywhere", "")
}

// SessionInfo is one of a person's sessions as they see it.
type SessionInfo struct {
	Here    bool // this very one
	SeenAt  time.Time
	Since   time.Time
	Address string
	Agent   string
}

// maxSessions is how many sessions are listed.
const maxSessions = 50

// Sessions lists the visitor's sessions, the last used first.
func (s *Service) Sessions(ctx context.Context, v Visitor) ([]SessionInfo, error) {
	kept, err := s.deps.DB.ConsoleSessions(ctx, v.Person, s.deps.Now(), maxSessions)
	if err != nil {
		return nil, err
	}
	list := make([]SessionInfo, len(kept))
	for i, one := range kept {
		list[i] = SessionInfo{Here: one.TokenHash == v.Session, SeenAt: one.SeenAt, Since: one.CreatedAt, Address: one.Address, Agent: one.Agent}
	}
	slices.SortFunc(list, func(a, b SessionInfo) int { return b.SeenAt.Compare(a.SeenAt) })
	return list, nil
}
