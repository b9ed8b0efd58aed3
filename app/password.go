package app

import (
	"context"
	"errors"
	"fmt"

	"frontdesk/domain"
	"frontdesk/store"
)

// SetAdminPassword gives an admin another password, as a hash made by djangohash.Encode, and ends their sessions in the console:
// whoever knew the old one is out. Telegram accounts stay signed in; an admin signs those out in the bot. The errors are
// host.SetPassword's.
func (d *Data) SetAdminPassword(ctx context.Context, username, encodedHash string) error {
	user, err := d.Host.SetPassword(ctx, username, encodedHash)
	if err != nil {
		return err
	}
	seen, err := d.DB.FindConsoleUserByHost(ctx, user.ID)
	if domain.KindOf(err) == domain.KindNotFound {
		return nil // never in the console: no session either
	}
	if err != nil {
		return fmt.Errorf("the password is changed; looking for sessions in the console: %w", err)
	}
	err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.EndConsoleSessions(ctx, seen.ID, seen.PersonID()); err != nil {
			return err
		}
		return tx.AddAudit(ctx, store.Audit{Actor: seen.PersonID(), Name: user.Username, Action: "console.password"})
	})
	if err != nil {
		return errors.Join(errors.New("the password is changed, but sessions in the console go on: end them in the profile"), err)
	}
	return nil
}
