package sim

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// htmlType maps Telegram's tags to entity types. Some of them have rules of their own besides.
func htmlType(tag string) (string, bool) {
	switch tag {
	case "b", "strong":
		return "bold", true
	case "i", "em":
		return "italic", true
	case "u", "ins":
		return "underline", true
	case "s", "strike", "del":
		return "strikethrough", true
	case "tg-spoiler", "span":
		return "spoiler", true
	case "tg-emoji":
		return "custom_emoji", true
	case "blockquote":
		return "blockquote", true
	case "a":
		return "text_link", true
	case "pre", "code":
		return tag, true
	}
	return "", false
}

// openTag is a tag that waits for its end.
type openTag struct {
	name     string
	argument string // href, language, emoji id, or "1" of an expandable quote
	units    int    // where its text starts, in UTF-16 units
	bytes    int    // the same in bytes of the result
}

// htmlParser reads Telegram's HTML. Offsets in its errors are bytes of the source, as on the real server (tdlib/td,
// MessageEntity.cpp, parse_html).
type htmlParser struct {
	src      string
	pos      int
	out      []byte
	units    int
	open     []openTag
	entities []Entity
	halves   bool // a reference named half of a surrogate pair
}

func parseHTML(src string) (formatted, error) {
	p := &htmlParser{src: src}
	for p.pos < len(src) {
		if src[p.pos] == '<' {
			if err := p.tag(); err != nil {
				return formatted{}, err
			}
			continue
		}
		if src[p.pos] == '&' {
			if r, next := decodeReference(src, p.pos); r != 0 {
				p.halves = p.halves || utf16.IsSurrogate(r)
				p.write(r)
				p.pos = next
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(src[p.pos:])
		p.write(r)
		p.pos += size
	}
	if n := len(p.open); n > 0 {
		return formatted{}, telegramError("Can't find end tag corresponding to start tag \"%s\"", p.open[n-1].name)
	}
	if p.halves {
		return formatted{}, telegramError("Text contains invalid Unicode characters after decoding HTML entities, " +
			"check for unmatched surrogate code units")
	}
	for i := range p.entities {
		if p.entities[i].Type == "code" {
			p.entities[i].Language = "" // a language without a block around it means nothing
		}
	}
	return formatted{text: string(p.out), entities: p.entities}, nil
}

func (p *htmlParser) write(r rune) {
	p.out = utf8.AppendRune(p.out, r)
	p.units++
	if r > 0xFFFF {
		p.units++
	}
}

// at returns the byte at i, and 0 past the end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.src) {
		return p.src[i]
	}
	return 0
}

// htmlSpace counts the end of the text as a space, so that every scan stops there.
func htmlSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\v' || b == 0
}

func (p *htmlParser) skipSpace() {
	for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
		p.pos++
	}
}

func (p *htmlParser) tag() error {
	begin := p.pos
	p.pos++
	if p.at(p.pos) == '/' {
		return p.endTag(begin)
	}
	return p.startTag(begin)
}

func (p *htmlParser) startTag(begin int) error {
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	if p.pos >= len(p.src) {
		return telegramError("Unclosed start tag at byte offset %d", begin)
	}
	tag := openTag{name: strings.ToLower(p.src[begin+1 : p.pos]), units: p.units, bytes: len(p.out)}
	if _, known := htmlType(tag.name); !known {
		return telegramError("Unsupported start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	for p.at(p.pos) != '>' {
		if err := p.attribute(&tag, begin); err != nil {
			return err
		}
	}
	p.pos++
	if tag.name == "span" && tag.argument != "spoiler" {
		return telegramError("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return nil
}

// attribute reads one attribute of a start tag, or only the space before its end.
func (p *htmlParser) attribute(tag *openTag, begin int) error {
	p.skipSpace()
	if p.at(p.pos) == '>' {
		return nil
	}
	start := p.pos
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '=' && p.at(p.pos) != '>' {
		p.pos++
	}
	name := p.src[start:min(p.pos, len(p.src))]
	if name == "" {
		return telegramError("Empty attribute name in the tag \"%s\" at byte offset %d", tag.name, begin)
	}
	p.skipSpace()
	if p.pos >= len(p.src) {
		return telegramError("Unclosed start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	if p.at(p.pos) != '=' {
		tag.attribute(name, "")
		return nil
	}
	p.pos++
	p.skipSpace()
	if p.pos >= len(p.src) {
		return telegramError("Unclosed start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	value, err := p.attributeValue()
	if err != nil {
		return err
	}
	if p.pos >= len(p.src) {
		return telegramError("Unclosed start tag at byte offset %d", begin)
	}
	tag.attribute(name, value)
	return nil
}

func (p *htmlParser) attributeValue() (string, error) {
	quote := p.at(p.pos)
	if quote != '"' && quote != '\'' {
		start := p.pos
		for b := p.at(p.pos); b == '.' || b == '-' || asciiWord(b) && b != '_'; b = p.at(p.pos) {
			p.pos++
		}
		if !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
			return "", telegramError("Unexpected end of name token at byte offset %d", start)
		}
		return strings.ToLower(p.src[start:p.pos]), nil
	}
	p.pos++
	var value []byte
	for p.pos < len(p.src) && p.src[p.pos] != quote {
		if p.src[p.pos] == '&' {
			if r, next := decodeReference(p.src, p.pos); r != 0 {
				value, p.pos = utf8.AppendRune(value, r), next
				continue
			}
		}
		value = append(value, p.src[p.pos])
		p.pos++
	}
	if p.pos < len(p.src) {
		p.pos++
	}
	return string(value), nil
}

// attribute keeps the value of the one attribute that matters to the tag.
func (t *openTag) attribute(name, value string) {
	switch {
	case t.name == "a" && name == "href", t.name == "tg-emoji" && name == "emoji-id":
		t.argument = value
	case t.name == "code" && name == "class" && strings.HasPrefix(value, "language-"):
		t.argument = strings.TrimPrefix(value, "language-")
	case t.name == "span" && name == "class" && strings.HasPrefix(value, "tg-"):
		t.argument = strings.TrimPrefix(value, "tg-")
	case t.name == "blockquote" && name == "expandable":
		t.argument = "1"
	}
}

func (p *htmlParser) endTag(begin int) error {
	if len(p.open) == 0 {
		return telegramError("Unexpected end tag at byte offset %d", begin)
	}
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	name := strings.ToLower(p.src[begin+2 : p.pos])
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return telegramError("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return telegramError("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == tag.units {
		return nil
	}
	return p.close(tag)
}

// close makes the entity of a tag that has ended.
func (p *htmlParser) close(tag openTag) error {
	kind, _ := htmlType(tag.name)
	e := Entity{Type: kind, Offset: tag.units, Length: p.units - tag.units}
	switch tag.name {
	case "tg-emoji":
		if id, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || id == 0 {
			return telegramError("Invalid custom emoji identifier specified")
		}
		e.CustomEmojiID = tag.argument
	case "blockquote":
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "a":
		link := tag.argument
		if link == "" {
			link = string(p.out[tag.bytes:])
		}
		if !e.link(link) {
			return nil
		}
	case "pre", "code":
		p.closeCode(e, tag)
		return nil
	}
	p.entities = append(p.entities, e)
	return nil
}

// closeCode joins <pre><code class="language-x"> to one block with a language.
func (p *htmlParser) closeCode(e Entity, tag openTag) {
	e.Language = tag.argument
	if n := len(p.entities); n > 0 {
		inner := &p.entities[n-1]
		if inner.Offset == e.Offset && inner.Length == e.Length && inner.Type != e.Type &&
			(inner.Type == "code" || inner.Type == "pre") && (inner.Language != "" || e.Language != "") {
			inner.Type, inner.Language = "pre", inner.Language+e.Language
			return
		}
	}
	p.entities = append(p.entities, e)
}

// link makes the entity a link or a mention of a person; false when Telegram would drop the link.
func (e *Entity) link(link string) bool {
	if id, isUser := strings.CutPrefix(link, "tg://user?id="); isUser {
		n, err := strconv.ParseInt(id, 10, 64)
		e.Type, e.User = "text_mention", &User{ID: n}
		return err == nil && n > 0
	}
	if !validLink(link) {
		return false
	}
	if !strings.Contains(link, "://") {
		link = "http://" + link
	}
	e.URL = link
	return true
}

// decodeReference reads &lt; &gt; &amp; &quot; and numeric references; the semicolon may be missing. It returns 0 for
// anything else, which stays as it is written.
func decodeReference(src string, pos int) (r rune, next int) {
	end := pos + 1
	if end < len(src) && src[end] == '#' {
		base, digits := 10, end+1
		if digits < len(src) && src[digits] == 'x' {
			base, digits = 16, digits+1
		}
		end = digits
		for end < len(src) && strings.IndexByte("0123456789abcdefABCDEF"[:referenceDigits(base)], src[end]) >= 0 {
			end++
		}
		n, err := strconv.ParseUint(src[digits:end], base, 32)
		if err != nil || n == 0 || n >= 0x10FFFF || end-pos >= 10 {
			return 0, pos
		}
		r = rune(n)
	} else {
		for end < len(src) && asciiWord(src[end]) && src[end] != '_' && (src[end] < '0' || src[end] > '9') {
			end++
		}
		switch src[pos+1 : end] {
		case "lt":
			r = '<'
		case "gt":
			r = '>'
		case "amp":
			r = '&'
		case "quot":
			r = '"'
		default:
			return 0, pos
		}
	}
	if end < len(src) && src[end] == ';' {
		end++
	}
	return r, end
}

// referenceDigits is how many of "0123456789abcdefABCDEF" are digits of the base.
func referenceDigits(base int) int {
	if base == 16 {
		return 22
	}
	return 10
}

// telegramError is an error in Telegram's words, which start with a capital letter after "can't parse entities: ".
func telegramError(format string, args ...any) error { return fmt.Errorf(format, args...) }
