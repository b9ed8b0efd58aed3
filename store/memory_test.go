package store

import (
	"context"
	"testing"
)

// Two Frontdesk processes never serve one file, but commands (`frontdesk shop add`) write beside a running one.

func TestWhatIsRememberedIsForgottenWhenItIsWritten(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	speak := func(language string) {
		t.Helper()
		err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error { return tx.SetLanguage(ctx, 7, language) })
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, language := range []string{"ru", "en", "ru", "pt"} {
		speak(language)
		for range 3 {
			if p, err := db.FindPerson(t.Context(), 7); err != nil || p.Language != language {
				t.Fatalf("the person speaks %q (%v), and has chosen %q", p.Language, err, language)
			}
		}
	}
}

func TestARefusedWriteIsNotRemembered(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	errs := joined(t, db,
		func(ctx context.Context, tx *Tx) error { return tx.SetLanguage(ctx, 7, "ru") },
		func(ctx context.Context, tx *Tx) error {
			if err := tx.SetLanguage(ctx, 7, "en"); err != nil {
				return err
			}
			return context.Canceled
		},
	)
	if errs[0] != nil || errs[1] == nil {
		t.Fatal(errs)
	}
	if p, err := db.FindPerson(t.Context(), 7); err != nil || p.Language != "ru" {
		t.Errorf("the person speaks %q (%v)", p.Language, err)
	}
}

func TestWhatAnotherProcessWritesIsSeenWithTheNextUpdate(t *testing.T) {
	t.Parallel()
	db := openOwn(t, Options{})
	other, err := Open(t.Context(), "sqlite:"+db.Path(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Close() })
	for _, language := range []string{"ru", "en", "pt"} {
		if err := other.Write(t.Context(), func(ctx context.Context, tx *Tx) error { return tx.SetLanguage(ctx, 7, language) }); err != nil {
			t.Fatal(err)
		}
		// An update is written down before anybody reads for it.
		if err := db.Write(t.Context(), func(ctx context.Context, tx *Tx) error { return tx.SetSetting(ctx, "update", language) }); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if p, err := db.FindPerson(t.Context(), 7); err != nil || p.Language != language {
				t.Fatalf("the person speaks %q (%v), and has chosen %q", p.Language, err, language)
			}
		}
	}
}
