// seed fills a migrated database of Frontdesk with the sellers and shops that the runner's updates come from.
package main

import (
	"database/sql"
	"flag"
	"fmt"
	"log"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	path := flag.String("db", "", "the migrated database")
	people := flag.Int("people", 977, "sellers, each with a shop")
	flag.Parse()
	db, err := sql.Open("sqlite3", "file:"+*path)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	run := func(query string, args ...any) {
		if _, err := tx.Exec(query, args...); err != nil {
			log.Fatalf("%s: %v", query, err)
		}
	}
	const now = "2026-11-23 09:00:00.000000"
	for i := range *people {
		run(`INSERT INTO shops (id, name, slug, client_id, ozon_api_key, shipper_api_key, is_active, price_updating, vendor_name)
			VALUES (?, ?, ?, '1', ?, '', 1, 1, 'Vendor')`, i+1, fmt.Sprintf("Shop %d", i+1), fmt.Sprintf("shop-%d", i+1), fmt.Sprintf("bench-key-%d", i+1))
		run(`INSERT INTO tg_bot_telegramuser (id, chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out)
			VALUES (?, ?, 'Test', 'User', 'test_user', 'SE', ?, 0, 1, 0)`, i+1, 100000+i, now)
		run(`INSERT INTO tg_bot_telegramuser_shops (telegramuser_id, shop_id) VALUES (?, ?)`, i+1, i+1)
		run(`INSERT INTO frontdesk_person (id, app_language, commands, updated_at) VALUES (?, 'en', 'SE en', 0)`, 100000+i)
	}
	if err := tx.Commit(); err != nil {
		log.Fatal(err)
	}
}
