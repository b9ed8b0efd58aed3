package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"

	"frontdesk/texts"
)

//go:embed templates
var templateFiles embed.FS

// views are the pages in each language, parsed once. base.html holds the frame and the parts that pages share; every other file
// is a page, which defines "main" and whatever fragments of it are fetched alone.
type views map[string]map[string]*template.Template // language → page

func loadViews(catalog *texts.Catalog, files static) (views, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	all := views{}
	for _, lang := range texts.Languages() {
		base, err := template.New("base.html").Funcs(functions(catalog.For(lang), files)).ParseFS(templateFiles, "templates/base.html")
		if err != nil {
			return nil, err
		}
		all[lang] = map[string]*template.Template{}
		for _, name := range names {
			page := strings.TrimSuffix(path.Base(name), ".html")
			if page == "base" {
				continue
			}
			own, err := base.Clone()
			if err == nil {
				own, err = own.ParseFS(templateFiles, name)
			}
			if err != nil {
				return nil, err
			}
			all[lang][page] = own
		}
	}
	return all, nil
}

// functions are what templates can call:
//
//	t "key" "Name" value …   a text in the page's language, plain; a param named Count picks the plural form
//	asset "app.css"          the address of a static file
//	dict "Name" value …      several values for one part
func functions(p texts.Printer, files static) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, pairs ...any) (string, error) {
			params, err := dict(pairs...)
			return p.Text(texts.Key(key), texts.Params(params)), err
		},
		"asset": files.link,
		"dict":  dict,
		"lang":  p.Language,
	}
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("names and values come in pairs")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("%v is no name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// write draws a block of a page. Nothing is written when it fails: half a page is worse than an error.
func (v views) write(w io.Writer, lang, page, block string, data any) error {
	own := v[lang][page]
	if own == nil {
		return fmt.Errorf("there is no page %q", page)
	}
	var b bytes.Buffer
	if err := own.ExecuteTemplate(&b, block, data); err != nil {
		return fmt.Errorf("draw %s of page %s: %w", block, page, err)
	}
	_, err := b.WriteTo(w)
	return err
}
