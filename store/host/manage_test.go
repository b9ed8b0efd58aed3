package host

import (
	"errors"
	"strings"
	"testing"

	"frontdesk/domain"
)

func TestShopsAreManagedWithoutDjango(t *testing.T) {
	onEmbedded(t, openMarket, func(t *testing.T, h *Host) {
		ctx := t.Context()
		if err := errors.Join(h.RenameShop(ctx, 1, " Новая витрина "), h.SetShopKey(ctx, 1, "sample-key-002"), h.SetShopSlug(ctx, 1, ""), h.SetShopSlug(ctx, 2, "")); err != nil {
			t.Fatal(err)
		}
		got, err := h.FindShop(ctx, 1)
		want := domain.Shop{ID: 1, Name: "Новая витрина", ClientID: "1001", VendorName: "Сималенд", PriceUpdating: true}
		if got != want || err != nil {
			t.Errorf("%+v, %v", got, err)
		}
		if shops, err := h.ShopsByKey(ctx, "sample-key-002"); names(shops) != "Витрина 2, Новая витрина" || err != nil {
			t.Errorf("a key that two shops share: %s, %v", names(shops), err)
		}
		w, err := h.AddWarehouse(ctx, 1, "Склад у реки", 7)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.RemoveWarehouse(ctx, 2, w.ID); err != nil {
			t.Fatal(err)
		}
		if all, err := h.ListWarehouses(ctx, 1); len(all) != 2 || all[1] != w || err != nil {
			t.Errorf("a warehouse removed from another shop: %+v, %v", all, err)
		}
		for _, want := range []bool{true, false} {
			if was, err := h.RemoveWarehouse(ctx, 1, w.ID); was != want || err != nil {
				t.Errorf("removing: %v, %v", was, err)
			}
		}
	})
}

func TestWhatAShopMayNotBe(t *testing.T) {
	onEmbedded(t, openMarket, func(t *testing.T, h *Host) {
		ctx := t.Context()
		long := strings.Repeat("ы", 51)
		shop := domain.Shop{Name: "Лавка"}
		create := func(change func(s *domain.Shop), key string) error {
			s := shop
			change(&s)
			_, err := h.CreateShop(ctx, s, key)
			return err
		}
		_, noShop := h.AddWarehouse(ctx, noSuch, "Склад", 1)
		_, noName := h.AddWarehouse(ctx, 1, " ", 1)
		_, negative := h.AddWarehouse(ctx, 1, "Склад", -1)
		for name, c := range map[string]struct {
			err  error
			kind domain.Kind
			key  string
		}{
			"no name":               {create(func(s *domain.Shop) { s.Name = " " }, "k"), domain.KindInvalid, "error.empty"},
			"a long name":           {create(func(s *domain.Shop) { s.Name = long }, "k"), domain.KindInvalid, "error.too_long"},
			"no key":                {create(func(*domain.Shop) {}, " "), domain.KindInvalid, "error.empty"},
			"a long key":            {create(func(*domain.Shop) {}, long), domain.KindInvalid, "error.too_long"},
			"a long client id":      {create(func(s *domain.Shop) { s.ClientID = "123456789" }, "k"), domain.KindInvalid, "error.too_long"},
			"a long vendor":         {create(func(s *domain.Shop) { s.VendorName = long }, "k"), domain.KindInvalid, "error.too_long"},
			"a long slug":           {create(func(s *domain.Shop) { s.Slug = long }, "k"), domain.KindInvalid, "error.too_long"},
			"a slug with spaces":    {create(func(s *domain.Shop) { s.Slug = "a b" }, "k"), domain.KindInvalid, "error.slug_characters"},
			"a slug that is taken":  {create(func(s *domain.Shop) { s.Slug = "shop-4" }, "k"), domain.KindConflict, "error.slug_taken"},
			"a new name too long":   {h.RenameShop(ctx, 1, long), domain.KindInvalid, "error.too_long"},
			"an empty new key":      {h.SetShopKey(ctx, 1, ""), domain.KindInvalid, "error.empty"},
			"another's slug":        {h.SetShopSlug(ctx, 1, "shop-2"), domain.KindConflict, "error.slug_taken"},
			"a shop that is gone":   {h.RenameShop(ctx, noSuch, "Лавка"), domain.KindNotFound, "error.not_found"},
			"a warehouse of none":   {noShop, domain.KindNotFound, "error.not_found"},
			"a nameless warehouse":  {noName, domain.KindInvalid, "error.empty"},
			"a warehouse's number":  {negative, domain.KindInvalid, "error.warehouse_number"},
			"its slug is no slug":   {h.SetShopSlug(ctx, 1, "я"), domain.KindInvalid, "error.slug_characters"},
			"a longest name passes": {h.RenameShop(ctx, 1, long[:100]), -1, ""},
		} {
			var got *domain.Error
			if c.kind < 0 {
				if c.err != nil {
					t.Errorf("%s: %v", name, c.err)
				}
				continue
			}
			if !errors.As(c.err, &got) || got.Kind != c.kind || got.Key != c.key {
				t.Errorf("%s: %v, want %v %s", name, c.err, c.kind, c.key)
			} else if strings.HasSuffix(c.key, "too_long") && got.Params["Max"] == nil {
				t.Errorf("%s: the text is not told the greatest length", name)
			}
		}
	})
}

func TestDjangosShopsAreManagedInDjango(t *testing.T) {
	onDjangos(t, func(t *testing.T, h *Host) {
		ctx := t.Context()
		_, create := h.CreateShop(ctx, domain.Shop{Name: "Лавка"}, "k")
		_, add := h.AddWarehouse(ctx, 1, "Склад", 1)
		_, remove := h.RemoveWarehouse(ctx, 1, 1)
		for _, err := range []error{create, add, remove, h.RenameShop(ctx, 1, "Лавка"), h.SetShopKey(ctx, 1, "k"), h.SetShopSlug(ctx, 1, "s")} {
			var got *domain.Error
			if !errors.As(err, &got) || got.Kind != domain.KindForbidden || got.Key != "error.shops_in_django" {
				t.Errorf("%v", err)
			}
		}
		if _, total, err := h.ListShops(ctx, ShopFilter{Limit: 1}); total != 7 || err != nil {
			t.Errorf("%d shops, %v", total, err)
		}
	})
}
