package faulttest

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/bot"
)

func TestTenThousandUpdatesWaitAtTheStart(t *testing.T) {
	const people, each = 1000, 10 // one of them with an answer
	inBubble(t, apptest.Options{}, people, func(h *house) {
		h.rest(time.Second)
		h.Stop()
		for range each - 1 {
			for _, p := range h.people {
				h.placed[p.ID]++
				p.Sends("/note " + strconv.Itoa(h.placed[p.ID]))
			}
		}
		h.everybodyOrders(1)
		h.Restart()
		h.rest(time.Minute)
		h.effects()
		for _, p := range h.people {
			if have := confirmed(p); !slices.Equal(have, []int{each}) {
				t.Errorf("person %d was answered about %v", p.ID, have)
			}
		}
		h.says(1, "warn", "intake: a crowd of updates waits at Telegram; they are taken in as fast as they can be kept")
		h.says(1, "info", "intake: the crowd is taken in")
		h.counts(outcome("message", bot.OutcomeDone), people*each, people*each)
		h.counts(`outbox_deliveries_total{channel="telegram",outcome="sent"}`, people, people)
	})
}

func TestOneChatFloods(t *testing.T) {
	const flood = 2500
	slow := bot.Flow{Name: "slow", Commands: []bot.CommandDef{{Name: "slow", Do: func(_ context.Context, t *bot.Turn) error {
		time.Sleep(50 * time.Millisecond) // in the bubble
		t.Text = strconv.Itoa(int(t.Update.MessageID))
		return nil
	}}}}
	inBubble(t, apptest.Options{Flows: []bot.Flow{slow}}, 20, func(h *house) {
		h.rest(time.Second)
		mallory := h.Stranger(t, 6666, "Мэллори", "ru")
		for range flood {
			mallory.Sends("/slow")
		}
		h.order(h.people[0], 1)
		h.Advance(5 * time.Second)
		h.everybodyOrders(2)
		h.Advance(time.Second)
		h.carriedOut()
		h.counts("lane_longest", flood/2, flood)
		h.counts("lane_updates", 0, 200)
		h.rest(flood * 50 * time.Millisecond)
		h.says(1, "warn", "one chat sends faster than it is answered; the rest of it waits in the inbox, and nobody else waits for it")
		h.counts(outcome("message", bot.OutcomeDone), flood+41, flood+41)
		h.counts("lane_longest", 0, 0)
	})
}
