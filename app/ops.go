package app

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/api"
	"frontdesk/bot"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/subscriptions"
	"frontdesk/store"
)

// sampleEvery is how often the figures are read that cost the database something, and parkedEvery of how many such times
// the one that has no index.
const (
	sampleEvery = 15 * time.Second
	parkedEvery = 20
)

// pollRecent is how long ago a poll may have come back: the longest poll, its margin, and a pause after a failure.
const pollRecent = 100 * time.Second

// slowCall is when a call has taken long enough for a line in the log, one a minute.
const slowCall = 5 * time.Second

// ops is what the app tells the machines that look after it.
type ops struct {
	figures  *api.Figures
	sample   atomic.Pointer[sample]
	sending  atomic.Bool
	stopping atomic.Bool
	slow     zerolog.Logger
	clock    *clockWatch
}

// sample is what was read from the database and the disk.
type sample struct {
	at      time.Time
	queue   store.QueueFigures
	waiting int
	parked  int
	sizes   [3]int64 // database, its log, free on its disk
}

func (a *App) buildOps(cfg configs.Config, o Options) {
	a.ops.figures = api.NewFigures(o.Version, o.Clock.Now, a.gauges)
	a.desk.Observe(func(kind domain.UpdateKind, outcome bot.Outcome, took time.Duration) {
		if kind == "" {
			kind = "unreadable"
		}
		a.ops.figures.Handled(string(kind), string(outcome), took)
	})
	a.handler = api.Ops{
		Alive: func(context.Context) { a.stir() },
		Checks: []api.Check{
			{Name: "database", Run: a.databaseProblem},
			{Name: "host_database", Run: a.hostProblem},
			{Name: "poll", Run: a.pollProblem},
			{Name: "senders", Run: a.senderProblem},
		},
		Figures: a.ops.figures.Gatherer(), Token: cfg.HTTP.OpsToken, Now: o.Clock.Now,
	}.Handler()
	a.jobs = append(a.jobs, job{"figures", func(ctx context.Context) error { return a.watchFigures(ctx, o.Clock) }})
}

// called counts a call of Telegram.
func (a *App) called(method string, took time.Duration, err error) {
	outcome := "ok"
	if err != nil {
		outcome = domain.KindOf(err).String()
	}
	a.ops.figures.Called("telegram", method, outcome, took)
	if took >= slowCall && method != "getUpdates" {
		a.ops.slow.Warn().Err(err).Str("method", method).Dur("took", took).Msg("Telegram takes long to answer")
	}
}

// asked counts a question before a payment.
func (a *App) asked(outcome bot.CheckoutOutcome, reason string, took time.Duration) {
	a.ops.figures.Asked(string(outcome), reason, took)
}

// money counts what happened to money.
func (a *App) money(e subscriptions.Event) { a.ops.figures.Money(string(e)) }

// Handler answers for health, readiness, figures and profiles.
func (a *App) Handler() http.Handler { return a.handler }

// stir touches the locks that all work goes through: it does not come back when one of them is stuck.
func (a *App) stir() {
	a.lanes.Depth()
	a.outbox.Figures()
}

// Alive returns when lanes, outbox and the database's writer still answer, be it with an error: one that waits for a disk
// is alive. It does not return when they are stuck, or when ctx ends before the writer has taken notice.
func (a *App) Alive(ctx context.Context) error {
	a.stir()
	err := a.data.DB.Write(ctx, func(context.Context, *store.Tx) error { return nil })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		a.log.Debug().Err(err).Msg("the database cannot be written now")
	}
	return nil
}

func (a *App) databaseProblem(ctx context.Context) string {
	if err := a.data.DB.Ping(ctx); err != nil {
		a.log.Warn().Err(err).Msg("not ready: the database cannot be read")
		return "the database cannot be read; the log says why"
	}
	return ""
}

func (a *App) hostProblem(ctx context.Context) string {
	if _, err := a.data.Host.FlagsAfter(ctx, 0, 1); err != nil {
		a.log.Warn().Err(err).Msg("not ready: the host's database cannot be read")
		return "the host's database cannot be read; the log says why"
	}
	return ""
}

func (a *App) pollProblem(context.Context) string {
	switch last := a.intake.LastPoll(); {
	case a.ops.stopping.Load():
		return "stopping"
	case last.IsZero():
		return "Telegram has not answered a poll yet"
	case time.Since(last) > pollRecent:
		return "no poll has come back since " + last.UTC().Format(time.RFC3339) + "; the log says why"
	default:
		return ""
	}
}

func (a *App) senderProblem(context.Context) string {
	if !a.ops.sending.Load() {
		return "the sender of telegram is not running"
	}
	return ""
}

// gauges reads figures from memory alone.
func (a *App) gauges() api.Gauges {
	out := a.outbox.Figures()
	g := api.Gauges{LastPoll: a.intake.LastPoll(), Repeated: a.intake.Repeated(), Unstored: a.intake.Unstored(), ClockAhead: a.ops.clock.off()}
	g.Lanes, g.Held = a.lanes.Depth()
	g.LongestLane = a.lanes.Longest()
	channel := api.Channel{
		Name: string(domain.ChannelTelegram), Queued: out.Queued, Sent: out.Sent, Superseded: out.Superseded,
		Failed: out.Failed, GivenUp: out.GivenUp, Retried: out.Retried, Limited: out.Limited,
	}
	if s := a.ops.sample.Load(); s != nil {
		g.SampledAt, g.InboxWaiting, g.InboxParked = s.at, s.waiting, s.parked
		g.DatabaseBytes, g.WALBytes, g.DiskFreeBytes = s.sizes[0], s.sizes[1], s.sizes[2]
		channel.Pending, channel.Oldest = s.queue.Length, s.queue.Oldest
	}
	g.Channels = []api.Channel{channel}
	return g
}

// watchFigures reads now and then what a scrape must not ask for itself, until ctx ends.
func (a *App) watchFigures(ctx context.Context, c clock.Clock) error {
	for n := 0; ; n++ {
		if err := a.takeSample(ctx, c.Now(), n%parkedEvery == 0); err != nil && ctx.Err() == nil {
			a.log.Debug().Err(err).Msg("cannot read figures; the old ones stand")
		}
		if !clock.Sleep(ctx, c, sampleEvery, nil) {
			return nil
		}
	}
}

func (a *App) takeSample(ctx context.Context, now time.Time, parked bool) (err error) {
	ctx, cancel := context.WithTimeout(ctx, sampleEvery)
	defer cancel()
	s := sample{at: now}
	if last := a.ops.sample.Load(); last != nil {
		s.parked = last.parked
	}
	if s.queue, err = a.data.DB.PendingFigures(ctx, domain.ChannelTelegram, now); err != nil {
		return err
	}
	if s.waiting, err = a.data.DB.WaitingFigure(ctx); err != nil {
		return err
	}
	if parked {
		if s.parked, err = a.data.DB.ParkedFigure(ctx); err != nil {
			return err
		}
	}
	s.sizes = sizesOf(a.data.DB.Path())
	a.ops.sample.Store(&s)
	return nil
}

// sizesOf measures a SQLite database in bytes: its file, its log, and what is free beside it. All zero without a file.
func sizesOf(path string) (sizes [3]int64) {
	if path == "" {
		return sizes
	}
	for i, p := range []string{path, path + "-wal"} {
		if info, err := os.Stat(p); err == nil {
			sizes[i] = info.Size()
		}
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err == nil {
		sizes[2] = int64(disk.Bavail) * int64(disk.Bsize)
	}
	return sizes
}
