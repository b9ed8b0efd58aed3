package sim

import (
	"html/template"
	"net/http"
	"strconv"
)

// pageTemplate is what people who watch see of an event: enough for a link to lead somewhere.
const pageTemplate = `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>{{.Name}}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}li{margin:.3rem 0}</style></head>
<body><h1>{{.Name}}</h1><p>{{.Status}}</p><ul>{{range .Messages}}<li><b>{{.Author}}</b>: {{.Text}}</li>{{else}}<li>—</li>{{end}}</ul></body></html>
`

// page shows an event's approved chat, newest first.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.PathValue("event"), 10, 64)          // no number, no event
	sessionID, _ := strconv.ParseInt(r.PathValue("session"), 10, 64) // none: the event's first
	var view struct {
		Name, Status string
		Messages     []Message
	}
	s.mu.Lock()
	e := s.eventOf(id)
	if e != nil {
		view.Name = e.Name
		for _, run := range e.sessions {
			if sessionID != 0 && run.ID != sessionID {
				continue
			}
			view.Status = map[string]string{StatusPlanned: "Скоро начнётся", StatusRunning: "В эфире", StatusOver: "Завершён"}[run.Status]
			for i := len(run.messages) - 1; i >= 0 && len(view.Messages) < 50; i-- {
				if m := run.messages[i]; m.Approved && !m.Deleted {
					view.Messages = append(view.Messages, *m)
				}
			}
			break
		}
	}
	s.mu.Unlock()
	if e == nil {
		http.NotFound(w, r)
		return
	}
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = t.Execute(w, view) // a reader who went away is no fault
}
