package storetest

import (
	"context"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

func (h house) intend(key string, value bool) domain.Change {
	h.Helper()
	c := domain.Change{Key: key, ShopID: 1, Field: domain.FieldActive, Old: !value, New: value, ByID: 7, ByName: "Маша"}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.IntendChange(ctx, &c) })
	return c
}

func (h house) apply(id int64) (first bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		first, err = tx.ApplyChange(ctx, id)
		return err
	})
	return first
}

func (h house) undone(id int64) (first bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		first, err = tx.UndoneChange(ctx, id)
		return err
	})
	return first
}

func (h house) last() int64 {
	h.Helper()
	c, err := h.db.LastChange(h.Context(), 1, domain.FieldActive)
	h.must(err)
	return c.ID
}

func intendedOnce(h house) {
	c := h.intend("1", true)
	if c.ID == 0 || c.At.IsZero() || c.Status != domain.ChangeIntended {
		h.Fatalf("%+v", c)
	}
	// The same work after a crash, when the switch may say otherwise.
	if again := h.intend("1", false); again != c {
		h.Errorf("wrote %+v, found %+v", c, again)
	}
	found, err := h.db.FindChangeByKey(h.Context(), "1")
	h.must(err)
	if found != c {
		h.Errorf("wrote %+v, read %+v", c, found)
	}
	_, err = h.db.LastChange(h.Context(), 1, domain.FieldActive)
	h.kind(err, domain.KindNotFound)
}

// A change that was begun first and came to effect last is the newest one.
func appliedLater(h house) {
	slow, quick := h.intend("1", true), h.intend("2", false)
	h.apply(quick.ID)
	if h.last() != quick.ID {
		h.Error("an intent counts as a change")
	}
	for {
		h.apply(slow.ID)
		c, err := h.db.FindChange(h.Context(), slow.ID)
		h.must(err)
		q, err := h.db.FindChange(h.Context(), quick.ID)
		h.must(err)
		if c.At.After(q.At) {
			break
		}
		// Both came to effect within one millisecond: try a new pair.
		slow, quick = h.intend(slow.Key+"'", true), h.intend(quick.Key+"'", false)
		h.apply(quick.ID)
	}
	if h.last() != slow.ID {
		h.Error("the newest change is not the one that came to effect last")
	}
}

func appliedOnce(h house) {
	c := h.intend("1", true)
	if h.undone(c.ID) {
		h.Error("what was only intended is taken back")
	}
	if !h.apply(c.ID) || h.apply(c.ID) {
		h.Error("it is not applied exactly once")
	}
	if !h.undone(c.ID) || h.undone(c.ID) {
		h.Error("it is not taken back exactly once")
	}
	if h.apply(c.ID) {
		h.Error("what was taken back is applied")
	}
	if h.last() != c.ID {
		h.Error("a change that was taken back has never been")
	}
}

func people(h house) {
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.SetUnreachable(ctx, 7, true)) // before anything else is known
		h.must(tx.SetLanguage(ctx, 7, "en"))
		h.must(tx.SetCommands(ctx, 7, "SE en"))
		return tx.SetBanTold(ctx, 7, true, "спам")
	})
	p, err := h.db.FindPerson(h.Context(), 7)
	h.must(err)
	if p != (store.Person{ID: 7, Language: "en", Unreachable: true, BanTold: true, BanReason: "спам", Commands: "SE en"}) {
		h.Errorf("%+v", p)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.SetBanTold(ctx, 9, true, ""))
		return tx.SeePerson(ctx, 7, "ru")
	})
	p, err = h.db.FindPerson(h.Context(), 7)
	h.must(err)
	if p.Unreachable || p.AppLanguage != "ru" || p.Language != "en" || !p.BanTold {
		h.Errorf("somebody who has written: %+v", p)
	}
	told, err := h.db.BanTold(h.Context(), 7, 10)
	h.must(err)
	if len(told) != 1 || told[0] != 9 {
		h.Errorf("%v", told)
	}
}

func attempts(h house) {
	until := time.UnixMilli(1_900_000_000_123).UTC()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.SetAttempts(ctx, "a", store.Attempts{Failures: 1}))
		h.must(tx.SetAttempts(ctx, "b", store.Attempts{Failures: 2}))
		return tx.SetAttempts(ctx, "a", store.Attempts{Failures: 5, LockedUntil: until})
	})
	a, err := h.db.FindAttempts(h.Context(), "a")
	h.must(err)
	if a.Failures != 5 || !a.LockedUntil.Equal(until) || a.UpdatedAt.IsZero() {
		h.Errorf("%+v", a)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		h.must(tx.ClearAttempts(ctx, "a"))
		early, err := tx.PruneAttempts(ctx, tx.Now.Add(-time.Hour), 10)
		h.must(err)
		n, err := tx.PruneAttempts(ctx, tx.Now.Add(time.Hour), 10)
		if early != 0 || n != 1 {
			h.Errorf("forgotten: %d, %d", early, n)
		}
		return err
	})
	if a, err := h.db.FindAttempts(h.Context(), "a"); err != nil || a != (store.Attempts{}) {
		h.Errorf("%+v, %v", a, err)
	}
}

func settings(h house) {
	h.write(set("a"))
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "a", "anew") })
	if h.setting("a") != "anew" {
		h.Error("it is not replaced")
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.DropSetting(ctx, "a") })
	if h.setting("a") != "" {
		h.Error("it is not dropped")
	}
}
