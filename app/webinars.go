package app

import (
	"context"
	"time"

	flowwebinars "frontdesk/bot/flows/webinars"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/platforms/webinar"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// buildWebinars makes the platform's client and the service that works with it.
func (a *App) buildWebinars(cfg configs.Config, o Options, people *accounts.Service, chatting *chats.Service) (err error) {
	a.platform, err = webinar.New(webinar.Options{
		CookieURL: cfg.Webinar.CookieURL, UserAPIURL: cfg.Webinar.UserAPIURL, Clock: o.Clock,
		Observe: func(method, outcome string, took time.Duration) {
			a.ops.figures.Called("webinar", method, outcome, took)
		},
	})
	if err != nil {
		return err
	}
	a.webinars = webinars.New(webinars.Deps{
		DB: a.data.DB, Box: a.data.Box, Platform: webinarPlatform{a.platform}, Accounts: people, Chat: announcer{chatting},
		Live: a.hub, Zone: time.Local, Clock: o.Clock, Log: o.Log,
	})
	return nil
}

// webinarPlatform is the client in the service's words.
type webinarPlatform struct{ client *webinar.Client }

func (p webinarPlatform) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return p.client.SignIn(ctx, creds)
}

func (p webinarPlatform) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return p.client.Account(creds, session, onSession)
}

// announcer lets webinars write to people, and redraw what they look at, without knowing chats.
type announcer struct{ chats *chats.Service }

func (a announcer) Tell(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, n webinars.Notice) error {
	p := domain.PriorityNotice
	if n.Urgent {
		p = domain.PriorityInteractive
	}
	if n.Event != 0 {
		return flowwebinars.Calls{Chats: a.chats}.Ring(ctx, tx, u, person, n.Event, p)
	}
	return a.chats.Tell(ctx, tx, u, person, chats.Notice{Key: n.Key, Params: n.Params}, p, "")
}

func (a announcer) Refresh(u *work.Unit, subject string) { a.chats.Refresh(u, subject, 0) }
