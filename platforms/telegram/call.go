package telegram

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
	"frontdesk/internal/redact"
)

// maxAnswer bounds an answer's body: a hundred updates of the longest texts stay far below it.
const maxAnswer = 20 << 20

// call is one method with its parameters.
type call struct {
	method string
	params tgbotapi.Params
	chat   int64         // the chat that it is about; 0 when none
	limit  time.Duration // how long it may take; 0 means the client's timeout
	once   bool          // a repetition would have a second effect
	urgent bool          // must not wait behind other calls for a connection
	upload *upload       // a file beside the parameters; may be nil
}

// do makes the call and gives the result's JSON. All its errors are *domain.Error, without the token.
func (c *Client) do(ctx context.Context, k call) (json.RawMessage, error) {
	r, err := c.ask(ctx, k)
	return r.said.Result, err
}

// ask is do, and gives all that came back.
func (c *Client) ask(ctx context.Context, k call) (r reply, err error) {
	began, heard := time.Now(), c.time()
	defer func() {
		c.observe(k.method, time.Since(began), err)
		if !r.date.IsZero() {
			heard(r.date)
		}
	}()
	limit := c.timeout
	if k.limit > 0 {
		limit = k.limit
	}
	callCtx, cancel := withDeadline(ctx, limit)
	defer cancel()
	way := c.wire
	if k.urgent {
		way = c.urgent
	}
	var problem error
	req := c.request(callCtx, k)
	if k.upload != nil {
		k.upload.into(req, k.params)
	}
	r, problem = read(way.exchange(req))
	if problem == nil && r.said.Ok {
		return r, nil
	}
	return r, c.failure(ctx, k, r, problem)
}

// request writes a call as a form, which every method takes.
func (c *Client) request(ctx context.Context, k call) *http.Request {
	form := formOf(k.params)
	body := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(form)), nil }
	if form == "" { // any other body of no length would be sent in pieces
		body = func() (io.ReadCloser, error) { return http.NoBody, nil }
	}
	req := &http.Request{Method: http.MethodPost, URL: c.address(k.method), Header: c.headers, GetBody: body, ContentLength: int64(len(form))}
	if !k.once {
		req.Header = c.repeatable
	}
	req.Body, _ = body()
	return req.WithContext(ctx)
}

// headersOf are those of calls that may be repeated, or not.
func headersOf(repeatable bool) http.Header {
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if repeatable {
		h["Idempotency-Key"] = nil // see wire
	}
	return h
}

func formOf(params tgbotapi.Params) string {
	size := 0
	for name, value := range params {
		size += len(name) + 2*len(value) + 2
	}
	var b strings.Builder
	b.Grow(size)
	for name, value := range params {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(name)
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(value))
	}
	return b.String()
}

// reply is what came back from a call.
type reply struct {
	status     int                  // 0 when no answer came
	retryAfter int                  // the header in seconds; 0 when absent
	date       time.Time            // the header; zero when absent
	whole      bool                 // the answer came whole; what fails after that is its content
	said       tgbotapi.APIResponse // zero when it is not the Bot API's
}

func read(resp *http.Response, body []byte, err error) (reply, error) {
	if err != nil {
		return reply{}, redact.WithoutURL(err)
	}
	r := reply{status: resp.StatusCode, whole: true}
	if date := resp.Header.Get("Date"); date != "" {
		r.date, _ = http.ParseTime(date)
	}
	if wait := resp.Header.Get("Retry-After"); wait != "" {
		r.retryAfter, _ = strconv.Atoi(wait) // a date is 0
	}
	if err := unmarshal(body, &r.said); err != nil {
		r.said = tgbotapi.APIResponse{}
		return r, err
	}
	return r, nil
}

// wireError is the cause of a failed call, in words that hold no secret.
type wireError struct {
	text  string
	cause error // nil when its own text held the token
}

func (e *wireError) Error() string { return e.text }

func (e *wireError) Unwrap() error { return e.cause }

// causeOf words err as the cause of a failed call of a method.
func (c *Client) causeOf(method string, err error) error {
	text := err.Error()
	if hidden := c.hide(text); hidden != text {
		return &wireError{text: "telegram " + method + ": " + hidden}
	}
	return &wireError{text: "telegram " + method + ": " + text, cause: err}
}

func (c *Client) fail(kind domain.Kind, method string, err error) *domain.Error {
	return &domain.Error{Kind: kind, Err: c.causeOf(method, err)}
}
