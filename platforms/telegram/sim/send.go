package sim

import (
	"fmt"
	"slices"
)

// Limits of texts in UTF-16 units, and of callback data in bytes.
const (
	maxText         = 4096
	maxCaption      = 1024
	maxRawText      = 32768 // bytes before parsing
	maxToast        = 200
	maxCallbackData = 64
)

func (s *Server) getMe(*call) (any, *apiError) {
	return struct {
		User
		CanJoinGroups bool `json:"can_join_groups"`
		ReadsAll      bool `json:"can_read_all_group_messages"`
		Inline        bool `json:"supports_inline_queries"`
	}{s.botUser(), true, false, false}, nil
}

// target finds the chat that a request names.
func (s *Server) target(c *call) (*chat, *apiError) {
	if c.params.str("chat_id") == "" {
		return nil, badRequest("chat_id is empty")
	}
	found := s.chats[c.chat]
	if found == nil {
		return nil, badRequest(textChatNotFound)
	}
	return found, nil
}

// writable finds the chat that a request names and checks that the bot may write there.
func (s *Server) writable(c *call) (*chat, *apiError) {
	found, failed := s.target(c)
	if failed != nil {
		return nil, failed
	}
	if p := found.person; p != nil {
		if p.blocked {
			return nil, forbidden(textBlocked)
		}
		if !p.started {
			return nil, forbidden(textNoInitiate)
		}
	}
	return found, nil
}

func (s *Server) sendMessage(c *call) (any, *apiError) {
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
	return s.post(c, &Message{Kind: KindText, Text: content.text, Entities: content.entities})
}

func (s *Server) sendPhoto(c *call) (any, *apiError) { return s.sendFile(c, KindPhoto) }

func (s *Server) sendDocument(c *call) (any, *apiError) { return s.sendFile(c, KindDocument) }

// sendFile keeps a placeholder for an upload, a file_id or a URL.
func (s *Server) sendFile(c *call, kind string) (any, *apiError) {
	caption, failed := s.formattedText(c, "caption", "caption_entities")
	if failed != nil {
		return nil, failed
	}
	if utf16Len(caption.text) > maxCaption {
		return nil, badRequest("message caption is too long")
	}
	upload := c.params[kind]
	if !upload.file && c.params.str(kind) == "" {
		return nil, badRequest("there is no %s in the request", kind)
	}
	s.files++
	f := &file{id: fmt.Sprintf("%s-%d", kind, s.files), name: upload.fileName, size: upload.fileSize, data: upload.fileData}
	return s.post(c, &Message{Kind: kind, Text: caption.text, Entities: caption.entities, file: f})
}

// post puts a bot's message into its chat: the common end of all send methods.
func (s *Server) post(c *call, m *Message) (any, *apiError) {
	markup, failed := parseMarkup(c.params)
	if failed != nil {
		return nil, failed
	}
	to, failed := s.writable(c)
	if failed != nil {
		return nil, failed
	}
	if m.ReplyTo, failed = replyTarget(c, to); failed != nil {
		return nil, failed
	}
	m.ID, m.Chat, m.From, m.Date = s.nextMessageID(), to.id, s.opts.Bot.ID, s.now()
	m.markup, m.Keyboard = markup, markup.rows
	to.add(m, s.opts.History)
	s.emitMessage(EventMessage, to, m)
	return s.wire(to, m), nil
}

func replyTarget(c *call, to *chat) (int64, *apiError) {
	var reply struct {
		MessageID int64 `json:"message_id"`
		Anyway    bool  `json:"allow_sending_without_reply"`
	}
	if err := c.params.object("reply_parameters", &reply); err != nil {
		return 0, badRequest("can't parse reply parameters JSON object")
	}
	if reply.MessageID == 0 || to.visible(reply.MessageID) != nil {
		return reply.MessageID, nil
	}
	if reply.Anyway {
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}

// chatActions are the actions that sendChatAction takes.
func chatActions() []string {
	return []string{
		"cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio", "upload_voice",
		"upload_photo", "upload_document", "choose_sticker", "pick_up_location", "find_location", "record_video_note",
		"upload_video_note",
	}
}

func (s *Server) sendChatAction(c *call) (any, *apiError) {
	action := c.params.str("action")
	if !slices.Contains(chatActions(), action) {
		return nil, badRequest("wrong parameter action in request")
	}
	to, failed := s.writable(c)
	if failed != nil {
		return nil, failed
	}
	to.actions = keepLast(append(to.actions, action), maxAnswers)
	s.emit(Event{Type: EventAction, Person: to.id, Action: action})
	return true, nil
}

// keepLast drops from the front what is more than limit, now and then rather than each time.
func keepLast[T any](list []T, limit int) []T {
	if len(list) < 2*limit {
		return list
	}
	return append([]T(nil), list[len(list)-limit:]...)
}

// getChat returns what is known of a chat, with the fields that the specification requires of ChatFullInfo.
func (s *Server) getChat(c *call) (any, *apiError) {
	found, failed := s.target(c)
	if failed != nil {
		return nil, failed
	}
	return struct {
		wireChat
		AccentColor  int             `json:"accent_color_id"`
		MaxReactions int             `json:"max_reaction_count"`
		Gifts        map[string]bool `json:"accepted_gift_types"`
	}{found.wire(), 0, 11, map[string]bool{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
		"gifts_from_channels": false,
	}}, nil
}
