package store

import (
	"context"
	"time"
)

// The states of an accepted update.
const (
	inboxWaiting = 0
	inboxDone    = 1
	inboxParked  = 2
)

// AddUpdate keeps one update; its payload is sealed. It tells false when the inbox has it already. seq is our own
// order of arrival: Telegram's ids begin anew after quiet weeks.
func (tx *Tx) AddUpdate(ctx context.Context, botID, updateID, lane int64, payload []byte) (seq int64, added bool, err error) {
	return insert(ctx, tx, "seq", `INSERT INTO frontdesk_inbox (bot_id, update_id, lane, payload, received_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (bot_id, update_id) DO NOTHING`, botID, updateID, lane, payload, ms(tx.Now))
}

// ParkUpdate keeps an update that nobody can read, for people to look at, and nothing waits for it.
func (tx *Tx) ParkUpdate(ctx context.Context, seq int64, reason string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_inbox SET status = ?, error = ?, done_at = ? WHERE seq = ? AND status = ?`,
		inboxParked, reason, ms(tx.Now), seq, inboxWaiting)
	return err
}

// FinishUpdate marks an update done and erases its payload. False means that it was done before: undo what you did.
func (tx *Tx) FinishUpdate(ctx context.Context, seq int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_inbox SET status = ?, payload = NULL, done_at = ? WHERE seq = ? AND status = ?`,
		inboxDone, ms(tx.Now), seq, inboxWaiting)
	return n == 1, err
}

// FailUpdate counts a failed handling.
func (tx *Tx) FailUpdate(ctx context.Context, seq int64, attempts int, reason string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_inbox SET attempts = ?, error = ? WHERE seq = ?`, attempts, reason, seq)
	return err
}

// WaitingUpdate is an accepted update that is not done; its payload is sealed.
type WaitingUpdate struct {
	Seq      int64  `db:"seq"`
	BotID    int64  `db:"bot_id"`
	UpdateID int64  `db:"update_id"`
	Lane     int64  `db:"lane"`
	Payload  []byte `db:"payload"`
	Attempts int    `db:"attempts"`
}

// WaitingUpdates reads what is not done, in order of arrival, after a seq. The "+" keeps SQLite from walking through all
// that the bot has ever got instead of the few that wait.
func (db *DB) WaitingUpdates(ctx context.Context, botID, afterSeq int64, limit int) ([]WaitingUpdate, error) {
	return all[WaitingUpdate](ctx, db, `SELECT seq, bot_id, update_id, lane, payload, attempts FROM frontdesk_inbox
		WHERE status = 0 AND seq > ? AND +bot_id = ? ORDER BY seq LIMIT ?`, afterSeq, botID, limit)
}

// InboxCounts are figures for people and Prometheus.
type InboxCounts struct {
	Waiting int `db:"waiting"`
	Parked  int `db:"parked"`
}

// CountInbox counts what waits and what was parked.
func (db *DB) CountInbox(ctx context.Context) (InboxCounts, error) {
	return one[InboxCounts](ctx, db, `SELECT
		(SELECT COUNT(*) FROM frontdesk_inbox WHERE status = 0) AS waiting,
		(SELECT COUNT(*) FROM frontdesk_inbox WHERE status = 2) AS parked`)
}

// PruneInbox forgets at most limit updates that were done before t.
func (tx *Tx) PruneInbox(ctx context.Context, t time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_inbox WHERE seq IN
		(SELECT seq FROM frontdesk_inbox WHERE status = 1 AND done_at < ? ORDER BY done_at LIMIT ?)`, ms(t), limit)
}

// PruneDeliveries forgets at most limit deliveries that ended before t.
func (tx *Tx) PruneDeliveries(ctx context.Context, t time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_delivery WHERE id IN
		(SELECT id FROM frontdesk_delivery WHERE status <> 0 AND done_at < ? ORDER BY done_at LIMIT ?)`, ms(t), limit)
}

// PruneScreens forgets at most limit screens that no chat shows as its newest and nobody has used since t. A tap on
// one of them still works: its button knows everything, and its message is adopted.
func (tx *Tx) PruneScreens(ctx context.Context, t time.Time, limit int) (int64, error) {
	tx.changed(screenChange{})
	return exec(ctx, tx, `DELETE FROM frontdesk_screen WHERE id IN
		(SELECT id FROM frontdesk_screen WHERE live = 0 AND updated_at < ? ORDER BY updated_at LIMIT ?)`, ms(t), limit)
}

// PruneAttempts forgets at most limit failed sign-ins older than t.
func (tx *Tx) PruneAttempts(ctx context.Context, t time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_attempt WHERE subject IN
		(SELECT subject FROM frontdesk_attempt WHERE updated_at < ? ORDER BY updated_at LIMIT ?)`, ms(t), limit)
}
