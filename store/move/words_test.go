package move

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestWhyTheDatabaseToFillCannotBeUsed(t *testing.T) {
	t.Parallel()
	for says, err := range map[string]error{
		"there is no machine named nohost; correct the address": &net.DNSError{Name: "nohost", IsNotFound: true},
		"nohost cannot be looked up now":                        &net.DNSError{Name: "nohost", IsTimeout: true},
		"does not answer; see that the address":                 context.DeadlineExceeded,
		"correct the user after --to and the password":          &pgconn.PgError{Code: wrongPassword, Message: "password authentication failed"},
		"let the user own it":                                   &pgconn.PgError{Code: noRight},
		"PostgreSQL has no connection left":                     &pgconn.PgError{Code: tooManySessions},
		"the database to fill: ":                                &pgconn.PgError{Code: "XX000"},
	} {
		if got := targetError(fmt.Errorf("connect: %w", err)).Error(); !strings.Contains(got, says) {
			t.Errorf("%v: %q does not say %q", err, got, says)
		}
	}
}
