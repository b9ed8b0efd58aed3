package simtest_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// recorder is a test that may fail: it keeps the words of its failure.
type recorder struct {
	testing.TB
	failure string
}

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failure = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// failing runs what a person does in a test that is to fail, and returns the failure.
func failing(t *testing.T, srv *sim.Running, act func(*simtest.P)) string {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		act(simtest.Person(r, srv.Server, sim.Profile{ID: 101, FirstName: "Olga"}))
	}()
	<-done
	return r.failure
}

func TestAFailureShowsTheChat(t *testing.T) {
	t.Parallel()
	srv := simtest.Server(t, sim.Options{})
	olga := simtest.Person(t, srv.Server, sim.Profile{ID: 101, FirstName: "Olga"})
	olga.Sends("/start")
	if _, err := (bot{srv}).call("sendMessage", menu("Menu")); err != nil {
		t.Fatal(err)
	}
	id := olga.Sees("Menu").ID
	for name, act := range map[string]func(*simtest.P){
		"Menu":                  func(p *simtest.P) { p.SeesNot("Menu") },
		"there is no such mess": func(p *simtest.P) { p.TapsData(id+1, "a") },
		"64 bytes":              func(p *simtest.P) { p.TapsData(id, strings.Repeat("a", 65)) },
		"UTF-16":                func(p *simtest.P) { p.Sends("") },
		"deleting":              func(p *simtest.P) { p.Deletes(id + 1) },
	} {
		failure := failing(t, srv, act)
		if !strings.Contains(failure, name) || !strings.Contains(failure, "[My Shops] [Shops]") {
			t.Errorf("%s: %s", name, failure)
		}
	}
	if failure := failing(t, srv, func(p *simtest.P) { p.Sees("Menu") }); failure != "" {
		t.Errorf("a person who sees what is there failed: %s", failure)
	}
}
