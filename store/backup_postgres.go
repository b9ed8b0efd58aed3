package store

import (
	"context"
	"errors"

	"frontdesk/store/engine"
)

// servedPostgres looks for the session that holds the lock of Claim. Nothing is locked to learn it.
func servedPostgres(ctx context.Context, u engine.URL) (by string, on bool, err error) {
	db, err := engine.OpenPostgres(u.DSN, engine.PostgresOptions{Conns: 1})
	if err != nil {
		return "", false, err
	}
	defer db.Close()
	var sessions []string
	err = db.SelectContext(ctx, &sessions, `SELECT COALESCE('from ' || host(a.client_addr) || ', ', '') || 'connected since ' ||
			COALESCE(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), 'an unknown time')
		FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
		AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND (l.classid::bigint << 32 | l.objid::bigint) = `+claimKey)
	if err != nil || len(sessions) == 0 {
		return "", false, engine.MapError(err)
	}
	return sessions[0], true, nil
}

// lockWorkPostgres takes an advisory lock in a session of its own, so that nothing is left of it anywhere.
func lockWorkPostgres(ctx context.Context, u engine.URL, work string) (unlock func(), err error) {
	db, err := engine.OpenPostgres(u.DSN, engine.PostgresOptions{Conns: 1})
	if err != nil {
		return nil, err
	}
	conn, err := db.Connx(ctx)
	if err != nil {
		return nil, errors.Join(engine.MapError(err), db.Close())
	}
	unlock = func() {
		// The lock ends with the session too, but only once the server has noticed that it is over.
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), settlePause*20)
		defer cancel()
		_, problem := conn.ExecContext(bounded, "SELECT pg_advisory_unlock_all()")
		_ = errors.Join(problem, conn.Close(), db.Close())
	}
	var got bool
	err = conn.GetContext(ctx, &got, "SELECT pg_try_advisory_lock(hashtextextended('frontdesk does ' || $1::text || ' on ' || current_schema(), 0))", work)
	if err == nil && !got {
		err = ErrInUse
	}
	if err != nil {
		unlock()
		return nil, engine.MapError(err)
	}
	return unlock, nil
}
