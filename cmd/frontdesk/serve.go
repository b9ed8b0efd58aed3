package main

import (
	"context"
	"errors"
	"sync"

	"github.com/spf13/cobra"

	"frontdesk/app"
	"frontdesk/configs"
	"frontdesk/internal/sdnotify"
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
	a, err := app.New(ctx, cfg, app.Options{Log: log, Serve: true, Version: version()})
	if err != nil {
		return err
	}
	systemd := sdnotify.FromProcess()
	tell := func(state string) {
		if err := systemd.Tell(state); err != nil {
			log.Warn().Err(err).Msg("systemd was not told how we are")
		}
	}
	log.Info().Str("version", version()).Str("http", a.Address()).Msg("frontdesk is at work; stop it with Ctrl+C")
	tell(sdnotify.Ready)
	stopping := context.AfterFunc(ctx, func() { tell(sdnotify.Stopping) })
	defer stopping()
	// Watched to the very end: what hangs while it stops is ended as well.
	watching, unwatch := context.WithCancel(context.WithoutCancel(ctx))
	var watch sync.WaitGroup
	watch.Go(func() { systemd.Watch(watching, a.Alive) })
	err = errors.Join(a.Run(ctx), a.Close())
	unwatch()
	watch.Wait()
	log.Info().Msg("frontdesk has stopped")
	return err
}
