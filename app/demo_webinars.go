package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"frontdesk/configs"
	"frontdesk/domain"
	discordsim "frontdesk/platforms/discord/sim"
	webinarsim "frontdesk/platforms/webinar/sim"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

// Who owns the demo's webinars, and who moderates them.
const (
	demoOwner     = 5000000011
	demoModerator = 5000000004
)

// demoStudio is the demo's webinar platform and Discord, both simulated.
type demoStudio struct {
	webinar *webinarsim.Running
	discord *discordsim.Running
	made    webinarsim.Demo
}

// openStudio starts the simulators and points the configuration at them.
func openStudio(cfg *configs.Config) (s *demoStudio, err error) {
	s = &demoStudio{}
	// Premoderation takes as long as it does at the real platform.
	if s.webinar, err = webinarsim.Start(webinarsim.Options{PremoderationDelay: 6 * time.Second}); err != nil {
		return s, err
	}
	if s.discord, err = discordsim.Start(discordsim.Options{}); err != nil {
		return s, err
	}
	s.made = webinarsim.SeedDemo(s.webinar.Server)
	cfg.Webinar.CookieURL, cfg.Webinar.UserAPIURL = s.webinar.CookieURL, s.webinar.UserAPIURL
	cfg.Discord.Hosts = s.discord.URL
	return s, nil
}

func (s *demoStudio) close() error {
	if s == nil {
		return nil
	}
	var errs []error
	if s.webinar != nil {
		errs = append(errs, s.webinar.Close())
	}
	if s.discord != nil {
		errs = append(errs, s.discord.Close())
	}
	return errors.Join(errs...)
}

// talk lets the people of the running events talk until ctx ends.
func (s *demoStudio) talk(ctx context.Context, owner *sync.WaitGroup) {
	for _, session := range []int64{s.made.Running, s.made.ShopRunning} {
		owner.Go(func() { _ = s.webinar.Chatter(ctx, session) }) // it fails only for a session that there is not
	}
}

// fill connects the accounts, makes a moderator, a relay and an overlay, and gives the overlay's address.
func (s *demoStudio) fill(ctx context.Context, a *App) (overlay string, err error) {
	step := 0
	do := func(fn func(u *work.Unit) error) {
		if err != nil {
			return
		}
		step++
		u := work.New(fmt.Sprintf("demo:webinars:%d", step))
		if err = fn(u); err == nil {
			err = u.Commit(ctx, a.data.DB)
		}
	}
	school, shop := s.made.School, s.made.Shop
	var account webinars.Account
	do(func(u *work.Unit) (err error) {
		account, err = a.webinars.Connect(ctx, u, demoOwner, domain.WebinarCredentials{Face: domain.WebinarCookie, Email: school.Email, Password: school.Password})
		return err
	})
	do(func(u *work.Unit) error {
		_, err := a.webinars.Connect(ctx, u, demoOwner, domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: shop.Token})
		return err
	})
	var invitation webinars.Invitation
	do(func(u *work.Unit) (err error) {
		invitation, err = a.webinars.Invite(ctx, u, demoOwner, account.ID)
		return err
	})
	do(func(u *work.Unit) error {
		_, err := a.webinars.AcceptInvite(ctx, u, domain.Sender{ID: demoModerator, FirstName: "Олег", Language: "ru"}, invitation.Token)
		return err
	})
	if err != nil {
		return "", err
	}
	event, err := s.running(ctx, a, account.ID)
	if err != nil {
		return "", err
	}
	hook := s.discord.AddWebhook("лекции")
	do(func(u *work.Unit) error {
		_, err := a.relay.Add(ctx, u, demoOwner, event, s.discord.WebhookURL(hook))
		return err
	})
	do(func(u *work.Unit) error { return a.relay.SetOn(ctx, u, demoOwner, event, true) })
	do(func(u *work.Unit) error {
		page, err := a.overlays.Make(ctx, u, demoOwner, event)
		if err == nil {
			overlay = "/overlay/" + page.Token
		}
		return err
	})
	return overlay, err
}

// running finds our number of the lecture that is on air.
func (s *demoStudio) running(ctx context.Context, a *App, account int64) (int64, error) {
	page, err := a.webinars.Schedule(ctx, demoOwner, account, 0, 50)
	if err != nil {
		return 0, err
	}
	for _, e := range page.Events {
		if e.SessionID == s.made.Running {
			return e.ID, nil
		}
	}
	return 0, errors.New("the demo's lecture is not in the schedule")
}
