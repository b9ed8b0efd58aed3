// Package app builds, runs and stops everything from a configuration. It is the only package that knows all others.
package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/api"
	"frontdesk/bot"
	flowconsole "frontdesk/bot/flows/console"
	"frontdesk/bot/flows/edit"
	flowpayments "frontdesk/bot/flows/payments"
	flowpeople "frontdesk/bot/flows/people"
	flowshops "frontdesk/bot/flows/shops"
	"frontdesk/bot/flows/signin"
	"frontdesk/bot/flows/start"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/platforms/discord"
	"frontdesk/platforms/telegram"
	"frontdesk/platforms/webinar"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/console"
	"frontdesk/services/inbox"
	"frontdesk/services/live"
	"frontdesk/services/moderation"
	"frontdesk/services/outbox"
	"frontdesk/services/overlays"
	"frontdesk/services/relay"
	"frontdesk/services/retention"
	"frontdesk/services/shops"
	"frontdesk/services/subscriptions"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/texts"
	"frontdesk/web"
	"frontdesk/web/overlay"
)

// inMemory bounds how many accepted updates are held in memory; more wait at Telegram, or in the inbox.
const inMemory = 2000

// Options are what a configuration does not say.
type Options struct {
	Log    zerolog.Logger
	Clock  clock.Clock // default the machine's
	Strict bool        // handlers are held to their table: for tests
	// Serve also listens on the configuration's http.listen. The demo and most tests have nobody who asks.
	Serve   bool
	Version string // of this program, for figures
	// Dial makes the connections to Telegram; nil is the machine's network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Flows join the bot's own conversation: for tests of what the house does with handlers that misbehave.
	Flows []bot.Flow
}

// App is a running Frontdesk.
type App struct {
	data     *Data
	log      zerolog.Logger
	telegram *telegram.Client
	outbox   *outbox.Outbox
	answers  *bot.Answers
	lanes    *bot.Lanes
	desk     *bot.Desk
	intake   *bot.Intake
	machine  *bot.Machine
	jobs     []job // what runs beside the intake
	ops      ops
	handler  http.Handler
	server   *api.Server // nil without Options.Serve
	hub      *live.Hub
	console  *console.Service
	web      *web.Handler
	name     botName
	webinars *webinars.Service
	platform *webinar.Client

	discord    *discord.Client
	relay      *relay.Service
	overlays   *overlays.Service
	moderation *moderation.Service
	channels   []*outbox.Outbox // beside Telegram's
	overlay    *overlay.Handler
}

type job struct {
	name string
	run  func(ctx context.Context) error
}

// New opens the databases and builds everything; nothing runs yet and Telegram is not asked. Close it in the end.
func New(ctx context.Context, cfg configs.Config, o Options) (*App, error) {
	if o.Clock == nil {
		o.Clock = clock.System()
	}
	data, err := claimData(ctx, cfg, o.Clock.Now, o.Log)
	if err != nil {
		return nil, err
	}
	a := &App{data: data, log: o.Log}
	if err := a.build(cfg, o); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) build(cfg configs.Config, o Options) error {
	var err error
	now := o.Clock.Now
	a.ops.clock = &clockWatch{now: now, log: o.Log}
	a.ops.slow = o.Log.Sample(&zerolog.BurstSampler{Burst: 1, Period: time.Minute})
	if a.telegram, err = telegram.New(telegram.Options{
		Token: cfg.Telegram.Token, APIURL: cfg.Telegram.APIURL, ProviderToken: cfg.Payments.ProviderToken,
		MaxConns: cfg.Bot.Workers, Observe: a.called, Time: a.ops.clock.call, Dial: o.Dial,
	}); err != nil {
		return err
	}
	catalog, err := texts.Load(cfg.Texts.Language)
	if err != nil {
		return err
	}
	a.outbox = outbox.New(a.data.DB, outbox.Options{Channel: domain.ChannelTelegram, Limits: outbox.Limits{
		PerSecond: cfg.Telegram.Limits.PerSecond, PerChatSecond: cfg.Telegram.Limits.PerChatPerSecond,
		ChatBurst: cfg.Telegram.Limits.ChatBurst, GroupPerMinute: float64(cfg.Telegram.Limits.GroupPerMinute),
	}, Workers: cfg.Bot.Workers, Clock: o.Clock, Log: o.Log})
	chatting := chats.New(a.data.DB, a.outbox, now)
	people := accounts.New(accounts.Deps{DB: a.data.DB, Host: a.data.Host, Now: now, Tell: tell(chatting)})
	money := subscriptions.New(subscriptions.Deps{
		DB: a.data.DB, Host: a.data.Host, Chat: till{chatting, a.outbox}, Admin: people.Admin, Plans: plans(cfg.Payments),
		Grace: time.Duration(cfg.Payments.GraceDays) * 24 * time.Hour, Clock: o.Clock, ClockIsRight: a.ops.clock.right, Log: o.Log,
		Observe: a.money,
	})
	a.hub = live.NewHub()
	if err := a.buildWebinars(cfg, o, people, chatting); err != nil {
		return err
	}
	if err := a.buildModeration(cfg, o, people, chatting); err != nil {
		return err
	}
	a.buildConsole(cfg, o, people)
	flows := conversation(cfg, a.data, catalog, people, a.webinars, money, chatting, now)
	flows = append(flows, a.webinarFlows(cfg, people, chatting)...)
	flows = append(flows, flowconsole.Flow(flowconsole.Deps{Console: a.console, URL: strings.TrimSuffix(cfg.PublicURL, "/")}))
	flows = append(flows, o.Flows...)
	a.machine, err = bot.NewMachine(bot.MachineDeps{
		Flows: flows, Accounts: people, Moderators: a.webinars, Payments: money, Chats: chatting, Texts: catalog, Now: now, Log: o.Log, Strict: o.Strict,
	})
	if err != nil {
		return err
	}
	a.outbox.Use(bot.NewRenderer(a.telegram, a.machine, chatting, catalog, now))
	accepted := inbox.New(a.data.DB, a.data.Box, a.telegram.BotID())
	a.answers = bot.NewAnswers(a.telegram, catalog, o.Clock, o.Log)
	a.desk = bot.NewDesk(a.telegram, accepted, a.machine, a.answers, bot.NewReporter(cfg.Telegram.ReportChat, a.outbox, now), o.Log)
	a.outbox.OnFault(a.desk.Undelivered)
	a.lanes = bot.NewLanes(cfg.Bot.Workers, inMemory, a.desk.Handle)
	a.lanes.Shed(inMemory/20, func(chat int64) {
		o.Log.Warn().Int64("chat", chat).Msg("one chat sends faster than it is answered; the rest of it waits in the inbox, and nobody else waits for it")
	})
	checkouts := bot.NewCheckouts(a.telegram, money, chatting, catalog, o.Log)
	checkouts.Observe(a.asked)
	a.intake = bot.NewIntake(a.telegram, accepted, a.lanes, checkouts, o.Log)
	a.jobs = []job{
		{"setup", bot.NewSetup(a.telegram, catalog, settings{a.data.DB}, o.Log).Run},
		{"checkouts", checkouts.Run},
		{"subscriptions", money.Keeper().Run},
		{"webinars", a.webinars.Keeper().Run},
		{"moderation", a.moderation.Run},
		{"bans", people.Watcher(o.Clock, o.Log).Run},
		{"retention", retention.New(a.data.DB, o.Clock, o.Log).Run},
	}
	a.buildOps(cfg, o)
	if err := a.buildWeb(cfg, o, catalog, people, chatting); err != nil {
		return err
	}
	if o.Serve {
		a.server, err = api.Listen(cfg.HTTP.Listen, a.handler, o.Log)
	}
	return err
}

// conversation joins the flows of the bot.
func conversation(cfg configs.Config, d *Data, catalog *texts.Catalog, people *accounts.Service, moderators bot.Moderators, money *subscriptions.Service, c *chats.Service, now func() time.Time) []bot.Flow {
	market := shops.New(shops.Deps{DB: d.DB, Host: d.Host, Now: now, Find: people.Find})
	return []bot.Flow{
		start.Flow(start.Deps{Accounts: people, Chats: c, Texts: catalog, Contact: cfg.Bot.HelpContact, CanEdit: !d.Host.External(), Moderators: moderators}),
		signin.Flow(signin.Deps{Accounts: people, Chats: c, Texts: catalog}),
		flowshops.Flow(flowshops.Deps{Shops: market, PageSize: cfg.Bot.PageSize, Location: time.Local}),
		edit.Flow(edit.Deps{Shops: market}),
		flowpeople.Flow(flowpeople.Deps{Accounts: people, PageSize: cfg.Bot.PageSize, Payments: money.Count}),
		flowpayments.Flow(flowpayments.Deps{
			Subscriptions: money, PageSize: cfg.Bot.PageSize, Contact: cfg.Bot.HelpContact, Terms: cfg.Payments.Terms,
		}),
	}
}

// tell lets accounts write to people without knowing chats.
func tell(c *chats.Service) accounts.Tell {
	return func(u *work.Unit, chatID int64, key string, params map[string]any) {
		c.Say(u, chatID, chats.Notice{Key: key, Params: params}, domain.PriorityNotice)
	}
}

// settings gives bot.Setup its memory.
type settings struct{ db *store.DB }

func (s settings) Setting(ctx context.Context, name string) (string, error) {
	return s.db.Setting(ctx, name)
}

func (s settings) SetSetting(ctx context.Context, name, value string) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, name, value) })
}

// Run works until ctx ends, then stops in order: no new updates, those being handled end, their messages are sent or
// stay in the outbox for the next start.
func (a *App) Run(ctx context.Context) error {
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	var out, in sync.WaitGroup
	context.AfterFunc(ctx, func() { a.ops.stopping.Store(true) })
	a.ops.sending.Store(true)
	out.Go(func() {
		defer a.ops.sending.Store(false)
		a.report("outbox", a.outbox.Run(sending))
	})
	for _, channel := range a.channels {
		out.Go(func() { a.report("outbox", channel.Run(sending)) })
	}
	if a.server != nil {
		out.Go(func() { a.report("http", a.server.Run(ctx)) })
	}
	in.Go(func() { a.report("intake", a.intake.Run(ctx)) })
	for _, j := range a.jobs {
		in.Go(func() { a.report(j.name, j.run(ctx)) })
	}
	in.Wait() // all of them end with ctx
	a.lanes.Wait()
	a.desk.Wait()
	a.answers.Close()
	stopSending()
	out.Wait()
	return nil
}

func (a *App) report(name string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		a.log.Error().Err(err).Str("part", name).Msg("a part of Frontdesk has stopped")
	}
}

// Data gives the databases of this app, for whoever fills or checks them beside it. They are closed with the app.
func (a *App) Data() *Data { return a.data }

// Idle tells whether every accepted update is done, every press answered, and nothing waits to be sent now.
func (a *App) Idle(ctx context.Context) bool {
	accepted, err := a.data.DB.CountInbox(ctx)
	_, updates := a.lanes.Depth()
	return err == nil && accepted.Waiting == 0 && updates == 0 && a.answers.Idle() && a.outbox.Idle() && a.channelsIdle()
}

// Table is the bot's conversation as data.
func (a *App) Table() bot.Table { return a.machine.Table() }

// Address is where the HTTP server listens; empty when there is none.
func (a *App) Address() string {
	if a.server == nil {
		return ""
	}
	return a.server.Addr()
}

// Close closes the databases. Run must have returned.
func (a *App) Close() error {
	if a.server != nil {
		a.server.Close()
	}
	if a.web != nil {
		a.web.Close()
	}
	if a.overlay != nil {
		a.overlay.Close()
	}
	if a.telegram != nil {
		a.telegram.CloseIdleConnections()
	}
	if a.platform != nil {
		a.platform.CloseIdleConnections()
	}
	if a.discord != nil {
		a.discord.CloseIdleConnections()
	}
	return a.data.Close()
}
