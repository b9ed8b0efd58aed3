package main

import (
	"fmt"
	"time"

	"frontdesk/bench/report"
)

// pollEvery is how often the platform's chat is asked while somebody watches: what a message waits at most before we can know it.
const pollEvery = time.Second

// chatRoute is the reading of a chat.
const chatRoute = "cookie GET /eventsessions/{id}/chat"

func outcome(o options, alone, crowd result) *report.Report {
	r := &report.Report{Bench: "moderation", Head: []string{"what", "1 viewer", fmt.Sprintf("%d viewers", o.viewers)}}
	both := func(what string, text func(result) string) {
		r.Rows = append(r.Rows, []string{what, text(alone), text(crowd)})
	}
	spread := func(list func(result) []time.Duration, less time.Duration) func(result) string {
		return func(one result) string {
			all := list(one)
			if len(all) == 0 {
				return "none"
			}
			return ms(quantile(all, 0.5)-less) + ", " + ms(quantile(all, 0.99)-less) + ", " + ms(quantile(all, 1)-less)
		}
	}
	both("messages said, mirrored, mirrored twice or never said", func(x result) string { return fmt.Sprintf("%d, %d, %d", x.said, x.kept, x.extra) })
	both("approved by moderators, by the rule “trusted author”; deleted", func(x result) string {
		return fmt.Sprintf("%d, %d; %d", x.approved-x.byRule, x.byRule, x.deleted)
	})
	both("upstream calls a second: all, busiest second", func(x result) string { return fmt.Sprintf("%.2f, %d", x.used.perSecond(""), x.used.busiest) })
	both("… of these readings of the chat", func(x result) string { return fmt.Sprintf("%.2f", x.used.perSecond(chatRoute)) })
	both("… of these bringing decisions", func(x result) string { return fmt.Sprintf("%.2f", x.used.decisions()) })
	both("cards sent, spared since their message was decided", func(x result) string { return fmt.Sprintf("%d, %d", len(x.cards), x.cardsSpared) })
	both("message → our queue: p50, p99, max ms", spread(func(x result) []time.Duration { return x.seen }, 0))
	both("message → card on a phone: p50, p99, max ms", spread(func(x result) []time.Duration { return x.cards }, 0))
	both("flood → digest on a phone: p50, p99, max ms", spread(func(x result) []time.Duration { return x.digests }, 0))
	both("decision → sampled overlays: p50, p99, max ms", spread(func(x result) []time.Duration { return x.shown }, 0))
	both("press → answer: p50, p99, max ms", spread(func(x result) []time.Duration { return x.answers }, 0))
	both("presses", func(x result) string { return fmt.Sprint(total(x.taps)) })
	both("messages and edits on phones, 429, other refusals", func(x result) string { return fmt.Sprintf("%d, %d, %d", x.passed, x.limited, x.refused) })
	both("console: events, fetches of rows or lists", func(x result) string { return fmt.Sprintf("%d, %d", x.told, len(x.fetched)) })
	both("console: such a fetch: p50, p99, max ms", spread(func(x result) []time.Duration { return x.fetched }, 0))
	both("Frontdesk's CPU in the flood, cores", func(x result) string { return fmt.Sprintf("%.2f", x.used.cpu/x.used.seconds()) })
	both("… of everything else here (simulators, phones, viewers)", func(x result) string { return fmt.Sprintf("%.2f", x.used.ours/x.used.seconds()) })
	both("Frontdesk's memory at most, MB", func(x result) string { return fmt.Sprintf("%.0f", float64(x.used.peak)/(1<<20)) })
	both("decisions asked again that had their effect already", func(x result) string { return fmt.Sprint(x.again) })
	r.Ratios = ratios(o, alone, crowd)
	r.Data = map[string]any{
		"duration_s": o.duration.Seconds(), "rate": o.rate, "viewers": o.viewers, "moderators": o.moderators,
		"alone": figures(alone), "crowd": figures(crowd),
	}
	for _, one := range []result{alone, crowd} {
		if one.lastNo != "" {
			r.Notes = append(r.Notes, "the last refusal: "+one.lastNo)
		}
	}
	return r
}

func ratios(o options, alone, crowd result) []report.Ratio {
	bound := func(name string, value, most float64, unit string) report.Ratio {
		return report.Ratio{Name: name, Value: value, Must: most, AtMost: true, Unit: unit}
	}
	late := func(name string, all []time.Duration, less time.Duration, most float64) report.Ratio {
		one := bound(name, max(0, float64((quantile(all, 0.99)-less).Microseconds())/1000), most, " ms")
		one.Missing = len(all) == 0
		return one
	}
	sum := func(of func(result) int) float64 { return float64(of(alone) + of(crowd)) }
	growth := report.Of(fmt.Sprintf("upstream calls, decisions apart: %d viewers / 1", o.viewers), crowd.used.watching(), alone.used.watching(), 1.15)
	growth.AtMost = true
	return []report.Ratio{
		growth,
		bound("upstream calls a second", crowd.used.perSecond(""), 10, ""),
		bound("readings of the chat a second", crowd.used.perSecond(chatRoute), 2.2, ""),
		late("p99 message → card, above the poll interval", crowd.cards, pollEvery, 1000),
		late("p99 flood → digest, above the poll interval", crowd.digests, pollEvery, 2000),
		late("p99 decision → overlay", crowd.shown, 0, 500),
		late("p99 press → answer", crowd.answers, 0, 500),
		bound("messages lost or mirrored twice", sum(func(x result) int { return x.said - x.kept + x.extra }), 0, ""),
		bound("decisions without their one effect", sum(func(x result) int { return x.wrong + x.open + x.troubled }), 0, ""),
		bound("approved messages lost or doubled at overlays", sum(func(x result) int { return x.unseen + x.doubled + x.behind }), 0, ""),
		bound("cards lost or doubled, phones without the digest", sum(func(x result) int { return x.cardsLost + x.cardTwice + o.moderators - x.phones }), 0, ""),
		late("p99 of the console's fetches", crowd.fetched, 0, 300),
		bound("presses without an answer, broken streams, failed pages", sum(func(x result) int { return x.unanswered + int(x.over) + x.fetchFailed }), 0, ""),
		bound("429 answers", sum(func(x result) int { return x.limited }), 0, ""),
		bound("refusals and calls against the specification", sum(func(x result) int { return x.refused + x.violations }), 0, ""),
	}
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

func figures(x result) map[string]any {
	p := func(all []time.Duration) []int64 {
		return []int64{quantile(all, 0.5).Milliseconds(), quantile(all, 0.99).Milliseconds(), quantile(all, 1).Milliseconds()}
	}
	return map[string]any{
		"said": x.said, "mirrored": x.kept, "approved": x.approved, "deleted": x.deleted, "calls_per_s": x.used.perSecond(""),
		"readings_per_s": x.used.perSecond(chatRoute), "busiest_second": x.used.busiest, "queue_ms": p(x.seen), "card_ms": p(x.cards),
		"digest_ms": p(x.digests), "overlay_ms": p(x.shown), "answer_ms": p(x.answers), "limited": x.limited, "repeated": x.again,
		"cpu_cores": x.used.cpu / x.used.seconds(), "fetches": len(x.fetched), "fetch_ms": p(x.fetched), "peak_mb": float64(x.used.peak) / (1 << 20), "taps": x.taps, "calls": x.used.calls,
	}
}
