package webinars

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// signInWithin is how long the proof of credentials may take.
const signInWithin = 10 * time.Second

// Accounts gives the accounts that a person owns or moderates, the oldest first; to an admin all of them. KindForbidden for
// somebody who is banned, signed out or idle.
func (s *Service) Accounts(ctx context.Context, actor int64) ([]Account, error) {
	who, err := s.person(ctx, actor)
	if err != nil {
		return nil, err
	}
	if who.known && who.standing < domain.Member {
		return nil, forbidden()
	}
	rows, err := s.accountsOf(ctx, who)
	if err != nil {
		return nil, err
	}
	list := make([]Account, 0, len(rows))
	for _, row := range rows {
		v, err := s.visit(ctx, actor, row)
		if err != nil {
			return nil, err
		}
		if domain.May(v.standing, domain.DeedEventView) {
			list = append(list, accountOf(row, v.standing))
		}
	}
	return list, nil
}

func (s *Service) accountsOf(ctx context.Context, who somebody) ([]store.WebinarAccount, error) {
	if who.standing == domain.Admin {
		return s.DB.WebinarAccounts(ctx)
	}
	moderated, err := s.DB.AccountsModeratedBy(ctx, who.id)
	if err != nil || !who.known {
		return byID(moderated), err
	}
	own, err := s.DB.WebinarAccountsOf(ctx, who.id)
	return byID(append(own, moderated...)), err
}

// byID sorts accounts and keeps each once.
func byID(list []store.WebinarAccount) []store.WebinarAccount {
	slices.SortFunc(list, func(a, b store.WebinarAccount) int { return int(a.ID - b.ID) })
	return slices.CompactFunc(list, func(a, b store.WebinarAccount) bool { return a.ID == b.ID })
}

// Account gives one account to who may see its events.
func (s *Service) Account(ctx context.Context, actor, accountID int64) (Account, error) {
	row, v, err := s.enter(ctx, actor, accountID, domain.DeedEventView)
	if err != nil {
		return Account{}, err
	}
	return accountOf(row, v.standing), nil
}

func accountOf(row store.WebinarAccount, standing domain.Standing) Account {
	return Account{
		ID: row.ID, OwnerID: row.OwnerID, Face: row.Face, Login: row.Login, Name: row.Name, UserID: row.UserID,
		Organizations: row.Organizations, Trouble: row.Trouble, Standing: standing,
	}
}

// Connect proves credentials against the platform and, with the unit, makes them an account of the actor's. What the same
// person has connected before under the same login (the same organization, with a token) is that account again, with its
// events; other people's accounts are not touched. The account's id is valid at once, the account is there after the commit.
//
// KindUnauthorized when the platform does not take the credentials, KindLocked after too many of those, KindInvalid when
// something is missing, else as platforms/webinar says. Nothing is stored then.
func (s *Service) Connect(ctx context.Context, u *work.Unit, actor int64, creds domain.WebinarCredentials) (Account, error) {
	who, err := s.person(ctx, actor)
	if err != nil {
		return Account{}, err
	}
	if !domain.May(who.standing, domain.DeedAccountConnect) {
		return Account{}, forbidden()
	}
	if creds = tidy(creds); !creds.Complete() {
		return Account{}, domain.Fail(domain.KindInvalid, "error.webinar_incomplete", nil)
	}
	profile, session, err := s.prove(ctx, u, actor, creds)
	if err != nil {
		return Account{}, fmt.Errorf("prove credentials: %w", err)
	}
	row := store.WebinarAccount{
		OwnerID: actor, Face: creds.Face, Login: loginOf(creds), Name: profile.Name, UserID: profile.UserID,
		Organizations: profile.Organizations,
	}
	if err := s.reserve(ctx, &row); err != nil {
		return Account{}, fmt.Errorf("make room for an account: %w", err)
	}
	if row.Credentials, err = sealCredentials(s.Box, row.ID, creds); err != nil {
		return Account{}, err
	}
	if row.Session, err = sealSession(s.Box, row.ID, session); err != nil {
		return Account{}, err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.ConnectWebinarAccount(ctx, row) })
	audit(u, actor, who.name, "webinar.connect", AccountSubject(row.ID), string(row.Face)+" "+row.Login)
	s.accountChanged(u, row.ID)
	u.After(func() { s.forget(row.ID) }) // what was wrong with its old credentials
	u.After(s.nudge)
	standing := domain.Owner
	if who.standing == domain.Admin {
		standing = domain.Admin
	}
	return accountOf(row, standing), nil
}

// prove signs in at the platform. Nobody shall find out a password there through us: wrong ones are counted and, after a few,
// not tried any more for a while.
func (s *Service) prove(ctx context.Context, u *work.Unit, actor int64, creds domain.WebinarCredentials) (profile domain.WebinarProfile, session domain.WebinarSession, err error) {
	login := ""
	if creds.Face == domain.WebinarCookie {
		login = loginOf(creds)
	}
	closed, err := s.Deps.Accounts.Prove(ctx, u, actor, login, func(ctx context.Context) (err error) {
		asking, cancel := within(ctx, signInWithin)
		defer cancel()
		profile, session, err = s.Platform.SignIn(asking, creds)
		return err
	})
	if closed > 0 {
		err = &domain.Error{
			Kind: domain.KindLocked, Key: "error.webinar_locked", Err: err,
			Params: map[string]any{"Count": int((closed + time.Minute - 1) / time.Minute)},
		}
	}
	return profile, session, err
}

// reserve finds the id of an account, or makes it: in a transaction before the unit, so that the unit can show it.
func (s *Service) reserve(ctx context.Context, row *store.WebinarAccount) error {
	return s.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		known, err := tx.EverConnected(ctx, row.OwnerID, row.Face)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(known, func(k store.WebinarAccount) bool { return sameAccount(k, *row) }); i >= 0 {
			row.ID = known[i].ID
			return nil
		}
		row.ID, err = tx.ReserveWebinarAccount(ctx, row.OwnerID, row.Face, row.Login)
		return err
	})
}

// sameAccount tells whether two rows of one owner and face stand for one account at the platform. A token is one of many that
// an organization may have.
func sameAccount(a, b store.WebinarAccount) bool {
	if a.Face == domain.WebinarUserAPI && len(a.Organizations) > 0 && len(b.Organizations) > 0 && a.Organizations[0].ID != 0 {
		return a.Organizations[0].ID == b.Organizations[0].ID
	}
	return a.Login == b.Login
}

// tidy takes away what people type around credentials. A password is taken as it is.
func tidy(c domain.WebinarCredentials) domain.WebinarCredentials {
	c.Email, c.Token = strings.TrimSpace(c.Email), strings.TrimSpace(c.Token)
	return c
}

// tokenEnd is how much of a token people see.
const tokenEnd = 4

// loginOf is what people tell an account by.
func loginOf(c domain.WebinarCredentials) string {
	if c.Face == domain.WebinarCookie {
		return strings.ToLower(c.Email)
	}
	token := []rune(c.Token)
	return "…" + string(token[max(0, len(token)-min(tokenEnd, len(token)/2)):])
}

// Disconnect takes an account away with the unit: its secrets are erased, its moderators and open invitations are gone. Events
// and messages are kept for an owner who connects it again.
func (s *Service) Disconnect(ctx context.Context, u *work.Unit, actor, accountID int64) error {
	row, v, err := s.enter(ctx, actor, accountID, domain.DeedAccountDisconnect)
	if err != nil {
		return err
	}
	running, err := s.DB.RunningWebinarEvents(ctx)
	if err != nil {
		return fmt.Errorf("read what runs: %w", err)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		was, err := tx.DisconnectWebinarAccount(ctx, accountID)
		if err == nil && !was {
			return gone()
		}
		return err
	})
	audit(u, actor, v.name, "webinar.disconnect", AccountSubject(accountID), string(row.Face)+" "+row.Login)
	s.accountChanged(u, accountID)
	for _, e := range running {
		if e.AccountID == accountID {
			s.eventChanged(u, e.ID)
		}
	}
	u.After(func() { s.forget(accountID) })
	return nil
}
