package store

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

// TestPostgreSQLCrashesUnderLoad counts in the database and beside it: what a writer was told has happened has happened,
// and nothing else, though the server dies between any two steps and comes back.
func TestPostgreSQLCrashesUnderLoad(t *testing.T) {
	t.Parallel()
	pgtest.URL(t) // skips where there is no PostgreSQL
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	db := openURL(t, server.URL(), Options{})
	if _, err := db.Claim(); err != nil {
		t.Fatal(err)
	}
	const crashes, lanes, between = 4, 8, 60
	var written, refused atomic.Int64
	enough := make(chan struct{})
	progress := make(chan struct{}, 1)
	var all sync.WaitGroup
	for range lanes {
		all.Go(func() {
			for {
				select {
				case <-enough:
					return
				default:
				}
				if err := db.Write(context.Background(), countOne); err == nil {
					written.Add(1)
				} else if refused.Add(1); domain.KindOf(err) != domain.KindUnavailable {
					t.Errorf("a writer is told %v", err)
				}
				select {
				case progress <- struct{}{}:
				default:
				}
			}
		})
	}
	for range crashes {
		for goal := written.Load() + between; written.Load() < goal; {
			<-progress
		}
		if err := server.Crash(); err != nil {
			t.Error(err)
		}
		if err := server.Resume(); err != nil {
			t.Error(err)
		}
	}
	close(enough)
	all.Wait()
	got, err := db.FindAttempts(t.Context(), "counter")
	t.Logf("%d written, %d refused", written.Load(), refused.Load())
	if err != nil || int64(got.Failures) != written.Load() {
		t.Errorf("the writers know of %d, the database of %d: %v", written.Load(), got.Failures, err)
	}
}

func countOne(ctx context.Context, tx *Tx) error {
	a, err := tx.FindAttempts(ctx, "counter")
	if err != nil {
		return err
	}
	a.Failures++
	return tx.SetAttempts(ctx, "counter", a)
}
