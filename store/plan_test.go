package store

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
)

// TestNoQueryWalksThroughHistory holds every statement of the daily work against SQLite's own plan for it.
func TestNoQueryWalksThroughHistory(t *testing.T) {
	t.Parallel()
	db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	queries := map[string]bool{}
	err = db.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		err := aDayOfWork(ctx, tx)
		for query := range maps.Keys(tx.stmts.byQuery) {
			queries[query] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	readAll(t, db)
	for query := range maps.Keys(db.stmts.byQuery) {
		queries[query] = true
	}
	for query := range queries {
		if !strings.Contains(query, "frontdesk_") {
			continue // BEGIN and its like
		}
		for _, step := range planOf(t, db, query) {
			if strings.HasPrefix(step, "SCAN frontdesk_") || strings.Contains(step, "TEMP B-TREE") || strings.Contains(step, "(rowid>?)") {
				t.Errorf("%s: %s", step, query)
			}
		}
	}
}

func planOf(t *testing.T, db *DB, query string) (steps []string) {
	t.Helper()
	rows, err := db.read.QueryxContext(t.Context(), "EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "?"))...)
	if err != nil {
		t.Fatalf("%v: %s", err, query)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	return steps
}

// aDayOfWork prepares what updates, deliveries and the forgetting of old rows write.
func aDayOfWork(ctx context.Context, tx *Tx) error {
	now, screen := time.Now(), domain.ShownScreen{ChatID: 1, MessageID: 2, PersonID: 1, State: "menu"}
	change := domain.Change{Key: "a", ShopID: 1, Field: domain.FieldActive, New: true}
	seq, _, err := tx.AddUpdate(ctx, 1, 1, 1, func(int64) []byte { return nil })
	for _, step := range []func() error{
		func() error { return err },
		func() error { _, err := tx.FinishUpdate(ctx, seq); return err },
		func() error { return tx.FailUpdate(ctx, seq, 1, "") },
		func() error { return tx.ParkUpdate(ctx, seq, "") },
		func() error { return tx.ShowScreen(ctx, &screen) },
		func() error { return tx.ScreenSent(ctx, screen.ID, 1, 2, 3) },
		func() error { _, err := tx.ScreensAbout(ctx, "shop:1"); return err },
		func() error { _, err := tx.LiveScreens(ctx, 1); return err },
		func() error { _, err := tx.AddDelivery(ctx, &domain.Delivery{DedupeKey: "a"}); return err },
		func() error { _, err := tx.EndDelivery(ctx, 1, domain.DeliverySent, 1, ""); return err },
		func() error { return tx.PostponeDelivery(ctx, 1, 1, now, "") },
		func() error { return tx.SetExpectedInput(ctx, domain.ExpectedInput{ChatID: 1, PersonID: 1}) },
		func() error { _, err := tx.ClearExpectedInput(ctx, 1, 1); return err },
		func() error { return tx.IntendChange(ctx, &change) },
		func() error { _, err := tx.ApplyChange(ctx, change.ID); return err },
		func() error { _, err := tx.UndoneChange(ctx, change.ID); return err },
		func() error { return tx.AddAudit(ctx, Audit{}) },
		func() error { return tx.SeePerson(ctx, 1, "ru") },
		func() error { return tx.SetBanTold(ctx, 1, true, "") },
		func() error { return tx.SetAttempts(ctx, "a", Attempts{}) },
		func() error { _, err := tx.FindAttempts(ctx, "a"); return err },
		func() error { return tx.ClearAttempts(ctx, "a") },
		func() error { _, err := tx.PruneInbox(ctx, now, 1); return err },
		func() error { _, err := tx.PruneDeliveries(ctx, now, 1); return err },
		func() error { _, err := tx.PruneScreens(ctx, now, 1); return err },
		func() error { _, err := tx.PruneAttempts(ctx, now, 1); return err },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// readAll prepares what handlers, the renderer and the outbox read. Most of it is not there, which is no matter.
func readAll(t *testing.T, db *DB) {
	t.Helper()
	ctx := t.Context()
	for _, read := range []func() error{
		func() error { _, err := db.WaitingUpdates(ctx, 1, 0, 10); return err },
		func() error { _, err := db.PendingDeliveries(ctx, domain.ChannelTelegram, 0, 10); return err },
		func() error { _, err := db.CountPendingDeliveries(ctx, domain.ChannelTelegram); return err },
		func() error { _, err := db.FindScreen(ctx, 1); return err },
		func() error { _, err := db.FindExpectedInput(ctx, 1, 1); return err },
		func() error { _, err := db.FindChange(ctx, 1); return err },
		func() error { _, err := db.FindChangeByKey(ctx, "a"); return err },
		func() error { _, err := db.LastChange(ctx, 1, domain.FieldActive); return err },
		func() error { _, err := db.FindPerson(ctx, 1); return err },
		func() error { _, err := db.BanTold(ctx, 0, 10); return err },
		func() error { _, err := db.Setting(ctx, "a"); return err },
	} {
		if err := read(); err != nil && domain.KindOf(err) != domain.KindNotFound {
			t.Fatal(err)
		}
	}
}
