package api

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// gauges describes the figures of this moment.
type gauges struct {
	now func() time.Time

	lanes, held, longest, waiting, parked, repeated, unstored, clock, poll, database, wal, disk, sampled *prometheus.Desc
	queued, pending, oldest, deliveries, limited                                                         *prometheus.Desc
}

func newGauges(now func() time.Time) gauges {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("frontdesk_"+name, help, labels, nil)
	}
	return gauges{
		now:        now,
		lanes:      desc("lanes", "Chats that have updates to be handled now."),
		held:       desc("lane_updates", "Accepted updates in memory, those being handled included."),
		longest:    desc("lane_longest", "Accepted updates of the chat that has the most to be handled."),
		waiting:    desc("inbox_waiting", "Accepted updates in the database that are not done (at most 100000)."),
		parked:     desc("inbox_parked", "Updates that were given up and wait for a person."),
		repeated:   desc("updates_repeated_total", "Updates that Telegram sent again and that were here already."),
		unstored:   desc("intake_unstored_total", "Times that a batch of updates could not be stored at once; Telegram keeps it until it is."),
		clock:      desc("clock_ahead_seconds", "How far this machine's clock is ahead of Telegram's."),
		poll:       desc("last_poll_timestamp_seconds", "When Telegram last answered a poll; 0 before the first time."),
		database:   desc("database_bytes", "Size of the database's file."),
		wal:        desc("database_wal_bytes", "Size of the database's write-ahead log."),
		disk:       desc("disk_free_bytes", "What is left on the disk of the database."),
		sampled:    desc("sample_age_seconds", "How old the figures are that come from the database."),
		queued:     desc("outbox_queued", "Deliveries in memory.", "channel"),
		pending:    desc("outbox_pending", "Deliveries in the database that are not sent (at most 100000).", "channel"),
		oldest:     desc("outbox_oldest_seconds", "How long the oldest delivery that is due waits.", "channel"),
		deliveries: desc("outbox_deliveries_total", "Deliveries by outcome: sent, superseded, failed (refused for good), given_up (the platform failed with it again and again), retried (put back).", "channel", "outcome"),
		limited:    desc("outbox_limited_total", "Answers 429: the platform asked to wait.", "channel"),
	}
}

func (g gauges) collect(ch chan<- prometheus.Metric, now Gauges) {
	set := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	set(g.lanes, float64(now.Lanes))
	set(g.held, float64(now.Held))
	set(g.longest, float64(now.LongestLane))
	set(g.waiting, float64(now.InboxWaiting))
	set(g.parked, float64(now.InboxParked))
	ch <- prometheus.MustNewConstMetric(g.repeated, prometheus.CounterValue, float64(now.Repeated))
	ch <- prometheus.MustNewConstMetric(g.unstored, prometheus.CounterValue, float64(now.Unstored))
	set(g.clock, now.ClockAhead.Seconds())
	set(g.poll, unix(now.LastPoll))
	set(g.database, float64(now.DatabaseBytes))
	set(g.wal, float64(now.WALBytes))
	set(g.disk, float64(now.DiskFreeBytes))
	if !now.SampledAt.IsZero() {
		set(g.sampled, g.now().Sub(now.SampledAt).Seconds())
	}
	for _, c := range now.Channels {
		set(g.queued, float64(c.Queued), c.Name)
		set(g.pending, float64(c.Pending), c.Name)
		age := 0.0
		if !c.Oldest.IsZero() {
			age = max(0, g.now().Sub(c.Oldest).Seconds())
		}
		set(g.oldest, age, c.Name)
		for outcome, n := range map[string]uint64{"sent": c.Sent, "superseded": c.Superseded, "failed": c.Failed, "given_up": c.GivenUp, "retried": c.Retried} {
			ch <- prometheus.MustNewConstMetric(g.deliveries, prometheus.CounterValue, float64(n), c.Name, outcome)
		}
		ch <- prometheus.MustNewConstMetric(g.limited, prometheus.CounterValue, float64(c.Limited), c.Name)
	}
}

func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
