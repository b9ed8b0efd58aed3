package faulttest

import (
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/internal/clock"
)

// setClock is the machine's clock, which somebody sets: what the calendar says jumps, and timers go on as they were.
type setClock struct {
	clock.Clock
	by atomic.Int64 // whole seconds
}

func newSetClock() *setClock { return &setClock{Clock: clock.System()} }

func (c *setClock) set(by time.Duration) { c.by.Store(int64(by / time.Second)) }

// Now is a time as the runtime gives it after the system's clock was set: another calendar, the same monotonic reading.
func (c *setClock) Now() time.Time {
	now, by := time.Now(), c.by.Load()
	if now == now.Round(0) {
		return now.Add(time.Duration(by) * time.Second) // in a bubble there is no monotonic reading
	}
	// time.Time begins with a word whose bits 30 to 62 are the calendar's seconds (package time, Time.wall).
	*(*uint64)(unsafe.Pointer(&now)) += uint64(by) << 30
	return now
}

func (c *setClock) At(t time.Time) *clock.Timer { return c.Timer(t.Sub(c.Now())) }

func TestTheClockIsSetWrongAndRightAgain(t *testing.T) {
	clk := newSetClock()
	inBubble(t, apptest.Options{Clock: clk, Configure: sells}, 10, func(h *house) {
		ivan := h.Seller(h.t, 7001, "Иван", "ru", h.key("Чай"))
		ivan.Sends("/subscription")
		ivan.Taps("День — 300")
		ivan.Pays("День")
		ivan.Sees("Оплачена до 02.01.2000")
		for _, by := range []time.Duration{400 * 24 * time.Hour, -400 * 24 * time.Hour, 3 * time.Hour, -3 * time.Hour} {
			clk.set(by)
			h.everybodyOrders(2)
			h.Advance(3 * time.Minute)
			h.carriedOut()
			h.counts("clock_ahead_seconds", by.Seconds()-2, by.Seconds()+2)
			if !h.User(ivan).Active {
				t.Errorf("with the clock set by %v a subscription that was paid has ended", by)
			}
			clk.set(0)
			h.everybodyOrders(1)
			h.rest(3 * time.Minute)
			h.counts("clock_ahead_seconds", -2, 2)
		}
		h.carriedOut()
		ivan.SeesNot("закончилась")
		h.says(4, "error", "this machine's clock is not Telegram's; set it right; until then no subscription ends and nobody is reminded")
		h.says(4, "info", "this machine's clock agrees with Telegram's again")
		// What is due when the clock is right is done.
		h.Advance(25 * time.Hour)
		ivan.Sees("закончилась 02.01.2000")
	})
}

// Messages that wait for Telegram's limits do not wait for the calendar. It takes real time: a bubble's times have no
// monotonic reading.
func TestTheClockIsSetWhileMessagesWait(t *testing.T) {
	t.Parallel()
	clk := newSetClock()
	h := openHouse(t, apptest.Options{Clock: clk, Configure: func(c *configs.Config) {
		c.Telegram.Limits = configs.Limits{PerSecond: 100, PerChatPerSecond: 10, ChatBurst: 1}
	}}, 3)
	for _, by := range []time.Duration{-6 * time.Hour, 6 * time.Hour, 0} {
		h.everybodyOrders(5)
		clk.set(by)
		h.served()
	}
	h.carriedOut()
}

// sells lets a house sell a day for 300 Stars.
func sells(c *configs.Config) {
	c.Payments.Plans = []configs.Plan{{Key: "day", Title: "День", Price: 300, Currency: configs.Stars, Days: 1}}
}
