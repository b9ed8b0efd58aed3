package faulttest

import (
	"slices"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// shopkeeper is a seller who looks at the switch of their shop.
func shopkeeper(h *house) (*simtest.P, domain.Shop) {
	h.t.Helper()
	shop := h.Shop("Чай", "key-of-a-tea-shop")
	p := h.Seller(h.t, 7001, "Ольга", "ru", "key-of-a-tea-shop")
	p.Taps("Список магазинов")
	p.Taps("Чай")
	p.Taps("Обновление цен")
	p.SeesButton("ON")
	h.Settle()
	return p, shop
}

// changed fails unless the shop's switch is as wanted, and was moved exactly so many times.
func changed(h *house, shop domain.Shop, on bool, times int64) {
	h.t.Helper()
	if h.Now(shop).PriceUpdating != on {
		h.t.Errorf("the switch is %v", !on)
	}
	c, err := h.DB().LastChange(h.t.Context(), shop.ID, domain.FieldPriceUpdating)
	if err != nil || c.ID != times {
		h.t.Errorf("the switch was moved %d times, not %d: %v", c.ID, times, err)
	}
}

func TestAnswersThatAreLostAfterTheirEffect(t *testing.T) {
	inBubble(t, apptest.Options{}, 5, func(h *house) {
		olga, shop := shopkeeper(h)
		messages := len(olga.Messages())
		// Updates, toasts, edits and deletions: whatever is asked again changes nothing.
		h.everybodyOrders(1) // ends the poll that stands; the next ones are struck
		h.Sim.LoseAnswers("getUpdates", 2)
		h.Sim.LoseAnswers("editMessageText", 1)
		h.Sim.LoseAnswers("answerCallbackQuery", 1)
		h.everybodyOrders(1)
		h.Advance(100 * time.Millisecond)
		h.everybodyOrders(1)
		olga.Taps("ON")
		olga.SeesToast("Обновление цен включено")
		h.rest(time.Minute)
		changed(h, shop, true, 1)
		if n := len(olga.Messages()); n != messages {
			t.Errorf("%d messages have come of it", n-messages)
		}
		h.carriedOut()
		// A message: whether it has arrived cannot be asked, so it is sent again. Its order is carried out once.
		h.Sim.LoseAnswers("sendMessage", 1)
		first := h.people[0]
		h.order(first, 1)
		h.rest(time.Minute)
		h.effects()
		if have := confirmed(first); !slices.Equal(have, []int{1, 2, 3, 4, 4}) {
			t.Errorf("the person was answered %v", have)
		}
		h.says(1, "error", "intake: cannot get updates; trying again")
		// What may be repeated without harm, net/http repeats by itself where the connection was an old one.
		if n := h.heard("warn", "outbox: a call was not answered; it is made again"); n < 1 || n > 2 {
			t.Errorf("%d lines about calls that were not answered", n)
		}
		h.counts(call("sendMessage", "unavailable"), 1, 1)
	})
}

// The poll that would have confirmed a batch is lost, and then the program ends: the next one gets the batch again.
func TestUpdatesThatComeAgain(t *testing.T) {
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.rest(time.Second)
		h.Sim.CutConnections("getUpdates", 1_000_000) // but the one that stands
		h.everybodyOrders(1)
		h.Advance(time.Second)
		h.Sim.Heal()
		h.Restart()
		h.everybodyOrders(1)
		h.rest(time.Minute)
		h.carriedOut()
		h.says(1, "info", "intake: Telegram sent updates again that are here already; nothing is done twice")
		h.counts("updates_repeated_total", 10, 10)
	})
}

func TestConnectionsThatAreCut(t *testing.T) {
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		olga, shop := shopkeeper(h)
		h.Sim.Inject(sim.Fault{Probability: 0.3, Cut: sim.CutBefore})
		for range 20 {
			h.everybodyOrders(1)
			h.Advance(3 * time.Second)
		}
		h.Sim.CutConnections("answerCallbackQuery", 2)
		olga.Taps("ON")
		h.Advance(time.Minute)
		h.Sim.Heal()
		h.rest(2 * time.Minute)
		h.carriedOut()
		changed(h, shop, true, 1)
		olga.SeesToast("Обновление цен включено")
		if n := h.heard("warn", "outbox: a call was not answered; it is made again"); n < 1 || n > 3 {
			t.Errorf("%d lines in two minutes", n)
		}
		h.counts(call("sendMessage", "unavailable"), 10, 1000)
	})
}

// Each answer takes 8 s. Nobody's button spins for longer than Telegram itself needs, nothing is asked twice, and the
// handlers wait for nothing of it.
func TestAnswersThatTakeLong(t *testing.T) {
	inBubble(t, apptest.Options{}, 40, func(h *house) {
		h.rest(time.Minute)
		h.Sim.Slow("", 8*time.Second)
		h.everybodyOrders(2)
		h.Advance(20 * time.Second) // the poll that stood before, and one for the rest
		h.effects()
		h.Advance(time.Minute)
		h.Sim.Heal()
		h.rest(time.Minute)
		h.carriedOut()
		if c := h.calls("sendMessage"); c.Calls != 80 || c.Failed != 0 {
			t.Errorf("80 messages took %d calls, %d failed", c.Calls, c.Failed)
		}
		h.counts(call("sendMessage", "ok"), 80, 80)
		h.counts(`platform_call_seconds_bucket{method="sendMessage",outcome="ok",platform="telegram",le="5"}`, 0, 0)
		h.says(1, "warn", "Telegram takes long to answer")
	})
}

// An answer that takes longer than we wait is one that is lost, with its effect.
func TestAnswersThatNeverCome(t *testing.T) {
	inBubble(t, apptest.Options{}, 10, func(h *house) {
		h.rest(time.Second)
		h.Sim.Inject(sim.Fault{Method: "sendMessage", Chat: h.people[0].ID, Times: 1, Delay: time.Hour, Cut: sim.CutBefore})
		h.everybodyOrders(2)
		h.Advance(10 * time.Second)
		for _, p := range h.people[1:] {
			if n := len(confirmed(p)); n != 2 {
				t.Errorf("person %d waits for another's answer: %d of 2", p.ID, n)
			}
		}
		h.rest(time.Minute)
		h.carriedOut()
		h.says(1, "warn", "outbox: a call was not answered; it is made again")
		h.counts(call("sendMessage", "unavailable"), 1, 1)
	})
}
