package webinar

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
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/redact"
)

// maxAnswer bounds an answer's body: hundreds of long messages stay far below it.
const maxAnswer = 4 << 20

// request is one call before it is sent.
type request struct {
	name   string // a fixed word for figures and errors
	method string
	url    string
	query  url.Values
	form   url.Values // the body; nil when there is none
	header http.Header
	hide   func(string) string // takes the account's secrets out of a text
}

// answer is what came back, when it is no refusal.
type answer struct {
	call    string
	status  int
	cookies []*http.Cookie
	body    []byte
}

// into decodes the answer's JSON.
func (a answer) into(v any) error {
	if err := json.Unmarshal(a.body, v); err != nil {
		return unreadable(a.call, plainJSON(err))
	}
	return nil
}

// plainJSON words a decoding error without the content: messages and names do not belong into a log.
func plainJSON(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("the field %q is not as expected", wrong.Field)
	}
	return errors.New("the answer is not the JSON that was expected")
}

// do makes a call within the client's timeout. A reading call that broke on its way or met a 5xx is tried once more; one that
// ran out of time is not, and one that changes something never is. All its errors are *domain.Error without secrets.
func (c *Client) do(ctx context.Context, r request) (a answer, err error) {
	began := time.Now()
	defer func() { c.observe(r.name, outcomeOf(err), time.Since(began)) }()
	bounded, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	a, err = c.try(ctx, bounded, r)
	if r.method != http.MethodGet || !worthAnother(err) || !pause(bounded, c.retryPause) {
		return a, err
	}
	return c.try(ctx, bounded, r)
}

func outcomeOf(err error) string {
	if err == nil {
		return "ok"
	}
	return domain.KindOf(err).String()
}

func worthAnother(err error) bool {
	var f *failed
	if errors.As(err, &f) {
		return f.again
	}
	var r *refusal
	return errors.As(err, &r) && r.code >= 500
}

// pause waits and tells whether there is still time.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// try sends the request once. ctx is the caller's, bounded has our own deadline as well.
func (c *Client) try(ctx, bounded context.Context, r request) (answer, error) {
	req, err := r.build(bounded)
	if err != nil {
		return answer{}, &domain.Error{Kind: domain.KindInternal, Err: fmt.Errorf("webinar %s: %s", r.name, r.hide(err.Error()))}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, away(transport(ctx, r, err))
	}
	defer func() { _ = resp.Body.Close() }() // it is read to the end, or given up
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return answer{}, away(transport(ctx, r, err))
	}
	if len(body) > maxAnswer {
		return answer{}, unreadable(r.name, fmt.Errorf("the answer is longer than %d bytes", maxAnswer))
	}
	a := answer{call: r.name, status: resp.StatusCode, cookies: resp.Cookies(), body: bytes.TrimSpace(body)}
	return a, judge(a, resp.Header, r.hide)
}

func (r request) build(ctx context.Context) (*http.Request, error) {
	address := r.url
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	var body io.Reader
	if r.form != nil {
		body = strings.NewReader(r.form.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, r.method, address, body)
	if err != nil {
		return nil, redact.WithoutURL(err)
	}
	for name, values := range r.header {
		req.Header[name] = values
	}
	req.Header.Set("Accept", "application/json")
	if r.form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, nil
}

// judge looks at the body before the status: the cookie face may say "error" with a 200. A page in the place of JSON is the
// platform being away, whatever its status.
func judge(a answer, header http.Header, hide func(string) string) error {
	no := errorIn(a, hide)
	switch {
	case a.status == http.StatusTooManyRequests || (no != nil && no.code == http.StatusTooManyRequests):
		if no == nil {
			no = &refusal{call: a.call, code: http.StatusTooManyRequests}
		}
		return limited(no, header)
	case no != nil:
		return refused(no)
	case a.status >= 300 && a.status < 400:
		return away(&failed{call: a.call, code: "HTTP " + strconv.Itoa(a.status), cause: errors.New("the address leads elsewhere; correct the webinar URLs")})
	case bytes.HasPrefix(a.body, []byte("<")):
		return away(&failed{call: a.call, code: codeHTML, cause: fmt.Errorf("HTTP %d with a page instead of JSON", a.status), again: a.status >= 500})
	case a.status >= 500:
		return away(&failed{call: a.call, code: "HTTP " + strconv.Itoa(a.status), again: true})
	case a.status >= 400:
		return refused(&refusal{call: a.call, code: a.status})
	}
	return nil
}

// errorIn finds the refusal in a body: {"error": {"code": 400, "message": "…"}}, whose code may be missing, a string, or no
// HTTP status, and whose error may be a string alone.
func errorIn(a answer, hide func(string) string) *refusal {
	if !bytes.HasPrefix(a.body, []byte("{")) {
		return nil
	}
	var envelope struct {
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(a.body, &envelope) != nil || !meant(envelope.Error) {
		return nil
	}
	var detail struct {
		Code    loose `json:"code"`
		Message text  `json:"message"`
	}
	if json.Unmarshal(envelope.Error, &detail) != nil {
		_ = json.Unmarshal(envelope.Error, &detail.Message) // text takes whatever comes
	}
	r := &refusal{call: a.call, code: int(detail.Code), message: oneLine(hide(string(detail.Message)))}
	if r.code < 400 || r.code > 599 {
		r.code = max(a.status, http.StatusBadRequest)
	}
	return r
}

// meant tells whether the field is there and says something.
func meant(raw json.RawMessage) bool {
	switch string(raw) {
	case "", "null", "false", `""`, "[]", "{}", "0":
		return false
	}
	return true
}

// hider makes a function that takes secrets out of a text, also as an address or a form writes them.
func hider(secrets func() []string) func(string) string {
	return func(s string) string {
		for _, secret := range secrets() {
			if secret == "" {
				continue
			}
			s = redact.Secret(s, secret)
			if coded := url.QueryEscape(secret); coded != secret {
				s = strings.ReplaceAll(s, coded, redact.Mask)
			}
		}
		return redact.Text(s)
	}
}
