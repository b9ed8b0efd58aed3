package app

import (
	"context"
	"errors"

	"frontdesk/domain"
	"frontdesk/platforms/discord"
	"frontdesk/services/outbox"
	"frontdesk/services/relay"
)

// discordPort gives the relay its platform, and errors of addresses the words that people need.
type discordPort struct{ client *discord.Client }

func (p discordPort) Normal(raw string) (string, error) {
	w, err := p.client.ParseWebhook(raw)
	if err != nil {
		return "", &domain.Error{Kind: domain.KindInvalid, Key: "error.discord_address", Err: err}
	}
	return w.URL(), nil
}

func (p discordPort) Check(ctx context.Context, url string) (string, error) {
	name, err := p.client.Check(ctx, url)
	switch domain.KindOf(err) {
	case domain.KindUnreachable:
		err = &domain.Error{Kind: domain.KindInvalid, Key: "error.discord_gone", Err: err}
	case domain.KindUnavailable, domain.KindRateLimited:
		// Not "try again by yourself": a person waits, and is told.
		err = &domain.Error{Kind: domain.KindConflict, Key: "error.discord_away", Err: err}
	}
	return name, err
}

func (p discordPort) Post(ctx context.Context, url string, m relay.Message) (string, error) {
	id, err := p.client.Post(ctx, url, discord.Message{Author: m.Author, Text: m.Text, At: m.At})
	return id, ofLimit(err)
}

func (p discordPort) Delete(ctx context.Context, url, id string) error {
	return ofLimit(p.client.Delete(ctx, url, id))
}

// ofLimit tells the outbox of a limit that is kept before Discord has to say so: one webhook waits, which is nobody's trouble.
func ofLimit(err error) error {
	if errors.Is(err, discord.ErrLimitUsedUp) {
		return outbox.NotAsked(err)
	}
	return err
}
