package webinar_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/platforms/webinar"
	"frontdesk/platforms/webinar/sim"
)

// methods are all that an account can do, by name.
func methods(w *world) map[string]func(context.Context, *webinar.Account) error {
	return map[string]func(context.Context, *webinar.Account) error{
		"profile": func(ctx context.Context, a *webinar.Account) error { _, err := a.Profile(ctx); return err },
		"schedule": func(ctx context.Context, a *webinar.Account) error {
			_, _, err := a.Schedule(ctx, school, w.clock.Now(), 1)
			return err
		},
		"event": func(ctx context.Context, a *webinar.Account) error { _, err := a.Event(ctx, w.event); return err },
		"start": func(ctx context.Context, a *webinar.Account) error { return a.Start(ctx, w.planned) },
		"stop":  func(ctx context.Context, a *webinar.Account) error { return a.Stop(ctx, w.session) },
		"status": func(ctx context.Context, a *webinar.Account) error {
			_, err := a.Status(ctx, w.event, w.session)
			return err
		},
		"chat": func(ctx context.Context, a *webinar.Account) error { _, _, err := a.Chat(ctx, w.session); return err },
		"approve": func(ctx context.Context, a *webinar.Account) error {
			return a.Approve(ctx, w.session, w.Messages(w.session)[0].ID)
		},
		"unapprove": func(ctx context.Context, a *webinar.Account) error {
			return a.Unapprove(ctx, w.session, w.Messages(w.session)[0].ID)
		},
		"delete": func(ctx context.Context, a *webinar.Account) error {
			return a.Delete(ctx, w.session, w.Messages(w.session)[0].ID)
		},
		"premoderation": func(ctx context.Context, a *webinar.Account) error {
			_, err := a.Premoderation(ctx, w.session)
			return err
		},
		"set premoderation": func(ctx context.Context, a *webinar.Account) error {
			return a.SetPremoderation(ctx, w.session, false)
		},
	}
}

// Every method meets every fault: it fails with the right kind, has no effect that it was not to have, shows no secret, and
// works again afterwards.
func TestEveryMethodMeetsEveryFault(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault sim.Fault
		kind  domain.Kind
		code  string
	}{
		"500":     {sim.Fault{Code: 500, Message: "ERROR_INTERNAL"}, domain.KindUnavailable, "ERROR_INTERNAL"},
		"502":     {sim.Fault{Code: 502, Body: "<html>Bad Gateway</html>"}, domain.KindUnavailable, "HTML"},
		"html":    {sim.Fault{Body: sim.MaintenancePage}, domain.KindUnavailable, "HTML"},
		"cut":     {sim.Fault{Cut: sim.CutBefore}, domain.KindUnavailable, "NETWORK"},
		"429":     {sim.Fault{Code: 429, RetryAfter: 7}, domain.KindRateLimited, "Too Many Requests"},
		"400":     {sim.Fault{Code: 400, Message: "ERROR_BLANK"}, domain.KindRejected, "ERROR_BLANK"},
		"409":     {sim.Fault{Code: 409, Message: "Event session is not started"}, domain.KindConflict, "Event session is not started"},
		"silence": {sim.Fault{Delay: 30 * time.Second}, domain.KindUnavailable, "TIMEOUT"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, _ *webinar.Account, f domain.WebinarFace) {
				w.say(t, "А", "1")
				patience := 10 * time.Second
				if name == "silence" {
					patience = 40 * time.Millisecond
				}
				c := w.client(t, func(o *webinar.Options) { o.Timeout = patience })
				_, session, err := w.client(t).SignIn(t.Context(), credentials(f))
				must(t, err)
				for method, act := range methods(w) {
					if f == domain.WebinarUserAPI && strings.Contains(method, "premoderation") {
						continue
					}
					w.Inject(tc.fault)
					err := act(t.Context(), c.Account(credentials(f), session, nil))
					e := asDomain(err)
					if e == nil || e.Kind != tc.kind || e.Params["Code"] != tc.code || e.Key == "" {
						t.Errorf("%s: %s", method, describe(err))
					} else if tc.kind == domain.KindRateLimited && e.RetryAfter != 7*time.Second {
						t.Errorf("%s: wait %v", method, e.RetryAfter)
					}
					holdsNoSecret(t, method, describe(err), session)
					w.Heal()
				}
				if effects := w.Effects(); len(effects) != 0 {
					t.Errorf("there were effects: %+v", effects)
				}
				patient := w.client(t).Account(credentials(f), session, nil)
				for method, act := range methods(w) {
					if err := act(t.Context(), patient); err != nil && method != "approve" && method != "unapprove" && domain.KindOf(err) != domain.KindRejected {
						t.Errorf("%s afterwards: %s", method, describe(err))
					}
				}
			})
		})
	}
}

func holdsNoSecret(t *testing.T, what, text string, s domain.WebinarSession) {
	t.Helper()
	for _, secret := range []string{password, "Tr0ub4dor", token, s.Cookie} {
		if secret != "" && strings.Contains(text, secret) {
			t.Errorf("%s shows a secret: %s", what, text)
		}
	}
}

func TestReadingIsTriedTwiceAndChangingOnce(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, f domain.WebinarFace) {
		id := w.say(t, "А", "1")
		_, err := a.Event(t.Context(), w.event) // signed in
		must(t, err)
		w.Fail("/event", 1, 500)
		_, err = a.Event(t.Context(), w.event)
		must(t, err)
		w.CutConnections("chat", 1)
		_, _, err = a.Chat(t.Context(), w.session)
		must(t, err)
		w.Fail("moderate", 1, 500)
		wantKind(t, a.Approve(t.Context(), w.session, id), domain.KindUnavailable, "Internal Server Error")
		if n := w.Counts()[string(f)+" PUT /eventsessions/{id}/chat/messages/moderate"].Calls; n != 1 {
			t.Errorf("%d calls to moderate, want 1", n)
		}
	})
}

func TestALostAnswerToStartIsLookedInto(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		w.LoseAnswers("/start", 1)
		must(t, a.Start(t.Context(), w.planned))
		w.Fail("/stop", 1, 500)
		wantKind(t, a.Stop(t.Context(), w.planned), domain.KindUnavailable, "")
		if status := w.Status(w.planned); status != sim.StatusRunning {
			t.Error(status)
		}
		must(t, a.Stop(t.Context(), w.planned))
	})
}

func TestALostAnswerToADecisionMayBeRepeated(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		id := w.say(t, "А", "1")
		for _, act := range []func(context.Context, int64, ...int64) error{a.Approve, a.Delete} {
			w.LoseAnswers("chat", 1)
			wantKind(t, act(t.Context(), w.session, id), domain.KindUnavailable, "NETWORK")
			must(t, act(t.Context(), w.session, id))
		}
		changed := 0
		for _, e := range w.Effects() {
			if e.Changed {
				changed++
			}
		}
		if changed != 2 {
			t.Errorf("%d changes, want 2", changed)
		}
	})
}

func TestWhoGivesUpIsToldSo(t *testing.T) {
	t.Parallel()
	onBothFaces(t, sim.Options{}, func(t *testing.T, w *world, a *webinar.Account, _ domain.WebinarFace) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _, err := a.Chat(ctx, w.session)
		wantKind(t, err, domain.KindUnavailable, "CANCELLED")
	})
}

func TestAnAccountHasItsLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{PerSecond: 3})
	a := w.account(t, domain.WebinarUserAPI)
	for range 3 {
		_, err := a.Event(t.Context(), w.event)
		must(t, err)
	}
	_, err := a.Event(t.Context(), w.event)
	if wantKind(t, err, domain.KindRateLimited, ""); asDomain(err).RetryAfter != time.Second {
		t.Error(asDomain(err).RetryAfter)
	}
	w.clock.Advance(time.Second)
	_, err = a.Event(t.Context(), w.event)
	must(t, err)
}

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	c := w.client(t)
	for _, f := range []domain.WebinarFace{domain.WebinarCookie, domain.WebinarUserAPI} {
		creds := credentials(f)
		_, session, err := c.SignIn(t.Context(), creds)
		must(t, err)
		a := c.Account(creds, session, nil)
		type holder struct {
			Creds   domain.WebinarCredentials
			Session domain.WebinarSession
			Account *webinar.Account
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%T"} {
			holdsNoSecret(t, verb, fmt.Sprintf(verb, holder{creds, session, a}), session)
			holdsNoSecret(t, verb, fmt.Sprintf(verb, a), session)
			holdsNoSecret(t, verb, fmt.Sprintf(verb, c), session)
		}
		var log bytes.Buffer
		l := zerolog.New(&log)
		l.Info().Any("creds", creds).Any("session", &session).Any("holder", holder{creds, session, a}).Send()
		holdsNoSecret(t, "a log", log.String(), session)
		for _, v := range []any{creds, session} {
			if written, err := json.Marshal(v); err == nil {
				t.Errorf("%s was written as JSON", written)
			}
		}
	}
	// A platform that repeats what it was sent.
	w.Inject(sim.Fault{Route: "login", Code: 400, Message: "no user with " + password + " or " + email})
	_, _, err := c.SignIn(t.Context(), credentials(domain.WebinarCookie))
	holdsNoSecret(t, "an echo", describe(err), domain.WebinarSession{})
	for _, call := range w.Calls() {
		holdsNoSecret(t, "the simulator's record", fmt.Sprintf("%+v", call), domain.WebinarSession{})
	}
}
