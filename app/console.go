package app

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/console"
	"frontdesk/services/live"
	"frontdesk/services/shops"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
	"frontdesk/web"
	"frontdesk/web/overlay"
)

// buildConsole makes the service behind the pages for people.
func (a *App) buildConsole(cfg configs.Config, o Options, people *accounts.Service) {
	a.console = console.New(console.Deps{
		DB: a.data.DB, Host: a.data.Host, Logins: logins{people}, People: people, Moderators: a.webinars,
		SignUp: console.SignUpMode(cfg.Console.SignUp), BotName: a.name.get, Requeue: a.requeue, Now: o.Clock.Now,
	})
}

// buildWeb makes the pages, and puts them beside what machines ask for.
func (a *App) buildWeb(cfg configs.Config, o Options, catalog *texts.Catalog, people *accounts.Service, chatting *chats.Service) (err error) {
	market := shops.New(shops.Deps{DB: a.data.DB, Host: a.data.Host, Now: o.Clock.Now, Find: people.Find})
	chatting.OnRefresh(func(subject string) {
		// Events have news of their own, which say more.
		if !strings.HasPrefix(subject, "event:") && !strings.HasPrefix(subject, "message:") {
			a.hub.Publish(live.Event{Topic: live.Of(subject), Kind: live.Changed})
		}
	})
	a.web, err = web.New(web.Deps{
		Texts: catalog, Console: a.console, Accounts: people, Shops: market, Live: a.hub,
		Webinars: a.webinars, Moderation: a.moderation, Relay: a.relay, Overlays: a.overlays, BotName: a.name.get,
		MayFollow: follows{market, a.webinars}.may,
		Commit:    func(ctx context.Context, u *work.Unit) error { return u.Commit(ctx, a.data.DB) },
		Refresh:   func(u *work.Unit, subject string) { chatting.Refresh(u, subject, 0) },
		PublicURL: cfg.PublicURL, Location: time.Local, Now: o.Clock.Now, Log: o.Log,
	})
	if err != nil {
		return err
	}
	a.jobs = append(a.jobs, job{"bot_name", func(ctx context.Context) error { return a.name.learn(ctx, a.telegram.Me, o.Clock) }})
	a.overlay = overlay.New(overlayPort{a.overlays}, overlay.Options{Log: o.Log, Clock: o.Clock})
	a.handler = beside(a.handler, a.overlay, a.web)
	return nil
}

// beside sends what machines ask for to ops, stream programs to their overlay, and everything else to the pages.
func beside(ops, overlays, pages http.Handler) http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/debug/"} {
		mux.Handle(path, ops)
	}
	mux.Handle("/overlay/", overlays)
	mux.Handle("/", pages)
	return mux
}

// requeue gives a delivery that was made pending anew to its channel.
func (a *App) requeue(u *work.Unit, d domain.Delivery) {
	for _, box := range append(slices.Clone(a.channels), a.outbox) {
		if box.Channel() == d.Channel {
			box.Requeue(u, d)
		}
	}
}

// logins are accounts' checks in the console's words.
type logins struct{ people *accounts.Service }

func (l logins) Login(ctx context.Context, u *work.Unit, address, username, password, own string) (console.Login, error) {
	r, err := l.people.Login(ctx, u, address, username, password, own)
	return console.Login{OK: r.Outcome == accounts.SignedIn, LockedFor: r.LockedFor, Host: r.Host}, err
}

// follows tells who may hear of which subject's changes.
type follows struct {
	shops    *shops.Service
	webinars *webinars.Service
}

func (f follows) may(ctx context.Context, person int64, topic live.Topic) (bool, error) {
	kind, text, _ := strings.Cut(string(topic), ":")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return false, nil
	}
	switch kind {
	case "shop":
		_, err = f.shops.Shop(ctx, person, id)
	case "event":
		_, err = f.webinars.EventFor(ctx, person, id, domain.DeedEventView)
	case "account":
		_, err = f.webinars.Check(ctx, person, id, domain.DeedEventView)
	default:
		return false, nil
	}
	switch kind := domain.KindOf(err); {
	case err == nil:
		return true, nil
	case kind == domain.KindForbidden || kind == domain.KindNotFound:
		return false, nil
	default:
		return false, err
	}
}

// botName is what links to the bot need, known once Telegram has said it.
type botName struct{ name atomic.Pointer[string] }

func (b *botName) get() string {
	if name := b.name.Load(); name != nil {
		return *name
	}
	return ""
}

// askAgain is how long after a failure Telegram is asked for the bot's name again.
const askAgain = 10 * time.Second

func (b *botName) learn(ctx context.Context, me func(context.Context) (domain.BotInfo, error), c clock.Clock) error {
	for {
		if info, err := me(ctx); err == nil && info.Username != "" {
			b.name.Store(&info.Username)
			return nil
		}
		if !clock.Sleep(ctx, c, askAgain, nil) {
			return nil
		}
	}
}
