package sim

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// UserAPIHandler serves UserAPI v3 without a prefix.
func (s *Server) UserAPIHandler() http.Handler {
	which := []string{"messageId", "userId", "onlyNotModerated"}
	return s.handlerOf("userapi", []route{
		{pattern: "GET /organization/events/schedule", query: []string{"from", "to", "name", "status[]", "access", "page", "perPage"}, run: (*Server).schedule},
		{pattern: "GET /organization/events/{id}", run: (*Server).userAPIEvent},
		{pattern: "GET /organization/members", query: []string{"perPage", "page", "id", "role", "email", "position"}, run: (*Server).members},
		{pattern: "GET /eventsessions/{id}", run: ours((*Server).userAPISession)},
		{pattern: "PUT /eventsessions/{id}/start", run: ours((*Server).cookieStart)},
		{pattern: "PUT /eventsessions/{id}/stop", run: ours((*Server).cookieStop)},
		{pattern: "GET /eventsessions/{id}/chat", query: []string{"isModerated", "limit", "authorId", "privateChat"}, run: ours((*Server).userAPIChat)},
		{pattern: "PUT /eventsessions/{id}/chat/messages/moderate", form: []string{"isModerated", "messageIds[]", "userId"}, run: ours((*Server).userAPIModerate)},
		{pattern: "DELETE /eventsessions/{id}/chat", query: which, form: which, run: ours((*Server).userAPIDelete)},
	}, (*Server).byToken)
}

func (s *Server) byToken(req *http.Request, c *call) *answer {
	if req.Header.Get("Cookie") != "" {
		s.violate(c.n, "a cookie sent to UserAPI")
	}
	token := req.Header.Get("X-Auth-Token")
	for _, a := range s.accounts {
		if token != "" && a.Token == token {
			c.account = a
			return nil
		}
	}
	refused := refuse(http.StatusUnauthorized, "A Token was not found in the TokenStorage.")
	return &refused
}

// organization is the token's own.
func (c *call) organization() int64 {
	if len(c.account.Organizations) == 0 {
		return 0
	}
	return c.account.Organizations[0]
}

// ours finds the session of the path: what belongs to another organization is not found.
func ours(run func(*Server, *call, *session) answer) func(*Server, *call) answer {
	return func(s *Server, c *call) answer {
		found := s.sessions[c.id]
		if found == nil || found.event.Organization != c.organization() {
			return refuse(http.StatusNotFound, "Event session not found")
		}
		return run(s, c, found)
	}
}

func (s *Server) schedule(c *call) answer {
	from, err := time.ParseInLocation("2006-01-02 15:04:05", c.query.Get("from"), moscow())
	if err != nil {
		return refuse(http.StatusBadRequest, "from: This value is not a valid datetime.")
	}
	page, perPage := number(c.query.Get("page"), 1), number(c.query.Get("perPage"), 10)
	if page < 1 || !slices.Contains([]int{10, 50, 100, 250}, perPage) {
		return refuse(http.StatusBadRequest, fmt.Sprintf("Can not normalize the option %q", "perPage"))
	}
	statuses := c.array("status")
	var found []*event
	for _, e := range s.events {
		if e.Organization == c.organization() && !e.StartsAt.Before(from) && e.hasStatus(statuses) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b *event) int { return a.StartsAt.Compare(b.StartsAt) })
	list := []any{}
	for _, e := range found[min((page-1)*perPage, len(found)):min(page*perPage, len(found))] {
		list = append(list, s.userAPIEventJSON(e))
	}
	return ok(list)
}

func number(text string, standard int) int {
	if text == "" {
		return standard
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// array reads name[0], name[1] … of the query.
func (c *call) array(name string) []string {
	var values []string
	for i := 0; c.query.Has(fmt.Sprintf("%s[%d]", name, i)); i++ {
		values = append(values, c.query.Get(fmt.Sprintf("%s[%d]", name, i)))
	}
	return values
}

// hasStatus tells whether a session of the event has one of the statuses; no statuses are all, and an event without sessions
// is planned.
func (e *event) hasStatus(statuses []string) bool {
	if len(statuses) == 0 {
		return true
	}
	if len(e.sessions) == 0 {
		return slices.Contains(statuses, StatusPlanned)
	}
	return slices.ContainsFunc(e.sessions, func(run *session) bool { return slices.Contains(statuses, run.Status) })
}

func (s *Server) userAPIEvent(c *call) answer {
	e := s.eventOf(c.id)
	if e == nil || e.Organization != c.organization() {
		return refuse(http.StatusNotFound, "Event not found")
	}
	return ok(s.userAPIEventJSON(e))
}

func (s *Server) userAPIEventJSON(e *event) map[string]any {
	body := s.eventJSON(e)
	body["organizationId"] = s.id(e.Organization)
	body["createUserId"] = s.id(e.Owner)
	body["rule"] = fmt.Sprintf("FREQ=DAILY;COUNT=%d", max(len(e.sessions), 1))
	return body
}

func (s *Server) members(c *call) answer {
	list := []any{}
	for _, a := range s.accounts {
		if slices.Contains(a.Organizations, c.organization()) {
			list = append(list, map[string]any{
				"id": s.id(a.UserID), "name": a.Name, "secondName": a.SecondName, "email": a.Email,
				"organization": s.organizations[c.organization()], "role": "admin",
			})
		}
	}
	return ok(list)
}

func (s *Server) userAPISession(_ *call, run *session) answer {
	body := s.sessionJSON(run)
	body["organizationId"] = s.id(run.event.Organization)
	body["description"] = run.event.Description
	return ok(body)
}

// userAPIChat filters by isModerated, which is true when it is not said. The order of the real one is not known: this one
// gives the oldest of the page first, unlike the cookie face.
func (s *Server) userAPIChat(c *call, run *session) answer {
	wanted := cmp.Or(c.query.Get("isModerated"), "true")
	limit := number(c.query.Get("limit"), s.opts.ChatPage)
	if (wanted != "true" && wanted != "false") || limit < 1 {
		s.violate(c.n, "chat with isModerated %q and limit %d", wanted, limit)
		return refuse(http.StatusBadRequest, fmt.Sprintf("Can not normalize the option %q", "isModerated"))
	}
	list := []any{}
	for _, m := range slices.Backward(run.messages) {
		if m.Deleted || (m.Approved != (wanted == "true") && !(s.opts.FilterGivesAll && wanted == "false")) {
			continue
		}
		if len(list) == min(limit, s.opts.ChatPage) {
			break
		}
		list = append(list, s.userAPIMessage(m))
	}
	slices.Reverse(list)
	return ok(list)
}

func (s *Server) userAPIMessage(m *Message) map[string]any {
	return map[string]any{
		"id": s.id(m.ID), "authorName": m.Author, "text": m.Text, "isModerated": m.Approved, "sentByAdmin": false,
		"avatarUrl": nil, "thumbnails": []any{}, "authorId": s.id(m.AuthorID), "createAt": written(m.At), "additionalData": "[]",
	}
}

// userAPIModerate takes approvals back unless isModerated is said, as the real one does.
func (s *Server) userAPIModerate(c *call, run *session) answer {
	ids, approved := c.messageIDs(), cmp.Or(c.form.Get("isModerated"), "false")
	if !c.form.Has("isModerated") {
		s.violate(c.n, "moderate without isModerated takes approvals back")
	}
	if len(ids) == 0 || (approved != "true" && approved != "false") {
		s.violate(c.n, "moderate with messageIds %v and isModerated %q", ids, approved)
		return refuse(http.StatusBadRequest, "messageIds: This value should not be blank.")
	}
	if !run.alive(ids) {
		return refuse(http.StatusNotFound, "Message not found")
	}
	s.moderate(run, c.by(), approved == "true", ids)
	list := []any{}
	for _, id := range ids {
		body := s.userAPIMessage(run.byID[id])
		body["isDeleted"] = false
		list = append(list, body)
	}
	return ok(list)
}

// userAPIDelete deletes one message, those of a user, those that wait, or, without a word, everything: as the real one does.
func (s *Server) userAPIDelete(c *call, run *session) answer {
	var which url.Values
	switch {
	case s.opts.DeleteReads == "body", s.opts.DeleteReads == "" && len(c.query) == 0:
		which = c.form
	default:
		which = c.query
	}
	if which.Has("messageId") {
		id, _ := strconv.ParseInt(which.Get("messageId"), 10, 64) // no number, no message
		if !run.alive([]int64{id}) {
			s.effect(c.by(), "delete", run.ID, id, false)
			return refuse(http.StatusNotFound, "Message not found")
		}
		s.remove(run, c.by(), []int64{id})
		return done()
	}
	s.violate(c.n, "a deletion of more than one message: %q", which.Encode())
	var ids []int64
	for _, m := range run.messages {
		user := which.Get("userId")
		if m.Deleted || (user != "" && user != strconv.FormatInt(m.AuthorID, 10)) ||
			(strings.EqualFold(which.Get("onlyNotModerated"), "true") && m.Approved) {
			continue
		}
		ids = append(ids, m.ID)
	}
	s.remove(run, c.by(), ids)
	return done()
}
