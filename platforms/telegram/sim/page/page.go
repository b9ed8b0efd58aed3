// Package page holds the messenger page of the Telegram simulator: plain HTML, CSS and ES modules that need no build step
// and ask for nothing but their own server. The page speaks the simulator's /messenger/ API with relative addresses.
package page

import (
	"embed"
	"io/fs"
)

//go:embed index.html assets
var files embed.FS

// Files returns the page: index.html, to be served at the root, and everything below assets/.
func Files() fs.FS {
	return files
}
