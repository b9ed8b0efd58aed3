package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/storetest"
)

var update = flag.Bool("update", false, "dump a database of this version for the upgrade tests to come")

const (
	oldSeller = 5_000_000_001
	oldBot    = 42
)

// An upgrade begins with what an earlier version has left: testdata holds one dump per version and engine, with rows in
// every table. When the tables get a new version, its dump is added (-update) and the old ones stay as they are.
func TestADatabaseOfAnEarlierVersionIsUpgraded(t *testing.T) {
	t.Parallel()
	dumps, err := filepath.Glob("testdata/version-*.sql")
	if err != nil || len(dumps) < 2 {
		t.Fatalf("%v, %v", dumps, err)
	}
	for _, file := range dumps {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			dump, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			upgrade(t, restored(t, file, string(dump)))
		})
	}
}

// restored gives the address of a database that a dump was loaded into.
func restored(t *testing.T, file, dump string) (url string) {
	t.Helper()
	if strings.Contains(file, string(engine.Postgres)) {
		url = postgresURL(t)
		pgtest.Load(t, url, dump)
		return url
	}
	path := filepath.Join(t.TempDir(), "frontdesk.db")
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1})
	if _, err := db.ExecContext(t.Context(), dump); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

func upgrade(t *testing.T, url string) {
	db := open(t, url)
	for range 2 {
		states, err := db.Migrate(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range states {
			if s.Version != s.Target {
				t.Errorf("%+v", s)
			}
		}
	}
	if got := seen(t, db); got != atHome {
		t.Errorf("after the upgrade:\n%s\nwant\n%s", got, atHome)
	}
	// And it works on.
	err := db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		seq, added, err := tx.AddUpdate(ctx, oldBot, 100, 7, []byte("new"))
		if seq <= 3 || !added {
			t.Errorf("a new update: %d, %v", seq, added)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// atHome is what seen sees of a house that was furnished.
const atHome = `update 2 of 11 in lane 5000000001: sealed 2
counts {Waiting:1 Parked:1}
delivery 2 to 5000000001: {"key":"x"}, 3 attempts, not before 2033-05-18T03:33:20Z
screen 1 of message 100: shop s1
change 1: is_active false → true by Маша, status 1
person {ID:5000000001 AppLanguage:ru Language:en Unreachable:false BanTold:true BanReason:спам Commands:SE ru}
input find p1 olga, until 2033-05-18T03:33:20Z
attempts 3
setting some value
shop Чай <3> & кофе of 5000000001
`

// seen tells of everything that people have in a database.
func seen(t *testing.T, db *store.DB) string {
	t.Helper()
	ctx := t.Context()
	var b strings.Builder
	var errs []error
	updates, err := db.WaitingUpdates(ctx, oldBot, 0, 10)
	errs = append(errs, err)
	for _, u := range updates {
		fmt.Fprintf(&b, "update %d of %d in lane %d: %s\n", u.Seq, u.UpdateID, u.Lane, u.Payload)
	}
	counts, err := db.CountInbox(ctx)
	errs = append(errs, err)
	fmt.Fprintf(&b, "counts %+v\n", counts)
	for _, d := range storetest.Pending(t, db) {
		fmt.Fprintf(&b, "delivery %d to %d: %s, %d attempts, not before %s\n", d.ID, d.Recipient, d.Payload, d.Attempts, d.NotBefore.Format(time.RFC3339))
	}
	screen, err := db.FindScreen(ctx, 1)
	errs = append(errs, err)
	fmt.Fprintf(&b, "screen %d of message %d: %s %s\n", screen.ID, screen.MessageID, screen.State, screen.Args)
	change, err := db.FindChangeByKey(ctx, "w1")
	errs = append(errs, err)
	fmt.Fprintf(&b, "change %d: %s %v → %v by %s, status %d\n", change.ID, change.Field, change.Old, change.New, change.ByName, change.Status)
	person, err := db.FindPerson(ctx, oldSeller)
	errs = append(errs, err)
	fmt.Fprintf(&b, "person %+v\n", person)
	in, err := db.FindExpectedInput(ctx, oldSeller, oldSeller)
	errs = append(errs, err)
	fmt.Fprintf(&b, "input %s %s %s, until %s\n", in.Kind, in.Args, in.Memo, in.ExpiresAt.Format(time.RFC3339))
	attempts, err := db.FindAttempts(ctx, "name:olga")
	errs = append(errs, err)
	value, err := db.Setting(ctx, "some")
	errs = append(errs, err)
	fmt.Fprintf(&b, "attempts %d\nsetting some %s\n", attempts.Failures, value)
	var shop struct {
		Name   string `db:"name"`
		ChatID int64  `db:"chat_id"`
	}
	err = db.Readers().GetContext(ctx, &shop, `SELECT s.name, u.chat_id FROM shops s
		JOIN tg_bot_telegramuser_shops l ON l.shop_id = s.id JOIN tg_bot_telegramuser u ON u.id = l.telegramuser_id`)
	fmt.Fprintf(&b, "shop %s of %d\n", shop.Name, shop.ChatID)
	if err := errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDumpThisVersion writes the dumps that later versions begin with.
func TestDumpThisVersion(t *testing.T) {
	if !*update {
		t.Skip("only with -update")
	}
	for name, url := range map[engine.Name]string{engine.SQLite: sqliteURL(t), engine.Postgres: postgresURL(t)} {
		db := open(t, url)
		states, err := db.Migrate(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Write(t.Context(), furnish); err != nil {
			t.Fatal(err)
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

// furnish puts a row into every table.
func furnish(ctx context.Context, tx *store.Tx) error {
	var errs []error
	then := func(err error) { errs = append(errs, err) }
	until := time.Unix(2_000_000_000, 0)
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
