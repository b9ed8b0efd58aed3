package move_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdesk/domain"
	"frontdesk/internal/pgtest"
	"frontdesk/internal/seal"
	"frontdesk/store"
	"frontdesk/store/host"
	"frontdesk/store/move"
	"frontdesk/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

const (
	seller = 5_000_000_001 // more than 32 bits
	botID  = 42
)

func moment() time.Time { return time.Date(2026, 11, 1, 10, 0, 0, 123456000, time.UTC) }

// house is an installation without Django.
type house struct {
	*testing.T
	db   *store.DB
	host *host.Host
	box  *seal.Box
}

func open(t *testing.T, url string) house {
	t.Helper()
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Migrate(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	h := host.Embedded(db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { h.Close() })
	box, err := seal.New(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return house{T: t, db: db, host: h, box: box}
}

func (h house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) write(fn func(ctx context.Context, tx *store.Tx) error) {
	h.Helper()
	h.must(h.db.Write(h.Context(), fn))
}

func place(updateID int64) string { return fmt.Sprintf("inbox %d", updateID) }

// accept takes an update whose text is a secret.
func (h house) accept(id int64) (seq int64) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		seq, _, err = tx.AddUpdate(ctx, botID, id, seller, h.box.Seal(fmt.Appendf(nil, "пароль %d", id), place(id)))
		return err
	})
	return seq
}

func (h house) deliver(key string) (id int64) {
	h.Helper()
	d := domain.Delivery{
		Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: seller, Payload: `{"key":"x"}`, DedupeKey: key,
		NotBefore: moment().Truncate(time.Millisecond),
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { _, err := tx.AddDelivery(ctx, &d); return err })
	return d.ID
}

// furnish fills every table.
func (h house) furnish() {
	h.Helper()
	ctx := h.Context()
	done, _, gone := h.accept(1), h.accept(2), h.accept(3)
	last := h.deliver("")
	h.deliver("ban:7")
	last = max(last, h.deliver(""))
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, finish := tx.FinishUpdate(ctx, done)
		_, pruned := tx.Exec(ctx, "DELETE FROM frontdesk_inbox WHERE seq = ?", gone)
		_, ended := tx.EndDelivery(ctx, last, domain.DeliverySent, 100, "")
		_, prunedToo := tx.PruneDeliveries(ctx, tx.Now.Add(time.Hour), 10)
		screen := domain.ShownScreen{ChatID: seller, PersonID: seller, State: "shop", Args: "s1", Subject: "shop:1"}
		change := domain.Change{Key: "w1", ShopID: 1, Field: domain.FieldActive, New: true, ByID: seller, ByName: "Маша"}
		return errors.Join(finish, pruned, ended, prunedToo,
			tx.ShowScreen(ctx, &screen), tx.ScreenSent(ctx, screen.ID, seller, 100, -5), tx.IntendChange(ctx, &change),
			tx.SeePerson(ctx, seller, "ru"), tx.SetBanTold(ctx, seller, true, "спам <&> \x00"),
			tx.SetExpectedInput(ctx, domain.ExpectedInput{ChatID: seller, PersonID: seller, Kind: "find", ExpiresAt: moment().Truncate(time.Millisecond)}),
			tx.AddAudit(ctx, store.Audit{Actor: seller, Name: "Маша", Action: "shop.is_active", Subject: "shop:1"}),
			tx.SetAttempts(ctx, "name:olga", store.Attempts{Failures: 3}), tx.SetSetting(ctx, "secret_key_fingerprint", "abc"))
	})
	h.webinars()
	h.must(h.host.CreateAdmin(ctx, "olga", "pbkdf2_sha256$1$x$y", moment()))
	for i := range 3 {
		shop, err := h.host.CreateShop(ctx, domain.Shop{Name: fmt.Sprintf("Витрина %d", i+1), Active: i == 1}, "sample-key")
		h.must(err)
		_, err = h.host.AddWarehouse(ctx, shop.ID, "Склад", 20_000_000_000)
		h.must(err)
	}
	_, err := h.host.SaveSignIn(ctx, domain.Sender{ID: seller, FirstName: "Маша"}, domain.RoleSeller, moment())
	h.must(err)
	_, err = h.host.LinkShops(ctx, seller, []int64{1, 3})
	h.must(err)
}

// webinars fills the tables of accounts, events and moderators.
func (h house) webinars() {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		id, err := tx.ReserveWebinarAccount(ctx, seller, domain.WebinarCookie, "masha@example.org")
		if err != nil {
			return err
		}
		sealed := h.box.Seal([]byte("пароль"), seal.Place("frontdesk_webinar_account.credentials", id))
		connected := tx.ConnectWebinarAccount(ctx, store.WebinarAccount{
			ID: id, Login: "masha@example.org", Credentials: sealed, Organizations: []domain.WebinarOrganization{{ID: 77, Name: "Школа"}},
		})
		e := store.WebinarEvent{AccountID: id, EventID: 5, SessionID: 6, Name: "Лекция", Status: domain.EventRunning, SeenAt: moment()}
		_, added := tx.AddWebinarEvent(ctx, &e)
		_, joined := tx.AddModerator(ctx, store.Moderator{AccountID: id, PersonID: seller + 1, Name: "Иван", AddedBy: seller})
		_, listed := tx.SetListed(ctx, e.ID, seller+1, true)
		_, signedUp := tx.AddConsoleUser(ctx, &store.ConsoleUser{Username: "lena"})
		return errors.Join(connected, added, joined, listed, signedUp)
	})
}

// sight is what people would see of a house.
type sight struct {
	Inbox      []string
	Counts     store.InboxCounts
	Deliveries []domain.Delivery
	Screens    []domain.ShownScreen
	Change     domain.Change
	Person     store.Person
	Input      domain.ExpectedInput
	Attempts   store.Attempts
	Setting    string
	Admin      domain.HostUser
	Shops      []domain.Shop
	Linked     []domain.Shop
	Warehouses []domain.Warehouse
	People     []domain.TelegramUser
	Accounts   []store.WebinarAccount
	Password   string
	Events     []store.WebinarEvent
	Moderators []store.Moderator
	Roster     []store.EventModerator
	Console    store.ConsoleUser
}

func (h house) sight() (s sight) {
	h.Helper()
	ctx := h.Context()
	check := func(err error) { h.Helper(); h.must(err) }
	waiting, err := h.db.WaitingUpdates(ctx, botID, 0, 100)
	check(err)
	for _, u := range waiting {
		text, err := h.box.Open(u.Payload, place(u.UpdateID))
		check(err)
		s.Inbox = append(s.Inbox, fmt.Sprintf("%d %d %d %s", u.Seq, u.UpdateID, u.Lane, text))
	}
	s.Counts, err = h.db.CountInbox(ctx)
	check(err)
	s.Deliveries = storetest.Pending(h.T, h.db)
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		s.Screens, err = tx.ScreensAbout(ctx, "shop:1")
		return err
	})
	s.Change, err = h.db.FindChangeByKey(ctx, "w1")
	check(err)
	s.Person, err = h.db.FindPerson(ctx, seller)
	check(err)
	s.Input, err = h.db.FindExpectedInput(ctx, seller, seller)
	check(err)
	s.Attempts, err = h.db.FindAttempts(ctx, "name:olga")
	check(err)
	s.Setting, err = h.db.Setting(ctx, "secret_key_fingerprint")
	check(err)
	s.Admin, err = h.host.FindUserByName(ctx, "olga")
	check(err)
	s.Shops, _, err = h.host.ListShops(ctx, host.ShopFilter{Limit: 10})
	check(err)
	s.Linked, _, err = h.host.ListShops(ctx, host.ShopFilter{ChatID: seller, Limit: 10})
	check(err)
	s.Warehouses, err = h.host.ListWarehouses(ctx, 2)
	check(err)
	s.People, _, err = h.host.ListTelegramUsers(ctx, host.PeopleFilter{Limit: 10})
	check(err)
	s.Accounts, err = h.db.WebinarAccountsOf(ctx, seller)
	check(err)
	password, err := h.box.Open(s.Accounts[0].Credentials, seal.Place("frontdesk_webinar_account.credentials", s.Accounts[0].ID))
	check(err)
	s.Password = string(password)
	s.Events, err = h.db.RunningWebinarEvents(ctx)
	check(err)
	s.Moderators, err = h.db.ModeratorsOf(ctx, s.Accounts[0].ID)
	check(err)
	s.Roster, err = h.db.EventModerators(ctx, s.Events[0].ID)
	check(err)
	s.Console, err = h.db.FindConsoleUserByName(ctx, "lena")
	check(err)
	return s
}

func sqliteURL(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "frontdesk.db") }

func TestAHouseMovesWithEverythingInIt(t *testing.T) {
	t.Parallel()
	from, to := sqliteURL(t), pgtest.URL(t)
	old := open(t, from)
	old.furnish()
	want := old.sight()
	nextUpdate, nextDelivery := old.accept(100), old.deliver("")
	old.write(func(ctx context.Context, tx *store.Tx) error { // as if they had never been, but for their ids
		_, a := tx.Exec(ctx, "DELETE FROM frontdesk_inbox WHERE seq = ?", nextUpdate)
		_, b := tx.Exec(ctx, "DELETE FROM frontdesk_delivery WHERE id = ?", nextDelivery)
		return errors.Join(a, b)
	})
	old.must(old.db.Close())

	rows := map[string]int64{}
	if err := move.Run(t.Context(), from, to, func(c move.Count) { rows[c.Table] = c.Rows }); err != nil {
		t.Fatal(err)
	}
	for table, n := range map[string]int64{
		"frontdesk_inbox": 2, "frontdesk_delivery": 2, "frontdesk_setting": 1, "shops": 3, "auth_group": 1, "auth_user_groups": 1,
		"tg_bot_telegramuser_shops": 2, "frontdesk_audit": 1,
	} {
		if rows[table] != n {
			t.Errorf("%s: told of %d rows, want %d", table, rows[table], n)
		}
	}
	moved := open(t, to)
	got := moved.sight()
	want.Person.BanReason = "спам <&> " // PostgreSQL has no NUL
	// Neither engine promises more than a microsecond.
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(time.Microsecond)); diff != "" {
		t.Error(diff)
	}
	if seq, id := moved.accept(4), moved.deliver(""); seq <= nextUpdate || id <= nextDelivery {
		t.Errorf("ids are given twice: update %d after %d, delivery %d after %d", seq, nextUpdate, id, nextDelivery)
	}
	if moved.deliver("ban:7") != 0 {
		t.Error("a delivery's key is forgotten")
	}
	shop, err := moved.host.CreateShop(t.Context(), domain.Shop{Name: "Новая"}, "k")
	if err != nil || shop.ID != 4 {
		t.Errorf("%+v, %v", shop, err)
	}
}

func refuses(t *testing.T, from, to, why string) {
	t.Helper()
	err := move.Run(t.Context(), from, to, func(move.Count) { t.Error("something was copied") })
	if err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("%v; want %q in it", err, why)
	}
}

func TestAMoveIntoATakenHouseIsRefused(t *testing.T) {
	t.Parallel()
	from := sqliteURL(t)
	old := open(t, from)
	old.furnish()
	old.must(old.db.Close())

	lived := pgtest.URL(t)
	there := open(t, lived)
	there.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "a", "b") })
	refuses(t, from, lived, "not empty")

	others := pgtest.URL(t)
	if err := pgtest.Exec(others, "CREATE TABLE somebody (n int)"); err != nil {
		t.Fatal(err)
	}
	refuses(t, from, others, "there is a table somebody")
	if err := pgtest.Exec(others, "SELECT * FROM frontdesk_inbox"); err == nil {
		t.Error("tables of ours were made in somebody's database")
	}
	refuses(t, from, "sqlite:other.db", "must be on PostgreSQL")
	refuses(t, others, lived, "already")
	refuses(t, sqliteURL(t), pgtest.URL(t), "there is no database")
}

func TestAHouseThatIsServedDoesNotMove(t *testing.T) {
	t.Parallel()
	from, to := sqliteURL(t), pgtest.URL(t)
	old := open(t, from)
	release, err := old.db.Claim()
	old.must(err)
	refuses(t, from, to, "another frontdesk serves")
	release()
	served := open(t, to)
	_, err = served.db.Claim()
	served.must(err)
	refuses(t, from, to, "another frontdesk serves")
}

func TestAMoveThatFailsMayBeTriedAgain(t *testing.T) {
	t.Parallel()
	from, to := sqliteURL(t), pgtest.URL(t)
	old := open(t, from)
	old.furnish()
	rename := func(name string) {
		old.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE shops SET name = ? WHERE id = 2", name)
			return err
		})
	}
	rename(strings.Repeat("ы", 51)) // by hand: SQLite does not mind
	refuses(t, from, to, "table shops: PostgreSQL refuses a value")
	rename("Витрина")
	if err := move.Run(t.Context(), from, to, func(move.Count) {}); err != nil {
		t.Fatal(err)
	}
	if got := open(t, to).sight(); len(got.Shops) != 3 {
		t.Errorf("%+v", got.Shops)
	}
}
