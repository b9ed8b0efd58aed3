package canned

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// request is one HTTP/1.1 request as far as it matters.
type request struct {
	method string // of the Bot API
	body   bytes.Buffer
	close  bool
}

// serve answers the requests of one connection. net/http would take several times as much of the processor.
func (s *Server) serve(c net.Conn) {
	reader := bufio.NewReaderSize(c, 16<<10)
	var r request
	var out, answer bytes.Buffer
	for r.read(reader, c) {
		if s.o.Watch != nil {
			s.o.Watch(r.method, r.body.Bytes())
		}
		out.Reset()
		s.answer(&r, &out)
		answer.Reset()
		answer.WriteString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ")
		answer.WriteString(strconv.Itoa(out.Len()))
		if r.close {
			answer.WriteString("\r\nConnection: close")
		}
		answer.WriteString("\r\n\r\n")
		answer.Write(out.Bytes())
		if _, err := c.Write(answer.Bytes()); err != nil || r.close {
			return
		}
	}
}

// read takes the next request; false at the end of the connection.
func (r *request) read(reader *bufio.Reader, c net.Conn) bool {
	r.body.Reset()
	r.close = false
	line, err := reader.ReadSlice('\n')
	if err != nil {
		return false
	}
	from, to := bytes.IndexByte(line, ' '), bytes.LastIndexByte(line, ' ')
	if from < 0 || to <= from {
		return false
	}
	path, query, _ := strings.Cut(string(line[from+1:to]), "?")
	r.method = path[strings.LastIndexByte(path, '/')+1:]
	length, chunked, ok := r.headers(reader, c)
	if !ok {
		return false
	}
	if chunked {
		ok = r.chunks(reader)
	} else if length > 0 {
		_, err := io.CopyN(&r.body, reader, length)
		ok = err == nil
	}
	if query != "" {
		r.body.WriteString("&" + query)
	}
	return ok
}

func (r *request) headers(reader *bufio.Reader, c net.Conn) (length int64, chunked, ok bool) {
	expects := false
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return 0, false, false
		}
		if len(line) <= 2 {
			break
		}
		key, value, found := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case !found:
		case bytes.EqualFold(key, []byte("content-length")):
			length, _ = strconv.ParseInt(string(value), 10, 64)
		case bytes.EqualFold(key, []byte("transfer-encoding")):
			chunked = bytes.EqualFold(value, []byte("chunked"))
		case bytes.EqualFold(key, []byte("connection")):
			r.close = bytes.EqualFold(value, []byte("close"))
		case bytes.EqualFold(key, []byte("expect")):
			expects = true
		}
	}
	if expects {
		_, err := c.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n"))
		return length, chunked, err == nil
	}
	return length, chunked, true
}

func (r *request) chunks(reader *bufio.Reader) bool {
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return false
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 64)
		if err != nil {
			return false
		}
		if _, err := io.CopyN(&r.body, reader, size); err != nil {
			return false
		}
		if _, err := reader.Discard(2); err != nil {
			return false
		}
		if size == 0 {
			return true
		}
	}
}

// answer checks a call and writes what the real server would.
func (s *Server) answer(r *request, out *bytes.Buffer) {
	body := r.body.Bytes()
	switch r.method {
	case "getUpdates":
		s.updates(body, out)
	case "sendMessage":
		s.book.message(body)
		fmt.Fprintf(out, sentReply, s.book.nextMessage())
	case "answerCallbackQuery":
		s.book.answered(body)
		out.WriteString(okReply)
	case "editMessageText":
		s.book.edited(body)
		out.WriteString(editReply)
	case "getMe":
		out.WriteString(meReply)
	default:
		s.book.other(r.method)
		out.WriteString(okReply)
	}
}

func (s *Server) updates(body []byte, out *bytes.Buffer) {
	offset, _ := intAfter(body, "offset")
	timeout, _ := intAfter(body, "timeout")
	s.mu.Lock()
	s.polls++
	first := s.polls == 1
	s.mu.Unlock()
	if first {
		close(s.book.polled)
		if s.o.Rate > 0 {
			s.serving.Go(s.drip)
		}
	}
	from, to := s.wait(offset, time.Duration(timeout)*time.Second)
	now := time.Now()
	out.WriteString(`{"ok":true,"result":[`)
	for id := from; id <= to; id++ {
		if id > from {
			out.WriteByte(',')
		}
		out.Write(s.book.updates[id])
		s.book.came(id, now)
	}
	out.WriteString(`]}`)
}

// intAfter finds the number that follows a key, in JSON, in a form, or in a text.
func intAfter(b []byte, key string) (int, bool) {
	for {
		i := bytes.Index(b, []byte(key))
		if i < 0 {
			return 0, false
		}
		b = b[i+len(key):]
		rest := bytes.TrimLeft(b, "=\": \r\n")
		end := 0
		for end < len(rest) && (rest[end] >= '0' && rest[end] <= '9' || end == 0 && rest[end] == '-') {
			end++
		}
		if n, err := strconv.Atoi(string(rest[:end])); err == nil {
			return n, true
		}
	}
}
