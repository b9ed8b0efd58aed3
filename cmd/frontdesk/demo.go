package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"frontdesk/app"
	"frontdesk/configs"
)

func (p *program) demo() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use: "demo", Short: "Try everything in a browser: a simulated Telegram, sample shops, no account", Args: noArgs,
		Long: "Starts the bot on a fresh database with sample shops, beside a simulated Telegram with a messenger page.\nIt needs no network and no account, and forgets everything when it is stopped.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg := configs.Default()
			log := configs.Log{Level: "warn", Format: "console"}
			d, err := app.NewDemo(cmd.Context(), listen, cfg.Texts.Language, p.logger(log))
			if err != nil {
				return err
			}
			p.greet(d)
			return errors.Join(d.Run(cmd.Context()), d.Close())
		},
	}
	c.Flags().StringVar(&listen, "listen", configs.Default().HTTP.Listen, "address of the messenger page; another port is taken when it is in use")
	return c
}

func (p *program) greet(d *app.Demo) {
	if d.Taken != "" {
		fmt.Fprintf(p.out, "%s is taken by another program; the demo has a free port instead.\n\n", d.Taken)
	}
	if d.Public {
		fmt.Fprintf(p.out, "Everybody who reaches this machine can use the demo. Take --listen 127.0.0.1:PORT to be alone.\n\n")
	}
	fmt.Fprintf(p.out, "Frontdesk demo. Open the messenger:\n\n    %s\n\n", d.URL)
	fmt.Fprintf(p.out, "Pick a person on the left, press START and sign in:\n")
	fmt.Fprintf(p.out, "    admin    %s / %s\n", app.DemoAdmin, app.DemoPassword)
	for _, s := range d.Shops {
		fmt.Fprintf(p.out, "    seller   %-12s %s\n", s.Key, s.Name)
	}
	fmt.Fprintf(p.out, "\nThe console, for the same people without Telegram (%s / %s, or sign up there):\n\n    %s/\n", app.DemoAdmin, app.DemoPassword, d.Console)
	fmt.Fprintf(p.out, "\nA lecture is on air: Мария (its owner) and Олег (a moderator) approve its chat, in the messenger or the console.\n")
	fmt.Fprintf(p.out, "What they approve stands on the stream's overlay:\n\n    %s\n", d.Overlay)
	fmt.Fprintf(p.out, "\nand in a channel of a simulated Discord:\n\n    Discord: %s\n", d.Discord)
	fmt.Fprintf(p.out, "\nEverything is forgotten when you stop it with Ctrl+C.\n")
}
