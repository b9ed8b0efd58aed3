package webinars_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bot"
	flow "frontdesk/bot/flows/webinars"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/seal"
	"frontdesk/keyboards"
	"frontdesk/platforms/discord"
	discordsim "frontdesk/platforms/discord/sim"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/services/live"
	"frontdesk/services/overlays"
	"frontdesk/services/relay"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
	"frontdesk/texts"
)

// school is the bot's machine with the real services, beside simulated platforms. Messages are on people's phones at once.
type school struct {
	t        *testing.T
	clock    *clock.Fake
	db       *store.DB
	host     *host.Host
	platform *sim.Running
	demo     sim.Demo
	discord  *discordsim.Running
	service  *webinars.Service
	relay    *relay.Service
	keeper   *webinars.Keeper
	machine  *bot.Machine
	renderer *bot.Renderer
	phones   *phones
	doors    map[string]bool // every "state.action" that some flow opens
	here     map[int64]bool  // whom cards were switched on for
	mu       sync.Mutex
	queue    []domain.Delivery
	updates  int64
}

func newSchool(t *testing.T) *school {
	t.Helper()
	s := &school{
		t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), phones: &phones{}, doors: map[string]bool{}, here: map[int64]bool{},
	}
	var err error
	s.platform, err = sim.Start(sim.Options{Clock: s.clock})
	s.must(err)
	t.Cleanup(func() { s.must(s.platform.Close()) })
	s.demo = sim.SeedDemo(s.platform.Server)
	s.discord, err = discordsim.Start(discordsim.Options{Limit: -1})
	s.must(err)
	t.Cleanup(func() { s.must(s.discord.Close()) })
	s.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: s.clock.Now})
	s.must(err)
	t.Cleanup(func() { s.must(s.db.Close()) })
	_, err = s.db.Migrate(t.Context(), true)
	s.must(err)
	s.host = host.Embedded(s.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { s.must(s.host.Close()) })
	s.build()
	return s
}

func (s *school) build() {
	s.t.Helper()
	box, err := seal.New(make([]byte, seal.KeySize))
	s.must(err)
	catalog, err := texts.Load("ru")
	s.must(err)
	client, err := webinar.New(webinar.Options{
		CookieURL: s.platform.CookieURL, UserAPIURL: s.platform.UserAPIURL, PageURL: s.platform.URL, Clock: s.clock,
		RetryPause: time.Millisecond, Timeout: 2 * time.Second,
	})
	s.must(err)
	s.t.Cleanup(client.CloseIdleConnections)
	hooks, err := discord.New(discord.Config{Hosts: []string{s.discord.URL}})
	s.must(err)
	s.t.Cleanup(hooks.CloseIdleConnections)
	c := chats.New(s.db, s, s.clock.Now)
	hub := live.NewHub()
	people := accounts.New(accounts.Deps{DB: s.db, Host: s.host, Now: s.clock.Now, Tell: func(*work.Unit, int64, string, map[string]any) {}})
	s.service = webinars.New(webinars.Deps{
		DB: s.db, Box: box, Platform: platform{client}, Accounts: people, Chat: announcer{c}, Live: hub, Clock: s.clock, Log: zerolog.Nop(),
	})
	s.keeper = s.service.Keeper()
	s.relay = relay.New(relay.Deps{
		DB: s.db, Box: box, Rights: s.service, Discord: port{hooks}, Outbox: s, Live: hub,
		Refresh: func(u *work.Unit, subject string) { c.Refresh(u, subject, 0) },
	})
	flows := []bot.Flow{flow.Flow(flow.Deps{
		Webinars: s.service, People: people, Moderation: s, Box: box, Me: s.phones, PublicURL: "https://desk.example.org/", PageSize: 4,
		Overlays: overlays.New(s.db, box, s.service, hub, s.clock.Now), Location: time.FixedZone("MSK", 3*60*60),
		Relay: s.relay,
	}), elsewhere()}
	for _, f := range flows {
		for _, b := range f.Buttons {
			s.doors[string(b.State)+"."+string(b.Action)] = true
		}
	}
	s.machine, err = bot.NewMachine(bot.MachineDeps{
		Flows: flows, Accounts: people, Moderators: s.service, Chats: c, Texts: catalog, Now: s.clock.Now, Log: zerolog.Nop(), Strict: true,
	})
	s.must(err)
	s.renderer = bot.NewRenderer(s.phones, s.machine, c, catalog, s.clock.Now)
}

// elsewhere stands for the screens of the other flows.
func elsewhere() bot.Flow {
	f := bot.Flow{Name: "elsewhere"}
	for _, state := range []keyboards.State{
		keyboards.StateRole, keyboards.StateMenu, keyboards.StateIdle, keyboards.StateUnknown, keyboards.StateGone,
		keyboards.StateQueue, keyboards.StateApproved, keyboards.StateRules, keyboards.StateReport,
	} {
		f.Screens = append(f.Screens, bot.ScreenDef{State: state, Load: func(_ context.Context, v bot.View) (keyboards.Screen, error) {
			s := keyboards.Screen{State: state, Text: fmt.Sprintf("(%s %s)", state, v.Args.Pack())}
			if state == keyboards.StateMenu {
				s.Rows = [][]keyboards.Button{{{Label: "Вебинары", Action: keyboards.ActWebinars}}}
			}
			return s, nil
		}})
	}
	f.Commands = []bot.CommandDef{{Name: keyboards.CommandStart, Who: bot.Anyone, Do: bot.GoHome, Next: bot.Homes()}}
	return f
}

// The real services' ports.

type platform struct{ client *webinar.Client }

func (p platform) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return p.client.SignIn(ctx, creds)
}

func (p platform) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return p.client.Account(creds, session, onSession)
}

type announcer struct{ chats *chats.Service }

func (a announcer) Tell(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, n webinars.Notice) error {
	if n.Event != 0 {
		return flow.Calls{Chats: a.chats}.Ring(ctx, tx, u, person, n.Event, domain.PriorityNotice)
	}
	return a.chats.Tell(ctx, tx, u, person, chats.Notice{Key: n.Key, Params: n.Params}, domain.PriorityNotice, "")
}

func (a announcer) Refresh(u *work.Unit, subject string) { a.chats.Refresh(u, subject, 0) }

type port struct{ *discord.Client }

func (p port) Normal(raw string) (string, error) {
	w, err := p.ParseWebhook(raw)
	if err != nil {
		return "", &domain.Error{Kind: domain.KindInvalid, Key: "error.discord_address", Err: err}
	}
	return w.URL(), nil
}

func (p port) Post(ctx context.Context, url string, m relay.Message) (string, error) {
	return p.Client.Post(ctx, url, discord.Message{Author: m.Author, Text: m.Text, At: m.At})
}

// SetHere is services/moderation's.
func (s *school) SetHere(ctx context.Context, u *work.Unit, actor, eventID int64, on bool) error {
	if _, err := s.service.EventFor(ctx, actor, eventID, domain.DeedEventModerate); err != nil {
		return err
	}
	u.After(func() { s.here[actor] = on })
	return nil
}

// Put is the outbox: what is committed is sent at once.
func (s *school) Put(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error {
	added, err := tx.AddDelivery(ctx, &d)
	if added && d.Channel == domain.ChannelTelegram {
		u.After(func() {
			s.mu.Lock() // schedules of several organizations are read at once
			defer s.mu.Unlock()
			s.queue = append(s.queue, d)
		})
	}
	return err
}

func (s *school) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// handle takes one update from beginning to end and gives the handler's error.
func (s *school) handle(up domain.Update) error {
	s.t.Helper()
	s.updates++
	up.ID, up.Private, up.ChatID = s.updates, true, up.From.ID
	u := work.New(fmt.Sprintf("update:%d", s.updates))
	if _, err := s.machine.Handle(s.t.Context(), up, u); err != nil {
		return err
	}
	if err := u.Commit(s.t.Context(), s.db); err != nil {
		return err
	}
	s.send()
	return nil
}

func (s *school) next() (d domain.Delivery, some bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return d, false
	}
	d, s.queue = s.queue[0], s.queue[1:]
	return d, true
}

func (s *school) send() {
	s.t.Helper()
	for d, some := s.next(); some; d, some = s.next() {
		if d.NotBefore.After(s.clock.Now()) {
			continue
		}
		receipt, err := s.renderer.Send(s.t.Context(), d)
		s.must(err)
		if d.Kind == domain.DeliveryScreen && !receipt.Superseded {
			s.must(s.db.Write(s.t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.ScreenSent(ctx, d.ScreenID, d.Recipient, receipt.MessageID, receipt.Hash)
			}))
		}
	}
	s.checkButtons()
}

// checkButtons fails for a button that no flow answers.
func (s *school) checkButtons() {
	s.t.Helper()
	for _, m := range s.phones.messages {
		for _, b := range slices.Concat(m.Rows...) {
			if b.URL != "" {
				continue
			}
			call, err := keyboards.Decode(b.Data)
			s.must(err)
			if door := string(call.State) + "." + string(call.Action); !s.doors[door] {
				s.t.Errorf("the button %q (%s) leads nowhere", b.Label, door)
			}
		}
	}
}

// looks lets the keeper look once, and what it has to say goes out.
func (s *school) looks() {
	s.t.Helper()
	s.must(s.keeper.Look(s.t.Context()))
	s.send()
}

// someone is a person with a phone.
type someone struct {
	*school
	who domain.Sender
}

func (s *school) someone(id int64, name string) *someone {
	return &someone{school: s, who: domain.Sender{ID: id, FirstName: name, Language: "ru"}}
}

func (s *school) signedIn(id int64, name string, role domain.Role) *someone {
	s.t.Helper()
	p := s.someone(id, name)
	_, err := s.host.SaveSignIn(s.t.Context(), p.who, role, s.clock.Now())
	s.must(err)
	return p
}

func (p *someone) sends(text string) {
	p.t.Helper()
	p.must(p.tries(text))
}

func (p *someone) tries(text string) error {
	p.t.Helper()
	p.phones.last++
	p.phones.messages = append(p.phones.messages, &message{chat: p.who.ID, id: p.phones.last, own: true, Message: domain.Message{Text: text}})
	return p.handle(domain.Update{Kind: domain.UpdateMessage, From: p.who, MessageID: p.phones.last, Text: text})
}

// taps presses a button of the newest screen by a part of its label.
func (p *someone) taps(labels ...string) {
	p.t.Helper()
	for _, label := range labels {
		p.must(p.presses(p.data(label)))
	}
}

func (p *someone) presses(data string) error {
	p.t.Helper()
	return p.handle(domain.Update{Kind: domain.UpdateCallback, From: p.who, MessageID: p.phones.screen(p.who.ID).id, CallbackID: "1", Data: data})
}

func (p *someone) data(label string) string {
	p.t.Helper()
	m := p.phones.screen(p.who.ID)
	for _, b := range slices.Concat(m.Rows...) {
		if strings.Contains(b.Label, label) {
			return b.Data
		}
	}
	p.t.Fatalf("%s has no button %q; the chat is:\n%s", p.who.Name(), label, p.phones.chat(p.who.ID))
	return ""
}

// forges is the button with a label and other arguments.
func (p *someone) forges(label string, change func(a *keyboards.Args)) string {
	p.t.Helper()
	call, err := keyboards.Decode(p.data(label))
	p.must(err)
	change(&call.Args)
	data, err := keyboards.Encode(call.State, call.Action, call.Args)
	p.must(err)
	return data
}

// sees checks that each text stands on the screen.
func (p *someone) sees(want ...string) {
	p.t.Helper()
	screen := p.phones.screen(p.who.ID).String()
	for _, text := range want {
		if !strings.Contains(screen, text) {
			p.t.Errorf("%s does not see %q but:\n%s", p.who.Name(), text, screen)
		}
	}
}

func (p *someone) doesNotSee(texts ...string) {
	p.t.Helper()
	screen := p.phones.screen(p.who.ID).String()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			p.t.Errorf("%s sees %q:\n%s", p.who.Name(), text, screen)
		}
	}
}

// has checks whether a text stands anywhere in the chat.
func (p *someone) has(text string, want bool) {
	p.t.Helper()
	if chat := p.phones.chat(p.who.ID); strings.Contains(chat, text) != want {
		p.t.Errorf("%q in the chat of %s: want %v\n%s", text, p.who.Name(), want, chat)
	}
}

// refused checks that an error is told to people, by its kind.
func (s *school) refused(err error, kind domain.Kind) {
	s.t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != kind {
		s.t.Errorf("error %v, want one of kind %v", err, kind)
	}
}

// connects brings somebody to the page of the school's account.
func (p *someone) connects() {
	p.t.Helper()
	p.sends("/start")
	p.taps("Вебинары", "Подключить аккаунт", "E-mail и пароль")
	p.sends(p.demo.School.Email)
	p.sends(p.demo.School.Password)
	p.sees("Аккаунт авторизован")
}
