package web_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/accounts"
	"frontdesk/services/console"
	"frontdesk/services/live"
	"frontdesk/services/moderation"
	"frontdesk/services/outbox"
	"frontdesk/services/overlays"
	"frontdesk/services/relay"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/web"
)

// The people of the studio beside those of the house.
const (
	petr = 5_000_000_003 // owns the shop's account
	ivan = 5_000_000_004 // moderates Masha's
	emma = 5_000_000_005 // moderates Petr's
)

// studio is a house with webinars: Masha owns a school's account with a running event, Petr a shop's.
type studio struct {
	*house
	platform *sim.Running
	demo     sim.Demo
	client   *webinar.Client

	Webinars   *webinars.Service
	Moderation *moderation.Service
	Overlays   *overlays.Service
	Relay      *relay.Service
	out        *outbox.Outbox

	school, shopAccount int64 // accounts
	event, soon, theirs int64 // events: the school's on air and planned, the shop's on air
	units, messages     int64
	keeper              *webinars.Keeper
}

func newStudio(t *testing.T) *studio {
	t.Helper()
	s := &studio{house: emptyHouse(t)}
	s.open([]setting{func(c *console.Deps, w *web.Deps) { s.equip(t, c, w) }})
	for id, name := range map[int64]string{petr: "Пётр", emma: "Эмма"} {
		_, err := s.host.SaveSignIn(t.Context(), domain.Sender{ID: id, FirstName: name}, domain.RoleSeller, s.clock.Now())
		must(t, err)
	}
	s.furnish()
	return s
}

// equip makes the services, with the house's database and clock.
func (s *studio) equip(t *testing.T, c *console.Deps, w *web.Deps) {
	t.Helper()
	fake := s.clock
	var err error
	s.platform, err = sim.Start(sim.Options{Clock: fake})
	must(t, err)
	t.Cleanup(func() { must(t, s.platform.Close()) })
	s.demo = sim.SeedDemo(s.platform.Server)
	s.client, err = webinar.New(webinar.Options{
		CookieURL: s.platform.CookieURL, UserAPIURL: s.platform.UserAPIURL, PageURL: s.platform.URL, Clock: fake,
		RetryPause: time.Millisecond, Timeout: 2 * time.Second,
	})
	must(t, err)
	t.Cleanup(s.client.CloseIdleConnections)
	box, err := seal.New(make([]byte, seal.KeySize))
	must(t, err)
	people := c.People.(*accounts.Service)
	s.Webinars = webinars.New(webinars.Deps{
		DB: c.DB, Box: box, Platform: port{s.client}, Accounts: people, Chat: quiet{}, Live: w.Live, Clock: fake, Log: zerolog.Nop(),
	})
	s.keeper = s.Webinars.Keeper()
	s.out = outbox.New(c.DB, outbox.Options{Channel: domain.ChannelWebinar, Clock: fake, Log: zerolog.Nop()})
	s.Relay = relay.New(relay.Deps{DB: c.DB, Box: box, Rights: s.Webinars, Discord: channels{}, Outbox: drawer{}, Live: w.Live, Tell: func(*work.Unit, int64, string, map[string]any) {}})
	s.Moderation = moderation.New(moderation.Deps{
		DB: c.DB, Webinars: s.Webinars, Outbox: s.out, Live: w.Live, Chats: quiet{}, Relay: s.Relay, Clock: fake, Log: zerolog.Nop(),
	})
	s.Moderation.Use(quiet{})
	s.out.Use(s.Moderation.Sender())
	s.Overlays = overlays.New(c.DB, box, s.Webinars, w.Live, fake.Now)
	c.Moderators = s.Webinars
	w.Webinars, w.Moderation, w.Relay, w.Overlays = s.Webinars, s.Moderation, s.Relay, s.Overlays
	w.BotName = func() string { return "desk_bot" }
	shops := w.MayFollow
	w.MayFollow = func(ctx context.Context, person int64, topic live.Topic) (bool, error) {
		var id int64
		if n, err := fmt.Sscanf(string(topic), "event:%d", &id); n != 1 || err != nil {
			return shops(ctx, person, topic)
		}
		_, err := s.Webinars.EventFor(ctx, person, id, domain.DeedEventView)
		return err == nil, nil
	}
}

// furnish connects the accounts and lets people moderate them.
func (s *studio) furnish() {
	s.t.Helper()
	ctx := s.t.Context()
	school := domain.WebinarCredentials{Face: domain.WebinarCookie, Email: s.demo.School.Email, Password: s.demo.School.Password}
	shop := domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: s.demo.Shop.Token}
	for _, one := range []struct {
		owner, moderator int64
		creds            domain.WebinarCredentials
		account          *int64
	}{{masha, ivan, school, &s.school}, {petr, emma, shop, &s.shopAccount}} {
		s.work(func(u *work.Unit) error {
			a, err := s.Webinars.Connect(ctx, u, one.owner, one.creds)
			*one.account = a.ID
			return err
		})
		var i webinars.Invitation
		s.work(func(u *work.Unit) (err error) {
			i, err = s.Webinars.Invite(ctx, u, one.owner, *one.account)
			return err
		})
		s.work(func(u *work.Unit) error {
			_, err := s.Webinars.AcceptInvite(ctx, u, domain.Sender{ID: one.moderator, FirstName: "Иван " + robber}, i.Token)
			return err
		})
		page, err := s.Webinars.Schedule(ctx, one.owner, *one.account, 0, 20)
		must(s.t, err)
		for _, e := range page.Events {
			switch e.SessionID {
			case s.demo.Running:
				s.event = e.ID
			case s.demo.Soon:
				s.soon = e.ID
			case s.demo.ShopRunning:
				s.theirs = e.ID
			}
		}
	}
}

// work commits a piece of work of somebody's in the bot.
func (s *studio) work(do func(u *work.Unit) error) {
	s.t.Helper()
	s.units++
	u := work.New(fmt.Sprintf("studio:%d", s.units))
	must(s.t, do(u))
	must(s.t, u.Commit(s.t.Context(), s.db))
}

// hears puts a message into an event's chat, as the poller does.
func (s *studio) hears(event int64, author, text string) int64 {
	s.t.Helper()
	s.messages++
	m := domain.ModeratedMessage{
		EventID: event, MessageID: 1_000_000 + s.messages, Author: author, AuthorID: fmt.Sprint(len(author)), Text: text, SaidAt: s.clock.Now(), SeenAt: s.clock.Now(), Revision: 1,
	}
	must(s.t, s.db.Write(s.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddChatMessage(ctx, &m)
		return err
	}))
	s.hub.Publish(live.Event{Topic: live.OfEvent(event), Kind: live.MessageChanged, ID: m.ID})
	return m.ID
}

// comes signs somebody in.
func (s *studio) comes(person int64) *browser {
	s.t.Helper()
	b := s.browser()
	b.posts("/login/" + s.loginLink(person))
	if !b.isIn() {
		s.t.Fatalf("%d does not come in", person)
	}
	return b
}

// wakes lets everything run that runs in the program, and the clock go, until the test ends.
func (s *studio) wakes() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(s.t.Context()))
	var all sync.WaitGroup
	for _, run := range []func(context.Context) error{s.keeper.Run, s.Moderation.Run, s.out.Run} {
		all.Go(func() { _ = run(ctx) })
	}
	all.Go(func() {
		const step = 50 * time.Millisecond
		beat := time.NewTicker(step)
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				s.clock.Advance(step)
			}
		}
	})
	s.t.Cleanup(func() { stop(); all.Wait() })
}

func events(id int64, rest ...string) string {
	return fmt.Sprintf("/webinars/events/%d%s", id, strings.Join(rest, ""))
}

func account(id int64, rest ...string) string {
	return fmt.Sprintf("/webinars/accounts/%d%s", id, strings.Join(rest, ""))
}

// port is the client in the service's words.
type port struct{ client *webinar.Client }

func (p port) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return p.client.SignIn(ctx, creds)
}

func (p port) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return p.client.Account(creds, session, onSession)
}

// quiet is the bot, which these tests have none of.
type quiet struct{}

func (quiet) Tell(context.Context, *store.Tx, *work.Unit, int64, webinars.Notice) error { return nil }
func (quiet) Refresh(*work.Unit, string)                                                {}
func (quiet) RefreshNow(context.Context, *store.Tx, *work.Unit, string, int64) error    { return nil }

func (quiet) RefreshLater(context.Context, *store.Tx, *work.Unit, string, int64, time.Duration) error {
	return nil
}

func (quiet) New(context.Context, *store.Tx, *work.Unit, int64, domain.ModeratedMessage) error {
	return nil
}
func (quiet) Digest(context.Context, *store.Tx, *work.Unit, int64, int64) error { return nil }

// drawer keeps deliveries that nobody sends.
type drawer struct{}

func (drawer) Put(ctx context.Context, tx *store.Tx, _ *work.Unit, d domain.Delivery) error {
	_, err := tx.AddDelivery(ctx, &d)
	return err
}

// channels is a Discord with one channel, of a name that is not kind.
type channels struct{}

func (channels) Normal(raw string) (string, error) {
	if !strings.HasPrefix(raw, "https://discord.com/api/webhooks/") {
		return "", domain.Fail(domain.KindInvalid, "error.discord_address", nil)
	}
	return raw, nil
}

func (channels) Check(context.Context, string) (string, error)               { return "#чат " + robber, nil }
func (channels) Post(context.Context, string, relay.Message) (string, error) { return "1", nil }
func (channels) Delete(context.Context, string, string) error                { return nil }
