package engine

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Text is how a PostgreSQL database treats texts. It is chosen when the database is made, and cannot be changed after.
type Text struct {
	Encoding  string `db:"encoding"`  // "UTF8"
	Collation string `db:"collation"` // as the database names it: "C", "ru_RU.UTF-8"
	Lowers    bool   `db:"lowers"`    // LOWER knows Cyrillic letters: without it a search finds them only as they are written
	Sorts     bool   `db:"sorts"`     // the letter Ё stands between Е and Ж, and not outside of the alphabet
}

// TextOf asks a PostgreSQL database. What it does counts, and not its collation's name: the provider of collations (the
// C library, ICU) is another with each server.
func TextOf(ctx context.Context, db *sqlx.DB) (Text, error) {
	var t Text
	err := db.GetContext(ctx, &t, `SELECT getdatabaseencoding() AS encoding,
		(SELECT datcollate FROM pg_database WHERE datname = current_database()) AS collation,
		LOWER('ЖЁ') = 'жё' AS lowers, ('е' < 'ё' AND 'ё' < 'ж') AS sorts`)
	return t, MapError(err)
}
