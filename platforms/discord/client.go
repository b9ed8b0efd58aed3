package discord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
)

const defaultTimeout = 15 * time.Second

// Config says whom to speak to and how.
type Config struct {
	// Hosts are those that a webhook may point to, exactly: "discord.com", "chat.example.org:8443". An entry that begins with
	// http:// allows plain HTTP, and that host or one written as an IP address may be in a private network; every other
	// host that leads to one is refused when it is connected to. Empty means DefaultHosts.
	Hosts []string
	// Timeout is how long one call may take. Zero means 15 s.
	Timeout time.Duration
	// UserAgent must be "DiscordBot (address, version)"; without such a one, Discord may answer with an error page.
	UserAgent string
	// Observe hears of every call: check, post, edit or delete; "ok" or the kind of the error. Nil hears nothing.
	Observe func(method, outcome string, took time.Duration)
	// Resolver looks names up; nil is the system's.
	Resolver *net.Resolver
	// Clock is the system's when nil.
	Clock clock.Clock
}

// Client calls webhooks. It remembers their limits and may be used from many goroutines.
type Client struct {
	config  Config
	allowed hosts
	http    *http.Client
	limits  limits
}

// New makes a client without touching the network.
func New(c Config) (*Client, error) {
	if len(c.Hosts) == 0 {
		c.Hosts = DefaultHosts()
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	if c.UserAgent == "" {
		c.UserAgent = "DiscordBot (https://discord.com, 0)"
	}
	if c.Observe == nil {
		c.Observe = func(string, string, time.Duration) {}
	}
	if c.Clock == nil {
		c.Clock = clock.System()
	}
	allowed, err := parseHosts(c.Hosts)
	if err != nil {
		return nil, err
	}
	return &Client{
		config: c, allowed: allowed, http: newHTTPClient(allowed, c.Resolver),
		limits: limits{buckets: map[string]*bucket{}},
	}, nil
}

// CloseIdleConnections lets go of the connections that no call uses, for a tidy end.
func (c *Client) CloseIdleConnections() { c.http.CloseIdleConnections() }

// ParseWebhook checks an address that a person gave: a webhook's, of an allowed host, with nothing hidden in it. It touches no
// network; its errors (ErrNotWebhook, ErrHost) do not repeat the address.
func (c *Client) ParseWebhook(raw string) (Webhook, error) { return c.allowed.parse(raw) }

// Check asks for the webhook and returns the name that its owner gave it.
func (c *Client) Check(ctx context.Context, webhookURL string) (name string, err error) {
	var answer struct {
		Type int    `json:"type"`
		Name string `json:"name"`
	}
	err = c.call(ctx, request{name: "check", method: http.MethodGet, webhook: webhookURL, answer: &answer})
	if err != nil {
		return "", err
	}
	// 1 is an incoming webhook; a channel follower (2) cannot be written to. 0 is an answer without the field.
	if answer.Type > 1 {
		return "", &domain.Error{Kind: domain.KindInvalid, Err: fmt.Errorf("discord check: type %d: %w", answer.Type, ErrNotWebhook)}
	}
	return answer.Name, nil
}

// Post shows the messages as one message of the channel, one embed each, and returns its id. The id is empty when Discord took
// the message and the rest of its answer was lost. There may be as many messages as Fit says.
func (c *Client) Post(ctx context.Context, webhookURL string, messages ...Message) (messageID string, err error) {
	body, err := bodyOf("post", messages)
	if err != nil {
		return "", err
	}
	var answer struct {
		ID string `json:"id"`
	}
	err = c.call(ctx, request{
		name: "post", method: http.MethodPost, webhook: webhookURL, query: url.Values{"wait": {"true"}}, body: body, answer: &answer,
	})
	if err != nil {
		return "", err
	}
	return answer.ID, nil
}

// Edit shows other messages in the place of a posted one's: those that are left of it. A message that is not there any more
// is domain.KindNotFound.
func (c *Client) Edit(ctx context.Context, webhookURL, messageID string, messages ...Message) error {
	body, err := bodyOf("edit", messages)
	if err != nil {
		return err
	}
	return c.aboutMessage(ctx, request{name: "edit", method: http.MethodPatch, webhook: webhookURL, body: body}, messageID)
}

// Delete takes a posted message away. One that is not there any more is success.
func (c *Client) Delete(ctx context.Context, webhookURL, messageID string) error {
	err := c.aboutMessage(ctx, request{name: "delete", method: http.MethodDelete, webhook: webhookURL}, messageID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return nil
	}
	return err
}

func (c *Client) aboutMessage(ctx context.Context, r request, messageID string) error {
	if !snowflake.MatchString(messageID) {
		return &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("discord %s: the message's id is not a number", r.name)}
	}
	r.below = "/messages/" + messageID
	return c.call(ctx, r)
}

func bodyOf(name string, messages []Message) (*payload, error) {
	if len(messages) == 0 || Fit(messages) < len(messages) {
		cause := errors.New("there must be as many messages as Fit allows, and at least one")
		return nil, &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("discord %s: %w", name, cause)}
	}
	p := &payload{AllowedMentions: mentions{Parse: []string{}}}
	for _, m := range messages {
		p.Embeds = append(p.Embeds, m.embed())
	}
	return p, nil
}
