package webinar_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
)

func asDomain(err error) *domain.Error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e
}

func describe(err error) string {
	if e := asDomain(err); e != nil {
		return fmt.Sprintf("%v %v", e, e.Params)
	}
	return fmt.Sprint(err)
}

func TestSigningInTellsWhoItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	c := w.client(t)
	p, s, err := c.SignIn(t.Context(), credentials(domain.WebinarCookie))
	must(t, err)
	want := domain.WebinarProfile{
		UserID: 100500, Name: "Анна Петрова", Email: email, Organizations: []domain.WebinarOrganization{{ID: school, Name: "Школа"}},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	if len(s.Cookie) != 32 || s.UserID != 100500 || !s.At.Equal(w.clock.Now()) {
		t.Errorf("session of %d at %v with %d characters", s.UserID, s.At, len(s.Cookie))
	}
	// The session works without another login.
	logins := w.Counts()["cookie POST /login"].Calls
	_, err = c.Account(credentials(domain.WebinarCookie), s, nil).Profile(t.Context())
	must(t, err)
	if n := w.Counts()["cookie POST /login"].Calls; n != logins {
		t.Errorf("%d logins, want %d", n, logins)
	}

	p, s, err = c.SignIn(t.Context(), credentials(domain.WebinarUserAPI))
	must(t, err)
	if diff := cmp.Diff(domain.WebinarProfile{Name: "Школа", Organizations: []domain.WebinarOrganization{{ID: school, Name: "Школа"}}}, p); diff != "" {
		t.Error(diff)
	}
	if s != (domain.WebinarSession{}) {
		t.Error("a token has a session")
	}
}

func TestWrongCredentialsShowThePlatformsCode(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 400, 401, 403} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sim.Options{LoginStatus: status})
			creds := credentials(domain.WebinarCookie)
			creds.Password = "wrong"
			_, _, err := w.client(t).SignIn(t.Context(), creds)
			wantKind(t, err, domain.KindUnauthorized, "ERROR_WRONG_CREDENTIALS")
			if key := asDomain(err).Key; key != "error.webinar_credentials" {
				t.Error(key)
			}
		})
	}
	w := newWorld(t, sim.Options{})
	_, _, err := w.client(t).SignIn(t.Context(), domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: "stale"})
	wantKind(t, err, domain.KindUnauthorized, "A Token was not found in the TokenStorage.")
	for _, creds := range []domain.WebinarCredentials{
		{},
		{Face: "discord", Token: token},
		{Face: domain.WebinarCookie, Email: email},
		{Face: domain.WebinarUserAPI, Email: email, Password: password},
	} {
		_, _, err := w.client(t).SignIn(t.Context(), creds)
		wantKind(t, err, domain.KindInvalid, "")
		_, err = w.client(t).Account(creds, domain.WebinarSession{}, nil).Event(t.Context(), 1)
		wantKind(t, err, domain.KindInvalid, "")
	}
	_, _, err = w.client(t).SignIn(t.Context(), domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: "two\r\nlines"})
	wantKind(t, err, domain.KindInvalid, "")
}

func TestTheScheduleHasPages(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		now := w.clock.Now()
		for i := range 21 {
			w.AddEvent(sim.Event{
				Organization: school, Owner: 100500, Name: fmt.Sprint("Лекция ", i), StartsAt: now.Add(time.Duration(i+48) * time.Hour),
				Sessions: []sim.Session{{}, {}}, // a series: one event, whatever its sessions
			})
		}
		w.AddEvent(sim.Event{Organization: school, Name: "Прошедшая", StartsAt: now.Add(-48 * time.Hour), EndsAt: now.Add(-47 * time.Hour), Sessions: []sim.Session{{Status: sim.StatusOver}}})
		w.AddEvent(sim.Event{Organization: 5, Name: "Чужая", StartsAt: now.Add(time.Hour), Sessions: []sim.Session{{}}})
		seen := make(map[int64]string)
		for page := 1; ; page++ {
			events, more, err := a.Schedule(t.Context(), school, now, page)
			must(t, err)
			for _, e := range events {
				if seen[e.ID] != "" {
					t.Errorf("event %d comes twice", e.ID)
				}
				seen[e.ID] = e.Name
				if e.Organization != school {
					t.Errorf("%s belongs to %d", e.Name, e.Organization)
				}
			}
			if page == 1 && (len(events) != 10 || !more) {
				t.Errorf("the first page has %d events, more: %v", len(events), more)
			}
			if !more {
				break
			}
		}
		if len(seen) != 23 || seen[w.event] != "Лекция" {
			t.Errorf("%d events: %v", len(seen), seen)
		}
	})
}

func TestAnEventIsReadWithItsSessions(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{StringIDs: true}, func(t *testing.T, w *world, a *webinar.Account, f domain.WebinarFace) {
		e, err := a.Event(t.Context(), w.event)
		must(t, err)
		now := w.clock.Now()
		want := domain.WebinarEvent{
			ID: w.event, Name: "Лекция", Description: "О магазинах", PictureURL: "https://cdn.example/1.png",
			StartsAt: now.Add(-time.Hour), EndsAt: now.Add(time.Hour),
			Sessions: []domain.EventSession{{
				ID: w.session, Name: "Лекция", Status: domain.EventRunning, StartsAt: now.Add(-time.Hour), EndsAt: now.Add(time.Hour),
			}},
			PublicURL: fmt.Sprintf("%s/100500/%d/stream-new/%d", w.URL, w.event, w.session),
		}
		if f == domain.WebinarUserAPI {
			want.Organization, want.PublicURL = school, fmt.Sprintf("%s/j/100500/%d", w.URL, w.event)
		}
		if diff := cmp.Diff(want, e); diff != "" {
			t.Error(diff)
		}
		_, err = a.Event(t.Context(), 424242)
		wantKind(t, err, domain.KindNotFound, "Event not found")
	})
}

func TestAnEventWithoutPictureAndSessionsIsOne(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		bare := w.AddEvent(sim.Event{Organization: school, Name: "Черновик", StartsAt: w.clock.Now().Add(time.Hour)})
		e, err := a.Event(t.Context(), bare.ID)
		must(t, err)
		if e.Name != "Черновик" || e.PictureURL != "" || len(e.Sessions) != 0 || !e.EndsAt.IsZero() {
			t.Errorf("%+v", e)
		}
		events, _, err := a.Schedule(t.Context(), school, w.clock.Now(), 1)
		must(t, err)
		if len(events) != 3 {
			t.Errorf("%d events, want 3", len(events))
		}
	})
}

func TestStartAndStopGoOneWayOnly(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		wantKind(t, a.Stop(t.Context(), w.planned), domain.KindConflict, "")
		must(t, a.Start(t.Context(), w.planned))
		must(t, a.Start(t.Context(), w.planned)) // it is on air already
		status, err := a.Status(t.Context(), 0, w.planned)
		if must(t, err); status != domain.EventRunning {
			t.Error(status)
		}
		must(t, a.Stop(t.Context(), w.session))
		must(t, a.Stop(t.Context(), w.session))
		wantKind(t, a.Start(t.Context(), w.session), domain.KindConflict, "")
		status, err = a.Status(t.Context(), w.event, w.session)
		if must(t, err); status != domain.EventOver {
			t.Error(status)
		}
		wantKind(t, a.Start(t.Context(), 424242), domain.KindNotFound, "")
		_, err = a.Status(t.Context(), 0, 424242)
		wantKind(t, err, domain.KindNotFound, "")
		changed := 0
		for _, e := range w.Effects() {
			if e.Changed {
				changed++
			}
		}
		if changed != 2 {
			t.Errorf("%d effects, want 2", changed)
		}
	})
}

func TestPremoderationTakesItsTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{PremoderationDelay: 7 * time.Second})
	a := w.account(t, domain.WebinarCookie)
	sees := func(want bool) {
		t.Helper()
		on, err := a.Premoderation(t.Context(), w.session)
		if must(t, err); on != want {
			t.Errorf("premoderation is %v, want %v", on, want)
		}
	}
	sees(true)
	must(t, a.SetPremoderation(t.Context(), w.session, false))
	sees(true)
	waits := w.say(t, "А", "ещё ждёт")
	w.clock.Advance(7 * time.Second)
	sees(false)
	shown := w.say(t, "А", "сразу видно")
	if w.Message(w.session, waits).Approved || !w.Message(w.session, shown).Approved {
		t.Errorf("%+v", w.Messages(w.session))
	}
	must(t, a.SetPremoderation(t.Context(), w.session, true))
	w.clock.Advance(7 * time.Second)
	sees(true) // the platform says "True", a string
	on, err := a.Premoderation(t.Context(), w.planned)
	if must(t, err); on { // nobody has set it: a boolean
		t.Error("premoderation of a new session is on")
	}
}

func TestATokenCannotSwitchPremoderation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarUserAPI)
	_, err := a.Premoderation(t.Context(), w.session)
	for _, err := range []error{err, a.SetPremoderation(t.Context(), w.session, true)} {
		if wantKind(t, err, domain.KindRejected, ""); asDomain(err).Key != "error.webinar_face" {
			t.Error(err)
		}
	}
	if len(w.Calls()) != 0 {
		t.Error("the platform was asked")
	}
}

func TestAnAccountReachesNoOthersEvent(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, f domain.WebinarFace) {
		foreign := w.AddEvent(sim.Event{Organization: 5, Name: "Чужая", Sessions: []sim.Session{{}}})
		want := domain.KindNotFound
		if f == domain.WebinarCookie {
			want = domain.KindForbidden
		}
		for range 5 {
			_, err := a.Event(t.Context(), foreign.ID)
			wantKind(t, err, want, "")
		}
		wantKind(t, a.Start(t.Context(), foreign.Sessions[0].ID), want, "")
		if n := w.Counts()["cookie POST /login"].Calls; n > 2 {
			t.Errorf("%d logins: a lacking right is no reason to log in again and again", n)
		}
	})
}

func TestCallsAreCountedByOutcome(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	heard := make(chan string, 20)
	a := w.account(t, domain.WebinarUserAPI, func(o *webinar.Options) {
		o.Observe = func(method, outcome string, took time.Duration) {
			if took <= 0 {
				t.Error("no time was taken")
			}
			heard <- method + " " + outcome
		}
	})
	_, err := a.Event(t.Context(), w.event)
	must(t, err)
	_, err = a.Event(t.Context(), 424242)
	wantKind(t, err, domain.KindNotFound, "")
	close(heard)
	var all []string
	for h := range heard {
		all = append(all, h)
	}
	if got := strings.Join(all, ", "); got != "event ok, event not found" {
		t.Error(got)
	}
}
