package host

import (
	"context"
	"errors"
	"sync"

	"github.com/jmoiron/sqlx"
)

// statements keeps the prepared statements of a pool: go-sqlite3 would compile the text anew at each call. The texts are
// constants of this package (and a few combinations of them), so the map stays small.
type statements struct {
	db       *sqlx.DB
	mu       sync.Mutex
	prepared map[string]*sqlx.Stmt
}

func newStatements(db *sqlx.DB) *statements {
	return &statements{db: db, prepared: make(map[string]*sqlx.Stmt)}
}

func (s *statements) stmt(ctx context.Context, query string) (*sqlx.Stmt, error) {
	s.mu.Lock()
	stmt := s.prepared[query]
	s.mu.Unlock()
	if stmt != nil {
		return stmt, nil
	}
	// Without the mutex: preparing may wait for a connection. Who comes second throws its own away.
	made, err := s.db.PreparexContext(ctx, s.db.Rebind(query))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt = s.prepared[query]; stmt != nil {
		return stmt, made.Close()
	}
	s.prepared[query] = made
	return made, nil
}

// get reads one row; sql.ErrNoRows when there is none.
func (s *statements) get(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return err
	}
	return stmt.GetContext(ctx, dest, args...)
}

// all reads all rows into a slice.
func (s *statements) all(ctx context.Context, dest any, query string, args ...any) error {
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return err
	}
	return stmt.SelectContext(ctx, dest, args...)
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, stmt := range s.prepared {
		errs = append(errs, stmt.Close())
	}
	clear(s.prepared)
	return errors.Join(errs...)
}
