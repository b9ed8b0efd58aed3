package store

import "context"

// SealedUpdates reads the payloads that are still there (waiting and parked updates), by seq, after one.
func (tx *Tx) SealedUpdates(ctx context.Context, afterSeq int64, limit int) ([]WaitingUpdate, error) {
	return all[WaitingUpdate](ctx, tx, `SELECT seq, bot_id, update_id, lane, payload, attempts FROM frontdesk_inbox
		WHERE seq > ? AND payload IS NOT NULL ORDER BY seq LIMIT ?`, afterSeq, limit)
}

// ReplacePayload puts a payload that was sealed anew in the place of the old one.
func (tx *Tx) ReplacePayload(ctx context.Context, seq int64, payload []byte) error {
	_, err := exec(ctx, tx, `UPDATE frontdesk_inbox SET payload = ? WHERE seq = ? AND payload IS NOT NULL`, payload, seq)
	return err
}

// secretKeySetting holds the fingerprint of the key that the database's sealed values were made with.
const secretKeySetting = "secret_key_fingerprint"

// KeyFingerprint tells which secret key the sealed values were made with (see seal.Fingerprint); empty when none was used.
func (db *DB) KeyFingerprint(ctx context.Context) (string, error) {
	return db.Setting(ctx, secretKeySetting)
}

// SetKeyFingerprint writes down which key the sealed values are made with from now on.
func (tx *Tx) SetKeyFingerprint(ctx context.Context, fingerprint string) error {
	return tx.SetSetting(ctx, secretKeySetting, fingerprint)
}

// SealedColumn is a column whose values are sealed for their rows: seal.Place(Name, id).
type SealedColumn struct {
	Name string // "frontdesk_overlay.token"
	// All reads the values; there are few.
	All func(ctx context.Context) ([]SealedValue, error)
	// Replace puts a value that was sealed anew in the place of the old one.
	Replace func(ctx context.Context, id int64, sealed []byte) error
}

// SealedValue is the value of one row.
type SealedValue struct {
	ID     int64  `db:"id"`
	Sealed []byte `db:"sealed"`
}

// SealedColumns are all columns that hold sealed values for good. The inbox, which is sealed by update, is not among them.
func (tx *Tx) SealedColumns() []SealedColumn {
	column := func(name, read, write string) SealedColumn {
		return SealedColumn{
			Name: name,
			All:  func(ctx context.Context) ([]SealedValue, error) { return all[SealedValue](ctx, tx, read) },
			Replace: func(ctx context.Context, id int64, sealed []byte) error {
				_, err := exec(ctx, tx, write, sealed, id)
				return err
			},
		}
	}
	return []SealedColumn{
		column("frontdesk_webinar_account.credentials",
			`SELECT id, credentials AS sealed FROM frontdesk_webinar_account WHERE LENGTH(credentials) > 0`,
			`UPDATE frontdesk_webinar_account SET credentials = ? WHERE id = ?`),
		column("frontdesk_webinar_account.session",
			`SELECT id, session AS sealed FROM frontdesk_webinar_account WHERE session IS NOT NULL`,
			`UPDATE frontdesk_webinar_account SET session = ? WHERE id = ?`),
		column("frontdesk_relay_webhook.url",
			`SELECT id, url AS sealed FROM frontdesk_relay_webhook WHERE LENGTH(url) > 0`,
			`UPDATE frontdesk_relay_webhook SET url = ? WHERE id = ?`),
		column("frontdesk_overlay.token",
			`SELECT id, token AS sealed FROM frontdesk_overlay WHERE LENGTH(token) > 0`,
			`UPDATE frontdesk_overlay SET token = ? WHERE id = ?`),
	}
}
