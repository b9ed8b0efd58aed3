package webinar_test

import (
	"sync"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
)

func (w *world) logins() int { return w.Counts()["cookie POST /login"].Calls }

func TestAnExpiredSessionIsRenewedOnce(t *testing.T) {
	t.Parallel()
	for _, code := range []int{401, 403} {
		w := newWorld(t, sim.Options{AuthCode: code})
		c := w.client(t)
		_, session, err := c.SignIn(t.Context(), credentials(domain.WebinarCookie))
		must(t, err)
		var kept []domain.WebinarSession
		a := c.Account(credentials(domain.WebinarCookie), session, func(s domain.WebinarSession) { kept = append(kept, s) })
		id := w.say(t, "А", "1")
		w.ExpireSessions() // in mid-event
		must(t, a.Approve(t.Context(), w.session, id))
		if w.logins() != 2 || len(kept) != 1 || kept[0].Cookie == session.Cookie || kept[0].UserID != 100500 {
			t.Errorf("code %d: %d logins, %d sessions told", code, w.logins(), len(kept))
		}
		if !w.Message(w.session, id).Approved {
			t.Error("the decision was lost")
		}
	}
}

func TestManyCallsShareOneLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarCookie)
	poll := func() {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, _, err := a.Chat(t.Context(), w.session); err != nil {
					t.Error(describe(err))
				}
			})
		}
		all.Wait()
	}
	poll()
	if w.logins() != 1 {
		t.Errorf("%d logins at the start, want 1", w.logins())
	}
	w.ExpireSessions()
	poll()
	if w.logins() != 2 {
		t.Errorf("%d logins after the session expired, want 2", w.logins())
	}
}

func TestAWeekOldSessionIsRenewedUnasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarCookie)
	for range 2 {
		_, _, err := a.Chat(t.Context(), w.session)
		must(t, err)
		w.clock.Advance(7 * 24 * time.Hour)
	}
	if w.logins() != 2 || w.Counts()["cookie GET /eventsessions/{id}/chat"].Failed != 0 {
		t.Errorf("%d logins, %+v", w.logins(), w.Counts())
	}
}

func TestAChangedPasswordIsNotTriedWithEveryPoll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarCookie)
	_, _, err := a.Chat(t.Context(), w.session)
	must(t, err)
	w.SetPassword(email, "another")
	w.ExpireSessions()
	before := w.logins()
	for range 30 {
		_, _, err = a.Chat(t.Context(), w.session)
		wantKind(t, err, domain.KindUnauthorized, "ERROR_WRONG_CREDENTIALS")
		w.clock.Advance(time.Second)
	}
	if n := w.logins() - before; n != 1 {
		t.Errorf("%d logins with a wrong password in 30 s: that locks people out", n)
	}
	w.SetPassword(email, password)
	w.clock.Advance(time.Minute)
	_, _, err = a.Chat(t.Context(), w.session)
	must(t, err)
}

func TestARefusalThatNoLoginCuresIsNotMetWithLogins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarCookie)
	w.Inject(sim.Fault{Route: "chat", Code: 401, Message: "ERROR_NOT_AUTHORIZED"})
	for range 20 {
		_, _, err := a.Chat(t.Context(), w.session)
		wantKind(t, err, domain.KindForbidden, "ERROR_NOT_AUTHORIZED")
		w.clock.Advance(10 * time.Second)
	}
	if w.logins() != 2 {
		t.Errorf("%d logins, want the first and one try", w.logins())
	}
}

func TestASessionLostTwiceInAMinuteIsTemporary(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarCookie)
	for range 2 {
		w.ExpireSessions()
		_, err := a.Event(t.Context(), w.event)
		must(t, err)
	}
	w.ExpireSessions()
	_, err := a.Event(t.Context(), w.event)
	wantKind(t, err, domain.KindUnavailable, "ERROR_NOT_AUTHORIZED")
	w.clock.Advance(time.Minute)
	_, err = a.Event(t.Context(), w.event)
	must(t, err)
}

func TestARevokedTokenIsToldAsSuch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sim.Options{})
	a := w.account(t, domain.WebinarUserAPI)
	w.RevokeToken(token)
	_, _, err := a.Chat(t.Context(), w.session)
	wantKind(t, err, domain.KindUnauthorized, "A Token was not found in the TokenStorage.")
}
