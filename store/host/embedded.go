package host

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
)

// embeddedWriter writes to tables in our own database, in our own transactions.
type embeddedWriter struct {
	begin func(ctx context.Context, fn func(ctx context.Context, tx *sqlx.Tx) error) error
}

func (w *embeddedWriter) write(ctx context.Context, fn func(ctx context.Context, tx tx) error) error {
	return w.begin(ctx, func(ctx context.Context, ours *sqlx.Tx) error { return fn(ctx, embeddedTx{ours}) })
}

func (w *embeddedWriter) close() error { return nil }

type embeddedTx struct{ tx *sqlx.Tx }

func (t embeddedTx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	var result sql.Result
	result, err := t.tx.ExecContext(ctx, t.tx.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t embeddedTx) get(ctx context.Context, dest any, query string, args ...any) error {
	return t.tx.GetContext(ctx, dest, t.tx.Rebind(query), args...)
}
