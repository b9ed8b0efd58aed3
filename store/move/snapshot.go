package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/host"
)

// Snapshot writes what our own PostgreSQL database holds at one moment into a new SQLite file at path, with tables of the
// same version. Others go on working: they do not wait for it, and it does not see what they do meanwhile. Rows are counted
// on both sides.
func Snapshot(ctx context.Context, from, path string) error {
	before, err := inspected(ctx, from)
	if err != nil {
		return err
	}
	if err := makeLike(ctx, path, before); err != nil {
		return err
	}
	if err := fill(ctx, from, path, hasSet(before, "shop")); err != nil {
		return err
	}
	after, err := inspected(ctx, from)
	if err == nil && !slices.Equal(before, after) {
		err = errors.New("the database was brought to another version meanwhile: try again")
	}
	return err
}

// inspected tells which sets of tables there are, and of which version.
func inspected(ctx context.Context, from string) ([]store.MigrationState, error) {
	in, err := store.Inspect(ctx, from, store.InspectOptions{})
	if err == nil && !hasSet(in.Migrations, "frontdesk") {
		err = errors.New("there is no database to copy: it holds no tables of frontdesk")
	}
	return in.Migrations, err
}

func hasSet(states []store.MigrationState, set string) bool {
	return slices.ContainsFunc(states, func(s store.MigrationState) bool { return s.Set == set })
}

// makeLike makes an empty SQLite file with the tables of another database.
func makeLike(ctx context.Context, path string, states []store.MigrationState) error {
	db, err := store.Open(ctx, "sqlite:"+path, store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(db.MigrateLike(ctx, states), db.Close())
}

func fill(ctx context.Context, from, path string, withHost bool) (err error) {
	u, err := engine.ParseURL(from)
	if err != nil {
		return err
	}
	source, err := engine.OpenPostgres(u.DSN, engine.PostgresOptions{
		Conns: 1, Settings: map[string]string{"statement_timeout": "0", "idle_in_transaction_session_timeout": "0"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, MustExist: true, Immediate: true, BusyMS: 5000})
	defer func() { err = errors.Join(err, target.Close()) }()
	// Alone with a new file, a log of its own would only take its room a second time.
	if _, err := target.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil {
		return engine.MapError(err)
	}
	read, err := source.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return engine.MapError(err)
	}
	defer func() { _ = read.Rollback() }() // it has only read
	write, err := target.BeginTxx(ctx, nil)
	if err != nil {
		return engine.MapError(err)
	}
	defer func() { _ = write.Rollback() }() // nothing, once committed
	if err := (picture{from: read, to: write}).all(ctx, withHost); err != nil {
		return err
	}
	return engine.MapError(write.Commit())
}

// picture copies from a transaction that sees one moment into one that nobody else sees.
type picture struct{ from, to *sqlx.Tx }

func (p picture) all(ctx context.Context, withHost bool) error {
	tables, err := p.tables(ctx, withHost)
	if err != nil {
		return err
	}
	for _, table := range tables {
		if err := p.table(ctx, table); err != nil {
			return fmt.Errorf("table %s: %w", table, engine.MapError(err))
		}
	}
	return nil
}

// tables names what there is to copy: all of ours, also such as later versions add.
func (p picture) tables(ctx context.Context, withHost bool) ([]string, error) {
	var tables []string
	err := p.from.SelectContext(ctx, &tables, `SELECT relname FROM pg_class
		WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
		AND relname LIKE 'frontdesk@_%' ESCAPE '@' AND relname NOT LIKE 'frontdesk@_migration%' ESCAPE '@' AND relname <> $1
		ORDER BY relname`, marks)
	if withHost {
		tables = append(tables, shopTables()...)
	}
	return tables, engine.MapError(err)
}

func (p picture) table(ctx context.Context, table string) error {
	columns, err := p.columns(ctx, table)
	if err != nil {
		return err
	}
	// The group of the admins, which the migration has put there, comes with the others.
	if _, err := p.to.ExecContext(ctx, "DELETE FROM "+quoted(table)); err != nil {
		return err
	}
	if err := p.rows(ctx, table, columns); err != nil {
		return err
	}
	if err := p.sequence(ctx, table); err != nil {
		return err
	}
	var here, there int64
	count := "SELECT COUNT(*) FROM " + quoted(table)
	if err := errors.Join(p.from.GetContext(ctx, &here, count), p.to.GetContext(ctx, &there, count)); err != nil {
		return err
	}
	if here != there {
		return fmt.Errorf("%d rows of %d arrived", there, here)
	}
	return nil
}

// columns are those of both sides: what has no place in the copy must not be left out in silence.
func (p picture) columns(ctx context.Context, table string) ([]string, error) {
	var here, there []string
	err := errors.Join(
		p.from.SelectContext(ctx, &here, `SELECT attname FROM pg_attribute
			WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped`, table),
		p.to.SelectContext(ctx, &there, "SELECT name FROM pragma_table_info(?)", table))
	if err != nil {
		return nil, err
	}
	known := map[string]int{}
	for _, name := range here {
		known[name]++
	}
	for _, name := range there {
		known[name]--
	}
	maps.DeleteFunc(known, func(_ string, n int) bool { return n == 0 })
	if len(known) > 0 {
		odd := slices.Sorted(maps.Keys(known))
		return nil, fmt.Errorf("it has other columns than frontdesk has given it (%s): copy the database with pg_dump", strings.Join(odd, ", "))
	}
	return there, nil
}

func (p picture) rows(ctx context.Context, table string, columns []string) (err error) {
	rows, err := p.from.QueryxContext(ctx, "SELECT "+list(columns)+" FROM "+quoted(table))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	insert, err := p.to.PrepareContext(ctx, "INSERT INTO "+quoted(table)+" ("+list(columns)+") VALUES ("+marks+")")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for rows.Next() {
		row, err := rows.SliceScan()
		if err != nil {
			return err
		}
		for i, value := range row {
			if at, ok := value.(time.Time); ok {
				row[i] = at.UTC().Format(host.DjangoTime)
			}
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// sequence keeps ids from being given twice, also when their rows were pruned.
func (p picture) sequence(ctx context.Context, table string) error {
	var last sql.NullInt64
	err := p.from.GetContext(ctx, &last, `SELECT MAX(pg_sequence_last_value(pg_get_serial_sequence(quote_ident($1), attname)::regclass))
		FROM pg_attribute WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped`, table)
	if err != nil || !last.Valid {
		return err
	}
	if _, err := p.to.ExecContext(ctx, "DELETE FROM sqlite_sequence WHERE name = ?", table); err != nil {
		return err
	}
	_, err = p.to.ExecContext(ctx, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last.Int64)
	return err
}
