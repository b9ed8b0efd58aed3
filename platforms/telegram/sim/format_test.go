package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
)

// short draws entities as type(offset,length,what).
func short(entities []sim.Entity) string {
	var words []string
	for _, e := range entities {
		word := fmt.Sprintf("%s(%d,%d", e.Type, e.Offset, e.Length)
		for _, more := range []string{e.URL, e.Language, e.CustomEmojiID} {
			if more != "" {
				word += "," + more
			}
		}
		if e.User != nil {
			word += "," + e.User.FirstName
		}
		words = append(words, word+")")
	}
	return strings.Join(words, " ")
}

func TestHTMLBecomesEntities(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	for _, c := range []struct{ html, text, entities string }{
		{"<b>a</b> <strong>b</strong>", "a b", "bold(0,1) bold(2,1)"},
		{"<i>a</i><em>b</em>", "ab", "italic(0,1) italic(1,1)"},
		{"<u>a</u><ins>b</ins>", "ab", "underline(0,1) underline(1,1)"},
		{"<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough(0,1) strikethrough(1,1) strikethrough(2,1)"},
		{`<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>`, "ab", "spoiler(0,1) spoiler(1,1)"},
		{"<code>a</code> <pre>b</pre>", "a b", "code(0,1) pre(2,1)"},
		{`<pre><code class="language-go">x := 1</code></pre>`, "x := 1", "pre(0,6,go)"},
		{"<blockquote>a</blockquote>", "a", "blockquote(0,1)"},
		{"<blockquote expandable>a</blockquote>", "a", "expandable_blockquote(0,1)"},
		{`<a href="https://example.org/?a=1&amp;b=2">a</a>`, "a", "text_link(0,1,https://example.org/?a=1&b=2)"},
		{`<a href='tg://user?id=101'>a</a><a href="tg://user?id=5">b</a>`, "ab", "text_mention(0,1,Olga)"},
		{`<a href="nonsense">a</a>`, "a", ""},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", "custom_emoji(0,2,5368324170671202286)"},
		{"🙂<b>🙂я</b>", "🙂🙂я", "bold(2,3)"},
		{"<b>a<i>b</i></b>", "ab", "bold(0,2) italic(1,1)"},
		{"&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&", `<>&"AB&nbsp;&`, ""},
		{"<B>a</B>", "a", "bold(0,1)"},
		{"<b><strong>a</strong></b>", "a", "bold(0,1)"},
		{`<code class="language-go">a</code>`, "a", "code(0,1)"},
		{"  \n a \n ", "a", ""},
		{"  <b> a </b>\n", "a", "bold(0,1)"},
		{"a\r\n\tb", "a\n b", ""},
		{"/help, ask @olga or https://example.org/x. a/b", "/help, ask @olga or https://example.org/x. a/b", "bot_command(0,5) mention(11,5) url(20,21)"},
		{"<code>/help</code>", "/help", "code(0,5)"},
	} {
		m := b.send(M{"chat_id": 101, "text": c.html, "parse_mode": "HTML"})
		want := c.entities
		if c.html == "  <b> a </b>\n" { // white space inside an entity stays on the left
			c.text, want = " a", "bold(0,2)"
		}
		if m.Text != c.text || short(m.Entities) != want {
			t.Errorf("%s\n got %q %s\nwant %q %s", c.html, m.Text, short(m.Entities), c.text, want)
		}
	}
}

func TestWrongHTMLIsRefusedInTelegramsWords(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	for html, text := range map[string]string{
		"🏟 🏟&lt;<abacaba":                     "Unclosed start tag at byte offset 13",
		"🏟 🏟&lt;<abac aba>":                   `Unsupported start tag "abac" at byte offset 13`,
		"🏟 🏟&lt;<abac>":                       `Unsupported start tag "abac" at byte offset 13`,
		"🏟 🏟&lt;<i   =aba>":                   `Empty attribute name in the tag "i" at byte offset 13`,
		"🏟 🏟&lt;<i    aba>":                   `Can't find end tag corresponding to start tag "i"`,
		"🏟 🏟&lt;<i    aba  =  ":               `Unclosed start tag "i" at byte offset 13`,
		"🏟 🏟&lt;<i    aba  =  190azAz-.,":     "Unexpected end of name token at byte offset 27",
		"🏟 🏟&lt;<i    aba  =  \"&lt;&gt;":     "Unclosed start tag at byte offset 13",
		"🏟 🏟&lt;</":                           "Unexpected end tag at byte offset 13",
		"🏟 🏟&lt;<b></b></":                    "Unexpected end tag at byte offset 20",
		"🏟 🏟&lt;<i>a</i   ":                   "Unclosed end tag at byte offset 17",
		"🏟 🏟&lt;<i>a</em   >":                 `Unmatched end tag at byte offset 17, expected "</i>", found "</em>"`,
		"&#xDFDF":                             "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
		"<b>shop":                             `Can't find end tag corresponding to start tag "b"`,
		"price < 5":                           `Unsupported start tag "" at byte offset 6`,
		"a < b > c":                           `Unsupported start tag "" at byte offset 2`,
		"<span>a</span>":                      `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<tg-emoji emoji-id="x">a</tg-emoji>`: "Invalid custom emoji identifier specified",
	} {
		b.refused("sendMessage", M{"chat_id": 101, "text": html, "parse_mode": "HTML"}, 400, "Bad Request: can't parse entities: "+text)
	}
}

func TestMarkdownBecomesEntities(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	for _, c := range []struct{ markdown, text, entities string }{
		{`*bold \*text*`, "bold *text", "bold(0,10)"},
		{"_a_ __b__ ~c~ ||d||", "a b c d", "italic(0,1) underline(2,1) strikethrough(4,1) spoiler(6,1)"},
		{"`a_b` ```go\nx```", "a_b x", "code(0,3) pre(4,1,go)"},
		{"[a](https://example.org/\\))", "a", "text_link(0,1,https://example.org/))"},
		{">a\n>b\nc", "a\nb\nc", "blockquote(0,3)"},
		{"*a _b_*", "a b", "bold(0,3) italic(2,1)"},
	} {
		m := b.send(M{"chat_id": 101, "text": c.markdown, "parse_mode": "MarkdownV2"})
		if m.Text != c.text || short(m.Entities) != c.entities {
			t.Errorf("%s\n got %q %s\nwant %q %s", c.markdown, m.Text, short(m.Entities), c.text, c.entities)
		}
	}
	for markdown, text := range map[string]string{
		"a.":       `Character '.' is reserved and must be escaped with the preceding '\'`,
		"a *b":     "Can't find end of Bold entity at byte offset 2",
		"[a](http": "Can't find end of a URL at byte offset 4",
	} {
		b.refused("sendMessage", M{"chat_id": 101, "text": markdown, "parse_mode": "MarkdownV2"}, 400, "Bad Request: can't parse entities: "+text)
	}
}

func TestEntitiesOfTheBotsOwn(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	m := b.send(M{"chat_id": 101, "text": "  🙂 shop /x", "entities": []M{
		{"type": "bold", "offset": 5, "length": 4}, {"type": "bot_command", "offset": 0, "length": 2}, {"type": "italic", "offset": 90, "length": 4},
	}})
	if got := short(m.Entities); m.Text != "🙂 shop /x" || got != "bold(3,4) bot_command(8,2)" {
		t.Errorf("got %q %s", m.Text, got)
	}
	b.refused("sendMessage", M{"chat_id": 101, "text": "x", "entities": []M{{"type": "loud", "offset": 0, "length": 1}}}, 400,
		"Bad Request: can't parse MessageEntity: unsupported type specified")
}
