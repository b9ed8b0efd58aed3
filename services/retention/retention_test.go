package retention_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/retention"
	"frontdesk/store"
)

const day = 24 * time.Hour

// TestInvoicesThatAreOverAreForgottenAMonthLater, those that can still be paid and those of late are not.
func TestInvoicesThatAreOverAreForgottenAMonthLater(t *testing.T) {
	t.Parallel()
	fake := clock.NewFake(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "f.db"), store.Options{Now: fake.Now})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	_, err = db.Migrate(t.Context(), false)
	must(t, err)
	// 1,200 withdrawn ones are more than one transaction forgets.
	offers := map[string]domain.InvoiceStatus{"open": domain.InvoiceOpen, "paid": domain.InvoicePaid}
	for i := range 1200 {
		offers[fmt.Sprint("withdrawn", i)] = domain.InvoiceWithdrawn
	}
	keep := retention.New(db, fake, zerolog.Nop())
	must(t, db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for payload, status := range offers {
			if err := tx.AddInvoice(ctx, invoice(payload, tx.Now.Add(day))); err != nil {
				return err
			}
			if _, err := tx.SetInvoiceStatus(ctx, payload, status); err != nil {
				return err
			}
		}
		return nil
	}))
	fake.Advance(31 * day) // a month after the end, to the minute
	must(t, db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.AddInvoice(ctx, invoice("late", tx.Now.Add(day)))
	}))
	must(t, keep.Prune(t.Context()))
	if n := count(t, db); n != len(offers)+1 {
		t.Fatalf("%d of %d are left before their time", n, len(offers)+1)
	}
	fake.Advance(time.Minute)
	must(t, keep.Prune(t.Context()))
	if n := count(t, db); n != 2 {
		t.Errorf("%d are left", n)
	}
	for _, payload := range []string{"open", "late"} {
		if _, err := db.FindInvoice(t.Context(), payload); err != nil {
			t.Errorf("%s: %v", payload, err)
		}
	}
}

func invoice(payload string, expires time.Time) domain.Invoice {
	return domain.Invoice{
		Payload: payload, PersonID: 7, ExpiresAt: expires,
		Plan: domain.Plan{Key: "month", Price: domain.Money{Amount: 300, Currency: "XTR"}, Days: 30},
	}
}

func count(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	must(t, db.Readers().GetContext(t.Context(), &n, "SELECT COUNT(*) FROM frontdesk_invoice"))
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
