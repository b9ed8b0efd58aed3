// Package rekey seals everything that is sealed in the database under another secret key.
package rekey

import (
	"context"

	"frontdesk/internal/seal"
	"frontdesk/store"
)

// Reseal does it for the values of one kind, and tells how many there were and how many the old key does not open.
type Reseal func(ctx context.Context, tx *store.Tx, from, to *seal.Box) (resealed, unreadable int, err error)

// Count is how many values were sealed anew, and how many stayed as they were since the old key does not open them.
type Count struct {
	Resealed, Unreadable int
}

// Run changes the key in one transaction: all values and the fingerprint, or nothing. Nobody may serve the database, and
// the new key must be on disk before: after Run, nothing else opens the values.
func Run(ctx context.Context, db *store.DB, from, to []byte, kinds ...Reseal) (Count, error) {
	old, err := seal.New(from)
	if err != nil {
		return Count{}, err
	}
	fresh, err := seal.New(to)
	if err != nil {
		return Count{}, err
	}
	var count Count
	err = db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		count = Count{}
		for _, reseal := range kinds {
			done, left, err := reseal(ctx, tx, old, fresh)
			if err != nil {
				return err
			}
			count.Resealed += done
			count.Unreadable += left
		}
		return tx.SetKeyFingerprint(ctx, seal.Fingerprint(to))
	})
	return count, err
}
