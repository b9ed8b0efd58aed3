package sim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

// bot is a Bot API client that does nothing of its own.
type bot struct {
	t   testing.TB
	srv *sim.Running
}

// reply is the Bot API's envelope.
type reply struct {
	status     int
	retryAfter string // header

	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// M is a JSON object.
type M = map[string]any

// start serves a simulator with one person, Olga (101), who has written /start when started is set.
func start(t testing.TB, opts sim.Options) (*sim.Running, *bot) {
	t.Helper()
	srv, err := sim.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	srv.AddPerson(sim.Profile{ID: 101, FirstName: "Olga", Username: "olga", Language: "ru"})
	return srv, &bot{t: t, srv: srv}
}

// started is start after Olga's first message, which the bot has taken.
func started(t testing.TB, opts sim.Options) (*sim.Running, *bot) {
	t.Helper()
	srv, b := start(t, opts)
	if _, err := srv.Send(101, "/start"); err != nil {
		t.Fatal(err)
	}
	b.ok("getUpdates", M{"offset": 700000002})
	return srv, b
}

func (b *bot) address(method string) string { return b.srv.URL + "/bot" + b.srv.Token() + "/" + method }

func (b *bot) try(method string, p any) (reply, error) {
	body, err := json.Marshal(p)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.post(method, "application/json", body)
}

func (b *bot) post(method, contentType string, body []byte) (reply, error) {
	response, err := http.Post(b.address(method), contentType, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	return readReply(response)
}

func readReply(response *http.Response) (reply, error) {
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return reply{}, err
	}
	r := reply{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After")}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") {
		err = json.Unmarshal(raw, &r)
	} else {
		r.Description = string(raw)
	}
	return r, err
}

func (b *bot) call(method string, p any) reply {
	b.t.Helper()
	r, err := b.try(method, p)
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	return r
}

// ok calls a method that must succeed.
func (b *bot) ok(method string, p any) json.RawMessage {
	b.t.Helper()
	r := b.call(method, p)
	if !r.OK {
		b.t.Fatalf("%s %v: %d %s", method, p, r.Code, r.Description)
	}
	return r.Result
}

// refused calls a method that must fail with exactly this code and text.
func (b *bot) refused(method string, p any, code int, text string) {
	b.t.Helper()
	r := b.call(method, p)
	if r.OK || r.status != code || r.Code != code || r.Description != text {
		b.t.Errorf("%s %v\n got %d %q\nwant %d %q", method, p, r.status, r.Description, code, text)
	}
}

type message struct {
	ID       int64 `json:"message_id"`
	Text     string
	Caption  string
	Date     int64
	EditDate int64 `json:"edit_date"`
	Chat     struct {
		ID   int64
		Type string
	}
	From struct {
		ID    int64
		IsBot bool `json:"is_bot"`
	}
	Entities    []sim.Entity
	ReplyMarkup json.RawMessage `json:"reply_markup"`
	Photo       []M
	Document    M
}

func (b *bot) send(p M) message {
	b.t.Helper()
	return decode[message](b.t, b.ok("sendMessage", p))
}

func decode[T any](t testing.TB, raw []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return v
}

type update struct {
	ID       int64 `json:"update_id"`
	Message  *message
	Edited   *message `json:"edited_message"`
	Callback *struct {
		ID       string
		Data     string
		Instance string `json:"chat_instance"`
		From     struct{ ID int64 }
		Message  message
	} `json:"callback_query"`
	Member *struct {
		New struct{ Status string } `json:"new_chat_member"`
		Old struct{ Status string } `json:"old_chat_member"`
	} `json:"my_chat_member"`
}

func (b *bot) updates(p M) []update {
	b.t.Helper()
	return decode[[]update](b.t, b.ok("getUpdates", p))
}

// poll calls getUpdates in the background.
func (b *bot) poll(p M) <-chan reply {
	done := make(chan reply, 1)
	go func() {
		r, err := b.try("getUpdates", p)
		if err != nil {
			r.Description = err.Error()
		}
		done <- r
	}()
	return done
}

// await waits for a change of the server until the condition holds.
func await(t testing.TB, srv *sim.Running, what string, holds func() bool) {
	t.Helper()
	timer := time.NewTimer(10 * time.Second)
	defer timer.Stop()
	for {
		changed := srv.Changed()
		if holds() {
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// clock is a clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func keyboard(rows ...[]M) M { return M{"inline_keyboard": rows} }

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
