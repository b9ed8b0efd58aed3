package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/redact"
)

// maxAnswer bounds an answer's body, in bytes: a message of ten embeds comes back whole.
const maxAnswer = 1 << 20

// request is one call of a webhook.
type request struct {
	name    string // for figures and errors
	method  string
	webhook string // the address as it was given
	below   string // the path below the webhook
	query   url.Values
	body    any
	answer  any // what a 200 is read into; nil when it does not matter
}

// exchange is one request on its way.
type exchange struct {
	request
	hook  Webhook
	key   string // of the limit that it falls under
	wrote atomic.Bool
}

func (c *Client) call(ctx context.Context, r request) (err error) {
	began := c.config.Clock.Now()
	defer func() {
		outcome := "ok"
		if err != nil {
			outcome = domain.KindOf(err).String()
		}
		c.config.Observe(r.name, outcome, c.config.Clock.Now().Sub(began))
	}()
	hook, err := c.allowed.parse(r.webhook)
	if err != nil {
		return err
	}
	x := &exchange{request: r, hook: hook, key: r.name + " " + hook.key()}
	if err := c.wait(ctx, x); err != nil {
		return err
	}
	return c.ask(ctx, x)
}

// wait waits for the webhook's turn when that is soon, and says how long it takes when it is not.
func (c *Client) wait(ctx context.Context, x *exchange) error {
	for {
		wait, global, gone := c.limits.turn(x.key, c.config.Clock.Now())
		switch {
		case gone && x.name != "check": // who asks whether it is there is answered by Discord
			return x.fail(domain.KindUnreachable, fmt.Errorf("not asked again: %w", ErrGone))
		case wait == 0:
			return nil
		case wait > shortWait:
			failed := x.fail(domain.KindRateLimited, ErrLimitUsedUp)
			failed.RetryAfter, failed.Global = wait, global
			return failed
		}
		if !clock.Sleep(ctx, c.config.Clock, wait, nil) {
			return x.fail(domain.KindUnavailable, fmt.Errorf("given up: %w", ctx.Err()))
		}
	}
}

// ask makes the request and sorts its answer.
func (c *Client) ask(ctx context.Context, x *exchange) error {
	callCtx, cancel := context.WithTimeoutCause(ctx, c.config.Timeout, fmt.Errorf("no answer within %s", c.config.Timeout))
	defer cancel()
	callCtx = httptrace.WithClientTrace(callCtx, &httptrace.ClientTrace{
		WroteRequest: func(info httptrace.WroteRequestInfo) { x.wrote.Store(info.Err == nil) },
	})
	req, err := c.newRequest(callCtx, x)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if cause := context.Cause(callCtx); cause != nil {
			err = cause
		}
		return x.noAnswer(err)
	}
	defer func() { _ = resp.Body.Close() }() // it is read to the end, or given up
	body, readErr := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	c.limits.learn(x.key, resp.Header, c.config.Clock.Now())
	if resp.StatusCode/100 == 2 {
		return x.accepted(resp, body, readErr)
	}
	if readErr != nil && resp.StatusCode != http.StatusTooManyRequests {
		return x.fail(domain.KindUnavailable, fmt.Errorf("HTTP %d, and the answer was cut", resp.StatusCode))
	}
	return c.refused(x, resp, body)
}

func (c *Client) newRequest(ctx context.Context, x *exchange) (*http.Request, error) {
	var body io.Reader
	if x.body != nil {
		raw, err := json.Marshal(x.body)
		if err != nil {
			return nil, x.fail(domain.KindInternal, err)
		}
		body = bytes.NewReader(raw)
	}
	query := url.Values{}
	for name, values := range x.query {
		query[name] = values
	}
	req, err := http.NewRequestWithContext(ctx, x.method, x.hook.endpoint(x.below, query), body)
	if err != nil {
		return nil, x.fail(domain.KindInternal, errors.New("the request cannot be made"))
	}
	req.Header.Set("User-Agent", c.config.UserAgent)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// accepted reads an answer that says yes. A message that Discord took is not sent again because the rest of its answer was
// lost; a page of somebody else's (a proxy, a hotel) is no yes.
func (x *exchange) accepted(resp *http.Response, body []byte, readErr error) error {
	if x.answer == nil || resp.StatusCode == http.StatusNoContent {
		return nil
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")) // what cannot be read is not JSON
	if kind != "application/json" {
		return x.fail(domain.KindUnavailable, fmt.Errorf("HTTP %d without an answer of Discord", resp.StatusCode))
	}
	if readErr == nil {
		readErr = json.Unmarshal(body, x.answer)
	}
	if readErr != nil && x.name != "post" {
		return x.fail(domain.KindUnavailable, fmt.Errorf("HTTP %d, and the answer was cut", resp.StatusCode))
	}
	return nil
}

// refused sorts an answer that says no.
func (c *Client) refused(x *exchange, resp *http.Response, body []byte) error {
	status := resp.StatusCode
	r, said, isDiscord := readRefusal(status, body)
	switch {
	case status == http.StatusTooManyRequests:
		return c.limited(x, resp, r, isDiscord)
	case status >= 300 && status < 400:
		return x.fail(domain.KindUnavailable, fmt.Errorf("HTTP %d: redirects are not followed", status))
	case !isDiscord: // a proxy's page, Cloudflare's ban
		return x.fail(domain.KindUnavailable, fmt.Errorf("HTTP %d without an answer of Discord", status))
	case status == http.StatusNotFound && r.Code == CodeUnknownMessage:
		return x.fail(domain.KindNotFound, said)
	case status == http.StatusNotFound, status == http.StatusUnauthorized, r.Code == CodeUnknownWebhook, r.Code == CodeInvalidToken:
		c.limits.bury("post "+x.hook.key(), c.config.Clock.Now())
		c.limits.bury("edit "+x.hook.key(), c.config.Clock.Now())
		c.limits.bury("delete "+x.hook.key(), c.config.Clock.Now())
		return x.fail(domain.KindUnreachable, fmt.Errorf("%w: %w", ErrGone, said))
	case status >= 400 && status < 500:
		return x.fail(domain.KindRejected, said)
	default:
		return x.fail(domain.KindUnavailable, said)
	}
}

// limited is a 429. One that is not Discord's own comes from the wall before it, which looks at our address and not at a
// webhook, so it is on all of them.
func (c *Client) limited(x *exchange, resp *http.Response, r refusal, isDiscord bool) error {
	wait := seconds(r.RetryAfter)
	if header, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil && wait == 0 {
		wait = seconds(header)
	}
	global := r.Global || resp.Header.Get("X-RateLimit-Global") == "true" || !isDiscord
	if wait == 0 && !isDiscord {
		wait = time.Minute
	}
	wait = max(wait, leastWait)
	now := c.config.Clock.Now()
	c.limits.freeze(x.key, global, now.Add(wait), now)
	failed := x.fail(domain.KindRateLimited, errors.New("HTTP 429"))
	failed.RetryAfter, failed.Global = wait, global
	return failed
}

// noAnswer is a request that brought nothing back.
func (x *exchange) noAnswer(err error) *domain.Error {
	err = redact.WithoutURL(err)
	if x.name == "post" && x.wrote.Load() {
		err = fmt.Errorf("%w: %w", ErrMayHavePosted, err)
	}
	return x.fail(domain.KindUnavailable, err)
}

func (x *exchange) fail(kind domain.Kind, err error) *domain.Error {
	about := "discord " + x.name + " " + x.hook.ID + ": "
	if text := err.Error(); redact.Secret(text, x.hook.token()) != text {
		return &domain.Error{Kind: kind, Err: errors.New(about + redact.Secret(text, x.hook.token()))}
	}
	return &domain.Error{Kind: kind, Err: fmt.Errorf("%s%w", about, err)}
}
