// Package webinar is the wire layer to Webinar.ru, now MTS Link: it speaks domain types on one side and HTTP on the other.
//
// The platform has two faces. The cookie face is what its own pages use: unofficial, known from public clients that called it
// in 2021 (Krasnopolskiy/WebinarStreamkit). UserAPI v3 is official and documented at help.mts-link.ru. Their addresses, verbs
// and defaults differ and are never mixed; an Account hides which one it is.
//
// What both have in common is distrust: answers are decoded leniently (numbers as strings, missing parts, several forms of
// time and truth), what is sent is exactly what was seen to work.
package webinar

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/redact"
)

// Where the platform answers.
const (
	DefaultCookieURL  = "https://events.webinar.ru/api"
	DefaultUserAPIURL = "https://userapi.mts-link.ru/v3"
	// DefaultPageURL is where people watch events that UserAPI tells of.
	DefaultPageURL = "https://my.mts-link.ru"
)

const (
	defaultTimeout    = 10 * time.Second
	defaultRetryPause = 200 * time.Millisecond
	defaultMaxConns   = 16
	defaultChatLimit  = 100
	dialTimeout       = 5 * time.Second
	idleTimeout       = 45 * time.Second
)

// Options say where the platform is and how patient to be. The zero value is the real platform.
type Options struct {
	// CookieURL is the base of the cookie face; empty means DefaultCookieURL. Its host is also that of the events' pages.
	CookieURL string
	// UserAPIURL is the base of UserAPI; empty means DefaultUserAPIURL.
	UserAPIURL string
	// PageURL is the site of the events' pages for accounts with a token; empty means DefaultPageURL.
	PageURL string
	// Timeout is how long one call may take, its second try included. Zero means 10 s.
	Timeout time.Duration
	// RetryPause is the wait before a reading call is tried a second time. Zero means 200 ms.
	RetryPause time.Duration
	// MaxConns is how many calls may be on their way to one host at once. Zero means 16.
	MaxConns int
	// ChatLimit is how many messages UserAPI is asked for in one call. Zero means 100, its documented default.
	ChatLimit int
	// Clock tells the age of sessions; nil is the system's. Deadlines go by real time.
	Clock clock.Clock
	// Observe hears of every call: what it does ("chat", "start", …; a few fixed words), how it ended ("ok" or the kind of
	// the error), and how long it took. Nil hears nothing. It must be quick and may be called from many goroutines.
	Observe func(method, outcome string, took time.Duration)
}

// Client calls the platform. It knows no account; its connections are all that it keeps, and it may be used from many
// goroutines.
type Client struct {
	cookieURL  string
	userAPIURL string
	cookiePage string // the site of the cookie face's pages
	page       string // the site of UserAPI's pages
	timeout    time.Duration
	retryPause time.Duration
	chatLimit  int
	http       *http.Client
	clock      clock.Clock
	observe    func(method, outcome string, took time.Duration)
}

// New makes a client without touching the network. It refuses an address of the wrong shape, and repeats no secret part of it.
func New(o Options) (*Client, error) {
	c := &Client{
		timeout: orDefault(o.Timeout, defaultTimeout), retryPause: orDefault(o.RetryPause, defaultRetryPause),
		chatLimit: orDefault(o.ChatLimit, defaultChatLimit), clock: o.Clock, observe: o.Observe,
		http: newHTTPClient(orDefault(o.MaxConns, defaultMaxConns)),
	}
	if c.clock == nil {
		c.clock = clock.System()
	}
	if c.observe == nil {
		c.observe = func(string, string, time.Duration) {}
	}
	for _, a := range []struct {
		to              *string
		value, standard string
	}{
		{&c.cookieURL, o.CookieURL, DefaultCookieURL},
		{&c.userAPIURL, o.UserAPIURL, DefaultUserAPIURL},
		{&c.page, o.PageURL, DefaultPageURL},
	} {
		var err error
		if *a.to, err = addressOf(a.value, a.standard); err != nil {
			return nil, err
		}
	}
	c.cookiePage = strings.TrimSuffix(c.cookieURL, "/api")
	return c, nil
}

func orDefault[T ~int | ~int64](value, standard T) T {
	if value <= 0 {
		return standard
	}
	return value
}

// addressOf checks a base address and takes the slash off its end.
func addressOf(value, standard string) (string, error) {
	if value == "" {
		return standard, nil
	}
	u, err := url.Parse(strings.TrimRight(value, "/"))
	switch {
	case err != nil: // the parser's text repeats the whole address, which may hold a secret
		return "", errors.New("webinar: the address is not an address; write it as " + standard)
	case (u.Scheme != "http" && u.Scheme != "https") || u.Host == "":
		return "", fmt.Errorf("webinar: the address %q needs http:// or https:// and a host, as in %s", redact.Text(value), standard)
	case u.User != nil:
		return "", errors.New("webinar: the address must not hold a user or password; write it as " + standard)
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "", errors.New(`webinar: the address must end with its path, without "?" or "#", as in ` + standard)
	}
	return u.String(), nil
}

// newHTTPClient makes a client for a few hosts. Redirects are not followed: a request carries a cookie, token or password,
// and nobody who sends us elsewhere should get it.
func newHTTPClient(maxConns int) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:    dialTimeout,
			MaxIdleConns:           2 * maxConns,
			MaxIdleConnsPerHost:    maxConns,
			MaxConnsPerHost:        maxConns,
			IdleConnTimeout:        idleTimeout,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// CloseIdleConnections lets go of the connections that no call uses, for a tidy end.
func (c *Client) CloseIdleConnections() { c.http.CloseIdleConnections() }

// SignIn proves credentials against the platform and tells whose they are. With a password it logs in and gives the session;
// a token is proved by reading the schedule, which is what it is for, and has no session. A token's profile has always
// exactly one organization.
//
// KindInvalid: something is missing in the credentials. KindUnauthorized: the platform does not take them; Params["Code"] is
// what it said ("ERROR_WRONG_CREDENTIALS"). Else as every method of Account.
func (c *Client) SignIn(ctx context.Context, creds domain.WebinarCredentials) (domain.WebinarProfile, domain.WebinarSession, error) {
	if !creds.Complete() {
		return domain.WebinarProfile{}, domain.WebinarSession{}, incomplete()
	}
	if creds.Face == domain.WebinarUserAPI {
		p, err := newUserAPIFace(c, creds).profile(ctx)
		if kind := domain.KindOf(err); err != nil && (kind == domain.KindForbidden || kind == domain.KindUnauthorized) {
			err = asCredentials(err) // 403 is a token that was switched off, or one without the right to read
		}
		return p, domain.WebinarSession{}, err
	}
	face := newCookieFace(c, creds, domain.WebinarSession{}, nil)
	p, err := face.profile(ctx)
	if err != nil {
		return domain.WebinarProfile{}, domain.WebinarSession{}, err
	}
	return p, face.current(), nil
}

// Account makes a handle of one account. Make one for each account and share it: its logins are one at a time. session is
// what an earlier login brought, zero when there is none; onSession hears of each new one, in the middle of the call that
// needed it, so that it can be kept. It may be nil, and must not call the account.
//
// Nothing is asked of the platform before the first method is called; credentials that are not complete fail there.
func (c *Client) Account(creds domain.WebinarCredentials, session domain.WebinarSession, onSession func(domain.WebinarSession)) *Account {
	if creds.Face == domain.WebinarUserAPI {
		return &Account{face: newUserAPIFace(c, creds)}
	}
	return &Account{face: newCookieFace(c, creds, session, onSession)}
}
