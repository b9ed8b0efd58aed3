package webinars

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// inviteLife is how long an invitation can be followed.
const inviteLife = 24 * time.Hour

// tokenBytes of chance make a token of 22 characters, which fits into a link's start parameter (64 of A-Z a-z 0-9 _ -).
const tokenBytes = 16

// Moderators lists those of an account, without its owner.
func (s *Service) Moderators(ctx context.Context, actor, accountID int64) ([]ModeratorInfo, error) {
	if _, err := s.Check(ctx, actor, accountID, domain.DeedModeratorsInvite); err != nil {
		return nil, err
	}
	rows, err := s.DB.ModeratorsOf(ctx, accountID)
	if err != nil {
		return nil, fmt.Errorf("read moderators: %w", err)
	}
	list := make([]ModeratorInfo, len(rows))
	for i, r := range rows {
		list[i] = ModeratorInfo{PersonID: r.PersonID, Name: r.Name, AddedBy: r.AddedBy, AddedAt: r.AddedAt}
	}
	return list, nil
}

// Invite makes a one-time link to an account's moderation, good for 24 hours once the unit is committed. Of the token only the
// SHA-256 is kept.
func (s *Service) Invite(ctx context.Context, u *work.Unit, actor, accountID int64) (Invitation, error) {
	row, v, err := s.enter(ctx, actor, accountID, domain.DeedModeratorsInvite)
	if err != nil {
		return Invitation{}, err
	}
	random := make([]byte, tokenBytes)
	if _, err := rand.Read(random); err != nil {
		return Invitation{}, fmt.Errorf("make a token: %w", err)
	}
	i := Invitation{Token: base64.RawURLEncoding.EncodeToString(random), ExpiresAt: s.Clock.Now().Add(inviteLife)}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.PruneModeratorInvites(ctx, accountID); err != nil {
			return err
		}
		return tx.AddModeratorInvite(ctx, store.ModeratorInvite{
			TokenHash: seal.TokenHash(i.Token), AccountID: accountID, MadeBy: actor, ExpiresAt: i.ExpiresAt,
		})
	})
	audit(u, actor, v.name, "webinar.invite", AccountSubject(accountID), row.Login)
	return i, nil
}

// AcceptInvite makes who follows an invitation a moderator with the unit. Who may moderate the account already gets it and
// leaves the link to somebody else. KindNotFound ("error.invite_used") for a link that does not exist, was used or is too old, or
// whose account is gone; KindForbidden for the banned, and ("error.invite_not_now") for those who have to sign in again or have
// no subscription: the link stays good for them.
func (s *Service) AcceptInvite(ctx context.Context, u *work.Unit, who domain.Sender, token string) (Account, error) {
	invite, err := s.DB.FindModeratorInvite(ctx, seal.TokenHash(token))
	if nothing(err) || who.ID == 0 || who.IsBot {
		return Account{}, spent()
	}
	if err != nil {
		return Account{}, fmt.Errorf("read an invitation: %w", err)
	}
	row, err := s.findAccount(ctx, invite.AccountID)
	if nothing(err) {
		return Account{}, spent()
	}
	if err != nil {
		return Account{}, err
	}
	v, err := s.visit(ctx, who.ID, row)
	if err != nil {
		return Account{}, err
	}
	open := invite.UsedBy == 0 && invite.ExpiresAt.After(s.Clock.Now())
	switch {
	case domain.May(v.standing, domain.DeedEventModerate) && (open || invite.UsedBy == who.ID):
		return accountOf(row, v.standing), nil
	case !open:
		return Account{}, spent()
	}
	if err := s.mayCome(ctx, who.ID); err != nil {
		return Account{}, err
	}
	name := who.Name()
	if name == "" {
		name = v.name
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.join(ctx, tx, u, invite, row, who.ID, name) })
	audit(u, who.ID, name, "webinar.join", AccountSubject(row.ID), row.Login)
	s.accountChanged(u, row.ID)
	return accountOf(row, domain.Moderator), nil
}

func spent() error { return domain.Fail(domain.KindNotFound, "error.invite_used", nil) }

// mayCome refuses those whom a row of moderators would not help.
func (s *Service) mayCome(ctx context.Context, person int64) error {
	user, err := s.Deps.Accounts.Find(ctx, person)
	switch {
	case err != nil:
		return fmt.Errorf("read a person: %w", err)
	case user == nil:
		return nil
	case user.Banned:
		return forbidden()
	case user.LoggedOut, !user.Active:
		return domain.Fail(domain.KindForbidden, "error.invite_not_now", nil)
	}
	return nil
}

// join spends the link, once, and adds the moderator.
func (s *Service) join(ctx context.Context, tx *store.Tx, u *work.Unit, invite store.ModeratorInvite, row store.WebinarAccount, person int64, name string) error {
	first, err := tx.UseModeratorInvite(ctx, invite.ID, person)
	if err == nil && !first {
		err = spent()
	}
	if err != nil {
		return err
	}
	if _, err = tx.AddModerator(ctx, store.Moderator{AccountID: row.ID, PersonID: person, Name: name, AddedBy: invite.MadeBy}); err != nil {
		return err
	}
	if invite.MadeBy <= 0 {
		return nil
	}
	return s.Chat.Tell(ctx, tx, u, invite.MadeBy, Notice{Key: "notice.moderator_joined", Params: map[string]any{"Name": name, "Login": row.Login}})
}

// RemoveModerator takes a moderator away from an account and off the rosters of its events, and tells them. KindNotFound for
// somebody who is none.
func (s *Service) RemoveModerator(ctx context.Context, u *work.Unit, actor, accountID, personID int64) error {
	row, v, err := s.enter(ctx, actor, accountID, domain.DeedModeratorsInvite)
	if err != nil {
		return err
	}
	moderator, err := s.DB.FindModerator(ctx, accountID, personID)
	if nothing(err) {
		return gone()
	}
	if err != nil {
		return fmt.Errorf("read a moderator: %w", err)
	}
	running, err := s.DB.RunningWebinarEvents(ctx)
	if err != nil {
		return fmt.Errorf("read what runs: %w", err)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		was, err := tx.RemoveModerator(ctx, accountID, personID)
		if err != nil || !was || personID <= 0 {
			return err
		}
		return s.Chat.Tell(ctx, tx, u, personID, Notice{Key: "notice.moderator_removed", Params: map[string]any{"Login": row.Login}})
	})
	audit(u, actor, v.name, "webinar.remove_moderator", AccountSubject(accountID), moderator.Name)
	s.accountChanged(u, accountID)
	for _, e := range running {
		if e.AccountID == accountID {
			s.eventChanged(u, e.ID)
		}
	}
	return nil
}
