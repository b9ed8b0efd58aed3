package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

func TestFiguresOfAChannelCountWhatIsDueFromWhenItIsDue(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	at := now.Add(-10 * time.Minute)
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "x.db"), store.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	figures := func() store.QueueFigures {
		f, err := db.PendingFigures(t.Context(), domain.ChannelTelegram, now)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	put := func(notBefore time.Time) {
		err := db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AddDelivery(ctx, &domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryScreen, Recipient: 1, NotBefore: notBefore})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if f := figures(); f.Length != 0 || !f.Oldest.IsZero() {
		t.Errorf("nothing: %+v", f)
	}
	put(now.Add(time.Hour))
	if f := figures(); f.Length != 1 || !f.Oldest.IsZero() {
		t.Errorf("one for later: %+v", f)
	}
	put(now.Add(-time.Minute))
	if f := figures(); f.Length != 2 || !f.Oldest.Equal(now.Add(-time.Minute)) {
		t.Errorf("one that came due a minute ago: %+v", f)
	}
	if waiting, err := db.WaitingFigure(t.Context()); err != nil || waiting != 0 {
		t.Errorf("%d, %v", waiting, err)
	}
	if parked, err := db.ParkedFigure(t.Context()); err != nil || parked != 0 {
		t.Errorf("%d, %v", parked, err)
	}
}
