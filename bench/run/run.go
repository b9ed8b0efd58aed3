// Package run measures one bot at the canned server.
package run

import (
	"fmt"
	"math"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/proc"
)

// Options are one run's.
type Options struct {
	Name    string
	Round   int
	CPU     string // which processors the bot may use; a label here
	Log     string
	Timeout time.Duration
	Server  canned.Options
}

// Result is one line of a results file. Times are in the unit that their name ends with.
type Result struct {
	Name        string           `json:"name"`
	Round       int              `json:"round"`
	Updates     int              `json:"n"`
	Warm        int              `json:"warm"`
	Window      int              `json:"window"`
	Rate        float64          `json:"rate"`
	CPU         string           `json:"cpu"`
	Status      string           `json:"status"` // "ok", or what went wrong
	Seconds     float64          `json:"seconds"`
	PerSecond   float64          `json:"updates_per_s"`
	CPUPer10k   float64          `json:"cpu_s_per_10k"`
	ServerShare float64          `json:"server_cpu_share"`
	PeakMB      float64          `json:"peak_rss_mb"`
	P50         float64          `json:"first_answer_p50_ms"`
	P99         float64          `json:"first_answer_p99_ms"`
	Max         float64          `json:"first_answer_max_ms"`
	StartMS     float64          `json:"first_poll_ms"` // from the start of the program
	Calls       int64            `json:"calls"`
	Missing     int64            `json:"missing_calls"`
	Twice       int64            `json:"dup"`
	Bad         int64            `json:"bad"`
	FirstBad    string           `json:"first_bad,omitempty"`
	Connections int64            `json:"conns"`
	Polls       int64            `json:"polls"`
	Threads     int64            `json:"threads"`
	Others      map[string]int64 `json:"other,omitempty"`
}

// OK tells whether every call was made, once and rightly.
func (r Result) OK() bool { return r.Status == "ok" && r.Missing == 0 && r.Twice == 0 && r.Bad == 0 }

// stopGrace is how long a bot may take to end.
const stopGrace = 4 * time.Second

// Measure starts a server and, with start, a bot, and waits for its last call.
func Measure(o Options, start func(s *canned.Server) (*proc.Child, error)) (Result, error) {
	r := Result{
		Name: o.Name, Round: o.Round, Updates: o.Server.Updates, Warm: o.Server.Warm, Window: o.Server.Window,
		Rate: o.Server.Rate, CPU: o.CPU, Status: "ok",
	}
	if o.Server.Warm < 1 || o.Server.People < 1 {
		return r, fmt.Errorf("at least one update to warm up with, and one person, are needed")
	}
	s, err := canned.Start(o.Server)
	if err != nil {
		return r, err
	}
	defer s.Stop()
	began := time.Now()
	child, err := start(s)
	if err != nil {
		return r, err
	}
	defer child.Stop(stopGrace)
	limit := time.NewTimer(o.Timeout)
	defer limit.Stop()
	await := func(news <-chan struct{}) bool {
		select {
		case <-news:
			return true
		case <-child.Done():
			r.Status = fmt.Sprintf("the bot has ended: %v", child.Err())
		case <-limit.C:
			r.Status = "timeout"
		}
		return false
	}
	var warm, end proc.Usage
	var serverWarm, serverEnd float64
	if await(s.FirstPoll()) {
		r.StartMS = round(float64(time.Since(began).Microseconds()) / 1000)
	}
	if r.Status == "ok" && await(s.Warm()) {
		warm, serverWarm = proc.Of(child.PID()), proc.Self()
		await(s.Done())
	}
	end, serverEnd = proc.Of(child.PID()), proc.Self()
	r.add(s.Tally())
	r.PeakMB, r.Threads = round(float64(end.Peak)/(1<<20)), end.Threads
	if r.Status == "ok" && r.Seconds > 0 {
		r.PerSecond = round(float64(r.Updates) / r.Seconds)
		r.CPUPer10k = round((end.CPU - warm.CPU) / float64(r.Updates) * 10000)
		r.ServerShare = round((serverEnd - serverWarm) / r.Seconds)
	}
	return r, nil
}

func (r *Result) add(t canned.Tally) {
	r.Seconds, r.P50, r.P99, r.Max = round(t.Seconds), round(t.P50), round(t.P99), round(t.Max)
	r.Calls, r.Missing, r.Twice, r.Bad, r.FirstBad = t.Calls, t.Missing, t.Twice, t.Bad, t.FirstBad
	r.Connections, r.Polls, r.Others = t.Connections, t.Polls, t.Others
}

func round(f float64) float64 { return math.Round(f*1000) / 1000 }
