// soak lets `serve` work at a steady rate for long and looks whether anything grows that should not: memory, goroutines,
// file handles, the database's log. It exits with 1 when something does. It is run by hand: `make bench-soak`.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
	"frontdesk/bench/report"
)

type options struct {
	binary   string
	duration time.Duration
	rate     float64
	samples  int
	log      string
}

// people is how many people write.
const people = 977

func main() {
	var o options
	flag.StringVar(&o.binary, "frontdesk", "../bin/frontdesk", "the program")
	flag.DurationVar(&o.duration, "duration", 30*time.Minute, "how long")
	flag.Float64Var(&o.rate, "rate", 60, "updates a second")
	flag.IntVar(&o.samples, "samples", 60, "how often to look")
	flag.StringVar(&o.log, "log", os.DevNull, "file for what Frontdesk prints")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	missed, err := measure(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		fmt.Printf("\nMISSED in soak: %s\n", strings.Join(missed, ", "))
		os.Exit(1)
	}
}

// rest is how long the last updates may take.
const rest = 30 * time.Second

func measure(ctx context.Context, o options) ([]string, error) {
	h, err := house.New(ctx, os.Getenv("BENCH_DIR"), o.binary, "")
	if err != nil {
		return nil, err
	}
	defer h.Remove()
	if err := prepare(ctx, h); err != nil {
		return nil, err
	}
	server, err := canned.Start(canned.Options{
		Updates: int(o.rate * o.duration.Seconds()), Warm: people, People: people, Flow: canned.Switch, Rate: o.rate,
	})
	if err != nil {
		return nil, err
	}
	defer server.Stop()
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	child, err := h.Serve(server.URL(), "", o.log, append(house.Unlimited(), "FRONTDESK_HTTP_LISTEN="+address)...)
	if err != nil {
		return nil, err
	}
	defer child.Stop(10 * time.Second)
	looker := looker{child: child, database: h.Database(), metrics: "http://" + address + "/metrics"}
	samples, err := look(ctx, o, server, looker)
	if err != nil {
		return nil, err
	}
	limit := time.NewTimer(rest)
	defer limit.Stop()
	select {
	case <-server.Done():
	case <-limit.C:
	}
	return outcome(o, samples, server.Tally()).Write(os.Stdout)
}

func prepare(ctx context.Context, h house.House) error {
	if err := h.Migrate(ctx); err != nil {
		return err
	}
	db, err := house.OpenFile(h.Database(), "")
	if err != nil {
		return err
	}
	defer db.Close()
	return house.Seed(ctx, db, people)
}

var errEnded = errors.New("frontdesk has ended")

// look takes samples, evenly, for as long as the soak lasts.
func look(ctx context.Context, o options, server *canned.Server, l looker) ([]sample, error) {
	select {
	case <-server.Warm():
	case <-l.child.Done():
		return nil, fmt.Errorf("%w: %w", errEnded, l.child.Err())
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(rest + time.Duration(people/o.rate*float64(time.Second))):
		return nil, fmt.Errorf("frontdesk does not come to work: %+v", server.Tally())
	}
	ticker := time.NewTicker(o.duration / time.Duration(o.samples))
	defer ticker.Stop()
	began := time.Now()
	var all []sample
	for range o.samples {
		select {
		case <-ticker.C:
		case <-l.child.Done():
			return nil, fmt.Errorf("%w: %w", errEnded, l.child.Err())
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		s, err := l.look(ctx)
		if err != nil {
			return nil, err
		}
		s.at = time.Since(began)
		all = append(all, s)
	}
	return all, nil
}

// figure is one thing that must not grow, and by how much it may differ between early and late: by a share, and by a number
// for what comes and goes, such as connections to Telegram.
type figure struct {
	name  string
	of    func(sample) float64
	most  float64
	slack float64
	aside bool // shown, not judged: it grows with what is kept
}

func figures() []figure {
	return []figure{
		{name: "memory (RSS), MB", of: func(s sample) float64 { return mb(s.use.RSS) }, most: 1.15},
		{name: "heap in use, MB", of: func(s sample) float64 { return s.heap / (1 << 20) }, most: 1.25},
		{name: "goroutines", of: func(s sample) float64 { return s.goroutines }, most: 1.1, slack: 20},
		{name: "threads", of: func(s sample) float64 { return float64(s.use.Threads) }, most: 1.1, slack: 5},
		{name: "file handles", of: func(s sample) float64 { return float64(s.use.Files) }, most: 1.1, slack: 12},
		{name: "WAL, MB", of: func(s sample) float64 { return mb(s.wal) }, most: 1.1},
		{name: "database, MB", of: func(s sample) float64 { return mb(s.size) }, aside: true},
	}
}

func mb(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// shown is how many of the samples the table has at most.
const shown = 13

func outcome(o options, samples []sample, tally canned.Tally) *report.Report {
	r := &report.Report{Bench: "soak", Head: []string{"after"}, Data: map[string]any{
		"seconds": o.duration.Seconds(), "rate": o.rate, "updates": int(o.rate * o.duration.Seconds()),
		"first_answer_p50_ms": tally.P50, "first_answer_p99_ms": tally.P99, "first_answer_max_ms": tally.Max,
	}}
	for _, f := range figures() {
		r.Head = append(r.Head, f.name)
	}
	step := max((len(samples)+shown-1)/shown, 1)
	for i := step - 1; i < len(samples); i += step {
		row := []string{samples[i].at.Round(time.Second).String()}
		for _, f := range figures() {
			row = append(row, report.Number(f.of(samples[i])))
		}
		r.Rows = append(r.Rows, row)
	}
	// Early is the second quarter: what a program fills once is full by then.
	quarter := len(samples) / 4
	for _, f := range figures() {
		early, late := median(samples[quarter:2*quarter], f.of), median(samples[3*quarter:], f.of)
		r.Data[f.name] = []float64{early, late}
		if f.aside {
			continue
		}
		ratio := report.Of(f.name+": last quarter / second", late, early, f.most+f.slack/max(early, 1))
		ratio.AtMost = true
		r.Ratios = append(r.Ratios, ratio)
	}
	wrong := float64(tally.Missing + tally.Twice + tally.Bad)
	r.Ratios = append(r.Ratios, report.Ratio{Name: "calls lost, doubled or wrong", Value: wrong, AtMost: true})
	r.Notes = append(r.Notes, fmt.Sprintf("%s updates a second; first answer: p50 %s ms, p99 %s ms, at most %s ms.",
		report.Number(o.rate), report.Number(tally.P50), report.Number(tally.P99), report.Number(tally.Max)))
	return r
}

func median(samples []sample, of func(sample) float64) float64 {
	if len(samples) == 0 {
		return 0
	}
	list := make([]float64, len(samples))
	for i, s := range samples {
		list[i] = of(s)
	}
	slices.Sort(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}
