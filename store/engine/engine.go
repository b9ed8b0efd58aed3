// Package engine opens a database by its URL and tells the two engines apart where they differ: the connection's
// settings and the meaning of a driver's error. Everything else in store is one SQL text for both.
package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"

	"frontdesk/domain"
)

// Name is the kind of a database.
type Name string

// The engines.
const (
	SQLite   Name = "sqlite"
	Postgres Name = "postgres"
)

// URL is a database address taken apart.
type URL struct {
	Engine Name
	Path   string // of a SQLite file, as given
	DSN    string // of PostgreSQL: the address, which may hold a password
}

// Place is where the database is, without the password; two addresses of one place read alike.
func (u URL) Place() string {
	if u.Engine == SQLite {
		return u.Path
	}
	cfg, err := pgx.ParseConfig(u.DSN)
	if err != nil {
		return "an address that cannot be read"
	}
	place := fmt.Sprintf("%s:%d/%s as %s", cfg.Host, cfg.Port, cfg.Database, cfg.User)
	if schema := cfg.RuntimeParams["search_path"]; schema != "" {
		place += ", schema " + schema
	}
	return place
}

// ParseURL reads `sqlite:PATH`, `sqlite://PATH` and `postgres://…`. Its errors never repeat what may hold a password.
func ParseURL(raw string) (URL, error) {
	switch {
	case strings.HasPrefix(raw, "sqlite:"):
		path := strings.TrimPrefix(strings.TrimPrefix(raw, "sqlite:"), "//")
		if path == "" || path == ":memory:" {
			return URL{}, errors.New("a SQLite address needs a file: sqlite:data/frontdesk.db")
		}
		return URL{Engine: SQLite, Path: path}, nil
	case strings.HasPrefix(raw, "postgres://"), strings.HasPrefix(raw, "postgresql://"):
		return URL{Engine: Postgres, DSN: raw}, nil
	default:
		return URL{}, errors.New("a database address starts with sqlite: or postgres://")
	}
}

// SQLiteOptions are the settings that every connection of a pool gets through its DSN.
type SQLiteOptions struct {
	Conns     int
	ReadOnly  bool // the file is opened for reading alone: of no use beside a writer that may leave a hot journal behind
	QueryOnly bool // statements that change data are refused, but a journal left by a crash can be rolled back
	MustExist bool // a missing file is an error and is not made
	Immediate bool // transactions take the write lock when they begin
	WAL       bool // with FULL: what our own database promises; never set on a host's
	BusyMS    int  // how long a statement waits for a lock; 0 means not at all
}

// OpenSQLite opens a pool on a file. A missing file is made unless ReadOnly or MustExist.
func OpenSQLite(path string, o SQLiteOptions) *sqlx.DB {
	q := url.Values{}
	q.Set("_busy_timeout", fmt.Sprint(o.BusyMS))
	q.Set("_foreign_keys", "on")
	// database/sql lets one goroutine at a time have a connection: SQLite's own lock around each of its calls is for nothing.
	q.Set("_mutex", "no")
	if o.WAL {
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
	}
	if o.Immediate {
		q.Set("_txlock", "immediate")
	}
	switch {
	case o.ReadOnly:
		q.Set("mode", "ro")
	case o.MustExist:
		q.Set("mode", "rw")
	}
	if o.ReadOnly || o.QueryOnly {
		q.Set("_query_only", "true")
	}
	dsn := (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String()
	// PathEscape would hide the folders' slashes from SQLite.
	dsn = strings.ReplaceAll(dsn, "%2F", "/")
	db := sqlx.NewDb(sql.OpenDB(connector{dsn: dsn, driver: &sqlite3.SQLiteDriver{ConnectHook: hook(o)}}), sqliteDriver)
	if o.Conns > 0 {
		db.SetMaxOpenConns(o.Conns)
		db.SetMaxIdleConns(o.Conns)
	}
	return db
}

// walPages is how long a write-ahead log may grow before it is carried over into the file, in pages of 4 KiB. SQLite's own
// 1000 carries a page that is written again and again over far more often than it needs to.
const walPages = 4000

func hook(o SQLiteOptions) func(c *sqlite3.SQLiteConn) error {
	if !o.WAL || o.ReadOnly {
		return unicodeLower
	}
	return func(c *sqlite3.SQLiteConn) error {
		if _, err := c.Exec(fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", walPages), nil); err != nil {
			return err
		}
		return unicodeLower(c)
	}
}

// unicodeLower gives SQLite a LOWER that knows more than ASCII, as PostgreSQL's does: people search by part of a name.
func unicodeLower(c *sqlite3.SQLiteConn) error {
	return c.RegisterFunc("lower", strings.ToLower, true)
}

type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// MapError turns a driver's error into a *domain.Error by its code, never by its text: a locked, full or vanished
// database, a lost connection or transaction is KindUnavailable, and so is one that has not answered by the caller's deadline
// (all its connections wait for a lock, say); a broken uniqueness is KindConflict. Other errors come back as they are, and so
// does what already is a *domain.Error.
func MapError(err error) error {
	var lite sqlite3.Error
	var known *domain.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &domain.Error{Kind: domain.KindUnavailable, Err: fmt.Errorf("the database did not answer in time: %w", err)}
	}
	if !errors.As(err, &lite) {
		return mapPostgres(err)
	}
	switch lite.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrCantOpen, sqlite3.ErrReadonly, sqlite3.ErrNomem,
		sqlite3.ErrInterrupt, sqlite3.ErrProtocol:
		return &domain.Error{Kind: domain.KindUnavailable, Err: err}
	case sqlite3.ErrConstraint:
		if lite.ExtendedCode == sqlite3.ErrConstraintUnique || lite.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
			return &domain.Error{Kind: domain.KindConflict, Err: err}
		}
	}
	return err
}

// Refused tells whether err is a value that a column's type or CHECK does not take.
func Refused(err error) bool {
	switch sqlState(err) {
	case numberOutOfRange, textTooLong, checkViolation:
		return true
	}
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.ExtendedCode == sqlite3.ErrConstraintCheck || lite.Code == sqlite3.ErrMismatch)
}

// Broken tells whether err is a constraint that does not hold: a fault of whoever wrote, which trying again cannot cure.
func Broken(err error) bool {
	var lite sqlite3.Error
	return strings.HasPrefix(sqlState(err), constraintViolations) || errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint
}

// NoDatabase tells whether err is a file that SQLite cannot read as a database: something else, or a damaged one.
func NoDatabase(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.Code == sqlite3.ErrNotADB || lite.Code == sqlite3.ErrCorrupt)
}

// Busy tells whether err is a lock held by somebody else.
func Busy(err error) bool {
	var lite sqlite3.Error
	return sqlState(err) == lockNotAvailable || errors.As(err, &lite) && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked)
}
