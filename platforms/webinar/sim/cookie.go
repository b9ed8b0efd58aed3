package sim

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// timeLayout is the platform's own: the offset has no colon.
const timeLayout = "2006-01-02T15:04:05-0700"

// moscow is the zone that the platform writes times in.
func moscow() *time.Location { return time.FixedZone("", 3*60*60) }

func written(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(moscow()).Format(timeLayout)
}

// id writes an id as a number, or as a string when that is switched on.
func (s *Server) id(id int64) any {
	if s.opts.StringIDs {
		return strconv.FormatInt(id, 10)
	}
	return id
}

// CookieHandler serves the cookie face without a prefix.
func (s *Server) CookieHandler() http.Handler {
	ids := []string{"messageIds[]"}
	return s.handlerOf("cookie", []route{
		{pattern: "POST /login", form: []string{"email", "password", "rememberMe"}, open: true, run: (*Server).logIn},
		{pattern: "GET /login", run: (*Server).whoAmI},
		{pattern: "GET /user/{id}", run: (*Server).user},
		{pattern: "GET /organizations/{id}/eventsessions/list/planned", run: (*Server).planned},
		{pattern: "GET /event/{id}", run: (*Server).cookieEvent},
		{pattern: "GET /eventsession/{id}", run: inSession((*Server).cookieSession)},
		{pattern: "PUT /eventsession/{id}/start", run: inSession((*Server).cookieStart)},
		{pattern: "PUT /eventsession/{id}/stop", run: inSession((*Server).cookieStop)},
		{pattern: "GET /eventsessions/{id}/chat", run: inSession((*Server).cookieChat)},
		{pattern: "PUT /eventsessions/{id}/chat/messages/moderate", form: append(ids, "isModerated"), run: inSession((*Server).cookieModerate)},
		{pattern: "PUT /eventsessions/{id}/chat/messages/delete", form: ids, run: inSession((*Server).cookieDelete)},
		{pattern: "GET /eventsessions/{id}/chat/settings", run: inSession((*Server).settings)},
		{pattern: "PUT /eventsessions/{id}/chat/settings", form: []string{"option", "value"}, run: inSession((*Server).setSetting)},
	}, (*Server).byCookie)
}

// byCookie finds whose call it is.
func (s *Server) byCookie(req *http.Request, c *call) *answer {
	if req.Header.Get("X-Auth-Token") != "" {
		s.violate(c.n, "a token of UserAPI sent to the cookie face")
	}
	if cookie, err := req.Cookie("sessionId"); err == nil {
		live, known := s.cookies[cookie.Value]
		if known && (s.opts.SessionLife <= 0 || s.now().Sub(live.at) < s.opts.SessionLife) {
			c.account, c.cookie = live.account, cookie.Value
			return nil
		}
	}
	refused := refuse(s.opts.AuthCode, "ERROR_NOT_AUTHORIZED")
	return &refused
}

func (s *Server) logIn(c *call) answer {
	if c.form.Get("rememberMe") != "true" {
		s.violate(c.n, "a login with rememberMe=%q", c.form.Get("rememberMe"))
	}
	c.account = nil
	for _, a := range s.accounts {
		if a.Email != "" && a.Email == c.form.Get("email") && a.Password != "" &&
			subtle.ConstantTimeCompare([]byte(a.Password), []byte(c.form.Get("password"))) == 1 {
			c.account = a
		}
	}
	if c.account == nil {
		refused := refuse(http.StatusBadRequest, "ERROR_WRONG_CREDENTIALS")
		refused.status = s.opts.LoginStatus
		return refused
	}
	cookie := (strings.ToLower(rand.Text()) + strings.ToLower(rand.Text()))[:32]
	s.cookies[cookie] = login{c.account, s.now()}
	a := ok(map[string]any{"id": s.id(c.account.UserID), "email": c.account.Email})
	a.cookie = cookie
	return a
}

func (s *Server) whoAmI(c *call) answer {
	return ok(map[string]any{"id": s.id(c.account.UserID), "sessionId": c.cookie, "memberships": s.memberships(c.account)})
}

func (s *Server) user(c *call) answer {
	if c.id != c.account.UserID {
		return refuse(http.StatusForbidden, "Access denied")
	}
	return ok(map[string]any{
		"id": s.id(c.account.UserID), "name": c.account.Name, "secondName": c.account.SecondName, "email": c.account.Email,
		"memberships": s.memberships(c.account),
	})
}

func (s *Server) memberships(a *Account) []any {
	list := []any{}
	for _, id := range a.Organizations {
		list = append(list, map[string]any{"organization": map[string]any{"id": s.id(id), "name": s.organizations[id]}})
	}
	return list
}

// planned lists the sessions that are not over.
func (s *Server) planned(c *call) answer {
	if !slices.Contains(c.account.Organizations, c.id) {
		return refuse(http.StatusForbidden, "Access denied")
	}
	list := []any{}
	for _, e := range s.events {
		if e.Organization != c.id {
			continue
		}
		if len(e.sessions) == 0 {
			list = append(list, map[string]any{"id": s.id(e.ID)})
		}
		for _, run := range e.sessions {
			if run.Status != StatusOver {
				list = append(list, map[string]any{"id": s.id(run.ID), "eventId": s.id(e.ID)})
			}
		}
	}
	return ok(list)
}

func (s *Server) cookieEvent(c *call) answer {
	e := s.eventOf(c.id)
	if e == nil {
		return refuse(http.StatusNotFound, "Event not found")
	}
	if !slices.Contains(c.account.Organizations, e.Organization) {
		return refuse(http.StatusForbidden, "Access denied")
	}
	return ok(s.eventJSON(e))
}

func (s *Server) eventOf(id int64) *event {
	at := slices.IndexFunc(s.events, func(e *event) bool { return e.ID == id })
	if at < 0 {
		return nil
	}
	return s.events[at]
}

// eventJSON is what both faces tell of an event. What it has not is not there.
func (s *Server) eventJSON(e *event) map[string]any {
	body := map[string]any{
		"id": s.id(e.ID), "name": e.Name, "description": e.Description, "startsAt": written(e.StartsAt), "endsAt": written(e.EndsAt),
	}
	if e.Picture != "" {
		body["image"] = map[string]any{"url": e.Picture}
	}
	if len(e.sessions) > 0 {
		list := make([]any, len(e.sessions))
		for i, run := range e.sessions {
			list[i] = s.sessionJSON(run)
		}
		body["eventSessions"] = list
	}
	return body
}

func (s *Server) sessionJSON(run *session) map[string]any {
	return map[string]any{
		"id": s.id(run.ID), "name": run.Name, "status": run.Status, "startsAt": written(run.StartsAt), "endsAt": written(run.EndsAt),
	}
}

// inSession finds the session of the path and whether it is the account's.
func inSession(run func(*Server, *call, *session) answer) func(*Server, *call) answer {
	return func(s *Server, c *call) answer {
		found := s.sessions[c.id]
		if found == nil {
			return refuse(http.StatusNotFound, "Event session not found")
		}
		if !slices.Contains(c.account.Organizations, found.event.Organization) {
			return refuse(http.StatusForbidden, "Access denied")
		}
		return run(s, c, found)
	}
}

func (s *Server) cookieSession(_ *call, run *session) answer { return ok(s.sessionJSON(run)) }

func (s *Server) cookieStart(c *call, run *session) answer {
	return s.move(c, run, "start", StatusPlanned, StatusRunning)
}

func (s *Server) cookieStop(c *call, run *session) answer {
	return s.move(c, run, "stop", StatusRunning, StatusOver)
}

// move takes a session one step on, and refuses every other step as UserAPI does.
func (s *Server) move(c *call, run *session, action, from, to string) answer {
	s.effect(c.by(), action, run.ID, 0, run.Status == from)
	if run.Status != from {
		return refuse(http.StatusNotFound, fmt.Sprintf("Event session with status %s not found", from))
	}
	run.Status = to
	return done()
}

// cookieChat gives awaiting and approved ones, newest first.
func (s *Server) cookieChat(_ *call, run *session) answer {
	list := []any{}
	for _, m := range slices.Backward(run.messages) {
		if m.Deleted {
			continue
		}
		if len(list) == s.opts.ChatPage {
			break
		}
		list = append(list, map[string]any{
			"id": s.id(m.ID), "authorName": m.Author, "text": m.Text, "isModerated": m.Approved, "createAt": written(m.At),
		})
	}
	return ok(list)
}

func (s *Server) cookieModerate(c *call, run *session) answer {
	ids, approved := c.messageIDs(), c.form.Get("isModerated")
	if len(ids) == 0 || (approved != "true" && approved != "false") {
		s.violate(c.n, "moderate with messageIds %v and isModerated %q", ids, approved)
		return refuse(http.StatusBadRequest, "messageIds and isModerated are required")
	}
	if !run.alive(ids) {
		return refuse(http.StatusNotFound, "Message not found")
	}
	s.moderate(run, c.by(), approved == "true", ids)
	return answer{status: http.StatusOK}
}

func (s *Server) cookieDelete(c *call, run *session) answer {
	ids := c.messageIDs()
	if len(ids) == 0 {
		s.violate(c.n, "delete without messageIds")
		return refuse(http.StatusBadRequest, "messageIds is required")
	}
	if !run.alive(ids) {
		if len(ids) == 1 {
			s.effect(c.by(), "delete", run.ID, ids[0], false)
		}
		return refuse(http.StatusNotFound, "Message not found")
	}
	s.remove(run, c.by(), ids)
	return answer{status: http.StatusOK}
}

func (s *Server) settings(_ *call, run *session) answer {
	return ok(map[string]any{"premoderation": run.setting(s.now()), "show": true})
}

// setSetting keeps the string as it came and tells it back, after the delay.
func (s *Server) setSetting(c *call, run *session) answer {
	value := c.form.Get("value")
	if c.form.Get("option") != "premoderation" || !slices.Contains([]string{"True", "False", "true", "false"}, value) {
		s.violate(c.n, "option %q with value %q", c.form.Get("option"), value)
		return refuse(http.StatusBadRequest, "Wrong option")
	}
	s.effect(c.by(), "premoderation", run.ID, 0, fmt.Sprint(run.setting(s.now())) != value)
	run.next, run.nextAt = value, s.now().Add(s.opts.PremoderationDelay)
	return answer{status: http.StatusOK}
}
