package domain

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Shop is a marketplace shop of the host. Its api key is not here: it is compared in the store and never travels.
type Shop struct {
	ID            int64
	Name          string
	Slug          string // may be empty
	ClientID      string // the marketplace's own number of the seller; may be empty
	VendorName    string
	Active        bool
	PriceUpdating bool
}

// MinShopKey is the least length in characters of an api key that is given to a shop here: it is the whole of a seller's
// sign-in. Keys that stand in the host already are what they are, and keep working.
const MinShopKey = 12

// CheckShopKey refuses a new api key that is too short: KindInvalid with "error.key_short" and Params["Min"]. An empty one
// is not its affair.
func CheckShopKey(key string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(key)); n > 0 && n < MinShopKey {
		return Fail(KindInvalid, "error.key_short", map[string]any{"Min": MinShopKey})
	}
	return nil
}

// Warehouse is a warehouse of a shop.
type Warehouse struct {
	ID          int64
	ShopID      int64
	Name        string
	WarehouseID int64 // the marketplace's number of it
}

// ShopField names a property of a shop that people switch.
type ShopField string

// The two switches of a shop, by the host's column names.
const (
	FieldActive        ShopField = "is_active"
	FieldPriceUpdating ShopField = "price_updating"
)

// Change is one switch of a shop by a person: what the "who did it" line, Undo and the audit log stand on.
type Change struct {
	ID       int64
	Key      string // the work that asked for it: the same after a crash, so a repeated update finds its own change
	ShopID   int64
	Field    ShopField
	Old, New bool
	ByID     int64 // Telegram user id
	ByName   string
	At       time.Time
	UndoOf   int64 // the change that this one takes back; 0 when none
	Status   ChangeStatus
}

// ChangeStatus tells how far a change has come.
type ChangeStatus int

// A change is written down before the host's row is touched, and applied after.
const (
	ChangeIntended ChangeStatus = 0
	ChangeApplied  ChangeStatus = 1
	ChangeUndone   ChangeStatus = 2
)

// UndoWindow is how long a change may be taken back by one tap.
const UndoWindow = 10 * time.Second
