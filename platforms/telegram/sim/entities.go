package sim

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// givenEntities reads the entities that the bot wrote itself. Kinds that Telegram finds by itself are ignored.
func givenEntities(p params, name string, length int) ([]Entity, error) {
	var given []Entity
	if err := p.object(name, &given); err != nil {
		return nil, err
	}
	var kept []Entity
	for _, e := range given {
		switch e.Type {
		case "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number":
			continue
		case "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
			"custom_emoji", "blockquote", "expandable_blockquote":
		default:
			return nil, fmt.Errorf("unsupported type specified")
		}
		if e.Offset < 0 || e.Length <= 0 || e.Offset >= length {
			continue
		}
		e.Length = min(e.Length, length-e.Offset)
		kept = append(kept, e)
	}
	return kept, nil
}

// findEntities adds the commands, mentions and links that Telegram finds in a text outside the entities it already has.
func findEntities(text string, entities []Entity) []Entity {
	if !strings.ContainsAny(text, "/@") {
		return entities
	}
	given := len(entities)
	units, before := 0, rune(0)
	for i, r := range text {
		kind, size := "", 0
		switch {
		case r == '/' && !wordRune(before) && before != '/' && before != '<' && before != '>':
			kind, size = "bot_command", commandSize(text[i:])
		case r == '@' && !wordRune(before):
			kind, size = "mention", mentionSize(text[i:])
		case r == 'h' && !wordRune(before):
			kind, size = "url", linkSize(text[i:])
		}
		if size > 0 && !overlaps(entities, units, units+utf16Len(text[i:i+size])) {
			entities = append(entities, Entity{Type: kind, Offset: units, Length: utf16Len(text[i : i+size])})
		}
		units += max(1, utf16Len(string(r)))
		before = r
	}
	if len(entities) > given {
		sortEntities(entities)
	}
	return entities
}

// overlaps says whether a found entity would lie in code, a link or another found entity.
func overlaps(entities []Entity, from, to int) bool {
	for _, e := range entities {
		switch e.Type {
		case "code", "pre", "text_link", "text_mention", "bot_command", "mention", "url":
			if from < e.Offset+e.Length && e.Offset < to {
				return true
			}
		}
	}
	return false
}

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func asciiWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func asciiWordSize(text string) int {
	n := 0
	for n < len(text) && asciiWord(text[n]) {
		n++
	}
	return n
}

// commandSize measures /name or /name@bot at the start of text; 0 when there is none.
func commandSize(text string) int {
	n := asciiWordSize(text[1:])
	if n == 0 || n > 64 {
		return 0
	}
	size := 1 + n
	if rest := text[size:]; strings.HasPrefix(rest, "@") {
		if m := asciiWordSize(rest[1:]); m >= 3 && m <= 32 {
			size += 1 + m
		}
	}
	next, _ := utf8.DecodeRuneInString(text[size:])
	if size < len(text) && (next == '/' || next == '<' || next == '>' || wordRune(next)) {
		return 0
	}
	return size
}

func mentionSize(text string) int {
	if n := asciiWordSize(text[1:]); n >= 3 && n <= 32 {
		return 1 + n
	}
	return 0
}

func linkSize(text string) int {
	if !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://") {
		return 0
	}
	size := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>\"«»", r) })
	if size < 0 {
		size = len(text)
	}
	size = len(strings.TrimRight(text[:size], ".,:;!?)'"))
	if !validLink(text[:size]) {
		return 0
	}
	return size
}
