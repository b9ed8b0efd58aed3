package sim

import (
	"strings"
	"unicode/utf8"
)

// markdownParser reads MarkdownV2. Offsets in its errors are bytes of the source (tdlib/td, parse_markdown_v2).
type markdownParser struct {
	src      string
	pos      int
	out      []byte
	units    int
	open     []openMark
	entities []Entity
}

// openMark is a mark that waits for its end.
type openMark struct {
	kind     string // entity type
	language string
	at       int // byte of the source
	units    int
	bytes    int
}

const markdownReserved = "_*[]()~`>#+-=|{}.!\n"

func parseMarkdown(src string) (formatted, error) {
	p := &markdownParser{src: src}
	for p.pos < len(src) {
		if err := p.step(); err != nil {
			return formatted{}, err
		}
	}
	if p.within("blockquote") {
		p.finish("")
	}
	if n := len(p.open); n > 0 {
		return formatted{}, p.unfinished(p.open[n-1])
	}
	return formatted{text: string(p.out), entities: p.entities}, nil
}

func (p *markdownParser) unfinished(m openMark) error {
	names := map[string]string{
		"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
		"spoiler": "Spoiler", "code": "Code", "pre": "Pre", "text_link": "TextUrl", "blockquote": "BlockQuote",
	}
	return telegramError("Can't find end of %s entity at byte offset %d", names[m.kind], m.at)
}

func (p *markdownParser) within(kind string) bool {
	return len(p.open) > 0 && p.open[len(p.open)-1].kind == kind
}

func (p *markdownParser) starts(mark string) bool { return strings.HasPrefix(p.src[p.pos:], mark) }

func (p *markdownParser) step() error {
	c := p.src[p.pos]
	if c == '\\' && p.pos+1 < len(p.src) && p.src[p.pos+1] > 0 && p.src[p.pos+1] <= 126 {
		p.pos++
		p.copyRune()
		return nil
	}
	reserved := markdownReserved
	if p.within("code") || p.within("pre") {
		reserved = "`"
	}
	if strings.IndexByte(reserved, c) < 0 {
		p.copyRune()
		return nil
	}
	if c == '\n' {
		return p.newLine()
	}
	if len(p.open) > 0 {
		if mark := closing(p.open[len(p.open)-1].kind); mark != "" && p.starts(mark) && !(mark == "_" && p.starts("__")) {
			return p.end(mark)
		}
	}
	return p.begin(c)
}

func (p *markdownParser) copyRune() {
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.out = utf8.AppendRune(p.out, r)
	p.units += utf16Len(string(r))
	p.pos += size
}

// newLine ends a quote unless the next line goes on with it, or starts one.
func (p *markdownParser) newLine() error {
	quote := false
	for _, m := range p.open {
		quote = quote || m.kind == "blockquote"
	}
	goesOn := p.pos+1 < len(p.src) && p.src[p.pos+1] == '>'
	if quote && !goesOn {
		if !p.within("blockquote") {
			return p.unfinished(p.open[len(p.open)-1])
		}
		p.finish("")
	}
	p.copyRune()
	if goesOn {
		p.pos++
		if !quote {
			p.push("blockquote", p.pos-1)
		}
	}
	return nil
}

func closing(kind string) string {
	switch kind {
	case "bold":
		return "*"
	case "italic":
		return "_"
	case "underline":
		return "__"
	case "strikethrough":
		return "~"
	case "spoiler":
		return "||"
	case "code":
		return "`"
	case "pre":
		return "```"
	case "text_link":
		return "]"
	}
	return ""
}

func (p *markdownParser) push(kind string, at int) {
	p.open = append(p.open, openMark{kind: kind, at: at, units: p.units, bytes: len(p.out)})
}

func (p *markdownParser) begin(c byte) error {
	for _, kind := range []string{"underline", "italic", "bold", "strikethrough", "spoiler", "pre", "code"} {
		mark := closing(kind)
		if !p.starts(mark) {
			continue
		}
		p.push(kind, p.pos)
		p.pos += len(mark)
		if kind == "pre" {
			p.preLanguage()
		}
		return nil
	}
	switch {
	case c == '[':
		p.push("text_link", p.pos)
	case c == '>' && p.pos == 0:
		p.push("blockquote", p.pos)
	default:
		return telegramError("Character '%c' is reserved and must be escaped with the preceding '\\'", c)
	}
	p.pos++
	return nil
}

// preLanguage reads the language after ``` and skips the line break that follows.
func (p *markdownParser) preLanguage() {
	end := p.pos
	for end < len(p.src) && !htmlSpace(p.src[end]) && p.src[end] != '`' {
		end++
	}
	if end > p.pos && end < len(p.src) && p.src[end] != '`' {
		p.open[len(p.open)-1].language = p.src[p.pos:end]
		p.pos = end
	}
	if p.starts("\n") {
		p.pos++
	}
}

func (p *markdownParser) end(mark string) error {
	p.pos += len(mark)
	link := ""
	if mark == "]" && p.starts("(") {
		begin := p.pos + 1
		for p.pos = begin; p.pos < len(p.src) && p.src[p.pos] != ')'; p.pos++ {
			if p.src[p.pos] == '\\' && p.pos+1 < len(p.src) {
				p.pos++
			}
			link += p.src[p.pos : p.pos+1]
		}
		if p.pos >= len(p.src) {
			return telegramError("Can't find end of a URL at byte offset %d", begin)
		}
		p.pos++
	}
	p.finish(link)
	return nil
}

// finish makes the entity of the innermost mark.
func (p *markdownParser) finish(link string) {
	m := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	e := Entity{Type: m.kind, Offset: m.units, Length: p.units - m.units, Language: m.language}
	if e.Length == 0 {
		return
	}
	if m.kind == "text_link" {
		if link == "" {
			link = string(p.out[m.bytes:])
		}
		if !e.link(link) {
			return
		}
	}
	p.entities = append(p.entities, e)
}
