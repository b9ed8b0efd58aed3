package host

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

const (
	selectLinked = `SELECT EXISTS (SELECT 1 FROM tg_bot_telegramuser_shops l
		JOIN tg_bot_telegramuser u ON u.id = l.telegramuser_id WHERE u.chat_id = ? AND l.shop_id = ?)`
	insertLink = `INSERT INTO tg_bot_telegramuser_shops (telegramuser_id, shop_id)
		SELECT u.id, s.id FROM tg_bot_telegramuser u, shops s WHERE u.chat_id = ? AND s.id = ?
		ON CONFLICT (telegramuser_id, shop_id) DO NOTHING RETURNING shop_id`
	deleteLink = `DELETE FROM tg_bot_telegramuser_shops
		WHERE shop_id = ? AND telegramuser_id IN (SELECT id FROM tg_bot_telegramuser WHERE chat_id = ?)`
)

// djangoSideWrites gives all statements that ever change an external host.
func djangoSideWrites() []string {
	return []string{
		upsertPerson, updateLoggedOut, updateBanned, updateActive, updateShopActive, updateShopPrices, insertLink, deleteLink,
	}
}

// LinkShops links shops to a person and gives those that were not linked before. A shop that no longer exists is passed over.
// KindNotFound for a person who never signed in.
func (h *Host) LinkShops(ctx context.Context, chatID int64, shopIDs []int64) ([]int64, error) {
	if _, err := h.FindTelegramUser(ctx, chatID); err != nil {
		return nil, err
	}
	var wanted []int64
	for _, id := range shopIDs {
		linked, err := h.IsLinked(ctx, chatID, id)
		if err != nil {
			return nil, err
		}
		if !linked && !slices.Contains(wanted, id) {
			wanted = append(wanted, id)
		}
	}
	if wanted == nil {
		return nil, nil
	}
	var added []int64
	err := h.change(ctx, func(ctx context.Context, tx tx) error {
		added = nil
		for _, id := range wanted {
			var one int64
			switch err := tx.get(ctx, &one, insertLink, chatID, id); {
			case err == nil:
				added = append(added, one)
			case !errors.Is(err, sql.ErrNoRows):
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// UnlinkShop takes a shop away from a person and tells whether it was linked.
func (h *Host) UnlinkShop(ctx context.Context, chatID, shopID int64) (bool, error) {
	if linked, err := h.IsLinked(ctx, chatID, shopID); err != nil || !linked {
		return false, err
	}
	var gone int64
	err := h.change(ctx, func(ctx context.Context, tx tx) (err error) {
		gone, err = tx.exec(ctx, deleteLink, shopID, chatID)
		return err
	})
	return gone > 0 && err == nil, err
}

// IsLinked tells whether a shop is linked to a person: what a seller's right to it hangs on.
func (h *Host) IsLinked(ctx context.Context, chatID, shopID int64) (bool, error) {
	var linked bool
	err := h.read.Get(ctx, &linked, selectLinked, chatID, shopID)
	return linked, notFound(err, "")
}

// CountLinked tells to how many people a shop is linked.
func (h *Host) CountLinked(ctx context.Context, shopID int64) (int, error) {
	var count int
	err := h.read.Get(ctx, &count, "SELECT COUNT(*) FROM tg_bot_telegramuser_shops WHERE shop_id = ?", shopID)
	return count, notFound(err, "")
}
