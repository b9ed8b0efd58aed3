package sim_test

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

func texts(list []update) string {
	words := make([]string, len(list))
	for i, u := range list {
		if u.Message != nil {
			words[i] = u.Message.Text
		}
	}
	return strings.Join(words, " ")
}

func TestUpdatesStayUntilTheyAreConfirmed(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{FirstUpdateID: 10})
	for _, text := range []string{"a", "b", "c", "d"} {
		must[sim.Message](t)(srv.Send(101, text))
	}
	for _, c := range []struct {
		name string
		p    M
		want string
	}{
		{"all", M{}, "a b c d"},
		{"again: nothing was confirmed", M{"offset": 0}, "a b c d"},
		{"two", M{"limit": 2}, "a b"},
		{"a limit below 1", M{"limit": 0}, "a"},
		{"the first is confirmed", M{"offset": 11}, "b c d"},
		{"an older offset brings nothing back", M{"offset": 5}, "b c d"},
		{"the last two stay", M{"offset": -2}, "c d"},
		{"the rest is dropped", M{}, "c d"},
		{"beyond the end", M{"offset": 99}, ""},
	} {
		if got := texts(b.updates(c.p)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if srv.Pending() != 0 || srv.Confirmed() != 13 {
		t.Errorf("%d pending, confirmed up to %d", srv.Pending(), srv.Confirmed())
	}
	must[sim.Message](t)(srv.Send(101, "e"))
	if got := b.updates(M{"limit": 1000}); len(got) != 1 || got[0].ID != 14 {
		t.Errorf("ids must go on growing: %+v", got)
	}
}

func TestUpdatesExpire(t *testing.T) {
	t.Parallel()
	c := newClock()
	srv, b := started(t, sim.Options{Clock: c.Now})
	m := b.send(M{"chat_id": 101, "text": "x", "reply_markup": keyboard([]M{{"text": "A", "callback_data": "a"}})})
	must[string](t)(srv.Tap(101, m.ID, "a"))
	must[sim.Message](t)(srv.Send(101, "hello"))
	c.pass(149 * time.Second)
	if n := len(b.updates(M{})); n != 2 {
		t.Errorf("%d updates after 149 s, want 2", n)
	}
	c.pass(2 * time.Second)
	if got := b.updates(M{}); len(got) != 1 || got[0].Message == nil {
		t.Errorf("after 151 s: %+v", got)
	}
	c.pass(24 * time.Hour)
	if got := b.updates(M{}); len(got) != 0 || srv.Pending() != 0 {
		t.Errorf("after a day: %+v", got)
	}
}

func TestAllowedUpdatesAreRememberedAndCountWhenQueued(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	must[sim.Message](t)(srv.Send(101, "before"))
	b.ok("getUpdates", M{"allowed_updates": []string{"callback_query"}})
	must[sim.Message](t)(srv.Send(101, "unwanted"))
	if got := texts(b.updates(M{})); got != "before" {
		t.Errorf("got %q, want what was queued before the change", got)
	}
	b.ok("getUpdates", M{"allowed_updates": []string{}})
	must[sim.Message](t)(srv.Send(101, "after"))
	if got := texts(b.updates(M{})); got != "before after" {
		t.Errorf("got %q", got)
	}
	first := must[int64](t)(srv.Feed(json.RawMessage(`{"chat_member":{}}`), json.RawMessage(`{"message":{"text":"fed"}}`)))
	got := b.updates(M{})
	if texts(got) != "before after fed" || got[2].ID != first {
		t.Errorf("chat_member must be asked for: %+v", got)
	}
	for _, bad := range []string{`{"update_id":1,"message":{}}`, `[]`, `{}`} {
		if _, err := srv.Feed(json.RawMessage(bad)); err == nil {
			t.Errorf("fed %s", bad)
		}
	}
}

func TestALongPollEndsWithTheFirstUpdate(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	done := b.poll(M{"timeout": 50})
	await(t, srv, "a waiting poll", srv.Polling)
	before := time.Now()
	must[sim.Message](t)(srv.Send(101, "hello"))
	r := <-done
	if got := texts(decode[[]update](t, r.Result)); got != "hello" || time.Since(before) > 5*time.Second {
		t.Errorf("got %q after %v", got, time.Since(before))
	}
	if srv.Polling() {
		t.Error("the poll still waits")
	}
}

func TestALongPollEndsAfterItsTime(t *testing.T) {
	t.Parallel()
	_, b := start(t, sim.Options{LongPollMax: 20 * time.Millisecond})
	before := time.Now()
	if got := b.updates(M{"timeout": 500}); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
	if took := time.Since(before); took < 20*time.Millisecond || took > 5*time.Second {
		t.Errorf("waited %v", took)
	}
}

func TestTheOlderOfTwoPollsIsEnded(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	older := b.poll(M{"timeout": 50})
	await(t, srv, "the older poll", srv.Polling)
	newer := b.poll(M{"timeout": 50})
	r := <-older
	if r.status != 409 || r.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("older: %d %s", r.status, r.Description)
	}
	await(t, srv, "the newer poll", srv.Polling)
	must[sim.Message](t)(srv.Send(101, "hello"))
	if r := <-newer; texts(decode[[]update](t, r.Result)) != "hello" {
		t.Errorf("newer: %+v", r)
	}
}

func TestAWebhookEndsPolling(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	poll := b.poll(M{"timeout": 50})
	await(t, srv, "the poll", srv.Polling)
	if r := b.call("setWebhook", M{"url": "https://example.org/hook", "secret_token": "a_-1"}); r.Description != "Webhook was set" {
		t.Errorf("setWebhook: %+v", r)
	}
	if r := <-poll; r.status != 409 || r.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("poll: %d %s", r.status, r.Description)
	}
	b.refused("getUpdates", M{}, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	must[sim.Message](t)(srv.Send(101, "hello"))
	info := decode[M](t, b.ok("getWebhookInfo", M{}))
	if info["url"] != "https://example.org/hook" || info["pending_update_count"] != 1.0 || info["max_connections"] != 40.0 {
		t.Errorf("getWebhookInfo: %v", info)
	}
	for _, want := range []string{"Webhook was deleted", "Webhook is already deleted"} {
		if r := b.call("deleteWebhook", M{"drop_pending_updates": true}); r.Description != want {
			t.Errorf("deleteWebhook: %q, want %q", r.Description, want)
		}
	}
	if srv.Pending() != 0 {
		t.Error("drop_pending_updates kept them")
	}
	for url, text := range map[string]string{
		"http://example.org":       "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
		"https://example.org:8080": "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
		"nonsense":                 "Bad Request: invalid webhook URL specified",
	} {
		b.refused("setWebhook", M{"url": url}, 400, text)
	}
	b.refused("setWebhook", M{"url": "https://example.org", "secret_token": "no space"}, 400, "Bad Request: secret token contains unallowed characters")
	b.refused("setWebhook", M{"url": "https://example.org", "secret_token": strings.Repeat("a", 257)}, 400, "Bad Request: secret token is too long")
}

func TestAPollerThatGoesAwayLeavesNoTrace(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	request := must[*http.Request](t)(http.NewRequestWithContext(ctx, http.MethodGet, b.address("getUpdates")+"?timeout=50", nil))
	gone := make(chan error, 1)
	go func() {
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			err = response.Body.Close()
		}
		gone <- err
	}()
	await(t, srv, "the poll", srv.Polling)
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the poller ended with %v", err)
	}
	await(t, srv, "the end of the poll", func() bool { return !srv.Polling() })
	must[sim.Message](t)(srv.Send(101, "hello"))
	if got := texts(b.updates(M{})); got != "hello" {
		t.Errorf("got %q", got)
	}
}

func TestCloseEndsPolls(t *testing.T) {
	t.Parallel()
	srv := must[*sim.Running](t)(sim.Start(sim.Options{}))
	poll := (&bot{t, srv}).poll(M{"timeout": 50})
	await(t, srv, "the poll", srv.Polling)
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	if r := <-poll; r.status != 500 || r.Description != "Internal Server Error: restart" {
		t.Errorf("poll: %d %s", r.status, r.Description)
	}
}

func TestCloseDoesNotWaitForUnusedConnections(t *testing.T) {
	t.Parallel()
	srv := must[*sim.Running](t)(sim.Start(sim.Options{}))
	unused := must[net.Conn](t)(net.Dial("tcp", strings.TrimPrefix(srv.URL, "http://")))
	defer unused.Close()
	(&bot{t, srv}).ok("getMe", M{}) // the server has seen the other connection by now
	before := time.Now()
	if err := srv.Close(); err != nil || time.Since(before) > 4*time.Second {
		t.Errorf("closed after %v: %v", time.Since(before), err)
	}
	srv.Server.Close()
}

func TestPeoplesActsReachTheBot(t *testing.T) {
	t.Parallel()
	c := newClock()
	srv, b := start(t, sim.Options{Clock: c.Now, FirstUpdateID: 1})
	must[sim.Message](t)(srv.Send(101, "  /start abc and /help@frontdesk_bot "))
	first := b.updates(M{})[0].Message
	want := []sim.Entity{{Type: "bot_command", Offset: 0, Length: 6}, {Type: "bot_command", Offset: 15, Length: 19}}
	if first.Text != "/start abc and /help@frontdesk_bot" || first.Chat.Type != "private" || first.From.ID != 101 ||
		first.Date != c.Now().Unix() || len(first.Entities) != 2 || first.Entities[0] != want[0] || first.Entities[1] != want[1] {
		t.Errorf("message: %+v", first)
	}
	sent := b.send(M{"chat_id": 101, "text": "Menu", "reply_markup": keyboard([]M{{"text": "A", "callback_data": "a"}})})
	id := must[string](t)(srv.Tap(101, sent.ID, "forged"))
	tap := b.updates(M{"offset": 2})[0].Callback
	if tap.ID != id || tap.Data != "forged" || tap.From.ID != 101 || tap.Instance == "" ||
		tap.Message.ID != sent.ID || tap.Message.Text != "Menu" || string(tap.Message.ReplyMarkup) != string(sent.ReplyMarkup) {
		t.Errorf("callback: %+v", tap)
	}
	own := must[sim.Message](t)(srv.Send(101, "helo"))
	if err := srv.Edit(101, own.ID, "hello"); err != nil {
		t.Fatal(err)
	}
	list := b.updates(M{"offset": 3})
	if len(list) != 2 || list[1].Edited == nil || list[1].Edited.Text != "hello" || list[1].ID != 4 {
		t.Errorf("edit: %+v", list)
	}
}

func TestABlockedBotIsToldSo(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	shown := b.send(M{"chat_id": 101, "text": "before"}).ID
	for _, blocked := range []bool{true, true} {
		if err := srv.Block(101, blocked); err != nil {
			t.Fatal(err)
		}
	}
	b.refused("sendMessage", M{"chat_id": 101, "text": "x"}, 403, "Forbidden: bot was blocked by the user")
	b.refused("editMessageText", M{"chat_id": 101, "message_id": shown, "text": "y"}, 403, "Forbidden: bot was blocked by the user")
	b.refused("editMessageReplyMarkup", M{"chat_id": 101, "message_id": shown}, 403, "Forbidden: bot was blocked by the user")
	if _, err := srv.Send(101, "hi"); !errors.Is(err, sim.ErrBlocked) {
		t.Errorf("sending to a blocked bot: %v", err)
	}
	if err := srv.Block(101, false); err != nil {
		t.Fatal(err)
	}
	b.send(M{"chat_id": 101, "text": "x"})
	list := b.updates(M{})
	if len(list) != 2 || list[0].Member.Old.Status != "member" || list[0].Member.New.Status != "kicked" || list[1].Member.New.Status != "member" {
		t.Errorf("updates: %+v", list)
	}
}

func TestInAGroupTheBotGetsCommandsAndMentionsOnly(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	srv.AddGroup(-5, "Sellers", 101)
	for _, text := range []string{"hi", "/help", "/help@other_bot", "/help@frontdesk_bot", "ask @frontdesk_bot", "/ slash"} {
		must[sim.Message](t)(srv.SendIn(-5, 101, text))
	}
	if got := texts(b.updates(M{})); got != "/help /help@frontdesk_bot ask @frontdesk_bot" {
		t.Errorf("got %q", got)
	}
	b.send(M{"chat_id": -5, "text": "hello, group"})
	b.refused("sendMessage", M{"chat_id": 101, "text": "x"}, 403, "Forbidden: bot can't initiate conversation with a user")
}

func TestPeopleCannotDoWhatTheirClientsDoNotOffer(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	sent := b.send(M{"chat_id": 101, "text": "x"})
	b.ok("deleteMessage", M{"chat_id": 101, "message_id": sent.ID})
	_, deleted := srv.Tap(101, sent.ID, "a")
	_, stranger := srv.Send(999, "hi")
	_, empty := srv.Send(101, " ")
	_, long := srv.Send(101, strings.Repeat("x", 4097))
	_, data := srv.Tap(101, b.send(M{"chat_id": 101, "text": "y"}).ID, strings.Repeat("x", 65))
	_, group := srv.SendIn(-1, 101, "hi")
	for _, c := range []struct{ got, want error }{
		{deleted, sim.ErrNoMessage},
		{stranger, sim.ErrNoPerson},
		{empty, sim.ErrText},
		{long, sim.ErrText},
		{data, sim.ErrData},
		{group, sim.ErrNoChat},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

func TestHotLoopsAreSlowedDown(t *testing.T) {
	t.Parallel()
	c := newClock()
	srv, b := start(t, sim.Options{SlowHotLoops: true, Clock: c.Now})
	b.ok("getUpdates", M{"offset": 5})
	poll := b.poll(M{"offset": 5})
	await(t, srv, "the second call to wait", srv.Polling)
	must[sim.Message](t)(srv.Send(101, "a"))
	must[sim.Message](t)(srv.Send(101, "b"))
	if r := <-poll; texts(decode[[]update](t, r.Result)) != "a" {
		t.Errorf("a call within 0.5 s gets one update: %s", r.Result)
	}
	c.pass(4 * time.Second)
	if got := texts(b.updates(M{"offset": 5})); got != "a b" {
		t.Errorf("after a pause: %q", got)
	}
}
