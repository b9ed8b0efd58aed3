package webinars

import (
	"html"
	"strings"
)

// maxDescription is how many characters of a description are kept.
const maxDescription = 4000

// plainText makes what the platform's editor wrote readable as text: tags are gone, and those that end a line do so. The result
// is text and not markup: a "<" in it was written by a person.
func plainText(s string) string {
	var b strings.Builder
	for s != "" {
		before, after, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			break
		}
		if !isTag(after) {
			b.WriteByte('<')
			s = after
			continue
		}
		tag, rest, _ := strings.Cut(after, ">")
		b.WriteString(lineEnd(tag))
		s = rest
	}
	return cut(tidyLines(html.UnescapeString(b.String())), maxDescription)
}

// isTag tells whether what follows "<" begins a tag: "a < b" does not.
func isTag(s string) bool {
	s = strings.TrimPrefix(s, "/")
	return s != "" && (s[0] == '!' || 'a' <= s[0]|0x20 && s[0]|0x20 <= 'z')
}

// lineEnd is what stands for a tag.
func lineEnd(tag string) string {
	name, _, _ := strings.Cut(strings.ToLower(strings.Trim(tag, "/ ")), " ")
	switch strings.TrimSuffix(name, "/") {
	case "br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6":
		return "\n"
	}
	return ""
}

// tidyLines takes away the blanks around lines, and all empty lines but one in a row.
func tidyLines(s string) string {
	var kept []string
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, line)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
