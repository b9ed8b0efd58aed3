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
