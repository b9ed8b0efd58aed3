package webinar

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"frontdesk/domain"
)

const (
	// sessionLife is after how long a session is renewed unasked. The true life of a session is not known; a public client
	// has lived well with a week.
	sessionLife = 7 * 24 * time.Hour
	// After a login that a refused session led to, the next one has to wait: a platform that refuses for other reasons must
	// not see a login with every poll. When the login did not help, longer.
	pauseAfterLogin   = time.Minute
	pauseAfterUseless = 10 * time.Minute
	// cookieName and maxCookie: the cookie's value was seen to have 32 characters.
	cookieName = "sessionId"
	maxCookie  = 1024
)

// cookieFace is an account with e-mail and password. Its secrets live behind functions and not in fields, so that no way of
// printing it shows them.
type cookieFace struct {
	client  *Client
	secrets func() domain.WebinarCredentials
	renewed func(domain.WebinarSession)
	turn    chan struct{} // holds a token while somebody logs in

	mu          sync.Mutex
	session     domain.WebinarSession
	nextRenewal time.Time // no login because of a refused session before it
	useless     bool      // the last such login did not help
	refusal     error     // the platform does not take the credentials; asked again after nextTry
	nextTry     time.Time
}

func newCookieFace(c *Client, creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) *cookieFace {
	if onSession == nil {
		onSession = func(domain.WebinarSession) {}
	}
	return &cookieFace{
		client: c, secrets: func() domain.WebinarCredentials { return creds }, renewed: onSession,
		turn: make(chan struct{}, 1), session: session,
	}
}

// current is the newest session.
func (f *cookieFace) current() domain.WebinarSession {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.session
}

// call makes a request with the session. When the platform refuses the session, it logs in once and repeats the request,
// which has had no effect.
func (f *cookieFace) call(ctx context.Context, name, method, path string, form url.Values) (answer, error) {
	s, err := f.live(ctx)
	if err != nil {
		return answer{}, err
	}
	r := request{name: name, method: method, url: f.client.cookieURL + path, form: form}
	a, err := f.client.do(ctx, f.with(s, r))
	if !authRefused(err) {
		return a, err
	}
	fresh, loggedIn, problem := f.renew(ctx, s, true)
	if problem != nil {
		return answer{}, problem
	}
	if fresh.Cookie == s.Cookie { // not the time for another login
		return a, f.stillRefused(err)
	}
	a, err = f.client.do(ctx, f.with(fresh, r))
	if loggedIn {
		f.helped(!authRefused(err))
	}
	return a, f.stillRefused(err)
}

// helped notes what a login that a refused session led to was good for.
func (f *cookieFace) helped(yes bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.useless = !yes; f.useless {
		f.nextRenewal = f.client.clock.Now().Add(pauseAfterUseless)
	}
}

// stillRefused words a refusal of the session when there is no other login to be tried. The credentials are not to blame: the
// platform took them. After a login that did not help it is the account's right that is lacking, else the session's, and
// later may do.
func (f *cookieFace) stillRefused(err error) error {
	var e *domain.Error
	if !authRefused(err) || !errors.As(err, &e) {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.useless {
		return &domain.Error{Kind: domain.KindForbidden, Key: "error.webinar_forbidden", Params: e.Params, Err: e.Err}
	}
	return &domain.Error{Kind: domain.KindUnavailable, Key: "error.webinar_away", Params: e.Params, Err: e.Err}
}

// with gives a request the session's cookie, and hides what must not be told.
func (f *cookieFace) with(s domain.WebinarSession, r request) request {
	r.header = http.Header{"Cookie": {cookieName + "=" + s.Cookie}}
	r.hide = hider(func() []string { return []string{s.Cookie, f.secrets().Password} })
	return r
}

// live gives a session to work with: the one there is while it is young enough, else a new one.
func (f *cookieFace) live(ctx context.Context) (domain.WebinarSession, error) {
	s := f.current()
	if f.young(s) {
		return s, nil
	}
	s, _, err := f.renew(ctx, s, false)
	return s, err
}

func (f *cookieFace) young(s domain.WebinarSession) bool {
	return s.Cookie != "" && f.client.clock.Now().Sub(s.At) < sessionLife
}

// renew logs in in the place of a stale session, unless somebody else has done so. One login goes on at a time; the others
// wait for it. With refused set, the platform has refused the stale session: the same is given back when it is too early for
// another login.
func (f *cookieFace) renew(ctx context.Context, stale domain.WebinarSession, refused bool) (s domain.WebinarSession, loggedIn bool, err error) {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return s, false, away(&failed{call: "login", code: codeCancelled, cause: ctx.Err()})
	}
	now := f.client.clock.Now()
	f.mu.Lock()
	s, early, known := f.session, now.Before(f.nextRenewal), f.refusal
	if known != nil && !now.Before(f.nextTry) {
		known = nil
	}
	f.mu.Unlock()
	switch {
	case s.Cookie != stale.Cookie && f.young(s):
		return s, false, nil
	case known != nil:
		return s, false, known
	case refused && early:
		return stale, false, nil
	}
	s, err = f.login(ctx, s.UserID)
	f.mu.Lock()
	if err == nil {
		f.session, f.refusal = s, nil
		if refused {
			f.nextRenewal = now.Add(pauseAfterLogin)
		}
	} else if domain.KindOf(err) == domain.KindUnauthorized {
		f.refusal, f.nextTry = err, now.Add(pauseAfterLogin) // asking again and again would lock the person out
	}
	f.mu.Unlock()
	if err == nil {
		f.renewed(s)
	}
	return s, err == nil, err
}

// login proves the credentials and brings a session. user is who it was before, 0 when not known.
func (f *cookieFace) login(ctx context.Context, user int64) (domain.WebinarSession, error) {
	creds := f.secrets()
	if creds.Face != domain.WebinarCookie || !creds.Complete() {
		return domain.WebinarSession{}, incomplete()
	}
	a, err := f.client.do(ctx, request{
		name: "login", method: http.MethodPost, url: f.client.cookieURL + "/login",
		form: url.Values{"email": {creds.Email}, "password": {creds.Password}, "rememberMe": {"true"}},
		hide: hider(func() []string { return []string{creds.Password, creds.Email} }),
	})
	if err != nil {
		switch domain.KindOf(err) {
		case domain.KindUnavailable, domain.KindRateLimited, domain.KindInternal:
			return domain.WebinarSession{}, err
		}
		return domain.WebinarSession{}, asCredentials(err) // the status of a wrong password is not known: any refusal is one
	}
	var w wireUser
	_ = a.into(&w) // the cookie is what counts
	s := domain.WebinarSession{Cookie: cookieIn(a, string(w.SessionID)), UserID: user, At: f.client.clock.Now().UTC()}
	if s.Cookie == "" {
		return domain.WebinarSession{}, unreadable("login", errors.New("a login without its cookie"))
	}
	if s.UserID == 0 {
		s.UserID, err = f.whoIs(ctx, s)
	}
	return s, err
}

// cookieIn finds the session's cookie: in the header, else in the body, where a former client read it.
func cookieIn(a answer, inBody string) string {
	for _, c := range a.cookies {
		if c.Name == cookieName && usable(c.Value) {
			return c.Value
		}
	}
	if usable(inBody) {
		return inBody
	}
	return ""
}

// usable tells whether a value may stand in a Cookie header.
func usable(value string) bool {
	return value != "" && len(value) <= maxCookie && !strings.ContainsFunc(value, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`",;\`, r)
	})
}

// whoIs asks whose session it is.
func (f *cookieFace) whoIs(ctx context.Context, s domain.WebinarSession) (int64, error) {
	a, err := f.client.do(ctx, f.with(s, request{name: "who am I", method: http.MethodGet, url: f.client.cookieURL + "/login"}))
	if err != nil {
		return 0, err
	}
	var w wireUser
	if err := a.into(&w); err != nil {
		return 0, err
	}
	if w.ID <= 0 {
		return 0, unreadable("who am I", errors.New("a person without an id"))
	}
	return int64(w.ID), nil
}

// userID is the logged-in person's: known since the login, or asked for when the kept session did not have it.
func (f *cookieFace) userID(ctx context.Context) (int64, error) {
	s, err := f.live(ctx)
	if err != nil || s.UserID != 0 {
		return s.UserID, err
	}
	a, err := f.call(ctx, "who am I", http.MethodGet, "/login", nil)
	if err != nil {
		return 0, err
	}
	var w wireUser
	if err := a.into(&w); err != nil {
		return 0, err
	}
	return int64(w.ID), nil
}
