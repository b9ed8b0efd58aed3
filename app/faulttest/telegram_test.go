package faulttest

import (
	"net/http"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/platforms/telegram/sim"
)

// proxysPage is what stands in the place of Telegram's answer when a proxy on the way has trouble.
const proxysPage = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"

func TestTelegramAwayForTenMinutes(t *testing.T) {
	inBubble(t, apptest.Options{}, 20, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		h.Sim.CutConnections("sendMessage", 1_000_000) // the way out goes first
		h.everybodyOrders(2)
		h.Advance(time.Second)
		h.Sim.CutConnections("", 1_000_000)
		before := h.calls("getUpdates").Calls + h.calls("sendMessage").Calls
		for range 10 {
			h.everybodyOrders(1)
			h.Advance(time.Minute)
		}
		if asked := h.calls("getUpdates").Calls + h.calls("sendMessage").Calls - before; asked > 80 { // everybody once, then one for all, a minute apart in the end; and a poll every 30 s
			t.Errorf("Telegram was asked %d times in ten minutes of silence", asked)
		}
		if age := time.Since(time.UnixMilli(int64(1000 * h.figure("last_poll_timestamp_seconds")))); age < 9*time.Minute {
			t.Errorf("the last poll is said to be %v ago", age)
		}
		h.counts(`outbox_oldest_seconds{channel="telegram"}`, 9*60, 11*60)
		h.counts(`outbox_pending{channel="telegram"}`, 60, 60) // with those of the poll that was on its way
		h.Sim.Heal()
		h.rest(2 * time.Minute)
		h.carriedOut()
		h.says(1, "error", "intake: cannot get updates; trying again")
		h.says(1, "info", "intake: Telegram answers again")
		h.says(1, "warn", "outbox: the platform does not answer; messages wait")
		h.says(1, "info", "outbox: the platform answers again")
		h.counts(call("getUpdates", "unavailable"), 10, 100)
	})
}

func TestAProxysPagesInTelegramsPlace(t *testing.T) {
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		h.Sim.Inject(sim.Fault{Method: "sendMessage", Code: http.StatusBadGateway, Body: proxysPage})
		h.everybodyOrders(2)
		h.Advance(time.Second)
		h.Sim.Inject(sim.Fault{Code: http.StatusServiceUnavailable, Body: proxysPage})
		h.everybodyOrders(2)
		h.Advance(time.Minute)
		h.Sim.Heal()
		h.rest(2 * time.Minute)
		h.carriedOut()
		h.says(1, "error", "intake: cannot get updates; trying again")
		h.says(1, "warn", "outbox: the platform does not answer; messages wait")
		h.counts(call("sendMessage", "unavailable"), 3, 100)
	})
}

func TestAnotherProgramPollsForAMinute(t *testing.T) {
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		h.Sim.Fail("getUpdates", 1_000_000, http.StatusConflict, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		h.everybodyOrders(3)
		h.Advance(time.Minute)
		h.Sim.Heal()
		h.rest(time.Minute)
		h.carriedOut()
		h.says(1, "error", "intake: another program gets this bot's updates, or a webhook is set; stop it, or take the webhook off; trying again")
		h.says(1, "info", "intake: Telegram answers again")
		h.counts(call("getUpdates", "elsewhere"), 3, 20)
	})
}

func TestAStormOf429InOneChat(t *testing.T) {
	inBubble(t, apptest.Options{}, 5, func(h *house) {
		slow := h.people[0]
		h.Sim.Inject(sim.Fault{Method: "sendMessage", Chat: slow.ID, Times: 6, Code: http.StatusTooManyRequests, RetryAfter: 30})
		h.everybodyOrders(4)
		h.Advance(time.Second)
		for _, p := range h.people[1:] {
			if n := len(confirmed(p)); n != 4 {
				t.Errorf("person %d waits for somebody else's limit: %d of 4 answers", p.ID, n)
			}
		}
		h.rest(4 * time.Minute)
		h.carriedOut()
		if c := h.calls("sendMessage"); c.Failed != 6 || c.Calls != 26 {
			t.Errorf("Telegram was asked %d times and refused %d", c.Calls, c.Failed)
		}
		h.says(1, "warn", "outbox: the platform asks us to wait; messages to that chat do")
		h.counts(`outbox_limited_total{channel="telegram"}`, 6, 6)
	})
}

// Telegram's limit on the whole bot: whatever is sent to whomever is refused until the time is over, and each try more
// makes it longer at worst.
func TestAStormOf429OverAllChats(t *testing.T) {
	inBubble(t, apptest.Options{}, 200, func(h *house) {
		h.everybodyOrders(1)
		h.rest(time.Second)
		refused := h.calls("sendMessage").Failed
		stop := h.Sim.Inject(sim.Fault{Method: "sendMessage", Code: http.StatusTooManyRequests, RetryAfter: 45})
		h.everybodyOrders(2)
		h.Advance(44 * time.Second)
		stop()
		most := h.Config.Bot.Workers + 10 // those that are on their way when it begins, and some tries
		if n := h.calls("sendMessage").Failed - refused; n > most {
			t.Errorf("Telegram was asked %d times while it asked to wait", n)
		}
		h.rest(time.Minute)
		h.carriedOut()
		h.says(1, "warn", "outbox: the platform asks us to wait, whichever the chat; all messages do")
		h.counts(`outbox_limited_total{channel="telegram"}`, 1, float64(most))
	})
}
