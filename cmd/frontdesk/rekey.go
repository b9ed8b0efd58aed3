package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"frontdesk/app"
)

func (p *program) rekey() *cobra.Command {
	var newKeyFile string
	c := &cobra.Command{
		Use: "rekey [--new-key-file FILE]", Short: "Seal everything that is sealed under a new secret key", Args: noArgs,
		Long: `Makes a new secret key and seals everything that is sealed in the database anew, in one transaction.

Before: stop frontdesk serve, and make a backup (frontdesk backup).

When the key is in the key file beside the database, as it is with SQLite unless you set one:
  frontdesk rekey
The new key becomes the key file, and the old one is kept beside it.

When the key is set in FRONTDESK_SECRET_KEY or FRONTDESK_SECRET_KEY_FILE, as it always is with PostgreSQL:
  frontdesk rekey --new-key-file /var/lib/frontdesk/new.key
Leave the setting alone until it is done: the old key is needed. FILE is made; it must not be there. Then set
FRONTDESK_SECRET_KEY_FILE to it, take FRONTDESK_SECRET_KEY away, and start.

When it was cut short, run the same again.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			done, err := app.Rekey(cmd.Context(), cfg, newKeyFile, p.logger(cfg.Log))
			if err != nil {
				return err
			}
			p.afterRekey(done)
			return nil
		},
	}
	c.Flags().StringVar(&newKeyFile, "new-key-file", "", "a new file for the new key, when the key is set in the configuration; then configure it")
	return c
}

// afterRekey says what was done and what is to be done next.
func (p *program) afterRekey(done app.Rekeyed) {
	fmt.Fprintf(p.out, "The new secret key is in %s; %d sealed values are under it.\n", done.KeyFile, done.Resealed)
	if done.Unreadable > 0 {
		fmt.Fprintf(p.out, "%d values did not open with the old key and stay as they are.\n", done.Unreadable)
	}
	fmt.Fprintln(p.out, "\nWhat to do next:")
	old := "the old key"
	step := 1
	if done.OldKey == "" {
		fmt.Fprintf(p.out, "  1. Set FRONTDESK_SECRET_KEY_FILE=%s, and take FRONTDESK_SECRET_KEY away: the old key opens nothing any more.\n", done.KeyFile)
		step++
	} else {
		old = "the old key (" + done.OldKey + ")"
	}
	fmt.Fprintf(p.out, "  %d. frontdesk doctor says whether the key is the database's. Then start frontdesk serve.\n", step)
	fmt.Fprintf(p.out, "  %d. Keep a copy of %s apart from the database, and %s for as long as you keep backups made before: they need it.\n", step+1, done.KeyFile, old)
}
