package sim

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// formatted is a text with its entities.
type formatted struct {
	text     string
	entities []Entity
}

// formattedText reads a text parameter with parse_mode or entities, cleans and trims it, and finds commands, mentions
// and links as Telegram does. The result may be empty.
func (s *Server) formattedText(c *call, textName, entitiesName string) (formatted, *apiError) {
	raw := c.params.str(textName)
	if len(raw) > maxRawText {
		return formatted{}, badRequest("text is too long")
	}
	if !utf8.ValidString(raw) {
		return formatted{}, badRequest("strings must be encoded in UTF-8")
	}
	raw = cleanText(raw)
	var f formatted
	var err error
	switch strings.ToLower(c.params.str("parse_mode")) {
	case "", "none":
		f.text = raw
		f.entities, err = givenEntities(c.params, entitiesName, utf16Len(raw))
		if err != nil {
			return formatted{}, badRequest("can't parse MessageEntity: %s", err)
		}
	case "html":
		f, err = parseHTML(raw)
	case "markdownv2":
		f, err = parseMarkdown(raw)
	default:
		return formatted{}, badRequest("unsupported parse_mode")
	}
	if err != nil {
		return formatted{}, badRequest("can't parse entities: %s", err)
	}
	f.entities = s.knownMentions(f.entities)
	f = trimText(f)
	f.entities = findEntities(f.text, f.entities)
	return f, nil
}

// knownMentions drops mentions of people whom the bot has never met and completes the others.
func (s *Server) knownMentions(entities []Entity) []Entity {
	return slices.DeleteFunc(entities, func(e Entity) bool {
		if e.User == nil {
			return false
		}
		p := s.people[e.User.ID]
		if p == nil {
			return true
		}
		*e.User = p.user()
		return false
	})
}

// ReadHTML tells what the server makes of a text with parse_mode HTML, or how it refuses it.
func ReadHTML(text string) (plain string, entities []Entity, err error) {
	f, err := parseHTML(cleanText(text))
	if err != nil {
		return "", nil, err
	}
	f = trimText(f)
	return f.text, findEntities(f.text, f.entities), nil
}

// cleanText replaces control characters by spaces and drops carriage returns, as Telegram does.
func cleanText(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' }) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return -1
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, text)
}

// trimText cuts white space at the end, and at the start as far as no entity begins there.
func trimText(f formatted) formatted {
	f.text = strings.TrimRight(f.text, " \n")
	end := utf16Len(f.text)
	kept := f.entities[:0]
	firstEntity := end
	for _, e := range f.entities {
		e.Length = min(e.Length, end-e.Offset)
		if e.Length > 0 {
			kept = append(kept, e)
			firstEntity = min(firstEntity, e.Offset)
		}
	}
	f.entities = kept
	cut := 0
	for cut < firstEntity && (f.text[cut] == ' ' || f.text[cut] == '\n') {
		cut++ // one byte and one unit each
	}
	f.text = f.text[cut:]
	for i := range f.entities {
		f.entities[i].Offset -= cut
	}
	sortEntities(f.entities)
	f.entities = slices.Compact(f.entities)
	if len(f.entities) == 0 {
		f.entities = nil
	}
	return f
}

// sortEntities orders by place, the longer first, then by type, so that equal texts have equal lists.
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(a.Offset-b.Offset, b.Length-a.Length, strings.Compare(a.Type, b.Type))
	})
}

// utf16Len counts the UTF-16 units of a text.
func utf16Len(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
