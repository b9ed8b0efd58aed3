package sim_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

// talk lets people talk in the demo's running lecture, in the bubble's time, until there are n messages. answered lets somebody
// approve each within a second.
func talk(t *testing.T, n int, answered bool) []sim.Message {
	t.Helper()
	srv := sim.New(sim.Options{})
	defer srv.Close()
	d := sim.SeedDemo(srv)
	if srv.Status(d.Running) != sim.StatusRunning || srv.Status(d.Soon) != sim.StatusPlanned || srv.Status(d.ShopRunning) != sim.StatusRunning {
		t.Errorf("%+v", d)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- srv.Chatter(ctx, d.Running) }()
	for {
		time.Sleep(time.Second)
		synctest.Wait()
		messages := srv.Messages(d.Running)
		if len(messages) >= n {
			stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
			return messages[:n]
		}
		for _, m := range messages {
			if answered && !m.Approved {
				srv.Moderate(d.Running, "Ольга", true, m.ID)
			}
		}
	}
}

// busiest is how many messages came in the fullest minute.
func busiest(messages []sim.Message) (most int) {
	for i, first := range messages {
		n := 0
		for _, m := range messages[i:] {
			if m.At.Sub(first.At) < time.Minute {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func TestTheDemosChatBeginsOneByOneAndRushesOnceItIsAnswered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		messages := talk(t, 120, true)
		authors := make(map[string]bool)
		for _, m := range messages {
			authors[m.Author] = true
			if m.Author == "" || m.Text == "" {
				t.Errorf("%+v", m)
			}
		}
		if len(authors) < 20 {
			t.Errorf("%d people talk", len(authors))
		}
		if most := busiest(messages[:30]); most < 6 || most > 10 {
			t.Errorf("at first up to %d messages come in a minute: that is silence, or a flood", most)
		}
		if most := busiest(messages[30:]); most <= 10 {
			t.Errorf("it never comes to a rush: %d messages in a minute", most)
		}
	})
}

func TestWhoComesLateToTheDemoFindsAQueueAndNoFlood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		messages := talk(t, 30, false)
		if most := busiest(messages); most > 10 {
			t.Errorf("unanswered people write %d messages in a minute", most)
		}
		if took := messages[29].At.Sub(messages[0].At); took < 15*time.Minute {
			t.Errorf("30 messages wait after %v already", took)
		}
	})
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
