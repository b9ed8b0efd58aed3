package domain

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// WebinarFace is one of the two ways into Webinar.ru (now MTS Link). They differ in login, addresses and abilities.
type WebinarFace string

// The two faces.
const (
	// WebinarCookie is what the platform's own pages use: e-mail and password, then a cookie.
	WebinarCookie WebinarFace = "cookie"
	// WebinarUserAPI is UserAPI v3: a token of the organization. It cannot switch premoderation.
	WebinarUserAPI WebinarFace = "userapi"
)

// Valid tells whether f is one of the faces.
func (f WebinarFace) Valid() bool { return f == WebinarCookie || f == WebinarUserAPI }

// hidden stands where a secret is not printed.
const hidden = "***"

// errNotWritten is why credentials cannot slip into JSON, and with it into a log.
var errNotWritten = errors.New("domain: webinar secrets are not written as JSON; seal their fields one by one")

// WebinarCredentials open one webinar account. They print as their face and nothing else, whatever the verb, and refuse to be
// written as JSON: who seals them at rest takes their fields.
type WebinarCredentials struct {
	Face     WebinarFace
	Email    string // with WebinarCookie
	Password string // with WebinarCookie
	Token    string // with WebinarUserAPI
}

// Complete tells whether the face is known and has all that it needs.
func (c WebinarCredentials) Complete() bool {
	switch c.Face {
	case WebinarCookie:
		return c.Email != "" && c.Password != ""
	case WebinarUserAPI:
		return c.Token != ""
	}
	return false
}

func (c WebinarCredentials) String() string { return string(c.Face) + " " + hidden }

// GoString is String.
func (c WebinarCredentials) GoString() string { return c.String() }

// Format prints String with every verb: some of fmt's would print the fields otherwise.
func (c WebinarCredentials) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.String()) }

// MarshalJSON refuses.
func (c WebinarCredentials) MarshalJSON() ([]byte, error) { return nil, errNotWritten }

// WebinarSession is what a login with WebinarCookie brought: kept by the caller, sealed at rest. Zero when there is none, and
// always with WebinarUserAPI. It prints and refuses JSON as WebinarCredentials do.
type WebinarSession struct {
	Cookie string    // the value of the cookie sessionId
	UserID int64     // whom the platform knows by it
	At     time.Time // of the login
}

func (s WebinarSession) String() string {
	if s.Cookie == "" {
		return "no session"
	}
	return fmt.Sprintf("session of %d since %s %s", s.UserID, s.At.UTC().Format(time.RFC3339), hidden)
}

// GoString is String.
func (s WebinarSession) GoString() string { return s.String() }

// Format prints String with every verb.
func (s WebinarSession) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalJSON refuses.
func (s WebinarSession) MarshalJSON() ([]byte, error) { return nil, errNotWritten }

// WebinarOrganization owns events; a person may be in several.
type WebinarOrganization struct {
	ID   int64 // 0 for that of a token when the platform has not told it yet
	Name string
}

// WebinarProfile is who the platform says an account is. A token has an organization and no person.
type WebinarProfile struct {
	UserID        int64 // 0 with a token
	Name          string
	Email         string
	Organizations []WebinarOrganization
}

// EventStatus tells how far an event session is. Sessions only ever go from planned to running to over.
type EventStatus string

// The statuses as both faces spell them; a status that the platform invents later is kept as it came, in capitals.
const (
	EventPlanned EventStatus = "ACTIVE"
	EventRunning EventStatus = "START"
	EventOver    EventStatus = "STOP"
)

// EventSession is one run of an event. What is said and moderated belongs to it.
type EventSession struct {
	ID       int64
	Name     string // may be empty: then it is the event's
	Status   EventStatus
	StartsAt time.Time // zero when the platform does not say
	EndsAt   time.Time // zero when the platform does not say
}

// WebinarEvent is a webinar, or a series of them.
type WebinarEvent struct {
	ID           int64
	Organization int64 // 0 when the platform does not say
	Name         string
	Description  string // may hold HTML of the platform's editor: never trusted as markup
	PictureURL   string // http or https; empty when there is none
	PublicURL    string // where people watch; empty when it cannot be told
	StartsAt     time.Time
	EndsAt       time.Time
	Sessions     []EventSession // in the platform's order; may be empty
}

// ChatMessage is one message of a session's chat. Author and Text are the person's own words: never trusted as markup.
type ChatMessage struct {
	ID       int64
	Author   string // the name shown
	AuthorID string // the platform's id of the author; empty when it does not say
	Text     string
	Approved bool
	Deleted  bool
	At       time.Time // to the second; zero when the platform does not say
}
