package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNotInstalled says that this machine has no PostgreSQL to start.
var ErrNotInstalled = errors.New("PostgreSQL is missing; install it (apt-get install postgresql), or name a server: FRONTDESK_TEST_POSTGRES_URL")

// Server is a private PostgreSQL in a temporary folder, reached through a socket there, with the settings of a server
// that people trust: fsync is on.
type Server struct {
	folder, bin string
	as          *syscall.Credential
	guard       *exec.Cmd
	hold        io.Closer // the server lives as long as this end of a pipe is open
}

// guard starts the server and stops it when its input ends: when the tests are done, or their process is gone, by
// whatever death. Then it removes the folder, if it is told so.
const guard = `
"$1/postgres" -D "$2/data" -k "$2" -h "" -c max_connections=300 -c shared_buffers=64MB >>"$2/log" 2>&1 </dev/null &
read -r what
kill -QUIT $! && wait $!
[ "$what" = keep ] || rm -rf "$2"
`

// Start makes a server and waits until it answers. Stop it in the end.
func Start() (_ *Server, err error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin}
	if s.as, err = whom(); err != nil {
		return nil, err
	}
	// A socket's path may have a hundred characters; /tmp is short where TMPDIR may not be.
	if s.folder, err = os.MkdirTemp("/tmp", "frontdesk-pg-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(s.folder))
		}
	}()
	if s.as != nil {
		if err = os.Chown(s.folder, int(s.as.Uid), int(s.as.Gid)); err != nil {
			return nil, err
		}
	}
	initdb := s.command(filepath.Join(bin, "initdb"), "-D", filepath.Join(s.folder, "data"), "-U", "postgres", "-A", "trust",
		"-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if err = s.Resume(); err != nil {
		return nil, err
	}
	return s, nil
}

// Resume starts the server again after Crash.
func (s *Server) Resume() error {
	s.guard = s.command("/bin/sh", "-c", guard, "guard", s.bin, s.folder)
	// A session of its own: Ctrl+C reaches the tests alone, and their end is what the guard waits for.
	s.guard.SysProcAttr.Setsid = true
	var err error
	if s.hold, err = s.guard.StdinPipe(); err != nil {
		return err
	}
	if err := s.guard.Start(); err != nil {
		return err
	}
	return s.await()
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error { return errors.Join(s.hold.Close(), s.guard.Wait()) }

// Crash ends the server at once, as a power cut would; Resume starts it again with what was on disk.
func (s *Server) Crash() error {
	_, err := io.WriteString(s.hold.(io.Writer), "keep\n")
	return errors.Join(err, s.hold.Close(), s.guard.Wait())
}

// URL is the address of the server's first database, where others may be made.
func (s *Server) URL() string {
	return "postgres://postgres@/postgres?host=" + url.QueryEscape(s.folder)
}

// Bin is the folder of the server's programs, such as pg_dump.
func (s *Server) Bin() string { return s.bin }

func (s *Server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = s.folder
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.folder, "LC_ALL=C.UTF-8", "TZ=UTC"}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return c
}

// await asks the server until it answers.
func (s *Server) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.URL())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			said, _ := os.ReadFile(filepath.Join(s.folder, "log"))
			return fmt.Errorf("PostgreSQL does not start: %w\n%s", errors.Join(err, s.Stop()), said)
		}
	}
}

// binaries finds the folder of the newest server: Debian keeps each version in one of its own, outside of PATH.
func binaries() (string, error) {
	folders, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	slices.SortFunc(folders, func(a, b string) int { return version(b) - version(a) })
	if initdb, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(initdb))
	}
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "postgres")); err == nil {
			return folder, nil
		}
	}
	return "", ErrNotInstalled
}

// version reads "/usr/lib/postgresql/15/bin".
func version(folder string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
	if err != nil {
		return 0
	}
	return n
}

// whom tells as whom the server runs: as ourselves, but never as root, which PostgreSQL refuses.
func whom() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
	}
	return nil, errors.New("tests that run as root need a user postgres or nobody for PostgreSQL")
}
