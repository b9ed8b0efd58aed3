package app_test

import (
	"fmt"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/platforms/telegram/sim/simtest"
)

// market is a seller with twelve shops called "Магазин 01" to "Магазин 12" and two others, all of one key.
func market(t *testing.T) (*apptest.Desk, *simtest.P) {
	t.Helper()
	desk := apptest.Open(t, apptest.Options{})
	for i := range 12 {
		desk.Shop(fmt.Sprintf("Магазин %02d", i+1), "key")
	}
	desk.Shop("Чайная лавка", "key")
	desk.Shop("Coffee & <Tea>", "key")
	desk.Shop("Чужой магазин", "other")
	return desk, desk.Seller(t, 5001, "Анна", "ru", "key")
}

func TestTheListHasPages(t *testing.T) {
	t.Parallel()
	_, anna := market(t)
	anna.Taps("Список магазинов")
	list := anna.Sees("Список магазинов: 14 магазинов", "🟢 активен · 🔴 не активен")
	anna.SeesButton("1 / 3")
	seesNoButton(anna, "<<")
	anna.SeesButton("🔴 Coffee & <Tea>")

	anna.Taps(">>")
	anna.Taps("2 / 3")
	anna.SeesToast("Страница 2 из 3")
	anna.Taps(">>")
	anna.SeesButton("3 / 3")
	seesNoButton(anna, ">>")
	anna.SeesButton("Чайная лавка")
	seesNoButton(anna, "Чужой магазин")
	anna.Taps("<<")
	anna.SeesButton("2 / 3")

	anna.Taps("Магазин 07")
	anna.Sees("Магазин 07", "🔴 Магазин не активен", "🔴 Цены не обновляются")
	anna.Taps("⟵")
	anna.SeesButton("2 / 3")
	anna.Taps("⟵")
	anna.Sees("Главное меню (Анна: продавец)")
	if got := anna.Last(); got.ID != list.ID {
		t.Errorf("the list wandered from message %d to %d", list.ID, got.ID)
	}
}

func TestAPageThatIsGoneShowsTheLastOne(t *testing.T) {
	t.Parallel()
	desk, anna := market(t)
	anna.Taps("Список магазинов")
	anna.Taps(">>")
	anna.SeesButton("2 / 3")
	list := *anna.Last()
	anna.Taps("⟵")
	anna.Sees("Главное меню")
	shops, _, err := desk.Host().ListShops(t.Context(), hostFilter(anna.ID))
	if err != nil {
		t.Fatal(err)
	}
	for _, shop := range shops[3:] {
		if _, err := desk.Host().UnlinkShop(t.Context(), anna.ID, shop.ID); err != nil {
			t.Fatal(err)
		}
	}
	anna.TapsData(list.ID, button(t, list, ">>").Data)
	anna.Sees("Список магазинов: 3 магазина")
	seesNoButton(anna, " / ")
}

func TestSearchingByAPartOfTheName(t *testing.T) {
	t.Parallel()
	_, anna := market(t)
	anna.Taps("Список магазинов")
	anna.Taps(">>")
	anna.SeesButton("2 / 3")
	anna.Taps("Поиск")
	anna.Sees("Поиск магазина", "Пришлите часть названия.")
	anna.Taps("⟵")
	anna.SeesButton("2 / 3")
	anna.Taps("Поиск")
	prompt := anna.Sees("Пришлите часть названия.")

	anna.Sends("мАГаЗ")
	anna.SeesDeleted(prompt.ID)
	anna.Sees("По запросу «мАГаЗ» найдено 12 магазинов")
	anna.SeesButton("1 / 3")
	anna.Taps(">>")
	anna.SeesButton("2 / 3")
	anna.Taps("2 / 3")
	anna.SeesToast("Страница 2 из 3")
	anna.Taps("Магазин 08")
	anna.Taps("Информация о магазине")
	anna.Sees("Магазин 08", "Привязали к себе: 1 человек")
	anna.Taps("⟵")
	anna.SeesButton("Активация")
	anna.Taps("⟵")
	anna.Sees("По запросу «мАГаЗ» найдено 12 магазинов")
	anna.SeesButton("2 / 3")

	anna.Taps("Все")
	anna.Sees("Список магазинов: 14 магазинов")
	anna.Taps("Поиск")
	anna.Sees("Пришлите часть названия.")
	anna.Sends("<tea>")
	anna.Sees("По запросу «<tea>» найден 1 магазин")
	anna.Taps("Поиск")
	anna.Sees("Пришлите часть названия.")
	anna.Sends("50% скидка")
	anna.Sees("По запросу «50% скидка» ничего не нашлось. Попробуйте другую часть.", "Пришлите часть названия.")
	anna.Sends("магазин 07")
	anna.Sees("По запросу «магазин 07» найден 1 магазин")
	anna.Taps("Поиск")
	anna.Sees("Пришлите часть названия.")
	anna.Sends("название, которое не поместится ни в одну кнопку")
	anna.Sees("Слишком длинно: можно не больше", "Пришлите часть названия.")
	anna.Sends("чужой")
	anna.Sees("По запросу «чужой» ничего не нашлось.")
	anna.Taps("⟵")
	anna.Sees("Список магазинов: 14 магазинов")
}

func TestASellerWithoutShopsIsToldWhatToDo(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea")
	desk.Shop("Кофе", "coffee")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea")
	opensShop(anna, "Чай")
	anna.Taps("Отвязать магазин")
	anna.Taps("Да")
	anna.Sees("К вам пока не привязан ни один магазин.")
	seesNoButton(anna, "Поиск")
	anna.Taps("Добавить магазин")
	anna.Sees("Пришлите API-ключ этого магазина")
	anna.Sends("coffee")
	anna.Sees("Магазин «Кофе» добавлен в ваш список.")
	anna.Sees("Главное меню")
}
