package sim

import (
	"mime"
	"net/http"
	"path"
	"strconv"
)

// serveFile gives a photo or document that the bot has sent, for the messenger page.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	person, err := strconv.ParseInt(r.PathValue("person"), 10, 64)
	message, err2 := strconv.ParseInt(r.PathValue("message"), 10, 64)
	var f *file
	s.mu.Lock()
	if c := s.chats[person]; err == nil && err2 == nil && c != nil {
		if m := c.visible(message); m != nil {
			f = m.file
		}
	}
	s.mu.Unlock()
	if f == nil || f.data == nil {
		http.NotFound(w, r)
		return
	}
	kind := mime.TypeByExtension(path.Ext(f.name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "sandbox") // whatever a bot sends is no page of ours
	_, _ = w.Write(f.data)
}
