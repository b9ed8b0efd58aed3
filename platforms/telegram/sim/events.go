package sim

import (
	"encoding/json"
	"time"
)

// Types of events on the messenger's stream.
const (
	EventMessage  = "message"
	EventEdit     = "edit"
	EventDelete   = "delete"
	EventAnswer   = "answer"
	EventAction   = "action"
	EventCommands = "commands" // commands or descriptions changed; Person 0 means for everyone
	EventRequest  = "request"
	EventPerson   = "person" // somebody was added, blocked the bot or unblocked it
)

// Event is one change that a messenger shows. Only the fields of its type are set.
type Event struct {
	Seq     int64
	Type    string
	Person  int64 // the chat, a group's id in groups
	Message *MessageView
	ID      int64  // of a deleted message
	By      string // who deleted it
	Answer  *Answer
	Action  string
	Request *Request
}

// MessageView is a message as the messenger page gets it. Times are unix seconds.
type MessageView struct {
	ID        int64      `json:"id"`
	Out       bool       `json:"out"`
	Text      string     `json:"text"`
	Entities  []Entity   `json:"entities"`
	Date      int64      `json:"date"`
	Edited    int64      `json:"edited"`
	Deleted   bool       `json:"deleted"`
	DeletedBy string     `json:"deleted_by"`
	Keyboard  [][]Button `json:"keyboard"`
	Kind      string     `json:"kind"`
	Invoice   *Invoice   `json:"invoice,omitempty"`
	Charge    string     `json:"charge,omitempty"` // of a payment that can be given back
	File      *FileView  `json:"file,omitempty"`
}

// FileView is a photo or document whose bytes can be had at /messenger/chats/{person}/files/{message}.
type FileView struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

func viewOf(m *Message) *MessageView {
	v := &MessageView{
		ID: m.ID, Out: m.Out, Text: m.Text, Entities: m.Entities, Date: m.Date.Unix(), Edited: unixOrZero(m.Edited),
		Deleted: m.Deleted, DeletedBy: m.DeletedBy, Keyboard: m.Keyboard, Kind: m.Kind, Charge: m.Charge,
		Invoice: m.copied().invoice,
	}
	if m.file != nil && m.file.data != nil {
		v.File = &FileView{Name: m.file.name, Size: m.file.size}
	}
	if v.Entities == nil {
		v.Entities = []Entity{}
	}
	if v.Keyboard == nil {
		v.Keyboard = [][]Button{}
	}
	return v
}

func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// MarshalJSON writes an event as the messenger page reads it: {"seq","type","person",…}.
func (e Event) MarshalJSON() ([]byte, error) {
	fields := map[string]any{"seq": e.Seq, "type": e.Type, "person": e.Person}
	switch e.Type {
	case EventMessage, EventEdit:
		fields["message"] = e.Message
	case EventDelete:
		fields["id"], fields["by"] = e.ID, e.By
	case EventAnswer:
		fields["callback_id"], fields["text"] = e.Answer.CallbackID, e.Answer.Text
		fields["alert"], fields["url"] = e.Answer.Alert, e.Answer.URL
	case EventAction:
		fields["action"] = e.Action
	case EventRequest:
		fields["request"] = e.Request
	}
	return json.Marshal(fields)
}

// eventRing keeps the newest events so that a page that lost its connection can go on.
type eventRing struct {
	last  int64
	ring  []Event
	start int
	size  int
}

func (r *eventRing) add(e Event) {
	r.last++
	e.Seq = r.last
	if len(r.ring) < r.size {
		r.ring = append(r.ring, e)
		return
	}
	r.ring[r.start] = e
	r.start = (r.start + 1) % r.size
}

// after returns the events after seq, oldest first; false when some of them are forgotten, or seq is of another life.
func (r *eventRing) after(seq int64) ([]Event, bool) {
	oldest := r.last - int64(len(r.ring)) + 1
	if seq > r.last || seq < oldest-1 {
		return nil, false
	}
	var events []Event
	for i := seq + 1; i <= r.last; i++ {
		events = append(events, r.ring[(r.start+int(i-oldest))%len(r.ring)])
	}
	return events, true
}

// emit adds an event and wakes everyone who waits; the lock is held.
func (s *Server) emit(e Event) {
	s.events.add(e)
	s.notify()
}

func (s *Server) emitMessage(kind string, c *chat, m *Message) {
	s.emit(Event{Type: kind, Person: c.id, Message: viewOf(m)})
}
