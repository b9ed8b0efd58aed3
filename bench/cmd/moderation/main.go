// moderation lets the real `serve` moderate a lively webinar against simulators of the platform and of Telegram: 50 messages a
// second, 20 moderators with the cards switched on, 500 viewers of the overlay. It runs that once with a single viewer and once
// with all of them, and tells what it costs the platform and us, how soon messages are where they belong, and whether all of
// them came there, once. It exits with 1 when a must is missed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"
)

type options struct {
	binary     string
	duration   time.Duration
	rate       float64
	viewers    int
	moderators int
	deciders   int // of the moderators: those who press
	consoles   int
	log        string
}

func main() {
	var o options
	flag.StringVar(&o.binary, "frontdesk", "../bin/frontdesk", "the program")
	flag.DurationVar(&o.duration, "duration", time.Minute, "how long the flood lasts")
	flag.Float64Var(&o.rate, "rate", 50, "messages a second")
	flag.IntVar(&o.viewers, "viewers", 500, "open pages of the overlay; the first run has one")
	flag.IntVar(&o.moderators, "moderators", 20, "phones that get the event's cards")
	flag.IntVar(&o.deciders, "deciders", 8, "of these: how many press buttons")
	flag.IntVar(&o.consoles, "consoles", 10, "open pages of the console")
	flag.StringVar(&o.log, "log", os.DevNull, "file for what Frontdesk prints")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	missed, err := compare(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "moderation:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		fmt.Printf("\nMISSED in moderation: %s\n", strings.Join(missed, ", "))
		os.Exit(1)
	}
}

// compare runs the event with one viewer and with all.
func compare(ctx context.Context, o options) ([]string, error) {
	alone, err := measure(ctx, o, 1)
	if err != nil {
		return nil, fmt.Errorf("with one viewer: %w", err)
	}
	crowd, err := measure(ctx, o, o.viewers)
	if err != nil {
		return nil, fmt.Errorf("with %d viewers: %w", o.viewers, err)
	}
	return outcome(o, alone, crowd).Write(os.Stdout)
}

// measure is one event from its first message to the last decision.
func measure(ctx context.Context, o options, viewers int) (result, error) {
	limit := leadTime + o.duration + settleTime + time.Minute
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	s, err := open(ctx, o)
	if err != nil {
		return result{}, err
	}
	defer s.close()
	if err := s.serve(ctx); err != nil {
		return result{}, err
	}
	w, err := s.watch(ctx, viewers)
	if err != nil {
		return result{}, err
	}
	defer w.close()
	pressing, rest := context.WithCancel(ctx)
	defer rest()
	people := s.takeSeats(pressing)
	err = s.talk(ctx)
	rest()
	people.wait()
	if err == nil {
		err = s.settle(ctx)
	}
	if err == nil {
		err = s.ended()
	}
	if err != nil {
		return result{}, err
	}
	s.used.peak = s.child.Usage().Peak
	w.close()
	s.child.Stop(10 * time.Second)
	return s.verdict(ctx, w, people)
}
