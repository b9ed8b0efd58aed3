// Package api is Frontdesk's face to machines: health, figures and profiles now.
package api

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/rs/zerolog"
)

// How long a connection may take. Handlers that stream set deadlines of their own (http.ResponseController).
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	stopGrace     = 5 * time.Second
	maxHeader     = 64 << 10
)

// Server is one HTTP server on one address.
type Server struct {
	listener net.Listener
	http     *http.Server
	streams  context.CancelFunc // ends the contexts of all requests
	log      zerolog.Logger
}

// Listen takes the address at once, so that a port in use is seen at the start. Give it to Run, or Close it.
func Listen(address string, handler http.Handler, log zerolog.Logger) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, listenError(address, err)
	}
	base, cancel := context.WithCancel(context.Background())
	return &Server{
		listener: l, streams: cancel, log: log,
		http: &http.Server{
			Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
			IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
			BaseContext: func(net.Listener) context.Context { return base },
		},
	}, nil
}

func listenError(address string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("the address %s is in use by another program: stop that, or set FRONTDESK_HTTP_LISTEN to another port", address)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("this user may not listen on %s: take a port from 1024 on with FRONTDESK_HTTP_LISTEN", address)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("the address %s is not one of this machine's: correct FRONTDESK_HTTP_LISTEN", address)
	default:
		return fmt.Errorf("cannot listen on %s: correct FRONTDESK_HTTP_LISTEN: %w", address, err)
	}
}

// Addr is where it listens: with port 0, the port that was free.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Run serves until ctx ends. Then streams are told to end, answers under way get a few seconds, and what is left is cut.
func (s *Server) Run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- s.http.Serve(s.listener) }()
	select {
	case err := <-served:
		s.streams()
		return fmt.Errorf("http: %w", err)
	case <-ctx.Done():
	}
	s.streams()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	if err := s.http.Shutdown(ending); err != nil {
		s.log.Warn().Err(err).Msg("http: some answers did not end in time and were cut")
		_ = s.http.Close() // whatever it says, the connections are gone
	}
	<-served
	return nil
}

// Close gives the address back when Run was never called; after Run it does nothing.
func (s *Server) Close() {
	s.streams()
	_ = s.listener.Close()
}

// Reachable is the address under which a program on this machine reaches a server that listens on address: one that
// listens everywhere is asked on the loopback.
func Reachable(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if port == "0" {
		return "", errors.New("the port is 0, a different one at each start: set FRONTDESK_HTTP_LISTEN to a fixed one")
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	return "http://" + net.JoinHostPort(host, port), nil
}
