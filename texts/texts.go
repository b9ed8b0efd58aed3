// Package texts holds every sentence that people read, by key and language, with plural forms by CLDR's rules.
package texts

import (
	"embed"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

//go:generate go run ./internal/genkeys ru.yaml keys.go

//go:embed ru.yaml en.yaml
var files embed.FS

// Languages that the catalogs speak, the default first.
func Languages() []string { return []string{"ru", "en"} }

// Key names a text. The constants are made from the Russian catalog.
type Key string

// Params are a text's placeholders by name.
type Params map[string]any

// Catalog is all texts in all languages. Make it once and share it: it is never changed.
type Catalog struct {
	printers map[string]Printer
	fallback string
}

// Load reads the embedded catalogs. fallback is the language of people whose own we do not speak.
func Load(fallback string) (*Catalog, error) {
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	c := &Catalog{printers: map[string]Printer{}, fallback: fallback}
	for _, lang := range Languages() {
		file, err := bundle.LoadMessageFileFS(files, lang+".yaml")
		if err != nil {
			return nil, fmt.Errorf("texts/%s.yaml: %w", lang, err)
		}
		c.printers[lang] = Printer{lang: lang, fixed: fixed(file.Messages)}
	}
	for lang, p := range c.printers { // once all files are loaded
		p.localizer = i18n.NewLocalizer(bundle, lang)
		c.printers[lang] = p
	}
	if _, ok := c.printers[fallback]; !ok {
		return nil, fmt.Errorf("no texts in language %q; there are %s", fallback, strings.Join(Languages(), ", "))
	}
	return c, nil
}

// fixed finds the texts without placeholders and plural forms: most of what stands on a screen. They need no localizer, which
// looks for the language anew at each text.
func fixed(messages []*i18n.Message) map[Key]string {
	found := make(map[Key]string, len(messages))
	for _, m := range messages {
		plural := m.Zero + m.One + m.Two + m.Few + m.Many
		if plural == "" && m.Other != "" && !strings.Contains(m.Other, "{{") {
			found[Key(m.ID)] = m.Other
		}
	}
	return found
}

// For gives the texts for a language tag as Telegram says it ("en", "pt-br", ""): its base language, else the fallback.
func (c *Catalog) For(tag string) Printer {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if p, ok := c.printers[base]; ok {
		return p
	}
	return c.printers[c.fallback]
}

// Speaks tells whether there is a catalog for exactly this language.
func (c *Catalog) Speaks(lang string) bool { _, ok := c.printers[lang]; return ok }

// Printer writes texts of one language.
type Printer struct {
	lang      string
	fixed     map[Key]string
	localizer *i18n.Localizer
}

// Language is the printer's two-letter language.
func (p Printer) Language() string { return p.lang }

// Text writes a plain text: for buttons, toasts and command descriptions. Times are written as days, domain.Money as money.
func (p Printer) Text(key Key, params Params) string {
	if len(params) == 0 {
		return p.write(key, nil)
	}
	spelled := make(Params, len(params))
	for name, value := range params {
		spelled[name] = p.spell(value)
	}
	return p.write(key, spelled)
}

// Markup is a parameter that is Telegram's HTML already: HTML leaves it as it is.
type Markup string

// HTML writes a text for Telegram's HTML: the catalog's own tags stay. Times are written as days, domain.Money as money. Every parameter that is neither a number nor
// Markup is made harmless.
func (p Printer) HTML(key Key, params Params) string {
	if len(params) == 0 {
		return p.write(key, nil)
	}
	safe := make(Params, len(params))
	for name, value := range params {
		safe[name] = harmless(p.spell(value))
	}
	return p.write(key, safe)
}

// MaxToast is Telegram's limit on the answer to a pressed button, in characters (Bot API, answerCallbackQuery.text).
const MaxToast = 200

// Toast writes a plain text for the answer to a pressed button and cuts what Telegram would refuse.
func (p Printer) Toast(key Key, params Params) string {
	return CutRunes(p.write(key, params), MaxToast)
}

// CutRunes shortens s to at most n characters, the last of them an ellipsis.
func CutRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// Count is the parameter that picks a plural form.
const Count = "Count"

func (p Printer) write(key Key, params Params) string {
	if s, ok := p.fixed[key]; ok {
		return s
	}
	c := i18n.LocalizeConfig{MessageID: string(key), TemplateData: map[string]any(params)}
	if n, ok := params[Count]; ok {
		c.PluralCount = n
	}
	s, err := p.localizer.Localize(&c)
	if err != nil && s == "" {
		// A key that is missing is a fault that the catalog test finds; a person still sees something to tell us.
		return "[" + string(key) + "]"
	}
	return s
}

// Clock writes a time of day in t's own zone: 15:04.
func (p Printer) Clock(t time.Time) string { return t.Format("15:04") }

// Date writes a day as the language does.
func (p Printer) Date(t time.Time) string {
	if p.lang == "en" {
		return t.Format("2 Jan 2006")
	}
	return t.Format("02.01.2006")
}

// Moment writes when something happened: a time alone when it was on the day of now, else with its day. Both are read
// in the zone of t.
func (p Printer) Moment(t, now time.Time) string {
	now = now.In(t.Location())
	if t.Year() == now.Year() && t.YearDay() == now.YearDay() {
		return p.Clock(t)
	}
	return p.Date(t) + " " + p.Clock(t)
}

// Names writes names as a list in plain text, the first few of them: «A», «B» and 3 more.
func (p Printer) Names(names []string) string {
	const most, longest = 10, 60
	parts := make([]string, 0, min(len(names), most)+1)
	for i, name := range names {
		if i == most {
			parts = append(parts, p.Text(CommonMore, Params{"Number": len(names) - most}))
			break
		}
		parts = append(parts, p.Text(CommonQuoted, Params{"Name": CutRunes(name, longest)}))
	}
	return strings.Join(parts, ", ")
}
