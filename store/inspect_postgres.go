package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/store/engine"
)

// Server is a PostgreSQL server as it shows itself to us.
type Server struct {
	Version string        // "15.8"
	Place   string        // host, port, database and user, without the password
	Answers time.Duration // how long one question takes
	Text    engine.Text
}

func inspectPostgres(ctx context.Context, u engine.URL, o InspectOptions) (Inspection, error) {
	in := Inspection{Engine: u.Engine, Server: Server{Place: u.Place()}}
	db, err := engine.OpenPostgres(u.DSN, engine.PostgresOptions{Conns: 1, Settings: map[string]string{"default_transaction_read_only": "on"}})
	if err != nil {
		return in, err
	}
	defer db.Close()
	if err := in.lookAtServer(ctx, db); err != nil {
		return in, fmt.Errorf("cannot open the PostgreSQL database: %w", engine.MapError(err))
	}
	in.Exists = true
	return in, engine.MapError(in.lookInside(ctx, db, u, `SELECT relname FROM pg_class
		WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY relname`, o.Count))
}

func (in *Inspection) lookAtServer(ctx context.Context, db *sqlx.DB) error {
	err := db.GetContext(ctx, &in.Server.Version, "SELECT split_part(current_setting('server_version'), ' ', 1)")
	if err != nil {
		return err
	}
	began := time.Now()
	if err := db.GetContext(ctx, &in.Bytes, "SELECT pg_database_size(current_database())"); err != nil {
		return err
	}
	in.Server.Answers = time.Since(began)
	in.Server.Text, err = engine.TextOf(ctx, db)
	return err
}
