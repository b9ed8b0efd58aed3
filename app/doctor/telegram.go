package doctor

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/redact"
	"frontdesk/platforms/telegram"
)

// How far our clock may be off, and when it is a problem: links and payments have their times.
const (
	clockOff   = 5 * time.Second
	clockWrong = time.Minute
)

// telegram asks Telegram about the bot.
func (d *doctor) telegram(ctx context.Context) {
	if d.cfg.Telegram.Token == "" {
		d.fail("telegram", "no token is set", "get one from @BotFather and set FRONTDESK_TELEGRAM_TOKEN")
		return
	}
	c, err := telegram.New(telegram.Options{Token: d.cfg.Telegram.Token, APIURL: d.cfg.Telegram.APIURL, HTTPTimeout: 15 * time.Second})
	if err != nil {
		d.fail("telegram", err.Error(), "copy the token again from @BotFather")
		return
	}
	defer c.CloseIdleConnections()
	if !d.account(ctx, c) {
		return
	}
	d.clock(ctx, c)
	if d.webhook(ctx, c) {
		d.poller(ctx, c)
	}
}

func (d *doctor) account(ctx context.Context, c *telegram.Client) bool {
	began := time.Now()
	me, err := c.Me(ctx)
	switch domain.KindOf(err) {
	case domain.KindInternal: // of nil
		if err == nil {
			d.ok("telegram", fmt.Sprintf("the bot is @%s (%d); %s answered in %d ms", me.Username, me.ID, d.cfg.Telegram.APIURL, time.Since(began).Milliseconds()))
			return true
		}
		d.fail("telegram", redact.Text(err.Error()), "report it: this should not happen")
	case domain.KindUnauthorized:
		d.fail("telegram", "Telegram does not know this token", "get the token from @BotFather (/token) and set FRONTDESK_TELEGRAM_TOKEN")
	case domain.KindRateLimited:
		d.warn("telegram", "Telegram asks to wait before it answers", "try again in a minute")
	default:
		d.fail("telegram", d.cfg.Telegram.APIURL+" cannot be reached: "+redact.Text(err.Error()), "see that this machine reaches it (firewall, proxy: HTTPS_PROXY), and that telegram.api_url is right")
	}
	return false
}

func (d *doctor) clock(ctx context.Context, c *telegram.Client) {
	before := d.o.Now()
	theirs, err := c.Clock(ctx)
	if err != nil {
		d.warn("clock", "Telegram's server did not tell its time", "see that this machine keeps time (timedatectl)")
		return
	}
	after := d.o.Now()
	off := offBy(theirs, before, after)
	switch found := fmt.Sprintf("this machine's clock is off by about %v", off.Round(time.Second)); {
	case off.Abs() >= clockWrong:
		d.fail("clock", found, "set the clock and keep it set: timedatectl set-ntp true")
	case off.Abs() >= clockOff:
		d.warn("clock", found, "keep it set: timedatectl set-ntp true")
	default:
		d.ok("clock", "agrees with Telegram's server")
	}
}

// offBy is how far we are ahead of a server whose time, cut to the second, is of some moment between two of ours.
func offBy(theirs, before, after time.Time) time.Duration {
	switch latest := theirs.Add(time.Second); {
	case before.After(latest):
		return before.Sub(latest)
	case after.Before(theirs):
		return after.Sub(theirs)
	default:
		return 0
	}
}

// webhook tells whether polling can work.
func (d *doctor) webhook(ctx context.Context, c *telegram.Client) bool {
	w, err := c.Webhook(ctx)
	switch {
	case err != nil:
		d.warn("webhook", "could not be asked for: "+redact.Text(err.Error()), "try again")
		return false
	case w.Set:
		d.fail("webhook", "updates of this bot go to "+w.Host+": another program works with this token, and polling is refused", "stop that program, then take the webhook off (deleteWebhook), or take a new bot for Frontdesk")
		return false
	}
	found := "none is set"
	if w.Pending > 0 {
		found = fmt.Sprintf("none is set; %d updates wait at Telegram", w.Pending)
	}
	d.ok("webhook", found)
	return true
}

// poller looks for another program that polls. Beside our own, looking would be the disturbance.
func (d *doctor) poller(ctx context.Context, c *telegram.Client) {
	if d.serving {
		d.ok("other poller", "not looked for: the frontdesk that serves tells it in its log and in /readyz")
		return
	}
	if d.o.PeekFor <= 0 {
		return
	}
	for end := d.o.Now().Add(d.o.PeekFor); ; {
		began := time.Now()
		waiting, err := c.Peek(ctx, d.o.PeekFor)
		switch {
		case domain.KindOf(err) == domain.KindElsewhere:
			d.fail("other poller", "another program polls with this token now", "stop it: two would take each other's updates")
			return
		case err != nil:
			d.warn("other poller", "could not be looked for: "+redact.Text(err.Error()), "try again")
			return
		case !waiting || !d.o.Now().Before(end):
			d.ok("other poller", "none showed itself")
			return
		}
		// Updates wait, so a poll comes back at once and ends nobody's: ask a few times.
		pause := time.NewTimer(max(0, time.Second-time.Since(began)))
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return
		}
	}
}
