package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
	"frontdesk/bench/proc"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/webinar"
	platform "frontdesk/platforms/webinar/sim"
	"frontdesk/services/live"
	"frontdesk/services/overlays"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

// studio is a running webinar at the simulated platform, the phones of its moderators, and Frontdesk between them.
type studio struct {
	o        options
	house    house.House
	platform *platform.Running
	telegram *sim.Running
	phones   *phoneBook
	child    *proc.Child
	address  string // where Frontdesk listens

	session int64 // at the platform
	event   int64 // ours
	overlay string
	said    *saidBook
	used    usage
	effects []platform.Effect
}

// limits are Telegram's public figures: 30 messages a second, 1 a second in one chat with short bursts.
func limits() sim.Limits {
	return sim.Limits{PerSecond: 30, PerChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 20}
}

// owner is whose account it is; the moderators have the ids behind.
const owner = int64(canned.FirstPerson)

func (o options) person(n int) int64 { return owner + 1 + int64(n) }

func open(ctx context.Context, o options) (*studio, error) {
	s := &studio{o: o, said: newSaidBook()}
	if err := s.build(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *studio) build(ctx context.Context) (err error) {
	if s.house, err = house.New(ctx, os.Getenv("BENCH_DIR"), s.o.binary, ""); err != nil {
		return err
	}
	if s.platform, err = platform.Start(platform.Options{LogSize: 1_000_000}); err != nil {
		return err
	}
	if s.telegram, err = sim.Start(sim.Options{Token: canned.Token, Bot: sim.BotInfo{ID: 1234567890}, Limits: limits(), LogSize: 100}); err != nil {
		return err
	}
	for n := -1; n < s.o.moderators; n++ {
		id := s.o.person(n)
		s.telegram.AddPerson(sim.Profile{ID: id, FirstName: "Moderator", LastName: fmt.Sprint(n), Language: "en"})
		if _, err := s.telegram.Send(id, "/start"); err != nil { // a bot may write to those alone who have written to it
			return err
		}
	}
	if err := s.house.Migrate(ctx); err != nil {
		return err
	}
	return s.fill(ctx)
}

func (s *studio) close() {
	if s.phones != nil {
		s.phones.stop()
	}
	if s.child != nil {
		s.child.Stop(10 * time.Second)
	}
	if s.telegram != nil {
		_ = s.telegram.Close() // nobody needs it any more
	}
	if s.platform != nil {
		_ = s.platform.Close()
	}
	s.house.Remove()
}

// fill connects the account, opens the event and its overlay as people would, and gives everybody their place.
func (s *studio) fill(ctx context.Context) error {
	raw, err := house.OpenFile(s.house.Database(), "")
	if err != nil {
		return err
	}
	defer raw.Close()
	if err := house.Seed(ctx, raw, 1+s.o.moderators); err != nil {
		return err
	}
	db, err := store.Open(ctx, s.house.URL, store.Options{})
	if err != nil {
		return err
	}
	err = s.connect(ctx, db)
	if closed := db.Close(); err != nil || closed != nil {
		return errors.Join(err, closed)
	}
	for _, one := range [][2]string{
		{`INSERT INTO frontdesk_moderator (account_id, person_id, name, added_by, added_at)`, fmt.Sprintf("1, %d + i, 'Moderator ' || i, %d, 0", owner, owner)},
		{`INSERT INTO frontdesk_event_moderator (event_id, person_id, listed, here)`, fmt.Sprintf("%d, %d + i, 1, 1", s.event, owner)},
	} {
		if err := house.Insert(ctx, raw, one[0], one[1], s.o.moderators, 0); err != nil {
			return err
		}
	}
	// Who has been approved once passes: after a while most of the flood goes straight on to the overlays.
	if _, err := raw.ExecContext(ctx, `INSERT INTO frontdesk_moderation_rule (account_id, kind, enabled, value, updated_at)
		VALUES (1, 'trust', 1, '1', 0)`); err != nil {
		return err
	}
	return seatConsole(ctx, raw)
}

func (s *studio) connect(ctx context.Context, db *store.DB) error {
	demo := platform.SeedDemo(s.platform.Server)
	s.session = demo.Running
	box, err := s.house.Box()
	if err != nil {
		return err
	}
	client, err := webinar.New(webinar.Options{CookieURL: s.platform.CookieURL, UserAPIURL: s.platform.UserAPIURL, Clock: clock.System()})
	if err != nil {
		return err
	}
	defer client.CloseIdleConnections()
	hub := live.NewHub()
	service := webinars.New(webinars.Deps{
		DB: db, Box: box, Platform: port{client}, Accounts: everybody{}, Chat: silence{}, Live: hub, Clock: clock.System(), Log: zerolog.Nop(),
	})
	do := func(name string, fn func(u *work.Unit) error) error {
		u := work.New(name)
		if err := fn(u); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return u.Commit(ctx, db)
	}
	var account webinars.Account
	if err := do("connect", func(u *work.Unit) (err error) {
		account, err = service.Connect(ctx, u, owner, domain.WebinarCredentials{
			Face: domain.WebinarCookie, Email: demo.School.Email, Password: demo.School.Password,
		})
		return err
	}); err != nil {
		return err
	}
	page, err := service.Schedule(ctx, owner, account.ID, 0, 20)
	if err != nil {
		return fmt.Errorf("read the schedule: %w", err)
	}
	for _, e := range page.Events {
		if e.SessionID == s.session {
			s.event = e.ID
		}
	}
	return do("overlay", func(u *work.Unit) error {
		made, err := overlays.New(db, box, service, hub, time.Now).Make(ctx, u, owner, s.event)
		if err == nil {
			s.overlay = made.Token
		}
		return err
	})
}

// serve starts Frontdesk and waits until it answers.
func (s *studio) serve(ctx context.Context) (err error) {
	if s.address, err = freeAddress(); err != nil {
		return err
	}
	s.phones = readAlong(s.telegram, s.o, s.said)
	s.child, err = s.house.Serve(s.telegram.URL, "", s.o.log, "FRONTDESK_HTTP_LISTEN="+s.address, "FRONTDESK_PUBLIC_URL=http://"+s.address,
		"FRONTDESK_WEBINAR_COOKIE_URL="+s.platform.CookieURL, "FRONTDESK_WEBINAR_USERAPI_URL="+s.platform.UserAPIURL)
	if err != nil {
		return err
	}
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for {
		answer, err := http.Get("http://" + s.address + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ticker.C:
		case <-s.child.Done():
			return fmt.Errorf("frontdesk has ended: %w", s.child.Err())
		case <-ctx.Done():
			return fmt.Errorf("frontdesk does not become ready: %w", ctx.Err())
		}
	}
}

// ended tells when Frontdesk has gone by itself.
func (s *studio) ended() error {
	select {
	case <-s.child.Done():
		return fmt.Errorf("frontdesk has ended: %w", s.child.Err())
	default:
		return nil
	}
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// port is the client in the service's words.
type port struct{ client *webinar.Client }

func (p port) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return p.client.SignIn(ctx, creds)
}

func (p port) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return p.client.Account(creds, session, onSession)
}

// everybody is signed in.
type everybody struct{}

func (everybody) Find(_ context.Context, id int64) (*domain.TelegramUser, error) {
	return &domain.TelegramUser{ID: 1, ChatID: id, FirstName: "Test", Role: domain.RoleSeller, Active: true}, nil
}

func (everybody) Prove(ctx context.Context, _ *work.Unit, _ int64, _ string, prove func(ctx context.Context) error) (time.Duration, error) {
	return 0, prove(ctx)
}

// silence tells nobody anything.
type silence struct{}

func (silence) Tell(context.Context, *store.Tx, *work.Unit, int64, webinars.Notice) error { return nil }

func (silence) Refresh(*work.Unit, string) {}
