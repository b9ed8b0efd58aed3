package loopback_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"frontdesk/internal/loopback"
)

func TestCloseWaitsForRequestsAndFreesThePort(t *testing.T) {
	t.Parallel()
	arrived, let := make(chan struct{}), make(chan struct{})
	s, err := loopback.Serve(nil, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-let
		_, _ = io.WriteString(w, "well")
	}))
	if err != nil {
		t.Fatal(err)
	}
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get(s.URL)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		text, _ := io.ReadAll(r.Body)
		answer <- string(text)
	}()
	<-arrived
	close(let)
	if got := <-answer; got != "well" {
		t.Errorf("the answer is %q", got)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	again, err := net.Listen("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal("the port is not free:", err)
	}
	again.Close()
}

func TestNewsWakesWhoeverWaitedBefore(t *testing.T) {
	t.Parallel()
	var n loopback.News
	n.Tell() // nobody waits
	first, second := n.Next(), n.Next()
	n.Tell()
	<-first
	<-second
	select {
	case <-n.Next():
		t.Error("there is no news yet")
	default:
	}
}
