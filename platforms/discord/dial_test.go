package discord

import (
	"net/netip"
	"testing"
)

func TestOnlyPublicAddressesAreConnectedTo(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"162.159.128.233": true, "8.8.8.8": true, "2606:4700::6810:84e5": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.8.8.8": false, "10.0.0.1": false, "172.16.3.4": false, "192.168.1.1": false, "169.254.169.254": false,
		"0.0.0.0": false, "0.1.2.3": false, "100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public is %v", address, got)
		}
	}
}

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
