package shops

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

func keyOf(err error) string {
	var e *domain.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// asked is a method of the service as one person calls it.
type asked struct {
	name   string
	call   func(ctx context.Context, h *house, u *work.Unit, who int64) error
	anyOne bool // every signed-in person may: it is about their own list
	edit   bool // admins only, where there is no Django
}

func methods() []asked {
	plain := func(name string, call func(ctx context.Context, h *house, u *work.Unit, who int64) error) asked {
		return asked{name: name, call: call}
	}
	edit := func(name string, call func(ctx context.Context, h *house, u *work.Unit, who int64) error) asked {
		return asked{name: name, call: call, edit: true}
	}
	return []asked{
		{name: "List", anyOne: true, call: func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.List(ctx, who, Filter{PageSize: 5})
			return err
		}},
		{name: "Unlink", anyOne: true, call: func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			_, err := h.Unlink(ctx, u, who, h.shop)
			return err
		}},
		plain("Shop", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.Shop(ctx, who, h.shop)
			return err
		}),
		plain("Info", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.Info(ctx, who, h.shop)
			return err
		}),
		plain("Switch", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.Switch(ctx, who, h.shop, domain.FieldActive)
			return err
		}),
		plain("Set", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			_, err := h.Set(ctx, u, who, h.shop, domain.FieldActive, false)
			return err
		}),
		plain("Undo", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			_, err := h.Undo(ctx, u, who, h.changeBy(who))
			return err
		}),
		edit("Create", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			_, err := h.Create(ctx, u, who, "Новая")
			return err
		}),
		edit("Edit", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.Edit(ctx, who, h.shop)
			return err
		}),
		edit("Rename", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			return h.Rename(ctx, u, who, h.shop, "Иначе")
		}),
		edit("SetKey", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			return h.SetKey(ctx, u, who, h.shop, "a new long key")
		}),
		edit("SameKey", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.SameKey(ctx, who, h.shop, "new key")
			return err
		}),
		edit("SetSlug", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			return h.SetSlug(ctx, u, who, h.shop, "masha")
		}),
		edit("Warehouses", func(ctx context.Context, h *house, _ *work.Unit, who int64) error {
			_, err := h.Warehouses(ctx, who, h.shop)
			return err
		}),
		edit("AddWarehouse", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			return h.AddWarehouse(ctx, u, who, h.shop, 7, "Седьмой")
		}),
		edit("RemoveWarehouse", func(ctx context.Context, h *house, u *work.Unit, who int64) error {
			_, err := h.RemoveWarehouse(ctx, u, who, h.shop, 1)
			return err
		}),
	}
}

// changeBy writes down a change that somebody has just made, whether or not they may have.
func (h *house) changeBy(who int64) int64 {
	h.t.Helper()
	c := domain.Change{Key: fmt.Sprint("made by ", who), ShopID: h.shop, Field: domain.FieldActive, New: true, ByID: who, ByName: "кто-то"}
	must(h.t, h.db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if err := tx.IntendChange(ctx, &c); err != nil {
			return err
		}
		_, err := tx.ApplyChange(ctx, c.ID)
		return err
	}))
	h.djangoSets(domain.FieldActive, true)
	return c.ID
}

func TestEveryMethodAsksWhoItIs(t *testing.T) {
	people := []struct {
		name  string
		id    int64
		anyOf bool // comes through to what everybody has
		shop  bool // comes through to the shop
		admin bool
	}{
		{"a stranger", stranger, false, false, false},
		{"a banned seller", bannedID, false, false, false},
		{"an inactive seller", idleID, false, false, false},
		{"a seller who signed out", outID, false, false, false},
		{"a seller of another shop", petya, true, false, false},
		{"the shop's seller", masha, true, true, false},
		{"an admin", olga, true, true, true},
	}
	eachHouse(t, func(t *testing.T, shared *house) {
		external := shared.external
		for _, p := range people {
			for _, m := range methods() {
				t.Run(p.name+" "+m.name, func(t *testing.T) {
					t.Parallel()
					h := newHouse(t, external)
					h.djangoSets(domain.FieldActive, true)
					u := work.New("1")
					err := m.call(t.Context(), h, u, p.id)
					switch {
					case m.edit && p.admin && external:
						refused(t, err, domain.KindForbidden, keyInDjango)
					case m.edit && p.admin, m.anyOne && p.anyOf, !m.edit && !m.anyOne && p.shop:
						if err != nil {
							t.Errorf("refused: %v", err)
						}
						return
					default:
						refused(t, err, domain.KindForbidden, keyForbidden)
					}
					must(t, u.Commit(t.Context(), h.db))
					if !h.on() || h.count("frontdesk_audit") != 0 {
						t.Error("something was done although it was refused")
					}
				})
			}
		}
	})
}

func TestABannedAdminIsNobody(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		must(t, h.host.SetBanned(t.Context(), olga, true))
		_, err := h.Shop(t.Context(), olga, h.shop)
		refused(t, err, domain.KindForbidden, keyForbidden)
	})
}

func TestAShopThatIsGone(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		for _, who := range []int64{masha, olga} {
			_, err := h.Shop(t.Context(), who, 4040)
			refused(t, err, domain.KindNotFound, keyNotFound)
			_, err = h.Set(t.Context(), work.New("1"), who, 4040, domain.FieldActive, true)
			refused(t, err, domain.KindNotFound, keyNotFound)
			_, err = h.Undo(t.Context(), work.New("1"), who, 4040)
			refused(t, err, domain.KindNotFound, keyNotFound)
		}
	})
}

func TestASellerSeesTheirOwnShopsAndAnAdminAll(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		mine, err := h.List(t.Context(), masha, Filter{PageSize: 5})
		must(t, err)
		if len(mine.Items) != 1 || mine.Items[0].ID != h.shop || mine.Total != 1 || mine.Pages != 1 || mine.Role != domain.RoleSeller {
			t.Errorf("a seller sees %+v", mine)
		}
		all, err := h.List(t.Context(), olga, Filter{PageSize: 1, Page: 99})
		must(t, err)
		if all.Total < 2 || all.Pages != all.Total || all.Page != all.Pages-1 || len(all.Items) != 1 {
			t.Errorf("a page behind the last one: %+v", all)
		}
		none, err := h.List(t.Context(), olga, Filter{PageSize: 5, Page: 3, Query: "нет такого"})
		must(t, err)
		if none.Total != 0 || none.Page != 0 || none.Pages != 1 || len(none.Items) != 0 {
			t.Errorf("a search that finds nothing: %+v", none)
		}
		name := all.Items[0].Name
		found, err := h.List(t.Context(), olga, Filter{PageSize: 5, Query: name})
		must(t, err)
		if found.Total == 0 {
			t.Errorf("%q is not found by its own name", name)
		}
	})
}
