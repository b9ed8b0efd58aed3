package inbox

import (
	"context"

	"frontdesk/internal/seal"
	"frontdesk/store"
)

// Reseal seals the payloads that are still kept under another key. Those that do not open with the old one stay as they
// are and are counted: nobody could read them before either.
func Reseal(ctx context.Context, tx *store.Tx, from, to *seal.Box) (resealed, unreadable int, err error) {
	const page = 200
	for after := int64(0); ; {
		rows, err := tx.SealedUpdates(ctx, after, page)
		if err != nil {
			return resealed, unreadable, err
		}
		for _, r := range rows {
			after = r.Seq
			plain, err := open(from, r)
			if err != nil {
				unreadable++
				continue
			}
			if err := tx.ReplacePayload(ctx, r.Seq, to.Seal(plain, place(r.BotID, r.UpdateID))); err != nil {
				return resealed, unreadable, err
			}
			resealed++
		}
		if len(rows) < page {
			return resealed, unreadable, nil
		}
	}
}
