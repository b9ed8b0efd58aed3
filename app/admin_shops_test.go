package app_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim/simtest"
)

// opensEdit takes an admin from anywhere to the page where a shop is changed, and returns the page's message.
func opensEdit(admin *simtest.P, shop string) int64 {
	page := walks(admin, "Список магазинов", shop, "Изменить")
	admin.Sees(shop + ": что изменить?")
	return page
}

func TestAnAdminSeesAllShops(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	for n := range 7 {
		desk.Shop(fmt.Sprintf("Магазин %d", n+1))
	}
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.Taps("Список магазинов")
	ivan.Sees("Список магазинов: 7 магазинов")
	ivan.Taps(">>")
	ivan.Taps("🔴 Магазин 7")
	ivan.Sees("Магазин 7")
	for _, m := range ivan.Messages() {
		for _, row := range m.Keyboard {
			for _, b := range row {
				if b.Text == "Отвязать магазин" {
					t.Error("an admin is offered to unlink a shop that is not linked")
				}
			}
		}
	}
	ivan.Taps("Активация")
	ivan.Taps("Активировать")
	ivan.Sees("Магазин активен", "Иван")
}

func TestAnAdminMakesAShopThatASellerJoins(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.Taps("Новый магазин")
	ivan.Sees("Пришлите его название")
	ivan.Sends(strings.Repeat("о", 51))
	ivan.Sees("Слишком длинно: можно не больше 50 знаков")
	ivan.Sends("Чай & мёд")
	ivan.Sees("Магазин создан")
	ivan.Sees("Чай & мёд", "Пришлите API-ключ этого магазина")
	ivan.SeesDeleted(ivan.Sends("ключ-от-чая-01").ID)
	ivan.Sees("Чай & мёд: что изменить?", "Ключ: задан", "Slug: не задан", "Склады: 0")
	ivan.SeesNot("ключ-от-чая-01")

	anna := desk.Seller(t, 5001, "Анна", "ru", "ключ-от-чая-01")
	anna.Sees("Магазин «Чай & мёд» добавлен в ваш список")
}

func TestANewShopWithoutAKeyIsJoinedByNobody(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.Taps("Новый магазин")
	ivan.Sees("Пришлите его название")
	ivan.Sends("Чай")
	ivan.Sees("Пришлите API-ключ этого магазина")
	ivan.Taps("Пропустить")
	ivan.Sees("Ключ: не задан, поэтому продавцы не могут добавить магазин себе")
}

func TestAnAdminRenamesAShopBeforeTheSellersEyes(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	anna.Taps("Список магазинов")
	anna.Taps("Чай")
	anna.SeesButton("Отвязать магазин")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Чай"), "Название")
	ivan.Sees("Пришлите новое название")
	ivan.Sends("Чай\nс мёдом")
	ivan.Sees("Чай с мёдом: что изменить?")
	anna.Sees("Чай с мёдом")
}

func TestTwoShopsWithOneKeyAreAllowedAndSaid(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "общий-ключ-01")
	desk.Shop("Кофе", "другой-ключ")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Кофе"), "Ключ")
	ivan.Sees("Пришлите новый API-ключ")
	ivan.SeesDeleted(ivan.Sends("общий-ключ-01").ID)
	ivan.Sees("Сохранено")
	ivan.Sees("Такой же ключ ещё у 1 магазина")
	ivan.TapsOn(ivan.Sees("Ключ: задан").ID, "Ключ")
	ivan.Sees("Пришлите новый API-ключ")
	ivan.Sends("свой-ключ-001")
	ivan.Sees("Ключ: задан")
	if n := countMessages(ivan, "Такой же ключ"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

func TestAnAdminGivesAShopAnotherKey(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "старый-ключ")
	anna := desk.Seller(t, 5001, "Анна", "ru", "старый-ключ")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Чай"), "Ключ")
	ivan.Sees("Пришлите новый API-ключ")
	ivan.SeesDeleted(ivan.Sends(strings.Repeat("k", 51)).ID)
	ivan.Sees("Слишком длинно")
	ivan.SeesDeleted(ivan.Sends("новый-ключ-01").ID)
	ivan.Sees("Сохранено")
	ivan.Sees("Ключ: задан")

	boris := desk.Stranger(t, 5002, "Борис", "ru")
	boris.Sends("/start")
	boris.Taps("Продавец")
	boris.Sees("Пришлите API-ключ магазина")
	boris.SeesDeleted(boris.Sends("старый-ключ").ID)
	boris.Sees("Неверный ключ")
	boris.SeesDeleted(boris.Sends("новый-ключ-01").ID)
	boris.Sees("Магазин «Чай» добавлен")
	if !desk.Linked(anna, tea) {
		t.Error("whoever was linked has lost the shop with its old key")
	}
}

func TestAnAdminGivesAShopASlug(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай")
	desk.Shop("Книги")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Чай"), "Slug")
	ivan.Sees("Пришлите slug")
	ivan.Sends("чай")
	ivan.Sees("только латинские буквы, цифры, дефис и подчёркивание")
	ivan.Sends("Tea")
	ivan.Sees("Slug: tea")
	ivan.TapsOn(opensEdit(ivan, "Книги"), "Slug")
	ivan.Sees("Пришлите slug")
	ivan.Sends("tea")
	ivan.Sees("Такой slug уже есть у другого магазина")
	ivan.Sends("books_2")
	ivan.Sees("Slug: books_2")
}

func TestAnAdminKeepsAShopsWarehouses(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Чай"), "Склады")
	ivan.Sees("складов пока нет")
	add := func(line string) {
		ivan.Taps("Добавить склад")
		ivan.Sees("Пришлите номер склада")
		ivan.Sends(line)
	}
	for _, wrong := range []string{"Основной", "1020000123456", "-5 Дальний", "0 Нулевой", "99999999999999999999 Большой"} {
		add(wrong)
		ivan.Sees("сначала номер склада цифрами")
		ivan.Taps("⟵")
		ivan.Sees("складов пока нет")
	}
	add("1020000123456 Основной")
	ivan.Sees("Чай: 1 склад")
	add("1020000123457   Дальний\nдвор")
	ivan.Sees("Чай: 2 склада")
	add("1020000123456 Другой")
	ivan.Sees("Склад с этим номером у магазина уже есть")
	ivan.Taps("⟵")
	ivan.Sees("Чай: 2 склада")
	ivan.Taps("✕ Основной")
	ivan.SeesToast("Склад убран")
	ivan.Sees("Чай: 1 склад")
	list, err := desk.Host().ListWarehouses(t.Context(), tea.ID)
	if err != nil || len(list) != 1 || list[0].Name != "Дальний двор" || list[0].WarehouseID != 1020000123457 {
		t.Errorf("in the database: %+v, %v", list, err)
	}
	ivan.Taps("⟵")
	ivan.Sees("Склады: 1")
}

// TestASellerPressingAnAdminsButtonsGetsNowhere forges every button of the table that only admins may press, with
// arguments that exist, and then looks at everything that could have changed.
func TestASellerPressingAnAdminsButtonsGetsNowhere(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "k1")
	books := desk.Shop("Книги", "k2")
	stock, err := desk.Host().AddWarehouse(t.Context(), tea.ID, "Основной", 77)
	if err != nil {
		t.Fatal(err)
	}
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	boris := desk.Seller(t, 5002, "Борис", "ru", "k2")
	before := everything(t, desk, anna, boris)

	base36 := func(n int64) string { return strconv.FormatInt(n, 36) }
	pressed := 0
	for _, flow := range desk.App().Table().Flows {
		for _, edge := range flow.Buttons {
			if edge.Who != bot.Admin {
				continue
			}
			pressed++
			for _, shop := range []domain.Shop{tea, books} {
				data := fmt.Sprintf("1.%s.%s.s%s.u%s.i%s.v2", edge.From, edge.Action, base36(shop.ID), base36(boris.ID), base36(stock.ID))
				answer := anna.SeesAnswered(anna.TapsData(anna.Last().ID, data))
				if answer.Text == "" {
					t.Errorf("%s is answered with nothing", data)
				}
				anna.Sees("Главное меню (Анна: продавец)")
			}
			anna.Sends("забанить")
			anna.Sees("Сейчас бот не ждёт")
			anna.Sends("/menu")
			anna.Sees("Главное меню")
		}
	}
	if pressed < 25 {
		t.Errorf("the table has only %d buttons for admins", pressed)
	}
	if after := everything(t, desk, anna, boris); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	// What is anybody's button but another's shop is refused by the service.
	for _, data := range []string{"1.active.set.s%s.v1", "1.price.set.s%s.v2", "1.off.yes.s%s", "1.unlink.yes.s%s", "1.shop.edit.s%s", "1.shop.info.s%s"} {
		data = fmt.Sprintf(data, base36(books.ID))
		anna.SeesAnswered(anna.TapsData(anna.Last().ID, data))
	}
	if after := everything(t, desk, anna, boris); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	if n := told(anna, "Книги"); n != 0 {
		t.Errorf("another's shop was shown\n%s", anna.Screen())
	}
}

// everything is all that admins can change, as text.
func everything(t *testing.T, desk *apptest.Desk, people ...*simtest.P) string {
	t.Helper()
	shops, _, err := desk.Host().ListShops(t.Context(), allShops())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range shops {
		stocks, err := desk.Host().ListWarehouses(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v %+v\n", s, stocks)
	}
	for _, p := range people {
		fmt.Fprintf(&b, "%+v\n", *desk.User(p))
	}
	return b.String()
}

// TestAnAdminWhoBecameASellerHasAnAdminsButtonsNoMore: rights hang on the role of now, not on the keyboard.
func TestAnAdminWhoBecameASellerHasAnAdminsButtonsNoMore(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	desk.SignsInAsAdmin(ivan, "ru", "ivan", apptest.AdminPassword)
	old := ivan.Sees("Главное меню (Иван: админ)")
	ivan.Sends("/sign_out")
	ivan.Sees("Вы вышли")
	ivan.Sends("/start")
	ivan.Taps("Продавец")
	ivan.Sees("Пришлите API-ключ магазина")
	ivan.Sends("k1")
	ivan.Sees("Главное меню (Иван: продавец)")
	ivan.SeesAnswered(ivan.TapsOn(old.ID, "Люди"))
	if slices.ContainsFunc(ivan.Messages(), func(m simMessage) bool { return !m.Deleted && strings.Contains(m.Text, "человек") }) {
		t.Errorf("a seller sees the people\n%s", ivan.Screen())
	}
}
