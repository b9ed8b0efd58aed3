package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"time"
)

// heartbeat is how often an idle event stream says that it lives.
const heartbeat = 15 * time.Second

// MessengerHandler serves the messenger of the demo: a JSON API and an event stream under /messenger/, and the files of
// Options.Page under /. Requests that change something are refused when another site's page sends them.
//
//	GET  /messenger/state            {"bot":{…},"people":[{"id","name","username","language","note","blocked","last"}],"seq"}
//	GET  /messenger/chats/ID         {"messages":[MessageView],"commands":[Command],"description"}
//	GET  /messenger/requests?limit=N {"requests":[Request]}, newest last
//	GET  /messenger/events?after=SEQ text/event-stream of Event; {"type":"reset"} when SEQ is too old to go on from
//	POST /messenger/chats/ID/send    {"text"} → {"message_id"}
//	POST /messenger/chats/ID/tap     {"message_id","data"} → {"callback_id"}
//	POST /messenger/chats/ID/delete  {"message_id"} → {}
//	POST /messenger/chats/ID/block   {"blocked"} → {}
//	POST /messenger/chats/ID/pay     {"message_id"} → {"checkout_id"}, whose end comes as an answer with that callback_id
//	POST /messenger/chats/ID/refund  {"charge"} → {}
//
// A refusal is {"error":"…"} with a status of 4xx. ID is the person's.
func (s *Server) MessengerHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /messenger/state", s.serveState)
	mux.HandleFunc("GET /messenger/chats/{person}", s.serveChat)
	mux.HandleFunc("GET /messenger/chats/{person}/files/{message}", s.serveFile)
	mux.HandleFunc("GET /messenger/events", s.serveEvents)
	mux.HandleFunc("GET /messenger/requests", s.serveRequests)
	mux.HandleFunc("POST /messenger/chats/{person}/send", act(s.actSend))
	mux.HandleFunc("POST /messenger/chats/{person}/tap", act(s.actTap))
	mux.HandleFunc("POST /messenger/chats/{person}/delete", act(s.actDelete))
	mux.HandleFunc("POST /messenger/chats/{person}/block", act(s.actBlock))
	mux.HandleFunc("POST /messenger/chats/{person}/pay", act(s.actPay))
	mux.HandleFunc("POST /messenger/chats/{person}/refund", act(s.actRefund))
	mux.HandleFunc("/messenger/", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusNotFound, refusal{"there is no such address"})
	})
	if s.opts.Page != nil {
		mux.Handle("/", pageHandler(s.opts.Page))
	}
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusForbidden, refusal{"the request comes from another site's page"})
	}))
	return guard.Handler(mux)
}

// pageHandler serves the page's files; a browser asks again each time, so that a new build is seen at once.
func pageHandler(page fs.FS) http.Handler {
	files := http.FileServerFS(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}

type refusal struct {
	Error string `json:"error"`
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

type personView struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Username string    `json:"username"`
	Language string    `json:"language"`
	Note     string    `json:"note"`
	Blocked  bool      `json:"blocked"`
	Last     *lastView `json:"last"`
}

type lastView struct {
	Text string `json:"text"`
	Date int64  `json:"date"`
}

func (s *Server) serveState(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	bot := map[string]any{
		"id": s.opts.Bot.ID, "username": s.opts.Bot.Username, "name": s.profile.name.get(""),
		"description": s.profile.description.get(""), "short_description": s.profile.short.get(""),
	}
	people := make([]personView, 0, len(s.order))
	for _, id := range s.order {
		people = append(people, s.personView(id))
	}
	seq := s.events.last
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{"bot": bot, "people": people, "seq": seq})
}

func (s *Server) personView(id int64) personView {
	p := s.people[id]
	name := p.profile.FirstName
	if p.profile.LastName != "" {
		name += " " + p.profile.LastName
	}
	view := personView{
		ID: id, Name: name, Username: p.profile.Username, Language: p.profile.Language, Note: p.profile.Note,
		Blocked: p.blocked,
	}
	if m := s.chats[id].last(); m != nil {
		view.Last = &lastView{Text: m.Text, Date: m.Date.Unix()}
	}
	return view
}

func (s *Server) serveChat(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("person"), 10, 64)
	s.mu.Lock()
	p := s.people[id]
	if err != nil || p == nil {
		s.mu.Unlock()
		writeJSON(w, http.StatusNotFound, refusal{ErrNoPerson.Error()})
		return
	}
	c := s.chats[id]
	messages := make([]*MessageView, 0, len(c.order))
	for _, id := range c.order {
		messages = append(messages, viewOf(c.messages[id]))
	}
	commands := append([]Command{}, s.profile.commandsFor(p.profile)...)
	description := s.profile.description.get(baseLanguage(p.profile.Language))
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{"messages": messages, "commands": commands, "description": description})
}

func (s *Server) serveRequests(w http.ResponseWriter, r *http.Request) {
	list := s.Sent()
	if limit, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && limit >= 0 && limit < len(list) {
		list = list[len(list)-limit:]
	}
	writeJSON(w, http.StatusOK, map[string]any{"requests": list})
}

// serveEvents streams events after Last-Event-ID, or after ?after=, or from now on.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	from := r.Header.Get("Last-Event-ID")
	if from == "" {
		from = r.URL.Query().Get("after")
	}
	s.mu.Lock()
	seq := s.events.last
	s.mu.Unlock()
	if from != "" {
		n, err := strconv.ParseInt(from, 10, 64)
		if err != nil {
			writeJSON(w, http.StatusBadRequest, refusal{"after must be a number"})
			return
		}
		seq = n
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	s.stream(w, r, seq)
}

func (s *Server) stream(w http.ResponseWriter, r *http.Request, seq int64) {
	out := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		s.mu.Lock()
		changed := s.changed.Next()
		events, known := s.events.after(seq)
		if !known {
			seq = s.events.last
		}
		s.mu.Unlock()
		if !known {
			fmt.Fprintf(w, "id: %d\ndata: {\"type\":\"reset\",\"seq\":%d}\n\n", seq, seq)
		}
		for _, e := range events {
			body, err := json.Marshal(e)
			if err != nil {
				return
			}
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Seq, body)
			seq = e.Seq
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-beat.C:
			fmt.Fprint(w, ": alive\n\n")
		case <-r.Context().Done():
			return
		case <-s.closing:
			return
		}
	}
}

// action is what a page asks for in a person's name.
type action struct {
	Text      string `json:"text"`
	MessageID int64  `json:"message_id"`
	Data      string `json:"data"`
	Blocked   bool   `json:"blocked"`
	Charge    string `json:"charge"`
}

// act reads a person and an action from a request and answers with what run returns.
func act(run func(person int64, a action) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		person, err := strconv.ParseInt(r.PathValue("person"), 10, 64)
		if err != nil {
			writeJSON(w, http.StatusNotFound, refusal{ErrNoPerson.Error()})
			return
		}
		var a action
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&a); err != nil {
			writeJSON(w, http.StatusBadRequest, refusal{"the body must be a JSON object"})
			return
		}
		result, err := run(person, a)
		switch {
		case errors.Is(err, ErrNoPerson), errors.Is(err, ErrNoMessage), errors.Is(err, ErrNoCharge):
			writeJSON(w, http.StatusNotFound, refusal{err.Error()})
		case err != nil:
			writeJSON(w, http.StatusBadRequest, refusal{err.Error()})
		default:
			writeJSON(w, http.StatusOK, result)
		}
	}
}

func (s *Server) actSend(person int64, a action) (any, error) {
	m, err := s.Send(person, a.Text)
	return map[string]any{"message_id": m.ID}, err
}

func (s *Server) actTap(person int64, a action) (any, error) {
	id, err := s.Tap(person, a.MessageID, a.Data)
	return map[string]any{"callback_id": id}, err
}

func (s *Server) actDelete(person int64, a action) (any, error) {
	return struct{}{}, s.Delete(person, a.MessageID)
}

func (s *Server) actBlock(person int64, a action) (any, error) {
	return struct{}{}, s.Block(person, a.Blocked)
}

func (s *Server) actPay(person int64, a action) (any, error) {
	id, err := s.PayInvoice(person, a.MessageID, Pay{})
	return map[string]any{"checkout_id": id}, err
}

func (s *Server) actRefund(person int64, a action) (any, error) {
	s.mu.Lock()
	charge := s.payments.charges[a.Charge]
	s.mu.Unlock()
	if charge == nil || charge.Person != person {
		return struct{}{}, ErrNoCharge
	}
	return struct{}{}, s.Refund(a.Charge)
}
