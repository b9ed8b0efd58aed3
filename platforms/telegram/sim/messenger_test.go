package sim_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"frontdesk/platforms/telegram/sim"
)

// page is a browser with the messenger open.
type page struct {
	t   *testing.T
	srv *sim.Running
}

func (p page) do(method, path, body string, header http.Header) (int, []byte) {
	p.t.Helper()
	request := must[*http.Request](p.t)(http.NewRequest(method, p.srv.URL+path, strings.NewReader(body)))
	for name, values := range header {
		request.Header[name] = values
	}
	response := must[*http.Response](p.t)(http.DefaultClient.Do(request))
	defer response.Body.Close()
	return response.StatusCode, must[[]byte](p.t)(io.ReadAll(response.Body))
}

func (p page) get(path string) M {
	p.t.Helper()
	status, body := p.do(http.MethodGet, path, "", nil)
	if status != 200 {
		p.t.Fatalf("GET %s: %d %s", path, status, body)
	}
	return decode[M](p.t, body)
}

// stream opens the event stream and returns how to read the next event.
func (p page) stream(after string, lastID string) (next func() M, id func() string) {
	p.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	request := must[*http.Request](p.t)(http.NewRequestWithContext(ctx, http.MethodGet, p.srv.URL+"/messenger/events"+after, nil))
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	response := must[*http.Response](p.t)(http.DefaultClient.Do(request))
	p.t.Cleanup(func() {
		cancel()
		_ = response.Body.Close()
	})
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		p.t.Fatalf("the stream is %q", kind)
	}
	lines := bufio.NewScanner(response.Body)
	last := ""
	return func() M {
			p.t.Helper()
			for lines.Scan() {
				if eventID, found := strings.CutPrefix(lines.Text(), "id: "); found {
					last = eventID
				}
				if data, found := strings.CutPrefix(lines.Text(), "data: "); found {
					return decode[M](p.t, []byte(data))
				}
			}
			p.t.Fatalf("the stream ended: %v", lines.Err())
			return nil
		}, func() string {
			return last
		}
}

func TestThePageSeesWhatHappens(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	p := page{t, srv}
	b.ok("setMyDescription", M{"description": "Привет", "language_code": "ru"})
	b.ok("setMyCommands", M{"commands": []M{{"command": "help", "description": "Help"}}})
	state := p.get("/messenger/state")
	next, _ := p.stream(fmt.Sprintf("?after=%v", state["seq"]), "")

	status, body := p.do(http.MethodPost, "/messenger/chats/101/send", `{"text":"/start"}`, nil)
	if status != 200 {
		t.Fatalf("send: %d %s", status, body)
	}
	if e := next(); e["type"] != "message" || e["person"] != 101.0 || e["message"].(M)["out"] != true {
		t.Errorf("event: %v", e)
	}
	sent := b.send(M{"chat_id": 101, "text": "<b>Menu</b>", "parse_mode": "HTML", "reply_markup": keyboard([]M{{"text": "A", "callback_data": "a"}})})
	m := next()["message"].(M)
	if m["text"] != "Menu" || m["out"] != false || m["kind"] != "text" || m["edited"] != 0.0 || m["deleted"] != false ||
		fmt.Sprint(m["keyboard"]) != "[[map[data:a text:A url:]]]" || fmt.Sprint(m["entities"]) != "[map[length:4 offset:0 type:bold]]" {
		t.Errorf("message: %v", m)
	}
	if e := next(); e["type"] != "request" || e["request"].(M)["method"] != "sendMessage" || e["request"].(M)["status"] != 200.0 {
		t.Errorf("event: %v", e)
	}
	_, body = p.do(http.MethodPost, "/messenger/chats/101/tap", fmt.Sprintf(`{"message_id":%d,"data":"a"}`, sent.ID), nil)
	id := decode[M](t, body)["callback_id"]
	b.ok("answerCallbackQuery", M{"callback_query_id": id, "text": "Saved"})
	if e := next(); e["type"] != "answer" || e["callback_id"] != id || e["text"] != "Saved" || e["alert"] != false || e["url"] != "" {
		t.Errorf("event: %v", e)
	}
	next() // the request
	b.ok("deleteMessage", M{"chat_id": 101, "message_id": sent.ID})
	if e := next(); e["type"] != "delete" || e["by"] != "bot" || e["id"] != float64(sent.ID) {
		t.Errorf("event: %v", e)
	}
	next() // the request
	if status, _ := p.do(http.MethodPost, "/messenger/chats/101/block", `{"blocked":true}`, nil); status != 200 {
		t.Errorf("block: %d", status)
	}
	if e := next(); e["type"] != "person" || e["person"] != 101.0 {
		t.Errorf("event: %v", e)
	}

	chat := p.get("/messenger/chats/101")
	messages := chat["messages"].([]any)
	if len(messages) != 2 || messages[1].(M)["deleted"] != true || messages[1].(M)["deleted_by"] != "bot" ||
		chat["description"] != "Привет" || fmt.Sprint(chat["commands"]) != "[map[command:help description:Help]]" {
		t.Errorf("chat: %v", chat)
	}
	olga := p.get("/messenger/state")["people"].([]any)[0].(M)
	if olga["name"] != "Olga" || olga["blocked"] != true || olga["last"].(M)["text"] != "/start" {
		t.Errorf("person: %v", olga)
	}
	requests := p.get("/messenger/requests?limit=2")["requests"].([]any)
	if len(requests) != 2 || requests[1].(M)["method"] != "deleteMessage" {
		t.Errorf("requests: %v", requests)
	}
}

func TestTheEventStreamGoesOnWhereItBroke(t *testing.T) {
	t.Parallel()
	srv, _ := start(t, sim.Options{})
	p := page{t, srv}
	next, id := p.stream("?after=0", "")
	next() // Olga is added
	must[sim.Message](t)(srv.Send(101, "one"))
	next()
	must[sim.Message](t)(srv.Send(101, "two"))
	resumed, _ := p.stream("?after=0", id())
	if e := resumed(); e["message"].(M)["text"] != "two" {
		t.Errorf("resumed with %v", e)
	}
	for range 5000 {
		must[sim.Message](t)(srv.Send(101, "many"))
	}
	for _, tooOld := range []string{"1", "999999"} {
		next, _ := p.stream("", tooOld)
		if e := next(); e["type"] != "reset" {
			t.Errorf("after %s: %v", tooOld, e)
		}
	}
}

func TestThePageIsToldWhatIsWrong(t *testing.T) {
	t.Parallel()
	srv := must[*sim.Running](t)(sim.Start(sim.Options{Page: fstest.MapFS{"index.html": {Data: []byte("<title>Messenger</title>")}}}))
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	srv.AddPerson(sim.Profile{ID: 101, FirstName: "Olga"})
	p := page{t, srv}
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/messenger/chats/7", "", 404},
		{"GET", "/messenger/nothing", "", 404},
		{"GET", "/messenger/events?after=x", "", 400},
		{"POST", "/messenger/chats/7/send", `{"text":"x"}`, 404},
		{"POST", "/messenger/chats/x/send", `{"text":"x"}`, 404},
		{"POST", "/messenger/chats/101/send", `{"text":""}`, 400},
		{"POST", "/messenger/chats/101/send", `x`, 400},
		{"POST", "/messenger/chats/101/tap", `{"message_id":5,"data":"a"}`, 404},
		{"POST", "/messenger/chats/101/delete", `{"message_id":5}`, 404},
	} {
		status, body := p.do(c.method, c.path, c.body, nil)
		var refusal struct{ Error string }
		if err := json.Unmarshal(body, &refusal); status != c.status || err != nil || refusal.Error == "" {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
	if status, _ := p.do("POST", "/messenger/chats/101/send", `{"text":"x"}`, http.Header{"Sec-Fetch-Site": {"cross-site"}}); status != 403 {
		t.Errorf("another site's page could send: %d", status)
	}
	if status, body := p.do("GET", "/", "", nil); status != 200 || !strings.Contains(string(body), "Messenger") {
		t.Errorf("the page: %d %s", status, body)
	}
}
