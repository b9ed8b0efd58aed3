package shops

import (
	"context"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestASwitchIsSetOnceAndSaysWhoDidIt(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		if !h.on() {
			t.Fatal("the shop is off")
		}
		sw, err := h.Switch(t.Context(), masha, h.shop, domain.FieldActive)
		must(t, err)
		if !sw.Shop.Active || sw.Last.ByName != "Маша" || !sw.Last.At.Equal(h.clock.Now()) || sw.Undo != c.ID {
			t.Errorf("Маша sees %+v", sw)
		}
		seen, err := h.Switch(t.Context(), olga, h.shop, domain.FieldActive)
		must(t, err)
		if seen.Undo != 0 || seen.Last.ByName != "Маша" {
			t.Errorf("Ольга sees %+v", seen)
		}
		info, err := h.Info(t.Context(), olga, h.shop)
		must(t, err)
		if info.Active.ByName != "Маша" || info.Price.ID != 0 || info.People != 4 {
			t.Errorf("information says %+v", info)
		}

		u := work.New("2")
		r, err := h.Set(t.Context(), u, masha, h.shop, domain.FieldActive, true)
		must(t, err)
		must(t, u.Commit(t.Context(), h.db))
		if r.Changed || h.count("frontdesk_change") != 1 || h.count("frontdesk_audit") != 1 {
			t.Errorf("a second tap counts as a change: %+v", r)
		}
	})
}

func TestAFieldThatIsNoSwitch(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, err := h.Set(t.Context(), work.New("1"), olga, h.shop, "ozon_api_key", true)
		refused(t, err, domain.KindInvalid, "error.invalid")
	})
}

func TestNobodyIsNamedForWhatDjangoDid(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.sets("1", masha, true)
		h.djangoSets(domain.FieldActive, false)
		sw, err := h.Switch(t.Context(), masha, h.shop, domain.FieldActive)
		must(t, err)
		if sw.Last.ID != 0 || sw.Undo != 0 {
			t.Errorf("Маша is said to have switched it off: %+v", sw)
		}
	})
}

// A crash may fall between any two of: intent, host, our own transaction, the update marked as done.
func TestACrashBetweenAnyTwoStepsOfASwitch(t *testing.T) {
	crashes := map[string]func(h *house, ctx context.Context) error{
		"before anything": func(*house, context.Context) error { return nil },
		"behind the intent": func(h *house, ctx context.Context) error {
			c := domain.Change{
				Key: "7:" + string(domain.FieldActive), ShopID: h.shop, Field: domain.FieldActive, New: true, ByID: masha, ByName: "Маша",
			}
			return h.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.IntendChange(ctx, &c) })
		},
		"behind the host": func(h *house, ctx context.Context) error {
			_, err := h.Set(ctx, work.New("7"), masha, h.shop, domain.FieldActive, true)
			return err
		},
		"behind the host, twice": func(h *house, ctx context.Context) error {
			if _, err := h.Set(ctx, work.New("7"), masha, h.shop, domain.FieldActive, true); err != nil {
				return err
			}
			_, err := h.Set(ctx, work.New("7"), masha, h.shop, domain.FieldActive, true)
			return err
		},
	}
	for name, crash := range crashes {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				must(t, crash(h, t.Context()))
				h.clock.Advance(time.Minute) // as long as it takes to start again
				c := h.sets("7", masha, true)
				if !h.on() || h.count("frontdesk_change") != 1 || h.count("frontdesk_audit") != 1 {
					t.Errorf("on: %v, changes: %d, audit: %d", h.on(), h.count("frontdesk_change"), h.count("frontdesk_audit"))
				}
				sw, err := h.Switch(t.Context(), masha, h.shop, domain.FieldActive)
				must(t, err)
				if sw.Undo != c.ID || !sw.Last.At.Equal(h.clock.Now()) || sw.Last.Old || !sw.Last.New {
					t.Errorf("Undo is not offered as if nothing had happened: %+v", sw)
				}
				// The commit may have happened and nobody knows of it.
				h.sets("7", masha, true)
				if h.count("frontdesk_change") != 1 || h.count("frontdesk_audit") != 1 {
					t.Error("the same update counts twice")
				}
				h.sets("8", olga, false)
				h.sets("7", masha, true)
				if h.on() {
					t.Error("an update that was done long ago takes back what Ольга did since")
				}
			})
		})
	}
}

func TestACrashBetweenAnyTwoStepsOfUndo(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		_, err := h.Undo(t.Context(), work.New("2"), masha, c.ID)
		must(t, err)
		if h.on() {
			t.Fatal("the host does not have it yet")
		}
		h.clock.Advance(time.Minute) // the ten seconds are over, but the tap came in time
		must(t, h.undoes("2", masha, c.ID))
		must(t, h.undoes("2", masha, c.ID))
		if h.on() || h.count("frontdesk_change") != 2 || h.count("frontdesk_audit") != 2 {
			t.Errorf("on: %v, changes: %d, audit: %d", h.on(), h.count("frontdesk_change"), h.count("frontdesk_audit"))
		}
		old, err := h.db.FindChange(t.Context(), c.ID)
		must(t, err)
		if old.Status != domain.ChangeUndone {
			t.Errorf("the change that was taken back is %v", old.Status)
		}
	})
}

func TestUndoWithinItsTimeOnceByItsAuthor(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		refused(t, h.undoes("2", olga, c.ID), domain.KindForbidden, keyForbidden)
		h.clock.Advance(domain.UndoWindow - time.Millisecond)
		must(t, h.undoes("3", masha, c.ID))
		if h.on() {
			t.Error("the shop is still on")
		}
		refused(t, h.undoes("4", masha, c.ID), domain.KindConflict, "toast.already")
		sw, err := h.Switch(t.Context(), masha, h.shop, domain.FieldActive)
		must(t, err)
		if sw.Undo != 0 || sw.Last.UndoOf != c.ID {
			t.Errorf("taking back can be taken back: %+v", sw)
		}
		refused(t, h.undoes("5", masha, sw.Last.ID), domain.KindConflict, keyConflict)
		if h.count("frontdesk_audit") != 2 {
			t.Errorf("%d audit lines", h.count("frontdesk_audit"))
		}
	})
}

func TestUndoTooLate(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		h.clock.Advance(domain.UndoWindow)
		sw, err := h.Switch(t.Context(), masha, h.shop, domain.FieldActive)
		must(t, err)
		if sw.Undo != 0 {
			t.Error("Undo is still offered")
		}
		refused(t, h.undoes("2", masha, c.ID), domain.KindConflict, "toast.undo_late")
		if !h.on() {
			t.Error("taken back all the same")
		}
	})
}

func TestUndoOfWhatSomebodyElseHasMovedOn(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		h.sets("2", olga, false)
		err := h.undoes("3", masha, c.ID)
		refused(t, err, domain.KindConflict, "toast.undo_overtaken")
		h.sets("4", olga, true) // the value is the same again, but it is hers
		refused(t, h.undoes("5", masha, c.ID), domain.KindConflict, "toast.undo_overtaken")
		if !h.on() {
			t.Error("her change is taken back")
		}
	})
}

func TestUndoOfWhatDjangoHasMovedOn(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		h.djangoSets(domain.FieldActive, false)
		refused(t, h.undoes("2", masha, c.ID), domain.KindConflict, keyConflict)
	})
}

func TestUndoOfOnesOwnOlderChange(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		h.sets("2", masha, false)
		refused(t, h.undoes("3", masha, c.ID), domain.KindConflict, keyConflict)
	})
}

func TestUndoByTwoTapsAtOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		c := h.sets("1", masha, true)
		first := work.New("2")
		_, err := h.Undo(t.Context(), first, masha, c.ID)
		must(t, err)
		// The host has the old value already.
		refused(t, h.undoes("3", masha, c.ID), domain.KindConflict, keyConflict)
		must(t, first.Commit(t.Context(), h.db))
		if h.on() || h.count("frontdesk_audit") != 2 {
			t.Errorf("on: %v, audit: %d", h.on(), h.count("frontdesk_audit"))
		}
	})
}
