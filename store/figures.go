package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

// figureLimit is where counting for figures ends: beyond it the exact number tells nobody more, and costs.
const figureLimit = 100_000

// QueueFigures is how one channel's pending deliveries stand.
type QueueFigures struct {
	Length int       // at most 100,000: more counts as that
	Oldest time.Time // since when the oldest one that is due waits; zero when none is
}

// PendingFigures counts a channel's pending deliveries through the index on them, so that history costs nothing.
func (db *DB) PendingFigures(ctx context.Context, channel domain.Channel, now time.Time) (QueueFigures, error) {
	length, err := one[int](ctx, db, `SELECT COUNT(*) FROM
		(SELECT 1 FROM frontdesk_delivery WHERE status = 0 AND channel = ? LIMIT ?) AS pending`, channel, figureLimit)
	if err != nil {
		return QueueFigures{}, err
	}
	f := QueueFigures{Length: length}
	for p := domain.PrioritySecret; p <= domain.PriorityBroadcast; p++ {
		oldest, err := all[int64](ctx, db, `SELECT CASE WHEN not_before > created_at THEN not_before ELSE created_at END
			FROM frontdesk_delivery WHERE status = 0 AND channel = ? AND priority = ? AND not_before <= ? ORDER BY id LIMIT 1`, channel, p, ms(now))
		if err != nil {
			return QueueFigures{}, err
		}
		if len(oldest) == 1 && (f.Oldest.IsZero() || fromMS(oldest[0]).Before(f.Oldest)) {
			f.Oldest = fromMS(oldest[0])
		}
	}
	return f, nil
}

// WaitingFigure counts the updates that wait, through the index on them; at most 100,000.
func (db *DB) WaitingFigure(ctx context.Context) (int, error) {
	return one[int](ctx, db, `SELECT COUNT(*) FROM (SELECT 1 FROM frontdesk_inbox WHERE status = 0 LIMIT ?) AS waiting`, figureLimit)
}

// ParkedFigure counts the updates that were given up. No index leads to them: it reads the inbox (48 hours of updates),
// so ask seldom.
func (db *DB) ParkedFigure(ctx context.Context) (int, error) {
	return one[int](ctx, db, `SELECT COUNT(*) FROM frontdesk_inbox WHERE status = 2`)
}
