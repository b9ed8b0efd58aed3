package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"

	"frontdesk/domain"
	"frontdesk/texts"
)

// errorNumber is what a person tells us, and the log has.
func errorNumber() string { return rand.Text()[:6] }

// problem is what an error page shows.
type problem struct {
	Status int
	Words  string
	Hint   string // what to do now
	Number string // of an error of ours; empty when it is none
}

// statusOf is HTTP's word for a kind of error.
func statusOf(kind domain.Kind) int {
	switch kind {
	case domain.KindInvalid, domain.KindRejected, domain.KindUnreachable:
		return http.StatusUnprocessableEntity
	case domain.KindNotFound:
		return http.StatusNotFound
	case domain.KindForbidden:
		return http.StatusForbidden
	case domain.KindConflict:
		return http.StatusConflict
	case domain.KindLocked, domain.KindRateLimited:
		return http.StatusTooManyRequests
	case domain.KindUnavailable:
		return http.StatusServiceUnavailable
	case domain.KindInternal, domain.KindUnauthorized, domain.KindElsewhere:
	}
	return http.StatusInternalServerError
}

// fail answers with what went wrong, in words. What is our own fault gets a number, and the log the cause.
func (c *call) fail(err error) {
	if c.r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // nobody listens any more
	}
	status, id := statusOf(domain.KindOf(err)), ""
	if status == http.StatusInternalServerError {
		id = errorNumber()
		c.h.Log.Error().Err(err).Str("error_id", id).Str("page", c.r.Pattern).Msg("web: a request has failed")
	}
	if status == http.StatusServiceUnavailable {
		c.h.Log.Info().Err(err).Str("page", c.r.Pattern).Msg("web: what a page needs is away")
	}
	c.problem(problem{Status: status, Words: c.print.Error(err, id), Number: id})
}

// oops is fail for what nobody can explain.
func (c *call) oops(status int, id string) {
	c.problem(problem{Status: status, Words: c.print.Text(texts.ErrorInternal, texts.Params{"ID": id}), Number: id})
}

func (c *call) problem(p problem) {
	if c.htmx() {
		// The words go to the page's own place for them; what is shown stays.
		c.w.Header().Set("HX-Retarget", "#notice")
		c.w.Header().Set("HX-Reswap", "innerHTML")
		if err := c.draw(p.Status, "error", "notice", p.Words); err == nil {
			return
		}
	}
	switch {
	case p.Status == http.StatusNotFound:
		p.Hint = c.print.Text(texts.ConsoleHintMissing, nil)
	case p.Status == http.StatusForbidden:
		p.Hint = c.print.Text(texts.ConsoleHintForbidden, nil)
	case p.Status >= http.StatusInternalServerError:
		p.Hint = c.print.Text(texts.ConsoleHintLater, nil)
	}
	if err := c.showAs(p.Status, "error", texts.ConsoleErrorTitle, p); err != nil {
		c.h.Log.Error().Err(err).Msg("web: the page for errors has failed")
		http.Error(c.w, p.Words, p.Status)
	}
}

// askToLogIn sends whoever must sign in there, and back here afterwards.
func (c *call) askToLogIn() {
	next := "/login"
	if c.r.Method == http.MethodGet && c.r.URL.Path != "/" && !c.htmx() {
		next += "?next=" + url.QueryEscape(c.r.URL.RequestURI())
	}
	_ = c.goTo(next) // never fails
}

func (c *call) nothingHere() error { return domain.Fail(domain.KindNotFound, "error.no_page", nil) }

// strangeOrigin answers a change that another site's page has asked for.
func (c *call) strangeOrigin() error {
	return domain.Fail(domain.KindForbidden, "error.other_site", nil)
}
