package webinar

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"frontdesk/domain"
)

const (
	// pageSize is how many events a page of the schedule has.
	pageSize = 10
	// readers is how many events of a page are read at once.
	readers = 4
)

func path(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func (f *cookieFace) profile(ctx context.Context) (domain.WebinarProfile, error) {
	user, err := f.userID(ctx)
	if err != nil {
		return domain.WebinarProfile{}, err
	}
	a, err := f.call(ctx, "user", http.MethodGet, path("/user/%d", user), nil)
	if err != nil {
		return domain.WebinarProfile{}, err
	}
	var w wireUser
	if err := a.into(&w); err != nil {
		return domain.WebinarProfile{}, err
	}
	p := w.profile()
	p.UserID = user
	return p, nil
}

// schedule reads the planned list, which has no pages of its own, and the events of one page of it.
func (f *cookieFace) schedule(ctx context.Context, organization int64, from time.Time, page int) ([]domain.WebinarEvent, bool, error) {
	if organization <= 0 {
		return nil, false, badID()
	}
	a, err := f.call(ctx, "planned", http.MethodGet, path("/organizations/%d/eventsessions/list/planned", organization), nil)
	if err != nil {
		return nil, false, err
	}
	var items list
	if err := a.into(&items); err != nil {
		return nil, false, err
	}
	planned := plannedEvents(items)
	first := min((page-1)*pageSize, len(planned))
	last := min(first+pageSize, len(planned))
	events, err := f.details(ctx, planned[first:last])
	if err != nil {
		return nil, false, err
	}
	kept := events[:0]
	for _, e := range events {
		if e.Organization == 0 {
			e.Organization = organization
		}
		if !overBefore(e, from) {
			kept = append(kept, e)
		}
	}
	return kept, last < len(planned), nil
}

// plannedEvents takes each event of a list of sessions once. What a list item says of it serves when the event itself cannot
// be read.
func plannedEvents(items list) []domain.WebinarEvent {
	var events []domain.WebinarEvent
	seen := make(map[int64]bool)
	for _, raw := range items {
		var w wireEvent
		if json.Unmarshal(raw, &w) != nil {
			continue
		}
		if w.EventID > 0 {
			w.ID = w.EventID
		}
		if w.ID > 0 && !seen[int64(w.ID)] {
			seen[int64(w.ID)] = true
			events = append(events, w.event())
		}
	}
	return events
}

// details reads the events themselves, a few at a time. Those that are gone or not for us are left out.
func (f *cookieFace) details(ctx context.Context, planned []domain.WebinarEvent) ([]domain.WebinarEvent, error) {
	read := make([]domain.WebinarEvent, len(planned))
	problems := make([]error, len(planned))
	turns := make(chan struct{}, readers)
	var all sync.WaitGroup
	for i, p := range planned {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			read[i], problems[i] = f.event(ctx, p.ID)
		})
	}
	all.Wait()
	var events []domain.WebinarEvent
	for i, err := range problems {
		switch {
		case err == nil:
			events = append(events, read[i])
		case !refusedForGood(err):
			return nil, err
		case planned[i].Name != "":
			events = append(events, planned[i])
		}
	}
	return events, nil
}

func refusedForGood(err error) bool {
	switch domain.KindOf(err) {
	case domain.KindNotFound, domain.KindForbidden, domain.KindRejected, domain.KindConflict:
		return true
	}
	return false
}

// overBefore tells whether an event had ended at a time and is not running.
func overBefore(e domain.WebinarEvent, t time.Time) bool {
	for _, s := range e.Sessions {
		if s.Status == domain.EventRunning || (s.Status == domain.EventPlanned && s.StartsAt.After(t)) {
			return false
		}
	}
	return !t.IsZero() && !e.EndsAt.IsZero() && e.EndsAt.Before(t)
}

func (f *cookieFace) event(ctx context.Context, id int64) (domain.WebinarEvent, error) {
	a, err := f.call(ctx, "event", http.MethodGet, path("/event/%d", id), nil)
	if err != nil {
		return domain.WebinarEvent{}, err
	}
	var w wireEvent
	if err := a.into(&w); err != nil {
		return domain.WebinarEvent{}, err
	}
	e := w.event()
	e.ID = id
	if user, session := f.current().UserID, shown(e.Sessions); user != 0 && session != 0 {
		e.PublicURL = f.client.cookiePage + path("/%d/%d/stream-new/%d", user, id, session)
	}
	return e, nil
}

// start and stop have the noun in the singular, unlike all other addresses of a session, and unlike UserAPI.
func (f *cookieFace) start(ctx context.Context, session int64) error {
	_, err := f.call(ctx, "start", http.MethodPut, path("/eventsession/%d/start", session), nil)
	return err
}

func (f *cookieFace) stop(ctx context.Context, session int64) error {
	_, err := f.call(ctx, "stop", http.MethodPut, path("/eventsession/%d/stop", session), nil)
	return err
}

func (f *cookieFace) status(ctx context.Context, event, session int64) (domain.EventStatus, error) {
	if event == 0 {
		a, err := f.call(ctx, "session", http.MethodGet, path("/eventsession/%d", session), nil)
		if err != nil {
			return "", err
		}
		return sessionStatus(a)
	}
	e, err := f.event(ctx, event)
	if err != nil {
		return "", err
	}
	for _, s := range e.Sessions {
		if s.ID == session {
			return s.Status, nil
		}
	}
	return "", refused(&refusal{call: "event", code: http.StatusNotFound, message: "the event does not have this session"})
}

func sessionStatus(a answer) (domain.EventStatus, error) {
	var w wireSession
	if err := a.into(&w); err != nil {
		return "", err
	}
	if w.Status == "" {
		return "", unreadable(a.call, fmt.Errorf("a session without status"))
	}
	return statusOf(w.Status), nil
}

// chat is one call for awaiting and approved. How many messages an answer has at most is not known: any round number of them
// may be the cap.
func (f *cookieFace) chat(ctx context.Context, session int64) ([]domain.ChatMessage, bool, error) {
	a, err := f.call(ctx, "chat", http.MethodGet, path("/eventsessions/%d/chat", session), nil)
	if err != nil {
		return nil, false, err
	}
	page, err := decodeChat(a, true)
	if err != nil {
		return nil, false, err
	}
	capped := page.torn || page.items >= f.client.chatLimit || (page.items >= 20 && page.items%10 == 0)
	return joinChat(page), capped, nil
}

// moderate takes an approval back with the same call: that false is taken here as it is in UserAPI is not documented.
func (f *cookieFace) moderate(ctx context.Context, session int64, approved bool, ids []int64) error {
	form := messageIDs(ids)
	form.Set("isModerated", strconv.FormatBool(approved))
	_, err := f.call(ctx, "moderate", http.MethodPut, path("/eventsessions/%d/chat/messages/moderate", session), form)
	return err
}

func (f *cookieFace) remove(ctx context.Context, session int64, ids []int64) error {
	_, err := f.call(ctx, "delete", http.MethodPut, path("/eventsessions/%d/chat/messages/delete", session), messageIDs(ids))
	return err
}

// messageIDs writes ids as PHP reads an array.
func messageIDs(ids []int64) url.Values {
	form := make(url.Values, len(ids)+1)
	for i, id := range ids {
		form.Set(fmt.Sprintf("messageIds[%d]", i), strconv.FormatInt(id, 10))
	}
	return form
}

func (f *cookieFace) premoderation(ctx context.Context, session int64) (bool, error) {
	a, err := f.call(ctx, "settings", http.MethodGet, path("/eventsessions/%d/chat/settings", session), nil)
	if err != nil {
		return false, err
	}
	var w wireSettings
	if err := a.into(&w); err != nil {
		return false, err
	}
	return w.Premoderation.value, nil
}

// setPremoderation sends the words that were seen to work: the capitals are Python's, from the client that sent them.
func (f *cookieFace) setPremoderation(ctx context.Context, session int64, on bool) error {
	value := "False"
	if on {
		value = "True"
	}
	form := url.Values{"option": {"premoderation"}, "value": {value}}
	_, err := f.call(ctx, "set premoderation", http.MethodPut, path("/eventsessions/%d/chat/settings", session), form)
	return err
}
