// growth does the same work on a database with little history and on one with much: updates as fast as they are handled,
// updates at a steady rate, a start, and the forgetting of what is old. What grows with history shows in the ratios. It
// exits with 1 when a must is missed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
	"frontdesk/bench/proc"
	"frontdesk/bench/report"
	"frontdesk/bench/run"
)

// people are who write, in all databases.
const people = 977

// most is what a figure may grow by.
const most = 1.5

type options struct {
	binary       string
	small, large int
	rounds       int
	updates      int
	seconds      int
	cpu, log     string
	postgres     string
}

func main() {
	var o options
	flag.StringVar(&o.binary, "frontdesk", "../bin/frontdesk", "the program")
	flag.IntVar(&o.small, "small", 5_000, "rows of history in the small database")
	flag.IntVar(&o.large, "large", 5_000_000, "rows of history in the large one")
	flag.IntVar(&o.rounds, "rounds", 3, "how often each is measured, in turn")
	flag.IntVar(&o.updates, "n", 10_000, "updates that are measured at full speed")
	flag.IntVar(&o.seconds, "seconds", 15, "how long 30 updates a second are measured")
	flag.StringVar(&o.cpu, "cpu", "0", "pin Frontdesk to these processors; empty: not")
	flag.StringVar(&o.postgres, "postgres", "", "postgres:// URL of a server where databases may be made; empty: SQLite")
	flag.StringVar(&o.log, "log", os.DevNull, "file for what Frontdesk prints")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	missed, err := measure(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		fmt.Printf("\nMISSED in growth: %s\n", strings.Join(missed, ", "))
		os.Exit(1)
	}
}

func measure(ctx context.Context, o options) ([]string, error) {
	var masters []house.House
	var sizes []string
	for _, rows := range []int{o.small, o.large} {
		began := time.Now()
		h, err := prepare(ctx, o, rows)
		if err != nil {
			return nil, err
		}
		defer h.Remove()
		size, err := h.Size(ctx)
		if err != nil {
			return nil, err
		}
		masters, sizes = append(masters, h), append(sizes, report.Number(float64(size)/(1<<20)))
		fmt.Fprintf(os.Stderr, "  %s rows of history: %s MB, made in %.0f s\n", report.Number(float64(rows)), sizes[len(sizes)-1], time.Since(began).Seconds())
	}
	all := [2]map[string][]float64{{}, {}}
	for round := range o.rounds {
		for i, master := range masters {
			figures, err := once(ctx, o, master)
			if err != nil {
				return nil, fmt.Errorf("round %d: %w", round+1, err)
			}
			for name, v := range figures {
				all[i][name] = append(all[i][name], v)
			}
			fmt.Fprintf(os.Stderr, "  round %d, %s MB: %.0f updates/s\n", round+1, sizes[i], 1e6/figures[perUpdate])
		}
	}
	return outcome(o, sizes, all).Write(os.Stdout)
}

func prepare(ctx context.Context, o options, rows int) (house.House, error) {
	h, err := house.New(ctx, os.Getenv("BENCH_DIR"), o.binary, o.postgres)
	if err != nil {
		return h, err
	}
	if err = h.Migrate(ctx); err == nil {
		err = fill(ctx, h, rows)
	}
	if err != nil {
		h.Remove()
	}
	return h, err
}

// The figures, in the order of the table.
const (
	perUpdate  = "time of an update at full speed, µs"
	cpuUpdate  = "CPU of an update at full speed, µs"
	peakMemory = "peak memory at full speed, MB"
	steadyP50  = "first answer at 30 updates/s, p50 ms"
	steadyP99  = "first answer at 30 updates/s, p99 ms"
	steadyCPU  = "CPU of an update at 30 updates/s, µs"
	firstPoll  = "from start to the first poll, ms"
	pruneOf    = "forgetting 500 rows: "
)

// once measures everything on a copy of a database, so that nothing is left of the round before.
func once(ctx context.Context, o options, master house.House) (map[string]float64, error) {
	h, err := house.New(ctx, os.Getenv("BENCH_DIR"), o.binary, o.postgres)
	if err != nil {
		return nil, err
	}
	defer h.Remove()
	if err := h.CopyOf(ctx, master); err != nil {
		return nil, err
	}
	figures := map[string]float64{}
	full, err := serve(h, o, flow(o.updates, o.updates/10, 0))
	if err != nil {
		return nil, fmt.Errorf("at full speed: %w", err)
	}
	figures[perUpdate], figures[cpuUpdate], figures[peakMemory] = 1e6/full.PerSecond, full.CPUPer10k*100, full.PeakMB
	// The same updates again would be recognised: the numbers go on from a fresh copy.
	if err := h.CopyOf(ctx, master); err != nil {
		return nil, err
	}
	steady, err := serve(h, o, flow(30*o.seconds, 60, 30))
	if err != nil {
		return nil, fmt.Errorf("at 30 updates a second: %w", err)
	}
	figures[steadyP50], figures[steadyP99], figures[steadyCPU] = steady.P50, steady.P99, steady.CPUPer10k*100
	figures[firstPoll] = (full.StartMS + steady.StartMS) / 2
	took, err := pruning(ctx, h)
	if err != nil {
		return nil, fmt.Errorf("forgetting: %w", err)
	}
	for table, d := range took {
		figures[pruneOf+table+", ms"] = float64(d.Microseconds()) / 1000
	}
	return figures, nil
}

func serve(h house.House, o options, server canned.Options) (run.Result, error) {
	r, err := run.Measure(run.Options{Name: "frontdesk", CPU: o.cpu, Timeout: 3 * time.Minute, Server: server},
		func(s *canned.Server) (*proc.Child, error) {
			return h.Serve(s.URL(), o.cpu, o.log, house.Unlimited()...)
		})
	if err == nil && !r.OK() {
		err = fmt.Errorf("%s; %d calls missing, %d twice, %d wrong: %s", r.Status, r.Missing, r.Twice, r.Bad, r.FirstBad)
	}
	return r, err
}

func outcome(o options, sizes []string, all [2]map[string][]float64) *report.Report {
	name := "growth, SQLite"
	if o.postgres != "" {
		name = "growth, PostgreSQL"
	}
	r := &report.Report{
		Bench: name,
		Head: []string{
			"figure (median of " + fmt.Sprint(o.rounds) + ")",
			report.Number(float64(o.small)) + " rows, " + sizes[0] + " MB", report.Number(float64(o.large)) + " rows, " + sizes[1] + " MB",
		},
		Data: map[string]any{"small_rows": o.small, "large_rows": o.large, "small": medians(all[0]), "large": medians(all[1])},
	}
	names := []string{perUpdate, cpuUpdate, peakMemory, steadyP50, steadyP99, steadyCPU, firstPoll}
	for _, table := range []string{"inbox", "deliveries", "screens"} {
		names = append(names, pruneOf+table+", ms")
	}
	for _, name := range names {
		small, large := median(all[0][name]), median(all[1][name])
		r.Rows = append(r.Rows, []string{name, report.Number(small), report.Number(large)})
		ratio := report.Of(name, large, small, most)
		ratio.AtMost = true
		r.Ratios = append(r.Ratios, ratio)
	}
	return r
}

func medians(all map[string][]float64) map[string]float64 {
	out := map[string]float64{}
	for name, list := range all {
		out[name] = median(list)
	}
	return out
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
