package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"frontdesk/api"
	"frontdesk/internal/seal"
	"frontdesk/store"
	"frontdesk/store/engine"
)

// configFile looks at who may read the secrets in it.
func (d *doctor) configFile(file string) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		d.fail("configuration", file+" cannot be read", "see that this user may read it")
	case info.Mode().Perm()&0o007 != 0 && (d.cfg.Telegram.Token != "" || d.cfg.SecretKey != ""):
		d.warn("configuration", fmt.Sprintf("%s is readable for everybody (%04o)", file, info.Mode().Perm()), "chmod 640 "+file+", or put the secrets into files of their own (FRONTDESK_…_FILE)")
	default:
		d.ok("configuration", file)
	}
}

// process looks whether a frontdesk serves, and what it says of itself.
func (d *doctor) process(ctx context.Context) {
	serving, err := store.Served(ctx, d.cfg.DatabaseURL)
	u, _ := engine.ParseURL(d.cfg.DatabaseURL)
	switch {
	case err != nil && u.Engine == engine.Postgres:
		d.address() // what is wrong is said of the database
		return
	case err != nil:
		d.fail("process", "cannot lock the database: "+reason(err), "see that this user may write in "+filepath.Dir(u.Path))
		return
	case !serving.On:
		d.ok("process", "no frontdesk serves this database now")
		d.address()
		return
	}
	d.serving = true
	d.readiness(ctx, serving)
}

// address sees whether the address to listen on is free.
func (d *doctor) address() {
	l, err := net.Listen("tcp", d.cfg.HTTP.Listen)
	switch {
	case err == nil:
		_ = l.Close() // it was taken to see that it can be
		d.ok("http", d.cfg.HTTP.Listen+" is free")
	case errors.Is(err, syscall.EADDRINUSE):
		d.fail("http", d.cfg.HTTP.Listen+" is in use by another program: frontdesk serve would not start", "end that program (ss -ltnp names it), or set FRONTDESK_HTTP_LISTEN to another port")
	default:
		d.fail("http", "cannot listen on "+d.cfg.HTTP.Listen+": "+reason(err), "correct FRONTDESK_HTTP_LISTEN")
	}
}

// readiness asks the one that serves.
func (d *doctor) readiness(ctx context.Context, serving store.Serving) {
	who := "a frontdesk"
	if serving.By != "" {
		who = "a frontdesk (" + serving.By + ")"
	}
	base, err := api.Reachable(d.cfg.HTTP.Listen)
	if err != nil {
		d.ok("process", who+" serves this database; it was not asked, "+err.Error())
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	ready, err := api.Ask(ctx, http.DefaultClient, base)
	if errors.Is(err, api.ErrNotOurs) {
		other := "another program"
		if errors.Is(err, api.ErrDemo) {
			other = "frontdesk demo"
		}
		d.fail("process", who+" serves this database, but "+other+" answers on "+base, "set FRONTDESK_HTTP_LISTEN here to what it is for the one that serves; when it is the same, monitors ask the wrong program: end that one and restart frontdesk")
		return
	}
	if err != nil {
		d.warn("process", who+" serves this database but does not answer on "+base, "see whether it listens elsewhere (FRONTDESK_HTTP_LISTEN), on another machine, or is stuck: its log, then a restart")
		return
	}
	for _, c := range ready.Checks {
		if !c.OK {
			d.fail("process", "the frontdesk that serves is not ready: "+c.Name+": "+c.Problem, "read its log; docs/runbook.md names the lines")
		}
	}
	if ready.Ready {
		d.ok("process", who+" serves this database and is ready")
	}
}

// secretKey looks at the key file and whether the key is the database's.
func (d *doctor) secretKey(ctx context.Context) {
	path, err := d.keyFile()
	if err != nil {
		return // said of the database
	}
	key, from := []byte(nil), "from the configuration"
	if path == "" {
		key, err = seal.ParseKey(d.cfg.SecretKey)
	} else {
		from = path
		info, problem := os.Stat(path)
		if errors.Is(problem, fs.ErrNotExist) {
			d.noKeyFile(ctx, path)
			return
		}
		d.keyRights(path, info)
		var text []byte
		if text, err = os.ReadFile(path); err == nil {
			key, err = seal.ParseKey(string(text))
		}
	}
	if err != nil {
		d.fail("secret key", from+": cannot be used: "+reason(err), "put the copy of the key back that you kept")
		return
	}
	in, err := d.inspect(ctx, store.InspectOptions{})
	switch {
	case err != nil || !in.Exists || in.KeyFingerprint == "":
		d.ok("secret key", from)
	case in.KeyFingerprint != seal.Fingerprint(key):
		d.fail("secret key", from+": is not the one that the database was made with", "put the old key back; what is sealed does not open with another (docs/runbook.md, keys)")
	default:
		d.ok("secret key", from+", and it is the database's")
	}
}

func (d *doctor) noKeyFile(ctx context.Context, path string) {
	if in, err := d.inspect(ctx, store.InspectOptions{}); err == nil && in.KeyFingerprint != "" {
		d.fail("secret key", path+" is missing, and the database was made with it", "put the copy back that you kept, or restore a backup made with --include-key")
		return
	}
	d.ok("secret key", path+" will be made at the first start")
}

// keyRights sees that the key file is its owner's alone, and that the owner is the user who serves.
func (d *doctor) keyRights(path string, info os.FileInfo) {
	if info == nil {
		return
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		d.fail("key file", fmt.Sprintf("%s may be read by others (%04o)", path, mode), "chmod 600 "+path+"; when others had access, change the key: frontdesk rekey")
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); ok && int(owner.Uid) != os.Geteuid() {
		d.warn("key file", fmt.Sprintf("%s belongs to user %d, and this is user %d", path, owner.Uid, os.Geteuid()), "run doctor as the user who serves; if this is that user: chown it")
	}
}

// How little room is a problem, and how little is a warning, in bytes.
const (
	diskFull = 100 << 20
	diskLow  = 1 << 30
)

func (d *doctor) disk() {
	u, err := engine.ParseURL(d.cfg.DatabaseURL)
	if err != nil || u.Engine != engine.SQLite {
		return
	}
	dir := filepath.Dir(u.Path)
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return // the folder is made at the first start
	}
	free := int64(disk.Bavail) * int64(disk.Bsize)
	found := megabytes(free) + " free at " + dir
	switch {
	case free < diskFull:
		d.fail("disk", found, "make room: nothing is accepted while the disk is full")
	case free < diskLow:
		d.warn("disk", found, "make room soon; a backup needs twice the database's size for a moment")
	default:
		d.ok("disk", found)
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }

// reason is an error of the system without its path.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
