package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/store"
	"frontdesk/store/engine"
)

var (
	update = flag.Bool("update", false, "dump a database of this version for the upgrade tests to come")

	furnishedAt = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	oldEnd      = time.Unix(2_000_000_000, 0)
)

const (
	oldSeller = 5_000_000_001
	oldBot    = 42
)

// TestDumpThisVersion writes the dumps that later versions begin with.
func TestDumpThisVersion(t *testing.T) {
	if !*update {
		t.Skip("only with -update")
	}
	for name, url := range map[engine.Name]string{engine.SQLite: sqliteURL(t), engine.Postgres: postgresURL(t)} {
		db, err := store.Open(t.Context(), url, store.Options{Now: func() time.Time { return furnishedAt }})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		states, err := db.Migrate(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []func(context.Context, *store.Tx) error{furnish, furnishMoney, furnishWebinars} {
			if err := db.Write(t.Context(), part); err != nil {
				t.Fatal(err)
			}
		}
		if got := seen(t, db); got != atHome {
			t.Fatalf("%s", got)
		}
		dump := dumpSQLite
		if name == engine.Postgres {
			dump = func(t *testing.T, _ *store.DB) string { return pgtest.Dump(t, url) }
		}
		file := fmt.Sprintf("testdata/version-%d.%s.sql", states[0].Version, name)
		if err := os.WriteFile(file, []byte(dump(t, db)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// furnish puts a row into every table of the first version.
func furnish(ctx context.Context, tx *store.Tx) error {
	var errs []error
	then := func(err error) { errs = append(errs, err) }
	until := oldEnd
	for id := range int64(3) {
		seq, _, err := tx.AddUpdate(ctx, oldBot, 10+id, oldSeller, fmt.Appendf(nil, "sealed %d", id+1))
		then(err)
		switch id {
		case 0:
			_, err = tx.FinishUpdate(ctx, seq)
		case 2:
			err = tx.ParkUpdate(ctx, seq, "a fault")
		}
		then(err)
	}
	for i := range 2 {
		d := domain.Delivery{
			Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: oldSeller, Payload: `{"key":"x"}`, DedupeKey: fmt.Sprint("ban:", i),
		}
		_, err := tx.AddDelivery(ctx, &d)
		then(err)
		if i == 0 {
			_, err = tx.EndDelivery(ctx, d.ID, domain.DeliverySent, 100, "")
		} else {
			err = tx.PostponeDelivery(ctx, d.ID, 3, until, "429")
		}
		then(err)
	}
	screen := domain.ShownScreen{ChatID: oldSeller, PersonID: oldSeller, State: "shop", Args: "s1", Subject: "shop:1"}
	then(tx.ShowScreen(ctx, &screen))
	then(tx.ScreenSent(ctx, screen.ID, oldSeller, 100, -5))
	change := domain.Change{Key: "w1", ShopID: 1, Field: domain.FieldActive, New: true, ByID: oldSeller, ByName: "Маша"}
	then(tx.IntendChange(ctx, &change))
	_, err := tx.ApplyChange(ctx, change.ID)
	then(err)
	then(tx.SeePerson(ctx, oldSeller, "ru"))
	then(tx.SetLanguage(ctx, oldSeller, "en"))
	then(tx.SetBanTold(ctx, oldSeller, true, "спам"))
	then(tx.SetCommands(ctx, oldSeller, "SE ru"))
	then(tx.SetExpectedInput(ctx, domain.ExpectedInput{
		ChatID: oldSeller, PersonID: oldSeller, Kind: "find", Args: "p1", Memo: "olga", ScreenID: screen.ID, ExpiresAt: until,
	}))
	then(tx.AddAudit(ctx, store.Audit{Actor: oldSeller, Name: "Маша", Action: "shop.is_active", Subject: "shop:1", WorkKey: "w1"}))
	then(tx.SetAttempts(ctx, "name:olga", store.Attempts{Failures: 3, LockedUntil: until}))
	then(tx.SetSetting(ctx, "some", "value"))
	for _, statement := range []string{
		"INSERT INTO auth_user (password, is_superuser, username, last_name, email, is_staff, is_active, date_joined, first_name) VALUES ('pbkdf2_sha256$1$x$y', ?, 'olga', '', '', ?, ?, '2026-11-01 10:00:00.123456', '')",
		"INSERT INTO shops (name, slug, client_id, ozon_api_key, shipper_api_key, is_active, price_updating, vendor_name) VALUES ('Чай <3> & кофе', 'tea', '1003', 'sample-key-003', '', ?, ?, ?)",
		"INSERT INTO tg_bot_telegramuser (chat_id, first_name, last_name, username, role, created_at, is_banned, is_active, is_logged_out) VALUES (5000000001, 'Маша', '', 'masha', 'SE', '2026-11-01 10:00:00.123456', ?, ?, ?)",
	} {
		last := any(true)
		if strings.Contains(statement, "vendor_name") {
			last = "Офисмаг"
		}
		_, err := tx.Exec(ctx, statement, false, true, last)
		then(err)
	}
	for _, statement := range []string{
		"INSERT INTO auth_user_groups (user_id, group_id) SELECT u.id, g.id FROM auth_user u, auth_group g",
		"INSERT INTO warehouses (name, warehouse_id, shop_id) SELECT 'Склад 3', 20000000003, id FROM shops",
		"INSERT INTO tg_bot_telegramuser_shops (telegramuser_id, shop_id) SELECT u.id, s.id FROM tg_bot_telegramuser u, shops s",
	} {
		_, err := tx.Exec(ctx, statement)
		then(err)
	}
	return errors.Join(errs...)
}

// furnishMoney puts a row into every table of the second version.
func furnishMoney(ctx context.Context, tx *store.Tx) error {
	plan := domain.Plan{Key: "month", Title: "Месяц", Price: domain.Money{Amount: 300, Currency: domain.CurrencyStars}, Days: 30}
	_, err := tx.AddPayment(ctx, &domain.Payment{
		PersonID: oldSeller, Plan: plan.Key, Days: plan.Days, Until: oldEnd,
		Receipt: domain.Receipt{ChargeID: "charge-1", Payload: "paid", Price: plan.Price},
	})
	return errors.Join(err,
		tx.AddInvoice(ctx, domain.Invoice{Payload: "open", PersonID: oldSeller, Plan: plan, ExpiresAt: oldEnd}),
		tx.SetSubscription(ctx, domain.Subscription{PersonID: oldSeller, EndsAt: oldEnd, Stage: domain.StageWeek, NextAt: oldEnd.Add(-7 * 24 * time.Hour)}),
	)
}

// dumpSQLite writes a database down as statements.
func dumpSQLite(t *testing.T, db *store.DB) string {
	t.Helper()
	var objects []struct {
		Type string `db:"type"`
		Name string `db:"name"`
		SQL  string `db:"sql"`
	}
	err := db.Readers().SelectContext(t.Context(), &objects, `SELECT type, name, COALESCE(sql, '') AS sql FROM sqlite_master
		ORDER BY name = 'sqlite_sequence', type DESC, rowid`)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, o := range objects {
		switch {
		case o.Name == "sqlite_sequence": // SQLite has made it with the first table, and counted the rows
			b.WriteString("DELETE FROM sqlite_sequence;\n")
		case o.SQL != "":
			b.WriteString(o.SQL + ";\n")
		}
		if o.Type != "table" {
			continue
		}
		columns, err := engine.Columns(t.Context(), db.Readers(), o.Name)
		if err != nil {
			t.Fatal(err)
		}
		values := make([]string, len(columns))
		for i, c := range columns {
			values[i] = `quote("` + c.Name + `")`
		}
		var rows []string
		if err := db.Readers().SelectContext(t.Context(), &rows, "SELECT "+strings.Join(values, " || ', ' || ")+" FROM "+o.Name); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			fmt.Fprintf(&b, "INSERT INTO %s VALUES (%s);\n", o.Name, row)
		}
	}
	return b.String()
}
