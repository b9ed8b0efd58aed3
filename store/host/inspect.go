package host

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"frontdesk/store/engine"
)

// Inspection is what an external host's database says about itself.
type Inspection struct {
	Journal    string       // SQLite's journal mode; empty for PostgreSQL
	Schema     error        // the tables and columns that are missing, and what to do
	NarrowChat bool         // chat_id takes 32 bits only: many people's ids do not fit
	Text       *engine.Text // how PostgreSQL treats texts; nil for SQLite
}

// WidenChatID is what widens the column on PostgreSQL.
const WidenChatID = "ALTER TABLE tg_bot_telegramuser ALTER COLUMN chat_id TYPE bigint;"

// Inspect looks at an external host's database and changes nothing; Django may go on saving.
func Inspect(ctx context.Context, url string) (Inspection, error) {
	u, err := engine.ParseURL(url)
	if err != nil {
		return Inspection{}, err
	}
	if u.Engine != engine.SQLite {
		h, err := Open(ctx, url)
		if err != nil {
			return Inspection{Schema: err}, nil
		}
		defer h.Close()
		columns, err := engine.Columns(ctx, h.pools[0], "tg_bot_telegramuser")
		if err != nil {
			return Inspection{}, err
		}
		text, err := engine.TextOf(ctx, h.pools[0])
		return Inspection{NarrowChat: narrow(u.Engine, columns), Text: &text}, err
	}
	if _, err := os.Stat(u.Path); err != nil {
		return Inspection{}, fmt.Errorf("there is no file %s; correct FRONTDESK_HOST_DATABASE_URL, or leave it empty to work without Django", u.Path)
	}
	db := engine.OpenSQLite(u.Path, engine.SQLiteOptions{Conns: 1, MustExist: true, QueryOnly: true, BusyMS: readerBusyMS})
	defer db.Close()
	var in Inspection
	if err := db.GetContext(ctx, &in.Journal, "PRAGMA journal_mode"); err != nil {
		return in, engine.MapError(err)
	}
	in.Schema = checkTables(ctx, db)
	return in, nil
}

// narrow tells whether chat_id is too small for Telegram's ids, which have up to 52 significant bits. SQLite's integers
// have 64 whatever their column says.
func narrow(e engine.Name, columns []engine.Column) bool {
	return e == engine.Postgres && slices.ContainsFunc(columns, func(c engine.Column) bool {
		return c.Name == "chat_id" && slices.Contains([]string{"integer", "int", "int4", "smallint", "int2", "serial"}, strings.ToLower(c.Type))
	})
}
