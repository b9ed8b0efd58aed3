package telegram

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// counted is a server that counts its connections.
func counted(t *testing.T, h http.HandlerFunc) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var conns atomic.Int64
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	t.Cleanup(srv.Close)
	return srv, &conns
}

func linesTo(t *testing.T, address string, most int) *lines {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ls := newLines(u, most, (&net.Dialer{}).DialContext)
	t.Cleanup(ls.CloseIdleConnections)
	return ls
}

func post(ctx context.Context, t *testing.T, address string, repeatable bool) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader("a=b"))
	if err != nil {
		t.Error(err)
	}
	req.Header = headersOf(repeatable)
	return req
}

func TestLinesAreUsedAgain(t *testing.T) {
	t.Parallel()
	answers := map[string]http.HandlerFunc{
		"whole": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fine") },
		"in pieces": func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "fine")
		},
		"after an interim answer": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			_, _ = io.WriteString(w, "fine")
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv, conns := counted(t, answer)
			srv.StartTLS()
			ls := linesTo(t, srv.URL, 2)
			ls.tls.RootCAs = x509.NewCertPool()
			ls.tls.RootCAs.AddCert(srv.Certificate())
			var calls sync.WaitGroup
			for range 4 {
				calls.Go(func() {
					for range 10 {
						resp, body, err := ls.exchange(post(t.Context(), t, srv.URL, false))
						if err != nil || resp.StatusCode != http.StatusOK || string(body) != "fine" {
							t.Error(err, string(body))
						}
					}
				})
			}
			calls.Wait()
			if n := conns.Load(); n > 2 {
				t.Errorf("%d connections for 40 calls, where 2 are allowed", n)
			}
		})
	}
}

func TestALineThatTheServerHasClosedIsNotUsed(t *testing.T) {
	t.Parallel()
	var heard atomic.Int64
	srv, conns := counted(t, func(http.ResponseWriter, *http.Request) { heard.Add(1) })
	srv.Start()
	ls := linesTo(t, srv.URL, 2)
	for n := int64(1); n <= 3; n++ {
		if _, _, err := ls.exchange(post(t.Context(), t, srv.URL, false)); err != nil || heard.Load() != n || conns.Load() != n {
			t.Fatalf("call %d: %v; %d calls came on %d connections", n, err, heard.Load(), conns.Load())
		}
		srv.CloseClientConnections()
	}
}

func TestALineIsNotUsedAfterAnAnswerThatEndsIt(t *testing.T) {
	t.Parallel()
	srv, conns := counted(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") })
	srv.Start()
	ls := linesTo(t, srv.URL, 2)
	for range 3 {
		if _, _, err := ls.exchange(post(t.Context(), t, srv.URL, false)); err != nil {
			t.Fatal(err)
		}
	}
	if n := conns.Load(); n != 3 {
		t.Errorf("%d connections for 3 answers that each end theirs", n)
	}
}

// A server that takes the second request of each connection and hangs up: whether it had an effect, nobody knows.
func TestOnlyWhatIsHarmlessIsSentAgain(t *testing.T) {
	t.Parallel()
	for name, repeatable := range map[string]bool{"an edit": true, "a message": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var heard atomic.Int64
			srv, _ := counted(t, func(http.ResponseWriter, *http.Request) {
				if heard.Add(1) == 2 {
					panic(http.ErrAbortHandler)
				}
			})
			srv.Start()
			ls := linesTo(t, srv.URL, 1)
			_, _, first := ls.exchange(post(t.Context(), t, srv.URL, repeatable))
			_, _, second := ls.exchange(post(t.Context(), t, srv.URL, repeatable))
			if first != nil || (second == nil) != repeatable {
				t.Errorf("%v, then %v", first, second)
			}
			if n := heard.Load(); (n == 3) != repeatable {
				t.Errorf("the server was asked %d times", n)
			}
		})
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	srv, _ := counted(t, func(http.ResponseWriter, *http.Request) { <-hold })
	srv.Start()
	t.Cleanup(func() { close(hold) })
	ls := linesTo(t, srv.URL, 1)
	late := errors.New("too late")
	for what, wait := range map[string]time.Duration{"for an answer": 50 * time.Millisecond, "at all": 0} {
		ctx, cancel := context.WithTimeoutCause(t.Context(), wait, late)
		if _, _, err := ls.exchange(post(ctx, t, srv.URL, true)); !errors.Is(err, late) {
			t.Errorf("no time to wait %s: %v", what, err)
		}
		cancel()
	}
}
