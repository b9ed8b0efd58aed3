package texts_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"frontdesk/domain"
	"frontdesk/texts"
)

func load(t *testing.T) *texts.Catalog {
	t.Helper()
	c, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestALanguageTagFindsItsCatalog(t *testing.T) {
	t.Parallel()
	c := load(t)
	for tag, want := range map[string]string{"ru": "ru", "en": "en", "en-GB": "en", "EN": "en", "": "ru", "pt-br": "ru", "-": "ru"} {
		if got := c.For(tag).Language(); got != want {
			t.Errorf("a person whose app speaks %q is answered in %s, not in %s", tag, got, want)
		}
	}
	if c.Speaks("pt") || !c.Speaks("en") {
		t.Error("Speaks does not know its languages")
	}
	if _, err := texts.Load("pt"); err == nil || !strings.Contains(err.Error(), "ru, en") {
		t.Errorf("a default language without texts: %v", err)
	}
}

func TestNumbersTakeTheirForm(t *testing.T) {
	t.Parallel()
	c := load(t)
	for lang, forms := range map[string]map[int]string{
		"ru": {0: "0 магазинов", 1: "1 магазин", 2: "2 магазина", 5: "5 магазинов", 11: "11 магазинов", 21: "21 магазин", 112: "112 магазинов"},
		"en": {0: "0 shops", 1: "1 shop", 2: "2 shops", 21: "21 shops"},
	} {
		for n, want := range forms {
			if got := c.For(lang).Text(texts.PersonShops, texts.Params{texts.Count: n}); got != want {
				t.Errorf("%s: %d is written %q, not %q", lang, n, got, want)
			}
		}
	}
}

func TestNamesCannotBringMarkup(t *testing.T) {
	t.Parallel()
	type own string
	p := load(t).For("ru")
	for _, evil := range []any{"<b>&\"", own("<b>&\""), errors.New("<b>&\""), []string{"<b>"}} {
		got := p.HTML(texts.CommonContact, texts.Params{"Contact": evil})
		if strings.Contains(got, "<b>") {
			t.Errorf("%T came through as it was: %s", evil, got)
		}
	}
	if got := p.HTML(texts.CommonContact, texts.Params{"Contact": texts.Markup("<b>x</b>")}); !strings.Contains(got, "<b>x</b>") {
		t.Errorf("markup of our own did not: %s", got)
	}
	if got := p.Text(texts.CommonContact, texts.Params{"Contact": "<b>"}); !strings.Contains(got, "<b>") {
		t.Errorf("plain text was escaped: %s", got)
	}
}

func TestAMissingTextStillSaysSomething(t *testing.T) {
	t.Parallel()
	if got := load(t).For("en").Text("no.such.text", nil); got != "[no.such.text]" {
		t.Errorf("got %q", got)
	}
}

func TestTodaysMomentsAreShort(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("MSK", 3*60*60)
	at := time.Date(2026, 3, 4, 0, 30, 0, 0, zone)
	ru, en := load(t).For("ru"), load(t).For("en")
	if got := ru.Moment(at, at.Add(time.Hour).UTC()); got != "00:30" {
		t.Errorf("an hour ago is %q", got)
	}
	if got := ru.Moment(at, at.Add(24*time.Hour)); got != "04.03.2026 00:30" {
		t.Errorf("yesterday is %q", got)
	}
	if got := en.Moment(at, time.Time{}); got != "4 Mar 2026 00:30" {
		t.Errorf("in English it is %q", got)
	}
}

func TestListsOfNamesStayShort(t *testing.T) {
	t.Parallel()
	p := load(t).For("ru")
	if got := p.Names([]string{"Чай", "Кофе"}); got != "«Чай», «Кофе»" {
		t.Error(got)
	}
	long := make([]string, 13)
	for i := range long {
		long[i] = strings.Repeat("Щ", 300)
	}
	if got := p.Names(long); !strings.HasSuffix(got, ", и ещё 3") || utf8.RuneCountInString(got) > 700 {
		t.Error(got)
	}
}

func TestToastsAreCut(t *testing.T) {
	t.Parallel()
	got := load(t).For("ru").Toast(texts.ToastPersonBanned, texts.Params{"Name": strings.Repeat("Щ", 300)})
	if utf8.RuneCountInString(got) != texts.MaxToast || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters: %s", utf8.RuneCountInString(got), got)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	p := load(t).For("ru")
	locked := domain.Fail(domain.KindLocked, "", map[string]any{"Minutes": 3})
	for want, err := range map[string]error{
		"номер ошибки: a1b2":    errors.New("disk on fire"),
		"через 3 минуты":        fmt.Errorf("signing in: %w", locked),
		"наибольшая длина — 50": domain.Fail(domain.KindInvalid, string(texts.ErrorTooLong), map[string]any{"Max": 50}),
		"нет прав":              &domain.Error{Kind: domain.KindForbidden},
		"через минуту":          &domain.Error{Kind: domain.KindUnavailable, Err: errors.New("locked")},
	} {
		got := p.Error(err, "a1b2")
		if !strings.Contains(got, want) || strings.Contains(got, "disk") {
			t.Errorf("%v is told as %q", err, got)
		}
	}
	for kind := domain.KindInternal; kind <= domain.KindElsewhere; kind++ {
		got := p.Error(&domain.Error{Kind: kind}, "a1b2")
		if strings.Contains(got, "[") || strings.Contains(got, "<no value>") {
			t.Errorf("%s is told as %q", kind, got)
		}
	}
	if locked.Params["ID"] != nil {
		t.Error("telling an error has changed it")
	}
}

func TestOneCatalogServesManyAtOnce(t *testing.T) {
	t.Parallel()
	c := load(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, key := range texts.Keys() {
				c.For("ru").Text(key, texts.Params{texts.Count: 1})
				c.For("en").HTML(key, texts.Params{"Name": "x"})
			}
		})
	}
	all.Wait()
}
