// compare reads the lines of a results file, one for each run, and prints medians, the ratios with what they must be, and
// one line of JSON. It exits with 1 when a must is missed.
//
//	compare -kind updates results/x.jsonl
//	compare -kind steady results/y.jsonl
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"frontdesk/bench/report"
	"frontdesk/bench/run"
)

func main() {
	kind := flag.String("kind", "updates", "what was measured: updates or steady")
	flag.Parse()
	missed, err := compare(*kind, flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		fmt.Printf("\nMISSED in %s: %s\n", *kind, strings.Join(missed, ", "))
		os.Exit(1)
	}
}

func compare(kind, path string) ([]string, error) {
	results, err := read(path)
	if err != nil {
		return nil, err
	}
	var r report.Report
	switch kind {
	case "updates":
		r = results.updates()
	case "steady":
		r = results.steady()
	default:
		return nil, fmt.Errorf("there is no kind %q", kind)
	}
	missed, err := r.Write(os.Stdout)
	for _, one := range results.order {
		if bad := results.bad(one); bad > 0 {
			missed = append(missed, fmt.Sprintf("%s: %d runs with lost, doubled or wrong calls", one, bad))
		}
	}
	return missed, err
}

// results are the runs of each bot, in the order of its first.
type results struct {
	order []string
	runs  map[string][]run.Result
}

func read(path string) (*results, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all := &results{runs: map[string][]run.Result{}}
	for lines := json.NewDecoder(f); ; {
		var one run.Result
		switch err := lines.Decode(&one); err {
		case nil:
		case io.EOF:
			return all, nil
		default:
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if len(all.runs[one.Name]) == 0 {
			all.order = append(all.order, one.Name)
		}
		all.runs[one.Name] = append(all.runs[one.Name], one)
	}
}

func (r *results) bad(name string) int {
	n := 0
	for _, one := range r.runs[name] {
		if name != "rows" && !one.OK() {
			n++
		}
	}
	return n
}

// figures are one figure of a bot's good runs.
func (r *results) figures(name string, of func(run.Result) float64) (list []float64) {
	for _, one := range r.runs[name] {
		if one.Status == "ok" {
			list = append(list, of(one))
		}
	}
	return list
}

func (r *results) median(name string, of func(run.Result) float64) float64 {
	return median(r.figures(name, of))
}

// paired is the median of the ratios within each round: what the machine does beside changes from round to round.
func (r *results) paired(name, by string, must float64, of func(run.Result) float64, label string) report.Ratio {
	var list []float64
	for _, a := range r.runs[name] {
		for _, b := range r.runs[by] {
			if a.Round == b.Round && a.Status == "ok" && b.Status == "ok" && of(b) > 0 {
				list = append(list, of(a)/of(b))
			}
		}
	}
	return report.Of(label, median(list), 1, must)
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

func perSecond(r run.Result) float64 { return r.PerSecond }
func cpu(r run.Result) float64       { return r.CPUPer10k }
func peak(r run.Result) float64      { return r.PeakMB }
func p50(r run.Result) float64       { return r.P50 }
func p99(r run.Result) float64       { return r.P99 }
func share(r run.Result) float64     { return r.ServerShare }

func (r *results) table(rep *report.Report) {
	rep.Head = []string{"bot", "updates/s (min…max)", "CPU s / 10,000", "peak MB", "first answer p50 ms", "p99 ms", "server's CPU", "lost/twice/wrong", "runs ok"}
	medians := map[string]map[string]float64{}
	for _, name := range r.order {
		all := r.runs[name]
		speeds := r.figures(name, perSecond)
		if len(speeds) == 0 {
			rep.Rows = append(rep.Rows, []string{name, all[0].Status, "", "", "", "", "", "", fmt.Sprintf("0/%d", len(all))})
			continue
		}
		var lost, twice, wrong int64
		for _, one := range all {
			lost, twice, wrong = lost+one.Missing, twice+one.Twice, wrong+one.Bad
		}
		m := map[string]float64{
			"updates_per_s": r.median(name, perSecond), "cpu_s_per_10k": r.median(name, cpu), "peak_rss_mb": r.median(name, peak),
			"first_answer_p50_ms": r.median(name, p50), "first_answer_p99_ms": r.median(name, p99),
		}
		medians[name] = m
		speed := fmt.Sprintf("%s (%s…%s)", report.Number(m["updates_per_s"]), report.Number(slices.Min(speeds)), report.Number(slices.Max(speeds)))
		row := []string{name, speed, report.Number(m["cpu_s_per_10k"]), report.Number(m["peak_rss_mb"])}
		switch {
		case name == "rows" && m["first_answer_p99_ms"] > 0: // the commit alone
			row = append(row, report.Number(m["first_answer_p50_ms"]), report.Number(m["first_answer_p99_ms"]), "–", "–")
		case name == "rows":
			row = append(row, "–", "–", "–", "–")
		default:
			row = append(row, report.Number(m["first_answer_p50_ms"]), report.Number(m["first_answer_p99_ms"]),
				report.Number(r.median(name, share)), fmt.Sprintf("%d/%d/%d", lost, twice, wrong))
		}
		rep.Rows = append(rep.Rows, append(row, fmt.Sprintf("%d/%d", len(speeds), len(all))))
	}
	rep.Data = map[string]any{"medians": medians}
}

// updates holds Frontdesk's speed against its peers' and against what is possible at all.
func (r *results) updates() report.Report {
	rep := report.Report{Bench: "updates"}
	r.table(&rep)
	rep.Ratios = []report.Ratio{
		r.paired("frontdesk", "telegraf", 1, perSecond, "Frontdesk / telegraf"),
		r.paired("frontdesk", "grammy-runner", 1, perSecond, "Frontdesk / grammY with its runner"),
		r.paired("frontdesk", r.fasterPython(), 4, perSecond, "Frontdesk / python-telegram-bot 13"),
		r.paired("frontdesk", "v5-go64", 0.5, perSecond, "Frontdesk / telegram-bot-api v5, 64 goroutines"),
	}
	limit := 0.0
	if bare, rows := r.median("v5-go64", perSecond), r.median("rows", perSecond); bare > 0 && rows > 0 {
		limit = 1 / (1/bare + 1/rows)
		rep.Notes = append(rep.Notes, fmt.Sprintf("The limit: v5's time for an update (%.0f µs) and the bare time of its rows (%.0f µs) leave %s updates/s.",
			1e6/bare, 1e6/rows, report.Number(limit)))
	}
	rep.Data["limit_updates_per_s"] = limit
	rep.Notes = append(rep.Notes, "By the CPU that an update takes alone, which neighbours disturb less: "+r.byCPU())
	aim := report.Of("Frontdesk / the limit", r.median("frontdesk", perSecond), limit, 0.9)
	aim.Aim = true
	rep.Ratios = append(rep.Ratios, aim)
	rep.Notes = append(rep.Notes, "The time to the first answer is that under more updates than can be handled at once: mostly the waiting of what was accepted early. `make bench-steady` measures it without a queue.")
	return rep
}

// byCPU compares what an update costs each peer with what it costs Frontdesk.
func (r *results) byCPU() string {
	own := r.median("frontdesk", cpu)
	if own == 0 {
		return "not measured."
	}
	var list []string
	for _, name := range []string{"telegraf", "grammy-runner", r.fasterPython(), "v5-go64"} {
		list = append(list, fmt.Sprintf("%s %s×", name, report.Number(r.median(name, cpu)/own)))
	}
	limit := r.median("v5-go64", cpu) + r.median("rows", cpu)
	return strings.Join(append(list, fmt.Sprintf("the limit %s×", report.Number(limit/own))), ", ") + "."
}

// fasterPython is the mode in which python-telegram-bot does better here.
func (r *results) fasterPython() string {
	if r.median("ptb13-seq", perSecond) > r.median("ptb13-async4", perSecond) {
		return "ptb13-seq"
	}
	return "ptb13-async4"
}

// steady holds the time to the first answer against that of a bare bot.
func (r *results) steady() report.Report {
	rep := report.Report{Bench: "steady"}
	r.table(&rep)
	most := r.paired("frontdesk", "v5-go64", 1.5, p99, "p99 of Frontdesk / v5, 64 goroutines")
	most.AtMost = true
	middle := r.paired("frontdesk", "v5-go64", 1.5, p50, "p50 of Frontdesk / v5, 64 goroutines")
	middle.AtMost, middle.Aim = true, true
	rep.Ratios = []report.Ratio{most, middle}
	if bare, commit := r.median("v5-go64", p99), r.median("rows", p99); bare > 0 && commit > 0 {
		limit := report.Of("p99 of Frontdesk / the limit", r.median("frontdesk", p99), bare+commit, 1.5)
		limit.AtMost, limit.Aim = true, true
		rep.Ratios = append(rep.Ratios, limit)
		rep.Notes = append(rep.Notes, fmt.Sprintf("The limit: a bare answer and one commit of its rows, at their p99s %s + %s = %s ms, are %s× v5's alone. Whoever has the effect on disk before the answer does not come below it.",
			report.Number(bare), report.Number(commit), report.Number(bare+commit), report.Number((bare+commit)/bare)))
	}
	rep.Notes = append(rep.Notes, "From when the server has the update to the first call about it, on loopback and without TLS: no network is in these figures.")
	return rep
}
