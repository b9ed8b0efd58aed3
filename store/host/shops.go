package host

import (
	"context"
	"strings"

	"frontdesk/domain"
)

const shopColumns = "id, name, COALESCE(slug, '') AS slug, client_id, vendor_name, is_active, price_updating"

const (
	selectShop       = "SELECT " + shopColumns + " FROM shops WHERE id = ?"
	updateShopActive = "UPDATE shops SET is_active = ? WHERE id = ? AND is_active <> ?"
	updateShopPrices = "UPDATE shops SET price_updating = ? WHERE id = ? AND price_updating <> ?"
)

type shopRow struct {
	ID            int64  `db:"id"`
	Name          string `db:"name"`
	Slug          string `db:"slug"`
	ClientID      string `db:"client_id"`
	VendorName    string `db:"vendor_name"`
	Active        bool   `db:"is_active"`
	PriceUpdating bool   `db:"price_updating"`
}

func shopsOf(rows []shopRow) []domain.Shop {
	shops := make([]domain.Shop, len(rows))
	for i, row := range rows {
		shops[i] = domain.Shop(row)
	}
	return shops
}

// ShopFilter says which shops to list.
type ShopFilter struct {
	ChatID int64  // only shops linked to this person; 0 means all
	Query  string // part of the name in any case; empty means any
	Offset int
	Limit  int
}

// ListShops gives a page of shops by name, and how many there are on all pages.
func (h *Host) ListShops(ctx context.Context, f ShopFilter) ([]domain.Shop, int, error) {
	var where []string
	var args []any
	if f.ChatID != 0 {
		where = append(where, `id IN (SELECT l.shop_id FROM tg_bot_telegramuser_shops l
			JOIN tg_bot_telegramuser u ON u.id = l.telegramuser_id WHERE u.chat_id = ?)`)
		args = append(args, f.ChatID)
	}
	if pattern := containing(f.Query); pattern != "%%" {
		where = append(where, `LOWER(name) LIKE ? ESCAPE '\'`)
		args = append(args, pattern)
	}
	from := " FROM shops"
	if where != nil {
		from += " WHERE " + strings.Join(where, " AND ")
	}
	var total int
	if err := h.read.Get(ctx, &total, "SELECT COUNT(*)"+from, args...); err != nil {
		return nil, 0, notFound(err, "")
	}
	var rows []shopRow
	err := h.read.All(ctx, &rows, "SELECT "+shopColumns+from+" ORDER BY LOWER(name), id LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset)...)
	if err != nil {
		return nil, 0, notFound(err, "")
	}
	return shopsOf(rows), total, nil
}

// FindShop finds a shop by its id. KindNotFound with "error.not_found".
func (h *Host) FindShop(ctx context.Context, id int64) (domain.Shop, error) {
	var row shopRow
	if err := h.read.Get(ctx, &row, selectShop, id); err != nil {
		return domain.Shop{}, notFound(err, "error.not_found")
	}
	return domain.Shop(row), nil
}

// ShopsByKey gives the shops whose api key is exactly this one: none, one, or several that share it. An empty key is nobody's,
// also where shops have none.
func (h *Host) ShopsByKey(ctx context.Context, key string) ([]domain.Shop, error) {
	if key == "" {
		return nil, nil
	}
	var rows []shopRow
	err := h.read.All(ctx, &rows, "SELECT "+shopColumns+" FROM shops WHERE ozon_api_key = ? ORDER BY LOWER(name), id", key)
	if err != nil {
		return nil, notFound(err, "")
	}
	return shopsOf(rows), nil
}

// SetShopFlag switches a property of a shop to value and tells whether that changed anything. KindNotFound for a shop that is
// gone. A value that already stands is no write: nothing of Django's has to wait for it.
func (h *Host) SetShopFlag(ctx context.Context, shopID int64, field domain.ShopField, value bool) (bool, error) {
	shop, err := h.FindShop(ctx, shopID)
	if err != nil {
		return false, err
	}
	var update string
	var now bool
	switch field {
	case domain.FieldActive:
		update, now = updateShopActive, shop.Active
	case domain.FieldPriceUpdating:
		update, now = updateShopPrices, shop.PriceUpdating
	default:
		return false, domain.Fail(domain.KindInvalid, "error.invalid", nil)
	}
	if now == value {
		return false, nil
	}
	var changed int64
	err = h.change(ctx, func(ctx context.Context, tx tx) (err error) {
		changed, err = tx.exec(ctx, update, value, shopID, value)
		return err
	})
	return changed > 0 && err == nil, err
}

type warehouseRow struct {
	ID          int64  `db:"id"`
	ShopID      int64  `db:"shop_id"`
	Name        string `db:"name"`
	WarehouseID int64  `db:"warehouse_id"`
}

// ListWarehouses gives a shop's warehouses in the order in which they were added.
func (h *Host) ListWarehouses(ctx context.Context, shopID int64) ([]domain.Warehouse, error) {
	var rows []warehouseRow
	if err := h.read.All(ctx, &rows, "SELECT id, shop_id, name, warehouse_id FROM warehouses WHERE shop_id = ? ORDER BY id", shopID); err != nil {
		return nil, notFound(err, "")
	}
	warehouses := make([]domain.Warehouse, len(rows))
	for i, row := range rows {
		warehouses[i] = domain.Warehouse(row)
	}
	return warehouses, nil
}
