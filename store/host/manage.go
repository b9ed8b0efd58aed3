package host

import (
	"context"
	"strings"

	"frontdesk/domain"
)

// The columns' lengths in characters.
const (
	maxShopName      = 50
	maxShopSlug      = 50
	maxShopKey       = 50
	maxShopClientID  = 8
	maxShopVendor    = 50
	maxWarehouseName = 50
)

// inDjango refuses what belongs to Django's admin when there is one.
func (h *Host) inDjango() error {
	if h.external {
		return domain.Fail(domain.KindForbidden, "error.shops_in_django", nil)
	}
	return nil
}

// CreateShop adds a shop without Django and gives it back with its id. Name and key must not be empty, the slug may be; several
// shops may share a key. KindInvalid with Params["Max"] for a text that is too long, KindConflict with "error.slug_taken",
// and with an external host KindForbidden with "error.shops_in_django".
func (h *Host) CreateShop(ctx context.Context, shop domain.Shop, apiKey string) (domain.Shop, error) {
	if err := h.inDjango(); err != nil {
		return domain.Shop{}, err
	}
	shop.Name, shop.Slug, shop.ClientID, shop.VendorName = strings.TrimSpace(shop.Name), strings.TrimSpace(shop.Slug),
		strings.TrimSpace(shop.ClientID), strings.TrimSpace(shop.VendorName)
	apiKey = strings.TrimSpace(apiKey)
	for _, err := range []error{
		fits("name", shop.Name, maxShopName, false), slugFits(shop.Slug), fits("api key", apiKey, maxShopKey, false),
		fits("client id", shop.ClientID, maxShopClientID, true), fits("vendor", shop.VendorName, maxShopVendor, true),
	} {
		if err != nil {
			return domain.Shop{}, err
		}
	}
	err := h.change(ctx, func(ctx context.Context, tx tx) error {
		return tx.get(ctx, &shop.ID, `INSERT INTO shops
			(name, slug, client_id, ozon_api_key, shipper_api_key, is_active, price_updating, vendor_name)
			VALUES (?, ?, ?, ?, '', ?, ?, ?) RETURNING id`,
			shop.Name, orNull(shop.Slug), shop.ClientID, apiKey, shop.Active, shop.PriceUpdating, shop.VendorName)
	})
	if err != nil {
		return domain.Shop{}, conflict(err, "error.slug_taken")
	}
	return shop, nil
}

// RenameShop gives a shop a new name; errors as CreateShop, and KindNotFound.
func (h *Host) RenameShop(ctx context.Context, shopID int64, name string) error {
	name = strings.TrimSpace(name)
	return h.setShopText(ctx, "UPDATE shops SET name = ? WHERE id = ?", fits("name", name, maxShopName, false), name, shopID)
}

// SetShopKey gives a shop a new api key; errors as RenameShop. People who are already linked stay so.
func (h *Host) SetShopKey(ctx context.Context, shopID int64, apiKey string) error {
	apiKey = strings.TrimSpace(apiKey)
	return h.setShopText(ctx, "UPDATE shops SET ozon_api_key = ? WHERE id = ?", fits("api key", apiKey, maxShopKey, false), apiKey, shopID)
}

// SetShopSlug gives a shop a slug (letters, digits, - and _), or takes it away when empty; errors as RenameShop, and
// KindConflict with "error.slug_taken".
func (h *Host) SetShopSlug(ctx context.Context, shopID int64, slug string) error {
	slug = strings.TrimSpace(slug)
	return h.setShopText(ctx, "UPDATE shops SET slug = ? WHERE id = ?", slugFits(slug), orNull(slug), shopID)
}

func (h *Host) setShopText(ctx context.Context, update string, refusal error, value any, shopID int64) error {
	if err := h.inDjango(); err != nil {
		return err
	}
	if refusal != nil {
		return refusal
	}
	err := h.change(ctx, func(ctx context.Context, tx tx) error {
		changed, err := tx.exec(ctx, update, value, shopID)
		if err == nil && changed == 0 {
			return domain.Fail(domain.KindNotFound, "error.not_found", nil)
		}
		return err
	})
	return conflict(err, "error.slug_taken")
}

// AddWarehouse adds a warehouse with the marketplace's number to a shop; errors as RenameShop.
func (h *Host) AddWarehouse(ctx context.Context, shopID int64, name string, number int64) (domain.Warehouse, error) {
	if err := h.inDjango(); err != nil {
		return domain.Warehouse{}, err
	}
	w := domain.Warehouse{ShopID: shopID, Name: strings.TrimSpace(name), WarehouseID: number}
	if err := fits("name", w.Name, maxWarehouseName, false); err != nil {
		return domain.Warehouse{}, err
	}
	if number < 0 {
		return domain.Warehouse{}, domain.Fail(domain.KindInvalid, "error.warehouse_number", nil)
	}
	err := h.change(ctx, func(ctx context.Context, tx tx) error {
		err := tx.get(ctx, &w.ID, "INSERT INTO warehouses (name, warehouse_id, shop_id) SELECT ?, ?, id FROM shops WHERE id = ? RETURNING id",
			w.Name, w.WarehouseID, shopID)
		return notFound(err, "error.not_found")
	})
	if err != nil {
		return domain.Warehouse{}, err
	}
	return w, nil
}

// RemoveWarehouse takes a warehouse (by its row's id) away from a shop and tells whether it was there.
func (h *Host) RemoveWarehouse(ctx context.Context, shopID, id int64) (bool, error) {
	if err := h.inDjango(); err != nil {
		return false, err
	}
	var gone int64
	err := h.change(ctx, func(ctx context.Context, tx tx) (err error) {
		gone, err = tx.exec(ctx, "DELETE FROM warehouses WHERE id = ? AND shop_id = ?", id, shopID)
		return err
	})
	return gone > 0 && err == nil, err
}

// slugFits holds a slug against Django's SlugField; an empty one means none.
func slugFits(slug string) error {
	if err := fits("slug", slug, maxShopSlug, true); err != nil {
		return err
	}
	for _, r := range slug {
		if r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return domain.Fail(domain.KindInvalid, "error.slug_characters", nil)
		}
	}
	return nil
}

// orNull stores an empty text as NULL, so that any number of rows may have none in a unique column.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
