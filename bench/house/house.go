// Package house sets up a Frontdesk of its own in a folder: a fresh SQLite database with people in it, and `serve` on it.
package house

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the driver

	"frontdesk/bench/canned"
	"frontdesk/bench/proc"
)

// House is one installation.
type House struct {
	Dir    string // scratch
	Binary string // of frontdesk
}

// New makes a folder for an installation under parent (empty: the system's temporary folder). Remove it in the end.
func New(parent, binary string) (House, error) {
	dir, err := os.MkdirTemp(parent, "frontdesk-bench-")
	if err != nil {
		return House{}, err
	}
	binary, err = filepath.Abs(binary)
	return House{Dir: dir, Binary: binary}, err
}

// Remove deletes everything.
func (h House) Remove() { _ = os.RemoveAll(h.Dir) } // it lies among temporary files

// Database is the path of the SQLite file.
func (h House) Database() string { return filepath.Join(h.Dir, "frontdesk.db") }

func (h House) env(more ...string) []string {
	return append([]string{
		"FRONTDESK_DATABASE_URL=sqlite:" + h.Database(), "FRONTDESK_TELEGRAM_TOKEN=" + canned.Token,
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

// Migrate makes the database.
func (h House) Migrate(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, h.Binary, "migrate")
	cmd.Env, cmd.Dir = append(os.Environ(), h.env()...), h.Dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("frontdesk migrate: %w\n%s", err, out)
	}
	return nil
}

// Serve starts `frontdesk serve` against a Telegram at api, with its own settings unless env says otherwise.
func (h House) Serve(api, cpus, log string, env ...string) (*proc.Child, error) {
	return proc.Start(cpus, log, h.env(append(env, "FRONTDESK_TELEGRAM_API_URL="+api)...), h.Binary, "serve")
}

// Open opens a database for filling it beside Frontdesk, with the settings given in SQLite's own form ("_journal_mode=WAL").
func Open(path, settings string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?"+settings)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// the people of the runner: signed-in sellers, each with a shop and a command menu that is set already.
const (
	shops = `INSERT INTO shops (id, name, slug, client_id, ozon_api_key, shipper_api_key, is_active, price_updating, vendor_name)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		SELECT i, 'Shop ' || i, 'shop-' || i, '1', 'bench-key-' || i, '', 1, 1, 'Vendor' FROM n`
	users = `INSERT INTO tg_bot_telegramuser (id, chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		SELECT i, i + 99999, 'Test', 'User', 'test_user', 'SE', '2026-11-23 09:00:00.000000', 0, 1, 0 FROM n`
	links = `INSERT INTO tg_bot_telegramuser_shops (telegramuser_id, shop_id)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i, i FROM n`
	persons = `INSERT INTO frontdesk_person (id, app_language, commands, updated_at)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i + 99999, 'en', 'SE en', 0 FROM n`
)

// Seed fills a migrated database with people who have the ids from canned.FirstPerson on; the first has shop 1.
func Seed(ctx context.Context, db *sql.DB, people int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing when it is committed
	for _, statement := range []string{shops, users, links, persons} {
		if _, err := tx.ExecContext(ctx, statement, people); err != nil {
			return fmt.Errorf("seed: %w", err)
		}
	}
	return tx.Commit()
}
