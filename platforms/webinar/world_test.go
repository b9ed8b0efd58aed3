package webinar_test

import (
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
)

const (
	email    = "anna@school.example"
	password = "Tr0ub4dor&3 пароль"
	token    = "tok-0123456789abcdef"
	school   = int64(77)
)

// world is a platform with a school: one account that has both e-mail and token, an event with a running session under
// premoderation, and a planned one.
type world struct {
	*sim.Running
	clock   *clock.Fake
	event   int64
	session int64 // on air
	planned int64 // of another event
}

func newWorld(t *testing.T, o sim.Options) *world {
	t.Helper()
	w := &world{clock: clock.NewFake(time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC))}
	o.Clock = w.clock
	var err error
	if w.Running, err = sim.Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		for _, v := range w.Violations() {
			t.Errorf("the client made a call that it has no business to make: %v", v)
		}
	})
	w.AddOrganization(school, "Школа")
	w.AddAccount(sim.Account{
		UserID: 100500, Name: "Анна", SecondName: "Петрова", Email: email, Password: password, Token: token, Organizations: []int64{school},
	})
	now := w.clock.Now()
	e := w.AddEvent(sim.Event{
		Organization: school, Owner: 100500, Name: "Лекция", Description: "О магазинах", Picture: "https://cdn.example/1.png",
		StartsAt: now.Add(-time.Hour), EndsAt: now.Add(time.Hour),
		Sessions: []sim.Session{{Name: "Лекция", Status: sim.StatusRunning, StartsAt: now.Add(-time.Hour), EndsAt: now.Add(time.Hour)}},
	})
	w.event, w.session = e.ID, e.Sessions[0].ID
	later := w.AddEvent(sim.Event{
		Organization: school, Owner: 100500, Name: "Практикум", StartsAt: now.Add(24 * time.Hour), EndsAt: now.Add(25 * time.Hour),
		Sessions: []sim.Session{{StartsAt: now.Add(24 * time.Hour)}},
	})
	w.planned = later.Sessions[0].ID
	w.SetPremoderation(w.session, "true")
	return w
}

// client speaks with the platform, patiently enough for a slow machine.
func (w *world) client(t *testing.T, change ...func(*webinar.Options)) *webinar.Client {
	t.Helper()
	o := webinar.Options{
		CookieURL: w.CookieURL, UserAPIURL: w.UserAPIURL, PageURL: w.URL, Clock: w.clock, RetryPause: time.Millisecond,
	}
	for _, c := range change {
		c(&o)
	}
	c, err := webinar.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func credentials(f domain.WebinarFace) domain.WebinarCredentials {
	if f == domain.WebinarUserAPI {
		return domain.WebinarCredentials{Face: f, Token: token}
	}
	return domain.WebinarCredentials{Face: f, Email: email, Password: password}
}

func (w *world) account(t *testing.T, f domain.WebinarFace, change ...func(*webinar.Options)) *webinar.Account {
	t.Helper()
	return w.client(t, change...).Account(credentials(f), domain.WebinarSession{}, nil)
}

func (w *world) say(t *testing.T, author, text string) int64 {
	t.Helper()
	id, err := w.Say(w.session, author, text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// onBothFaces runs a test with each face in a world of its own.
func onBothFaces(t *testing.T, o sim.Options, test func(t *testing.T, w *world, a *webinar.Account, f domain.WebinarFace)) {
	t.Helper()
	for _, f := range []domain.WebinarFace{domain.WebinarCookie, domain.WebinarUserAPI} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, o)
			test(t, w, w.account(t, f), f)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind fails unless err is of a kind and names the platform's code; an empty code is any.
func wantKind(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	e := asDomain(err)
	if e == nil || e.Kind != kind || (code != "" && e.Params["Code"] != code) {
		t.Fatalf("got %v, want %v with %q", describe(err), kind, code)
	}
}
