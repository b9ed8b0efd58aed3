// Package loopback is what the simulators of platforms have in common: a port of this machine, an end that is waited for, and
// word of changes.
package loopback

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server serves a handler until it is closed.
type Server struct {
	URL string // such as http://127.0.0.1:34567, without a slash at the end

	http     *http.Server
	requests sync.WaitGroup
	done     chan error
}

// Serve begins to serve on a listener; nil is a free port of 127.0.0.1.
func Serve(listener net.Listener, handler http.Handler) (*Server, error) {
	if listener == nil {
		var err error
		if listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, err
		}
	}
	s := &Server{URL: "http://" + listener.Addr().String(), done: make(chan error, 1)}
	s.http = &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1) // Close waits for them
		defer s.requests.Done()
		handler.ServeHTTP(w, r)
	})}
	go func() { s.done <- s.http.Serve(listener) }()
	return s, nil
}

// shutdownGrace is how long Close lets answers go out. What is left after it are connections that a client opened and never
// used, which Shutdown alone would wait for.
const shutdownGrace = 250 * time.Millisecond

// Close closes the port and waits until nothing runs any more. Requests that wait for something must have been ended before.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	s.requests.Wait()
	<-s.done
	return err
}
