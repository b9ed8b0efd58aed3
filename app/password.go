package app

import (
	"context"
	"errors"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/accounts"
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
	if err != nil && domain.KindOf(err) != domain.KindNotFound { // who was never in the console has no session either
		return fmt.Errorf("the password is changed; looking for sessions in the console: %w", err)
	}
	err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		line := store.Audit{Action: "console.password", Details: user.Username} // by nobody that we know: by who has the machine
		if seen.ID != 0 {
			line.Subject = accounts.Subject(seen.PersonID())
			if _, err := tx.EndConsoleSessions(ctx, seen.ID, seen.PersonID()); err != nil {
				return err
			}
		}
		return tx.AddAudit(ctx, line)
	})
	if err != nil {
		return errors.Join(errors.New("the password is changed, but sessions in the console go on: end them in the profile"), err)
	}
	return nil
}
