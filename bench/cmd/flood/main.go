// flood lets the real `serve` send a broadcast to many chats against the limits of Telegram's, as platforms/telegram/sim
// enforces them, while people go on writing and pressing. It prints how long that took beside the least time that the
// limits allow, how often Telegram had to say 429, and how long people waited. It takes about 110 s of real time and exits
// with 1 when a must is missed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
	"frontdesk/bench/report"
	"frontdesk/platforms/telegram/sim"
)

type options struct {
	binary   string
	messages int
	chats    int
	perSec   float64 // interactive updates a second
	byChat   bool
	log      string
}

// limits are the public figures: 30 messages a second, 1 a second in one chat with short bursts, 20 a minute in a group.
func limits() sim.Limits {
	return sim.Limits{PerSecond: 30, PerChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 20}
}

func main() {
	var o options
	flag.StringVar(&o.binary, "frontdesk", "../bin/frontdesk", "the program")
	flag.IntVar(&o.messages, "messages", 3000, "messages of the broadcast")
	flag.IntVar(&o.chats, "chats", 1000, "chats that get them")
	flag.Float64Var(&o.perSec, "interactive", 3, "messages and presses of people, a second, meanwhile")
	flag.BoolVar(&o.byChat, "by-chat", false, "all messages of a chat stand together in the queue, instead of one round after the other")
	flag.StringVar(&o.log, "log", os.DevNull, "file for what Frontdesk prints")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	missed, err := measure(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "flood:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		fmt.Printf("\nMISSED in flood: %s\n", strings.Join(missed, ", "))
		os.Exit(1)
	}
}

// patience is how much longer than the least time the flood may take before it is given up.
const patience = 2

func measure(ctx context.Context, o options) ([]string, error) {
	h, err := house.New(ctx, os.Getenv("BENCH_DIR"), o.binary, "")
	if err != nil {
		return nil, err
	}
	defer h.Remove()
	if err := h.Migrate(ctx); err != nil {
		return nil, err
	}
	if err := fill(ctx, h, o); err != nil {
		return nil, err
	}
	telegram, err := sim.Start(sim.Options{Token: canned.Token, Bot: sim.BotInfo{ID: 1234567890}, Limits: limits(), LogSize: 100})
	if err != nil {
		return nil, err
	}
	defer telegram.Close()
	if err := populate(ctx, telegram, o); err != nil {
		return nil, err
	}
	w := watch(telegram, o)
	defer w.stop()
	least := leastTime(o.messages + int(o.perSec*float64(o.messages)/30))
	ctx, cancel := context.WithTimeout(ctx, patience*least+30*time.Second)
	defer cancel()

	began := time.Now()
	child, err := h.Serve(telegram.URL, "", o.log)
	if err != nil {
		return nil, err
	}
	defer child.Stop(10 * time.Second)
	visiting, leave := context.WithCancel(ctx)
	defer leave()
	people := visitors{telegram: telegram, watch: w, o: o}
	left := make(chan error, 1)
	go func() { left <- people.come(visiting) }()
	select {
	case <-w.done:
	case <-child.Done():
		return nil, fmt.Errorf("frontdesk has ended: %w", child.Err())
	case <-ctx.Done():
	}
	took := time.Since(began)
	leave()
	if err := <-left; err != nil {
		return nil, err
	}
	return outcome(o, w.result(), took, telegram).Write(os.Stdout)
}

// leastTime is how long n messages take at the overall limit, the first of which pass at once.
func leastTime(n int) time.Duration {
	perSecond := limits().PerSecond
	return time.Duration(max(n-perSecond, 0)) * time.Second / time.Duration(perSecond)
}

func outcome(o options, got result, took time.Duration, telegram *sim.Running) *report.Report {
	least := leastTime(got.passed)
	ms := func(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d.Microseconds())/1000) }
	seconds := func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }
	r := &report.Report{
		Bench: "flood",
		Head:  []string{"what", "figure"},
		Rows: [][]string{
			{"messages of the broadcast that arrived, of those promised", fmt.Sprintf("%d of %d", got.arrived, o.messages)},
			{"… twice, out of their chat's order", fmt.Sprintf("%d, %d", got.twice, got.disordered)},
			{"chats", fmt.Sprint(o.chats)},
			{"people's updates meanwhile, answered", fmt.Sprintf("%d, %d", got.asked, len(got.replies))},
			{"calls that the limits count", fmt.Sprint(got.passed)},
			{"from the start of `serve` to the last message, s", seconds(took)},
			{"the least that the limits allow for these calls, s", seconds(least)},
			{"429", fmt.Sprint(got.limited)},
			{"other refusals, calls against the specification", fmt.Sprintf("%d, %d", got.refused, len(telegram.Violations()))},
			{"from an update to the new message or the edit: p50, p99, max ms", ms(quantile(got.replies, 0.5)) + ", " + ms(quantile(got.replies, 0.99)) + ", " + ms(quantile(got.replies, 1))},
			{"from a press to its answer: p50, p99, max ms", ms(quantile(got.answers, 0.5)) + ", " + ms(quantile(got.answers, 0.99)) + ", " + ms(quantile(got.answers, 1))},
		},
		Data: map[string]any{
			"messages": o.messages, "arrived": got.arrived, "chats": o.chats, "by_chat": o.byChat, "counted_calls": got.passed, "seconds": took.Seconds(),
			"least_seconds": least.Seconds(), "limited": got.limited, "asked": got.asked, "answered": len(got.replies),
			"reply_p50_ms": quantile(got.replies, 0.5).Milliseconds(), "reply_p99_ms": quantile(got.replies, 0.99).Milliseconds(),
			"answer_p99_ms": quantile(got.answers, 0.99).Milliseconds(),
		},
	}
	bound := func(name string, value, most float64, unit string) report.Ratio {
		return report.Ratio{Name: name, Value: value, Must: most, AtMost: true, Unit: unit}
	}
	total := report.Of("time / the least that the limits allow", took.Seconds(), least.Seconds(), 1.05)
	total.AtMost = true
	waited := bound("p99 of an interactive reply", float64(quantile(got.replies, 0.99).Microseconds())/1000, 300, " ms")
	waited.Missing = len(got.replies) == 0
	r.Ratios = []report.Ratio{
		total, bound("429 answers", float64(got.limited), 0, ""), waited,
		bound("messages lost, doubled or out of order", float64(o.messages-got.arrived+got.twice+got.disordered), 0, ""),
		bound("people's updates without an answer", float64(got.asked-len(got.replies)), 0, ""),
		bound("refusals and calls against the specification", float64(got.refused+len(telegram.Violations())), 0, ""),
	}
	return r
}
