package crashtest

import (
	"context"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/app/crashtest/child"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	discordsim "frontdesk/platforms/discord/sim"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/webinar"
	webinarsim "frontdesk/platforms/webinar/sim"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

const (
	defaultWebinarKills = 9
	saidPerLife         = 12
	moderators          = 3
	moderatorBase       = int64(5_200_000_000)
)

// TestDecisionsAndRelaysSurviveKills moderates a webinar's chat, with a relay to Discord, while the program is being killed: every
// message gets one decision with one effect at the platform, every approved one comes to Discord, and what is repeated is at most
// one message per recipient and kill.
func TestDecisionsAndRelaysSurviveKills(t *testing.T) {
	t.Parallel()
	kills := int(number(t, "FRONTDESK_TEST_KILLS", defaultWebinarKills))
	seed := number(t, "FRONTDESK_TEST_SEED", rand.Uint64())
	t.Logf("seed %d: repeat with FRONTDESK_TEST_SEED=%d FRONTDESK_TEST_KILLS=%d", seed, seed, kills)
	for name, house := range map[string]func(t *testing.T) house{"SQLite": ownFile, "PostgreSQL": ownPostgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openWebinar(t, seed, house(t))
			for range kills {
				s.live()
			}
			s.finish()
			s.checkPlatform()
			s.checkDiscord()
			s.checkUpdates()
		})
	}
}

// webinarRun is a running webinar, its moderators and a channel at Discord, over many lives of the program.
type webinarRun struct {
	t        *testing.T
	random   *rand.Rand
	run      *run // for reading databases
	binary   string
	settings map[string]string
	doorway  doorway
	telegram *sim.Server
	platform *webinarsim.Server
	discord  *discordsim.Server
	hook     discordsim.Webhook
	session  int64
	event    int64

	said   int
	lives  []time.Time                // when each began
	wanted map[int64]map[wanting]bool // by our id: what somebody has pressed
	taps   int
}

func openWebinar(t *testing.T, seed uint64, h house) *webinarRun {
	t.Helper()
	s := &webinarRun{
		t: t, random: rand.New(rand.NewPCG(seed, 2)), run: &run{t: t, house: h}, binary: child.Build(t), wanted: map[int64]map[wanting]bool{},
		telegram: sim.New(sim.Options{Token: testToken, Bot: sim.BotInfo{ID: botID}}),
		platform: webinarsim.New(webinarsim.Options{LogSize: 100_000, ChatPage: 200}), discord: discordsim.New(discordsim.Options{Limit: -1}),
	}
	serve := func(place string, h http.Handler) string {
		server := httptest.NewServer(s.doorway.before(place, h))
		t.Cleanup(server.Close)
		return server.URL
	}
	telegram, platform, discord := serve("telegram", s.telegram.BotHandler()), serve("webinar", s.platform.Handler()), serve("discord", s.discord.Handler())
	t.Cleanup(func() { // before the servers, which wait for what the simulators keep waiting
		s.telegram.Close()
		s.platform.Close()
		s.discord.Close()
	})
	s.settings = map[string]string{
		"FRONTDESK_TELEGRAM_TOKEN": testToken, "FRONTDESK_TELEGRAM_API_URL": telegram, "FRONTDESK_HTTP_LISTEN": "127.0.0.1:0",
		"FRONTDESK_DATABASE_URL": h.own, "FRONTDESK_SECRET_KEY": base64.StdEncoding.EncodeToString([]byte("a key of 32 bytes for crash test")),
		"FRONTDESK_TELEGRAM_LIMITS_PER_SECOND": "1000", "FRONTDESK_TELEGRAM_LIMITS_PER_CHAT_PER_SECOND": "100",
		"FRONTDESK_TELEGRAM_LIMITS_CHAT_BURST": "100", "FRONTDESK_LOG_FORMAT": "json",
		"FRONTDESK_WEBINAR_COOKIE_URL": platform + webinarsim.CookiePath, "FRONTDESK_WEBINAR_USERAPI_URL": platform + webinarsim.UserAPIPath,
		"FRONTDESK_DISCORD_HOSTS": discord,
	}
	s.doorway.begin(moment{})
	s.prepare(discord)
	return s
}

func (s *webinarRun) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// prepare connects the account and the webhook, and seats the moderators.
func (s *webinarRun) prepare(discord string) {
	s.t.Helper()
	demo := webinarsim.SeedDemo(s.platform)
	s.session, s.hook = demo.Running, s.discord.AddWebhook("channel")
	ctx, cfg := s.t.Context(), configs.Default()
	cfg.DatabaseURL, cfg.SecretKey = s.settings["FRONTDESK_DATABASE_URL"], s.settings["FRONTDESK_SECRET_KEY"]
	data, err := app.OpenData(ctx, cfg, time.Now, zerolog.Nop())
	s.must(err)
	defer func() { s.must(data.Close()) }()
	client, err := webinar.New(webinar.Options{CookieURL: s.settings["FRONTDESK_WEBINAR_COOKIE_URL"], UserAPIURL: s.settings["FRONTDESK_WEBINAR_USERAPI_URL"]})
	s.must(err)
	defer client.CloseIdleConnections()
	service := webinars.New(webinars.Deps{
		DB: data.DB, Box: data.Box, Platform: webinarPort{client}, Accounts: everybody{}, Chat: nobodyTold{}, Live: live.NewHub(), Clock: clock.System(), Log: zerolog.Nop(),
	})
	const owner = moderatorBase - 1
	u := work.New("connect")
	account, err := service.Connect(ctx, u, owner, domain.WebinarCredentials{Face: domain.WebinarCookie, Email: demo.School.Email, Password: demo.School.Password})
	s.must(err)
	s.must(u.Commit(ctx, data.DB))
	page, err := service.Schedule(ctx, owner, account.ID, 0, 20)
	s.must(err)
	for _, e := range page.Events {
		if e.SessionID == s.session {
			s.event = e.ID
		}
	}
	s.must(data.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		target := domain.RelayTarget{EventID: s.event, Name: "channel", AddedBy: owner}
		if err := tx.AddRelayTarget(ctx, &target); err != nil {
			return err
		}
		url := data.Box.Seal([]byte(discord+s.hook.Path()), fmt.Sprintf("frontdesk_relay_webhook.url/%d", target.ID))
		if err := tx.SetRelayURL(ctx, target.ID, url); err != nil {
			return err
		}
		if _, err := tx.SetRelay(ctx, s.event, true); err != nil {
			return err
		}
		for i := range int64(moderators) {
			if _, err := tx.AddModerator(ctx, store.Moderator{AccountID: account.ID, PersonID: moderatorBase + i, Name: fmt.Sprint("Moderator ", i), AddedBy: owner}); err != nil {
				return err
			}
			if _, err := tx.SetHere(ctx, s.event, moderatorBase+i, true); err != nil {
				return err
			}
		}
		return nil
	}))
	for i := range int64(moderators) {
		s.telegram.AddPerson(sim.Profile{ID: moderatorBase + i, FirstName: fmt.Sprint("Moderator ", i), Language: "en"})
		_, err := s.telegram.Send(moderatorBase+i, "/start")
		s.must(err)
	}
}

// start begins a life.
func (s *webinarRun) start(m moment) (*child.Process, <-chan struct{}) {
	s.t.Helper()
	s.lives = append(s.lives, time.Now())
	begun := s.doorway.begin(m)
	p := child.Start(s.t, s.binary, s.settings, "serve")
	s.doorway.aim(p.Kill)
	return p, begun
}

// live is a life that ends with a kill: people talk, moderators press.
func (s *webinarRun) live() {
	s.t.Helper()
	m := s.chooseInWebinar()
	s.says(s.random.IntN(saidPerLife))
	p, begun := s.start(m)
	death, limit := time.NewTimer(patience), time.NewTimer(1500*time.Millisecond)
	defer death.Stop()
	defer limit.Stop()
	if m.method == sinceStart {
		death.Reset(m.delay)
	}
	next := time.NewTicker(40 * time.Millisecond)
	defer next.Stop()
	for {
		select {
		case <-begun:
			begun = nil
			death.Reset(m.delay)
		case <-next.C:
			s.says(s.random.IntN(2))
			s.presses(moderatorBase + s.random.Int64N(moderators))
		case <-death.C:
			p.Kill()
		case <-limit.C: // the moment may never come
			p.Kill()
		case <-p.Ended():
			s.doorway.settle()
			return
		}
	}
}

func (s *webinarRun) upTo(d time.Duration) time.Duration {
	return time.Duration(s.random.Int64N(int64(d) + 1))
}

// says lets guests write.
func (s *webinarRun) says(n int) {
	s.t.Helper()
	for range n {
		s.said++
		_, err := s.platform.Say(s.session, fmt.Sprint("Guest ", s.said%20), fmt.Sprintf("message number %d.", s.said))
		s.must(err)
	}
}

// finish is the last life: everything is decided, and comes to where it belongs.
func (s *webinarRun) finish() {
	s.t.Helper()
	p, _ := s.start(moment{})
	ticker := time.NewTicker(30 * time.Millisecond)
	defer ticker.Stop()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for n := int64(0); !s.complete(); n++ {
		select {
		case <-ticker.C:
			s.presses(moderatorBase + n%moderators)
		case <-p.Ended():
			s.t.Fatalf("the program ended by itself:\n%s", p.Output())
		case <-limit.C:
			s.t.Fatalf("not everything is where it belongs: %s\n%s", s.lacks(), p.Output())
		}
	}
	if err := p.Stop(patience); err != nil {
		s.t.Fatalf("%v\n%s", err, p.Output())
	}
	s.doorway.settle()
}

// The service's ports.

type webinarPort struct{ client *webinar.Client }

func (p webinarPort) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return p.client.SignIn(ctx, creds)
}

func (p webinarPort) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return p.client.Account(creds, session, onSession)
}

// everybody is signed in.
type everybody struct{}

func (everybody) Find(_ context.Context, id int64) (*domain.TelegramUser, error) {
	return &domain.TelegramUser{ID: 1, ChatID: id, Role: domain.RoleSeller, Active: true}, nil
}

func (everybody) Prove(ctx context.Context, _ *work.Unit, _ int64, _ string, prove func(ctx context.Context) error) (time.Duration, error) {
	return 0, prove(ctx)
}

// nobodyTold hears nothing: there is no screen yet to be brought up to date.
type nobodyTold struct{}

func (nobodyTold) Tell(context.Context, *store.Tx, *work.Unit, int64, webinars.Notice) error {
	return nil
}

func (nobodyTold) Refresh(*work.Unit, string) {}
