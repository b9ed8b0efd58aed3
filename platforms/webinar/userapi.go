package webinar

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"frontdesk/domain"
)

// lookBack is by how much the schedule is asked for earlier than wanted: the zone in which UserAPI reads "from" is not
// documented, and a webinar that runs has begun before now.
const lookBack = 24 * time.Hour

// userAPIFace is an account with a token. The token lives behind a function, as with cookieFace.
type userAPIFace struct {
	client *Client
	secret func() string
}

func newUserAPIFace(c *Client, creds domain.WebinarCredentials) *userAPIFace {
	token := creds.Token
	return &userAPIFace{client: c, secret: func() string { return token }}
}

func (f *userAPIFace) call(ctx context.Context, name, method, path string, query, form url.Values) (answer, error) {
	token := f.secret()
	if !usable(token) {
		return answer{}, incomplete()
	}
	return f.client.do(ctx, request{
		name: name, method: method, url: f.client.userAPIURL + path, query: query, form: form,
		header: http.Header{"X-Auth-Token": {token}},
		hide:   hider(func() []string { return []string{token} }),
	})
}

// profile proves the token by the schedule, which also tells the organization when it is not empty. A token does not tell
// its person, and the organization's name stands only with its members, which the token may not be allowed to read.
func (f *userAPIFace) profile(ctx context.Context) (domain.WebinarProfile, error) {
	events, _, err := f.schedule(ctx, 0, time.Time{}, 1)
	if err != nil {
		return domain.WebinarProfile{}, err
	}
	var o domain.WebinarOrganization
	if len(events) > 0 {
		o.ID = events[0].Organization
	}
	o.Name = f.organizationName(ctx)
	return domain.WebinarProfile{Name: o.Name, Organizations: []domain.WebinarOrganization{o}}, nil
}

// organizationName is empty when it cannot be had.
func (f *userAPIFace) organizationName(ctx context.Context) string {
	a, err := f.call(ctx, "members", http.MethodGet, "/organization/members", url.Values{"perPage": {"10"}}, nil)
	var items list
	if err != nil || a.into(&items) != nil {
		return ""
	}
	for _, raw := range items {
		var m wireMember
		if json.Unmarshal(raw, &m) == nil && m.Organization != "" {
			return string(m.Organization)
		}
	}
	return ""
}

// schedule reads one page of the platform's.
func (f *userAPIFace) schedule(ctx context.Context, _ int64, from time.Time, page int) ([]domain.WebinarEvent, bool, error) {
	since := from
	if since.IsZero() {
		since = f.client.clock.Now()
	}
	a, err := f.call(ctx, "schedule", http.MethodGet, "/organization/events/schedule", url.Values{
		"from":      {since.Add(-lookBack).UTC().Format("2006-01-02 15:04:05")},
		"status[0]": {string(domain.EventPlanned)}, "status[1]": {string(domain.EventRunning)},
		"page": {strconv.Itoa(page)}, "perPage": {strconv.Itoa(pageSize)},
	}, nil)
	if err != nil {
		return nil, false, err
	}
	var items list
	if err := a.into(&items); err != nil {
		return nil, false, err
	}
	var events []domain.WebinarEvent
	for _, raw := range items {
		var w wireEvent
		if json.Unmarshal(raw, &w) != nil || w.ID <= 0 {
			continue
		}
		if e := f.eventOf(w); !overBefore(e, from) {
			events = append(events, e)
		}
	}
	return events, len(items) >= pageSize, nil
}

func (f *userAPIFace) event(ctx context.Context, id int64) (domain.WebinarEvent, error) {
	a, err := f.call(ctx, "event", http.MethodGet, path("/organization/events/%d", id), nil, nil)
	if err != nil {
		return domain.WebinarEvent{}, err
	}
	var w wireEvent
	if err := a.into(&w); err != nil {
		return domain.WebinarEvent{}, err
	}
	w.ID = number(id)
	return f.eventOf(w), nil
}

// eventOf adds the page, which is that of the session when there are several.
func (f *userAPIFace) eventOf(w wireEvent) domain.WebinarEvent {
	e := w.event()
	if w.CreateUserID <= 0 {
		return e
	}
	e.PublicURL = f.client.page + path("/j/%d/%d", w.CreateUserID, w.ID)
	if len(e.Sessions) > 1 {
		e.PublicURL += path("/session/%d", shown(e.Sessions))
	}
	return e
}

func (f *userAPIFace) start(ctx context.Context, session int64) error {
	_, err := f.call(ctx, "start", http.MethodPut, path("/eventsessions/%d/start", session), nil, nil)
	return err
}

func (f *userAPIFace) stop(ctx context.Context, session int64) error {
	_, err := f.call(ctx, "stop", http.MethodPut, path("/eventsessions/%d/stop", session), nil, nil)
	return err
}

func (f *userAPIFace) status(ctx context.Context, _, session int64) (domain.EventStatus, error) {
	a, err := f.call(ctx, "session", http.MethodGet, path("/eventsessions/%d", session), nil, nil)
	if err != nil {
		return "", err
	}
	return sessionStatus(a)
}

// chat takes two calls, since isModerated is a filter here whose default hides what waits.
func (f *userAPIFace) chat(ctx context.Context, session int64) ([]domain.ChatMessage, bool, error) {
	var pages [2]chatPage
	capped := false
	for i, approved := range []bool{false, true} {
		a, err := f.call(ctx, "chat", http.MethodGet, path("/eventsessions/%d/chat", session), url.Values{
			"isModerated": {strconv.FormatBool(approved)}, "limit": {strconv.Itoa(f.client.chatLimit)},
		}, nil)
		if err != nil {
			return nil, false, err
		}
		if pages[i], err = decodeChat(a, approved); err != nil {
			return nil, false, err
		}
		capped = capped || pages[i].torn || pages[i].items >= f.client.chatLimit
	}
	return joinChat(pages[:]...), capped, nil
}

// moderate always says isModerated: without it UserAPI would take approvals back.
func (f *userAPIFace) moderate(ctx context.Context, session int64, approved bool, ids []int64) error {
	form := messageIDs(ids)
	form.Set("isModerated", strconv.FormatBool(approved))
	_, err := f.call(ctx, "moderate", http.MethodPut, path("/eventsessions/%d/chat/messages/moderate", session), nil, form)
	return err
}

// remove deletes one message a call: there is no list. The id goes both into the address and into the body, because without
// it the call would delete the whole chat, and the documents do not say where it is read.
func (f *userAPIFace) remove(ctx context.Context, session int64, ids []int64) error {
	for _, id := range ids {
		if id <= 0 {
			return badID()
		}
		which := url.Values{"messageId": {strconv.FormatInt(id, 10)}}
		_, err := f.call(ctx, "delete", http.MethodDelete, path("/eventsessions/%d/chat", session), which, which)
		if err != nil && domain.KindOf(err) != domain.KindNotFound {
			return err
		}
	}
	return nil
}

// premoderation has no method in UserAPI's documents.
func (f *userAPIFace) premoderation(context.Context, int64) (bool, error) {
	return false, domain.Fail(domain.KindRejected, "error.webinar_face", nil)
}

func (f *userAPIFace) setPremoderation(context.Context, int64, bool) error {
	return domain.Fail(domain.KindRejected, "error.webinar_face", nil)
}
