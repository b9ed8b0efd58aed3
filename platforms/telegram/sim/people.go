package sim

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
)

// Why a person cannot do something. The real clients would not offer it.
var (
	ErrNoPerson  = errors.New("there is no such person")
	ErrNoChat    = errors.New("there is no such chat, or the person is not in it")
	ErrNoMessage = errors.New("there is no such message, or it is deleted")
	ErrNotOwn    = errors.New("the message is not the person's")
	ErrBlocked   = errors.New("the person has blocked the bot; unblock it first")
	ErrText      = errors.New("a text has 1 to 4096 UTF-16 units")
	ErrData      = errors.New("callback data has 1 to 64 bytes")
)

// Profile is who a person is.
type Profile struct {
	ID        int64 // positive
	FirstName string
	LastName  string
	Username  string // without @; may be empty
	Language  string // IETF tag of the person's client, such as ru; may be empty
	Note      string // who this is, for the messenger page; never told to the bot
}

type person struct {
	profile Profile
	started bool // wrote to the bot at least once
	blocked bool
}

func (p *person) user() User {
	if p == nil {
		return User{}
	}
	return User{
		ID: p.profile.ID, FirstName: p.profile.FirstName, LastName: p.profile.LastName,
		Username: p.profile.Username, Language: p.profile.Language,
	}
}

// AddPerson adds a person with an empty private chat, or changes the profile of one who is there.
func (s *Server) AddPerson(profile Profile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.people[profile.ID]; p != nil {
		p.profile = profile
	} else {
		p = &person{profile: profile}
		s.people[profile.ID] = p
		s.order = append(s.order, profile.ID)
		s.chats[profile.ID] = newChat(profile.ID)
		s.chats[profile.ID].person = p
	}
	s.emit(Event{Type: EventPerson, Person: profile.ID})
}

// AddGroup adds a group with the given members, people who were added before. Its id is negative. The bot is a member
// without rights of an administrator.
func (s *Server) AddGroup(id int64, title string, members ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := newChat(id)
	c.title, c.members = title, make(map[int64]bool, len(members))
	for _, member := range members {
		c.members[member] = true
	}
	s.chats[id] = c
	s.notify()
}

// reach finds a person's chat and whether the person may act in it; the lock is held.
func (s *Server) reach(chatID, personID int64) (*chat, *person, error) {
	p := s.people[personID]
	if p == nil {
		return nil, nil, fmt.Errorf("person %d: %w", personID, ErrNoPerson)
	}
	c := s.chats[chatID]
	if c == nil || (c.person != p && !c.members[personID]) {
		return nil, nil, fmt.Errorf("chat %d: %w", chatID, ErrNoChat)
	}
	if c.person == p && p.blocked {
		return nil, nil, ErrBlocked
	}
	return c, p, nil
}

// Send writes a text to the bot in the person's private chat.
func (s *Server) Send(personID int64, text string) (Message, error) {
	return s.SendIn(personID, personID, text)
}

// SendIn writes a text in a chat that the person is in. Of a group's messages the bot gets commands and mentions only.
func (s *Server) SendIn(chatID, personID int64, text string) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p, err := s.reach(chatID, personID)
	if err != nil {
		return Message{}, err
	}
	f := trimText(formatted{text: cleanText(text)})
	if f.text == "" || utf16Len(f.text) > maxText {
		return Message{}, ErrText
	}
	m := &Message{
		ID: s.nextMessageID(), Chat: c.id, From: personID, Out: true, Kind: KindText,
		Text: f.text, Entities: findEntities(f.text, nil), Date: s.now(),
	}
	p.started = p.started || c.person == p
	c.add(m, s.opts.History)
	if c.person != nil || s.forBot(f.text) {
		s.enqueue("message", s.wire(c, m))
	}
	s.emitMessage(EventMessage, c, m)
	return *m, nil
}

// forBot says whether a bot in privacy mode, the default, gets a group's message: a command that is not for another bot,
// or one that mentions it.
func (s *Server) forBot(text string) bool {
	if strings.Contains(text, "@"+s.opts.Bot.Username) {
		return true
	}
	size := 0
	if strings.HasPrefix(text, "/") {
		size = commandSize(text)
	}
	return size > 0 && !strings.Contains(text[:size], "@")
}

// Edit changes the text of the person's own message.
func (s *Server) Edit(personID, messageID int64, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _, err := s.reach(personID, personID)
	if err != nil {
		return err
	}
	m := c.visible(messageID)
	if m == nil {
		return ErrNoMessage
	}
	if !m.Out {
		return ErrNotOwn
	}
	f := trimText(formatted{text: cleanText(text)})
	if f.text == "" || utf16Len(f.text) > maxText {
		return ErrText
	}
	m.Text, m.Entities, m.Edited = f.text, findEntities(f.text, nil), s.now()
	s.enqueue("edited_message", s.wire(c, m))
	s.emitMessage(EventEdit, c, m)
	return nil
}

// Delete removes a message from the person's private chat for both sides. The bot is not told, as in Telegram.
func (s *Server) Delete(personID, messageID int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, c := s.people[personID], s.chats[personID]
	if p == nil || c == nil {
		return fmt.Errorf("person %d: %w", personID, ErrNoPerson)
	}
	m := c.visible(messageID)
	if m == nil {
		return ErrNoMessage
	}
	s.remove(c, m, DeletedByPerson)
	return nil
}

// Tap presses a button of a bot's message in the person's private chat and returns the callback query's id. The data need
// not stand on the keyboard: a modified client can send any.
func (s *Server) Tap(personID, messageID int64, data string) (callbackID string, err error) {
	return s.TapIn(personID, personID, messageID, data)
}

// TapIn is Tap in a chat that the person is in.
func (s *Server) TapIn(chatID, personID, messageID int64, data string) (callbackID string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p, err := s.reach(chatID, personID)
	if err != nil {
		return "", err
	}
	m := c.visible(messageID)
	if m == nil || m.Out {
		return "", ErrNoMessage
	}
	if len(data) == 0 || len(data) > maxCallbackData {
		return "", ErrData
	}
	id := s.callbacks.add(c.id, personID, s.now())
	s.enqueue("callback_query", struct {
		ID       string       `json:"id"`
		From     User         `json:"from"`
		Message  *wireMessage `json:"message"`
		Instance string       `json:"chat_instance"`
		Data     string       `json:"data"`
	}{id, p.user(), s.wire(c, m), chatInstance(c.id), data})
	s.notify()
	return id, nil
}

// chatInstance is the same number for one chat always, and says nothing else.
func chatInstance(chatID int64) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(itoa(chatID)))
	return itoa(int64(h.Sum64()))
}

// Block blocks or unblocks the bot; the bot is told by a my_chat_member update when that changes anything.
func (s *Server) Block(personID int64, blocked bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, c := s.people[personID], s.chats[personID]
	if p == nil || c == nil {
		return fmt.Errorf("person %d: %w", personID, ErrNoPerson)
	}
	if p.blocked == blocked {
		return nil
	}
	p.blocked = blocked
	member, kicked := s.membership("member"), s.membership("kicked")
	before, after := member, kicked
	if !blocked {
		before, after = kicked, member
	}
	s.enqueue("my_chat_member", map[string]any{
		"chat": c.wire(), "from": p.user(), "date": s.now().Unix(),
		"old_chat_member": before, "new_chat_member": after,
	})
	s.emit(Event{Type: EventPerson, Person: personID})
	return nil
}

func (s *Server) membership(status string) map[string]any {
	m := map[string]any{"status": status, "user": s.botUser()}
	if status == "kicked" {
		m["until_date"] = 0
	}
	return m
}
