package sim

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Command is one entry of a command menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// perLanguage is a text with translations; the empty language is the default.
type perLanguage map[string]string

// get returns the text for a language, or the default.
func (t perLanguage) get(language string) string {
	if text, found := t[language]; found {
		return text
	}
	return t[""]
}

// set stores a text; an empty one removes the translation.
func (t perLanguage) set(language, text string) {
	if text == "" {
		delete(t, language)
		return
	}
	t[language] = text
}

// botProfile is what people see of the bot beside its messages.
type botProfile struct {
	name, description, short perLanguage
	commands                 map[commandKey][]Command
}

// commandKey says for whom a list of commands is.
type commandKey struct {
	scope    string
	chat     int64
	user     int64
	language string
}

func newBotProfile(bot BotInfo) botProfile {
	return botProfile{
		name: perLanguage{"": bot.Name}, description: perLanguage{}, short: perLanguage{},
		commands: make(map[commandKey][]Command),
	}
}

// baseLanguage turns the tag of a client, such as pt-BR, into the two letters that translations go by.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// commandsFor resolves the menu of a person's private chat in the documented order: the chat, all private chats, the
// default; each first in the person's language.
func (b *botProfile) commandsFor(p Profile) []Command {
	language := baseLanguage(p.Language)
	for _, key := range []commandKey{
		{scope: "chat", chat: p.ID}, {scope: "all_private_chats"}, {scope: "default"},
	} {
		for _, lang := range []string{language, ""} {
			key.language = lang
			if list := b.commands[key]; len(list) > 0 {
				return append([]Command(nil), list...)
			}
		}
	}
	return nil
}

// commandKey reads scope and language_code of a request.
func (s *Server) commandKey(c *call) (commandKey, *apiError) {
	scope := struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id"`
		User int64           `json:"user_id"`
	}{Type: "default"}
	if err := c.params.object("scope", &scope); err != nil {
		return commandKey{}, badRequest("can't parse BotCommandScope JSON object")
	}
	key := commandKey{scope: scope.Type, user: scope.User}
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		if err := json.Unmarshal(scope.Chat, &key.chat); err != nil || s.chats[key.chat] == nil {
			return commandKey{}, badRequest(textChatNotFound)
		}
		if scope.Type != "chat" && key.chat > 0 {
			return commandKey{}, badRequest("can't use %s scope in private chats", scope.Type)
		}
	default:
		return commandKey{}, badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	var failed *apiError
	key.language, failed = languageCode(c)
	return key, failed
}

func languageCode(c *call) (string, *apiError) {
	code := c.params.str("language_code")
	if code == "" || len(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z' {
		return code, nil
	}
	return "", badRequest("invalid language code specified")
}

func (s *Server) setMyCommands(c *call) (any, *apiError) {
	key, failed := s.commandKey(c)
	if failed != nil {
		return nil, failed
	}
	var list []Command
	if err := c.params.object("commands", &list); err != nil {
		return nil, badRequest("can't parse commands JSON object")
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range list {
		list[i].Command = strings.TrimPrefix(list[i].Command, "/")
		if !validCommand(list[i].Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(list[i].Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.profile.commands[key] = list
	s.emit(Event{Type: EventCommands, Person: max(key.chat, 0)})
	return true, nil
}

func validCommand(name string) bool {
	return len(name) >= 1 && len(name) <= 32 && asciiWordSize(name) == len(name) && strings.ToLower(name) == name
}

func (s *Server) getMyCommands(c *call) (any, *apiError) {
	key, failed := s.commandKey(c)
	if failed != nil {
		return nil, failed
	}
	return append([]Command{}, s.profile.commands[key]...), nil
}

func (s *Server) deleteMyCommands(c *call) (any, *apiError) {
	key, failed := s.commandKey(c)
	if failed != nil {
		return nil, failed
	}
	delete(s.profile.commands, key)
	s.emit(Event{Type: EventCommands, Person: max(key.chat, 0)})
	return true, nil
}

// setText is the common part of setMyName, setMyDescription and setMyShortDescription. The real answer to a text that is
// too long is not public.
func (s *Server) setText(c *call, field string, limit int, texts perLanguage) (any, *apiError) {
	language, failed := languageCode(c)
	if failed != nil {
		return nil, failed
	}
	text := strings.TrimSpace(c.params.str(field))
	if utf16Len(text) > limit {
		return nil, badRequest("%s is too long", strings.ReplaceAll(field, "_", " "))
	}
	texts.set(language, text)
	s.emit(Event{Type: EventCommands})
	return true, nil
}

func (s *Server) getText(c *call, field string, texts perLanguage) (any, *apiError) {
	language, failed := languageCode(c)
	if failed != nil {
		return nil, failed
	}
	return map[string]string{field: texts[language]}, nil
}

func (s *Server) setMyName(c *call) (any, *apiError) {
	if c.params.str("language_code") == "" && strings.TrimSpace(c.params.str("name")) == "" {
		return true, nil // the name itself cannot be removed
	}
	return s.setText(c, "name", 64, s.profile.name)
}

func (s *Server) getMyName(c *call) (any, *apiError) { return s.getText(c, "name", s.profile.name) }

func (s *Server) setMyDescription(c *call) (any, *apiError) {
	return s.setText(c, "description", 512, s.profile.description)
}

func (s *Server) getMyDescription(c *call) (any, *apiError) {
	return s.getText(c, "description", s.profile.description)
}

func (s *Server) setMyShortDescription(c *call) (any, *apiError) {
	return s.setText(c, "short_description", 120, s.profile.short)
}

func (s *Server) getMyShortDescription(c *call) (any, *apiError) {
	return s.getText(c, "short_description", s.profile.short)
}
