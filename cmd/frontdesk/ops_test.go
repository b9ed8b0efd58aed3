package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store"

	"frontdesk/internal/pgtest"
)

// beProgram makes the test's own binary the program, so that tests can kill a real process.
const beProgram = "FRONTDESK_TEST_BE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(beProgram) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
		stop()
		os.Exit(code)
	}
	os.Exit(pgtest.Run(m))
}

func (h house) file(name, content string) string {
	h.t.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

// fill adds deliveries that wait for later, so that there is something to copy.
func (h house) fill(n int) {
	h.t.Helper()
	db, err := store.Open(h.t.Context(), "sqlite:"+h.database(), store.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryScreen, Recipient: int64(i), Payload: strings.Repeat("Заказ передан. ", 8), NotBefore: time.Now().Add(1000 * time.Hour)}
			if _, err := tx.AddDelivery(ctx, &d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// keyPair is what age-keygen makes: the public half, and a file with the secret one.
func (h house) keyPair() (recipient, identityFile string) {
	h.t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		h.t.Fatal(err)
	}
	return identity.Recipient().String(), h.file("identity", identity.String()+"\n")
}

func TestABackupGoesToAnotherHouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t).opens()
	h.does("tea-key-1234567\n", "shop", "add", "--name", "Чайная лавка", "--key").says(t, exitDone)
	recipient, identity := h.keyPair()
	to := filepath.Join(h.dir, "desk.age")
	h.does("", "backup", "--to", to).says(t, exitUsage, "always encrypted")
	h.does("", "backup", "--to", to, "--passphrase-file", h.file("short", "hunter2\n")).says(t, exitFailed, "too short").keepsQuiet(t, "hunter2")
	h.does("", "backup", "--to", to, "--recipient", "age1nobody").says(t, exitFailed, "recipient 1 is not one", "age-keygen -o identity.txt", "58 letters").keepsQuiet(t, "malformed", "separator")
	secret, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	h.does("", "backup", "--to", to, "--recipient", recipient, "--recipient", secret.String()).says(t, exitFailed, "recipient 2 is the secret half").keepsQuiet(t, secret.String())
	h.does("", "backup", "--to", to, "--recipient", recipient, "--include-key").says(t, exitDone, "read back and checked")
	other := newHouse(t)
	_, wrong := other.keyPair()
	other.does("", "restore", to, "--identity", wrong).says(t, exitFailed, "this identity does not open", "age-keygen -y")
	other.does("", "restore", to, "--identity", identity).says(t, exitDone, "Restored the backup", "Restored the key file").keepsQuiet(t, "AGE-SECRET")
	other.does("", "shop", "list").says(t, exitDone, "Чайная лавка")
	other.does("", "restore", to, "--identity", identity).says(t, exitFailed, "--force")
	other.does("", "restore", to, "--identity", identity, "--force").says(t, exitDone, "Put aside: ")
	other.does("", "restore").says(t, exitUsage, "one file")
	newHouse(t).does("", "restore", "nosuch.age", "--identity", identity).says(t, exitFailed, "there is no backup nosuch.age", "frontdesk backup --to")
	newHouse(t).does("", "restore", to, "--identity", "nosuch.txt").says(t, exitFailed, "there is no identity file nosuch.txt", "age-keygen")
	other.does("", "rekey").says(t, exitDone, "The new secret key is in", "start frontdesk serve", "frontdesk.key.old-")
	other.does("", "rekey", "--new-key-file", filepath.Join(other.dir, "new.key")).says(t, exitFailed, "leave --new-key-file out", "frontdesk.key")
	other.does("", "rekey", "--help").says(t, exitDone, "stop frontdesk serve", "--new-key-file /var/lib/frontdesk/new.key", "FRONTDESK_SECRET_KEY_FILE")
	other.does("", "shop", "list").says(t, exitDone, "Чайная лавка")
}

// TestAHouseOnPostgreSQLIsLookedAfter goes through what docs/runbook.md says, on PostgreSQL.
func TestAHouseOnPostgreSQLIsLookedAfter(t *testing.T) {
	t.Parallel()
	h, other := newHouse(t), newHouse(t)
	first, second := pgtest.URL(t), pgtest.URL(t)
	const key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	h.file("house.yaml", "database_url: "+first+"\nsecret_key: "+key+"\nhttp: {listen: 127.0.0.1:0}\n")
	other.file("house.yaml", "database_url: "+second+"\nsecret_key: "+key+"\nhttp: {listen: 127.0.0.1:0}\n")
	h.opens()
	h.does("tea-key-1234567\n", "shop", "add", "--name", "Чайная лавка", "--key").says(t, exitDone)
	recipient, identity := h.keyPair()
	to := filepath.Join(h.dir, "desk.age")
	h.does("", "backup", "--to", to, "--recipient", recipient, "--include-key").says(t, exitFailed, "keep a copy of FRONTDESK_SECRET_KEY")
	h.does("", "backup", "--to", to, "--recipient", recipient).says(t, exitDone, "read back and checked", "secret key is not in it")
	h.does("", "restore", to, "--identity", identity, "--force").says(t, exitFailed, "not empty", "createdb")
	other.does("", "migrate", "--status").says(t, exitDone, "frontdesk tables: version 0")
	other.does("", "restore", to, "--identity", identity).says(t, exitDone, "Restored the backup", "frontdesk doctor")
	other.does("", "migrate", "--status").says(t, exitDone, "frontdesk tables: version ")
	other.does("", "shop", "list").says(t, exitDone, "Чайная лавка")
	// Into a file it goes as well: the way back from PostgreSQL.
	small := newHouse(t, "secret_key: "+key)
	small.does("", "restore", to, "--identity", identity).says(t, exitDone, "Restored the backup")
	small.does("", "shop", "list").says(t, exitDone, "Чайная лавка")

	fresh := filepath.Join(h.dir, "new.key")
	other.does("", "rekey").says(t, exitFailed, "name a file for the new key")
	other.does("", "rekey", "--new-key-file", fresh).says(t, exitDone, "The new secret key is in", "1. Set FRONTDESK_SECRET_KEY_FILE="+fresh, "2. frontdesk doctor", "3. Keep a copy")
	other.does("", "doctor", "--peek-for", "0").says(t, exitFailed, "not the one")
	text, err := os.ReadFile(fresh)
	if err != nil {
		t.Fatal(err)
	}
	other.file("house.yaml", "database_url: "+second+"\nsecret_key: "+string(text)+"\nhttp: {listen: 127.0.0.1:0}\n")
	other.does("", "rekey", "--new-key-file", fresh).says(t, exitFailed, fresh+" holds the key that is in force")
	other.does("", "doctor", "--peek-for", "0").says(t, exitFailed, "PostgreSQL 1", "it is the database's", "database collation")
}

// TestABackupThatIsKilled kills the program at each of its stages: a backup is whole or not there, the database is as it
// was, and the next backup works.
func TestABackupThatIsKilled(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		h.does("", "migrate").says(t, exitDone)
		h.fill(50_000)
		h.killedAtBackups("sqlite:"+h.database(), 50_000)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		h, url := newHouse(t), pgtest.URL(t)
		h.file("house.yaml", "database_url: "+url+"\nsecret_key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n")
		h.does("", "migrate").says(t, exitDone)
		if err := pgtest.Exec(url, `INSERT INTO frontdesk_delivery (channel, kind, recipient, payload, priority, created_at)
			SELECT 'telegram', 'screen', n, 'Заказ передан', 1, n FROM generate_series(1, 20000) AS n`); err != nil {
			t.Fatal(err)
		}
		h.killedAtBackups(url, 20_000)
	})
}

func (h house) killedAtBackups(url string, rows int64) {
	t := h.t
	recipient, identity := h.keyPair()
	work, err := store.WorkPath(url, "backup")
	if err != nil {
		t.Fatal(err)
	}
	work += ".d"
	whole := 0
	for i := range 6 {
		to := filepath.Join(h.dir, fmt.Sprintf("desk-%d.age", i))
		stage := []string{filepath.Join(work, "copy.db"), to + ".part", filepath.Join(work, "frontdesk.db")}[i%3]
		c := exec.CommandContext(t.Context(), os.Args[0], "--config", h.config, "backup", "--to", to, "--recipient", recipient)
		c.Env = append(os.Environ(), beProgram+"=1")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		comes(t, stage, to)
		_ = c.Process.Kill() // it may be over
		_ = c.Wait()         // killed
		if _, err := os.Stat(to); err == nil {
			whole++
			newHouse(t).does("", "restore", to, "--identity", identity).says(t, exitDone)
		}
		in, err := store.Inspect(t.Context(), url, store.InspectOptions{Count: true, Check: time.Minute})
		if err != nil || in.Damage != nil || in.Tables["frontdesk_delivery"] != rows {
			t.Errorf("killed at %s: %+v, %v", filepath.Base(stage), in, err)
		}
	}
	if whole == 6 {
		t.Error("no kill came in time to prove anything")
	}
	h.does("", "backup", "--to", filepath.Join(h.dir, "last.age"), "--recipient", recipient).says(t, exitDone, "rows")
	if _, err := os.Stat(work); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the plain copy is left behind: %v", err)
	}
}

// comes returns when one of the files is there.
func comes(t *testing.T, paths ...string) {
	t.Helper()
	ticker := time.NewTicker(100 * time.Microsecond)
	defer ticker.Stop()
	for end := time.Now().Add(30 * time.Second); ; <-ticker.C {
		for _, path := range paths {
			if _, err := os.Stat(path); err == nil {
				return
			}
		}
		if time.Now().After(end) {
			t.Fatalf("%v do not come", paths)
		}
	}
}

// TestServeUnderSystemd starts a real process as systemd does, with a socket to be told on.
func TestServeUnderSystemd(t *testing.T) {
	t.Parallel()
	telegram := simtest.Server(t, sim.Options{Token: sampleToken, Bot: sim.BotInfo{ID: 7000000009, Username: "serve_test_bot", Name: "Стойка"}})
	const token = "0123456789abcdef-ops"
	h := newHouse(t, "telegram: {token: '"+sampleToken+"', api_url: '"+telegram.URL+"'}")
	dir, err := os.MkdirTemp("", "notify") // t.TempDir may be longer than a socket's name
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	log := newTerminal()
	c := exec.CommandContext(t.Context(), os.Args[0], "--config", h.config, "serve")
	c.Env = append(os.Environ(), beProgram+"=1", "NOTIFY_SOCKET="+filepath.Join(dir, "s"), "WATCHDOG_USEC=100000", "FRONTDESK_HTTP_OPS_TOKEN="+token)
	c.Stderr = log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	hears(t, manager, "READY=1")
	hears(t, manager, "WATCHDOG=1")
	log.waitsFor(t, "127.0.0.1:") // it comes by another way than READY=1
	address := regexp.MustCompile(`127\.0\.0\.1:[1-9]\d*`).FindString(log.String())
	h.file("asks.yaml", "http: {listen: '"+address+"'}\ndatabase_url: sqlite:"+h.database()+"\ntelegram: {token: '"+sampleToken+"', api_url: '"+telegram.URL+"'}\n")
	asks := house{t: t, dir: h.dir, config: filepath.Join(h.dir, "asks.yaml")}
	asks.does("", "health").says(t, exitDone, "alive")
	becomesReady(t, asks)
	asks.does("", "doctor").says(t, exitDone, "✓ process", "is ready", "✓ telegram", "@serve_test_bot").keepsQuiet(t, sampleToken, strings.Split(sampleToken, ":")[1])
	var report struct{ Healthy bool }
	if err := json.Unmarshal([]byte(asks.does("", "doctor", "--json").out), &report); err != nil || !report.Healthy {
		t.Errorf("%+v, %v", report, err)
	}
	profiles(t, "http://"+address+"/debug/pprof/goroutine", token)
	recipient, identity := h.keyPair()
	to := filepath.Join(h.dir, "desk.age")
	h.does("", "backup", "--to", to, "--recipient", recipient).says(t, exitDone, "read back")
	h.does("", "restore", to, "--identity", identity, "--force").says(t, exitFailed, "another frontdesk serves")
	h.does("", "rekey").says(t, exitFailed, "another frontdesk serves")
	log.waitsFor(t, "made a new, empty database")
	log.waitsFor(t, h.database())
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	hears(t, manager, "STOPPING=1")
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log)
	}
	asks.does("", "health").says(t, exitFailed, "no frontdesk answers")
	if strings.Contains(log.String(), token) {
		t.Errorf("the log holds the ops token:\n%s", log)
	}
}

// hears reads what systemd is told until it is this.
func hears(t *testing.T, manager *net.UnixConn, want string) {
	t.Helper()
	buf := make([]byte, 1024)
	_ = manager.SetReadDeadline(time.Now().Add(patience))
	for {
		n, err := manager.Read(buf)
		if err != nil {
			t.Fatalf("systemd is not told %s: %v", want, err)
		}
		if string(buf[:n]) == want {
			return
		}
	}
}

func becomesReady(t *testing.T, h house) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for end := time.Now().Add(patience); ; <-ticker.C {
		r := h.does("", "health", "--ready")
		if r.code == exitDone {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("never ready: %s", r.all())
		}
	}
}

func profiles(t *testing.T, address, token string) {
	t.Helper()
	for bearer, want := range map[string]int{"Bearer " + token: http.StatusOK, "": http.StatusUnauthorized} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", bearer)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("profiles with %q: %d", bearer, resp.StatusCode)
		}
	}
}

func TestABusyPortFailsTheStart(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	h := newHouse(t)
	h.file("busy.yaml", "http: {listen: '"+taken.Addr().String()+"'}\ndatabase_url: sqlite:"+h.database()+"\ntelegram: {token: '"+sampleToken+"', api_url: 'http://127.0.0.1:1'}\n")
	busy := house{t: t, dir: h.dir, config: filepath.Join(h.dir, "busy.yaml")}
	busy.does("", "serve").says(t, exitFailed, "is in use by another program", "FRONTDESK_HTTP_LISTEN")
}

func TestAnotherProgramOnThePortIsNotTakenForOurs(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"a page for everything": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>It works!</html>")) },
		"JSON for everything":   func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"status":"ok"}`)) },
		"not found":             http.NotFound,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			other := httptest.NewServer(answer)
			defer other.Close()
			h := newHouse(t)
			h.file("house.yaml", "database_url: sqlite:"+h.database()+"\nhttp: {listen: '"+other.Listener.Addr().String()+"'}\n")
			for _, command := range []string{"health", "health --ready"} {
				h.does("", strings.Fields(command)...).says(t, exitFailed, "another program answers on http://"+other.Listener.Addr().String(), "FRONTDESK_HTTP_LISTEN").keepsQuiet(t, "another program's")
			}
			h.does("", "doctor", "--peek-for", "0").says(t, exitFailed, "in use by another program", "FRONTDESK_HTTP_LISTEN")

			db, err := store.Open(t.Context(), "sqlite:"+h.database(), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			release, err := db.Claim()
			if err != nil {
				t.Fatal(err)
			}
			defer release()
			h.does("", "doctor", "--peek-for", "0").says(t, exitFailed, "serves this database, but another program answers")
		})
	}
	nobody := newHouse(t)
	nobody.file("house.yaml", "database_url: sqlite:"+nobody.database()+"\nhttp: {listen: '127.0.0.1:1'}\n")
	nobody.does("", "health").says(t, exitFailed, "nothing listens there", "frontdesk serve").keepsQuiet(t, "dial tcp")
}

func TestTheShellCompletesCommands(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		do(t.Context(), "", "completion", shell).says(t, exitDone, "frontdesk")
	}
	r := do(t.Context(), "", "__complete", "re")
	r.says(t, exitDone, "restore", "rekey")
}
