package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"frontdesk/bench/proc"
)

// sample is how the program stands at one moment.
type sample struct {
	at               time.Duration
	use              proc.Usage
	goroutines, heap float64
	wal, size        int64 // bytes
}

// looker takes samples of a running Frontdesk.
type looker struct {
	child    *proc.Child
	database string
	metrics  string // address of its figures
}

// patience is how long the figures may take to come.
const patience = 10 * time.Second

func (l looker) look(ctx context.Context) (sample, error) {
	s := sample{use: proc.Of(l.child.PID())}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, l.metrics, nil)
	if err != nil {
		return s, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return s, fmt.Errorf("read the figures: %w", err)
	}
	defer answer.Body.Close()
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "go_goroutines":
			s.goroutines, _ = strconv.ParseFloat(value, 64)
		case "go_memstats_heap_inuse_bytes":
			s.heap, _ = strconv.ParseFloat(value, 64)
		}
	}
	if s.goroutines == 0 {
		return s, fmt.Errorf("%s has no figure of goroutines: %s", l.metrics, answer.Status)
	}
	s.wal, s.size = sizeOf(l.database+"-wal"), sizeOf(l.database)
	return s, nil
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0 // a log that is not there has no size
	}
	return info.Size()
}

// freeAddress finds a port of 127.0.0.1 that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
