package configs

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

const sqlitePrefix = "sqlite:"

func isPostgres(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// sqlitePath is the path in "sqlite:PATH" or "sqlite://PATH", without its options.
func sqlitePath(s string) (path string, ok bool) {
	rest, ok := strings.CutPrefix(s, sqlitePrefix)
	if !ok {
		return "", false
	}
	path, _, _ = strings.Cut(strings.TrimPrefix(rest, "//"), "?")
	return path, true
}

// checkDatabase looks at the address of a database. It may hold a password, so no error repeats it.
func checkDatabase(s string) error {
	if path, ok := sqlitePath(s); ok {
		switch {
		case path == "" || strings.HasSuffix(path, "/"):
			return errors.New("names no file; write sqlite:PATH, such as sqlite:data/frontdesk.db")
		case strings.Contains(s, ":memory:") || strings.Contains(s, "mode=memory"):
			return errors.New("must be a file: what is in memory only would be lost; write sqlite:PATH")
		}
		return nil
	}
	if !isPostgres(s) {
		return errors.New("must begin with sqlite: or postgres://, such as sqlite:data/frontdesk.db or postgres://user:password@host:5432/name")
	}
	u, err := url.Parse(s)
	if err != nil {
		return errors.New("is not a valid address; write special characters of the password as %XX (@ is %40, / is %2F)")
	}
	if strings.Trim(u.Path, "/") == "" && u.Query().Get("dbname") == "" {
		return errors.New("names no database; write it at the end: postgres://user:password@host:5432/name")
	}
	return nil
}

func (c Config) checkHostDatabase() error {
	if err := checkDatabase(c.HostDatabaseURL); err != nil {
		return err
	}
	if sameDatabase(c.DatabaseURL, c.HostDatabaseURL) {
		return errors.New("is the same database as database_url; Frontdesk needs one of its own, and puts nothing into Django's")
	}
	return nil
}

// sameDatabase compares two addresses by the database that they lead to, as far as that shows from here.
func sameDatabase(a, b string) bool {
	pathA, okA := sqlitePath(a)
	pathB, okB := sqlitePath(b)
	if okA && okB {
		return sameFile(pathA, pathB)
	}
	return isPostgres(a) && isPostgres(b) && postgresName(a) == postgresName(b)
}

func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absA == absB
}

// postgresName is host, port and database of an address, in one spelling.
func postgresName(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	or := func(values ...string) string {
		for _, v := range values {
			if v != "" {
				return v
			}
		}
		return ""
	}
	q := u.Query()
	host := strings.ToLower(or(u.Hostname(), q.Get("host"), "localhost"))
	return host + ":" + or(u.Port(), q.Get("port"), "5432") + "/" + or(strings.Trim(u.Path, "/"), q.Get("dbname"))
}
