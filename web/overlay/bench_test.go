package overlay_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"frontdesk/internal/clock"
	"frontdesk/web/overlay"
)

// Messages before 500 open pages: one operation is one message that has reached them all. The pages are in the same process, so
// the figures are those of both sides.
func BenchmarkOneMessageBefore500Pages(b *testing.B) {
	const many = 500
	s := newStudio()
	c := clock.NewFake(noon)
	h := overlay.New(s, overlay.Options{Clock: c})
	server := httptest.NewServer(h)
	client := &http.Client{Transport: &http.Transport{}}
	got := make(chan struct{}, many)
	var pages sync.WaitGroup
	for range many {
		resp, err := client.Get(server.URL + "/overlay/" + token + "/events")
		if err != nil {
			b.Fatal(err)
		}
		pages.Go(func() {
			defer resp.Body.Close()
			for rows := bufio.NewScanner(resp.Body); rows.Scan(); {
				if bytes.HasPrefix(rows.Bytes(), []byte("event: ")) && !bytes.HasSuffix(rows.Bytes(), []byte("hello")) {
					got <- struct{}{}
				}
			}
		})
	}
	all := func() {
		for range many {
			<-got
		}
	}
	all() // the snapshots
	for i := 0; b.Loop(); i++ {
		c.Advance(50 * time.Millisecond)
		s.approves(fmt.Sprint(i), "Сколько стоит доставка в другой город?")
		all()
	}
	h.Close()
	pages.Wait()
	client.CloseIdleConnections()
	server.Close()
}
