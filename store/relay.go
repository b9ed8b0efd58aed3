package store

import (
	"context"

	"frontdesk/domain"
)

type webhookRow struct {
	ID        int64  `db:"id"`
	EventID   int64  `db:"event_id"`
	URL       []byte `db:"url"`
	Name      string `db:"name"`
	Status    int    `db:"status"`
	AddedBy   int64  `db:"added_by"`
	CreatedAt int64  `db:"created_at"`
}

const webhookColumns = `id, event_id, url, name, status, added_by, created_at`

func (r webhookRow) target() domain.RelayTarget {
	return domain.RelayTarget{ID: r.ID, EventID: r.EventID, Name: r.Name, Gone: r.Status != 0, AddedBy: r.AddedBy, AddedAt: fromMS(r.CreatedAt)}
}

// RelayTargets reads where an event's messages go on to, the oldest first.
func (db *DB) RelayTargets(ctx context.Context, eventID int64) ([]domain.RelayTarget, error) {
	rows, err := all[webhookRow](ctx, db, `SELECT `+webhookColumns+` FROM frontdesk_relay_webhook WHERE event_id = ? ORDER BY id`, eventID)
	list := make([]domain.RelayTarget, len(rows))
	for i, r := range rows {
		list[i] = r.target()
	}
	return list, err
}

// FindRelayTarget reads a target and its sealed address; none is KindNotFound.
func (db *DB) FindRelayTarget(ctx context.Context, id int64) (t domain.RelayTarget, sealedURL []byte, err error) {
	r, err := one[webhookRow](ctx, db, `SELECT `+webhookColumns+` FROM frontdesk_relay_webhook WHERE id = ?`, id)
	return r.target(), r.URL, err
}

// AddRelayTarget keeps a target without its address and fills in its id; see SetRelayURL.
func (tx *Tx) AddRelayTarget(ctx context.Context, t *domain.RelayTarget) error {
	id, err := one[int64](ctx, tx, `INSERT INTO frontdesk_relay_webhook (event_id, url, name, added_by, created_at)
		VALUES (?, ?, ?, ?, ?) RETURNING id`, t.EventID, []byte{}, t.Name, t.AddedBy, ms(tx.Now))
	t.ID, t.AddedAt = id, tx.Now
	return err
}

// SetRelayURL keeps a target's sealed address: it is sealed for its row, and so after that is there.
func (tx *Tx) SetRelayURL(ctx context.Context, id int64, sealed []byte) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_relay_webhook SET url = ? WHERE id = ?`, sealed, id)
	return err
}

// CloseRelayTarget notes that a target is gone for good. False means that it was noted before.
func (tx *Tx) CloseRelayTarget(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_relay_webhook SET status = 1 WHERE id = ? AND status = 0`, id)
	return n == 1, err
}

// RemoveRelayTarget forgets a target and where its messages stand.
func (tx *Tx) RemoveRelayTarget(ctx context.Context, id int64) (bool, error) {
	if _, err := exec(ctx, tx, `DELETE FROM frontdesk_relay_post WHERE webhook_id = ?`, id); err != nil {
		return false, err
	}
	n, err := exec(ctx, tx, `DELETE FROM frontdesk_relay_webhook WHERE id = ?`, id)
	return n == 1, err
}

// SetRelay switches an event's relay. False means that it was so already.
func (tx *Tx) SetRelay(ctx context.Context, eventID int64, on bool) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_webinar_event SET relay = ? WHERE id = ? AND relay <> ?`, flag(on), eventID, flag(on))
	return n == 1, err
}

// OpenRelayTargets reads the good targets of an event whose relay is on: none when it is off.
func (tx *Tx) OpenRelayTargets(ctx context.Context, eventID int64) ([]int64, error) {
	return all[int64](ctx, tx, `SELECT w.id FROM frontdesk_relay_webhook w JOIN frontdesk_webinar_event e ON e.id = w.event_id
		WHERE w.event_id = ? AND w.status = 0 AND e.relay = 1 ORDER BY w.id`, eventID)
}

// RelayPost is where a message stands, or is to stand, at one target.
type RelayPost struct {
	WebhookID int64  `db:"webhook_id"`
	MessageID int64  `db:"message_id"` // ours
	PostID    string `db:"post_id"`    // Discord's; empty until it is there
	RemovedAt int64  `db:"removed_at"`
}

// WantPost notes that a message is to stand at a target. False means that it stands there or is on its way.
func (tx *Tx) WantPost(ctx context.Context, webhookID, messageID int64) (bool, error) {
	n, err := exec(ctx, tx, `INSERT INTO frontdesk_relay_post (webhook_id, message_id) VALUES (?, ?)
		ON CONFLICT (webhook_id, message_id) DO UPDATE SET removed_at = 0, post_id = '' WHERE frontdesk_relay_post.removed_at <> 0`, webhookID, messageID)
	return n == 1, err
}

// UnwantPosts notes that a message is to stand nowhere any more, and gives the targets where it stands or is on its way to.
func (tx *Tx) UnwantPosts(ctx context.Context, messageID int64) ([]int64, error) {
	return all[int64](ctx, tx, `UPDATE frontdesk_relay_post SET removed_at = ? WHERE message_id = ? AND removed_at = 0 RETURNING webhook_id`,
		ms(tx.Now), messageID)
}

// FindPost reads where a message stands at a target; KindNotFound when it was never to.
func (db *DB) FindPost(ctx context.Context, webhookID, messageID int64) (RelayPost, error) {
	return one[RelayPost](ctx, db, `SELECT webhook_id, message_id, post_id, removed_at FROM frontdesk_relay_post
		WHERE webhook_id = ? AND message_id = ?`, webhookID, messageID)
}

// Posted notes Discord's id of a message.
func (tx *Tx) Posted(ctx context.Context, webhookID, messageID int64, postID string) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_relay_post SET post_id = ? WHERE webhook_id = ? AND message_id = ?`, postID, webhookID, messageID)
	return err
}

// RelayedMessage is what a target shows of a message.
type RelayedMessage struct {
	Author string `db:"author"`
	Text   string `db:"text"`
	SaidAt int64  `db:"said_at"`
	State  int    `db:"state"`
}

// FindRelayed reads a message for a target; none is KindNotFound.
func (db *DB) FindRelayed(ctx context.Context, messageID int64) (RelayedMessage, error) {
	return one[RelayedMessage](ctx, db, `SELECT author, text, said_at, state FROM frontdesk_chat_message WHERE id = ?`, messageID)
}
