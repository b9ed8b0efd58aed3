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
		Long: `Makes a new secret key and seals everything that is sealed in the database anew. Stop the bot first.
The key file beside the database is replaced, and the old one kept: older backups need it. When the key comes from the
configuration, the new one is written to --new-key-file, and you configure it. When it is cut short, run it again.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			done, err := app.Rekey(cmd.Context(), cfg, newKeyFile, p.logger(cfg.Log))
			if err != nil {
				return err
			}
			fmt.Fprintf(p.out, "The new secret key is in %s; %d sealed values are under it.\n", done.KeyFile, done.Resealed)
			if done.Unreadable > 0 {
				fmt.Fprintf(p.out, "%d values did not open with the old key and stay as they are.\n", done.Unreadable)
			}
			if done.OldKey != "" {
				fmt.Fprintf(p.out, "The old key is kept as %s: backups made before need it. Keep a copy of the new one apart from the database.\n", done.OldKey)
				return nil
			}
			fmt.Fprintf(p.out, "Now set FRONTDESK_SECRET_KEY_FILE=%s, and take the old FRONTDESK_SECRET_KEY away.\n", done.KeyFile)
			return nil
		},
	}
	c.Flags().StringVar(&newKeyFile, "new-key-file", "", "where to write the new key when the key comes from the configuration")
	return c
}
