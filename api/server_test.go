package api_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"frontdesk/api"
)

// serve runs a server until the test ends or stop is called; stop waits for its end.
func serve(t *testing.T, handler http.Handler) (base string, stop func()) {
	t.Helper()
	s, err := api.Listen("127.0.0.1:0", handler, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	over := false
	stop = func() {
		if over {
			return
		}
		over = true
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		s.Close()
	}
	t.Cleanup(stop)
	return "http://" + s.Addr(), stop
}

func TestAPortInUseFailsTheStartAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]string{
		taken.Addr().String(): "is in use by another program: stop that, or set FRONTDESK_HTTP_LISTEN",
		"192.0.2.1:8080":      "is not one of this machine's",
		"nobody.invalid:80":   "correct FRONTDESK_HTTP_LISTEN",
	} {
		if _, err := api.Listen(address, http.NotFoundHandler(), zerolog.Nop()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// A stream is told to end before the server waits for answers, so that a stop does not wait for a page that is open.
func TestStoppingEndsStreamsAndLeavesNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	began, ended := make(chan struct{}), make(chan struct{})
	base, stop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		close(began)
		<-r.Context().Done()
		close(ended)
	}))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(base)
	if err != nil {
		t.Fatal(err)
	}
	<-began
	at := time.Now()
	stop()
	<-ended
	if took := time.Since(at); took > 3*time.Second {
		t.Errorf("stopping waited %v for a stream", took)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	client.CloseIdleConnections()
}

func TestASlowClientIsCutOff(t *testing.T) {
	t.Parallel()
	base, _ := serve(t, http.NotFoundHandler())
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n"); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	// It gets an answer or the end of the connection, not a place for ever.
	if _, err := io.ReadAll(conn); err != nil {
		t.Errorf("a client that sends half a header keeps its connection: %v", err)
	}
}

func TestReachable(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080", ":8080": "http://127.0.0.1:8080", "0.0.0.0:80": "http://127.0.0.1:80",
		"[::]:8080": "http://[::1]:8080", "desk.local:8080": "http://desk.local:8080", "127.0.0.1:0": "", "8080": "",
	} {
		got, err := api.Reachable(address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", address, got, err)
		}
	}
}
