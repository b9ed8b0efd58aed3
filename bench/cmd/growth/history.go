package main

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/house"
)

// due is how many rows of each table stand there in every database that are to be forgotten: 20 of retention's batches.
const due = 10_000

// part is one table's share of the history: what is inserted into which columns, made from the number i. In the SQL, {rows} is
// how many rows there will be, {after} the number before the first, {people} how many people there are.
type part struct {
	table      string
	share      float64
	into, from string
}

// spread lays times evenly over days, in SQL: the oldest row comes first, so many days ago, and the newest last.
func spread(from, to string) string {
	return fmt.Sprintf(`({now} - CAST((%s + (%s - %s) * (1.0 - 1.0 * (i - {after}) / {rows})) * 86400000 AS BIGINT))`, to, from, to)
}

// person is somebody of all people, the bench's own among them, in SQL.
const person = `(100000 + (i * 7919) % {people})`

func deliveries(share float64, from, to string) part {
	at := spread(from, to)
	return part{
		"deliveries", share,
		`INSERT INTO frontdesk_delivery (channel, kind, recipient, person, screen_id, revision, payload, priority, status, external_id, created_at, done_at)`,
		`'telegram', 'screen', ` + person + `, ` + person + `, i, 1, '', 1 + i % 3, 1, i, ` + at + `, ` + at + ` + 80`,
	}
}

func inbox(share float64, from, to string) part {
	at := spread(from, to)
	return part{
		"inbox", share, `INSERT INTO frontdesk_inbox (bot_id, update_id, lane, status, received_at, done_at)`,
		`1234567890, 1000000000 + i, ` + person + `, 1, ` + at + `, ` + at + ` + 60`,
	}
}

// screens have the messages from 2,000,000,000 on. live tells in SQL which are their chat's newest.
func screens(share float64, from, to, live string) part {
	return part{
		"screens", share,
		`INSERT INTO frontdesk_screen (chat_id, message_id, person_id, revision, state, args, subject, hash, live, updated_at)`,
		person + `, 2000000000 + i, ` + person + `, 2, 'shop', 's' || (1 + i % 977), 'shop:' || (1 + i % 977), i, ` + live + `, ` + spread(from, to),
	}
}

// parts are what a history consists of. Deliveries and screens are those of 30 days, updates those of two, as retention
// keeps them.
func parts() []part {
	at := spread("700", "0")
	return []part{
		deliveries(0.40, "29", "0"),
		inbox(0.20, "1.9", "0"),
		screens(0.12, "29", "0", `CASE WHEN {rows} - (i - {after}) < {people} THEN 1 ELSE 0 END`),
		{
			"audit", 0.16, `INSERT INTO frontdesk_audit (at, actor, name, action, subject, details, work_key)`,
			at + `, ` + person + `, 'Test User', 'shop.price_updating', 'shop:' || (1 + i % 977), '1 -> 0', 'history:' || i`,
		},
		{
			"changes", 0.06, `INSERT INTO frontdesk_change (work_key, shop_id, field, old, new, by_id, by_name, at, status)`,
			`'history:' || i, 1 + i % 977, 'price_updating', i % 2, 1 - i % 2, ` + person + `, 'Test User', ` + at + `, 1`,
		},
		{
			"people", 0.03, `INSERT INTO frontdesk_person (id, app_language, commands, updated_at)`,
			`100000 + i, 'en', 'SE en', 0`,
		},
		{
			"host's people", 0.03,
			`INSERT INTO tg_bot_telegramuser (chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)`,
			`100000 + i, 'Test', 'User ' || i, 'user_' || i, 'SE', '2026-01-02 09:00:00.000000', FALSE, TRUE, FALSE`,
		},
	}
}

// old are the rows that retention is to forget.
func old() []part {
	return []part{deliveries(0, "40", "31"), inbox(0, "5", "2.1"), screens(0, "40", "31", "0")}
}

// fill puts a history of so many rows into a database that nobody has open.
func fill(ctx context.Context, h house.House, rows int) error {
	db, err := h.Open()
	if err != nil {
		return err
	}
	defer db.Close()
	if err := house.Seed(ctx, db, people); err != nil {
		return err
	}
	f := filler{
		db: db, now: time.Now().UnixMilli(), people: people + int(0.03*float64(rows)),
		after: map[string]int{"people": people - 1, "host's people": people - 1},
	}
	for _, p := range old() {
		if err := f.insert(ctx, p, due); err != nil {
			return err
		}
	}
	for _, p := range parts() {
		if err := f.insert(ctx, p, int(p.share*float64(rows))); err != nil {
			return err
		}
	}
	// An installation with a history has been started before: who was banned then counts as told.
	if _, err := db.ExecContext(ctx, `INSERT INTO frontdesk_setting (name, value) VALUES ('ban_watch_started', '2026-01-02T09:00:00Z')`); err != nil {
		return err
	}
	return h.Settle(ctx, db)
}

type filler struct {
	db     *sql.DB
	now    int64
	people int
	after  map[string]int // by table: the newest row's number
}

func (f filler) insert(ctx context.Context, p part, rows int) error {
	from := strings.NewReplacer(
		"{rows}", strconv.Itoa(rows), "{after}", strconv.Itoa(f.after[p.table]), "{people}", strconv.Itoa(f.people),
		"{now}", strconv.FormatInt(f.now, 10),
	).Replace(p.from)
	if err := house.Insert(ctx, f.db, p.into, from, rows, f.after[p.table]); err != nil {
		return err
	}
	f.after[p.table] += rows
	return nil
}

// flow is what people do in all databases alike.
func flow(n, warm int, rate float64) canned.Options {
	return canned.Options{Updates: n, Warm: warm, People: people, Flow: canned.Switch, Rate: rate}
}
