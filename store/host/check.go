package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

// table is one of the host's tables and the columns of it that we use.
type table struct {
	name    string
	columns string
	ours    bool // we add rows to it, so a column that we do not know must be able to stay empty
}

// needed gives the tables and columns that an external host must have.
func needed() []table {
	return []table{
		{"auth_user", "id username password is_active", false},
		{"auth_group", "id name", false},
		{"auth_user_groups", "user_id group_id", false},
		{"shops", "id name slug client_id ozon_api_key is_active price_updating vendor_name", false},
		{"warehouses", "id name warehouse_id shop_id", false},
		{"tg_bot_telegramuser", "id chat_id first_name last_name username role created_at is_banned is_active is_logged_out", true},
		{"tg_bot_telegramuser_shops", "id telegramuser_id shop_id", true},
	}
}

// checkTables holds the database against needed and names everything that is missing at once.
func checkTables(ctx context.Context, db *sqlx.DB) error {
	var missing, unknown []string
	for _, t := range needed() {
		have, err := engine.Columns(ctx, db, t.name)
		if err != nil {
			return fmt.Errorf("host database: %w", err)
		}
		if len(have) == 0 {
			missing = append(missing, "table "+t.name)
			continue
		}
		want := strings.Fields(t.columns)
		for _, name := range want {
			if !slices.ContainsFunc(have, func(c engine.Column) bool { return c.Name == name }) {
				missing = append(missing, "column "+t.name+"."+name)
			}
		}
		for _, c := range have {
			if t.ours && c.NotNull && !c.HasDefault && !slices.Contains(want, c.Name) {
				unknown = append(unknown, t.name+"."+c.Name)
			}
		}
	}
	var errs []error
	if missing != nil {
		errs = append(errs, fmt.Errorf("host database: missing %s; run `python manage.py migrate` in the Django project, and check that FRONTDESK_HOST_DATABASE_URL names its database",
			strings.Join(missing, ", ")))
	}
	if unknown != nil {
		errs = append(errs, fmt.Errorf("host database: Frontdesk cannot add people while it does not know what to put into %s; give the field null=True in the Django project and migrate",
			strings.Join(unknown, ", ")))
	}
	return errors.Join(errs...)
}
