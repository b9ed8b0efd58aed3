package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxBody bounds what is read of a call.
const maxBody = 1 << 20

// answer is what goes back.
type answer struct {
	status     int
	body       any // JSON; nil for none
	page       string
	cookie     string
	retryAfter int
	cut        bool
}

func ok(body any) answer { return answer{status: http.StatusOK, body: body} }

func done() answer { return answer{status: http.StatusNoContent} }

func refuse(code int, message string) answer {
	return answer{status: code, body: map[string]any{"error": map[string]any{"code": code, "message": message}}}
}

// route is one address of a face: what it may be called with, and what it does. run is called with the lock held.
type route struct {
	face    string
	pattern string   // "GET /event/{id}"
	query   []string // the names that may stand in the query
	form    []string // the names of the body; "messageIds" is messageIds[0], messageIds[1] …; nil for no body at all
	open    bool     // works without being signed in
	run     func(*Server, *call) answer
}

// call is one call on its way.
type call struct {
	n       int64
	id      int64 // of the path
	query   url.Values
	form    url.Values
	account *Account
	cookie  string
}

func (c *call) by() string {
	if c.account.Email != "" {
		return c.account.Email
	}
	return c.account.Name
}

// handlerOf serves the routes of a face; everything else is refused and noted.
func (s *Server) handlerOf(face string, routes []route, signIn func(*Server, *http.Request, *call) *answer) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		r.face = face
		mux.HandleFunc(r.pattern, func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, r, signIn) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		s.serve(w, req, route{face: face, pattern: req.Method + " ?", open: true, run: func(s *Server, c *call) answer {
			s.violate(c.n, "%s has no %s %s", face, req.Method, req.URL.Path)
			return refuse(http.StatusNotFound, "No route found")
		}}, signIn)
	})
	return mux
}

// serve takes a call through its form, faults, sign-in, limit and the route itself.
func (s *Server) serve(w http.ResponseWriter, req *http.Request, r route, signIn func(*Server, *http.Request, *call) *answer) {
	c := &call{query: req.URL.Query()}
	c.id, _ = strconv.ParseInt(req.PathValue("id"), 10, 64) // what is no number is no id of anything
	entry := Call{Route: r.face + " " + r.pattern, Path: req.URL.Path, Query: c.query}
	s.mu.Lock()
	s.log.last++
	c.n, entry.N, entry.At = s.log.last, s.log.last, s.now()
	s.mu.Unlock()

	a := s.answer(req, r, c, signIn)
	entry.Form, entry.Status = masked(c.form), a.status
	if c.account != nil {
		entry.Account = c.by()
	}
	if a.cut || req.Context().Err() != nil {
		a.cut, entry.Status = true, 0
	}
	s.record(entry)
	a.write(w)
}

func (s *Server) answer(req *http.Request, r route, c *call, signIn func(*Server, *http.Request, *call) *answer) answer {
	wrong := c.read(req, r)
	outcome := s.strike(req.Context(), r.face+" "+r.pattern, c.id)
	if outcome.answer != nil {
		return *outcome.answer
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if wrong != "" {
		s.violate(c.n, "%s %s: %s", r.face, r.pattern, wrong)
		return refuse(http.StatusBadRequest, wrong)
	}
	if refused := signIn(s, req, c); refused != nil && !r.open {
		return *refused
	}
	if c.account != nil && s.tooFast(c.account) {
		a := refuse(http.StatusTooManyRequests, "Too Many Requests")
		a.retryAfter = 1
		return a
	}
	a := r.run(s, c)
	if outcome.after {
		return answer{cut: true}
	}
	return a
}

// tooFast counts a call.
func (s *Server) tooFast(a *Account) bool {
	second := s.now().Unix()
	rate := s.log.rate[a]
	if rate.second != second {
		rate.second, rate.calls = second, 0
	}
	rate.calls++
	s.log.rate[a] = rate
	return s.opts.PerSecond > 0 && rate.calls > s.opts.PerSecond
}

// read takes the body and says what is wrong with the call.
func (c *call) read(req *http.Request, r route) string {
	body, err := io.ReadAll(io.LimitReader(req.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return "the body cannot be read"
	}
	if strings.HasSuffix(r.pattern, "?") {
		return ""
	}
	for name, values := range c.query {
		if !known(name, r.query) || len(values) != 1 {
			return fmt.Sprintf("unknown or repeated parameter %q", name)
		}
	}
	if len(body) == 0 {
		c.form = url.Values{}
		return ""
	}
	if r.form == nil {
		return "a body where there is none"
	}
	if kind := req.Header.Get("Content-Type"); kind != "application/x-www-form-urlencoded" {
		return fmt.Sprintf("Content-Type %q", kind)
	}
	if c.form, err = url.ParseQuery(string(body)); err != nil {
		return "the body is no form"
	}
	for name, values := range c.form {
		if !known(name, r.form) || len(values) != 1 {
			return fmt.Sprintf("unknown or repeated field %q", name)
		}
	}
	return ""
}

// known tells whether a name is one of those; an array's name stands for all its elements.
func known(name string, names []string) bool {
	plain, rest, array := strings.Cut(name, "[")
	if !array {
		return slices.Contains(names, name)
	}
	_, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	return err == nil && strings.HasSuffix(rest, "]") && slices.Contains(names, plain+"[]")
}

// messageIDs are the elements of messageIds; none when they are not numbered from 0 or one is no id.
func (c *call) messageIDs() []int64 {
	var ids []int64
	for i := 0; ; i++ {
		value, there := c.form[fmt.Sprintf("messageIds[%d]", i)]
		if !there {
			break
		}
		id, err := strconv.ParseInt(value[0], 10, 64)
		if err != nil {
			return nil
		}
		ids = append(ids, id)
	}
	arrays := 0
	for name := range c.form {
		if strings.HasPrefix(name, "messageIds[") {
			arrays++
		}
	}
	if arrays != len(ids) {
		return nil
	}
	return ids
}

func masked(form url.Values) url.Values {
	if form.Has("password") {
		form.Set("password", "***")
	}
	return form
}

func (a answer) write(w http.ResponseWriter) {
	if a.cut {
		cutConnection(w)
		return
	}
	if a.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.retryAfter))
	}
	if a.cookie != "" {
		http.SetCookie(w, &http.Cookie{Name: "sessionId", Value: a.cookie, Path: "/", HttpOnly: true})
	}
	if a.page != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.page) // a client that went away is no fault of the server's
		return
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(a.body)
}

// cutConnection closes the connection without an answer, as a lost network would.
func cutConnection(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	_ = conn.Close()
}
