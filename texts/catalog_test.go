package texts_test

import (
	"bytes"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"frontdesk/texts"
	"frontdesk/texts/internal/catalog"
)

// What a catalog may hold. Telegram's limits: setMyDescription 512, setMyShortDescription 120, BotCommand.description
// 256, answerCallbackQuery.text 200, sendMessage.text 4096. The label's is ours: what a phone shows.
const (
	maxAbout      = 512
	maxAboutShort = 120
	maxCommand    = 256
	maxLabel      = 40
)

// formsOf are the plural forms that a language needs by CLDR.
var formsOf = map[string][]string{
	"ru": {"few", "many", "one", "other"},
	"en": {"one", "other"},
}

func read(t *testing.T, lang string) map[string]catalog.Message {
	t.Helper()
	raw, err := os.ReadFile(lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	messages, err := catalog.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return messages
}

var placeholder = regexp.MustCompile(`\{\{\.([A-Za-z]+)\}\}`)

func placeholders(m catalog.Message) []string {
	found := map[string]bool{}
	for _, text := range m {
		for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
			found[match[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestTheLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	russian := read(t, "ru")
	for _, lang := range texts.Languages() {
		messages := read(t, lang)
		for key, message := range messages {
			original, known := russian[key]
			if !known {
				t.Errorf("%s.yaml has %s, ru.yaml has not", lang, key)
				continue
			}
			if got, want := placeholders(message), placeholders(original); !slices.Equal(got, want) {
				t.Errorf("%s.yaml, %s: the placeholders are %v, in Russian %v", lang, key, got, want)
			}
			if message.Plural() != original.Plural() {
				t.Errorf("%s.yaml, %s: only one of the languages has plural forms", lang, key)
			}
		}
		for key := range russian {
			if _, translated := messages[key]; !translated {
				t.Errorf("%s.yaml lacks %s", lang, key)
			}
		}
	}
}

func TestPluralFormsAreTheLanguagesOwn(t *testing.T) {
	t.Parallel()
	for _, lang := range texts.Languages() {
		for key, message := range read(t, lang) {
			forms := slices.Sorted(maps.Keys(message))
			if message.Plural() && !slices.Equal(forms, formsOf[lang]) {
				t.Errorf("%s.yaml, %s: the forms are %v, the language needs %v", lang, key, forms, formsOf[lang])
			}
			if counts := slices.Contains(placeholders(message), texts.Count); counts && !message.Plural() {
				t.Errorf("%s.yaml, %s: counts without plural forms", lang, key)
			}
		}
	}
}

func TestNoTextIsEmptyOrBroken(t *testing.T) {
	t.Parallel()
	for _, lang := range texts.Languages() {
		for key, message := range read(t, lang) {
			for form, text := range message {
				if strings.TrimSpace(text) == "" || strings.TrimSpace(text) != text {
					t.Errorf("%s.yaml, %s (%s): empty, or blanks around it: %q", lang, key, form, text)
				}
				if strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
					t.Errorf("%s.yaml, %s (%s): only plain placeholders {{.Name}} are meant here: %q", lang, key, form, text)
				}
				if fault := markup(text); fault != "" {
					t.Errorf("%s.yaml, %s (%s): %s: %q", lang, key, form, fault, text)
				}
			}
		}
	}
}

// plain tells whether a text goes where Telegram reads no HTML: labels, toasts, command menus.
func plain(key string) bool {
	group, _, _ := strings.Cut(key, ".")
	return slices.Contains([]string{"button", "toast", "error", "command", "bot"}, group)
}

func TestPlainTextsHaveNoMarkup(t *testing.T) {
	t.Parallel()
	for _, lang := range texts.Languages() {
		for key, message := range read(t, lang) {
			for _, text := range message {
				if plain(key) && tag.MatchString(text) {
					t.Errorf("%s.yaml, %s: people would see the tags: %q", lang, key, text)
				}
			}
		}
	}
}

var tag = regexp.MustCompile(`<(/?)([a-z]+)>`)

// markup finds the fault in a text's HTML: a tag that Telegram does not know or that is not closed in its turn.
func markup(text string) string {
	var open []string
	for _, match := range tag.FindAllStringSubmatch(text, -1) {
		name := match[2]
		switch {
		case !slices.Contains([]string{"b", "i", "u", "s", "code", "pre"}, name):
			return "the tag " + match[0] + " is not one of ours"
		case match[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return match[0] + " closes nothing"
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "<" + open[0] + "> is not closed"
	}
	return ""
}

func TestTheMarkupCheckFindsFaults(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"<b>a", "a</b>", "<b><i>a</b></i>", "<h>a</h>"} {
		if markup(text) == "" {
			t.Errorf("%q passed", text)
		}
	}
	if fault := markup("<b>a <i>b</i></b> <code>c</code>"); fault != "" {
		t.Error(fault)
	}
}

func TestTextsKeepToTelegramsLimits(t *testing.T) {
	t.Parallel()
	for _, lang := range texts.Languages() {
		for key, message := range read(t, lang) {
			for _, text := range message {
				group, _, _ := strings.Cut(key, ".")
				limit := map[string]int{
					"button": maxLabel, "command": maxCommand, "toast": texts.MaxToast, "error": texts.MaxToast,
				}[group]
				switch key {
				case string(texts.BotAbout):
					limit = maxAbout
				case string(texts.BotAboutShort):
					limit = maxAboutShort
				}
				if limit == 0 {
					limit = 4096
				}
				if n := len(utf16.Encode([]rune(worst(text)))); n > limit {
					t.Errorf("%s.yaml, %s: %d characters at worst, %d are allowed", lang, key, n, limit)
				}
			}
		}
	}
}

// worst fills the placeholders with the longest that a flow gives them.
func worst(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		switch placeholder.FindStringSubmatch(s)[1] {
		case "Name", "Username", "Query", "Slug", "Contact", "Language":
			return strings.Repeat("Щ", 60)
		case "Names":
			return strings.Repeat("Щ", 11*65)
		case "Cause", "Reason":
			return strings.Repeat("Щ", 1000)
		case "Page", "Pages":
			return "9999"
		}
		return strings.Repeat("9", 19)
	})
}

func TestMandatoryWording(t *testing.T) {
	t.Parallel()
	want := map[texts.Key]string{
		texts.ButtonAdmin: "Админ", texts.ButtonSeller: "Продавец", texts.ButtonHelp: "Помощь",
		texts.ButtonSubs: "Подписка", texts.ButtonShops: "Список магазинов", texts.ButtonAddShop: "Добавить магазин",
		texts.ButtonUnlink: "Отвязать магазин", texts.ButtonInfo: "Информация о магазине",
		texts.ButtonActivation: "Активация", texts.ButtonActivate: "Активировать",
		texts.ButtonDeactivate: "Деактивировать", texts.ButtonPrice: "Обновление цен", texts.ButtonTurnOn: "ON",
		texts.ButtonTurnOff: "OFF", texts.ButtonYes: "Да", texts.ButtonNo: "Нет", texts.ButtonUndo: "Отменить",
		texts.ButtonBack: "⟵", texts.ButtonPrevious: "<<", texts.ButtonNext: ">>",
	}
	p := load(t).For("ru")
	for key, label := range want {
		if got := p.Text(key, nil); got != label {
			t.Errorf("%s is %q; the sellers know it as %q", key, got, label)
		}
	}
	for key, part := range map[texts.Key]string{
		texts.PasswordPrompt: "пароль", texts.WhyWrongKey: "Неверный ключ", texts.WhyWrongLogin: "Неверные имя или пароль",
	} {
		if got := p.Text(key, texts.Params{"Name": "olga"}); !strings.Contains(got, part) {
			t.Errorf("%s does not say %q: %q", key, part, got)
		}
	}
	menu := p.HTML(texts.MenuTitle, texts.Params{"Name": "Иван", "Role": p.Text(texts.RoleSeller, nil)})
	if menu != "Главное меню (Иван: продавец)" {
		t.Errorf("the main menu says %q", menu)
	}
}

func TestKeysAreCurrent(t *testing.T) {
	t.Parallel()
	want, err := catalog.Source(read(t, "ru"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("keys.go is not what ru.yaml gives: go generate ./texts")
	}
}

func TestTwoKeysNeverShareAName(t *testing.T) {
	t.Parallel()
	one := catalog.Message{catalog.Other: "x"}
	if _, err := catalog.Source(map[string]catalog.Message{"a.b_c": one, "a_b.c": one}); err == nil {
		t.Error("a.b_c and a_b.c were both made ABC")
	}
	for key, want := range map[string]string{"shop.price_on": "ShopPriceOn", "error.chat_id_too_big": "ErrorChatIDTooBig"} {
		if got := catalog.Name(key); got != want || !utf8.ValidString(got) {
			t.Errorf("%s is called %s, not %s", key, got, want)
		}
	}
}
