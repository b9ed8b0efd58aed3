package move

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

// shopTables are the host's tables in a house without Django.
func shopTables() []string {
	return []string{
		"auth_group", "auth_user", "auth_user_groups", "shops", "warehouses", "tg_bot_telegramuser", "tg_bot_telegramuser_shops",
	}
}

// isOurs tells whether a table may be one that our migrations have made.
func isOurs(table string) bool {
	return strings.HasPrefix(table, "frontdesk_") || slices.Contains(shopTables(), table)
}

// neverEmpty tells whether a table has rows though nobody has lived there: goose's own tables, the group of the admins that
// migrations make, and the marks that PostgreSQL's writer leaves with its commits.
func neverEmpty(table string) bool {
	return strings.HasPrefix(table, "frontdesk_migration") || table == "auth_group" || table == marks
}

// marks is a table of PostgreSQL alone, and nobody's data.
const marks = "frontdesk_commit"

// copyAll copies all tables from one snapshot of the source in one transaction of the target.
func copyAll(ctx context.Context, source *sqlx.DB, to string, withHost bool, tell func(Count)) (err error) {
	from, err := source.BeginTxx(ctx, nil)
	if err != nil {
		return engine.MapError(err)
	}
	defer func() { _ = from.Rollback() }() // it has only read
	pool, err := engine.OpenPostgres(to, engine.PostgresOptions{Conns: 2})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	conn, err := pool.Connx(ctx)
	if err != nil {
		return engine.MapError(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := engine.Control(ctx, conn, "BEGIN"); err != nil {
		return engine.MapError(err)
	}
	tables, err := tablesOf(ctx, from, withHost)
	if err != nil {
		return err
	}
	c := copier{from: from, pool: pool, to: conn}
	var counts []Count
	for _, table := range tables {
		rows, err := c.table(ctx, table)
		if err != nil {
			return fmt.Errorf("table %s: %w", table, errors.Join(err, c.giveUp(ctx)))
		}
		counts = append(counts, Count{table, rows})
	}
	if _, err := engine.Control(ctx, conn, "COMMIT"); err != nil {
		return fmt.Errorf("the copy was not committed, or its answer was lost; try again, and if the database is then not empty, it was: %w", engine.MapError(err))
	}
	for _, count := range counts {
		tell(count)
	}
	return nil
}

// tablesOf names what there is to copy: all of ours, also such as later versions add.
func tablesOf(ctx context.Context, from *sqlx.Tx, withHost bool) ([]string, error) {
	var tables []string
	err := from.SelectContext(ctx, &tables, `SELECT name FROM sqlite_master WHERE type = 'table'
		AND name LIKE 'frontdesk@_%' ESCAPE '@' AND name NOT LIKE 'frontdesk@_migration%' ESCAPE '@' ORDER BY name`)
	if withHost {
		tables = append(tables, shopTables()...)
	}
	return tables, engine.MapError(err)
}

type copier struct {
	from *sqlx.Tx
	pool *sqlx.DB
	to   *sqlx.Conn
}

func (c copier) giveUp(ctx context.Context) error {
	_, err := engine.Control(context.WithoutCancel(ctx), c.to, "ROLLBACK")
	return err
}

// table copies a table in the order of its key and gives the number of its rows, which both sides agree on.
func (c copier) table(ctx context.Context, table string) (int64, error) {
	columns, err := engine.Columns(ctx, c.pool, table)
	if err != nil {
		return 0, err
	}
	if table == "auth_group" { // the row that the migration has put there comes with the others
		if _, err := c.to.ExecContext(ctx, "DELETE FROM auth_group"); err != nil {
			return 0, engine.MapError(err)
		}
	}
	if err := c.rows(ctx, table, columns); err != nil {
		return 0, err
	}
	if err := c.sequence(ctx, table); err != nil {
		return 0, err
	}
	var here, there int64
	if err := c.from.GetContext(ctx, &here, "SELECT COUNT(*) FROM "+quoted(table)); err != nil {
		return 0, engine.MapError(err)
	}
	if err := c.to.GetContext(ctx, &there, "SELECT COUNT(*) FROM "+quoted(table)); err != nil {
		return 0, engine.MapError(err)
	}
	if here != there {
		return 0, fmt.Errorf("%d rows of %d arrived", there, here)
	}
	return here, nil
}

func (c copier) rows(ctx context.Context, table string, columns []engine.Column) (err error) {
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.Name
	}
	var key []string
	err = c.from.SelectContext(ctx, &key, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
	if err != nil {
		return engine.MapError(err)
	}
	rows, err := c.from.QueryxContext(ctx, "SELECT "+list(names)+" FROM "+quoted(table)+" ORDER BY "+list(key))
	if err != nil {
		return engine.MapError(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	_, err = engine.CopyInto(ctx, c.to, table, names, func() ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		row, err := rows.SliceScan()
		if err != nil {
			return nil, err
		}
		for i, column := range columns {
			if row[i], err = translated(row[i], column); err != nil {
				return nil, err
			}
		}
		return row, nil
	})
	if engine.Refused(err) {
		return fmt.Errorf("PostgreSQL refuses a value that SQLite took; correct it and try again: %w", err)
	}
	return err
}

// sequence goes on where SQLite's ids were: an id is never given twice, also when its row was pruned.
func (c copier) sequence(ctx context.Context, table string) error {
	var last int64
	err := c.from.GetContext(ctx, &last, "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)", table)
	if err != nil || last == 0 {
		return engine.MapError(err)
	}
	var names []string
	err = c.to.SelectContext(ctx, &names, `SELECT pg_get_serial_sequence(quote_ident($1), attname) FROM pg_attribute
		WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped
		AND pg_get_serial_sequence(quote_ident($1), attname) IS NOT NULL`, table)
	if err != nil {
		return engine.MapError(err)
	}
	if len(names) != 1 {
		return fmt.Errorf("%d sequences instead of one", len(names))
	}
	_, err = c.to.ExecContext(ctx, "SELECT setval($1::text::regclass, $2)", names[0], last)
	return engine.MapError(err)
}

// translated gives a value of SQLite the type of PostgreSQL's column.
func translated(value any, column engine.Column) (any, error) {
	switch v := value.(type) {
	case nil, bool, time.Time:
		return v, nil
	case int64:
		if column.Type == "boolean" {
			return v != 0, nil
		}
		return v, nil
	case []byte:
		if column.Type == "bytea" {
			return v, nil
		}
		return engine.CleanText(string(v)), nil
	case string:
		if column.Type == "bytea" {
			return []byte(v), nil
		}
		return engine.CleanText(v), nil
	}
	return nil, fmt.Errorf("column %s holds a %T", column.Name, value)
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func list(names []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = quoted(name)
	}
	return strings.Join(all, ", ")
}
