package faulttest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// parkedLine is what the log says of an update that was given up.
const parkedLine = "an update failed for good and is parked"

// misbehaving is a flow with one command, /break.
func misbehaving(do bot.Handler) apptest.Options {
	return apptest.Options{Flows: []bot.Flow{{Name: "misbehaving", Commands: []bot.CommandDef{{Name: "break", Do: do}}}}}
}

// parksOnly looks at a house where somebody has sent one /break between orders: they were told a number, once, and
// everything else went its way.
func parksOnly(h *house, p *simtest.P, cause string) {
	h.t.Helper()
	h.carriedOut()
	told := 0
	for _, m := range p.Messages() {
		if strings.Contains(m.Text, "назовите номер ошибки") {
			told++
		}
	}
	if told != 1 {
		h.t.Errorf("the person was told a number %d times", told)
	}
	h.says(1, "error", parkedLine)
	h.says(2, "error", "handling an update failed; trying again")
	if !strings.Contains(h.Log(), cause) {
		h.t.Errorf("the log does not tell of %q", cause)
	}
	h.counts(outcome("message", bot.OutcomeFailed), 2, 2)
	h.counts(outcome("message", bot.OutcomeParked), 1, 1)
	h.Advance(6 * time.Minute) // what is parked is counted now and then
	h.counts("inbox_parked", 1, 1)
}

// among sends a /break among the orders of everybody, and gives the house time.
func among(h *house, time time.Duration) *simtest.P {
	h.t.Helper()
	h.rest(time / 100)
	p := h.people[0]
	h.everybodyOrders(1)
	p.Sends("/break")
	h.everybodyOrders(2)
	h.rest(time)
	return p
}

func TestAHandlerThatPanics(t *testing.T) {
	o := misbehaving(func(context.Context, *bot.Turn) error { panic("the roof is on fire") })
	inBubble(t, o, 5, func(h *house) {
		parksOnly(h, among(h, time.Minute), "the roof is on fire")
	})
}

func TestAHandlerThatAlwaysFails(t *testing.T) {
	o := misbehaving(func(context.Context, *bot.Turn) error { return errors.New("the shelf is empty") })
	inBubble(t, o, 5, func(h *house) {
		parksOnly(h, among(h, time.Minute), "the shelf is empty")
	})
}

func TestAHandlerThatHangs(t *testing.T) {
	released := make(chan chan struct{}, 1)
	o := misbehaving(func(context.Context, *bot.Turn) error {
		release := <-released // made in the bubble
		released <- release
		<-release // it does not look at its deadline
		return nil
	})
	inBubble(t, o, 5, func(h *house) {
		release := make(chan struct{})
		released <- release
		h.rest(time.Second)
		p := h.people[0]
		p.Sends("/break")
		h.everybodyOrders(2)
		h.Advance(time.Second)
		for _, other := range h.people[1:] {
			if n := len(confirmed(other)); n != 2 {
				t.Errorf("person %d waits for somebody else's handler: %d of 2", other.ID, n)
			}
		}
		h.rest(time.Minute)
		parksOnly(h, p, "the handler did not end within 15s")
		close(release)
		h.Stop() // waits for what was left behind
		h.Restart()
		h.carriedOut()
	})
}

// What Telegram may send one day, and what it never should.
func TestUpdatesThatNobodyKnows(t *testing.T) {
	inBubble(t, apptest.Options{}, 5, func(h *house) {
		h.rest(time.Second)
		unreadable := []string{
			`{"message":{"message_id":5}}`,
			`{"message":"not an object"}`,
			`{"message":{"message_id":9e99,"chat":{"id":1}}}`,
			`{"callback_query":{"id":"1"}}`,
			`{"pre_checkout_query":{"id":""}}`,
		}
		unknown := []string{
			`{"message":{"message_id":7,"date":-1,"chat":{"id":-5,"type":"forum_of_tomorrow"},"from":{"id":5,"is_bot":false,"first_name":""}}}`,
			`{"message":{"message_id":8,"date":1,"chat":{"id":-5,"type":"group"},"telepathy":{"thought":[1,2,3]}}}`,
			`{"my_chat_member":{"chat":{"id":5001,"type":"private"},"from":{"id":5001,"is_bot":false,"first_name":"x"},"date":1,"new_chat_member":{"status":"enlightened"}}}`,
			`{"callback_query":{"id":"8","from":{"id":5001,"is_bot":false,"first_name":"x"},"chat_instance":"1","data":"\u0000\uffff\ud800"}}`,
		}
		for i := range max(len(unreadable), len(unknown)) {
			h.everybodyOrders(1)
			for _, list := range [][]string{unreadable, unknown} {
				if i < len(list) {
					if _, err := h.Sim.Feed(json.RawMessage(list[i])); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		h.rest(time.Minute)
		h.carriedOut()
		h.says(len(unreadable), "error", "intake: an update cannot be read; it is parked")
		h.says(0, "error", parkedLine)
		h.Advance(6 * time.Minute)
		h.counts("inbox_parked", float64(len(unreadable)), float64(len(unreadable)))
		h.counts("inbox_waiting", 0, 0)
	})
}

// A server that is not Telegram's, or a proxy with thoughts of its own: a 200 whose content is something else.
func TestAnswersThatAreNotTelegrams(t *testing.T) {
	inBubble(t, apptest.Options{}, 5, func(h *house) {
		h.rest(time.Second)
		bodies := map[string][]string{
			"": {"", "null", "[]", "{}", `{"ok":tr`, strings.Repeat("x", 1<<20)},
			// To a message, "ok" without more is taken for a yes: sending it again would be the worse evil.
			"getUpdates": {`{"ok":true}`, `{"ok":true,"result":7}`, `{"ok":true,"result":[null,7,{}]}`},
		}
		for method, list := range bodies {
			for _, body := range list {
				stop := h.Sim.Inject(sim.Fault{Method: method, Code: http.StatusOK, Body: body + " "})
				h.everybodyOrders(1)
				h.Advance(20 * time.Second)
				stop()
				h.rest(2 * time.Minute)
			}
		}
		h.carriedOut()
		if n := h.heard("error", "intake: Telegram sent an update without a number; it is left out"); n != 1 {
			t.Errorf("%d lines about updates without a number", n)
		}
		h.counts(call("sendMessage", "unavailable"), 10, 1000)
		h.counts(`outbox_deliveries_total{channel="telegram",outcome="sent"}`, 45, 45)
	})
}
