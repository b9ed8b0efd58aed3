package apptest

import (
	"context"
	"net"
	"sync"
)

// wire is a network within this process. Unlike a real socket, waiting on it lets the clock of a testing/synctest bubble
// move on.
type wire struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

var _ net.Listener = (*wire)(nil)

func newWire() *wire { return &wire{calls: make(chan net.Conn), closed: make(chan struct{})} }

// Dial connects to whoever accepts.
func (w *wire) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	var err error
	select {
	case w.calls <- far:
		return near, nil
	case <-w.closed:
		err = net.ErrClosed
	case <-ctx.Done():
		err = ctx.Err()
	}
	_, _ = near.Close(), far.Close()
	return nil, err
}

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.calls:
		return c, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}

func (w *wire) Close() error {
	w.once.Do(func() { close(w.closed) })
	return nil
}

func (w *wire) Addr() net.Addr { return address("telegram.invalid") }

type address string

func (address) Network() string  { return "pipe" }
func (a address) String() string { return string(a) }
