// Package telegram is the wire layer to Telegram's Bot API: it speaks domain types on one side and HTTP on the other.
//
// It stands on go-telegram-bot-api/v5, and no other package may import that library. The library is taken for its envelope
// and parameters only: requests, deadlines, connections, errors and incoming updates are our own, because v5.5.1 sends null
// parameters, knows no context, puts the token into errors and lets one bad update block the rest.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"frontdesk/internal/redact"
)

// DefaultAPIURL is Telegram's own server.
const DefaultAPIURL = "https://api.telegram.org"

const (
	defaultHTTPTimeout = 30 * time.Second
	defaultMaxConns    = 32
	urgentConns        = 8
	dialTimeout        = 10 * time.Second
	// idleTimeout is shorter than servers' usual keep-alive of a minute or more, so that a call seldom meets a connection
	// that the other side has just closed.
	idleTimeout = 45 * time.Second
)

// Options say which bot to speak for and how.
type Options struct {
	// Token is what @BotFather gave: "<bot id>:<secret>".
	Token string
	// APIURL is the server, without a path of the bot ("https://api.telegram.org", or a local Bot API server). Empty means
	// DefaultAPIURL.
	APIURL string
	// HTTPTimeout is how long one call may take, the long poll excepted. Zero means 30 s.
	HTTPTimeout time.Duration
	// ProviderToken is the payment provider's, for invoices in other money than Stars; empty when there is none.
	ProviderToken string
	// MaxConns is how many calls may be on their way at once beside the long poll; others wait for their turn within their
	// own deadline. Zero means 32.
	MaxConns int
	// Dial makes connections; nil is the machine's network.
	Dial Dial
	// Time is called when a call begins; what it gives hears the server's time, to the second, when an answer has come. Nil
	// hears nothing.
	Time func() (heard func(server time.Time))
	// Observe hears of every call: its method, how long it took, and its error. Nil hears nothing. It must be quick.
	Observe func(method string, took time.Duration, err error)
}

// Client calls the Bot API for one bot. It keeps no state but its connections and may be used from many goroutines.
//
// The token lives in a closure and not in a field, so that no way of printing a Client shows it.
type Client struct {
	id      int64
	timeout time.Duration
	wire    wire
	urgent  wire // for what must not wait for a free connection: polling, and the answer before a payment
	address func(method string) *url.URL
	// headers are those of every call, repeatable those of calls that may have their effect twice. Nobody changes them.
	headers, repeatable http.Header

	hide func(string) string // takes the tokens out of a text
	// provider gives the payment provider's token, kept like the bot's.
	provider func() string
	observe  func(method string, took time.Duration, err error)
	time     func() (heard func(server time.Time))
}

// New makes a client without touching the network. It refuses a token or an address of the wrong shape, and repeats neither
// the token nor a secret part of the address in the error.
func New(o Options) (*Client, error) {
	if !redact.IsBotToken(o.Token) {
		return nil, errors.New(`telegram: the token does not look like one of @BotFather ("<digits>:<35 letters, digits, _ or ->"); copy it again`)
	}
	number, secret, _ := strings.Cut(o.Token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id <= 0 {
		return nil, errors.New("telegram: the token does not begin with a bot's number; copy it again from @BotFather")
	}
	server, err := serverOf(o.APIURL)
	if err != nil {
		return nil, err
	}
	if o.HTTPTimeout <= 0 {
		o.HTTPTimeout = defaultHTTPTimeout
	}
	if o.MaxConns <= 0 {
		o.MaxConns = defaultMaxConns
	}
	token, provider := o.Token, o.ProviderToken
	if o.Dial == nil {
		o.Dial = (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext
	}
	if o.Time == nil {
		o.Time = func() func(time.Time) { return func(time.Time) {} }
	}
	if o.Observe == nil {
		o.Observe = func(string, time.Duration, error) {}
	}
	return &Client{
		id:         id,
		timeout:    o.HTTPTimeout,
		observe:    o.Observe,
		time:       o.Time,
		wire:       newWire(server, o.MaxConns, o.Dial),
		urgent:     newWire(server, urgentConns, o.Dial),
		headers:    headersOf(false),
		repeatable: headersOf(true),
		address:    func(method string) *url.URL { return addressOf(server, "/bot"+token+"/"+method) },
		hide:       func(s string) string { return hideAll(s, secret, provider) },
		provider:   func() string { return provider },
	}, nil
}

// BotID is the bot's own Telegram id: the number before the colon of its token.
func (c *Client) BotID() int64 { return c.id }

// CloseIdleConnections lets go of the connections that no call uses, for a tidy end.
func (c *Client) CloseIdleConnections() {
	c.wire.CloseIdleConnections()
	c.urgent.CloseIdleConnections()
}

func hideAll(s string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			s = redact.Secret(s, secret)
		}
	}
	return s
}

// addressOf is a path, of characters that need no escaping, below the server's.
func addressOf(server *url.URL, path string) *url.URL {
	u := *server
	u.Path += path
	if u.RawPath != "" {
		u.RawPath += path
	}
	return &u
}

// serverOf reads the server's address.
func serverOf(apiURL string) (*url.URL, error) {
	if apiURL == "" {
		apiURL = DefaultAPIURL
	}
	u, err := url.Parse(strings.TrimRight(apiURL, "/"))
	switch {
	case err != nil: // the parser's text repeats the whole address, which may hold a secret
		return nil, errors.New("telegram: the API address is not an address; write it as " + DefaultAPIURL)
	case (u.Scheme != "http" && u.Scheme != "https") || u.Host == "":
		return nil, fmt.Errorf("telegram: the API address %q needs http:// or https:// and a host, as in %s", redact.Text(apiURL), DefaultAPIURL)
	case u.User != nil:
		return nil, errors.New("telegram: the API address must not hold a user or password")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, errors.New(`telegram: the API address must end with its path, without "?" or "#"`)
	case strings.Contains(u.Path, "/bot") && strings.Contains(u.Path, ":"):
		return nil, errors.New("telegram: the API address must not hold the token; write it as " + DefaultAPIURL)
	}
	return u, nil
}

// withDeadline gives a call its own deadline. A caller's earlier one stands.
func withDeadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, d, errNoAnswer{d})
}

// errNoAnswer is our own deadline, in words.
type errNoAnswer struct{ after time.Duration }

func (e errNoAnswer) Error() string { return "no answer within " + e.after.String() }

func (errNoAnswer) Is(target error) bool { return target == context.DeadlineExceeded }
