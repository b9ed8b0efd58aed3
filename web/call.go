package web

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// call is one request: who asks, in which language, and how it is answered.
type call struct {
	h       *Handler
	w       http.ResponseWriter
	r       *http.Request
	print   texts.Printer
	visitor console.Visitor
	known   bool // somebody has signed in
	zone    *time.Location
	topics  []string // what the page follows; see follow
	since   string   // the last event before anything was read: the page's stream begins behind it
}

// doing answers a request. Its error is told in words: 403, 404 and 409 as they are, 500 with a number for what is our fault.
type doing func(c *call) error

// door is who may come to a page at all.
type door int

const (
	anyone door = iota
	inside      // has signed in, and is not banned
	admin
)

// maxBody bounds what is sent to us, in bytes.
const maxBody = 256 << 10

func (h *Handler) call(w http.ResponseWriter, r *http.Request) *call {
	return &call{
		h: h, w: w, r: r, zone: h.Location, print: h.Texts.For(h.wanted(r)), since: fmt.Sprintf("%s-%d", h.Live.Epoch(), h.Live.Seq()),
	}
}

// wanted is the language that the browser asks for, of those that we speak.
func (h *Handler) wanted(r *http.Request) string {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return ""
	}
	for _, tag := range tags {
		if base, _ := tag.Base(); h.Texts.Speaks(base.String()) {
			return base.String()
		}
	}
	return ""
}

// door finds out who asks, keeps out who may not come in, and tells errors in words.
func (h *Handler) door(who door, do doing) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		c := h.call(w, r)
		if err := c.enter(); err != nil {
			c.fail(err)
			return
		}
		switch {
		case who == anyone:
		case !c.known:
			c.askToLogIn()
			return
		case c.visitor.Banned:
			c.fail(domain.Fail(domain.KindForbidden, "error.banned", nil))
			return
		case who == admin && !c.visitor.Admin():
			c.fail(domain.Fail(domain.KindForbidden, "error.forbidden", nil))
			return
		}
		if err := do(c); err != nil {
			c.fail(err)
		}
	})
}

// enter finds out who asks.
func (c *call) enter() error {
	token := c.token()
	if token == "" {
		return nil
	}
	v, err := c.h.Console.Session(c.r.Context(), token)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		c.h.setCookie(c.w, c.h.sessionCookie(), "", 0)
		return nil
	}
	if err != nil {
		return err
	}
	c.visitor, c.known = v, true
	c.zone = v.Profile.Location(c.h.Location)
	if v.Profile.Language != "" {
		c.print = c.h.Texts.For(v.Profile.Language)
	}
	return nil
}

// token is the session's, as the browser has it.
func (c *call) token() string {
	cookie, err := c.r.Cookie(c.h.sessionCookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// welcome gives the browser a session's token.
func (c *call) welcome(token string) { c.h.setCookie(c.w, c.h.sessionCookie(), token, cookieLife) }

// where is where the request comes from.
func (c *call) where() console.Visit {
	return console.Visit{Address: address(c.r), Agent: c.r.UserAgent()}
}

// me is who asks, as services name people.
func (c *call) me() int64 { return c.visitor.Person }

// htmx tells whether the page's script asks, for a part of the page.
func (c *call) htmx() bool { return c.r.Header.Get("HX-Request") == "true" }

// number reads a whole number from the path; one that is none is a page that does not exist.
func (c *call) number(name string) (int64, error) {
	n, err := strconv.ParseInt(c.r.PathValue(name), 10, 64)
	if err != nil {
		return 0, domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	return n, nil
}

// page reads the number of a list's page from the query, from 0.
func (c *call) pageNumber() int {
	n, _ := strconv.Atoi(c.r.URL.Query().Get("page")) // what is no number is the first
	return max(n-1, 0)
}

// query reads a value of the query, without spaces around it.
func (c *call) query(name string) string { return strings.TrimSpace(c.r.URL.Query().Get(name)) }

// unit begins a piece of work that comes from this request.
func (c *call) unit() *work.Unit { return work.New("web:" + rand.Text()).From(address(c.r)) }

// change does a piece of work and commits it.
func (c *call) change(do func(u *work.Unit) error) error {
	u := c.unit()
	if err := do(u); err != nil {
		return err
	}
	return c.h.Commit(c.r.Context(), u)
}

// follow makes the page hear of changes ("shop:5"): it gets the events "live-<kind>" and "live-all" on its body then.
func (c *call) follow(topics ...string) { c.topics = append(c.topics, topics...) }

// view is what templates get.
type view struct {
	Title   string
	Lang    string
	Path    string
	Nav     nav
	Known   bool
	Visitor console.Visitor
	Me      string // what the visitor is called
	Flash   string
	Topics  string
	Since   string
	Data    any
}

func (c *call) view(title texts.Key, data any) view {
	return view{
		Title: c.print.Text(title, nil), Lang: c.print.Language(), Path: c.r.URL.Path, Nav: c.nav(), Known: c.known && !c.visitor.Banned,
		Visitor: c.visitor, Me: c.nameOr(c.visitor.Name()), Flash: c.flash(), Topics: strings.Join(c.topics, " "), Since: c.since,
		Data: data,
	}
}

// show answers with a whole page: templates/<name>.html inside the frame, with data as .Data.
func (c *call) show(name string, title texts.Key, data any) error {
	return c.showAs(http.StatusOK, name, title, data)
}

func (c *call) showAs(status int, name string, title texts.Key, data any) error {
	return c.draw(status, name, "page", c.view(title, data))
}

// part answers with a block of a page alone, whose dot is data: what htmx puts into the page.
func (c *call) part(name, block string, data any) error {
	return c.draw(http.StatusOK, name, block, data)
}

func (c *call) draw(status int, name, block string, data any) error {
	out := &held{status: status, w: c.w}
	return c.h.views.write(out, c.print.Language(), name, block, data)
}

// held writes the status when the page is there.
type held struct {
	status int
	w      http.ResponseWriter
}

func (o *held) Write(p []byte) (int, error) {
	o.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if o.status != 0 {
		o.w.WriteHeader(o.status)
		o.status = 0
	}
	return o.w.Write(p)
}

// goTo sends the browser to another page after a change.
func (c *call) goTo(path string) error {
	if c.htmx() {
		c.w.Header().Set("HX-Redirect", path)
		c.w.WriteHeader(http.StatusOK)
		return nil
	}
	http.Redirect(c.w, c.r, path, http.StatusSeeOther)
	return nil
}

// flashCookie brings one sentence to the next page.
const flashCookie = "frontdesk_said"

type said struct {
	Key    texts.Key      `json:"k"`
	Params map[string]any `json:"p,omitempty"`
}

// done sends the browser to another page, which says what was done.
func (c *call) done(path string, key texts.Key, params texts.Params) error {
	raw, err := json.Marshal(said{key, params})
	if err != nil {
		return err
	}
	c.h.setCookie(c.w, flashCookie, base64.RawURLEncoding.EncodeToString(raw), time.Minute)
	return c.goTo(path)
}

// flash takes the sentence that the page before has left.
func (c *call) flash() string {
	cookie, err := c.r.Cookie(flashCookie)
	if err != nil {
		return ""
	}
	c.h.setCookie(c.w, flashCookie, "", 0)
	raw, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	var s said
	if err != nil || json.Unmarshal(raw, &s) != nil || !strings.HasPrefix(string(s.Key), "console.") {
		return ""
	}
	if n, ok := s.Params[texts.Count].(float64); ok { // as JSON has it; plural forms want a whole number
		s.Params[texts.Count] = int(n)
	}
	return c.print.Text(s.Key, s.Params)
}

// words says what went wrong when it is the person's to mend: a rule, a conflict, a lock. Everything else is fail's.
func (c *call) words(err error) (string, bool) {
	var known *domain.Error
	if !errors.As(err, &known) {
		return "", false
	}
	switch known.Kind {
	case domain.KindInvalid, domain.KindConflict, domain.KindLocked, domain.KindRateLimited, domain.KindUnavailable, domain.KindRejected:
		return c.print.Error(err, ""), true
	case domain.KindForbidden, domain.KindNotFound, domain.KindInternal, domain.KindUnreachable, domain.KindUnauthorized, domain.KindElsewhere:
	}
	return "", false
}

// said is words for what may have gone wrong with a press: none when nothing did, and the error again when it is fail's.
func (c *call) said(err error) (words string, fatal error) {
	if err == nil {
		return "", nil
	}
	words, ours := c.words(err)
	if !ours {
		return "", err
	}
	return words, nil
}

// localPath is a path of ours that somebody wants to go on to; anything else is the home page.
func localPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") ||
		strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
