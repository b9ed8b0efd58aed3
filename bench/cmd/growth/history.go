package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
)

// due is how many rows of each table stand there in every database that are to be forgotten: six of retention's batches.
const due = 3000

// part is one table's share of the history.
type part struct {
	table string
	share float64
	// insert has ?1 rows to write; ?2 is the time now, ?3 how many people there are, ?4 the number before the first row.
	insert string
}

const numbers = ` WITH RECURSIVE n(i) AS (SELECT ?4 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4 + ?1) `

// spread lays times evenly over days that end the given number of days ago, in SQL; the oldest row comes first.
func spread(from, to string) string {
	return fmt.Sprintf(`(?2 - CAST((%s + (%s - %s) * (1.0 - 1.0 * (i - ?4) / ?1)) * 86400000 AS INTEGER))`, to, from, to)
}

// person is somebody of all people, the bench's own among them, in SQL.
const person = `(100000 + (i * 7919) % ?3)`

func deliveries(from, to string) string {
	at := spread(from, to)
	return `INSERT INTO frontdesk_delivery (channel, kind, recipient, person, screen_id, revision, payload, priority, status, external_id, created_at, done_at)` + numbers +
		`SELECT 'telegram', 'screen', ` + person + `, ` + person + `, i, 1, '', 1 + i % 3, 1, i, ` + at + `, ` + at + ` + 80 FROM n`
}

func inbox(from, to string) string {
	at := spread(from, to)
	return `INSERT INTO frontdesk_inbox (bot_id, update_id, lane, status, received_at, done_at)` + numbers +
		`SELECT 1234567890, 1000000000 + i, ` + person + `, 1, ` + at + `, ` + at + ` + 60 FROM n`
}

// screens have the messages from 2,000,000,000 on; the chats' newest ones are live.
func screens(from, to string, live bool) string {
	return `INSERT INTO frontdesk_screen (chat_id, message_id, person_id, revision, state, args, subject, hash, live, updated_at)` + numbers +
		`SELECT ` + person + `, 2000000000 + i, ` + person + `, 2, 'shop', 's' || i % 977, 'shop:' || i % 977, i, ` +
		map[bool]string{true: `?1 - (i - ?4) < ?3`, false: `0`}[live] + `, ` + spread(from, to) + ` FROM n`
}

func parts() []part {
	return []part{
		{"deliveries", 0.40, deliveries("29", "0")},
		{"inbox", 0.20, inbox("1.9", "0")},
		{"screens", 0.12, screens("29", "0", true)},
		{"audit", 0.16, `INSERT INTO frontdesk_audit (at, actor, name, action, subject, details, work_key)` + numbers +
			`SELECT ` + spread("700", "0") + `, ` + person + `, 'Test User', 'shop.price_updating', 'shop:' || (1 + i % 977), '1 -> 0', 'update:1234567890:' || -i FROM n`},
		{"changes", 0.06, `INSERT INTO frontdesk_change (work_key, shop_id, field, old, new, by_id, by_name, at, status)` + numbers +
			`SELECT 'update:1234567890:' || -i, 1 + i % 977, 'price_updating', i % 2, 1 - i % 2, ` + person + `, 'Test User', ` + spread("700", "0") + `, 1 FROM n`},
		{"people", 0.03, `INSERT INTO frontdesk_person (id, app_language, commands, updated_at)` + numbers + `SELECT 100000 + i, 'en', 'SE en', 0 FROM n`},
		{"host's people", 0.03, `INSERT INTO tg_bot_telegramuser (chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)` + numbers +
			`SELECT 100000 + i, 'Test', 'User ' || i, 'user_' || i, 'SE', '2026-01-02 09:00:00.000000', 0, 1, 0 FROM n`},
	}
}

// old are the rows that retention is to forget.
func old() []part {
	return []part{
		{"deliveries", 0, deliveries("40", "31")}, {"inbox", 0, inbox("5", "2.1")}, {"screens", 0, screens("40", "31", false)},
	}
}

// fill puts a history of so many rows into a database that nobody has open.
func fill(ctx context.Context, h house.House, rows, people int) error {
	// Faster by far, and whoever pulls the plug now starts again.
	db, err := house.Open(h.Database(), "_journal_mode=OFF&_synchronous=OFF&_locking_mode=EXCLUSIVE&_cache_size=-262144&_foreign_keys=off")
	if err != nil {
		return err
	}
	defer db.Close()
	if err := house.Seed(ctx, db, people); err != nil {
		return err
	}
	now, all := time.Now().UnixMilli(), people+int(0.03*float64(rows))
	first := map[string]int{"people": people - 1, "host's people": people - 1}
	for _, p := range old() {
		if err := insert(ctx, db, p, due, now, all, first); err != nil {
			return err
		}
	}
	for _, p := range parts() {
		if err := insert(ctx, db, p, int(p.share*float64(rows)), now, all, first); err != nil {
			return err
		}
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func insert(ctx context.Context, db *sql.DB, p part, rows int, now int64, people int, first map[string]int) error {
	if _, err := db.ExecContext(ctx, p.insert, rows, now, people, first[p.table]); err != nil {
		return fmt.Errorf("history of %s: %w", p.table, err)
	}
	first[p.table] += rows
	return nil
}

// flow is what people do in all databases alike.
func flow(n, warm int, rate float64) canned.Options {
	return canned.Options{Updates: n, Warm: warm, People: people, Flow: canned.Switch, Rate: rate}
}
