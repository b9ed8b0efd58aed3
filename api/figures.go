package api

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Gauges are figures of this moment. They must come from memory: a scrape asks no database.
type Gauges struct {
	Lanes, Held   int // lanes that there are, and updates in them
	LongestLane   int // updates of the chat that has the most
	InboxWaiting  int
	InboxParked   int
	Repeated      uint64        // updates that came again, since the start
	Unstored      uint64        // batches that could not be stored at once, since the start
	LastPoll      time.Time     // zero: never
	ClockAhead    time.Duration // of this machine, before Telegram
	DatabaseBytes int64
	WALBytes      int64
	DiskFreeBytes int64
	SampledAt     time.Time // when the figures that come from the database were read
	Channels      []Channel
}

// Channel is how one channel of the outbox stands. The counts are since the start.
type Channel struct {
	Name                                                string
	Queued                                              int // held in memory, under way included
	Pending                                             int // in the database
	Oldest                                              time.Time
	Sent, Superseded, Failed, GivenUp, Retried, Limited uint64
}

// Figures are Frontdesk's own for Prometheus, with those of Go and of the process, in a registry of their own.
type Figures struct {
	registry *prometheus.Registry
	handled  *prometheus.HistogramVec
	calls    *prometheus.HistogramVec
	checkout *prometheus.HistogramVec
	payments *prometheus.CounterVec

	mu    sync.Mutex
	read  func() Gauges
	gauge gauges
}

// NewFigures makes the figures of a program's version. What read gives is asked for at each scrape.
func NewFigures(version string, now func() time.Time, read func() Gauges) *Figures {
	f := &Figures{registry: prometheus.NewRegistry(), read: read, gauge: newGauges(now)}
	f.handled = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "frontdesk_update_seconds", Help: "How long updates took to handle, by kind and outcome (done, repeated, waiting, failed, parked, stopped).",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15},
	}, []string{"kind", "outcome"})
	f.calls = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "frontdesk_platform_call_seconds", Help: "How long calls of a platform took, by platform, method and outcome (ok, or the kind of the error).",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
	}, []string{"platform", "method", "outcome"})
	f.checkout = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "frontdesk_checkout_seconds",
		Help:    "How long the question before a payment took to answer (Telegram waits 10 s), by outcome (allowed, refused, unanswered) and, when refused, reason.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 7.5, 10},
	}, []string{"outcome", "reason"})
	f.payments = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "frontdesk_payments_total",
		Help: "What happened to money, by event: invoice (made), paid, unclaimed (fits no invoice), refund_asked, refunded, refund_refused.",
	}, []string{"event"})
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "frontdesk_build_info", Help: "1, with the version.", ConstLabels: prometheus.Labels{"version": version}})
	info.Set(1)
	f.registry.MustRegister(f.handled, f.calls, f.checkout, f.payments, info, f,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return f
}

// Gatherer gives everything.
func (f *Figures) Gatherer() prometheus.Gatherer { return f.registry }

// Handled counts an update that a handler was through with.
func (f *Figures) Handled(kind, outcome string, took time.Duration) {
	f.handled.WithLabelValues(kind, outcome).Observe(took.Seconds())
}

// Called counts a call of a platform.
func (f *Figures) Called(platform, method, outcome string, took time.Duration) {
	f.calls.WithLabelValues(platform, method, outcome).Observe(took.Seconds())
}

// Asked counts a question before a payment. reason is that of a refusal.
func (f *Figures) Asked(outcome, reason string, took time.Duration) {
	f.checkout.WithLabelValues(outcome, reason).Observe(took.Seconds())
}

// Money counts something that happened to money.
func (f *Figures) Money(event string) { f.payments.WithLabelValues(event).Inc() }

// Describe is prometheus.Collector's. It describes nothing: which channels there are is known only when it runs.
func (f *Figures) Describe(chan<- *prometheus.Desc) {}

// Collect is prometheus.Collector's.
func (f *Figures) Collect(ch chan<- prometheus.Metric) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gauge.collect(ch, f.read())
}
