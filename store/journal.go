package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"frontdesk/domain"
)

// AuditLine is a line of the audit log as it is read.
type AuditLine struct {
	ID      int64  `db:"id"`
	AtMS    int64  `db:"at"`
	Actor   int64  `db:"actor"`
	Name    string `db:"name"`
	Action  string `db:"action"`
	Subject string `db:"subject"`
	Details string `db:"details"`
	Address string `db:"address"`
}

// At is when it was done.
func (a AuditLine) At() time.Time { return fromMS(a.AtMS) }

// AuditFilter says which lines to read. Actor and Subject together are not served by an index: choose one.
type AuditFilter struct {
	Actor   int64  // 0 means anybody
	Subject string // "shop:5"; empty means anything
	Before  int64  // an id: only older lines; 0 means from the newest on
	Limit   int
}

// AuditLines reads lines, the newest first.
func (db *DB) AuditLines(ctx context.Context, f AuditFilter) ([]AuditLine, error) {
	query, args := `SELECT id, at, actor, name, action, subject, details, address FROM frontdesk_audit WHERE id < ?`, []any{f.Before}
	if f.Before == 0 {
		args[0] = int64(1) << 62
	}
	if f.Actor != 0 {
		query, args = query+` AND actor = ?`, append(args, f.Actor)
	}
	if f.Subject != "" {
		query, args = query+` AND subject = ?`, append(args, f.Subject)
	}
	return all[AuditLine](ctx, db, query+` ORDER BY id DESC LIMIT ?`, append(args, f.Limit)...)
}

// DeliveriesOf reads pending or failed deliveries of a channel, the newest first, before an id (0: from the newest on). An
// empty channel means all, for failed ones only: what is pending is found by channel.
func (db *DB) DeliveriesOf(ctx context.Context, status domain.DeliveryStatus, channel domain.Channel, before int64, limit int) ([]domain.Delivery, error) {
	if before == 0 {
		before = 1 << 62
	}
	var rows []deliveryRow
	var err error
	switch {
	case status == domain.DeliveryPending:
		rows, err = db.newestPending(ctx, channel, before, limit)
	case channel == "":
		rows, err = all[deliveryRow](ctx, db, `SELECT `+deliveryColumns+` FROM frontdesk_delivery
			WHERE status = 2 AND id < ? ORDER BY id DESC LIMIT ?`, before, limit)
	default:
		rows, err = all[deliveryRow](ctx, db, `SELECT `+deliveryColumns+` FROM frontdesk_delivery
			WHERE status = 2 AND channel = ? AND id < ? ORDER BY id DESC LIMIT ?`, channel, before, limit)
	}
	list := make([]domain.Delivery, len(rows))
	for i, r := range rows {
		list[i] = r.delivery()
	}
	return list, err
}

// newestPending joins the newest of each priority: the index that senders read by has the priority first.
func (db *DB) newestPending(ctx context.Context, channel domain.Channel, before int64, limit int) ([]deliveryRow, error) {
	var rows []deliveryRow
	for p := domain.PrioritySecret; p <= domain.PriorityBroadcast; p++ {
		some, err := all[deliveryRow](ctx, db, `SELECT `+deliveryColumns+` FROM frontdesk_delivery
			WHERE status = 0 AND channel = ? AND priority = ? AND id < ? ORDER BY id DESC LIMIT ?`, channel, p, before, limit)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	slices.SortFunc(rows, func(a, b deliveryRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows[:min(limit, len(rows))], nil
}

// CountDeliveries counts a status up to most, so that asking costs the same however many there are.
func (db *DB) CountDeliveries(ctx context.Context, status domain.DeliveryStatus, most int) (int, error) {
	if status == domain.DeliveryPending {
		return one[int](ctx, db, `SELECT COUNT(*) FROM (SELECT 1 FROM frontdesk_delivery WHERE status = 0 LIMIT ?) AS counted`, most)
	}
	return one[int](ctx, db, `SELECT COUNT(*) FROM (SELECT 1 FROM frontdesk_delivery WHERE status = 2 AND id > 0 LIMIT ?) AS counted`, most)
}

// ReviveDelivery makes a failed delivery pending again, as if it had never been tried, and gives it back. None that has failed
// under this id is KindNotFound.
func (tx *Tx) ReviveDelivery(ctx context.Context, id int64) (domain.Delivery, error) {
	row, err := one[deliveryRow](ctx, tx, `UPDATE frontdesk_delivery SET status = 0, attempts = 0, not_before = 0, error = '', done_at = 0
		WHERE id = ? AND status = 2 RETURNING `+deliveryColumns, id)
	return row.delivery(), err
}
