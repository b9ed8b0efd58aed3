package accounts

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// console makes the person whom a console user is while no Telegram account is linked: an admin while their Django user is
// active and in the group, else a seller without shops. Its ChatID is minus the console user's id, and nothing can be sent
// there. To whom an admin has closed the console is banned. Somebody whose Django user was deactivated or deleted counts as signed out; who has linked Telegram is that person
// now and nobody under the negative id.
func (s *Service) console(ctx context.Context, userID int64) (*domain.TelegramUser, error) {
	user, err := s.db.FindConsoleUser(ctx, userID)
	if err != nil && domain.KindOf(err) == domain.KindNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read a console user: %w", err)
	}
	if user.TelegramID != 0 {
		return nil, nil
	}
	person := domain.TelegramUser{
		ChatID: -user.ID, FirstName: user.FirstName, LastName: user.LastName, Role: domain.RoleSeller,
		CreatedAt: user.CreatedAt, Active: true, Banned: user.Closed(),
	}
	if person.Name() == "" {
		person.FirstName = user.Username // not Username: it is no name of Telegram's
	}
	if user.HostUser == 0 {
		return &person, nil
	}
	django, err := s.host.FindUser(ctx, user.HostUser)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound:
		person.LoggedOut = true
	case err != nil:
		return nil, fmt.Errorf("read a console user's Django user: %w", err)
	case !django.Active:
		person.LoggedOut = true
	case django.Admin:
		person.Role = domain.RoleAdmin
	}
	return &person, nil
}

// LinkTelegram makes a console user the person with a Telegram id, who gets everything that the user owned under the negative
// id, in the unit's transaction. KindConflict ("error.telegram_linked") when one of the two is linked already. The caller has
// made sure that both are the same person.
func (s *Service) LinkTelegram(u *work.Unit, userID, telegramID int64) {
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		linked, err := tx.LinkConsoleUser(ctx, userID, telegramID)
		if err == nil && !linked {
			return domain.Fail(domain.KindConflict, "error.telegram_linked", nil)
		}
		return err
	})
}
