package app_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/internal/djangohash/djangotest"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/store/engine"
)

// demoPassword is what the market's users sign in with; see store/host/testdata/README.md.
func demoPassword(username string) string { return "demo-" + username + "-пароль" }

// djangoEnv points the little host project beside the market at a database.
func djangoEnv(t testing.TB, path string) []string {
	t.Helper()
	project, err := filepath.Abs("../store/host/testdata/djangohost")
	if err != nil {
		t.Fatal(err)
	}
	return []string{"HOST_DB=" + path, "DJANGO_SETTINGS_MODULE=settings", "PYTHONPATH=" + project, "PYTHONDONTWRITEBYTECODE=1"}
}

// hostPath is where a desk's copy of the market lies.
func hostPath(desk *apptest.Desk) string {
	return strings.TrimPrefix(desk.Config.HostDatabaseURL, "sqlite:")
}

func TestEachHashersUserSignsIn(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{HostCopy: djangoMarket})
	for n, user := range []struct{ name, hasher string }{
		{"olga", "pbkdf2_sha256"}, {"pavel", "argon2"}, {"rita", "bcrypt_sha256"}, {"semyon", "pbkdf2_sha1"}, {"fedor", "scrypt"},
	} {
		var hash string
		read(t, hostPath(desk), &hash, "SELECT password FROM auth_user WHERE username = '"+user.name+"'")
		if kind, _, _ := strings.Cut(hash, "$"); kind != user.hasher {
			t.Errorf("%s has a hash of %s and not %s", user.name, kind, user.hasher)
		}
		p := desk.Stranger(t, 6001+int64(n), user.name, "ru")
		beginsAsAdmin(p)
		p.Sends(user.name)
		p.Sees("Имя: " + user.name)
		p.Sends(demoPassword(user.name))
		// The race detector makes a bcrypt ten times as dear, and other tests want the processor as well.
		untilWithin(t, time.Minute, user.name+" is in", func() bool { return told(p, "Главное меню") > 0 })
		menu := p.Sees("Главное меню (" + user.name + ": админ)")
		if labels := labelsOf(menu); slices.Contains(labels, "Новый магазин") {
			t.Errorf("beside Django shops are made in Django, but the menu has %q", labels)
		}
	}
}

func TestWhoIsNoAdminInDjangoIsTurnedAwayLikeAnybody(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{HostCopy: djangoMarket})
	p := desk.Stranger(t, 6001, "Кто-то", "ru")
	beginsAsAdmin(p)
	said := map[string]bool{}
	for _, try := range [][2]string{
		{"tamara", demoPassword("tamara")}, // not in the group
		{"ulyana", demoPassword("ulyana")}, // not active
		{"olga", "наугад"},
		{"nobody", "наугад"},
	} {
		triesToSignIn(p, try[0], try[1])
		m := p.Sees(wrongLogin)
		said[strings.Replace(m.Text, try[0], "", 1)] = true
		changesName(p)
	}
	if len(said) != 1 {
		t.Errorf("four ways to be wrong are told in %d ways: %v", len(said), said)
	}
	if desk.User(p) != nil {
		t.Error("a row was made for somebody who did not sign in")
	}
}

// TestWithDjangoNobodyEditsShopsHere: the buttons are not there, and forged ones are told where shops are kept.
func TestWithDjangoNobodyEditsShopsHere(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{HostCopy: djangoMarket})
	olga := desk.Stranger(t, 6001, "Ольга", "ru")
	desk.SignsInAsAdmin(olga, "ru", "olga", demoPassword("olga"))
	before := everything(t, desk)
	shop := walks(olga, "Список магазинов", "Витрина 1")
	olga.SeesButton("Активация")
	for _, m := range olga.Messages() {
		if slices.Contains(labelsOf(m), "Изменить") && !m.Deleted {
			t.Errorf("a shop of Django's has the button to change it\n%s", olga.Screen())
		}
	}
	for _, action := range []string{"rename", "key", "slug", "stocks"} {
		answer := olga.SeesAnswered(olga.TapsData(shop, "1.edit."+action+".s1"))
		if action != "stocks" && !strings.Contains(answer.Text, "Магазины ведёт ваш сайт") {
			t.Errorf("%s is answered with %q\n%s", action, answer.Text, olga.Screen())
		}
	}
	olga.SeesAnswered(olga.TapsData(shop, "1.menu.new"))
	olga.Sends("Свой магазин")
	olga.Sees("Магазины ведёт ваш сайт")
	olga.SeesAnswered(olga.TapsData(shop, "1.stocks.del.s1.i1"))
	if after := everything(t, desk); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

func labelsOf(m sim.Message) []string {
	var list []string
	for _, row := range m.Keyboard {
		for _, b := range row {
			list = append(list, b.Text)
		}
	}
	return list
}

// readBack has Django look at what the bot wrote, check it as its admin would, and save it once more.
const readBack = `
import json, django
django.setup()
from tg_bot.models import Shop, TelegramUser
people = {}
for u in TelegramUser.objects.order_by("id"):
    u.full_clean()
    u.save()
    people[u.first_name] = {"chat": u.chat_id, "role": u.role, "banned": u.is_banned, "active": u.is_active,
        "out": u.is_logged_out, "shops": list(u.shops.order_by("id").values_list("id", flat=True))}
for s in Shop.objects.all():
    s.full_clean()
    s.save()
print(json.dumps({"people": people,
    "active": list(Shop.objects.filter(is_active=True).order_by("id").values_list("id", flat=True)),
    "prices_off": list(Shop.objects.filter(price_updating=False).order_by("id").values_list("id", flat=True))}))
`

// seen is what Django tells.
type seen struct {
	People map[string]struct {
		Chat                int64
		Role                string
		Banned, Active, Out bool
		Shops               []int64
	}
	Active    []int64
	PricesOff []int64 `json:"prices_off"`
}

func TestDjangoReadsBackWhatPeopleDidInTheBot(t *testing.T) {
	t.Parallel()
	djangotest.Python(t)
	desk := apptest.Open(t, apptest.Options{HostCopy: djangoMarket})
	before := schema(t, djangoMarket)
	anna := desk.Seller(t, 5000000001, "Анна", "ru", "sample-key-001", "sample-key-002", "sample-key-003")
	olga := desk.Stranger(t, 5000000002, "Ольга", "ru")
	desk.SignsInAsAdmin(olga, "ru", "olga", demoPassword("olga"))
	boris := desk.Seller(t, 5000000003, "Борис", "ru", "sample-key-001")
	var was struct {
		Active    bool `db:"is_active"`
		PricesOff bool `db:"off"`
	}
	read(t, hostPath(desk), &was, "SELECT is_active, NOT price_updating AS off FROM shops WHERE id = 1")
	if was.Active || was.PricesOff {
		t.Fatalf("the market has changed: %+v", was)
	}

	page := walks(anna, "Список магазинов", "Витрина 1", "Активация", "Активировать")
	anna.Sees("Магазин активен", "Анна")
	anna.TapsOn(page, "⟵")
	anna.TapsOn(page, "Обновление цен")
	anna.TapsOn(page, "OFF")
	anna.Sees("Цены не обновляются", "Анна")
	page = walks(anna, "Список магазинов", "Витрина 2", "Отвязать магазин")
	anna.TapsOn(page, "Да")
	anna.SeesToast("Магазин отвязан")
	opensPerson(olga, "Борис")
	olga.Taps("Заблокировать")
	olga.Sees("Пришлите причину")
	olga.Sends("Долги")
	boris.Sees("Причина: Долги")
	olga.Sends("/sign_out")
	olga.Sees("Вы вышли")
	desk.Stop()

	var got seen
	if err := json.Unmarshal([]byte(djangotest.Run(t, djangoEnv(t, hostPath(desk)), readBack)), &got); err != nil {
		t.Fatal(err)
	}
	a, o, b := got.People["Анна"], got.People["Ольга"], got.People["Борис"]
	if a.Chat != 5000000001 || a.Role != "SE" || a.Banned || !a.Active || a.Out || !slices.Equal(a.Shops, []int64{1, 3}) {
		t.Errorf("Django sees Анна as %+v", a)
	}
	if o.Role != "AD" || !o.Out || o.Banned || len(o.Shops) != 0 {
		t.Errorf("Django sees Ольга as %+v", o)
	}
	if b.Role != "SE" || !b.Banned || !slices.Equal(b.Shops, []int64{1}) {
		t.Errorf("Django sees Борис as %+v", b)
	}
	if !slices.Contains(got.Active, 1) || !slices.Contains(got.PricesOff, 1) {
		t.Errorf("active %v, prices off %v", got.Active, got.PricesOff)
	}
	if after := schema(t, hostPath(desk)); after != before {
		t.Errorf("Django's schema has changed from\n%s\nto\n%s", before, after)
	}
	if left, _ := filepath.Glob(hostPath(desk) + "-*"); len(left) > 0 {
		t.Errorf("left beside Django's database: %v", left)
	}
}

// schema is everything about a database that is Django's own business: its tables and indexes, and how it keeps its journal.
func schema(t *testing.T, path string) string {
	t.Helper()
	var rows []string
	query(t, path, &rows, "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1")
	for _, pragma := range []string{"journal_mode", "user_version", "application_id", "page_size", "auto_vacuum", "encoding"} {
		var value string
		read(t, path, &value, "PRAGMA "+pragma)
		rows = append(rows, pragma+" = "+value)
	}
	return strings.Join(rows, "\n")
}

// read reads one row or value of a database file without touching it.
func read(t *testing.T, path string, into any, sql string) {
	t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000, ReadOnly: true})
	defer db.Close()
	if err := db.GetContext(t.Context(), into, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func query(t *testing.T, path string, into any, sql string) {
	t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000, ReadOnly: true})
	defer db.Close()
	if err := db.SelectContext(t.Context(), into, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}
