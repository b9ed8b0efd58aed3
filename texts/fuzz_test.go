package texts_test

import (
	"html"
	"strings"
	"testing"

	"frontdesk/texts"
)

// FuzzHTML gives a text any parameter: it comes out as it went in, and never as markup.
func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"Чай & кофе", "<b>", "</b><i>", "&lt;", "&amp;amp;", "\"'`", "{{.Name}}", "\xff\x00", "😀"} {
		f.Add(seed)
	}
	catalog, err := texts.Load("ru")
	if err != nil {
		f.Fatal(err)
	}
	p := catalog.For("ru")
	f.Fuzz(func(t *testing.T, name string) {
		written := p.HTML(texts.CommonTitle, texts.Params{"Name": name})
		inner, bold := strings.CutPrefix(written, "<b>")
		inner, closed := strings.CutSuffix(inner, "</b>")
		if !bold || !closed || strings.ContainsAny(inner, "<>") {
			t.Fatalf("%q became %q", name, written)
		}
		if want := strings.ToValidUTF8(name, "\uFFFD"); html.UnescapeString(inner) != want {
			t.Fatalf("%q is read as %q", want, html.UnescapeString(inner))
		}
	})
}
