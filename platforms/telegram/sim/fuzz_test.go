package sim

import (
	"testing"
	"unicode/utf8"
)

// fuzzFormat holds a parser to what must be true of every text: no panic, valid UTF-8, entities inside the text.
func fuzzFormat(f *testing.F, parse func(string) (formatted, error), seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip()
		}
		got, err := parse(cleanText(src))
		if err != nil {
			return
		}
		got = trimText(got)
		got.entities = findEntities(got.text, got.entities)
		if !utf8.ValidString(got.text) {
			t.Fatalf("%q became %q", src, got.text)
		}
		length := utf16Len(got.text)
		for _, e := range got.entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length {
				t.Fatalf("%q of %d units has %+v", got.text, length, e)
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	fuzzFormat(f, parseHTML, `<b>a</b>`, `<a href="https://example.org">🙂</a> /help`, `<pre><code class="language-go">x</code></pre>`,
		`&lt;&#x42;&`, `<blockquote expandable>a`, `</`, `<`, ` <i> `, `@olga https://a.b/c`)
}

func FuzzMarkdown(f *testing.F) {
	fuzzFormat(f, parseMarkdown, `*a* _b_ __c__ ~d~ ||e||`, "```go\nx```", `[a](https://example.org)`, ">a\n>b\nc", `\*`, `[a](`, `||`, "`")
}
