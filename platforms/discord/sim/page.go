package sim

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

//go:embed page.html
var pageSource string

// mostShown bounds how many messages of a channel the page shows.
const mostShown = 100

// shownChannel is a channel as the page shows it: the newest message first.
type shownChannel struct {
	Name     string
	Messages []shownMessage
}

type shownMessage struct {
	Author, Text, Footer, Time string
}

// page answers "/" for people: what stands in each channel now. It is no part of Discord's API, asks for nothing, and is not counted.
func page(s *Server) http.HandlerFunc {
	look, err := template.New("page").Parse(pageSource)
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "405", http.StatusMethodNotAllowed)
			return
		}
		var out bytes.Buffer
		if err != nil || look.Execute(&out, s.channels()) != nil {
			http.Error(w, "500", http.StatusInternalServerError)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		h.Set("Cache-Control", "no-store")
		_, _ = w.Write(out.Bytes()) // a browser that went away is no fault of the server's
	}
}

// channels are all channels in the order in which their webhooks were made.
func (s *Server) channels() []shownChannel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var hooks []*hook
	for _, h := range s.hooks {
		hooks = append(hooks, h)
	}
	slices.SortFunc(hooks, func(a, b *hook) int { return strings.Compare(a.ID, b.ID) }) // ids are of one length
	list := make([]shownChannel, len(hooks))
	for i, h := range hooks {
		list[i].Name = h.Name
		for _, m := range slices.Backward(h.messages) {
			if !m.Deleted && len(list[i].Messages) < mostShown {
				list[i].Messages = append(list[i].Messages, m.lines(h.Name)...)
			}
		}
	}
	return list
}

// lines are what people see of a message: its text, and each of its embeds.
func (m *Message) lines(webhook string) []shownMessage {
	author, at := m.Username, m.At.Format("15:04:05")
	if author == "" {
		author = webhook
	}
	var list []shownMessage
	if m.Content != "" {
		list = append(list, shownMessage{Author: author, Text: m.Content, Time: at})
	}
	for _, e := range m.Embeds {
		one := shownMessage{Author: e.Author, Text: strings.TrimSpace(e.Title + "\n" + e.Description), Footer: e.Footer, Time: at}
		if one.Author == "" {
			one.Author = author
		}
		list = append(list, one)
	}
	return list
}
