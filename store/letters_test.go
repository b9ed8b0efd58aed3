package store_test

import (
	"context"
	"slices"
	"testing"

	"frontdesk/internal/pgtest"
	"frontdesk/store"
)

// TestTheLogNamesItsShopsWhateverTheOrderOfSigns: in most collations but C a semicolon stands before a colon.
func TestTheLogNamesItsShopsWhateverTheOrderOfSigns(t *testing.T) {
	t.Parallel()
	db := open(t, pgtest.Made(t, "LOCALE_PROVIDER icu ICU_LOCALE 'ru'"))
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, subject := range []string{"account:1", "person:-4", "shop:5", "shop:15", "shop:9", "shop:5", "unit:1", ""} {
			if err := tx.AddAudit(ctx, store.Audit{Action: "shop.rename", Subject: subject}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	shops, err := db.AuditSubjects(t.Context(), "shop", 9)
	if want := []string{"shop:15", "shop:5", "shop:9"}; err != nil || !slices.Equal(shops, want) {
		t.Errorf("the log's shops are %v, want %v; %v", shops, want, err)
	}
}
