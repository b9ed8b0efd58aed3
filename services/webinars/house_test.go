package webinars_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/seal"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
	"frontdesk/services/accounts"
	"frontdesk/services/live"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

const (
	olga   = 5_000_000_001 // an admin
	masha  = 5_000_000_002 // a seller who owns the school's account
	petr   = 5_000_000_003 // another seller
	ivan   = 5_000_000_004 // has only been invited to moderate
	rita   = 5_000_000_005 // a seller without a subscription
	boris  = 5_000_000_006 // a banned seller
	sveta  = 5_000_000_007 // a seller who has signed out
	nobody = 5_000_000_008
)

// house is the service beside a simulated platform, with a clock that both go by.
type house struct {
	*webinars.Service
	t        *testing.T
	db       *store.DB
	box      *seal.Box
	host     *host.Host
	people   *accounts.Service
	hub      *live.Hub
	clock    *clock.Fake
	platform *sim.Running
	client   *webinar.Client
	demo     sim.Demo
	keeper   *webinars.Keeper
	works    int

	mu   sync.Mutex
	told []string // "person key", once committed
}

func newHouse(t *testing.T, o ...sim.Options) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), hub: live.NewHub()}
	options := sim.Options{}
	if len(o) > 0 {
		options = o[0]
	}
	options.Clock = h.clock
	var err error
	h.platform, err = sim.Start(options)
	must(t, err)
	t.Cleanup(func() { must(t, h.platform.Close()) })
	h.demo = sim.SeedDemo(h.platform.Server)
	h.client, err = webinar.New(webinar.Options{
		CookieURL: h.platform.CookieURL, UserAPIURL: h.platform.UserAPIURL, PageURL: h.platform.URL, Clock: h.clock,
		RetryPause: time.Millisecond, Timeout: 2 * time.Second,
	})
	must(t, err)
	t.Cleanup(h.client.CloseIdleConnections)
	h.openData()
	h.restart()
	return h
}

func (h *house) openData() {
	h.t.Helper()
	var err error
	h.db, err = store.Open(h.t.Context(), "sqlite:"+filepath.Join(h.t.TempDir(), "f.db"), store.Options{Now: h.clock.Now})
	must(h.t, err)
	h.t.Cleanup(func() { must(h.t, h.db.Close()) })
	_, err = h.db.Migrate(h.t.Context(), true)
	must(h.t, err)
	h.host = host.Embedded(h.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return h.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	h.t.Cleanup(func() { must(h.t, h.host.Close()) })
	for id, name := range map[int64]string{olga: "Ольга", masha: "Маша", petr: "Пётр", rita: "Рита", boris: "Борис", sveta: "Света"} {
		role := domain.RoleSeller
		if id == olga {
			role = domain.RoleAdmin
		}
		_, err := h.host.SaveSignIn(h.t.Context(), domain.Sender{ID: id, FirstName: name}, role, h.clock.Now())
		must(h.t, err)
	}
	must(h.t, h.host.SetActive(h.t.Context(), rita, false))
	must(h.t, h.host.SetBanned(h.t.Context(), boris, true))
	must(h.t, h.host.SetLoggedOut(h.t.Context(), sveta, true))
	h.box, err = seal.New(make([]byte, seal.KeySize))
	must(h.t, err)
	h.people = accounts.New(accounts.Deps{DB: h.db, Host: h.host, Now: h.clock.Now, Tell: func(*work.Unit, int64, string, map[string]any) {}})
}

// restart makes the service anew, as the next start of the program does.
func (h *house) restart() {
	h.Service = webinars.New(webinars.Deps{
		DB: h.db, Box: h.box, Platform: wire{h.client}, Accounts: h.people, Chat: ears{h}, Live: h.hub, Clock: h.clock, Log: zerolog.Nop(),
	})
	h.keeper = h.Keeper()
}

type wire struct{ client *webinar.Client }

func (w wire) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	return w.client.SignIn(ctx, creds)
}

func (w wire) Open(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) webinars.Handle {
	return w.client.Account(creds, session, onSession)
}

// ears hears what people are told.
type ears struct{ *house }

func (h ears) Tell(_ context.Context, _ *store.Tx, u *work.Unit, person int64, n webinars.Notice) error {
	u.After(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.told = append(h.told, fmt.Sprintf("%d %s", person%10, n.Key))
	})
	return nil
}

func (h ears) Refresh(*work.Unit, string) {}

// wantTold checks what people have been told since the last time, in any order.
func (h *house) wantTold(want ...string) {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	slices.Sort(h.told)
	if slices.Sort(want); !slices.Equal(h.told, want) {
		h.t.Errorf("people were told %q, want %q", h.told, want)
	}
	h.told = nil
}

// does commits one piece of work.
func (h *house) does(fn func(u *work.Unit) error) error {
	h.mu.Lock()
	h.works++
	u := work.New(fmt.Sprintf("update:%d", h.works))
	h.mu.Unlock()
	if err := fn(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.db)
}

func (h *house) school() domain.WebinarCredentials {
	return domain.WebinarCredentials{Face: domain.WebinarCookie, Email: h.demo.School.Email, Password: h.demo.School.Password}
}

func (h *house) shop() domain.WebinarCredentials {
	return domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: h.demo.Shop.Token}
}

// connects makes an account of a person's.
func (h *house) connects(person int64, creds domain.WebinarCredentials) webinars.Account {
	h.t.Helper()
	var a webinars.Account
	must(h.t, h.does(func(u *work.Unit) (err error) { a, err = h.Connect(h.t.Context(), u, person, creds); return err }))
	return a
}

// moderates invites a person and follows the link.
func (h *house) moderates(owner, person, account int64) {
	h.t.Helper()
	i := h.invites(owner, account)
	must(h.t, h.follows(person, i.Token))
}

func (h *house) invites(owner, account int64) webinars.Invitation {
	h.t.Helper()
	var i webinars.Invitation
	must(h.t, h.does(func(u *work.Unit) (err error) { i, err = h.Invite(h.t.Context(), u, owner, account); return err }))
	return i
}

func (h *house) follows(person int64, token string) error {
	return h.does(func(u *work.Unit) error {
		_, err := h.AcceptInvite(h.t.Context(), u, domain.Sender{ID: person, FirstName: fmt.Sprintf("Имя%d", person%10)}, token)
		return err
	})
}

// schedule reads the first fifty events of an account.
func (h *house) schedule(person, account int64) webinars.Page {
	h.t.Helper()
	p, err := h.Schedule(h.t.Context(), person, account, 0, 50)
	must(h.t, err)
	return p
}

// event finds an event of the schedule by the platform's session.
func (h *house) event(person, account, session int64) webinars.Event {
	h.t.Helper()
	for _, e := range h.schedule(person, account).Events {
		if e.SessionID == session {
			return e
		}
	}
	h.t.Fatalf("no event with session %d in the schedule", session)
	return webinars.Event{}
}

// row reads an event anew.
func (h *house) row(person, event int64) webinars.Event {
	h.t.Helper()
	e, err := h.Event(h.t.Context(), person, event)
	must(h.t, err)
	return e
}

func (h *house) looks() {
	h.t.Helper()
	must(h.t, h.keeper.Look(h.t.Context()))
}

// calls counts the calls of a route.
func (h *house) calls(route string) int { return h.platform.Counts()[route].Calls }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func paramsOf(err error) map[string]any {
	var e *domain.Error
	errors.As(err, &e)
	return e.Params
}

func wantKind(t testing.TB, err error, kind domain.Kind) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind {
		t.Errorf("error %v, want one of kind %v", err, kind)
	}
}
