package engine

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Column is one column of a table as the database itself describes it.
type Column struct {
	Name       string `db:"name"`
	Type       string `db:"type"`        // as declared: "varchar(50)", "bool"
	NotNull    bool   `db:"not_null"`    // refuses NULL
	HasDefault bool   `db:"has_default"` // is filled by the database when an INSERT leaves it out; so is a primary key
}

// Columns describes a table of a SQLite database, in the order of its columns; a table that does not exist has none.
func Columns(ctx context.Context, db sqlx.QueryerContext, table string) ([]Column, error) {
	var columns []Column
	err := sqlx.SelectContext(ctx, db, &columns, `SELECT name, LOWER(type) AS type, "notnull" AS not_null,
		(dflt_value IS NOT NULL OR pk > 0) AS has_default FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return nil, MapError(err)
	}
	return columns, nil
}
