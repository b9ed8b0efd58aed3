package webinar

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"frontdesk/domain"
	"frontdesk/internal/redact"
)

const (
	leastWait = time.Second
	// mostWait bounds what a broken server can make us wait.
	mostWait = time.Hour
	// maxMessage bounds what a text or a log line takes over from the platform, in characters.
	maxMessage = 200
)

// Codes of our own where the platform gave none: they stand in Params["Code"] in its place.
const (
	codeTimeout   = "TIMEOUT"
	codeNetwork   = "NETWORK"
	codeCancelled = "CANCELLED"
	codeHTML      = "HTML"
	codeFormat    = "FORMAT"
)

// refusal is an answer in which the platform says no.
type refusal struct {
	call    string
	code    int // of the body where it has one, else the HTTP status
	message string
}

func (r *refusal) Error() string { return fmt.Sprintf("webinar %s: %d %s", r.call, r.code, r.message) }

// failed is a call without an answer that counts as one.
type failed struct {
	call  string
	code  string // one of ours, or "HTTP 502"
	cause error  // nil when there is none, or when its text held a secret
	again bool   // a second try may do
}

func (f *failed) Error() string {
	text := "webinar " + f.call + ": " + f.code
	if f.cause != nil {
		text += ": " + f.cause.Error()
	}
	return text
}

func (f *failed) Unwrap() error { return f.cause }

// away words a call without an answer.
func away(f *failed) error {
	return &domain.Error{Kind: domain.KindUnavailable, Key: "error.webinar_away", Params: map[string]any{"Code": f.code}, Err: f}
}

// refused sorts what the platform said no to. Params["Code"] is its own word for it, else "HTTP <status>".
func refused(r *refusal) *domain.Error {
	kind, key := kindOf(r.code)
	code := r.message
	if code == "" {
		code = "HTTP " + strconv.Itoa(r.code)
	}
	return &domain.Error{Kind: kind, Key: key, Params: map[string]any{"Code": code}, Err: r}
}

func kindOf(code int) (domain.Kind, string) {
	switch {
	case code == http.StatusUnauthorized:
		return domain.KindUnauthorized, "error.webinar_credentials"
	case code == http.StatusForbidden:
		return domain.KindForbidden, "error.webinar_forbidden"
	case code == http.StatusNotFound, code == http.StatusGone:
		return domain.KindNotFound, "error.webinar_not_found"
	case code == http.StatusConflict:
		return domain.KindConflict, "error.webinar_refused"
	case code == http.StatusTooManyRequests:
		return domain.KindRateLimited, "error.webinar_limited"
	case code >= 500:
		return domain.KindUnavailable, "error.webinar_away"
	default:
		return domain.KindRejected, "error.webinar_refused"
	}
}

// limited is a 429. What its body says and whether a header comes with it is not known: without one we wait a second.
func limited(r *refusal, header http.Header) error {
	e := refused(r)
	e.RetryAfter = leastWait
	if seconds, err := strconv.Atoi(header.Get("Retry-After")); err == nil && seconds > 1 {
		e.RetryAfter = min(time.Duration(min(seconds, int(mostWait/time.Second)))*time.Second, mostWait)
	}
	return e
}

// asCredentials makes a refusal one of the credentials: nothing will work until a person changes them.
func asCredentials(err error) error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return err
	}
	return &domain.Error{Kind: domain.KindUnauthorized, Key: "error.webinar_credentials", Params: e.Params, Err: e.Err}
}

func incomplete() error {
	return domain.Fail(domain.KindInvalid, "error.webinar_incomplete", nil)
}

// unreadable is a JSON answer that is not what it should be. Its content stays out of the error.
func unreadable(call string, cause error) error {
	return away(&failed{call: call, code: codeFormat, cause: cause})
}

// transport words a call that broke on its way. The text of the cause may hold an address, and so is cleaned.
func transport(ctx context.Context, r request, err error) *failed {
	switch {
	case ctx.Err() != nil: // the caller's own end, whatever the transport made of it
		return &failed{call: r.name, code: codeCancelled, cause: ctx.Err()}
	case errors.Is(err, context.DeadlineExceeded):
		return &failed{call: r.name, code: codeTimeout, cause: context.DeadlineExceeded}
	}
	return &failed{call: r.name, code: codeNetwork, cause: errors.New(r.hide(redact.WithoutURL(err).Error())), again: true}
}

// authRefused tells whether the platform refused the session and not the request. The code of an expired session is not
// known (401 or 403), so the words count as well.
func authRefused(err error) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return false
	}
	if r.code == http.StatusUnauthorized || r.code == http.StatusForbidden {
		return true
	}
	said := strings.ToLower(r.message)
	for _, words := range []string{"authori", "authentic", "not logged", "access denied", "login required", "session expired"} {
		if strings.Contains(said, words) {
			return true
		}
	}
	return false
}

// oneLine makes a foreign message fit for a text and a log line.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
	if runes := []rune(s); len(runes) > maxMessage {
		return string(runes[:maxMessage]) + "…"
	}
	return s
}
