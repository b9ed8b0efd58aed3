package bot

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// Settings keeps small facts across restarts.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Setup tells Telegram what the bot is: its descriptions and everybody's command menu, in every language. It is done in
// the background and only when something has changed since the last time.
type Setup struct {
	telegram Telegram
	texts    *texts.Catalog
	settings Settings
	log      zerolog.Logger
}

// NewSetup makes the setup.
func NewSetup(t Telegram, c *texts.Catalog, s Settings, log zerolog.Logger) *Setup {
	return &Setup{telegram: t, texts: c, settings: s, log: log}
}

// setupTries is how often Telegram is asked; a server without these methods must not be asked for ever.
const setupTries = 5

// Run does the setup once, trying again while Telegram is away.
func (s *Setup) Run(ctx context.Context) error {
	for try := 1; ; try++ {
		err := s.once(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if try == setupTries {
			s.log.Warn().Err(err).Msg("the bot's description and command menu could not be set; it works without them, and the next start tries again")
			return nil
		}
		if !sleep(ctx, time.Duration(try*try)*time.Second) {
			return nil
		}
	}
}

func (s *Setup) once(ctx context.Context) error {
	me, err := s.telegram.Me(ctx)
	if err != nil {
		return err
	}
	s.log.Info().Str("bot", "@"+me.Username).Msg("signed in to Telegram")
	name := fmt.Sprintf("bot_profile/%d", me.ID)
	want := s.fingerprint()
	have, err := s.settings.Setting(ctx, name)
	if err != nil || have == want {
		return err
	}
	for _, lang := range append([]string{""}, texts.Languages()...) {
		if err := s.language(ctx, lang); err != nil {
			return err
		}
	}
	return s.settings.SetSetting(ctx, name, want)
}

// language sets what people of a language see; "" is everybody whose language has nothing of its own.
func (s *Setup) language(ctx context.Context, lang string) error {
	p := s.texts.For(lang)
	if err := s.telegram.SetCommands(ctx, domain.CommandScope{}, lang, keyboards.Commands(p, "")); err != nil {
		return err
	}
	if err := s.telegram.SetDescription(ctx, lang, p.Text(texts.BotAbout, nil)); err != nil {
		return err
	}
	return s.telegram.SetShortDescription(ctx, lang, p.Text(texts.BotAboutShort, nil))
}

func (s *Setup) fingerprint() string {
	h := fnv.New64a()
	for _, lang := range append([]string{""}, texts.Languages()...) {
		p := s.texts.For(lang)
		fmt.Fprint(h, lang, p.Text(texts.BotAbout, nil), p.Text(texts.BotAboutShort, nil), keyboards.Commands(p, ""))
	}
	return fmt.Sprintf("%x", h.Sum64())
}
