package bot

import (
	"context"
	"errors"
	"sync"
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
	// crowdBatches is how many full batches in a row are worth a line in the log.
	crowdBatches = 10
	// pollGap is the least time between two polls when the first came back early and empty: a server that does not wait
	// would be asked thousands of times a second.
	pollGap = 300 * time.Millisecond
	// storeAgain is how long the intake waits at most before it asks again for what it could not store. Among that may be
	// the question before a payment, which has 10 s to live.
	storeAgain = 2 * time.Second
)

// Intake fetches updates and stores them before Telegram may forget them.
type Intake struct {
	telegram  Telegram
	inbox     *inbox.Service
	backlog   *backlog
	checkouts *Checkouts
	log       zerolog.Logger
	odd       zerolog.Logger // of what comes again with each poll: one line a minute
	full      int            // batches in a row that were full
	polled    atomic.Int64   // when the last poll came back well, in Unix milliseconds
	repeated  atomic.Uint64
	unstored  atomic.Uint64
}

// NewIntake makes the intake; what it accepts goes to lanes, and questions before a payment to checkouts at once.
func NewIntake(t Telegram, in *inbox.Service, lanes *Lanes, checkouts *Checkouts, log zerolog.Logger) *Intake {
	return &Intake{
		telegram: t, inbox: in, backlog: newBacklog(in, lanes, log), checkouts: checkouts, log: log,
		odd: log.Sample(&zerolog.BurstSampler{Burst: 1, Period: time.Minute}),
	}
}

// LastPoll tells when Telegram last answered; zero before the first time.
func (i *Intake) LastPoll() time.Time {
	if at := i.polled.Load(); at != 0 {
		return time.UnixMilli(at)
	}
	return time.Time{}
}

// Run polls until ctx ends. Beside it, what was accepted is handed to the lanes, first of all what an earlier life has left.
//
// Polling waits neither for the lanes (what has no room in memory waits in the inbox) nor, for long, for the database: while
// a batch is not stored it is not confirmed, and the next polls bring it again with what has come since.
func (i *Intake) Run(ctx context.Context) error {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { i.backlog.run(ctx) })
	offset, failures := int64(0), 0
	var last domain.Kind    // of the trouble with Telegram, while there is any
	unstored := false       // the trouble is the database's
	var storing chan stored // of the batch that is being stored; nil when none is
	for ctx.Err() == nil {
		began := time.Now()
		// The first poll, and the first after trouble, does not wait: whether Telegram answers is to be known soon.
		wait := pollWait
		if failures > 0 || i.polled.Load() == 0 {
			wait = 0
		}
		batch, err := i.telegram.Updates(ctx, offset, pollBatch, wait, wanted())
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			failures++
			kind := domain.KindOf(err)
			sleep(ctx, i.trouble(err, failures, failures == 1 || unstored || kind != last))
			last, unstored = kind, false
			continue
		}
		i.polled.Store(time.Now().UnixMilli())
		arrivals, next := i.sort(batch)
		if storing == nil {
			storing = i.store(ctx, &beside, arrivals, next)
		}
		result, ended := await(ctx, storing)
		switch {
		case !ended:
			failures++
			i.cannotStore(errSlowStore, failures, !unstored)
			unstored = true
			continue
		case result.err != nil:
			failures++
			sleep(ctx, i.cannotStore(result.err, failures, !unstored))
			unstored = true
		default:
			switch {
			case unstored:
				i.log.Info().Msg("intake: updates are stored again")
			case failures > 0:
				i.log.Info().Msg("intake: Telegram answers again")
			}
			failures, unstored = 0, false
			empty := len(batch) == 0 && time.Since(began) < pollGap
			if stuck := len(batch) > 0 && result.next <= offset; empty || stuck {
				sleep(ctx, pollGap) // with nothing that could be confirmed, Telegram gives the same again at once
			}
			offset = max(offset, result.next)
			i.crowd(len(batch))
		}
		storing = nil
	}
	return nil
}

// stored tells how the storing of a batch went, and which offset confirms it.
type stored struct {
	next int64
	err  error
}

// store keeps a batch and queues it for the lanes.
func (i *Intake) store(ctx context.Context, owner *sync.WaitGroup, arrivals []inbox.Arrival, next int64) chan stored {
	done := make(chan stored, 1)
	if len(arrivals) == 0 {
		done <- stored{next: next}
		return done
	}
	owner.Go(func() {
		items, err := i.inbox.Accept(ctx, arrivals)
		if err == nil {
			i.notice(arrivals, len(items))
			i.backlog.add(items)
		}
		done <- stored{next, err}
	})
	return done
}

// crowd says once that much waits at Telegram, and when that is over.
func (i *Intake) crowd(batch int) {
	switch {
	case batch == pollBatch:
		if i.full++; i.full == crowdBatches {
			i.log.Warn().Msg("intake: a crowd of updates waits at Telegram; they are taken in as fast as they can be kept")
		}
		return
	case i.full >= crowdBatches:
		i.log.Info().Int("batches", i.full).Msg("intake: the crowd is taken in")
	}
	i.full = 0
}

// notice counts what Telegram has sent before: its answer, or the offset that confirmed it, was lost.
func (i *Intake) notice(arrivals []inbox.Arrival, fresh int) {
	known := -fresh
	for _, a := range arrivals {
		if a.Unreadable == nil {
			known++
		}
	}
	if known > 0 {
		i.repeated.Add(uint64(known))
		i.log.Info().Int("updates", known).Msg("intake: Telegram sent updates again that are here already; nothing is done twice")
	}
}

// Repeated counts the updates that came again.
func (i *Intake) Repeated() uint64 { return i.repeated.Load() }

// Unstored counts the batches that could not be stored at once.
func (i *Intake) Unstored() uint64 { return i.unstored.Load() }

// await waits for the end of a storing, though not for long.
func await(ctx context.Context, storing chan stored) (result stored, ended bool) {
	timer := time.NewTimer(storeAgain)
	defer timer.Stop()
	select {
	case result = <-storing:
		return result, true
	case <-timer.C:
	case <-ctx.Done():
	}
	return stored{}, false
}

var errSlowStore = errors.New("the database takes long")

// wanted are the kinds of updates that Telegram is asked for.
func wanted() []domain.UpdateKind {
	return []domain.UpdateKind{domain.UpdateMessage, domain.UpdateCallback, domain.UpdateMember, domain.UpdateCheckout}
}

// sort tells what of a batch is to be stored, and which offset confirms it. Questions before a payment are handed on at once
// and not stored: they would be dead by the time that anybody read them.
func (i *Intake) sort(batch []domain.RawUpdate) (arrivals []inbox.Arrival, next int64) {
	for _, raw := range batch {
		if raw.Err != nil {
			i.odd.Error().Err(raw.Err).Msg("intake: Telegram sent an update without a number; it is left out")
			continue
		}
		next = max(next, raw.ID+1)
		up, err := i.telegram.Decode(raw.JSON)
		if err != nil {
			i.log.Error().Err(err).Int64("update", raw.ID).Msg("intake: an update cannot be read; it is parked")
		}
		if up.Kind == domain.UpdateCheckout {
			i.checkouts.Put(up)
			continue
		}
		arrivals = append(arrivals, inbox.Arrival{UpdateID: raw.ID, Lane: up.Lane(), Raw: raw.JSON, Update: &up, Unreadable: err})
	}
	return arrivals, next
}

// cannotStore logs, once, that a batch could not be stored, and tells how long to wait: it was not confirmed, so that the
// next poll brings it again.
func (i *Intake) cannotStore(err error, failures int, news bool) time.Duration {
	i.unstored.Add(1)
	if news {
		i.log.Error().Err(err).Msg("intake: cannot store updates; Telegram keeps them until we can")
	}
	return min(time.Duration(failures)*200*time.Millisecond, storeAgain)
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
