package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"
)

// Place is where statements run: a pool, a connection or a transaction of sqlx.
type Place interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	GetContext(ctx context.Context, dest any, query string, args ...any) error
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Statements runs the one SQL text of both engines, with "?" for its arguments, in one place. Each text is compiled once:
// here for SQLite, whose driver would compile it anew at each call, and by pgx itself, per connection, for PostgreSQL.
type Statements struct {
	engine   Name
	place    Place
	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
	bound    map[binding]string
	shapes   *shapes
	whole    bool // statements are not interrupted in the middle
	memory   *Memory
	notes    *Memory
	touched  map[*atomic.Uint64]struct{} // by the transaction under way
}

// binding is what decides about a text for PostgreSQL: the text, and which of its arguments are whole numbers.
type binding struct {
	query string
	ints  uint64
}

// NewStatements runs statements in a place of an engine. The texts should be constants: they are kept until Close.
func NewStatements(engine Name, place Place) *Statements {
	return &Statements{engine: engine, place: place, prepared: map[string]*sql.Stmt{}, bound: map[binding]string{}, shapes: newShapes()}
}

// Whole makes SQLite statements run to their end once they have begun: for a file that nobody but us locks, where each is
// short. Being ready to interrupt one costs a goroutine or two each time, which is more than reading a row.
func (s *Statements) Whole() *Statements {
	s.whole = s.engine == SQLite
	return s
}

// begin is the context that a statement runs with.
func (s *Statements) begin(ctx context.Context) (context.Context, error) {
	if !s.whole || ctx.Done() == nil {
		return ctx, nil
	}
	return context.WithoutCancel(ctx), ctx.Err()
}

// Get reads one row into dest; sql.ErrNoRows when there is none.
func (s *Statements) Get(ctx context.Context, dest any, query string, args ...any) error {
	if s.engine == Postgres {
		query, args = s.bind(query, args)
		return s.freshly(func() error { return s.place.GetContext(ctx, dest, query, args...) })
	}
	return s.recall(ctx, dest, query, args, func() error {
		rows, err := s.rows(ctx, query, args)
		if err != nil {
			return err
		}
		return s.shapes.one(query, rows, dest)
	})
}

// All reads all rows into a slice.
func (s *Statements) All(ctx context.Context, dest any, query string, args ...any) error {
	if s.engine == Postgres {
		query, args = s.bind(query, args)
		return s.freshly(func() error { return s.place.SelectContext(ctx, dest, query, args...) })
	}
	return s.recall(ctx, dest, query, args, func() error {
		rows, err := s.rows(ctx, query, args)
		if err != nil {
			return err
		}
		return s.shapes.all(query, rows, dest)
	})
}

func (s *Statements) rows(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	s.note(query)
	ctx, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// Exec changes rows and tells how many.
func (s *Statements) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	var result sql.Result
	var err error
	if s.engine == Postgres {
		query, args = s.bind(query, args)
		result, err = s.place.ExecContext(ctx, query, args...)
	} else {
		result, err = s.exec(ctx, query, args)
	}
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	if n != 0 {
		s.note(query)
	}
	return n, err
}

// Insert adds one row, unless the text lets a conflict do nothing, and tells its key: the column of that name, which must be
// the table's whole number that fills itself. It is not for a text that may update a row instead.
func (s *Statements) Insert(ctx context.Context, key, query string, args ...any) (id int64, added bool, err error) {
	if s.engine == Postgres {
		err = s.Get(ctx, &id, query+" RETURNING "+key, args...)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, false, nil
		}
		return id, err == nil, err
	}
	// SQLite knows the key of the last row without being asked for it, and a statement that gives rows costs twice as much.
	result, err := s.exec(ctx, query, args)
	if err != nil {
		return 0, false, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return 0, false, err
	}
	s.note(query)
	id, err = result.LastInsertId()
	return id, true, err
}

func (s *Statements) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

// freshly reads again as long as connections of a pool turn out to be dead, as after a restart of PostgreSQL, or have a
// stale statement; within a transaction there is nothing to repeat. A server that is away is no reason to try again.
func (s *Statements) freshly(read func() error) error {
	if _, pool := s.place.(*sqlx.DB); !pool {
		return read()
	}
	return again(read, func(err error) bool { return sqlState(err) == staleStatement || connectionLost(err) })
}

// Freshly calls do, which works on some connection of a pool to PostgreSQL, until it has not met a stale statement: one
// whose table was altered since it was compiled, as by the ALTER that makes a host's chat_id wider. pgx forgets such a
// statement once it has failed, but each connection has its own.
func Freshly(do func() error) error {
	return again(do, func(err error) bool { return sqlState(err) == staleStatement })
}

// again calls do until its error is none to try again for, but no more often than a pool has connections.
func again(do func() error, worth func(err error) bool) error {
	const conns = 16
	err := do()
	for range conns {
		if err == nil || !worth(err) {
			break
		}
		err = do()
	}
	return err
}

// Close closes what was compiled here.
func (s *Statements) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, stmt := range s.prepared {
		errs = append(errs, stmt.Close())
	}
	clear(s.prepared)
	return errors.Join(errs...)
}

func (s *Statements) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	s.mu.RLock()
	stmt := s.prepared[query]
	s.mu.RUnlock()
	if stmt != nil {
		return stmt, nil
	}
	// Without the mutex: preparing may wait for a connection. Who comes second throws its own away.
	made, err := s.place.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", query, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt = s.prepared[query]; stmt != nil {
		return stmt, made.Close()
	}
	s.prepared[query] = made
	return made, nil
}

// bind gives a text and its arguments the form that PostgreSQL wants.
func (s *Statements) bind(query string, args []any) (string, []any) {
	plain := make([]any, len(args))
	key := binding{query: query}
	for i, arg := range args {
		plain[i] = plainValue(arg)
		if _, whole := plain[i].(int64); whole {
			key.ints |= 1 << i
		}
	}
	s.mu.RLock()
	text, ok := s.bound[key]
	s.mu.RUnlock()
	if !ok {
		text = dollars(query, key.ints)
		s.mu.Lock()
		s.bound[key] = text
		s.mu.Unlock()
	}
	return text, plain
}

// dollars numbers the arguments. A whole number is always sent as a bigint, and the server narrows it: left to itself it
// would be of the column's type, and pgx would refuse a value that does not fit (a Telegram id and a 32-bit chat_id)
// without a code to tell it by, also where it is only compared.
func dollars(query string, ints uint64) string {
	var b strings.Builder
	n := 0
	for {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n+1))
		if ints&(1<<n) != 0 {
			b.WriteString("::bigint")
		}
		n++
		query = after
	}
}

// plainValue reduces a value to what both drivers take alike, as database/sql does for SQLite.
func plainValue(arg any) any {
	switch v := arg.(type) {
	case nil, int64, bool, []byte:
		return v
	case string:
		return CleanText(v)
	case driver.Valuer:
		return v
	}
	switch v := reflect.ValueOf(arg); {
	case v.CanInt():
		return v.Int()
	case v.Kind() == reflect.String:
		return CleanText(v.String())
	}
	return arg
}

// CleanText takes away what PostgreSQL refuses in a text, and would refuse again each time: NUL, and bytes that are not
// UTF-8 (a platform's error message that was cut in the middle of a letter).
func CleanText(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
}
