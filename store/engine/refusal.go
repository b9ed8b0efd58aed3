package engine

import (
	"errors"
	"net"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
)

// Refusal gives PostgreSQL's own code (SQLSTATE) and words for an error that it has answered with.
func Refusal(err error) (code, words string, refused bool) {
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		return "", "", false
	}
	return said.Code, said.Message, true
}

// Tried is the machine and port that a connection to PostgreSQL was tried with; empty when none was.
func Tried(err error) string {
	var failed *pgconn.ConnectError
	if !errors.As(err, &failed) || failed.Config == nil {
		return ""
	}
	return net.JoinHostPort(failed.Config.Host, strconv.Itoa(int(failed.Config.Port)))
}
