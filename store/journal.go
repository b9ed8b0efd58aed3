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

// AuditFilter says which lines to read. One of Actor, Action and Subject is found by its index; the others sift what that gives.
type AuditFilter struct {
	Actor   *int64 // nil means anybody; 0 is the program itself, and visitors who have not signed in
	Action  string // "shop.rename"; empty means anything
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
	if f.Actor != nil {
		query, args = query+` AND actor = ?`, append(args, *f.Actor)
	}
	if f.Action != "" {
		query, args = query+` AND action = ?`, append(args, f.Action)
	}
	if f.Subject != "" {
		query, args = query+` AND subject = ?`, append(args, f.Subject)
	}
	return all[AuditLine](ctx, db, query+` ORDER BY id DESC LIMIT ?`, append(args, f.Limit)...)
}

// AuditActor is somebody who stands in the audit log.
type AuditActor struct {
	ID   int64  `db:"id"`
	Name string `db:"name"` // in their newest line; may be empty
}

// AuditActors lists who stands in the audit log, at most limit. It steps from one to the next along the index: the log's length
// does not count.
func (db *DB) AuditActors(ctx context.Context, limit int) ([]AuditActor, error) {
	return all[AuditActor](ctx, db, `WITH RECURSIVE met (actor) AS (
			SELECT MIN(actor) FROM frontdesk_audit
			UNION ALL
			SELECT (SELECT MIN(a.actor) FROM frontdesk_audit a WHERE a.actor > met.actor) FROM met WHERE met.actor IS NOT NULL
		) SELECT actor AS id, (SELECT n.name FROM frontdesk_audit n WHERE n.actor = met.actor ORDER BY n.id DESC LIMIT 1) AS name
		FROM met WHERE actor IS NOT NULL LIMIT ?`, limit)
}

// AuditActions lists what has ever been done, at most limit, in the order of the alphabet; otherwise as AuditActors.
func (db *DB) AuditActions(ctx context.Context, limit int) ([]string, error) {
	return all[string](ctx, db, `WITH RECURSIVE met (action) AS (
			SELECT MIN(action) FROM frontdesk_audit
			UNION ALL
			SELECT (SELECT MIN(a.action) FROM frontdesk_audit a WHERE a.action > met.action) FROM met WHERE met.action IS NOT NULL
		) SELECT action FROM met WHERE action IS NOT NULL LIMIT ?`, limit)
}

// AuditSubjects lists what of a kind ("shop") stands in the audit log, "shop:5", at most limit; otherwise as AuditActors.
func (db *DB) AuditSubjects(ctx context.Context, kind string, limit int) ([]string, error) {
	const sql = `WITH RECURSIVE met (subject) AS (
			SELECT MIN(subject) FROM frontdesk_audit WHERE subject >= ? AND subject < ?
			UNION ALL
			SELECT (SELECT MIN(a.subject) FROM frontdesk_audit a WHERE a.subject > met.subject AND a.subject < ?)
			FROM met WHERE met.subject IS NOT NULL
		) SELECT subject FROM met WHERE subject IS NOT NULL LIMIT ?`
	// The numbers begin with a digit, which stands before the letters in every collation; signs stand in no order that all have.
	from, to := kind+":", kind+":a"
	return all[string](ctx, db, sql, from, to, to, limit)
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
