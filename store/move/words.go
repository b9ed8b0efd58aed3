package move

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"

	"frontdesk/store/engine"
)

// What PostgreSQL says of a connection that it refuses (PostgreSQL documentation, appendix A).
const (
	wrongPassword   = "28P01"
	refusedUser     = "28000"
	noDatabase      = "3D000"
	noRight         = "42501"
	tooManySessions = "53300"
)

// targetError says in our words why the database to fill cannot be used, and what to do. The driver names each address that it
// tried in a line of its own.
func targetError(err error) error {
	const where = "the database to fill cannot be reached: "
	var lookup *net.DNSError
	var late net.Error
	switch {
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return fmt.Errorf("%sthere is no machine named %s; correct the address after --to", where, lookup.Name)
	case errors.As(err, &lookup):
		return fmt.Errorf("%sthe machine %s cannot be looked up now; see to this machine's network, or give the number of its address", where, lookup.Name)
	}
	if code, words, refused := engine.Refusal(err); refused {
		return refusedTarget(code, words, err)
	}
	at := cmp.Or(engine.Tried(err), "this address")
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("%snothing listens on %s; start PostgreSQL there, or correct machine and port after --to", where, at)
	case errors.Is(err, syscall.ENOENT): // the socket's file
		return fmt.Errorf("%sno PostgreSQL runs at %s; start it, or correct the address after --to", where, at)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return fmt.Errorf("%s%s does not answer; see that the address after --to is right and no firewall is between", where, at)
	}
	return fmt.Errorf("the database to fill: %w", engine.MapError(err))
}

func refusedTarget(code, words string, err error) error {
	switch code {
	case wrongPassword, refusedUser:
		return fmt.Errorf("PostgreSQL does not let this user in (%s): correct the user after --to and the password (in the address, in PGPASSWORD or in ~/.pgpass), or see pg_hba.conf", words)
	case noDatabase:
		return fmt.Errorf("the database to fill is not there (%s): make it with `createdb`, or correct the name after --to", words)
	case noRight:
		return fmt.Errorf("this user may not use the database to fill (%s): let the user own it (createdb --owner)", words)
	case tooManySessions:
		return fmt.Errorf("PostgreSQL has no connection left (%s): end some, or try again later", words)
	}
	return fmt.Errorf("the database to fill: %w", engine.MapError(err))
}
