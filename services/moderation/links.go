package moderation

import (
	"regexp"
	"slices"
	"strings"
)

// zones are the ends of addresses that people write without http://. A text that says "нет.но" is no address, so that an end
// has to be one of these.
var zones = strings.Fields(`ru рф su by kz ua uz kg am ge az md tj com net org info biz pro me io co cc tv app dev site online shop
	store club top xyz link click live life fun space website tech agency media news blog chat group team vip win bet casino game
	games promo sale pw ws gg ai ly gl eu uk de fr it es pl cz cn tk ml ga cf gq рус онлайн сайт дети москва моя орг ком`)

var (
	// schemes and www stand for themselves.
	scheme = regexp.MustCompile(`(?i)(?:\b(?:https?|ftp|tg|hxxps?)\s*:\s*/\s*/\s*\S+|\bwww\s*\.\s*\S+)`)
	// address is labels with dots between them; a dot may be written out or put in brackets, with spaces around it.
	address = regexp.MustCompile(`(?i)[\p{L}\d][\p{L}\d-]*(?:(?:\.|\s*[\[({<]\s*(?:\.|dot|точка)\s*[\])}>]\s*|\s+(?:dot|точка)\s+|\s+\.\s*)[\p{L}\d][\p{L}\d-]*)+`)
	dot     = regexp.MustCompile(`(?i)\.|\s*[\[({<]\s*(?:\.|dot|точка)\s*[\])}>]\s*|\s+(?:dot|точка)\s+`)
	latin   = regexp.MustCompile(`[A-Za-z]`)
)

// findLink gives the first link of a text: with http or www, or a bare name such as example.ru or t.me/somebody; empty when
// there is none.
func findLink(text string) string {
	if found := scheme.FindString(text); found != "" {
		return found
	}
	for _, at := range address.FindAllStringIndex(text, -1) {
		if found := text[at[0]:at[1]]; isAddress(found) {
			if end := strings.IndexFunc(text[at[1]:], func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }); end > 0 {
				return found + text[at[1]:at[1]+end]
			} else if end < 0 {
				return found + text[at[1]:]
			}
			return found
		}
	}
	return ""
}

// isAddress tells whether labels end with a zone, in letters that may be borrowed: "sitе.соm".
func isAddress(found string) bool {
	labels := dot.Split(strings.ToLower(found), -1)
	for i := 1; i < len(labels); i++ {
		end, before := strings.TrimSpace(labels[i]), strings.TrimSpace(labels[i-1])
		if slices.Contains(zones, end) && before != "" {
			return true
		}
		if latin.MatchString(before) && slices.ContainsFunc(zones, func(z string) bool { return spellsAs(end, z) }) {
			return true
		}
	}
	return false
}

// spellsAs tells whether a word can be read as another, letter by letter.
func spellsAs(word, as string) bool {
	a, b := signs(word), signs(as)
	return len(a) == len(b) && slices.EqualFunc(a, b, same)
}
