package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"maps"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
)

// PostgresOptions are the settings of a pool of connections to PostgreSQL.
type PostgresOptions struct {
	Conns int
	// Settings are given to every session unless the address has others (`?synchronous_commit=remote_apply`). A pooler
	// between us and the server may refuse them.
	Settings map[string]string
}

// connectPatience is how long a connection may take to come about, unless the address says otherwise (connect_timeout).
const connectPatience = 10 * time.Second

// OpenPostgres opens a pool on a `postgres://…` address; nothing is connected yet. What the address leaves out comes from
// the PG… variables and ~/.pgpass, as with every PostgreSQL program.
func OpenPostgres(address string, o PostgresOptions) (*sqlx.DB, error) {
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		// The cause would repeat parts of the address, the password perhaps among them.
		return nil, errors.New("the PostgreSQL address cannot be read: write postgres://user:password@host:5432/name, special characters of the password as %XX")
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectPatience
	}
	settings := maps.Clone(o.Settings)
	if settings == nil {
		settings = map[string]string{}
	}
	settings["application_name"] = "frontdesk"
	maps.Copy(settings, cfg.RuntimeParams)
	cfg.RuntimeParams = settings
	db := sqlx.NewDb(sql.OpenDB(stdlib.GetConnector(*cfg)), postgresDriver)
	if o.Conns > 0 {
		db.SetMaxOpenConns(o.Conns)
		db.SetMaxIdleConns(o.Conns)
	}
	return db, nil
}

// postgresDriver and sqliteDriver are the names by which sqlx knows the drivers.
const (
	postgresDriver = "pgx"
	sqliteDriver   = "sqlite3"
)

// Of tells which engine a pool works with.
func Of(db *sqlx.DB) Name {
	if db.DriverName() == postgresDriver {
		return Postgres
	}
	return SQLite
}

// onPostgres lends out the driver's own connection.
func onPostgres(conn *sqlx.Conn, use func(c *pgx.Conn) error) error {
	return conn.Raw(func(c any) error {
		own, ok := c.(*stdlib.Conn)
		if !ok {
			return errors.New("not a connection to PostgreSQL")
		}
		return use(own.Conn())
	})
}

// Answer is what PostgreSQL says to one statement.
type Answer struct {
	Tag   string // "BEGIN", "COMMIT", "SELECT 1"; a COMMIT of a broken transaction is answered with "ROLLBACK"
	First string // the first column of the last row, if there is one
}

// Control sends fixed statements to PostgreSQL, separated by semicolons, in one message: one round trip for all of them.
func Control(ctx context.Context, conn *sqlx.Conn, statements string) ([]Answer, error) {
	var answers []Answer
	err := onPostgres(conn, func(c *pgx.Conn) error {
		results, err := c.PgConn().Exec(ctx, statements).ReadAll()
		for _, r := range results {
			a := Answer{Tag: r.CommandTag.String()}
			if n := len(r.Rows); n > 0 {
				a.First = string(r.Rows[n-1][0])
			}
			answers = append(answers, a)
		}
		return err
	})
	return answers, err
}

// Failed tells whether the open transaction takes no more statements, because one of it has failed.
func Failed(conn *sqlx.Conn) bool {
	failed := false
	_ = onPostgres(conn, func(c *pgx.Conn) error {
		failed = !c.IsClosed() && c.PgConn().TxStatus() != 'T'
		return nil
	})
	return failed
}

// Decided tells whether a failed COMMIT has surely undone everything: PostgreSQL itself said so and went on. A connection
// that ended around it, even with a farewell (FATAL), decides nothing.
func Decided(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.SeverityUnlocalized == "ERROR"
}

// CopyInto adds rows to a table of PostgreSQL, within the connection's transaction, as fast as it can take them: next
// gives one row after another, and nil at the end. Values must be of the columns' types.
func CopyInto(ctx context.Context, conn *sqlx.Conn, table string, columns []string, next func() ([]any, error)) (int64, error) {
	var count int64
	err := onPostgres(conn, func(c *pgx.Conn) (err error) {
		count, err = c.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(next))
		return err
	})
	return count, MapError(err)
}

// sqlState is PostgreSQL's code of an error; empty when it is none of its own.
// See the appendix "PostgreSQL Error Codes" of its documentation.
func sqlState(err error) string {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// constraintViolations is the class of codes that uniqueViolation and checkViolation belong to.
const constraintViolations = "23"

const (
	uniqueViolation  = "23505"
	checkViolation   = "23514"
	numberOutOfRange = "22003"
	textTooLong      = "22001"
	lockNotAvailable = "55P03"
	idInTheFuture    = "22023" // invalid_parameter_value: pg_xact_status of an id that was not given out
	adminShutdown    = "57P01"
	crashShutdown    = "57P02"
	staleStatement   = "0A000" // feature_not_supported: "cached plan must not change result type"
)

// unavailableStates begin the codes of troubles that pass: connections, credentials and databases that are gone,
// transactions that lost against others, a server that only reads or is full, shutting down or starting.
func unavailableStates() []string {
	return []string{
		"08", "28", "3D000", "40001", "40P01", "25006", "25P03", "25P04", "53", lockNotAvailable, "57014", "57P", "58",
	}
}

// NeverBegun tells whether err is pg_xact_status's answer about a transaction that PostgreSQL knows nothing of: it crashed
// before anything of the transaction was on disk, and will give its id to another.
func NeverBegun(err error) bool { return sqlState(err) == idInTheFuture }

// postgresTrouble tells whether an error of pgx is a trouble that passes.
func postgresTrouble(err error) bool {
	if state := sqlState(err); state != "" {
		for _, prefix := range unavailableStates() {
			if strings.HasPrefix(state, prefix) {
				return true
			}
		}
		return false
	}
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || connectionLost(err)
}

// connectionLost tells whether a connection that had been there ended: by the network, or with the server's farewell.
func connectionLost(err error) bool {
	if state := sqlState(err); state != "" {
		return state == adminShutdown || state == crashShutdown
	}
	// The caller's own haste is not the database's trouble; and context.DeadlineExceeded is a net.Error.
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, net.ErrClosed)
}

func mapPostgres(err error) error {
	switch {
	case sqlState(err) == uniqueViolation:
		return &domain.Error{Kind: domain.KindConflict, Err: err}
	case postgresTrouble(err):
		return &domain.Error{Kind: domain.KindUnavailable, Err: err}
	}
	return err
}
