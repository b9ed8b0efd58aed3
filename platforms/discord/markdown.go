package discord

import (
	"regexp"
	"strings"
	"unicode"
)

// bareLink is the part of a link that is left as it is: a backslash inside would belong to the address. None of its characters
// can open or close anything once the link itself is recognised.
var bareLink = regexp.MustCompile(`^https?://[\p{L}\p{N}\-._~:/?#@!$&'+,;=%]+`)

// everywhere are the characters that mean something to Discord's markdown wherever they stand: emphasis, code, spoilers, links,
// mentions and times (<@1>, <t:1>), and the backslash itself.
const everywhere = "\\*_~`|[]()<>#"

// listNumber is the beginning of a line that would become a numbered list.
var listNumber = regexp.MustCompile(`^([0-9]{1,9})\.`)

// escapeMarkdown makes a text show as it was written. Each piece is a character with its backslash, or a whole link.
func escapeMarkdown(s string) []piece {
	pieces := make([]piece, 0, len(s))
	lineStart := true
	for s != "" {
		link := ""
		if strings.HasPrefix(s, "http") {
			link = bareLink.FindString(s)
		}
		if link != "" && len(link) <= maxDescription/4 {
			pieces, s, lineStart = append(pieces, piece(link)), s[len(link):], false
			continue
		}
		if lineStart {
			if m := listNumber.FindStringSubmatch(s); m != nil {
				pieces, s, lineStart = append(pieces, piece(m[1]+`\.`)), s[len(m[0]):], false
				continue
			}
		}
		var r rune
		for _, r = range s {
			break
		}
		p := string(r)
		s = s[len(p):]
		if strings.ContainsRune(everywhere, r) || (lineStart && (r == '-' || r == '+')) {
			p = `\` + p
		}
		pieces = append(pieces, piece(p))
		lineStart = r == '\n' || (lineStart && unicode.IsSpace(r))
	}
	return pieces
}
