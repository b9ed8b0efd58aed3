package sim_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

func TestSendingTooFastIsRefused(t *testing.T) {
	t.Parallel()
	c := newClock()
	srv, b := started(t, sim.Options{Clock: c.Now, Limits: sim.Limits{PerChatPerSecond: 1, ChatBurst: 3, PerSecond: 5, GroupPerMinute: 20}})
	for id := range int64(4) {
		srv.AddPerson(sim.Profile{ID: 201 + id, FirstName: "P"})
		must[sim.Message](t)(srv.Send(201+id, "hi"))
	}
	srv.AddGroup(-7, "G", 101)
	to := func(chat int64) M { return M{"chat_id": chat, "text": "x"} }
	for range 3 {
		b.send(to(101))
	}
	r := b.call("sendMessage", to(101))
	if r.status != 429 || r.Description != "Too Many Requests: retry after 1" || r.Parameters.RetryAfter != 1 || r.retryAfter != "1" {
		t.Errorf("the 4th message in one chat: %+v", r)
	}
	b.ok("deleteMessage", M{"chat_id": 101, "message_id": 1})
	b.send(to(201))
	b.send(to(202))
	b.refused("sendMessage", to(203), 429, "Too Many Requests: retry after 1") // 5 a second over all
	c.pass(time.Second)
	b.send(to(101))
	b.send(to(203))

	srv.SetLimits(sim.Limits{GroupPerMinute: 20})
	for range 20 {
		b.send(to(-7))
	}
	b.refused("sendMessage", to(-7), 429, "Too Many Requests: retry after 3")
	c.pass(3 * time.Second)
	b.send(to(-7))
}

func TestFaultsStrikeAsOrdered(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	say := M{"chat_id": 101, "text": "x"}
	count := func() int {
		chat, _ := srv.Chat(101)
		return len(chat.Messages)
	}
	before := count()

	srv.Fail("sendMessage", 2, 500, "Internal Server Error")
	b.refused("sendMessage", say, 500, "Internal Server Error")
	b.ok("getMe", M{})
	b.refused("sendMessage", say, 500, "Internal Server Error")

	srv.TooManyRequests(101, 1, 7)
	if r := b.call("sendMessage", say); r.status != 429 || r.Parameters.RetryAfter != 7 || r.retryAfter != "7" {
		t.Errorf("429: %+v", r)
	}
	srv.Heal()

	srv.Inject(sim.Fault{Method: "SENDMESSAGE", Times: 1, Code: 502, Body: "<html>Bad Gateway</html>"})
	if r := b.call("sendMessage", say); r.status != 502 || r.Description != "<html>Bad Gateway</html>" {
		t.Errorf("502: %+v", r)
	}

	srv.CutConnections("sendMessage", 1)
	if r, err := b.try("sendMessage", say); err == nil {
		t.Errorf("a cut connection answered %+v", r)
	}
	if n := count(); n != before {
		t.Errorf("failed requests had %d effects", n-before)
	}
	srv.LoseAnswers("sendMessage", 1)
	if r, err := b.try("sendMessage", say); err == nil {
		t.Errorf("a lost answer arrived: %+v", r)
	}
	if n := count(); n != before+1 {
		t.Errorf("a request with a lost answer had %d effects, want 1", n-before)
	}
	b.send(say)

	remove := srv.Inject(sim.Fault{Chat: 101, Code: 500})
	b.refused("sendMessage", say, 500, "Internal Server Error: injected fault")
	remove()
	b.send(say)

	srv.Slow("getMe", 30*time.Millisecond)
	started := time.Now()
	b.ok("getMe", M{})
	if took := time.Since(started); took < 30*time.Millisecond {
		t.Errorf("a slow method took %v", took)
	}
}

func TestFaultsWithAProbabilityRepeatWithTheirSeed(t *testing.T) {
	t.Parallel()
	run := func() string {
		srv, b := started(t, sim.Options{Seed: 42})
		srv.Inject(sim.Fault{Method: "getMe", Probability: 0.5, Code: 500})
		var outcome strings.Builder
		for range 40 {
			if b.call("getMe", M{}).OK {
				outcome.WriteByte('+')
			} else {
				outcome.WriteByte('-')
			}
		}
		return outcome.String()
	}
	first, second := run(), run()
	if first != second || !strings.Contains(first, "+") || !strings.Contains(first, "-") {
		t.Errorf("two runs with one seed:\n%s\n%s", first, second)
	}
}

func TestTheLogHoldsTheNewestRequests(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{LogSize: 3})
	requests, cancel := srv.Subscribe(1)
	b.send(M{"chat_id": 101, "text": "one"})
	b.send(M{"chat_id": 101, "text": "two"})
	b.refused("sendMessage", M{"chat_id": 5, "text": "three"}, 400, "Bad Request: chat not found")
	b.ok("getUpdates", M{})
	b.send(M{"chat_id": 101, "text": "four"})
	if first := <-requests; string(first.Params) != `{"chat_id":101,"text":"one"}` {
		t.Errorf("subscriber got %+v", first)
	}
	cancel()
	cancel()
	if _, open := <-requests; open {
		t.Error("the channel is still open")
	}
	await(t, srv, "the last request in the log", func() bool {
		sent := srv.Sent()
		return len(sent) == 3 && strings.Contains(string(sent[2].Params), "four")
	})
	sent := srv.Sent()
	refused := sent[1]
	if refused.Status != 400 || refused.Error != "Bad Request: chat not found" || refused.Method != "sendMessage" {
		t.Errorf("log: %+v", refused)
	}
	if count := srv.Counts()["sendMessage"]; count.Calls != 4 || count.Failed != 1 {
		t.Errorf("counts: %+v", count)
	}
	for _, r := range sent {
		if strings.Contains(string(r.Params)+string(r.Answer), "simulated-token") {
			t.Error("the token is in the log")
		}
	}
}
