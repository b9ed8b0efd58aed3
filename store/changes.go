package store

import (
	"context"

	"frontdesk/domain"
)

type changeRow struct {
	ID      int64  `db:"id"`
	WorkKey string `db:"work_key"`
	ShopID  int64  `db:"shop_id"`
	Field   string `db:"field"`
	Old     bool   `db:"old"`
	New     bool   `db:"new"`
	ByID    int64  `db:"by_id"`
	ByName  string `db:"by_name"`
	At      int64  `db:"at"`
	UndoOf  int64  `db:"undo_of"`
	Status  int    `db:"status"`
}

const changeColumns = `id, work_key, shop_id, field, old, new, by_id, by_name, at, undo_of, status`

func (r changeRow) change() domain.Change {
	return domain.Change{
		ID: r.ID, Key: r.WorkKey, ShopID: r.ShopID, Field: domain.ShopField(r.Field), Old: r.Old, New: r.New,
		ByID: r.ByID, ByName: r.ByName, At: fromMS(r.At), UndoOf: r.UndoOf, Status: domain.ChangeStatus(r.Status),
	}
}

// IntendChange writes a change down before the host's row is touched, and fills in its id and time. When the same work
// has done so before (we died in between), that change comes back instead.
func (tx *Tx) IntendChange(ctx context.Context, c *domain.Change) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_change (work_key, shop_id, field, old, new, by_id, by_name, at, undo_of)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (work_key) DO NOTHING`,
		c.Key, c.ShopID, c.Field, flag(c.Old), flag(c.New), c.ByID, c.ByName, ms(tx.Now), c.UndoOf)
	if err != nil {
		return err
	}
	row, err := one[changeRow](ctx, tx, `SELECT `+changeColumns+` FROM frontdesk_change WHERE work_key = ?`, c.Key)
	*c = row.change()
	return err
}

// ApplyChange marks an intended change as done, now: a crash between the two may have taken its time, and people see
// the change, and may take it back, from here on. False means that it was done before.
func (tx *Tx) ApplyChange(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_change SET status = 1, at = ? WHERE id = ? AND status = 0`, ms(tx.Now), id)
	return n == 1, err
}

// UndoneChange marks an applied change as taken back. False means that it was before.
func (tx *Tx) UndoneChange(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_change SET status = 2 WHERE id = ? AND status = 1`, id)
	return n == 1, err
}

// FindChange reads a change.
func (db *DB) FindChange(ctx context.Context, id int64) (domain.Change, error) {
	row, err := one[changeRow](ctx, db, `SELECT `+changeColumns+` FROM frontdesk_change WHERE id = ?`, id)
	return row.change(), err
}

// FindChangeByKey reads the change that a piece of work has asked for; none is KindNotFound.
func (db *DB) FindChangeByKey(ctx context.Context, key string) (domain.Change, error) {
	row, err := one[changeRow](ctx, db, `SELECT `+changeColumns+` FROM frontdesk_change WHERE work_key = ?`, key)
	return row.change(), err
}

// LastChange reads the newest change of a shop's switch that has come to effect; none is KindNotFound.
func (db *DB) LastChange(ctx context.Context, shopID int64, field domain.ShopField) (domain.Change, error) {
	row, err := one[changeRow](ctx, db, `SELECT `+changeColumns+` FROM frontdesk_change
		WHERE shop_id = ? AND field = ? AND status <> 0 ORDER BY at DESC, id DESC LIMIT 1`, shopID, field)
	return row.change(), err
}

// Audit is one line of who did what.
type Audit struct {
	Actor   int64
	Name    string
	Action  string // "shop.is_active", "person.ban"
	Subject string // "shop:5", "person:42"
	Details string
	WorkKey string
}

// AddAudit keeps a line, with the transaction's address.
func (tx *Tx) AddAudit(ctx context.Context, a Audit) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_audit (at, actor, name, action, subject, details, work_key, address)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ms(tx.Now), a.Actor, a.Name, a.Action, a.Subject, a.Details, a.WorkKey, tx.Address)
	return err
}
