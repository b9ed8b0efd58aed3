package sim_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/internal/clock"
	"frontdesk/platforms/webinar/sim"
)

func TestAFloodKeepsItsRate(t *testing.T) {
	t.Parallel()
	c, clk, session := start(t, sim.Options{})
	type result struct {
		ids []int64
		err error
	}
	done := make(chan result, 1)
	go func() {
		ids, err := c.srv.Flood(context.WithoutCancel(t.Context()), session, sim.Flood{PerSecond: 50, Total: 150})
		done <- result{ids, err}
	}()
	for seconds := 0; ; seconds++ {
		select {
		case r := <-done:
			if len(r.ids) != 150 || r.err != nil || seconds < 2 {
				t.Errorf("%d messages in %d s: %v", len(r.ids), seconds, r.err)
			}
			return
		default:
		}
		want := min(150, seconds*50+1)
		for { // it catches up with the clock, and goes no further
			changed := c.srv.Changed()
			if n := len(c.srv.Messages(session)); n > want {
				t.Fatalf("%d messages after %d s", n, seconds)
			} else if n == want {
				break
			}
			<-changed
		}
		if want == 150 {
			r := <-done
			if len(r.ids) != 150 || r.err != nil {
				t.Errorf("%d messages: %v", len(r.ids), r.err)
			}
			return
		}
		clk.Advance(time.Second)
	}
}

func TestTheDemoIsLively(t *testing.T) {
	t.Parallel()
	clk := clock.NewFake(time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC))
	srv := sim.New(sim.Options{Clock: clk})
	defer srv.Close()
	d := sim.SeedDemo(srv)
	if srv.Status(d.Running) != sim.StatusRunning || srv.Status(d.Soon) != sim.StatusPlanned || srv.Status(d.ShopRunning) != sim.StatusRunning {
		t.Errorf("%+v", d)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- srv.Chatter(ctx, d.Running) }()
	for {
		changed := srv.Changed()
		messages := srv.Messages(d.Running)
		if len(messages) >= 120 {
			authors := make(map[string]bool)
			for _, m := range messages {
				authors[m.Author] = true
				if m.Approved || m.Author == "" || m.Text == "" {
					t.Errorf("%+v", m)
				}
			}
			if len(authors) < 20 {
				t.Errorf("%d people talk", len(authors))
			}
			break
		}
		select {
		case <-changed:
		default:
			clk.Advance(time.Second)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAnEventHasAPage(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	c.say(session, "<script>alert(1)</script>")
	for _, path := range []string{"/100500/200/stream-new/300", "/j/100500/200", "/j/100500/200/session/300"} {
		r := c.do("GET", path, nil, nil)
		if r.status != 200 || !strings.Contains(r.body, "Лекция") || strings.Contains(r.body, "<script>") {
			t.Errorf("%s: %+v", path, r)
		}
	}
	if r := c.do("GET", "/j/100500/5", nil, nil); r.status != 404 {
		t.Errorf("%+v", r)
	}
}
