package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

// maxAnswer bounds an answer's body: a hundred updates of the longest texts stay far below it.
const maxAnswer = 20 << 20

// call is one method with its parameters.
type call struct {
	method string
	params tgbotapi.Params
	chat   int64                 // the chat that it is about; 0 when none
	limit  time.Duration         // how long it may take; 0 means the client's timeout
	once   bool                  // a repetition would have a second effect
	urgent bool                  // must not wait behind other calls for a connection
	file   *tgbotapi.RequestFile // to upload; may be nil
}

// do makes the call and gives the result's JSON. All its errors are *domain.Error, without the token.
func (c *Client) do(ctx context.Context, k call) (json.RawMessage, error) {
	result, _, err := c.ask(ctx, k)
	return result, err
}

// ask is do, and gives the server's time as its answer's header has it; zero when no answer came.
func (c *Client) ask(ctx context.Context, k call) (_ json.RawMessage, at time.Time, err error) {
	began, heard := time.Now(), c.time()
	defer func() {
		c.observe(k.method, time.Since(began), err)
		if !at.IsZero() {
			heard(at)
		}
	}()
	limit := c.timeout
	if k.limit > 0 {
		limit = k.limit
	}
	callCtx, cancel := withDeadline(ctx, limit)
	defer cancel()
	x := &exchange{ctx: callCtx, client: c.http, once: k.once}
	if k.urgent {
		x.client = c.urgent
	}
	var answer *tgbotapi.APIResponse
	var problem error
	if k.file != nil {
		answer, problem = c.bot(x).UploadFiles(k.method, k.params, []tgbotapi.RequestFile{*k.file})
	} else {
		answer, problem = c.bot(x).MakeRequest(k.method, k.params)
	}
	if problem == nil {
		return answer.Result, x.date, nil
	}
	return nil, x.date, c.failure(ctx, k, x, answer, problem)
}

// exchange is the library's HTTP client for one call: it adds the context, and reads the body to its end and no further than
// maxAnswer, so that connections are used again and a cut answer is seen as such.
type exchange struct {
	ctx    context.Context // of this one call, and no longer: the library's interface has no place for it
	client *http.Client
	once   bool

	status     int  // of the answer; 0 when none came
	retryAfter int  // the header in seconds; 0 when absent
	whole      bool // the answer came whole; what fails after that is its content
	date       time.Time
}

// Do sends the request of one call.
func (x *exchange) Do(req *http.Request) (*http.Response, error) {
	req = req.WithContext(x.ctx)
	if !x.once {
		// An empty key is not sent, and tells net/http that the request may be repeated when an idle connection turns out
		// to be closed before anything was answered.
		req.Header["Idempotency-Key"] = nil
	}
	resp, err := x.client.Do(req)
	if err != nil {
		return nil, withoutURL(err)
	}
	defer func() { _ = resp.Body.Close() }() // it is read to the end, or given up
	x.status = resp.StatusCode
	x.retryAfter, _ = strconv.Atoi(resp.Header.Get("Retry-After")) // a date or nothing is 0
	x.date, _ = http.ParseTime(resp.Header.Get("Date"))            // absent is zero
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("the answer was cut: %w", err)
	}
	if len(body) > maxAnswer {
		return nil, fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	}
	x.whole = true
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// withoutURL unwraps net/http's error, whose text carries the address and so the token.
func withoutURL(err error) error {
	var withURL *url.Error
	for errors.As(err, &withURL) {
		err = withURL.Err
	}
	return err
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
