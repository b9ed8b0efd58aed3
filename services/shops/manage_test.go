package shops

import (
	"errors"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/work"
)

func TestUnlinkLeavesOneAuditLineWhateverHappens(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		unlink := func(u *work.Unit) (bool, error) { return h.Unlink(t.Context(), u, masha, h.shop) }
		if was, err := unlink(work.New("1")); err != nil || !was { // and we die
			t.Fatalf("%v, %v", was, err)
		}
		u := work.New("1")
		if was, err := unlink(u); err != nil || !was {
			t.Fatalf("after the crash: %v, %v", was, err)
		}
		must(t, u.Commit(t.Context(), h.db))
		if n := h.count("frontdesk_audit WHERE action = 'shop.unlink'"); n != 1 || h.count("frontdesk_setting") != 0 {
			t.Errorf("%d audit lines, %d intents", n, h.count("frontdesk_setting"))
		}
		_, err := h.Shop(t.Context(), masha, h.shop)
		refused(t, err, domain.KindForbidden, keyForbidden)

		again := work.New("2")
		if was, err := unlink(again); err != nil || was {
			t.Errorf("a shop that is not linked: %v, %v", was, err)
		}
		must(t, again.Commit(t.Context(), h.db))
		if h.count("frontdesk_audit") != 1 {
			t.Error("nothing was done, and it is on record")
		}
	})
}

func TestOneUpdateMakesOneShop(t *testing.T) {
	t.Parallel()
	h := newHouse(t, false)
	before := h.count("shops")
	made := map[int64]bool{}
	create := func(u *work.Unit) {
		shop, err := h.Create(t.Context(), u, olga, "  Третья лавка ")
		must(t, err)
		if shop.Name != "Третья лавка" || shop.Active || !shop.PriceUpdating {
			t.Errorf("made %+v", shop)
		}
		made[shop.ID] = true
	}
	create(work.New("1")) // and we die
	create(work.New("1")) // and again
	u := work.New("1")
	create(u)
	must(t, u.Commit(t.Context(), h.db))
	if len(made) != 1 || h.count("shops") != before+1 || h.count("frontdesk_audit") != 1 {
		t.Errorf("%d shops were made, %d audit lines", h.count("shops")-before, h.count("frontdesk_audit"))
	}
	if n := h.count("frontdesk_setting WHERE name LIKE 'intent:%'"); n != 0 {
		t.Errorf("%d intents are left", n)
	}
	for id := range made {
		e, err := h.Edit(t.Context(), olga, id)
		must(t, err)
		if e.HasKey {
			t.Error("the made key is nobody's, and yet the shop has one")
		}
		must(t, h.press("2", func(u *work.Unit) error { return h.SetKey(t.Context(), u, olga, id, "real-key-0001") }))
		e, err = h.Edit(t.Context(), olga, id)
		must(t, err)
		if !e.HasKey {
			t.Error("the key that was given does not count")
		}
	}
	if h.count("frontdesk_audit WHERE details LIKE '%real-key%'") != 0 {
		t.Error("the key is in the audit log")
	}
}

func TestARefusedNameLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	h := newHouse(t, false)
	for key, name := range map[string]string{"1": " ", "2": strings.Repeat("ы", 51)} {
		u := work.New(key)
		_, err := h.Create(t.Context(), u, olga, name)
		if err == nil || domain.KindOf(err) != domain.KindInvalid {
			t.Errorf("%q: %v", name, err)
		}
		must(t, u.Commit(t.Context(), h.db)) // the person is asked again
	}
	if h.count("frontdesk_setting") != 0 || h.count("frontdesk_audit") != 0 {
		t.Error("an intent is left")
	}
	var e *domain.Error
	_, err := h.Create(t.Context(), work.New("3"), olga, strings.Repeat("ы", 51))
	if !errors.As(err, &e) || e.Params["Max"] != 50 {
		t.Errorf("the refusal does not say how long it may be: %v", err)
	}
}

func TestAShopIsChangedWhereThereIsNoDjango(t *testing.T) {
	t.Parallel()
	h := newHouse(t, false)
	ctx := t.Context()
	must(t, h.press("1", func(u *work.Unit) error { return h.Rename(ctx, u, olga, h.shop, "Новое имя") }))
	must(t, h.press("2", func(u *work.Unit) error { return h.SetSlug(ctx, u, olga, h.shop, "My-Shop") }))
	e, err := h.Edit(ctx, olga, h.shop)
	must(t, err)
	if e.Shop.Name != "Новое имя" || e.Shop.Slug != "my-shop" || !e.HasKey || e.Warehouses != 0 {
		t.Errorf("%+v", e)
	}
	taken := h.press("3", func(u *work.Unit) error { return h.SetSlug(ctx, u, olga, h.other, "MY-shop") })
	refused(t, taken, domain.KindConflict, "error.slug_taken")
	for _, slug := range []string{"", "мой", "a b", "a/b"} {
		err := h.press("4", func(u *work.Unit) error { return h.SetSlug(ctx, u, olga, h.other, slug) })
		if err == nil || domain.KindOf(err) != domain.KindInvalid {
			t.Errorf("slug %q: %v", slug, err)
		}
	}
	for _, key := range []string{"", "   ", "mykey", "  eleven-chrs ", strings.Repeat("k", 51)} {
		err := h.press("5", func(u *work.Unit) error { return h.SetKey(ctx, u, olga, h.shop, key) })
		if err == nil || domain.KindOf(err) != domain.KindInvalid {
			t.Errorf("key of %d letters: %v", len(key), err)
		}
	}
	err = h.press("6", func(u *work.Unit) error { return h.Rename(ctx, u, olga, 4040, "Нет такой") })
	refused(t, err, domain.KindNotFound, keyNotFound)
	if n := h.count("frontdesk_audit"); n != 2 {
		t.Errorf("%d audit lines", n)
	}
}

func TestWarehousesComeAndGoOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, false)
	ctx := t.Context()
	add := func(u *work.Unit) error {
		return h.AddWarehouse(ctx, u, olga, h.shop, 1020000123456, "Основной")
	}
	must(t, add(work.New("1"))) // and we die
	must(t, h.press("1", add))
	s, err := h.Warehouses(ctx, olga, h.shop)
	must(t, err)
	if len(s.Items) != 1 || s.Items[0].WarehouseID != 1020000123456 || h.count("frontdesk_audit") != 1 {
		t.Fatalf("%+v, %d audit lines", s.Items, h.count("frontdesk_audit"))
	}
	err = h.press("2", func(u *work.Unit) error { return h.AddWarehouse(ctx, u, olga, h.shop, 1020000123456, "Другой") })
	refused(t, err, domain.KindConflict, "error.warehouse_taken")

	id := s.Items[0].ID
	remove := func(u *work.Unit) error {
		was, err := h.RemoveWarehouse(ctx, u, olga, h.shop, id)
		if err == nil && !was {
			t.Error("it was not there")
		}
		return err
	}
	must(t, remove(work.New("3"))) // and we die
	must(t, h.press("3", remove))
	if h.count("warehouses") != 0 || h.count("frontdesk_audit WHERE details = '1020000123456 Основной'") != 2 {
		t.Errorf("%d warehouses, %d audit lines", h.count("warehouses"), h.count("frontdesk_audit"))
	}
	u := work.New("4")
	if was, err := h.RemoveWarehouse(ctx, u, olga, h.shop, id); err != nil || was {
		t.Errorf("removed twice: %v, %v", was, err)
	}
}
