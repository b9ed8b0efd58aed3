package discord

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
)

// The limits of one message (discord-api-docs, message resource, "Embed Limits"). What they count is not said; UTF-16 units are
// never fewer than characters.
const (
	maxEmbeds      = 10
	maxTotal       = 6000
	maxAuthor      = 256
	maxDescription = 4096
)

// Message is one approved message of a chat. It becomes one embed: the author, the text, and the time as HH:MM.
type Message struct {
	Author string
	Text   string
	At     time.Time
	Zone   *time.Location // whose clock HH:MM is by; nil means UTC
}

// payload is the body of a call. Mentions are always given and always empty: nobody is pinged by what a stranger wrote.
type payload struct {
	Embeds          []embed  `json:"embeds"`
	AllowedMentions mentions `json:"allowed_mentions"`
}

type mentions struct {
	Parse []string `json:"parse"`
}

// embed has no url on purpose: of embeds that share one, only the first is shown.
type embed struct {
	Author      *author `json:"author,omitempty"`
	Description string  `json:"description,omitempty"`
	Footer      footer  `json:"footer"`
}

type author struct {
	Name string `json:"name"`
}

type footer struct {
	Text string `json:"text"`
}

// embed draws the message. Names and footers show as they are; a description is markdown.
func (m Message) embed() embed {
	zone := m.Zone
	if zone == nil {
		zone = time.UTC
	}
	e := embed{Description: cut(escapeMarkdown(clean(m.Text)), maxDescription), Footer: footer{m.At.In(zone).Format("15:04")}}
	if name := cut(plain(oneLine(clean(m.Author))), maxAuthor); name != "" {
		e.Author = &author{name}
	}
	return e
}

func (e embed) units() int {
	n := units(e.Description) + units(e.Footer.Text)
	if e.Author != nil {
		n += units(e.Author.Name)
	}
	return n
}

// Fit tells how many of the messages, from the first on, go into one call: at most 10, and 6000 characters together. It is
// at least 1 when there is a message, since each by itself is cut to fit.
func Fit(messages []Message) int {
	n, total := 0, 0
	for _, m := range messages {
		total += m.embed().units()
		if n == maxEmbeds || total > maxTotal {
			break
		}
		n++
	}
	return n
}

// clean takes out what is not text: broken characters, control characters, and those that reverse the direction of what
// follows, with which a name could be made to read as another.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// piece is a part of a text that must not be cut in two.
type piece string

// plain takes each character as a piece.
func plain(s string) []piece {
	pieces := make([]piece, 0, len(s))
	for _, r := range s {
		pieces = append(pieces, piece(r))
	}
	return pieces
}

// cut joins as many pieces as fit into a number of UTF-16 units, and says with "…" that there was more.
func cut(pieces []piece, most int) string {
	var whole strings.Builder
	used, fits := 0, 0 // fits: bytes that leave room for the "…"
	for _, p := range pieces {
		used += units(string(p))
		if used > most {
			return strings.TrimRight(whole.String()[:fits], " \n\t\u200d\ufe0f") + "…"
		}
		whole.WriteString(string(p))
		if used < most {
			fits = whole.Len()
		}
	}
	return whole.String()
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
