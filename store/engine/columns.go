package engine

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Column is one column of a table as the database itself describes it.
type Column struct {
	Name       string `db:"name"`
	Type       string `db:"type"`        // as declared: "varchar(50)", "bool"; PostgreSQL: "character varying(50)", "boolean"
	NotNull    bool   `db:"not_null"`    // refuses NULL
	HasDefault bool   `db:"has_default"` // is filled by the database when an INSERT leaves it out
}

const (
	// A primary key fills itself.
	sqliteColumns = `SELECT name, LOWER(type) AS type, "notnull" AS not_null,
		(dflt_value IS NOT NULL OR pk > 0) AS has_default FROM pragma_table_info(?) ORDER BY cid`

	// An identity column (Django 4.1 and later) has no default, and fills itself too.
	postgresColumns = `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS not_null,
		(atthasdef OR attidentity <> '') AS has_default FROM pg_attribute
		WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`
)

// Columns describes a table, in the order of its columns; a table that does not exist has none.
func Columns(ctx context.Context, db *sqlx.DB, table string) ([]Column, error) {
	query := sqliteColumns
	if Of(db) == Postgres {
		query = postgresColumns
	}
	var columns []Column
	if err := db.SelectContext(ctx, &columns, query, table); err != nil {
		return nil, MapError(err)
	}
	return columns, nil
}
