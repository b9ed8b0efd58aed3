package telegram

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// wire brings requests to the server and reads answers whole. HTTP/1.1 only: a dead HTTP/2 connection would take all calls with
// it until the kernel gives it up (golang/go#36026), a dead HTTP/1.1 connection ends with its call. Redirects are not followed:
// the path holds the token, and nobody who sends us elsewhere should get it.
//
// A request with the header Idempotency-Key, which may be empty and is not sent then, is sent once more when an idle connection
// turns out to have been closed before anything was answered. That is net/http's own sign.
type wire interface {
	exchange(req *http.Request) (*http.Response, []byte, error)
	CloseIdleConnections()
}

// Dial makes a connection, as net.Dialer.DialContext does.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// newWire makes the wire to a server with at most maxConns calls under way; others wait within their own deadline.
func newWire(server *url.URL, maxConns int, dial Dial) wire {
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: server})
	if err != nil || proxy != nil {
		return proxied{newTransport(maxConns, dial)}
	}
	return newLines(server, maxConns, dial)
}

// proxied is the way through a proxy (HTTP_PROXY, HTTPS_PROXY).
type proxied struct{ *http.Transport }

func newTransport(maxConns int, dial Dial) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial,
		TLSHandshakeTimeout:    dialTimeout,
		Protocols:              protocols,
		MaxIdleConns:           maxConns,
		MaxIdleConnsPerHost:    maxConns,
		MaxConnsPerHost:        maxConns,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHead,
	}
}

func (p proxied) exchange(req *http.Request) (*http.Response, []byte, error) {
	resp, err := p.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	body, err := readWhole(resp)
	return resp, body, err
}

// lines are kept connections to one server. They do what http.Transport does, in the caller's goroutine: that one gives each
// connection two goroutines and hands every request and answer over between them, which costs more than the exchange.
type lines struct {
	connect Dial
	address string
	tls     *tls.Config   // nil for plain HTTP
	turns   chan struct{} // one for each connection that there may be

	mu    sync.Mutex
	idle  []*line // the one that was used last is the last
	sweep *time.Timer
}

func newLines(server *url.URL, maxConns int, dial Dial) *lines {
	ls := &lines{connect: dial, turns: make(chan struct{}, maxConns)}
	port := server.Port()
	if server.Scheme == "https" {
		ls.tls = &tls.Config{ServerName: server.Hostname(), NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12}
		if port == "" {
			port = "443"
		}
	}
	if port == "" {
		port = "80"
	}
	ls.address = net.JoinHostPort(server.Hostname(), port)
	return ls
}

func (ls *lines) exchange(req *http.Request) (*http.Response, []byte, error) {
	ctx := req.Context()
	select {
	case ls.turns <- struct{}{}:
		defer func() { <-ls.turns }()
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}
	for {
		l, err := ls.take(ctx)
		if err != nil {
			return nil, nil, err
		}
		first := !l.used
		resp, body, keep, err := l.exchange(req)
		if keep {
			ls.rest(l)
		} else {
			_ = l.conn.Close()
		}
		if err == nil || ctx.Err() != nil || !l.repeatable(req, first) {
			return resp, body, err
		}
		if req.Body, err = req.GetBody(); err != nil {
			return nil, nil, err
		}
	}
}

// take gives a line for a call: one that rests and is still good, else a new one.
func (ls *lines) take(ctx context.Context) (*line, error) {
	for l := ls.pop(); l != nil; l = ls.pop() {
		if l.ready() {
			return l, nil
		}
		_ = l.conn.Close()
	}
	l, err := ls.dial(ctx)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	return l, nil
}

func (ls *lines) pop() *line {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	last := len(ls.idle) - 1
	if last < 0 {
		return nil
	}
	l := ls.idle[last]
	ls.idle[last] = nil
	ls.idle = ls.idle[:last]
	return l
}

func (ls *lines) dial(ctx context.Context) (*line, error) {
	socket, err := ls.connect(ctx, "tcp", ls.address)
	if err != nil {
		return nil, err
	}
	if ls.tls == nil {
		return newLine(socket, socket), nil
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	conn := tls.Client(socket, ls.tls)
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = socket.Close()
		return nil, err
	}
	return newLine(conn, socket), nil
}

func (ls *lines) rest(l *line) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	ls.idle = append(ls.idle, l)
	if ls.sweep == nil {
		ls.sweep = time.AfterFunc(idleTimeout, ls.closeOld)
	}
}

// closeOld lets go of lines that have rested long: the server closes them about now.
func (ls *lines) closeOld() {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	old := 0
	for old < len(ls.idle) && time.Since(ls.idle[old].rested) >= idleTimeout {
		_ = ls.idle[old].conn.Close()
		old++
	}
	ls.idle = append([]*line(nil), ls.idle[old:]...)
	ls.sweep = nil
	if len(ls.idle) > 0 {
		ls.sweep = time.AfterFunc(idleTimeout/3, ls.closeOld)
	}
}

// CloseIdleConnections closes the lines that no call uses.
func (ls *lines) CloseIdleConnections() {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	for _, l := range ls.idle {
		_ = l.conn.Close()
	}
	ls.idle = nil
	if ls.sweep != nil {
		ls.sweep.Stop()
		ls.sweep = nil
	}
}
