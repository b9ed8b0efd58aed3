package store

import (
	"context"
	"database/sql"
	"math"
	"time"

	"frontdesk/domain"
)

type deliveryRow struct {
	ID         int64  `db:"id"`
	Channel    string `db:"channel"`
	Kind       string `db:"kind"`
	Recipient  int64  `db:"recipient"`
	Person     int64  `db:"person"`
	ScreenID   int64  `db:"screen_id"`
	Revision   int64  `db:"revision"`
	Payload    string `db:"payload"`
	Priority   int    `db:"priority"`
	Status     int    `db:"status"`
	Attempts   int    `db:"attempts"`
	NotBefore  int64  `db:"not_before"`
	ExternalID int64  `db:"external_id"`
	Error      string `db:"error"`
	CreatedAt  int64  `db:"created_at"`
}

const deliveryColumns = `id, channel, kind, recipient, person, screen_id, revision, payload, priority, status, attempts, not_before, external_id, error, created_at`

func (r deliveryRow) delivery() domain.Delivery {
	return domain.Delivery{
		ID: r.ID, Channel: domain.Channel(r.Channel), Kind: domain.DeliveryKind(r.Kind), Recipient: r.Recipient,
		Person: r.Person, ScreenID: r.ScreenID, Revision: r.Revision, Payload: r.Payload,
		Priority: domain.Priority(r.Priority), Status: domain.DeliveryStatus(r.Status), Attempts: r.Attempts,
		NotBefore: fromMS(r.NotBefore), ExternalID: r.ExternalID, Error: r.Error, CreatedAt: fromMS(r.CreatedAt),
	}
}

// AddDelivery keeps a delivery to be sent and fills in its id. It tells false when one with its DedupeKey exists.
func (tx *Tx) AddDelivery(ctx context.Context, d *domain.Delivery) (bool, error) {
	d.CreatedAt, d.Status = tx.Now, domain.DeliveryPending
	id, added, err := insert(ctx, tx, "id", `INSERT INTO frontdesk_delivery
		(channel, kind, recipient, person, screen_id, revision, payload, priority, not_before, dedupe_key, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		d.Channel, d.Kind, d.Recipient, d.Person, d.ScreenID, d.Revision, d.Payload, d.Priority, ms(d.NotBefore),
		sql.NullString{String: d.DedupeKey, Valid: d.DedupeKey != ""}, ms(tx.Now))
	if err != nil || !added {
		return false, err
	}
	d.ID = id
	return true, nil
}

// PendingDeliveries reads what of one priority has not been sent, oldest first, after an id. However much of other
// priorities waits costs nothing.
func (db *DB) PendingDeliveries(ctx context.Context, channel domain.Channel, p domain.Priority, afterID int64, limit int) ([]domain.Delivery, error) {
	return db.DueDeliveries(ctx, channel, p, afterID, time.UnixMilli(math.MaxInt64), limit)
}

// DueDeliveries is PendingDeliveries without what is due after a time.
func (db *DB) DueDeliveries(ctx context.Context, channel domain.Channel, p domain.Priority, afterID int64, due time.Time, limit int) ([]domain.Delivery, error) {
	rows, err := all[deliveryRow](ctx, db, `SELECT `+deliveryColumns+` FROM frontdesk_delivery
		WHERE status = 0 AND channel = ? AND priority = ? AND id > ? AND not_before <= ? ORDER BY id LIMIT ?`, channel, p, afterID, ms(due), limit)
	if err != nil {
		return nil, err
	}
	list := make([]domain.Delivery, len(rows))
	for i, r := range rows {
		list[i] = r.delivery()
	}
	return list, nil
}

// FirstDue tells of each priority the oldest delivery that waits and comes due after one time and by another.
func (db *DB) FirstDue(ctx context.Context, channel domain.Channel, after, by time.Time) (map[domain.Priority]int64, error) {
	first := map[domain.Priority]int64{}
	for p := domain.PrioritySecret; p <= domain.PriorityBroadcast; p++ {
		id, err := one[int64](ctx, db, `SELECT COALESCE(MIN(id), 0) FROM frontdesk_delivery
			WHERE status = 0 AND channel = ? AND priority = ? AND not_before > 0 AND not_before > ? AND not_before <= ?`, channel, p, ms(after), ms(by))
		if err != nil {
			return nil, err
		}
		if id != 0 {
			first[p] = id
		}
	}
	return first, nil
}

// EndDelivery records how a delivery ended. False means that it had ended before.
func (tx *Tx) EndDelivery(ctx context.Context, id int64, status domain.DeliveryStatus, externalID int64, reason string) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_delivery SET status = ?, external_id = ?, error = ?, done_at = ?
		WHERE id = ? AND status = 0`, status, externalID, reason, ms(tx.Now), id)
	return n == 1, err
}

// PostponeDelivery records a failed try and when the next may be.
func (tx *Tx) PostponeDelivery(ctx context.Context, id int64, attempts int, notBefore time.Time, reason string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_delivery SET attempts = ?, not_before = ?, error = ? WHERE id = ? AND status = 0`,
		attempts, ms(notBefore), reason, id)
	return err
}

// CountPendingDeliveries counts what waits on a channel.
func (db *DB) CountPendingDeliveries(ctx context.Context, channel domain.Channel) (int, error) {
	return one[int](ctx, db, `SELECT COUNT(*) FROM frontdesk_delivery WHERE status = 0 AND channel = ?`, channel)
}
