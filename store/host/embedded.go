package host

import (
	"context"
)

// OwnTx is a transaction of the database that holds the embedded tables: of our own store.
type OwnTx interface {
	// Exec changes rows and tells how many. Queries have "?" for their arguments.
	Exec(ctx context.Context, query string, args ...any) (int64, error)
	// Get reads one row into dest; none is sql.ErrNoRows.
	Get(ctx context.Context, dest any, query string, args ...any) error
}

// embeddedWriter writes to tables in our own database, in our own transactions.
type embeddedWriter struct {
	begin func(ctx context.Context, fn func(ctx context.Context, tx OwnTx) error) error
}

func (w *embeddedWriter) write(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	return w.begin(ctx, func(ctx context.Context, ours OwnTx) error { return fn(ctx, embeddedTx{ours}) })
}

func (w *embeddedWriter) close() error { return nil }

type embeddedTx struct{ OwnTx }

func (t embeddedTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	return t.Exec(ctx, query, args...)
}

func (t embeddedTx) get(ctx context.Context, dest any, query string, args ...any) error {
	return t.Get(ctx, dest, query, args...)
}
