package app_test

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// told counts the messages of the bot, deleted ones too, that hold a text.
func told(p *simtest.P, text string) int {
	n := 0
	for _, m := range p.Messages() {
		if !m.Out && strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

// saysNothing fails the test when the bot answers a text of a person. A later update of somebody else, whose answer
// arrives, shows that the bot had the time to.
func saysNothing(t *testing.T, p, other *simtest.P, text string) {
	t.Helper()
	before := len(p.Messages())
	p.Sends(text)
	walks(other)
	if got := p.Messages(); len(got) != before+1 {
		t.Errorf("%q was answered\n%s", text, p.Screen())
	}
}

// walks takes a person by /menu and the buttons of the message that it brings, which it returns.
func walks(p *simtest.P, labels ...string) int64 {
	asked := p.Sends("/menu").ID
	var menu int64
	p.WaitsFor(func(c sim.Chat) bool {
		for _, m := range c.Messages {
			if m.ID > asked && !m.Out && !m.Deleted && strings.Contains(m.Text, "Главное меню") {
				menu = m.ID
			}
		}
		return menu != 0
	}, "the main menu")
	for _, label := range labels {
		p.TapsOn(menu, label)
	}
	return menu
}

// opensPerson takes an admin from anywhere to a person's page.
func opensPerson(admin *simtest.P, name string) {
	walks(admin, "Люди", name)
	admin.Sees(name, "Роль:")
}

func TestAnAdminLooksThroughThePeople(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	for n := range 11 {
		desk.Seller(t, 5001+int64(n), fmt.Sprintf("Продавец%02d", n), "ru", "k1")
	}
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.Taps("Люди")
	ivan.Sees("12 человек")
	ivan.Taps("1 / 3")
	ivan.SeesToast("Страница 1 из 3")
	ivan.Taps(">>")
	ivan.SeesButton("2 / 3")
	ivan.Taps(">>")
	ivan.SeesButton("3 / 3")
	ivan.SeesButton("Продавец10")
	ivan.Taps("<<")
	ivan.SeesButton("2 / 3")

	ivan.Taps("Поиск")
	ivan.Sees("Пришлите часть имени или @username")
	ivan.Sends("ДАВЕЦ1")
	ivan.Sees("По запросу «ДАВЕЦ1» найден 1 человек")
	ivan.Taps("Продавец10 · продавец")
	ivan.Sees("Продавец10", "id 5011", "Роль: продавец", "1 магазин", "Подписка активна")
	ivan.Taps("⟵")
	ivan.Sees("По запросу «ДАВЕЦ1»")
	ivan.Taps("Все")
	ivan.Sees("12 человек")
	ivan.Taps("Поиск")
	ivan.Sends("нет такого")
	ivan.Sees("По запросу «нет такого» ничего не нашлось", "Пришлите часть имени или @username")
	ivan.Sends("давец1")
	ivan.Sees("По запросу «давец1» найден 1 человек")
}

func TestAnAdminSeesWhoseShopsTheyAre(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	books := desk.Shop("Книги", "k2")
	desk.Seller(t, 5001, "Анна", "ru", "k1", "k2")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	opensPerson(ivan, "Анна")
	ivan.Sees("2 магазина")
	ivan.Taps("Магазины")
	ivan.Sees("Анна", "2 магазина")
	ivan.Taps("Книги")
	ivan.Taps("Активация")
	ivan.Taps("Активировать")
	ivan.Sees("Магазин активен")
	if !desk.Now(books).Active {
		t.Error("an admin cannot switch a shop on from a person's page")
	}
	for _, place := range []string{"Активация", "Чай", "Роль:", "Люди"} {
		ivan.Taps("⟵")
		if place == "Активация" || place == "Чай" {
			ivan.SeesButton(place)
		} else {
			ivan.Sees(place)
		}
	}
}

func TestABanIsToldOnceAndNothingWorksUntilItIsTakenBack(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	menu := anna.Sees("Главное меню")

	opensPerson(ivan, "Анна")
	ivan.Taps("Заблокировать")
	ivan.Sees("Заблокировать: Анна", "Пришлите причину")
	ivan.Sends("Продаёт <чужое>")
	ivan.Sees("Анна", "Доступ заблокирован: Продаёт <чужое>")
	anna.Sees("заблокировал вам доступ", "Причина: Продаёт <чужое>")
	if !desk.User(anna).Banned {
		t.Error("not banned in the database")
	}

	anna.SeesAnswered(anna.TapsOn(menu.ID, "Список магазинов"))
	anna.SeesNot("1 магазин")
	for _, text := range []string{"/start", "/help", "/menu", "k1", "/sign_out", "впустите"} {
		saysNothing(t, anna, ivan, text)
	}
	if n := told(anna, "заблокировал"); n != 1 {
		t.Errorf("told %d times\n%s", n, anna.Screen())
	}

	opensPerson(ivan, "Анна")
	ivan.Taps("Разблокировать")
	ivan.SeesToast("Разблокировано: Анна")
	anna.Sees("Вам вернули доступ")
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
	if n := told(anna, "вернули доступ"); n != 1 {
		t.Errorf("told of the unban %d times\n%s", n, anna.Screen())
	}
}

func TestABanNeedsNoReason(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Tea", "k1")
	emma := desk.Seller(t, 5001, "Emma", "en", "k1")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	opensPerson(ivan, "Emma")
	ivan.Taps("Заблокировать")
	ivan.Taps("Пропустить")
	ivan.SeesToast("Заблокировано: Emma")
	ivan.Sees("Emma", "Доступ заблокирован")
	if m := emma.Sees("has banned you"); strings.Contains(m.Text, "Reason") {
		t.Errorf("a reason was told that nobody gave: %s", m.Text)
	}
}

func TestThoughtsBetterOfABan(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	opensPerson(ivan, "Анна")
	ivan.Taps("Заблокировать")
	ivan.Sees("Пришлите причину")
	ivan.Taps("⟵")
	ivan.Sees("Роль: продавец")
	ivan.Sends("это уже не причина")
	ivan.Sees("Сейчас бот не ждёт")
	opensPerson(ivan, "Анна")
	ivan.Taps("Заблокировать")
	ivan.Sees("Пришлите причину")
	ivan.Sends("/cancel")
	ivan.Sees("Главное меню")
	if desk.User(anna).Banned {
		t.Error("banned all the same")
	}
}

func TestASubscriptionIsGivenAndTaken(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	opensPerson(ivan, "Анна")
	ivan.Taps("Деактивировать")
	ivan.SeesToast("Подписка деактивирована: Анна")
	ivan.Sees("Подписка не активна")
	anna.Sees("Подписка больше не активна")
	anna.Sends("/start")
	anna.Sees("Анна, вы вошли как продавец, но подписка не активна")
	anna.SeesButton("Подписка")
	anna.SeesButton("Помощь")

	// An old button that would switch a shop is answered, and switches nothing.
	last := anna.Last()
	anna.SeesAnswered(anna.TapsData(last.ID, fmt.Sprintf("1.active.set.s%d.v1", tea.ID)))
	if desk.Now(tea).Active {
		t.Error("a person without subscription has switched a shop")
	}
	ivan.Taps("Активировать")
	ivan.SeesToast("Подписка активирована: Анна")
	anna.Sees("Подписка активна")
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
	if told(anna, "Подписка больше не активна") != 1 || told(anna, "🟢 Подписка активна") != 1 {
		t.Errorf("told more than once\n%s", anna.Screen())
	}
}

func TestNobodyBansOrDeactivatesThemself(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	opensPerson(ivan, "Иван")
	page := ivan.Sees("Это вы")
	for _, row := range page.Keyboard {
		for _, b := range row {
			if strings.Contains(b.Text, "локировать") || strings.Contains(b.Text, "ктивировать") {
				t.Errorf("one's own page has the button %q", b.Text)
			}
		}
	}
	ivan.TapsData(page.ID, "1.person.ban.u4mp") // 6001 in base 36
	ivan.Sees("Пришлите причину")
	ivan.Sends("просто так")
	ivan.Sees("Свой доступ изменить нельзя")
	ivan.TapsData(page.ID, "1.person.set.u4mp.v2")
	ivan.SeesAlert("Свой доступ изменить нельзя")
	if user := desk.User(ivan); user.Banned || !user.Active {
		t.Errorf("now %+v", user)
	}
}

func TestAnAdminCanBeBannedByAnother(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	vera := desk.Admin(t, 6002, "Вера", "ru", "vera")
	menu := vera.Sees("Главное меню (Вера: админ)")
	opensPerson(ivan, "Вера")
	ivan.Taps("Заблокировать")
	ivan.Taps("Пропустить")
	vera.Sees("заблокировал вам доступ")
	vera.SeesAnswered(vera.TapsOn(menu.ID, "Люди"))
	vera.SeesNot("2 человека")
	if user := desk.User(ivan); user.Role != domain.RoleAdmin || user.Banned {
		t.Errorf("%+v", user)
	}
}

// TestTwoAdminsSeeEachOthersDeeds: a person's page that is open elsewhere follows.
func TestTwoAdminsSeeEachOthersDeeds(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	vera := desk.Admin(t, 6002, "Вера", "ru", "vera")
	opensPerson(ivan, "Анна")
	opensPerson(vera, "Анна")
	ivan.Taps("Заблокировать")
	ivan.Taps("Пропустить")
	vera.Sees("Анна", "Доступ заблокирован")
	vera.SeesButton("Разблокировать")
	ivan.SeesButton("Разблокировать")
	vera.Taps("Разблокировать")
	anna.Sees("Вам вернули доступ")
	ivan.SeesButton("Заблокировать")
}
