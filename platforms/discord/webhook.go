package discord

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"frontdesk/domain"
)

// Why an address is refused. Both come with domain.KindInvalid.
var (
	// ErrNotWebhook is an address that is none of a Discord webhook.
	ErrNotWebhook = errors.New("not the address of a webhook (https://discord.com/api/webhooks/NUMBER/TOKEN)")
	// ErrHost is an address of a host that is not among the allowed ones.
	ErrHost = errors.New("the host is not among the allowed ones (FRONTDESK_DISCORD_HOSTS)")
)

// apiVersion is pinned: without one, Discord picks a default that moves (discord-api-docs, reference).
const apiVersion = "v10"

// DefaultHosts are Discord's own: the stable client's, and those of its two test channels.
func DefaultHosts() []string { return []string{"discord.com", "canary.discord.com", "ptb.discord.com"} }

// Webhook is the checked address of one webhook. Printing it shows the host and the number, never the token.
type Webhook struct {
	ID     string // the webhook's number, for logs and lists
	Host   string // "discord.com", with its port where it has one
	Thread string // the thread that messages go to; empty for the channel itself

	base  string        // "https://discord.com"
	token func() string // a closure, so that no way of printing shows it
}

// String is the address without its secret.
func (w Webhook) String() string { return w.base + "/api/webhooks/" + w.ID + "/***" }

// GoString is String, for %#v.
func (w Webhook) GoString() string { return w.String() }

// URL is the whole address in its one canonical form, secret included: to be sealed and stored, never to be printed.
func (w Webhook) URL() string {
	u := w.base + "/api/webhooks/" + w.ID + "/" + w.token()
	if w.Thread != "" {
		u += "?thread_id=" + w.Thread
	}
	return u
}

// endpoint is where the API answers for the webhook; below is a path under it, empty or beginning with a slash.
func (w Webhook) endpoint(below string, query url.Values) string {
	u := w.base + "/api/" + apiVersion + "/webhooks/" + w.ID + "/" + w.token() + below
	if w.Thread != "" && below+query.Encode() != "" { // the webhook itself has no thread
		query.Set("thread_id", w.Thread)
	}
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

// key tells webhooks apart in the client's own memory.
func (w Webhook) key() string { return w.base + "/" + w.ID + "/" + w.token() }

// The shapes of a webhook's path and of Discord's ids (snowflakes: unsigned 64-bit numbers). A real token has 68 characters.
var (
	webhookPath = regexp.MustCompile(`^/api/(?:v[0-9]{1,2}/)?webhooks/([0-9]{1,20})/([A-Za-z0-9_-]{16,128})/?$`)
	snowflake   = regexp.MustCompile(`^[0-9]{1,20}$`)
)

// hosts are the allowed ones by base address: "https://discord.com", "http://127.0.0.1:8090".
type hosts map[string]host

// host is one allowed host.
type host struct {
	address string // host and port to dial
	free    bool   // it may be in a private network: the operator wrote it as an IP address or with http://
}

// parseHosts reads the entries of the configuration: a name, a name or IP address with a port, or the same after http://,
// which allows plain HTTP for that one host (simulators).
func parseHosts(entries []string) (hosts, error) {
	all := hosts{}
	for _, entry := range entries {
		plain := strings.HasPrefix(entry, "http://")
		u, err := url.Parse("https://" + strings.TrimPrefix(entry, "http://"))
		if err != nil || u.Host == "" || u.Host != strings.TrimPrefix(entry, "http://") || u.Hostname() == "" ||
			strings.ContainsFunc(entry, func(r rune) bool { return r > unicode.MaxASCII }) {
			return nil, fmt.Errorf("discord: %q is no host; write it as discord.com, or http://127.0.0.1:8090 for a simulator", entry)
		}
		if plain {
			u.Scheme = "http"
		}
		_, notIP := netip.ParseAddr(u.Hostname())
		all[baseOf(u)] = host{address: dialAddress(u), free: plain || notIP == nil}
	}
	if len(all) == 0 {
		return nil, errors.New("discord: no host is allowed; name at least discord.com")
	}
	return all, nil
}

// baseOf is scheme and host, in lower case and without the scheme's own port.
func baseOf(u *url.URL) string {
	name := strings.ToLower(u.Host)
	if port := u.Port(); port != "" && port == defaultPort(u.Scheme) {
		name = strings.TrimSuffix(name, ":"+port)
	}
	return u.Scheme + "://" + name
}

func defaultPort(scheme string) string {
	switch scheme {
	case "http":
		return "80"
	case "socks5", "socks5h":
		return "1080"
	default:
		return "443"
	}
}

func dialAddress(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// parse checks an address. What is wrong with it is told without repeating it.
func (h hosts) parse(raw string) (Webhook, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" ||
		u.User != nil || u.Opaque != "" || u.Fragment != "" || u.RawPath != "" {
		return Webhook{}, invalid(ErrNotWebhook)
	}
	base := baseOf(u)
	if _, allowed := h[base]; !allowed {
		return Webhook{}, invalid(ErrHost)
	}
	parts := webhookPath.FindStringSubmatch(u.Path)
	thread, ok := threadOf(u)
	if parts == nil || !ok {
		return Webhook{}, invalid(ErrNotWebhook)
	}
	token := parts[2]
	return Webhook{
		ID: parts[1], Host: strings.TrimPrefix(strings.TrimPrefix(base, "https://"), "http://"),
		Thread: thread, base: base, token: func() string { return token },
	}, nil
}

// threadOf reads the one parameter that an address may carry.
func threadOf(u *url.URL) (thread string, ok bool) {
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(query) > 1 {
		return "", false
	}
	if len(query) == 0 {
		return "", true
	}
	threads := query["thread_id"]
	if len(threads) != 1 || !snowflake.MatchString(threads[0]) {
		return "", false
	}
	return threads[0], true
}

func invalid(err error) *domain.Error {
	return &domain.Error{Kind: domain.KindInvalid, Err: fmt.Errorf("discord: %w", err)}
}
