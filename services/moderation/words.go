package moderation

import "strings"

// stopWord is one line of the list.
type stopWord struct {
	line   string
	signs  []sign
	inside bool // may begin anywhere in a word
	whole  bool // has to end with the word
}

// stopWords reads the list: one a line, as SetRule says.
func stopWords(list string) []stopWord {
	var words []stopWord
	for line := range strings.Lines(list) {
		w := stopWord{line: strings.TrimSpace(line)}
		text := strings.TrimSuffix(w.line, "*")
		if cut := strings.TrimPrefix(text, "*"); cut != text {
			w.inside, text = true, cut
		}
		if cut := strings.Trim(text, `"«»“”„`); cut != text && !w.inside {
			w.whole, text = true, cut
		}
		for _, s := range signs(text) {
			if s.reads != 0 && (len(w.signs) == 0 || !alike(w.signs[len(w.signs)-1], s)) {
				w.signs = append(w.signs, s) // letters that are said twice count once, as in the text
			}
		}
		if len(w.signs) > 0 {
			words = append(words, w)
		}
	}
	return words
}

// findWord gives the first stop word that a text holds; empty when there is none.
func findWord(words []stopWord, text string) string {
	if len(words) == 0 {
		return ""
	}
	said := signs(text)
	for _, w := range words {
		for from := range said {
			if w.at(said, from) {
				return w.line
			}
		}
	}
	return ""
}

// at tells whether the word stands in a text from a place on. Letters may be drawn out, and set apart by marks (с.п.а.м). They
// may be set apart by spaces as well, but then the word has to end where a word ends: else "с указанием" would hold a word that
// nobody has said.
func (w stopWord) at(said []sign, from int) bool {
	if !w.inside && from > 0 && said[from-1].reads != 0 {
		return false
	}
	at, spaced, plain := from, false, false
	for i, want := range w.signs {
		if i > 0 {
			next, gap := skip(said, at)
			if at, spaced = next, spaced || gap; at < 0 {
				return false
			}
		}
		if at >= len(said) || said[at].reads == 0 || !same(said[at], want) {
			return false
		}
		plain = plain || said[at].plain
		for drawn := said[at]; at < len(said) && alike(said[at], drawn); at++ {
		}
	}
	ends := at >= len(said) || said[at].reads == 0
	return plain && (ends || (!w.whole && !spaced))
}

// most is how many characters may stand between two letters of a word.
const mostBetween = 3

// skip passes what separates letters, and tells whether white space was among it; -1 when it is too much.
func skip(said []sign, at int) (next int, space bool) {
	for n := 0; at < len(said) && said[at].reads == 0; at, n = at+1, n+1 {
		if n == mostBetween {
			return -1, false
		}
		space = space || said[at].space
	}
	return at, space
}
