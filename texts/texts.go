// Package texts holds every sentence that people read, by key and language, with plural forms by CLDR's rules.
package texts

import (
	"embed"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

//go:embed ru.yaml en.yaml
var files embed.FS

// Languages that the catalogs speak, the default first.
func Languages() []string { return []string{"ru", "en"} }

// Key names a text. The constants are made from the Russian catalog: go generate ./texts.
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
		if _, err := bundle.LoadMessageFileFS(files, lang+".yaml"); err != nil {
			return nil, fmt.Errorf("texts/%s.yaml: %w", lang, err)
		}
	}
	for _, lang := range Languages() {
		c.printers[lang] = Printer{lang: lang, localizer: i18n.NewLocalizer(bundle, lang)}
	}
	if _, ok := c.printers[fallback]; !ok {
		return nil, fmt.Errorf("no texts in language %q; there are %s", fallback, strings.Join(Languages(), ", "))
	}
	return c, nil
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
	localizer *i18n.Localizer
}

// Language is the printer's two-letter language.
func (p Printer) Language() string { return p.lang }

// Text writes a plain text: for buttons, toasts and command descriptions.
func (p Printer) Text(key Key, params Params) string { return p.write(key, params) }

// HTML writes a text for Telegram's HTML: the catalog's own tags stay, strings among the parameters are made harmless.
func (p Printer) HTML(key Key, params Params) string {
	if len(params) == 0 {
		return p.write(key, nil)
	}
	safe := make(Params, len(params))
	for name, value := range params {
		if s, ok := value.(string); ok {
			value = html.EscapeString(s)
		}
		safe[name] = value
	}
	return p.write(key, safe)
}

// Count is the parameter that picks a plural form.
const Count = "Count"

func (p Printer) write(key Key, params Params) string {
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

// Clock writes a time of day: 15:04.
func (p Printer) Clock(t time.Time) string { return t.Format("15:04") }

// Date writes a day as the language does.
func (p Printer) Date(t time.Time) string {
	if p.lang == "en" {
		return t.Format("2 Jan 2006")
	}
	return t.Format("02.01.2006")
}
