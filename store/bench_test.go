package store

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
)

// BenchmarkWrite has 64 lanes do what a tap does: an update is finished, the person seen, the screen changed, a delivery
// added and ended; seven statements.
func BenchmarkWrite(b *testing.B) {
	for name, url := range map[string]func(b *testing.B) string{
		"SQLite":     func(b *testing.B) string { return "sqlite:" + filepath.Join(b.TempDir(), "frontdesk.db") },
		"PostgreSQL": func(b *testing.B) string { return pgtest.URL(b) },
	} {
		b.Run(name, func(b *testing.B) {
			db, err := Open(b.Context(), url(b), Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Migrate(b.Context(), false); err != nil {
				b.Fatal(err)
			}
			var lane atomic.Int64
			b.SetParallelism(32) // for each of two cores
			b.RunParallel(func(pb *testing.PB) {
				chat := lane.Add(1)
				for pb.Next() {
					if err := db.Write(context.Background(), tap(chat)); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pieces/s")
		})
	}
}

func tap(chat int64) func(ctx context.Context, tx *Tx) error {
	return func(ctx context.Context, tx *Tx) error {
		if _, err := tx.FinishUpdate(ctx, chat); err != nil {
			return err
		}
		if err := tx.SeePerson(ctx, chat, "ru"); err != nil {
			return err
		}
		s := domain.ShownScreen{ChatID: chat, PersonID: chat, MessageID: 100, State: "shops", Args: "p1"}
		if err := tx.ShowScreen(ctx, &s); err != nil {
			return err
		}
		d := domain.Delivery{
			Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: chat, ScreenID: s.ID, Priority: domain.PriorityNotice,
		}
		if _, err := tx.AddDelivery(ctx, &d); err != nil {
			return err
		}
		_, err := tx.EndDelivery(ctx, d.ID, domain.DeliverySent, 5, "")
		return err
	}
}
