package keyboards_test

import (
	"slices"
	"strings"
	"testing"

	"frontdesk/keyboards"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/texts"
)

// What people call themselves, their shops and their webinars, and what they say in a chat, reads on every screen as they wrote
// it. FuzzScreens tries that nothing breaks a screen; here well-formed markup must not get in either.
func TestWhatPeopleWriteIsNeverMarkup(t *testing.T) {
	t.Parallel()
	for _, nasty := range []string{
		`<a href="https://evil.example/">Войти</a>`, `<b>x</b>`, `<code>x</code>`, `<tg-spoiler>x</tg-spoiler>`, `&lt;b&gt;x`, `<blockquote>x</blockquote>`,
	} {
		plain := strings.Repeat("ю", len([]rune(nasty)))
		p := printers(t)["ru"]
		harmless, all := screensWith(plain, ""), screensWith(nasty, "")
		shown := 0
		for i, sample := range all {
			text, marks := read(t, p, sample)
			_, want := read(t, p, harmless[i])
			if strings.Contains(text, nasty) {
				shown++
			}
			if !slices.Equal(marks, want) {
				t.Errorf("%s with %q is marked up as %v, without it as %v:\n%s", sample.Name, nasty, marks, want, text)
			}
		}
		if shown < 10 {
			t.Errorf("%q is read on %d screens only", nasty, shown)
		}
	}
}

// read gives a screen as Telegram shows it, and the marks that its text asks for; addresses and the like, which Telegram finds by
// itself, are none.
func read(t *testing.T, p texts.Printer, sample keyboards.Sample) (text string, marks []string) {
	t.Helper()
	m, err := sample.Build(p).Message()
	if err != nil {
		t.Fatalf("%s: %v", sample.Name, err)
	}
	text, entities, err := sim.ReadHTML(m.Text)
	if err != nil {
		t.Fatalf("%s: Telegram refuses: %v\n%s", sample.Name, err, m.Text)
	}
	for _, e := range entities {
		switch e.Type {
		case "url", "email", "mention", "hashtag", "cashtag", "bot_command", "phone_number":
		default:
			marks = append(marks, e.Type+" "+e.URL)
		}
	}
	return text, marks
}
