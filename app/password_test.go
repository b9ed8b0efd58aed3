package app_test

import (
	"context"
	"testing"
	"time"

	"frontdesk/app"
	"frontdesk/domain"
	"frontdesk/store"
)

// TestANewPasswordEndsTheAdminsSessionsInTheConsole, and nobody else's.
func TestANewPasswordEndsTheAdminsSessionsInTheConsole(t *testing.T) {
	t.Parallel()
	newKeyHouse(t).with(func(d *app.Data) {
		ctx := t.Context()
		for _, name := range []string{"vera", "oleg"} {
			if err := d.Host.CreateAdmin(ctx, name, "an old hash", time.Now()); err != nil {
				t.Fatal(err)
			}
			user, err := d.Host.FindUserByName(ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				seen := store.ConsoleUser{HostUser: user.ID}
				if _, err := tx.AddConsoleUser(ctx, &seen); err != nil {
					return err
				}
				return tx.AddConsoleSession(ctx, store.ConsoleSession{
					TokenHash: name, PersonID: seen.PersonID(), UserID: seen.ID, ExpiresAt: time.Now().Add(time.Hour),
				})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := d.SetAdminPassword(ctx, " vera ", "a new hash"); err != nil {
			t.Fatal(err)
		}
		if user, err := d.Host.FindUserByName(ctx, "vera"); err != nil || user.Password != "a new hash" {
			t.Errorf("%+v, %v", user, err)
		}
		if _, err := d.DB.FindConsoleSession(ctx, "vera"); domain.KindOf(err) != domain.KindNotFound {
			t.Errorf("who knew the old password is still in: %v", err)
		}
		if _, err := d.DB.FindConsoleSession(ctx, "oleg"); err != nil {
			t.Errorf("somebody else was signed out: %v", err)
		}
		if err := d.SetAdminPassword(ctx, "nobody", "x"); domain.KindOf(err) != domain.KindNotFound {
			t.Errorf("%v", err)
		}
	})
}
