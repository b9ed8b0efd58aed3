package sim

import (
	"bytes"
	"reflect"
	"time"
)

// deleteAge is how old a message may be that a bot deletes.
const deleteAge = 48 * time.Hour

// editable finds the bot's own message that a request names.
func (s *Server) editable(c *call) (*chat, *Message, *apiError) {
	if c.params.str("inline_message_id") != "" {
		return nil, nil, badRequest("MESSAGE_ID_INVALID")
	}
	id := c.params.integer("message_id", 0)
	if c.params.str("chat_id") == "" && id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	in, failed := s.target(c)
	if failed != nil {
		return nil, nil, failed
	}
	m := in.visible(id)
	if m == nil {
		return nil, nil, badRequest("message to edit not found")
	}
	if m.Out {
		return nil, nil, badRequest("message can't be edited")
	}
	// Nothing that is published says that a bot may still edit in the chat of a person who has blocked it, or that it may
	// not: the stricter of the two.
	if in.person != nil && in.person.blocked {
		return nil, nil, forbidden(textBlocked)
	}
	return in, m, nil
}

func (s *Server) editMessageText(c *call) (any, *apiError) {
	if c.params.str("text") == "" {
		return nil, badRequest("message text is empty")
	}
	content, failed := s.formattedText(c, "text", "entities")
	if failed != nil {
		return nil, failed
	}
	if content.text == "" {
		return nil, badRequest("message text is empty")
	}
	if utf16Len(content.text) > maxText {
		return nil, badRequest("message is too long")
	}
	markup, failed := parseMarkup(c.params)
	if failed != nil {
		return nil, failed
	}
	in, m, failed := s.editable(c)
	if failed != nil {
		return nil, failed
	}
	if m.Kind != KindText {
		return nil, badRequest("there is no text in the message to edit")
	}
	if m.Text == content.text && reflect.DeepEqual(m.Entities, content.entities) && m.markup.equal(markup) {
		return nil, badRequest(textNotModified)
	}
	m.Text, m.Entities = content.text, content.entities
	return s.edited(in, m, markup), nil
}

func (s *Server) editMessageReplyMarkup(c *call) (any, *apiError) {
	markup, failed := parseMarkup(c.params)
	if failed != nil {
		return nil, failed
	}
	in, m, failed := s.editable(c)
	if failed != nil {
		return nil, failed
	}
	if m.markup.equal(markup) {
		return nil, badRequest(textNotModified)
	}
	return s.edited(in, m, markup), nil
}

// edited ends an edit: the keyboard is the given one, or gone when none was given.
func (s *Server) edited(in *chat, m *Message, markup inlineMarkup) *wireMessage {
	m.markup, m.Keyboard, m.Edited = markup, markup.rows, s.now()
	s.emitMessage(EventEdit, in, m)
	return s.wire(in, m)
}

func (m inlineMarkup) equal(other inlineMarkup) bool { return bytes.Equal(m.raw, other.raw) }

func (s *Server) deleteMessage(c *call) (any, *apiError) {
	in, failed := s.target(c)
	if failed != nil {
		return nil, failed
	}
	m := in.visible(c.params.integer("message_id", 0))
	if m == nil {
		return nil, badRequest("message to delete not found")
	}
	if !s.deletable(in, m) {
		return nil, badRequest("message can't be deleted")
	}
	s.remove(in, m, DeletedByBot)
	return true, nil
}

// deletable follows the documented rules: at most 48 h old; in private chats also the person's messages; in groups,
// where the bot is no administrator, only its own.
func (s *Server) deletable(in *chat, m *Message) bool {
	if s.now().Sub(m.Date) >= deleteAge {
		return false
	}
	return in.person != nil || !m.Out
}

// deleteMessages deletes what it can and skips the rest, as documented.
func (s *Server) deleteMessages(c *call) (any, *apiError) {
	var ids []int64
	if err := c.params.object("message_ids", &ids); err != nil {
		return nil, badRequest("can't parse message_ids JSON object")
	}
	switch {
	case len(ids) == 0:
		return nil, badRequest("message identifiers are not specified")
	case len(ids) > 100:
		return nil, badRequest("too many message identifiers specified")
	}
	for _, id := range ids {
		if id <= 0 {
			return nil, badRequest("invalid message identifier specified")
		}
	}
	in, failed := s.target(c)
	if failed != nil {
		return nil, failed
	}
	for _, id := range ids {
		if m := in.visible(id); m != nil && s.deletable(in, m) {
			s.remove(in, m, DeletedByBot)
		}
	}
	return true, nil
}

func (s *Server) remove(in *chat, m *Message, by string) {
	m.Deleted, m.DeletedBy = true, by
	s.emit(Event{Type: EventDelete, Person: in.id, ID: m.ID, By: by})
}
