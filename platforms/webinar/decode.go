package webinar

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"frontdesk/domain"
)

// What Frontdesk reads of the answers, and nothing more: what the platform adds or changes elsewhere cannot hurt.
type (
	wireUser struct {
		ID          number `json:"id"`
		SessionID   text   `json:"sessionId"`
		Name        text   `json:"name"`
		SecondName  text   `json:"secondName"`
		Email       text   `json:"email"`
		Memberships some   `json:"memberships"`
	}
	wireMembership struct {
		Organization struct {
			ID   number `json:"id"`
			Name text   `json:"name"`
		} `json:"organization"`
	}
	wireEvent struct {
		ID           number  `json:"id"`
		EventID      number  `json:"eventId"` // in the planned list: id is the session's there
		Name         text    `json:"name"`
		Description  text    `json:"description"`
		Image        picture `json:"image"`
		StartsAt     moment  `json:"startsAt"`
		EndsAt       moment  `json:"endsAt"`
		Organization loose   `json:"organizationId"`
		CreateUserID loose   `json:"createUserId"`
		Sessions     some    `json:"eventSessions"`
	}
	wireSession struct {
		ID       number `json:"id"`
		Name     text   `json:"name"`
		Status   text   `json:"status"`
		StartsAt moment `json:"startsAt"`
		EndsAt   moment `json:"endsAt"`
	}
	wireMessage struct {
		ID       number `json:"id"`
		Author   text   `json:"authorName"`
		AuthorID text   `json:"authorId"`
		User     wireBy `json:"user"`
		Text     text   `json:"text"`
		Approved truth  `json:"isModerated"`
		Deleted  truth  `json:"isDeleted"`
		At       moment `json:"createAt"`
	}
	wireSettings struct {
		Premoderation truth `json:"premoderation"`
	}
	wireMember struct {
		Organization text `json:"organization"`
	}
)

// wireBy is the author as the answer to a new message has it; here only in case it is met elsewhere.
type wireBy struct {
	ID   text
	Name text
}

// UnmarshalJSON never fails.
func (w *wireBy) UnmarshalJSON(b []byte) error {
	var object struct {
		ID   text `json:"id"`
		Name text `json:"nickname"`
	}
	_ = json.Unmarshal(b, &object) // no object: no author
	*w = wireBy{object.ID, object.Name}
	return nil
}

func (w wireUser) profile() domain.WebinarProfile {
	p := domain.WebinarProfile{
		UserID: int64(w.ID), Name: strings.TrimSpace(string(w.Name) + " " + string(w.SecondName)), Email: string(w.Email),
	}
	for _, raw := range w.Memberships {
		var m wireMembership
		if json.Unmarshal(raw, &m) != nil || m.Organization.ID <= 0 {
			continue
		}
		o := domain.WebinarOrganization{ID: int64(m.Organization.ID), Name: string(m.Organization.Name)}
		if !slices.Contains(p.Organizations, o) {
			p.Organizations = append(p.Organizations, o)
		}
	}
	return p
}

func (w wireEvent) event() domain.WebinarEvent {
	e := domain.WebinarEvent{
		ID: int64(w.ID), Organization: int64(w.Organization), Name: strings.TrimSpace(string(w.Name)),
		Description: string(w.Description), PictureURL: string(w.Image), StartsAt: w.StartsAt.Time, EndsAt: w.EndsAt.Time,
	}
	for _, raw := range w.Sessions {
		var s wireSession
		if json.Unmarshal(raw, &s) == nil && s.ID > 0 {
			e.Sessions = append(e.Sessions, s.session())
		}
	}
	return e
}

func (w wireSession) session() domain.EventSession {
	return domain.EventSession{
		ID: int64(w.ID), Name: strings.TrimSpace(string(w.Name)), Status: statusOf(w.Status),
		StartsAt: w.StartsAt.Time, EndsAt: w.EndsAt.Time,
	}
}

func statusOf(t text) domain.EventStatus {
	return domain.EventStatus(strings.ToUpper(strings.TrimSpace(string(t))))
}

// shown is the session that the event's page is about: the one that runs, else the next one, else the last.
func shown(sessions []domain.EventSession) int64 {
	for _, status := range []domain.EventStatus{domain.EventRunning, domain.EventPlanned} {
		for _, s := range sessions {
			if s.Status == status {
				return s.ID
			}
		}
	}
	if len(sessions) == 0 {
		return 0
	}
	return sessions[len(sessions)-1].ID
}

// chatPage is one answer with messages.
type chatPage struct {
	messages []domain.ChatMessage // in the platform's order
	items    int                  // how many the answer had
	torn     bool                 // some could not be read, and are missing
}

// decodeChat reads a chat. Approval is the message's own word; where that is missing it is what was asked for. A message
// without a usable id cannot be moderated and is left out, and the page counts as torn; when none is readable, the answer is
// not one.
func decodeChat(a answer, approved bool) (chatPage, error) {
	var items list
	if err := a.into(&items); err != nil {
		return chatPage{}, err
	}
	page := chatPage{items: len(items)}
	for _, raw := range items {
		var w wireMessage
		if json.Unmarshal(raw, &w) != nil || w.ID <= 0 {
			page.torn = true
			continue
		}
		page.messages = append(page.messages, w.message(approved))
	}
	if page.torn && len(page.messages) == 0 {
		return chatPage{}, unreadable(a.call, errors.New("none of the messages can be read"))
	}
	return page, nil
}

func (w wireMessage) message(approved bool) domain.ChatMessage {
	m := domain.ChatMessage{
		ID: int64(w.ID), Author: strings.TrimSpace(string(w.Author)), AuthorID: string(w.AuthorID), Text: string(w.Text),
		Approved: approved, Deleted: w.Deleted.value, At: w.At.Time,
	}
	if w.Approved.said {
		m.Approved = w.Approved.value
	}
	if m.Author == "" {
		m.Author = strings.TrimSpace(string(w.User.Name))
	}
	if m.AuthorID == "" || m.AuthorID == "0" {
		m.AuthorID = string(w.User.ID)
	}
	return m
}

// joinChat puts pages together, oldest first and each message once: of two, the one of the later page holds.
func joinChat(pages ...chatPage) []domain.ChatMessage {
	byID := make(map[int64]int)
	var all []domain.ChatMessage
	for _, p := range pages {
		for _, m := range p.messages {
			if at, known := byID[m.ID]; known {
				all[at] = m
				continue
			}
			byID[m.ID] = len(all)
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b domain.ChatMessage) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return all
}
