package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

type subscriptionRow struct {
	PersonID int64 `db:"person_id"`
	EndsAt   int64 `db:"ends_at"`
	Stage    int   `db:"stage"`
	NextAt   int64 `db:"next_at"`
	Free     bool  `db:"free"`
}

const subscriptionColumns = `person_id, ends_at, stage, next_at, free`

func (r subscriptionRow) subscription() domain.Subscription {
	return domain.Subscription{
		PersonID: r.PersonID, EndsAt: fromMS(r.EndsAt), Stage: domain.Stage(r.Stage), NextAt: fromMS(r.NextAt), Free: r.Free,
	}
}

// FindSubscription reads a person's subscription; one who never paid has none, which is the zero value and no error.
func (db *DB) FindSubscription(ctx context.Context, personID int64) (domain.Subscription, error) {
	return findSubscription(ctx, db, personID)
}

// FindSubscription reads a person's subscription; one who never paid has none, which is the zero value and no error.
func (tx *Tx) FindSubscription(ctx context.Context, personID int64) (domain.Subscription, error) {
	return findSubscription(ctx, tx, personID)
}

func findSubscription(ctx context.Context, r runner, personID int64) (domain.Subscription, error) {
	row, err := one[subscriptionRow](ctx, r, `SELECT `+subscriptionColumns+` FROM frontdesk_subscription WHERE person_id = ?`, personID)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return domain.Subscription{}, nil
	}
	return row.subscription(), err
}

// SetSubscription keeps a person's subscription.
func (tx *Tx) SetSubscription(ctx context.Context, s domain.Subscription) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_subscription (person_id, ends_at, stage, next_at, free, updated_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (person_id) DO UPDATE SET ends_at = excluded.ends_at, stage = excluded.stage, next_at = excluded.next_at,
		free = excluded.free, updated_at = excluded.updated_at`,
		s.PersonID, ms(s.EndsAt), s.Stage, ms(s.NextAt), flag(s.Free), ms(tx.Now))
	return err
}

// AdvanceSubscription moves a subscription from the stage that it was read in to the next. False means that it has moved on
// in between: somebody paid, or was given the money back.
func (tx *Tx) AdvanceSubscription(ctx context.Context, was domain.Subscription, next domain.Stage, nextAt time.Time) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_subscription SET stage = ?, next_at = ?, updated_at = ?
		WHERE person_id = ? AND ends_at = ? AND stage = ? AND next_at = ?`,
		next, ms(nextAt), ms(tx.Now), was.PersonID, ms(was.EndsAt), was.Stage, ms(was.NextAt))
	return n == 1, err
}

// DueSubscriptions reads those about which something is to be done at a moment, in that order, after the given one (the zero
// value: from the first).
func (db *DB) DueSubscriptions(ctx context.Context, at time.Time, after domain.Subscription, limit int) ([]domain.Subscription, error) {
	rows, err := all[subscriptionRow](ctx, db, `SELECT `+subscriptionColumns+` FROM frontdesk_subscription
		WHERE next_at <> 0 AND next_at <= ? AND (next_at > ? OR (next_at = ? AND person_id > ?)) ORDER BY next_at, person_id LIMIT ?`,
		ms(at), ms(after.NextAt), ms(after.NextAt), after.PersonID, limit)
	list := make([]domain.Subscription, len(rows))
	for i, r := range rows {
		list[i] = r.subscription()
	}
	return list, err
}
