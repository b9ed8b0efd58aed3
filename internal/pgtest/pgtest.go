// Package pgtest gives tests a real PostgreSQL, each test a database of its own.
//
// FRONTDESK_TEST_POSTGRES_URL names a server to use; without it a private one is started from the installed binaries when
// the first test asks, and is gone with the test binary, however that ends. Where there are none, tests are skipped with
// one loud line; they fail instead when CI=true or FRONTDESK_TEST_DEMAND names postgres.
//
// A package whose tests use it has
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// serverVariable names the server to use instead of a private one.
const serverVariable = "FRONTDESK_TEST_POSTGRES_URL"

// binary is what the tests of one binary share; a test has no other place to find it. Run sets and clears it.
var binary struct {
	sync.Mutex
	running bool
	server  *Server
	err     error    // why there is no server
	free    []string // databases that earlier tests have left empty: making one takes a fifth of a second
}

// Run runs a package's tests and ends the server that they have started. It gives the exit code for TestMain.
func Run(m *testing.M) int {
	binary.Lock()
	binary.running = true
	binary.Unlock()
	code := m.Run()
	binary.Lock()
	defer binary.Unlock()
	binary.running = false
	if binary.server != nil {
		if err := binary.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "the tests' PostgreSQL:", err)
			code = max(code, 1)
		}
	}
	return code
}

// serverURL is the address of a server where databases may be made.
func serverURL() (string, error) {
	if u := os.Getenv(serverVariable); u != "" {
		return u, nil
	}
	binary.Lock()
	defer binary.Unlock()
	if !binary.running {
		return "", errors.New("this package's TestMain does not call pgtest.Run: nobody would stop the server")
	}
	if binary.server == nil && binary.err == nil {
		binary.server, binary.err = Start()
	}
	if binary.err != nil {
		return "", binary.err
	}
	return binary.server.URL(), nil
}

// URL gives a test an empty database of its own, or, on a server where it may not make one, an empty schema. It is
// dropped when the test ends.
func URL(t testing.TB) string {
	t.Helper()
	server, err := serverURL()
	if errors.Is(err, ErrNotInstalled) {
		if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "postgres") {
			t.Fatal(err)
		}
		t.Skipf("!!! SKIPPED: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	made, drop, err := makeRoom(server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Errorf("a test's database cannot be dropped: %v", err)
		}
	})
	return made
}

// Made is URL with a database that is made in a way of its own, such as "LOCALE_PROVIDER icu ICU_LOCALE 'ru'". A server that is
// not ours may not be able to: the test is skipped then.
func Made(t testing.TB, how string) string {
	t.Helper()
	neighbour := URL(t)
	u, err := url.Parse(neighbour)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/") + "_own"
	if err := Exec(neighbour, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8' "+how); err != nil {
		if os.Getenv(serverVariable) != "" {
			t.Skipf("this server does not make such a database: %v", err)
		}
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := Exec(neighbour, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	u.Path = "/" + name
	return u.String()
}

// makeRoom makes a database on a server, or a schema where databases may not be made.
func makeRoom(server string) (address string, drop func() error, err error) {
	if address := leftEmpty(); address != "" {
		return address, func() error { return empty(address) }, nil
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, errors.New("FRONTDESK_TEST_POSTGRES_URL is not an address")
	}
	name := "frontdesk_test_" + strings.ToLower(rand.Text())
	q := u.Query()
	q.Set("application_name", name) // by which CutOff tells a test's sessions from others'
	u.RawQuery = q.Encode()
	err = Exec(server, "CREATE DATABASE "+name)
	if err == nil {
		u.Path = "/" + name
		if os.Getenv(serverVariable) == "" {
			return u.String(), func() error { return empty(u.String()) }, nil
		}
		return u.String(), func() error { return Exec(server, "DROP DATABASE "+name+" WITH (FORCE)") }, nil
	}
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != "42501" { // insufficient_privilege
		return "", nil, err
	}
	if err := Exec(server, "CREATE SCHEMA "+name); err != nil {
		return "", nil, err
	}
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String(), func() error { return Exec(server, "DROP SCHEMA "+name+" CASCADE") }, nil
}

// empty makes a database of the private server as new, and keeps it for another test.
func empty(address string) error {
	err := Exec(address, cutOff+"; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
	if err != nil {
		return err
	}
	binary.Lock()
	defer binary.Unlock()
	binary.free = append(binary.free, address)
	return nil
}

func leftEmpty() (address string) {
	binary.Lock()
	defer binary.Unlock()
	if last := len(binary.free) - 1; last >= 0 {
		address, binary.free = binary.free[last], binary.free[:last]
	}
	return address
}

// cutOff ends a test's other sessions and waits until they are gone.
const cutOff = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
	WHERE datname = current_database() AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()`

// CutOff ends all sessions on a test's database, as a network that fails would.
func CutOff(t testing.TB, address string) {
	t.Helper()
	if err := Exec(address, cutOff); err != nil {
		t.Fatal(err)
	}
}

// Exec runs statements, separated by semicolons, on a connection of their own.
func Exec(address, statements string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	_, err = conn.PgConn().Exec(ctx, statements).ReadAll()
	return errors.Join(err, conn.Close(ctx))
}

// notSQL are the lines of a plain dump that speak to psql, or that would send the rows elsewhere than into the test's
// own database or schema.
var notSQL = regexp.MustCompile(`(?m)^(\\.*|SELECT pg_catalog\.set_config\('search_path'.*|SET (transaction_timeout|restrict_nonsystem).*)$`)

// Load runs a plain dump of pg_dump (with --inserts) in a test's database.
func Load(t testing.TB, address, dump string) {
	t.Helper()
	if err := Exec(address, strings.ReplaceAll(notSQL.ReplaceAllString(dump, ""), "public.", "")); err != nil {
		t.Fatalf("cannot load the dump: %v", err)
	}
}

// Dump gives a test's database as Load reads it.
func Dump(t testing.TB, address string) string {
	t.Helper()
	bin, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(bin, "pg_dump"), "--inserts", "--no-owner", "--no-privileges", "--no-comments", address).Output()
	if err != nil {
		t.Fatalf("pg_dump: %v", err)
	}
	return string(regexp.MustCompile(`(?m)^(--.*|\\.*)?\n`).ReplaceAll(out, nil))
}
