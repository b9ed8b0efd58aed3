// Package house sets up a Frontdesk of its own: a fresh database with people in it, SQLite in a folder or PostgreSQL on a
// server that was named, and `serve` on it.
package house

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"frontdesk/bench/canned"
	"frontdesk/bench/proc"
	"frontdesk/internal/seal"
)

// House is one installation.
type House struct {
	Dir    string // scratch
	URL    string // of the database, as FRONTDESK_DATABASE_URL has it
	binary string // of frontdesk
	server string // PostgreSQL's, where databases may be made; empty: SQLite
}

// New makes a folder for an installation under parent (empty: the system's temporary folder). With server, a postgres:// URL,
// it makes a database there. Remove it in the end.
func New(ctx context.Context, parent, binary, server string) (House, error) {
	dir, err := os.MkdirTemp(parent, "frontdesk-bench-")
	if err != nil {
		return House{}, err
	}
	h := House{Dir: dir, server: server, URL: "sqlite:" + filepath.Join(dir, "frontdesk.db")}
	if h.binary, err = filepath.Abs(binary); err == nil && server != "" {
		if h.URL, err = databaseOn(server, h.name()); err == nil {
			err = h.make(ctx, "")
		}
	}
	if err != nil {
		h.Remove()
	}
	return h, err
}

// Remove deletes everything.
func (h House) Remove() {
	if h.server != "" {
		_ = h.drop(context.Background()) // a server that is gone has nothing left to drop
	}
	_ = os.RemoveAll(h.Dir) // it lies among temporary files
}

// Database is the path of the SQLite file.
func (h House) Database() string { return filepath.Join(h.Dir, "frontdesk.db") }

// secretKey is every installation's. It protects nothing.
const secretKey = "YSBrZXkgb2YgMzIgYnl0ZXMgZm9yIGJlbmNobWFya3M="

// Box seals and opens what this installation seals.
func (h House) Box() (*seal.Box, error) {
	key, err := seal.ParseKey(secretKey)
	if err != nil {
		return nil, err
	}
	return seal.New(key)
}

func (h House) env(more ...string) []string {
	return append([]string{
		"FRONTDESK_DATABASE_URL=" + h.URL, "FRONTDESK_TELEGRAM_TOKEN=" + canned.Token, "FRONTDESK_SECRET_KEY=" + secretKey,
		"FRONTDESK_HTTP_LISTEN=127.0.0.1:0", "FRONTDESK_LOG_LEVEL=warn",
	}, more...)
}

// Unlimited are the settings that take Telegram's limits off.
func Unlimited() []string {
	return []string{
		"FRONTDESK_TELEGRAM_LIMITS_PER_SECOND=0", "FRONTDESK_TELEGRAM_LIMITS_PER_CHAT_PER_SECOND=0",
		"FRONTDESK_TELEGRAM_LIMITS_GROUP_PER_MINUTE=0",
	}
}

// Migrate makes the tables.
func (h House) Migrate(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, h.binary, "migrate")
	cmd.Env, cmd.Dir = append(os.Environ(), h.env()...), h.Dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("frontdesk migrate: %w\n%s", err, out)
	}
	return nil
}

// Serve starts `frontdesk serve` against a Telegram at api, with its own settings unless env says otherwise.
func (h House) Serve(api, cpus, log string, env ...string) (*proc.Child, error) {
	return proc.Start(cpus, log, h.env(append(env, "FRONTDESK_TELEGRAM_API_URL="+api)...), h.binary, "serve")
}

// numbers is the beginning of a SELECT … FROM n, which counts from after+1 on, in the SQL of both engines.
func numbers(rows, after int) string {
	return fmt.Sprintf(" WITH RECURSIVE n(i) AS (SELECT CAST(%d AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d) ", after+1, after+rows)
}

// Insert writes rows made from the numbers from after+1 on: into is `INSERT INTO table (columns)`, from a SELECT's list of i.
func Insert(ctx context.Context, db Runner, into, from string, rows, after int) error {
	if rows <= 0 {
		return nil
	}
	if _, err := db.ExecContext(ctx, into+numbers(rows, after)+"SELECT "+from+" FROM n"); err != nil {
		return fmt.Errorf("%s: %w", into, err)
	}
	return nil
}

// Runner is a database or a transaction.
type Runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Seed fills a migrated database with the people of the runner: signed-in sellers, each with a shop and a command menu that
// is set already. They have the ids from canned.FirstPerson on; the first has shop 1.
func Seed(ctx context.Context, db *sql.DB, people int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing when it is committed
	id := "i + " + strconv.Itoa(canned.FirstPerson-1)
	for _, one := range [][2]string{
		{
			`INSERT INTO shops (name, slug, client_id, ozon_api_key, shipper_api_key, is_active, price_updating, vendor_name)`,
			`'Shop ' || i, 'shop-' || i, '1', 'bench-key-' || i, '', TRUE, TRUE, 'Vendor'`,
		},
		{
			`INSERT INTO tg_bot_telegramuser (chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)`,
			id + `, 'Test', 'User', 'test_user', 'SE', '2026-11-23 09:00:00.000000', FALSE, TRUE, FALSE`,
		},
		{`INSERT INTO tg_bot_telegramuser_shops (telegramuser_id, shop_id)`, `i, i`},
		{`INSERT INTO frontdesk_person (id, app_language, commands, updated_at)`, id + `, 'en', 'SE en', 0`},
	} {
		if err := Insert(ctx, tx, one[0], one[1], people, 0); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// CopyOf makes the database a copy of another one that nobody has open, and lets the disk come to rest.
func (h House) CopyOf(ctx context.Context, master House) error {
	if h.server != "" {
		if err := h.drop(ctx); err != nil {
			return err
		}
		return h.make(ctx, master.name())
	}
	old, err := filepath.Glob(h.Database() + "*")
	if err != nil {
		return err
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"cp", master.Database(), h.Database()}, {"sync", "-f", h.Dir}} {
		if out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return nil
}
