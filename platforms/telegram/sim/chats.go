package sim

import (
	"encoding/json"
	"time"
)

// Kinds of messages.
const (
	KindText     = "text"
	KindPhoto    = "photo"
	KindDocument = "document"
)

// Who deleted a message.
const (
	DeletedByBot    = "bot"
	DeletedByPerson = "person"
)

// User is a person or the bot in the Bot API's form.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// Entity is a part of a text with a meaning; offset and length count UTF-16 units.
type Entity struct {
	Type          string `json:"type"`
	Offset        int    `json:"offset"`
	Length        int    `json:"length"`
	URL           string `json:"url,omitempty"`
	User          *User  `json:"user,omitempty"`
	Language      string `json:"language,omitempty"`
	CustomEmojiID string `json:"custom_emoji_id,omitempty"`
}

// Button is one inline button as people see it.
type Button struct {
	Text string `json:"text"`
	Data string `json:"data"`
	URL  string `json:"url"`
}

// Message is one message of a chat. Deleted messages stay, with their text, until the chat's history is full.
type Message struct {
	ID        int64
	Chat      int64
	From      int64 // id of the person or the bot
	Out       bool  // true when a person sent it
	Kind      string
	Text      string // of a photo or document: the caption
	Entities  []Entity
	Date      time.Time
	Edited    time.Time // zero when never edited
	Deleted   bool
	DeletedBy string // DeletedByBot, DeletedByPerson or empty
	Keyboard  [][]Button
	ReplyTo   int64
	Charge    string // of a KindService message: the payment that can be given back; else empty

	invoice  *Invoice
	paid     *receipt
	refunded *receipt
	markup   inlineMarkup
	file     *file
}

// file stands for an uploaded photo or document.
type file struct {
	id   string
	name string
	size int64
	data []byte // nil when it was too large to keep, or not uploaded
}

// File is what an uploaded photo or document holds, with its name; nil for messages without one, and for large ones.
func (m Message) File() (name string, data []byte) {
	if m.file == nil {
		return "", nil
	}
	return m.file.name, m.file.data
}

// Answer is a callback query's answer: a toast, an alert, or nothing but the end of the progress bar.
type Answer struct {
	CallbackID string
	Text       string
	Alert      bool
	URL        string
	At         time.Time
}

// Chat is a picture of one chat at one moment.
type Chat struct {
	ID       int64
	Title    string // of a group
	Messages []Message
	Answers  []Answer // of the person's taps, oldest first
	Actions  []string // chat actions that the bot showed, oldest first
	Commands []Command
	Blocked  bool
}

// maxAnswers bounds what a chat remembers of toasts and actions.
const maxAnswers = 1000

type chat struct {
	id       int64
	title    string // of a group; empty for a private chat
	person   *person
	members  map[int64]bool
	messages map[int64]*Message
	order    []int64
	answers  []Answer
	actions  []string
}

func newChat(id int64) *chat {
	return &chat{id: id, messages: make(map[int64]*Message)}
}

// add keeps a message and forgets the oldest one when there are more than limit.
func (c *chat) add(m *Message, limit int) {
	c.messages[m.ID] = m
	c.order = append(c.order, m.ID)
	if len(c.order) > limit {
		delete(c.messages, c.order[0])
		c.order = c.order[1:]
	}
}

// visible returns a message that is there and not deleted.
func (c *chat) visible(id int64) *Message {
	if m := c.messages[id]; m != nil && !m.Deleted {
		return m
	}
	return nil
}

func (c *chat) last() *Message {
	for i := len(c.order) - 1; i >= 0; i-- {
		if m := c.visible(c.order[i]); m != nil {
			return m
		}
	}
	return nil
}

// Chat returns a picture of a chat: a person's private chat by the person's id, or a group by its id.
func (s *Server) Chat(id int64) (Chat, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[id]
	if c == nil {
		return Chat{}, false
	}
	picture := Chat{ID: c.id, Title: c.title, Messages: make([]Message, 0, len(c.order))}
	for _, id := range c.order {
		picture.Messages = append(picture.Messages, c.messages[id].copied())
	}
	picture.Answers = append(picture.Answers, c.answers...)
	picture.Actions = append(picture.Actions, c.actions...)
	if c.person != nil {
		picture.Blocked = c.person.blocked
		picture.Commands = s.profile.commandsFor(c.person.profile)
	}
	return picture, true
}

// copied is a message that no later change reaches.
func (m *Message) copied() Message {
	one := *m
	if m.invoice != nil {
		invoice := *m.invoice
		one.invoice = &invoice
	}
	return one
}

// Invoice is what a KindInvoice message offers; nil for others.
func (m Message) Invoice() *Invoice { return m.invoice }

func (s *Server) nextMessageID() int64 {
	s.lastMessageID++
	return s.lastMessageID
}

func (s *Server) botUser() User {
	return User{ID: s.opts.Bot.ID, IsBot: true, FirstName: s.profile.name.get(""), Username: s.opts.Bot.Username}
}

// wireChat is a chat in the Bot API's form.
type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
}

func (c *chat) wire() wireChat {
	if c.person == nil {
		return wireChat{ID: c.id, Type: "group", Title: c.title}
	}
	p := c.person.profile
	return wireChat{ID: c.id, Type: "private", Username: p.Username, FirstName: p.FirstName, LastName: p.LastName}
}

// wireMessage is a message in the Bot API's form.
type wireMessage struct {
	ID              int64           `json:"message_id"`
	From            *User           `json:"from,omitempty"`
	Chat            wireChat        `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ReplyTo         *wireMessage    `json:"reply_to_message,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	Photo           []wireFile      `json:"photo,omitempty"`
	Document        *wireFile       `json:"document,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	ReplyMarkup     json.RawMessage `json:"reply_markup,omitempty"`
	Invoice         *wireInvoice    `json:"invoice,omitempty"`
	Paid            *receipt        `json:"successful_payment,omitempty"`
	Refunded        *receipt        `json:"refunded_payment,omitempty"`
}

type wireInvoice struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Start       string `json:"start_parameter"`
	Currency    string `json:"currency"`
	Amount      int64  `json:"total_amount"`
}

type wireFile struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Name     string `json:"file_name,omitempty"`
	Size     int64  `json:"file_size,omitempty"`
}

// wire renders a message with the one it replies to.
func (s *Server) wire(c *chat, m *Message) *wireMessage {
	w := s.wireAlone(c, m)
	if target := c.visible(m.ReplyTo); target != nil {
		w.ReplyTo = s.wireAlone(c, target)
	}
	return w
}

func (s *Server) wireAlone(c *chat, m *Message) *wireMessage {
	from := s.botUser()
	if m.Out {
		from = s.people[m.From].user()
	}
	w := &wireMessage{ID: m.ID, From: &from, Chat: c.wire(), Date: m.Date.Unix(), ReplyMarkup: m.markup.raw}
	if !m.Edited.IsZero() {
		w.EditDate = m.Edited.Unix()
	}
	switch m.Kind {
	case KindPhoto:
		w.Photo = []wireFile{{ID: m.file.id, UniqueID: "u" + m.file.id, Width: 800, Height: 600, Size: m.file.size}}
		w.Caption, w.CaptionEntities = m.Text, m.Entities
	case KindDocument:
		w.Document = &wireFile{ID: m.file.id, UniqueID: "u" + m.file.id, Name: m.file.name, Size: m.file.size}
		w.Caption, w.CaptionEntities = m.Text, m.Entities
	case KindInvoice:
		in := m.invoice
		w.Invoice = &wireInvoice{in.Title, in.Description, in.Start, in.Currency, in.Amount}
	case KindService:
		w.Paid, w.Refunded = m.paid, m.refunded
	default:
		w.Text, w.Entities = m.Text, m.Entities
	}
	return w
}
