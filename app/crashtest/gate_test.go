package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// gate stands between one life of the program and Telegram: it writes down what passes, and kills at the chosen moment.
// Each life has a gate with a port of its own, so that no request of an earlier life is taken for one of the next.
type gate struct {
	telegram http.Handler
	book     *book
	life     int
	m        moment
	server   *httptest.Server
	polled   chan struct{} // closed at the first poll
	moment   chan struct{} // gets one value when the moment with a delay begins
	once     sync.Once

	mu     sync.Mutex
	counts map[string]int
	kill   func()
	killed bool
}

func openGate(telegram interface{ BotHandler() http.Handler }, b *book, life int, m moment) *gate {
	g := &gate{
		telegram: telegram.BotHandler(), book: b, life: life, m: m,
		polled: make(chan struct{}), moment: make(chan struct{}, 1), counts: map[string]int{},
	}
	g.server = httptest.NewServer(g)
	return g
}

func (g *gate) url() string { return g.server.URL }

// close returns when nothing that the program has asked for can have an effect any more.
func (g *gate) close() { g.server.Close() }

// aim tells the gate how to kill. A moment that came before is made up for.
func (g *gate) aim(kill func()) {
	g.mu.Lock()
	g.kill = kill
	due := g.killed
	g.mu.Unlock()
	if due {
		kill()
	}
}

func (g *gate) shoot() {
	g.mu.Lock()
	kill := g.kill
	g.killed = true
	g.mu.Unlock()
	if kill != nil {
		kill()
	}
}

func (g *gate) shot() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.killed
}

func (g *gate) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	method := path.Base(request.URL.Path)
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return // the program died while it wrote
	}
	request.Body = io.NopCloser(bytes.NewReader(body))
	n := 0
	if method == "getUpdates" {
		g.once.Do(func() { close(g.polled) })
	} else {
		n = g.count(method)
	}
	if g.reach(method, n, arriving) && g.m.lost {
		return
	}
	g.travel(method)
	answer := httptest.NewRecorder()
	g.telegram.ServeHTTP(answer, g.outliving(request, method))
	g.book.write(g.life, method, body, answer)
	if method == "getUpdates" && bringsUpdates(answer) {
		n = g.count(method)
	}
	g.reach(method, n, done)
	g.travel(method)
	w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // a dead program reads nothing
	_ = http.NewResponseController(w).Flush()
	g.reach(method, n, answered)
}

// travel is the time that a message or its answer takes on its way. Each takes another, so that two which are under way
// together can change places.
func (g *gate) travel(method string) {
	if method == "getUpdates" {
		return
	}
	timer := time.NewTimer(rand.N(longestWay))
	defer timer.Stop()
	<-timer.C
}

// longestWay is short beside the real Telegram's 50 ms and more: kills are to meet all that the program does, and not the
// waiting for the network alone.
const longestWay = 4 * time.Millisecond

// outliving lets a request that has arrived have its effect, and be seen, although the program that made it is dead. A
// poll ends with the program.
func (g *gate) outliving(request *http.Request, method string) *http.Request {
	if method == "getUpdates" {
		return request
	}
	return request.WithContext(context.WithoutCancel(request.Context()))
}

func (g *gate) count(method string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.counts[method]++
	return g.counts[method]
}

// reach kills when this is the moment. With a delay it only says that it has come.
func (g *gate) reach(method string, n int, p phase) bool {
	if method != g.m.method || n != g.m.n || p != g.m.phase {
		return false
	}
	if g.m.delay == 0 {
		g.shoot()
	} else {
		g.moment <- struct{}{}
	}
	return true
}

func bringsUpdates(answer *httptest.ResponseRecorder) bool {
	return answer.Code == http.StatusOK && answer.Body.Len() > len(`{"ok":true,"result":[]}`)
}

// book is what Telegram has seen over all lives.
type book struct {
	mu       sync.Mutex
	out      map[int64]bool        // updates that were handed out
	requests map[int]map[int64]int // messages and edits by life and chat, whatever the answer
	replies  map[int64][]reply     // answers to texts by chat, in order
	heard    map[int]bool          // the orders that were answered at least once
	refused  []string              // messages and edits that Telegram did not take
}

// reply is a message that names the text it answers.
type reply struct {
	text int // the order's number
	life int
}

func newBook() *book {
	return &book{out: map[int64]bool{}, requests: map[int]map[int64]int{}, replies: map[int64][]reply{}, heard: map[int]bool{}}
}

func (b *book) write(life int, method string, body []byte, answer *httptest.ResponseRecorder) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch method {
	case "getUpdates":
		var got struct {
			Result []struct {
				ID int64 `json:"update_id"`
			} `json:"result"`
		}
		if json.Unmarshal(answer.Body.Bytes(), &got) == nil {
			for _, u := range got.Result {
				b.out[u.ID] = true
			}
		}
	case "sendMessage", "editMessageText":
		form, _ := url.ParseQuery(string(body))
		chat, _ := strconv.ParseInt(form.Get("chat_id"), 10, 64)
		if b.requests[life] == nil {
			b.requests[life] = map[int64]int{}
		}
		b.requests[life][chat]++
		if answer.Code != http.StatusOK && !bytes.Contains(answer.Body.Bytes(), []byte("message is not modified")) {
			b.refused = append(b.refused, answer.Body.String())
		}
		if text, ok := answeredText(form.Get("text")); ok && method == "sendMessage" && answer.Code == http.StatusOK {
			b.replies[chat] = append(b.replies[chat], reply{text, life})
			b.heard[text] = true
		}
	}
}

// answeredText reads the order's number out of a message: "/x17".
func answeredText(text string) (int, bool) {
	_, rest, found := strings.Cut(text, "/x")
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		rest = rest[:end]
	}
	n, err := strconv.Atoi(rest)
	return n, found && err == nil
}

// answered tells whether an order's answer has arrived.
func (b *book) answered(number int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.heard[number]
}

// forgetRequests begins the counting anew.
func (b *book) forgetRequests() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.requests = map[int]map[int64]int{}
}
