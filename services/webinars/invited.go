package webinars

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/internal/seal"
)

// Invited tells to which account an invitation is, and how its owner is called (empty when nobody knows), and uses nothing up:
// what makes previews of links may ask as well. KindNotFound ("error.invite_used") as AcceptInvite; who has come by it sees it
// again. What AcceptInvite refuses a person it does not know before they try.
func (s *Service) Invited(ctx context.Context, person int64, token string) (account Account, owner string, err error) {
	invite, err := s.DB.FindModeratorInvite(ctx, seal.TokenHash(token))
	if nothing(err) {
		return Account{}, "", spent()
	}
	if err != nil {
		return Account{}, "", fmt.Errorf("read an invitation: %w", err)
	}
	row, err := s.findAccount(ctx, invite.AccountID)
	if nothing(err) {
		return Account{}, "", spent()
	}
	if err != nil {
		return Account{}, "", err
	}
	if invite.UsedBy != 0 || !invite.ExpiresAt.After(s.Clock.Now()) {
		v, err := s.visit(ctx, person, row)
		switch {
		case err != nil:
			return Account{}, "", err
		case invite.UsedBy != person, !domain.May(v.standing, domain.DeedEventModerate):
			return Account{}, "", spent()
		}
	}
	v, err := s.visit(ctx, row.OwnerID, row)
	if err != nil {
		return Account{}, "", err
	}
	// A stranger is told what the account is called, and not how one signs in to it.
	return Account{ID: row.ID, Name: row.Name, Standing: domain.Nobody}, v.name, nil
}
