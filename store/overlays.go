package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"frontdesk/domain"
)

type overlayRow struct {
	ID        int64  `db:"id"`
	EventID   int64  `db:"event_id"`
	Token     []byte `db:"token"`
	Settings  string `db:"settings"`
	MadeBy    int64  `db:"made_by"`
	CreatedAt int64  `db:"created_at"`
}

const overlayColumns = `id, event_id, token, settings, made_by, created_at`

func (r overlayRow) overlay() (domain.Overlay, error) {
	o := domain.Overlay{ID: r.ID, EventID: r.EventID, MadeBy: r.MadeBy, CreatedAt: fromMS(r.CreatedAt)}
	if r.ID == 0 {
		return o, nil
	}
	return o, json.Unmarshal([]byte(r.Settings), &o.Settings)
}

// SealedOverlay is an overlay with its sealed token.
type SealedOverlay struct {
	domain.Overlay
	Token []byte
}

// Overlays reads an event's overlays that are not revoked, the oldest first.
func (db *DB) Overlays(ctx context.Context, eventID int64) ([]SealedOverlay, error) {
	rows, err := all[overlayRow](ctx, db, `SELECT `+overlayColumns+` FROM frontdesk_overlay WHERE event_id = ? AND revoked_at = 0 ORDER BY id`, eventID)
	list := make([]SealedOverlay, len(rows))
	for i, r := range rows {
		if err == nil {
			list[i].Token = r.Token
			list[i].Overlay, err = r.overlay()
		}
	}
	return list, err
}

// FindOverlay reads one that is not revoked; none is KindNotFound.
func (db *DB) FindOverlay(ctx context.Context, id int64) (domain.Overlay, error) {
	r, err := one[overlayRow](ctx, db, `SELECT `+overlayColumns+` FROM frontdesk_overlay WHERE id = ? AND revoked_at = 0`, id)
	if err != nil {
		return domain.Overlay{}, err
	}
	return r.overlay()
}

// FindOverlayByToken is FindOverlay by the token's hash (hex of SHA-256).
func (db *DB) FindOverlayByToken(ctx context.Context, tokenHash string) (domain.Overlay, error) {
	r, err := one[overlayRow](ctx, db, `SELECT `+overlayColumns+` FROM frontdesk_overlay WHERE token_hash = ? AND revoked_at = 0`, tokenHash)
	if err != nil {
		return domain.Overlay{}, err
	}
	return r.overlay()
}

// AddOverlay keeps an overlay and fills in its id; seal seals the token for that row.
func (tx *Tx) AddOverlay(ctx context.Context, o *domain.Overlay, tokenHash string, seal func(id int64) []byte) error {
	settings, err := json.Marshal(o.Settings)
	if err != nil {
		return err
	}
	o.CreatedAt = tx.Now
	o.ID, err = one[int64](ctx, tx, `INSERT INTO frontdesk_overlay (event_id, token_hash, token, settings, made_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?) RETURNING id`, o.EventID, tokenHash, []byte{}, string(settings), o.MadeBy, ms(tx.Now))
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `UPDATE frontdesk_overlay SET token = ? WHERE id = ?`, seal(o.ID), o.ID)
	return err
}

// SetOverlay keeps how an overlay looks.
func (tx *Tx) SetOverlay(ctx context.Context, id int64, s domain.OverlaySettings) error {
	settings, err := json.Marshal(s)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE frontdesk_overlay SET settings = ? WHERE id = ? AND revoked_at = 0`, string(settings), id)
	}
	return err
}

// RevokeOverlay makes a token worthless. False means that it was before.
func (tx *Tx) RevokeOverlay(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_overlay SET revoked_at = ?, token = ? WHERE id = ? AND revoked_at = 0`, ms(tx.Now), []byte{}, id)
	return n == 1, err
}

// ShownLine is an approved message as it stands outside.
type ShownLine struct {
	ID      int64  `db:"id"`
	Author  string `db:"author"`
	Text    string `db:"text"`
	ShownAt int64  `db:"shown_at"`
}

// At is when the line began to be shown.
func (l ShownLine) At() time.Time { return fromMS(l.ShownAt) }

// ShownLines reads the newest approved messages of an event that may be shown by now, the newest last.
func (db *DB) ShownLines(ctx context.Context, eventID int64, now time.Time, limit int) ([]ShownLine, error) {
	lines, err := all[ShownLine](ctx, db, `SELECT id, author, text, shown_at FROM frontdesk_chat_message
		WHERE event_id = ? AND state = 1 AND shown_at <= ? ORDER BY shown_at DESC, id DESC LIMIT ?`, eventID, ms(now), limit)
	slices.SortFunc(lines, func(a, b ShownLine) int {
		return cmp.Or(cmp.Compare(a.ShownAt, b.ShownAt), cmp.Compare(a.ID, b.ID))
	})
	return lines, err
}

// NextShown tells when the next approved message of an event is to be shown; zero when none waits for that.
func (db *DB) NextShown(ctx context.Context, eventID int64, now time.Time) (time.Time, error) {
	at, err := one[int64](ctx, db, `SELECT COALESCE(MIN(shown_at), 0) FROM frontdesk_chat_message
		WHERE event_id = ? AND state = 1 AND shown_at > ?`, eventID, ms(now))
	return fromMS(at), err
}
