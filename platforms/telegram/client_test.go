package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"frontdesk/domain"
	"frontdesk/platforms/telegram"
)

func TestNewRefusesWhatCannotWork(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]telegram.Options{
		"no token":            {},
		"half a token":        {Token: secret},
		"a token of words":    {Token: "paste-your-token-here:" + secret},
		"a token with spaces": {Token: token + " "},
		"bot number 0":        {Token: "0:" + secret},
		"no scheme":           {Token: token, APIURL: "api.telegram.org"},
		"another scheme":      {Token: token, APIURL: "ftp://api.telegram.org"},
		"no host":             {Token: token, APIURL: "https:///x"},
		"a user":              {Token: token, APIURL: "https://me:" + secret + "@example.org"},
		"a query":             {Token: token, APIURL: "https://example.org/?token=" + secret},
		"the token in it":     {Token: token, APIURL: "https://api.telegram.org/bot" + token},
		"no address at all":   {Token: token, APIURL: "https://exa mple.org/" + token},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := telegram.New(o)
			if err == nil || c != nil {
				t.Fatal("accepted")
			}
			if strings.Contains(err.Error(), secret) {
				t.Error("the error repeats the secret:", err)
			}
		})
	}
}

func TestAnAddressWithAPathAndAPercentSign(t *testing.T) {
	t.Parallel()
	var path string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.EscapedPath()
		_, _ = fmt.Fprint(w, `{"ok":true,"result":{"id":1}}`)
	}))
	t.Cleanup(srv.Close)
	if _, err := client(t, srv.URL+"/my%20bots/").Me(t.Context()); err != nil || path != "/my%20bots/bot"+token+"/getMe" {
		t.Error(err, path)
	}
}

// noSecret fails when the secret shows in any way of printing v.
func noSecret(t *testing.T, what string, v any) {
	t.Helper()
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(format, v); strings.Contains(text, secret) {
			t.Errorf("%s with %s shows the token: %s", what, format, text)
		}
	}
}

func TestTheTokenIsInNoErrorAndNoPrint(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + listener.Addr().String()
	_ = listener.Close()
	stranger := httptest.NewTLSServer(http.NotFoundHandler()) // with a certificate that nobody trusts
	stranger.Config.ErrorLog = nil
	t.Cleanup(stranger.Close)
	echo := func(status int, body string) string {
		return serveBy(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", r.URL.Path+"/elsewhere")
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, body, r.URL.Path)
		}).URL
	}
	raw := rawServer(t, "HTTP/1.1 2OO "+token+"\r\n\r\n")
	for name, address := range map[string]string{
		"a server that refuses":       echo(401, `{"ok":false,"error_code":401,"description":"Unauthorized: %s"}`),
		"a server that knows nothing": echo(404, "Cannot POST %s"),
		"a server that sends on":      echo(307, "see %s"),
		"a closed port":               closed,
		"a stranger's certificate":    stranger.URL,
		"a name that is no name":      "http://host.invalid",
		"a server of another kind":    raw,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := client(t, address)
			_, err := c.Me(t.Context())
			if err == nil {
				t.Fatal("succeeded")
			}
			for e := err; e != nil; e = errors.Unwrap(e) {
				noSecret(t, "the error", e)
			}
			noSecret(t, "the client", c)
			noSecret(t, "its copy", *c)
			noSecret(t, "a struct around it", struct{ c telegram.Client }{*c})
		})
	}
}

// rawServer answers every connection with the given bytes.
func rawServer(t *testing.T, answer string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	served.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			buf := make([]byte, 4096)
			_, _ = conn.Read(buf)
			_, _ = conn.Write([]byte(answer))
			_ = conn.Close()
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		served.Wait()
	})
	return "http://" + listener.Addr().String()
}

func TestAnAnswerWithAnEndlessHeadIsNotTaken(t *testing.T) {
	t.Parallel()
	const body = `{"ok":true,"result":{"id":7000000009,"is_bot":true,"first_name":"x","username":"x_bot"}}`
	for size, taken := range map[int]bool{60 << 10: true, 100 << 10: false} {
		head := fmt.Sprintf("HTTP/1.1 200 OK\r\nX-Long: %s\r\nContent-Length: %d\r\n\r\n", strings.Repeat("x", size), len(body))
		_, err := client(t, rawServer(t, head+body)).Me(t.Context())
		if (err == nil) != taken {
			t.Errorf("a head of %d bytes: %v", size, err)
		}
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("followed to %s, with Referer %q", r.URL, r.Referer())
	}))
	t.Cleanup(thief.Close)
	s := serveBy(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, thief.URL, http.StatusFound) })
	if err := send(t.Context(), client(t, s.URL)); domain.KindOf(err) != domain.KindUnavailable {
		t.Error(err)
	}
}

// Answers in chunks with a late end must not cost a connection each.
func TestConnectionsAreUsedAgain(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	conns := map[string]bool{}
	s := serveBy(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		conns[r.RemoteAddr] = true
		mu.Unlock()
		_, _ = fmt.Fprint(w, `{"ok":true,"result":{"message_id":1}}`)
		_ = http.NewResponseController(w).Flush()
		_, _ = w.Write(bytes.Repeat([]byte(" "), 8<<10))
	})
	c := client(t, s.URL)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var workers sync.WaitGroup
	for range 8 { // more than may be on their way at once
		workers.Go(func() {
			for range 25 {
				if err := send(ctx, c); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	mu.Lock()
	defer mu.Unlock()
	if len(conns) > 5 {
		t.Errorf("%d connections for 200 calls, allowed are 4 and the poll's", len(conns))
	}
}

// A connection that the server closed while it was idle costs nothing where repeating is harmless. A message is never
// repeated behind the caller's back: the server may have taken it before it closed.
func TestOnlyHarmlessCallsAreRepeatedOnAClosedConnection(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	calls := map[string]int{} // by connection
	methods := map[string]int{}
	s := serveBy(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		calls[r.RemoteAddr]++
		methods[r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]]++
		used := calls[r.RemoteAddr] > 1
		mu.Unlock()
		if used {
			panic(http.ErrAbortHandler) // closes the connection without an answer
		}
		_, _ = fmt.Fprint(w, `{"ok":true,"result":{"id":1,"message_id":1}}`)
	})
	c := client(t, s.URL)
	for range 2 {
		if err := who(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if err := send(t.Context(), c); domain.KindOf(err) != domain.KindUnavailable {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if methods["getMe"] != 3 || methods["sendMessage"] != 1 {
		t.Error(methods)
	}
}
