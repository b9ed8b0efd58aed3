package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"frontdesk/app"
	"frontdesk/configs"
)

func (p *program) serve() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Serve the bot until it is stopped",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load(configs.NeedTelegram)
			if err != nil {
				return err
			}
			return p.serveUntil(cmd.Context(), cfg)
		},
	}
}

func (p *program) serveUntil(ctx context.Context, cfg configs.Config) error {
	log := p.logger(cfg.Log)
	a, err := app.New(ctx, cfg, app.Options{Log: log})
	if err != nil {
		return err
	}
	log.Info().Str("version", version()).Msg("frontdesk is at work; stop it with Ctrl+C")
	err = errors.Join(a.Run(ctx), a.Close())
	log.Info().Msg("frontdesk has stopped")
	return err
}
