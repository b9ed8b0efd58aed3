package crashtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"time"
)

// doorway stands before all simulated platforms of a webinar and kills the program at the chosen moment. Its addresses are the
// same for all lives: that of a webhook is in the database.
type doorway struct {
	mu     sync.Mutex
	under  int           // requests on their way
	rest   chan struct{} // closed when there are none any more; nil while nobody waits
	m      moment
	counts map[string]int
	kill   func()
	begun  chan struct{} // closed when the moment with a delay has come
}

// before serves a platform whose requests are named by their place.
func (d *doorway) before(place string, platform http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		d.enter(1)
		defer d.enter(-1)
		name := d.name(place, request)
		n := d.count(name)
		if d.reach(name, n, arriving) && d.lost() {
			return
		}
		if name != "getUpdates" { // what has arrived has its effect, although the program that asked is dead
			request = request.WithContext(context.WithoutCancel(request.Context()))
		}
		answer := httptest.NewRecorder()
		platform.ServeHTTP(answer, request)
		d.reach(name, n, done)
		for key, values := range answer.Header() {
			w.Header()[key] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // a dead program reads nothing
		_ = http.NewResponseController(w).Flush()
		d.reach(name, n, answered)
	})
}

func (d *doorway) name(place string, request *http.Request) string {
	last := path.Base(request.URL.Path)
	if place == "discord" || (place == "webinar" && strings.Trim(last, "0123456789") == "") {
		return place + " " + request.Method
	}
	return last
}

func (d *doorway) count(name string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts[name]++
	return d.counts[name]
}

func (d *doorway) lost() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.m.lost
}

// begin opens a life that ends at a moment.
func (d *doorway) begin(m moment) (begun <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.m, d.counts, d.kill, d.begun = m, map[string]int{}, nil, make(chan struct{})
	return d.begun
}

func (d *doorway) aim(kill func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kill = kill
}

func (d *doorway) reach(name string, n int, p phase) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if name != d.m.method || n != d.m.n || p != d.m.phase {
		return false
	}
	d.m.method = ""
	if d.m.delay == 0 && d.kill != nil {
		d.kill()
	}
	close(d.begun)
	return true
}

// settle returns when nothing that a dead program has asked for can have an effect any more.
func (d *doorway) settle() {
	d.mu.Lock()
	if d.under == 0 {
		d.mu.Unlock()
		return
	}
	rest := make(chan struct{})
	d.rest = rest
	d.mu.Unlock()
	<-rest
}

func (d *doorway) enter(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.under += n; d.under == 0 && d.rest != nil {
		close(d.rest)
		d.rest = nil
	}
}

// chooseInWebinar draws the moment of a kill.
func (s *webinarRun) chooseInWebinar() moment {
	if s.random.IntN(6) == 0 {
		return moment{method: sinceStart, delay: s.upTo(300 * time.Millisecond)}
	}
	names := [...]string{"chat", "moderate", "moderate", "moderate", "delete", "discord POST", "discord POST", "editMessageText", "answerCallbackQuery", "getUpdates"}
	m := moment{method: names[s.random.IntN(len(names))], n: 1 + s.random.IntN(4), phase: phase(s.random.IntN(3))}
	m.lost = m.phase == arriving && s.random.IntN(2) == 0
	if !m.lost && s.random.IntN(2) == 0 {
		m.delay = s.upTo(5 * time.Millisecond)
	}
	return m
}
