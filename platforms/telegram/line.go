package telegram

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// maxHead bounds an answer's status line and headers, those of interim answers before it included, in bytes.
const maxHead = 64 << 10

// lineBuffer holds a request or an answer of the usual size, so that each is one system call.
const lineBuffer = 4 << 10

// line is one kept connection. It belongs to one call at a time, which writes and reads in its own goroutine.
type line struct {
	conn   net.Conn
	raw    syscall.RawConn // of the socket below conn; nil when it has none
	in     *bufio.Reader
	out    *bufio.Writer
	wrote  int // of the exchange under way, in bytes
	got    int
	most   int       // how much may be got of this part of the answer
	used   bool      // there was an exchange before
	rested time.Time // when the last one ended
}

func newLine(conn, socket net.Conn) *line {
	l := &line{conn: conn}
	if s, ok := socket.(syscall.Conn); ok {
		l.raw, _ = s.SyscallConn()
	}
	l.in, l.out = bufio.NewReaderSize((*lineReader)(l), lineBuffer), bufio.NewWriterSize((*lineWriter)(l), lineBuffer)
	return l
}

// lineReader and lineWriter count what goes through a line.
type (
	lineReader line
	lineWriter line
)

func (r *lineReader) Read(p []byte) (int, error) {
	if r.got >= r.most {
		return 0, errLongAnswer
	}
	p = p[:min(len(p), r.most-r.got)]
	n, err := r.conn.Read(p)
	r.got += n
	return n, err
}

func (w *lineWriter) Write(p []byte) (int, error) {
	n, err := w.conn.Write(p)
	w.wrote += n
	return n, err
}

// ready tells whether a line that has rested may be used again: not when the server has closed it, or has said something that
// nobody asked for, or will close it about now.
func (l *line) ready() bool {
	return time.Since(l.rested) < idleTimeout && silent(l.raw)
}

// exchange sends a request and reads its answer to the end. keep tells whether the line may be used again.
func (l *line) exchange(req *http.Request) (resp *http.Response, body []byte, keep bool, err error) {
	l.wrote, l.got, l.most = 0, 0, maxHead
	ctx := req.Context()
	stop := context.AfterFunc(ctx, func() { _ = l.conn.SetDeadline(time.Unix(1, 0)) })
	resp, body, err = l.converse(req)
	untouched := stop()
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	l.used, l.rested = true, time.Now()
	return resp, body, untouched && err == nil && !resp.Close && l.in.Buffered() == 0, err
}

func (l *line) converse(req *http.Request) (*http.Response, []byte, error) {
	if err := req.Write(l.out); err != nil {
		return nil, nil, err
	}
	if err := l.out.Flush(); err != nil {
		return nil, nil, err
	}
	for {
		resp, err := http.ReadResponse(l.in, req)
		if err != nil {
			return nil, nil, err
		}
		if resp.StatusCode >= 200 {
			l.most = maxHead + maxAnswer
			body, err := readWhole(resp)
			return resp, body, err
		}
		// An interim answer (103 Early Hints, say): the real one follows.
	}
}

// repeatable tells whether a request that has failed on a line may be sent once more on another: when the server had closed
// the line before, so that nothing of the request has reached it, or could have been answered and was not. The second holds
// only for a request that may have its effect twice.
func (l *line) repeatable(req *http.Request, first bool) bool {
	_, harmless := req.Header["Idempotency-Key"]
	return !first && l.got == 0 && (l.wrote == 0 || harmless)
}

var errLongAnswer = fmt.Errorf("the answer is longer than %d bytes, or its head than %d", maxAnswer, maxHead)

// readWhole reads an answer's body to its end and no further than maxAnswer, so that a cut answer is seen as such.
func readWhole(resp *http.Response) ([]byte, error) {
	defer func() { _ = resp.Body.Close() }()
	if resp.ContentLength > maxAnswer {
		return nil, errLongAnswer
	}
	var body []byte
	var err error
	if resp.ContentLength >= 0 {
		body = make([]byte, resp.ContentLength)
		_, err = io.ReadFull(resp.Body, body)
	} else {
		body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	}
	switch {
	case errors.Is(err, io.EOF): // nothing of it came
		err = io.ErrUnexpectedEOF
	case err == nil && len(body) > maxAnswer:
		return nil, errLongAnswer
	}
	if err != nil {
		return nil, fmt.Errorf("the answer was cut: %w", err)
	}
	return body, nil
}
