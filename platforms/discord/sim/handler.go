package sim

import (
	"encoding/json"
	"maps"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
)

// Codes of Discord's errors (discord-api-docs, opcodes and status codes).
const (
	codeUnknownMessage = 10008
	codeUnknownWebhook = 10015
	codeEmptyMessage   = 50006
	codeInvalidToken   = 50027
	codeInvalidForm    = 50035
	codeInvalidJSON    = 50109
	codeForumNeeds     = 220001
	codeNoForum        = 220003
)

// answer is what goes back.
type answer struct {
	status int
	header http.Header
	body   any    // as JSON; nil sends none
	html   string // instead of body
	cut    bool
}

func failure(status, code int, message string) answer {
	return answer{status: status, body: map[string]any{"message": message, "code": code}}
}

var (
	route = regexp.MustCompile(`^/api/(?:v(?:9|10)/)?webhooks/([0-9]+)/([^/]+)((?:/messages/([0-9]+))?)$`)
	agent = regexp.MustCompile(`^DiscordBot \(\S+, \S+\)`)
	truth = regexp.MustCompile(`^(?:[Tt]rue|1)$`)
	lie   = regexp.MustCompile(`^(?:[Ff]alse|0)$`)
	digit = regexp.MustCompile(`^[0-9]+$`)
)

// call is one request with what its path says.
type call struct {
	*http.Request
	id, token, below, message string
}

// Handler serves /api/[v9/ or v10/]webhooks/ID/TOKEN and what is below it, and at "/" a page that shows people the channels.
func (s *Server) Handler() http.Handler {
	people := page(s)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			people(w, r)
			return
		}
		c := call{Request: r}
		if parts := route.FindStringSubmatch(r.URL.Path); parts != nil {
			c.id, c.token, c.below, c.message = parts[1], parts[2], parts[3], parts[4]
		}
		a := s.answer(c)
		s.record(c, a)
		a.write(w)
	})
}

func (s *Server) record(c call, a answer) {
	entry := Request{Method: c.Method, Webhook: c.id, Path: c.below, At: s.opts.Clock(), Status: a.status}
	if a.cut {
		entry.Status = 0
	}
	if m, ok := a.body.(map[string]any); ok {
		entry.Code, _ = m["code"].(int)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, entry)
	s.notify()
}

func (s *Server) answer(c call) answer {
	f := s.strike(c.Request, c.id)
	if a, done := f.answer(); done {
		return a
	}
	if !agent.MatchString(c.UserAgent()) { // reference, "User Agent": such requests are blocked before the API
		return answer{status: http.StatusForbidden, html: "<html><title>Access denied | Cloudflare</title></html>"}
	}
	if c.id == "" {
		return failure(http.StatusNotFound, 0, "404: Not Found")
	}
	a := s.serve(c)
	if f.Cut == CutAfter {
		a.cut = true
	}
	return a
}

// serve finds the webhook, counts the call and runs it.
func (s *Server) serve(c call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if left := s.global.Sub(s.opts.Clock()); left > 0 {
		return limitedAnswer(left.Seconds(), true, "global")
	}
	h := s.hooks[c.id]
	switch {
	case h == nil || h.deleted:
		return failure(http.StatusNotFound, codeUnknownWebhook, "Unknown Webhook")
	case h.Token != c.token:
		return failure(http.StatusUnauthorized, codeInvalidToken, "Invalid Webhook Token")
	}
	kind := c.Method
	if c.message != "" {
		kind += "-message"
	}
	header, over := s.take(h, kind)
	var a answer
	if over > 0 {
		a = limitedAnswer(over.Seconds(), false, "user")
	} else {
		a = s.run(c, h, kind)
	}
	if a.header == nil {
		a.header = http.Header{}
	}
	maps.Copy(a.header, header)
	return a
}

// run does what the request asks for. The caller holds the lock.
func (s *Server) run(c call, h *hook, kind string) answer {
	switch kind {
	case http.MethodGet:
		return answer{status: http.StatusOK, body: map[string]any{
			"id": h.ID, "type": 1, "name": h.Name, "token": h.Token, "channel_id": "1", "guild_id": "2", "avatar": nil, "application_id": nil,
		}}
	case http.MethodDelete:
		h.deleted = true
		return answer{status: http.StatusNoContent}
	case http.MethodPost:
		return s.post(c, h)
	case "GET-message", "PATCH-message", "DELETE-message":
		return s.about(c, h)
	}
	return failure(http.StatusMethodNotAllowed, 0, "405: Method Not Allowed")
}

// parameters reads the query: wait and thread_id, and nothing else.
func parameters(c call) (wait bool, thread string, form formErrors) {
	for name, values := range c.URL.Query() {
		v := values[len(values)-1]
		switch {
		case name == "wait" && c.message == "" && (truth.MatchString(v) || lie.MatchString(v)):
			wait = truth.MatchString(v)
		case name == "thread_id" && digit.MatchString(v):
			thread = v
		default:
			form.add(name, "BASE_TYPE_BAD", "This parameter is unknown or wrong.")
		}
	}
	return wait, thread, form
}

// read takes a message from a request, or answers why it is none.
func read(c call) (b body, refused *answer) {
	no := func(a answer) (body, *answer) { return b, &a }
	if kind, _, err := mime.ParseMediaType(c.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return no(failure(http.StatusBadRequest, codeInvalidForm, `Expected "Content-Type" header to be one of {'application/json'}.`))
	}
	b, form, ok := readBody(c.Body)
	if !ok {
		return no(failure(http.StatusBadRequest, codeInvalidJSON, "The request body contains invalid JSON."))
	}
	b.check(form)
	_, _, query := parameters(c)
	for _, tree := range []map[string]any{form.tree, query.tree} {
		if tree != nil {
			return no(answer{status: http.StatusBadRequest, body: map[string]any{
				"message": "Invalid Form Body", "code": codeInvalidForm, "errors": tree,
			}})
		}
	}
	return b, nil
}

func (s *Server) post(c call, h *hook) answer {
	b, refused := read(c)
	if refused != nil {
		return *refused
	}
	wait, thread, _ := parameters(c)
	switch {
	case b.empty():
		return failure(http.StatusBadRequest, codeEmptyMessage, "Cannot send an empty message")
	case h.forum && thread == "" && b.Thread == "":
		return failure(http.StatusBadRequest, codeForumNeeds, "Webhooks posted to forum channels must have a thread_name or thread_id")
	case !h.forum && b.Thread != "":
		return failure(http.StatusBadRequest, codeNoForum, "Webhooks can only create threads in forum channels")
	}
	m := &Message{ID: s.nextID(), Content: b.Content, Thread: thread, At: s.opts.Clock(), Embeds: b.shown()}
	if b.Username != nil {
		m.Username = *b.Username
	}
	h.messages = append(h.messages, m)
	if !wait {
		return answer{status: http.StatusNoContent}
	}
	return answer{status: http.StatusOK, body: m.object(h)}
}

// about is a follow-up on a message.
func (s *Server) about(c call, h *hook) answer {
	_, thread, form := parameters(c)
	at := slices.IndexFunc(h.messages, func(m *Message) bool { return m.ID == c.message && !m.Deleted && m.Thread == thread })
	switch {
	case form.tree != nil:
		return failure(http.StatusBadRequest, codeInvalidForm, "Invalid Form Body")
	case at < 0:
		return failure(http.StatusNotFound, codeUnknownMessage, "Unknown Message")
	}
	m := h.messages[at]
	switch c.Method {
	case http.MethodDelete:
		m.Deleted = true
		return answer{status: http.StatusNoContent}
	case http.MethodPatch:
		b, refused := read(c)
		if refused != nil {
			return *refused
		}
		if b.empty() {
			return failure(http.StatusBadRequest, codeEmptyMessage, "Cannot send an empty message")
		}
		m.Content, m.Embeds = b.Content, b.shown()
		m.Edits++
	}
	return answer{status: http.StatusOK, body: m.object(h)}
}

func (b *body) shown() []Embed {
	var list []Embed
	for _, e := range b.Embeds {
		one := Embed{Title: e.Title, Description: e.Description}
		if e.Author != nil {
			one.Author = e.Author.Name
		}
		if e.Footer != nil {
			one.Footer = e.Footer.Text
		}
		list = append(list, one)
	}
	return list
}

// object is the message as the API gives it, as far as it is known here.
func (m *Message) object(h *hook) map[string]any {
	embeds := []map[string]any{}
	for _, e := range m.Embeds {
		embeds = append(embeds, map[string]any{"type": "rich", "title": e.Title, "description": e.Description})
	}
	return map[string]any{
		"id": m.ID, "type": 0, "channel_id": "1", "webhook_id": h.ID, "content": m.Content, "embeds": embeds,
		"timestamp": m.At.UTC().Format("2006-01-02T15:04:05.000000+00:00"),
	}
}

func (a answer) write(w http.ResponseWriter) {
	if a.cut {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
		return
	}
	maps.Copy(w.Header(), a.header)
	raw, kind := []byte(a.html), "text/html"
	if a.html == "" && a.body != nil {
		var err error
		if raw, err = json.Marshal(a.body); err != nil {
			a.status = http.StatusInternalServerError
		}
		kind = "application/json"
	}
	if a.status != http.StatusNoContent {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(raw) // a client that went away is no fault of the server's
}
