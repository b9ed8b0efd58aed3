package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

// static is what pages load: the stylesheet, the scripts, the icon. Addresses carry a hash of the content, so browsers keep
// them for good.
type static map[string]asset

type asset struct {
	content []byte
	hash    string
}

func loadStatic() (static, error) {
	s := static{}
	err := fs.WalkDir(staticFiles, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := staticFiles.ReadFile(name)
		sum := sha256.Sum256(content)
		s[path.Base(name)] = asset{content, hex.EncodeToString(sum[:6])}
		return err
	})
	return s, err
}

// link is the address of a file.
func (s static) link(name string) string { return "/static/" + name + "?" + s[name].hash }

func (s static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	a, known := s[name]
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == a.hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	w.Header().Set("ETag", `"`+a.hash+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(a.content))
}
