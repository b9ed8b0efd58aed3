package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"frontdesk/configs"
	"frontdesk/store"
	"frontdesk/store/move"
)

func (p *program) move() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use: "move --to postgres://USER@HOST:5432/NAME", Short: "Copy the database from SQLite to PostgreSQL", Args: noArgs,
		Long: "Copies everything that Frontdesk keeps in its SQLite file into a new, empty PostgreSQL database.\n" +
			"Stop `frontdesk serve` first. The file is left as it is. A password need not stand on the command line:\nPGPASSWORD and ~/.pgpass are heeded.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if strings.TrimSpace(to) == "" {
				return usageError{errors.New("where to? --to postgres://user:password@host:5432/name")}
			}
			cfg, err := p.load()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', tabwriter.AlignRight)
			var rows int64
			err = move.Run(cmd.Context(), cfg.DatabaseURL, to, func(c move.Count) {
				rows += c.Rows
				fmt.Fprintf(w, "%d\t  %s\n", c.Rows, c.Table)
			})
			if errors.Is(err, store.ErrInUse) {
				return fmt.Errorf("%w (a bot that serves would go on writing to the old database)", err)
			}
			if err != nil {
				return err
			}
			if err := w.Flush(); err != nil {
				return err
			}
			p.afterMove(cfg, rows)
			return nil
		},
	}
	c.Flags().StringVar(&to, "to", "", "address of the empty PostgreSQL database")
	return c
}

// afterMove says what to do next. The key is not printed: terminals are kept in logs.
func (p *program) afterMove(cfg configs.Config, rows int64) {
	old := sqlitePath(cfg.DatabaseURL)
	fmt.Fprintf(p.out, "\nCopied %d rows; both databases count the same. What to do next:\n", rows)
	fmt.Fprintf(p.out, "  1. Set FRONTDESK_DATABASE_URL to the address of the new database.\n")
	key := strings.TrimSuffix(old, filepath.Ext(old)) + ".key"
	_, problem := os.Stat(key)
	switch {
	case cfg.SecretKey != "":
		fmt.Fprintf(p.out, "  2. Keep FRONTDESK_SECRET_KEY as it is.\n")
	case errors.Is(problem, os.ErrNotExist): // nobody has served from it
		fmt.Fprintf(p.out, "  2. Set FRONTDESK_SECRET_KEY to a new key (openssl rand -base64 32), and keep a copy of it.\n")
	default:
		fmt.Fprintf(p.out, "  2. Set FRONTDESK_SECRET_KEY to what stands in %s (or FRONTDESK_SECRET_KEY_FILE to that file):\n     what is sealed in the database opens with it alone.\n", key)
	}
	fmt.Fprintf(p.out, "  3. Start `frontdesk serve`. Keep %s until all is well, and never serve from it again.\n", old)
}
