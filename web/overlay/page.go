package overlay

import (
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"net/http"
	"strings"
)

var (
	//go:embed page/overlay.html
	frame string
	//go:embed page/overlay.css
	style string
	//go:embed page/overlay.js
	script string
)

// document is the whole page in one piece: it asks for nothing but its events, so no address of ours gets the token as a
// referrer, and no cache can mix versions.
var document = []byte(strings.NewReplacer("/*style*/", style, "/*script*/", script).Replace(frame))

// nothing is shown where a link leads nowhere: in a stream, an error's text would be on air.
const nothing = "<!doctype html><title>404</title>"

// policy lets this very script and this very style run, and the script speak with us. A stranger's markup could do nothing even
// if it got into the page. The console may show the page in a frame.
var policy = strings.Join([]string{
	"default-src 'none'", "script-src '" + digest(script) + "'", "style-src '" + digest(style) + "'", "connect-src 'self'",
	"base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'",
}, "; ")

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}
