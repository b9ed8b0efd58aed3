package moderation

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letter is what a character can be read as: a set of the letters below.
type letter uint64

// base are the letters that characters are read as: Latin ones, and those Cyrillic ones that look like none of them.
const base = "abcdefghijklmnopqrstuvwxyz" + "бгджзилпфцчшщъыьэюя"

// reads says what a character that is not in base can be read as, by its looks in either case (В is B, н is H, и is u). After
// Unicode's confusables, reduced to what people type.
const reads = `
а=a в=b е=e к=k м=m н=h о=o р=p с=c т=t у=y х=x ѕ=s і=i ј=j ѵ=v ґ=г є=e ї=i һ=h ԁ=d ԛ=q ԝ=w ҁ=c қ=k ң=h ү=y ұ=y
α=a β=b γ=y δ=д ε=e ζ=z η=hn θ=o ι=i κ=k λ=л μ=mu ν=v ξ=e ο=o π=п ρ=p σ=oc ς=c τ=t υ=yu φ=ф χ=x ψ=ш ω=w
0=o 1=il 2=z 3=зe 4=чa 5=s 6=бb 7=t 8=b 9=gя
@=a $=s €=e £=l ¢=c |=il !=i
u=uи n=nп r=rг w=wш i=il l=li ı=i ł=l ø=o đ=d ħ=h ŋ=n æ=a œ=o ß=b ð=d þ=p
и=иu п=пn г=гr ш=шщw щ=щш ь=ьb ъ=ъь з=зe`

// lookalikes is reads and base as a table.
var lookalikes = readTable()

func readTable() map[rune]letter {
	of := map[rune]letter{}
	for i, r := range []rune(base) {
		of[r] = 1 << i
	}
	table := map[rune]letter{}
	for r, set := range of {
		table[r] = set
	}
	for entry := range strings.FieldsSeq(reads) {
		from, to, _ := strings.Cut(entry, "=")
		var set letter
		for _, r := range to {
			set |= of[r]
		}
		table[[]rune(from)[0]] = set
	}
	return table
}

// sign is one character of a text as it is compared.
type sign struct {
	reads  letter // 0: it separates
	plain  bool   // a letter, and not a digit or mark that only looks like one
	space  bool   // white space; with reads == 0
	symbol rune   // the character itself, in lower case
}

// signs takes a text apart: capitals, accents, ё and й, full-width and decorated letters, and characters that nobody sees make
// no difference.
func signs(text string) []sign {
	list := make([]sign, 0, len(text))
	for _, r := range norm.NFKD.String(text) {
		r = unicode.ToLower(r)
		set, known := lookalikes[r]
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r == 0x34F, r == 0x3164, r == 0x115F, r == 0x1160:
		case known:
			list = append(list, sign{reads: set, plain: unicode.IsLetter(r), symbol: r})
		case unicode.IsLetter(r), unicode.IsDigit(r):
			list = append(list, sign{reads: 1 << 63, plain: unicode.IsLetter(r), symbol: r})
		default:
			list = append(list, sign{space: unicode.IsSpace(r), symbol: r})
		}
	}
	return list
}

// same tells whether two characters can be read as the same letter. What is no letter of ours is only itself.
func same(a, b sign) bool {
	if a.reads == 1<<63 || b.reads == 1<<63 {
		return a.symbol == b.symbol
	}
	return a.reads&b.reads != 0
}

// alike tells whether two characters are read in just the same ways. Said in a row they count as one, here and in the list of
// stop words.
func alike(a, b sign) bool {
	return a.reads != 0 && a.reads == b.reads && (a.reads != 1<<63 || a.symbol == b.symbol)
}

// skeleton is a text without what makes no difference, for telling whether somebody says the same again.
func skeleton(text string) string {
	var b strings.Builder
	for _, s := range signs(text) {
		if s.reads != 0 {
			b.WriteRune(s.symbol)
		}
	}
	if b.Len() == 0 { // only marks and pictures: then they are what is said
		return strings.Join(strings.Fields(text), " ")
	}
	return b.String()
}
