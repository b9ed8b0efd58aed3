package discord

import "testing"

func TestMarkdownShowsAsItWasWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"просто текст, 5 - 3 = 2!":                "просто текст, 5 - 3 = 2!",
		"**жирно** __подчёркнуто__ ~~нет~~":       `\*\*жирно\*\* \_\_подчёркнуто\_\_ \~\~нет\~\~`,
		"`код` ||тайна||":                         "\\`код\\` \\|\\|тайна\\|\\|",
		"# заголовок\n- пункт\n  + пункт\n1. раз": "\\# заголовок\n\\- пункт\n  \\+ пункт\n1\\. раз",
		"> цитата":                                   `\> цитата`,
		"[ссылка](https://evil.org)":                 `\[ссылка\]\(https://evil.org\)`,
		"<@123> <t:1> <https://a.b>":                 `\<@123\> \<t:1\> \<https://a.b\>`,
		`\*не жирно\*`:                               `\\\*не жирно\\\*`,
		"смотри https://example.org/a_b_c?x=1 _тут_": `смотри https://example.org/a_b_c?x=1 \_тут\_`,
		"2. строка\nв 2. нет":                        "2\\. строка\nв 2. нет",
		"https://a.b[x](http://c.d)":                 `https://a.b\[x\]\(http://c.d\)`,
	} {
		if got := cut(escapeMarkdown(text), maxDescription); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestALongTextIsCutBetweenCharacters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"12345": "12345", "123456": "1234…", "123😀": "123😀", "123😀5": "123…", "12 456": "12 4…", "123 56": "123…", "1234*": `1234…`, "😀😀😀": "😀😀…", "": "",
	} {
		if got := cut(escapeMarkdown(text), 5); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
