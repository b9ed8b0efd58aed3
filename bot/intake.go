package bot

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/services/inbox"
)

// How updates are asked for. Telegram caps the wait at 50 s and a batch at 100 (Bot API, getUpdates).
const (
	pollWait  = 50 * time.Second
	pollBatch = 100
	// pollGap is the least time between two polls when the first came back early and empty: a server that does not wait
	// would be asked thousands of times a second.
	pollGap    = 300 * time.Millisecond
	replayPage = 500
)

// Intake fetches updates and stores them before Telegram may forget them.
type Intake struct {
	telegram Telegram
	inbox    *inbox.Service
	lanes    *Lanes
	log      zerolog.Logger
	polled   atomic.Int64 // when the last poll came back well, in Unix milliseconds
}

// NewIntake makes the intake; what it accepts goes to lanes.
func NewIntake(t Telegram, in *inbox.Service, lanes *Lanes, log zerolog.Logger) *Intake {
	return &Intake{telegram: t, inbox: in, lanes: lanes, log: log}
}

// LastPoll tells when Telegram last answered; zero before the first time.
func (i *Intake) LastPoll() time.Time {
	if at := i.polled.Load(); at != 0 {
		return time.UnixMilli(at)
	}
	return time.Time{}
}

// Run first hands on what an earlier life has accepted and not done, then polls until ctx ends.
func (i *Intake) Run(ctx context.Context) error {
	if err := i.replay(ctx); err != nil {
		return nil //nolint:nilerr // only the end of ctx gets here
	}
	offset, failures := int64(0), 0
	var last domain.Kind // of the trouble, while there is any
	for ctx.Err() == nil {
		began := time.Now()
		// The first poll, and the first after trouble, does not wait: whether Telegram answers is to be known soon.
		wait := pollWait
		if failures > 0 || i.polled.Load() == 0 {
			wait = 0
		}
		batch, err := i.telegram.Updates(ctx, offset, pollBatch, wait, []domain.UpdateKind{domain.UpdateMessage, domain.UpdateCallback, domain.UpdateMember})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			failures++
			kind := domain.KindOf(err)
			sleep(ctx, i.trouble(err, failures, failures == 1 || kind != last))
			last = kind
			continue
		}
		if failures > 0 {
			i.log.Info().Msg("intake: Telegram answers again")
		}
		failures = 0
		i.polled.Store(time.Now().UnixMilli())
		if len(batch) == 0 {
			if time.Since(began) < pollGap {
				sleep(ctx, pollGap)
			}
			continue
		}
		next, err := i.take(ctx, batch)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		if next <= offset {
			sleep(ctx, pollGap) // nothing that could be confirmed: Telegram gives the same again at once
		}
		offset = max(offset, next)
	}
	return nil
}

// replay hands on what was accepted and not done, in order, before anything new.
func (i *Intake) replay(ctx context.Context) error {
	after, count := int64(0), 0
	for {
		items, err := i.inbox.Waiting(ctx, after, replayPage)
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			i.log.Error().Err(err).Msg("intake: cannot read the inbox; trying again")
			if !sleep(ctx, time.Second) {
				return ctx.Err()
			}
			continue
		}
		for _, item := range items {
			after = item.Seq
			if err := i.lanes.Put(ctx, item); err != nil {
				return err
			}
		}
		count += len(items)
		if len(items) < replayPage {
			if count > 0 {
				i.log.Info().Int("updates", count).Msg("intake: went on with updates of an earlier run")
			}
			return nil
		}
	}
}

// take stores a batch and hands it on. It comes back with the offset that confirms the batch, which is the next call's
// business; an error means that ctx has ended.
func (i *Intake) take(ctx context.Context, batch []domain.RawUpdate) (int64, error) {
	arrivals := make([]inbox.Arrival, 0, len(batch))
	next := int64(0)
	for _, raw := range batch {
		if raw.Err != nil {
			i.log.Error().Err(raw.Err).Msg("intake: Telegram sent an update without a number; it is left out")
			continue
		}
		next = max(next, raw.ID+1)
		up, err := i.telegram.Decode(raw.JSON)
		if err != nil {
			i.log.Error().Err(err).Int64("update", raw.ID).Msg("intake: an update cannot be read; it is parked")
		}
		arrivals = append(arrivals, inbox.Arrival{UpdateID: raw.ID, Lane: up.Lane(), Raw: raw.JSON, Unreadable: err})
	}
	for failures := 0; ; failures++ {
		items, err := i.inbox.Accept(ctx, arrivals)
		if err == nil {
			for _, item := range items {
				if err := i.lanes.Put(ctx, item); err != nil {
					return 0, err
				}
			}
			return next, nil
		}
		if failures == 0 {
			i.log.Error().Err(err).Msg("intake: cannot store updates; Telegram keeps them until we can")
		}
		if !sleep(ctx, min(time.Duration(failures+1)*200*time.Millisecond, 5*time.Second)) {
			return 0, ctx.Err()
		}
	}
}

// trouble logs a failed poll, loudly when its kind of trouble is news, and tells how long to wait.
func (i *Intake) trouble(err error, failures int, news bool) time.Duration {
	wait := min(time.Duration(failures)*time.Second, 30*time.Second)
	event := i.log.Error().Err(err)
	if !news {
		event = i.log.Debug().Err(err)
	}
	switch domain.KindOf(err) {
	case domain.KindElsewhere:
		event.Msg("intake: another program gets this bot's updates, or a webhook is set; stop it, or take the webhook off; trying again")
		return max(wait, 3*time.Second)
	case domain.KindUnauthorized:
		event.Msg("intake: Telegram does not know this token; check FRONTDESK_TELEGRAM_TOKEN with @BotFather; trying again")
		return 30 * time.Second
	case domain.KindRateLimited:
		event.Msg("intake: Telegram asks us to wait")
		if limited := retryAfter(err); limited > 0 {
			return limited
		}
	default:
		event.Msg("intake: cannot get updates; trying again")
	}
	return wait
}
