package main

import (
	"context"
	"slices"
	"time"

	"frontdesk/bench/house"
	"frontdesk/store"
)

// batch is retention's.
const batch = 500

// pruning forgets what is due, as services/retention does, and tells what one batch of each table takes: the
// lower quartile, since a batch takes a millisecond, and whatever else the machine does only ever adds to it.
func pruning(ctx context.Context, h house.House) (map[string]time.Duration, error) {
	db, err := store.Open(ctx, h.URL, store.Options{})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	now := time.Now()
	took := map[string]time.Duration{}
	for name, prune := range map[string]func(tx *store.Tx) (int64, error){
		"inbox":      func(tx *store.Tx) (int64, error) { return tx.PruneInbox(ctx, now.Add(-48*time.Hour), batch) },
		"deliveries": func(tx *store.Tx) (int64, error) { return tx.PruneDeliveries(ctx, now.Add(-30*24*time.Hour), batch) },
		"screens":    func(tx *store.Tx) (int64, error) { return tx.PruneScreens(ctx, now.Add(-30*24*time.Hour), batch) },
	} {
		var all []time.Duration
		for gone := int64(batch); gone == batch; {
			began := time.Now()
			err := db.Write(ctx, func(_ context.Context, tx *store.Tx) (err error) {
				gone, err = prune(tx)
				return err
			})
			if err != nil {
				return nil, err
			}
			if gone == batch {
				all = append(all, time.Since(began))
			}
		}
		if len(all) > 0 {
			slices.Sort(all)
			took[name] = all[len(all)/4]
		}
	}
	return took, nil
}
