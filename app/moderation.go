package app

import (
	"context"
	"time"

	"frontdesk/bot"
	flowmoderation "frontdesk/bot/flows/moderation"
	flowwebinars "frontdesk/bot/flows/webinars"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/platforms/discord"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/moderation"
	"frontdesk/services/outbox"
	"frontdesk/services/overlays"
	"frontdesk/services/relay"
	"frontdesk/services/work"
)

// How fast decisions go to the webinar platform, and messages to Discord. Neither says what it allows: the webinar platform
// gets many decisions in one call, and Discord's own headers hold its client back (50 a second for one address are known).
const (
	decisionsPerSecond = 20
	postsPerSecond     = 40
	channelWorkers     = 16
)

// buildModeration makes what reads the chats of running events, and where their messages go on to.
func (a *App) buildModeration(cfg configs.Config, o Options, people *accounts.Service, chatting *chats.Service) (err error) {
	if a.discord, err = discord.New(discord.Config{
		Hosts: cfg.Discord.HostList(), Clock: o.Clock,
		Observe: func(method, outcome string, took time.Duration) {
			a.ops.figures.Called("discord", method, outcome, took)
		},
	}); err != nil {
		return err
	}
	channel := func(name domain.Channel, perSecond float64) *outbox.Outbox {
		box := outbox.New(a.data.DB, outbox.Options{
			Channel: name, Limits: outbox.Limits{PerSecond: perSecond}, Workers: channelWorkers, Clock: o.Clock, Log: o.Log,
		})
		a.channels = append(a.channels, box)
		return box
	}
	posts, decisions := channel(domain.ChannelDiscord, postsPerSecond), channel(domain.ChannelWebinar, decisionsPerSecond)
	refresh := func(u *work.Unit, subject string) { chatting.Refresh(u, subject, 0) }
	a.relay = relay.New(relay.Deps{
		DB: a.data.DB, Box: a.data.Box, Rights: a.webinars, Discord: discordPort{a.discord}, Outbox: posts, Live: a.hub,
		Tell: func(u *work.Unit, person int64, key string, params map[string]any) {
			chatting.Say(u, person, chats.Notice{Key: key, Params: params}, domain.PriorityNotice)
		},
		Refresh: refresh,
	})
	posts.Use(a.relay)
	a.overlays = overlays.New(a.data.DB, a.data.Box, a.webinars, a.hub, o.Clock.Now)
	a.overlays.OnChange(refresh)
	a.moderation = moderation.New(moderation.Deps{
		DB: a.data.DB, Webinars: a.webinars, Outbox: decisions, Live: a.hub, Chats: chatting, Relay: a.relay,
		Zone: time.Local, Clock: o.Clock, Log: o.Log,
	})
	decisions.Use(a.moderation.Sender())
	return nil
}

func (a *App) channelsIdle() bool {
	for _, channel := range a.channels {
		if !channel.Idle() {
			return false
		}
	}
	return true
}

// webinarFlows are the bot's conversation about webinars and their chats.
func (a *App) webinarFlows(cfg configs.Config, people *accounts.Service, chatting *chats.Service) []bot.Flow {
	a.moderation.Use(flowmoderation.Cards{Chats: chatting})
	return []bot.Flow{
		flowwebinars.Flow(flowwebinars.Deps{
			Webinars: a.webinars, People: people, Moderation: a.moderation, Overlays: a.overlays, Relay: a.relay, Box: a.data.Box,
			Me: a.telegram, PublicURL: cfg.PublicURL, PageSize: cfg.Bot.PageSize, Location: time.Local, Zone: a.zone,
		}),
		flowmoderation.Flow(flowmoderation.Deps{
			Moderation: a.moderation, Webinars: a.webinars, PageSize: cfg.Bot.PageSize, Location: time.Local, Zone: a.zone,
		}),
	}
}

// zone is where a person said in the console that they live; nil for somebody who has not.
func (a *App) zone(ctx context.Context, person int64) (*time.Location, error) {
	user, err := a.data.DB.FindConsoleUserByTelegram(ctx, person)
	if err != nil || user.Zone == "" {
		if err != nil && domain.KindOf(err) == domain.KindNotFound {
			err = nil
		}
		return nil, err
	}
	return time.LoadLocation(user.Zone)
}
