package shops

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// Unlink takes a shop out of the person's own list. It tells false, and writes nothing, when it was not there.
func (s *Service) Unlink(ctx context.Context, u *work.Unit, actor, shopID int64) (bool, error) {
	person, err := s.person(ctx, actor)
	if err != nil {
		return false, err
	}
	linked, err := s.host.IsLinked(ctx, actor, shopID)
	if err != nil {
		return false, fmt.Errorf("read who is linked to shop %d: %w", shopID, err)
	}
	line := store.Audit{Actor: actor, Name: person.Name(), Action: "shop.unlink", Subject: subject(shopID), WorkKey: u.Key()}
	return s.takeAway(ctx, u, linked, line, func() error {
		_, err := s.host.UnlinkShop(ctx, actor, shopID)
		return err
	})
}

// takeAway removes something from the host. That it is gone does not tell who removed it, so the intent to do so is
// written first: it brings the audit line after a crash.
func (s *Service) takeAway(ctx context.Context, u *work.Unit, there bool, line store.Audit, remove func() error) (bool, error) {
	name := intentName(u, line.Action)
	intent, err := s.db.Setting(ctx, name)
	if err != nil {
		return false, fmt.Errorf("look for an earlier try: %w", err)
	}
	if intent == "" {
		if !there {
			return false, nil
		}
		// The details are those of the first try: after a crash the thing may be gone.
		if err := s.intend(ctx, name, "-"+line.Details); err != nil {
			return false, err
		}
	} else {
		line.Details = strings.TrimPrefix(intent, "-")
	}
	if err := remove(); err != nil {
		return false, vanished(fmt.Errorf("%s: %w", line.Action, err))
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.DropSetting(ctx, name); err != nil {
			return err
		}
		return tx.AddAudit(ctx, line)
	})
	return true, nil
}

func intentName(u *work.Unit, action string) string { return "intent:" + u.Key() + ":" + action }

func (s *Service) intend(ctx context.Context, name, value string) error {
	err := s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, name, value) })
	if err != nil {
		return fmt.Errorf("write down what is to be done: %w", err)
	}
	return nil
}

// admin reads who asks, and refuses all but admins, and everybody where shops belong to Django.
func (s *Service) admin(ctx context.Context, actor int64) (domain.TelegramUser, error) {
	u, err := s.person(ctx, actor)
	if err != nil {
		return u, err
	}
	if u.Role != domain.RoleAdmin {
		return u, forbidden("not an admin")
	}
	if s.host.External() {
		return u, domain.Fail(domain.KindForbidden, keyInDjango, nil)
	}
	return u, nil
}

// edit is admin for a shop that is to be changed.
func (s *Service) edit(ctx context.Context, actor, shopID int64) (access, error) {
	if _, err := s.admin(ctx, actor); err != nil {
		return access{}, err
	}
	return s.reach(ctx, actor, shopID)
}

// Create makes a shop that is off and whose prices are updated once it is on, as "frontdesk shop add" does, with a key that nobody knows until SetKey gives it a real one. KindInvalid for a
// name that is empty or too long (Params["Max"]).
//
// The made key is what finds the shop again when the same update comes after a crash: it is written down first, and no
// other shop can have it.
func (s *Service) Create(ctx context.Context, u *work.Unit, actor int64, name string) (domain.Shop, error) {
	person, err := s.admin(ctx, actor)
	if err != nil {
		return domain.Shop{}, err
	}
	const action = "shop.create"
	intent := intentName(u, action)
	marker, err := s.db.Setting(ctx, intent)
	if err != nil {
		return domain.Shop{}, fmt.Errorf("look for an earlier try: %w", err)
	}
	if marker == "" {
		marker = rand.Text()
		if err := s.intend(ctx, intent, marker); err != nil {
			return domain.Shop{}, err
		}
	}
	shop, err := s.createOnce(ctx, marker, name)
	if err != nil {
		// Whoever goes on after a refused name begins anew.
		u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.DropSetting(ctx, intent) })
		return domain.Shop{}, err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.DropSetting(ctx, intent); err != nil {
			return err
		}
		if err := tx.SetSetting(ctx, keyMade(shop.ID), "1"); err != nil {
			return err
		}
		return tx.AddAudit(ctx, store.Audit{
			Actor: actor, Name: person.Name(), Action: action, Subject: subject(shop.ID), Details: shop.Name, WorkKey: u.Key(),
		})
	})
	return shop, nil
}

func (s *Service) createOnce(ctx context.Context, marker, name string) (domain.Shop, error) {
	made, err := s.host.ShopsByKey(ctx, marker)
	if err != nil {
		return domain.Shop{}, fmt.Errorf("look for the shop of an earlier try: %w", err)
	}
	if len(made) > 0 {
		return made[0], nil
	}
	shop, err := s.host.CreateShop(ctx, domain.Shop{Name: name, PriceUpdating: true}, marker)
	if err != nil {
		return domain.Shop{}, fmt.Errorf("create shop: %w", err)
	}
	return shop, nil
}

// keyMade names the setting that says that a shop's key was made by us and given to nobody.
func keyMade(shopID int64) string { return fmt.Sprintf("shop:%d:key_made", shopID) }

// Rename gives a shop another name; errors as Create.
func (s *Service) Rename(ctx context.Context, u *work.Unit, actor, shopID int64, name string) error {
	return s.change(ctx, u, actor, shopID, "shop.rename", name, func() error { return s.host.RenameShop(ctx, shopID, name) })
}

// SetKey gives a shop the api key by which sellers link it. People who are linked stay so. KindInvalid for a key that
// is empty, too short (Params["Min"]) or too long (Params["Max"]).
func (s *Service) SetKey(ctx context.Context, u *work.Unit, actor, shopID int64, key string) error {
	err := s.change(ctx, u, actor, shopID, "shop.key", "", func() error {
		if err := domain.CheckShopKey(key); err != nil {
			return err
		}
		return s.host.SetShopKey(ctx, shopID, key)
	})
	if err == nil {
		u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.DropSetting(ctx, keyMade(shopID)) })
	}
	return err
}

// SameKey tells an admin how many other shops have this api key: a seller who enters it gets all of them.
func (s *Service) SameKey(ctx context.Context, actor, shopID int64, key string) (int, error) {
	if _, err := s.admin(ctx, actor); err != nil {
		return 0, err
	}
	same, err := s.host.ShopsByKey(ctx, strings.TrimSpace(key))
	if err != nil {
		return 0, fmt.Errorf("look for shops with the same key: %w", err)
	}
	others := slices.DeleteFunc(same, func(shop domain.Shop) bool { return shop.ID == shopID })
	return len(others), nil
}

// Edit is what an admin may change of a shop.
type Edit struct {
	Shop       domain.Shop
	HasKey     bool // somebody knows its api key, so that sellers can link it
	Warehouses int
}

// Edit reads what there is to change of a shop.
func (s *Service) Edit(ctx context.Context, actor, shopID int64) (Edit, error) {
	stocks, err := s.Warehouses(ctx, actor, shopID)
	if err != nil {
		return Edit{}, err
	}
	made, err := s.db.Setting(ctx, keyMade(shopID))
	if err != nil {
		return Edit{}, fmt.Errorf("read whether the key was made: %w", err)
	}
	return Edit{Shop: stocks.Shop, HasKey: made == "", Warehouses: len(stocks.Items)}, nil
}

// SetSlug gives a shop its short name for links, in small letters. KindInvalid for other characters than letters,
// digits, - and _ or for a slug that is too long (Params["Max"]), KindConflict ("error.slug_taken") for another shop's.
func (s *Service) SetSlug(ctx context.Context, u *work.Unit, actor, shopID int64, slug string) error {
	slug = strings.ToLower(strings.TrimSpace(slug))
	return s.change(ctx, u, actor, shopID, "shop.slug", slug, func() error {
		if slug == "" {
			return domain.Fail(domain.KindInvalid, "error.empty", nil)
		}
		return s.host.SetShopSlug(ctx, shopID, slug)
	})
}

// change sets something of a shop in the host, which may be done twice, and lets the unit record it.
func (s *Service) change(ctx context.Context, u *work.Unit, actor, shopID int64, action, details string, set func() error) error {
	a, err := s.edit(ctx, actor, shopID)
	if err != nil {
		return err
	}
	if err := set(); err != nil {
		return vanished(fmt.Errorf("%s of shop %d: %w", action, shopID, err))
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddAudit(ctx, store.Audit{
			Actor: actor, Name: a.person.Name(), Action: action, Subject: subject(shopID), Details: details, WorkKey: u.Key(),
		})
	})
	return nil
}

// Stocks are a shop's warehouses as an admin edits them.
type Stocks struct {
	Shop  domain.Shop
	Items []domain.Warehouse
}

// Warehouses reads a shop's warehouses to add to them or remove them.
func (s *Service) Warehouses(ctx context.Context, actor, shopID int64) (Stocks, error) {
	a, err := s.edit(ctx, actor, shopID)
	if err != nil {
		return Stocks{}, err
	}
	items, err := s.host.ListWarehouses(ctx, shopID)
	if err != nil {
		return Stocks{}, fmt.Errorf("list warehouses: %w", err)
	}
	return Stocks{Shop: a.shop, Items: items}, nil
}

// AddWarehouse adds a warehouse by the marketplace's number. One that the shop has already, by number and name, is
// not added again; the same number under another name is KindConflict. KindInvalid for a name that is empty or too long
// (Params["Max"]) and for a negative number.
func (s *Service) AddWarehouse(ctx context.Context, u *work.Unit, actor, shopID, number int64, name string) error {
	name = strings.TrimSpace(name)
	details := fmt.Sprintf("%d %s", number, name)
	return s.change(ctx, u, actor, shopID, "shop.warehouse_add", details, func() error {
		have, err := s.host.ListWarehouses(ctx, shopID)
		if err != nil {
			return err
		}
		for _, w := range have {
			if w.WarehouseID == number && w.Name == name {
				return nil
			}
			if w.WarehouseID == number {
				return domain.Fail(domain.KindConflict, "error.warehouse_taken", nil)
			}
		}
		_, err = s.host.AddWarehouse(ctx, shopID, name, number)
		return err
	})
}

// RemoveWarehouse takes a warehouse, by its row's id, away from a shop. It tells false, and writes nothing, when it was
// not there.
func (s *Service) RemoveWarehouse(ctx context.Context, u *work.Unit, actor, shopID, id int64) (bool, error) {
	a, err := s.edit(ctx, actor, shopID)
	if err != nil {
		return false, err
	}
	items, err := s.host.ListWarehouses(ctx, shopID)
	if err != nil {
		return false, fmt.Errorf("list warehouses: %w", err)
	}
	line := store.Audit{Actor: actor, Name: a.person.Name(), Action: "shop.warehouse_remove", Subject: subject(shopID), WorkKey: u.Key()}
	there := false
	for _, w := range items {
		if w.ID == id {
			there = true
			line.Details = fmt.Sprintf("%d %s", w.WarehouseID, w.Name)
		}
	}
	return s.takeAway(ctx, u, there, line, func() error {
		_, err := s.host.RemoveWarehouse(ctx, shopID, id)
		return err
	})
}
