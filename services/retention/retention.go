// Package retention forgets what nobody needs any more, a little at a time, so that nothing grows with history.
package retention

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/internal/clock"
	"frontdesk/store"
)

// How long things are kept once they are over, and how many are forgotten in one transaction.
const (
	// keepInbox outlives Telegram's own memory: it repeats an update for a day at most, and its numbers may begin anew
	// after a quiet week.
	keepInbox      = 48 * time.Hour
	keepDeliveries = 30 * 24 * time.Hour
	keepScreens    = 30 * 24 * time.Hour
	keepAttempts   = 24 * time.Hour
	// keepInvoices counts from their end. What was paid is kept for good, elsewhere.
	keepInvoices = 30 * 24 * time.Hour
	// keepMessages is how long what was said in a webinar's chat is kept: reports can be asked for until then.
	keepMessages = 30 * 24 * time.Hour
	// keepHits is longer than the day that rules show.
	keepHits = 48 * time.Hour
	// The console's sessions and links are of no use once they are over.
	keepLinks = 24 * time.Hour
	batch     = 500
	every     = 10 * time.Minute
)

// Service forgets.
type Service struct {
	db    *store.DB
	clock clock.Clock
	log   zerolog.Logger
}

// New makes the service.
func New(db *store.DB, c clock.Clock, log zerolog.Logger) *Service {
	return &Service{db: db, clock: c, log: log}
}

// Run forgets now and then until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	for {
		if !clock.Sleep(ctx, s.clock, every, nil) {
			return nil
		}
		if err := s.Prune(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn().Err(err).Msg("retention: cannot forget old rows; trying again later")
		}
	}
}

// Prune forgets everything that is due.
func (s *Service) Prune(ctx context.Context) error {
	now := s.clock.Now()
	for _, step := range []struct {
		prune func(*store.Tx) func(context.Context, time.Time, int) (int64, error)
		keep  time.Duration
	}{
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneInbox }, keepInbox},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneDeliveries }, keepDeliveries},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneScreens }, keepScreens},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneAttempts }, keepAttempts},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneInvoices }, keepInvoices},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneChatMessages }, keepMessages},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneRuleHits }, keepHits},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) {
			return tx.PruneConsoleSessions
		}, keepLinks},
		{func(tx *store.Tx) func(context.Context, time.Time, int) (int64, error) { return tx.PruneConsoleLinks }, keepLinks},
	} {
		for gone := int64(batch); gone == batch; {
			err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
				gone, err = step.prune(tx)(ctx, now.Add(-step.keep), batch)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
