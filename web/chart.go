package web

import (
	"time"

	"frontdesk/services/moderation"
)

// mostBars is how many bars a phone's screen can tell apart.
const mostBars = 40

// chart is when messages came and were decided, drawn by the page itself: it takes the page's colours, and its words stay words. The
// drawing is stretched to its place: 10 by bar, 100 high.
type chart struct {
	Width int
	Bars  []bar
	Top   string   // how many the highest bar stands for
	Times []string // of the first bar, of those between, and of the last
	Step  int      // minutes in one bar
	Peak  string   // when most came
}

// bar is one stretch of time.
type bar struct {
	CameX, DoneX            int
	CameY, Came             int // from the top, and how high
	DoneY, Done             int
	Said, Decided, From, To string
}

// chart puts minutes together until there are few enough.
func (c *call) chart(minutes []moderation.ReportMinute) chart {
	step := 1
	for _, step = range []int{1, 2, 5, 10, 15, 30, 60, 120} {
		if len(minutes) <= step*mostBars {
			break
		}
	}
	ch := chart{Step: step, Width: max(10*((len(minutes)+step-1)/step), 120)}
	top, peak := 1, 0
	type sum struct {
		at         time.Time
		came, done int
	}
	var sums []sum
	for i, m := range minutes {
		if i%step == 0 {
			sums = append(sums, sum{at: m.At})
		}
		last := &sums[len(sums)-1]
		last.came, last.done = last.came+m.Messages, last.done+m.Decided
		if top = max(top, last.came, last.done); last.came > peak {
			peak, ch.Peak = last.came, c.clock(last.at)
		}
	}
	for i, s := range sums {
		came, done := height(s.came, top), height(s.done, top)
		ch.Bars = append(ch.Bars, bar{
			CameX: 10*i + 1, DoneX: 10*i + 5, CameY: 100 - came, Came: came, DoneY: 100 - done, Done: done,
			Said: c.amount(s.came), Decided: c.amount(s.done), From: c.clock(s.at), To: c.clock(s.at.Add(time.Duration(step) * time.Minute)),
		})
	}
	ch.Top = c.amount(top)
	if n := len(sums); n > 0 {
		ch.Times = append(ch.Times, c.clock(sums[0].at))
		if n > 8 {
			ch.Times = append(ch.Times, c.clock(sums[n/2].at))
		}
		if n > 5 {
			ch.Times = append(ch.Times, c.clock(sums[n-1].at))
		}
	}
	return ch
}

// height is how high a bar is: what is more than nothing is seen.
func height(n, top int) int {
	if n == 0 {
		return 0
	}
	return max(n*100/top, 2)
}

func (c *call) clock(t time.Time) string { return c.print.Clock(t.In(c.zone)) }
