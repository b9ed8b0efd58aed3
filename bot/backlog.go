package bot

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/services/inbox"
)

// maxBacklog bounds what was accepted and has no room in a lane yet; the rest waits in the inbox and is read again.
const (
	maxBacklog = 10_000
	replayPage = 500
)

// backlog hands accepted updates to the lanes in the order of their arrival. The intake never waits for it.
type backlog struct {
	inbox *inbox.Service
	lanes *Lanes
	log   zerolog.Logger
	wake  chan struct{}

	mu     sync.Mutex
	items  []domain.InboxItem
	behind bool // the inbox holds what is not in items: it is to be read first
}

// newBacklog makes a backlog that begins with what an earlier life has accepted and not done.
func newBacklog(in *inbox.Service, lanes *Lanes, log zerolog.Logger) *backlog {
	return &backlog{inbox: in, lanes: lanes, log: log, wake: make(chan struct{}, 1), behind: true}
}

// add queues what was accepted, or leaves it in the inbox when there is too much.
func (b *backlog) add(items []domain.InboxItem) {
	if len(items) == 0 {
		return
	}
	b.mu.Lock()
	if b.behind || len(b.items)+len(items) > maxBacklog {
		b.behind, b.items = true, nil
	} else {
		b.items = append(b.items, items...)
	}
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// run hands on until ctx ends.
func (b *backlog) run(ctx context.Context) {
	for after, first := int64(0), true; ctx.Err() == nil; first = false {
		items, err := b.next(ctx, after)
		if err != nil {
			if ctx.Err() == nil {
				b.log.Error().Err(err).Msg("intake: cannot read the inbox; trying again")
			}
			sleep(ctx, time.Second)
			continue
		}
		if first && len(items) > 0 {
			b.log.Info().Int("updates", len(items)).Msg("intake: goes on with updates of an earlier run")
		}
		for _, item := range items {
			if item.Seq <= after {
				continue // read from the inbox, and queued as well
			}
			if b.lanes.Put(ctx, item) != nil {
				return
			}
			after = item.Seq
		}
		if len(items) > 0 {
			continue
		}
		select {
		case <-b.wake:
		case <-ctx.Done():
		}
	}
}

// next gives what comes after a seq: from the inbox while memory does not hold all of it.
func (b *backlog) next(ctx context.Context, after int64) ([]domain.InboxItem, error) {
	b.mu.Lock()
	if !b.behind {
		items := b.items
		b.items = nil
		b.mu.Unlock()
		return items, nil
	}
	b.behind = false // before reading: what is accepted from here on is queued, or sets it again
	b.mu.Unlock()
	page, err := b.inbox.Waiting(ctx, after, replayPage)
	if err != nil || len(page) == replayPage {
		b.mu.Lock()
		b.behind, b.items = true, nil
		b.mu.Unlock()
	}
	return page, err
}
