package sim

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The statuses of a session: planned, on air, over.
const (
	StatusPlanned = "ACTIVE"
	StatusRunning = "START"
	StatusOver    = "STOP"
)

// Account is a person of the platform. With an e-mail and a password the cookie face knows them, with a token UserAPI does.
type Account struct {
	UserID        int64 // made when 0
	Name          string
	SecondName    string
	Email         string
	Password      string
	Token         string
	Organizations []int64
}

// Event is a webinar or a series. One without a picture has no image at all, one without sessions no eventSessions.
type Event struct {
	ID           int64 // made when 0
	Organization int64
	Owner        int64 // a user
	Name         string
	Description  string
	Picture      string
	StartsAt     time.Time
	EndsAt       time.Time
	Sessions     []Session
}

// Session is one run of an event.
type Session struct {
	ID       int64 // made when 0
	Name     string
	Status   string // StatusPlanned when empty
	StartsAt time.Time
	EndsAt   time.Time
}

// Message is one message of a chat, deleted or not.
type Message struct {
	ID       int64
	Session  int64
	Author   string
	AuthorID int64
	Text     string
	Approved bool
	Deleted  bool
	At       time.Time
}

// Effect is what a call or somebody by hand asked to change. Each message of a call has its own.
type Effect struct {
	N       int64 // 1, 2, 3 …
	At      time.Time
	By      string // the account's e-mail or name, or who acted by hand
	Action  string // approve, unapprove, delete, start, stop, premoderation
	Session int64
	Message int64
	Changed bool // false when everything was so already
}

// ErrNoSession says that there is no such session.
var ErrNoSession = errors.New("webinar simulator: there is no such session")

type event struct {
	Event
	sessions []*session
}

type session struct {
	Session
	event    *event
	messages []*Message
	byID     map[int64]*Message
	// What settings tell, and what comes instead at a time. Before anybody has set it, it is a boolean; then the string that
	// was set.
	premoderation any
	next          any
	nextAt        time.Time
	authors       map[string]int64
}

// AddOrganization adds one.
func (s *Server) AddOrganization(id int64, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.organizations[id] = name
}

// AddAccount adds an account and gives it with its id.
func (s *Server) AddAccount(a Account) Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.UserID == 0 {
		a.UserID = s.newID()
	}
	a.Organizations = slices.Clone(a.Organizations)
	s.accounts = append(s.accounts, &a)
	return a
}

// SetOrganizations makes an account a member of these organizations and of no others.
func (s *Server) SetOrganizations(email string, ids ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		if a.Email == email {
			a.Organizations = slices.Clone(ids)
		}
	}
}

// SetPassword changes a password. Sessions live on.
func (s *Server) SetPassword(email, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		if a.Email == email {
			a.Password = password
		}
	}
}

// RevokeToken makes a token unknown.
func (s *Server) RevokeToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		if a.Token == token {
			a.Token = ""
		}
	}
}

// ExpireSessions makes all cookies unknown.
func (s *Server) ExpireSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.cookies)
}

// AddEvent adds an event and gives it with its ids.
func (s *Server) AddEvent(e Event) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.ID == 0 {
		e.ID = s.newID()
	}
	e.Sessions = slices.Clone(e.Sessions)
	added := &event{}
	for i := range e.Sessions {
		run := &e.Sessions[i]
		if run.ID == 0 {
			run.ID = s.newID()
		}
		run.Status = cmp.Or(run.Status, StatusPlanned)
		kept := &session{
			Session: *run, event: added, byID: make(map[int64]*Message), premoderation: false, authors: make(map[string]int64),
		}
		added.sessions = append(added.sessions, kept)
		s.sessions[run.ID] = kept
	}
	added.Event = e
	s.events = append(s.events, added)
	return e
}

// Status tells how far a session is; empty when there is none.
func (s *Server) Status(id int64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[id]; run != nil {
		return run.Status
	}
	return ""
}

// SetStatus puts a session anywhere, as somebody on the platform's own pages would, or a test that needs it so.
func (s *Server) SetStatus(id int64, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[id]; run != nil {
		run.Status = status
		s.notify()
	}
}

// Say puts a message into a chat, as a guest of this name, and gives its id. It waits for approval under premoderation. A
// session that is over takes none.
func (s *Server) Say(session int64, author, text string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	run := s.sessions[session]
	if run == nil {
		return 0, ErrNoSession
	}
	if run.Status == StatusOver {
		return 0, fmt.Errorf("webinar simulator: session %d is over", session)
	}
	if run.authors[author] == 0 {
		run.authors[author] = s.newID()
	}
	s.lastMessage++
	now := s.now()
	m := &Message{
		ID: s.lastMessage, Session: session, Author: author, AuthorID: run.authors[author], Text: text,
		Approved: !run.premoderated(now), At: now.Truncate(time.Second),
	}
	run.messages = append(run.messages, m)
	run.byID[m.ID] = m
	s.notify()
	return m.ID, nil
}

// Messages are all messages of a session, deleted ones too, oldest first.
func (s *Server) Messages(session int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	run := s.sessions[session]
	if run == nil {
		return nil
	}
	all := make([]Message, len(run.messages))
	for i, m := range run.messages {
		all[i] = *m
	}
	return all
}

// Message is one of them; the zero one when there is none.
func (s *Server) Message(session, id int64) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[session]; run != nil && run.byID[id] != nil {
		return *run.byID[id]
	}
	return Message{}
}

// Moderate approves messages, or takes that back, as somebody on the platform's own pages.
func (s *Server) Moderate(session int64, by string, approved bool, ids ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[session]; run != nil {
		s.moderate(run, by, approved, ids)
	}
}

// Remove deletes messages, as somebody on the platform's own pages.
func (s *Server) Remove(session int64, by string, ids ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[session]; run != nil {
		s.remove(run, by, ids)
	}
}

func (s *Server) moderate(run *session, by string, approved bool, ids []int64) {
	action := "unapprove"
	if approved {
		action = "approve"
	}
	for _, id := range ids {
		m := run.byID[id]
		changed := m != nil && !m.Deleted && m.Approved != approved
		if changed {
			m.Approved = approved
		}
		s.effect(by, action, run.ID, id, changed)
	}
}

func (s *Server) remove(run *session, by string, ids []int64) {
	for _, id := range ids {
		m := run.byID[id]
		changed := m != nil && !m.Deleted
		if changed {
			m.Deleted = true
		}
		s.effect(by, "delete", run.ID, id, changed)
	}
}

// SetPremoderation sets it at once, to a string as the platform's own page would write it ("true", "false").
func (s *Server) SetPremoderation(session int64, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run := s.sessions[session]; run != nil {
		run.premoderation, run.nextAt = value, time.Time{}
		s.notify()
	}
}

// Premoderation tells whether a message that comes now has to wait.
func (s *Server) Premoderation(session int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	run := s.sessions[session]
	return run != nil && run.premoderated(s.now())
}

// setting is what the settings tell at a time.
func (r *session) setting(now time.Time) any {
	if !r.nextAt.IsZero() && !now.Before(r.nextAt) {
		r.premoderation, r.nextAt = r.next, time.Time{}
	}
	return r.premoderation
}

func (r *session) premoderated(now time.Time) bool {
	switch r.setting(now) {
	case true, "true", "True", "1":
		return true
	}
	return false
}

func (r *session) alive(ids []int64) bool {
	return !slices.ContainsFunc(ids, func(id int64) bool { return r.byID[id] == nil || r.byID[id].Deleted })
}
