package app_test

import (
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

// two sellers of one shop, both on its menu.
func two(t *testing.T) (desk *apptest.Desk, tea domain.Shop, anna, boris *simtest.P) {
	t.Helper()
	desk = apptest.Open(t, apptest.Options{})
	tea = desk.Shop("Чай", "tea")
	anna = desk.Seller(t, 5001, "Анна", "ru", "tea")
	boris = desk.Seller(t, 5002, "Борис", "ru", "tea")
	opensShop(anna, "Чай")
	opensShop(boris, "Чай")
	return desk, tea, anna, boris
}

func TestASellerSwitchesAShopOnAndOff(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)

	anna.Taps("Активация")
	anna.Sees("Чай", "🔴 Магазин не активен")
	anna.Taps("Активировать")
	anna.SeesToast("Магазин активирован")
	anna.Sees("🟢 Магазин активен", "Изменено: Анна, ", "Вернуть как было можно в течение 10 секунд.")
	if !desk.Now(tea).Active {
		t.Error("the shop is not on in the database")
	}
	// Boris has done nothing, and sees it.
	boris.Sees("Чай", "🟢 Магазин активен")
	boris.Taps("Активация")
	boris.Sees("🟢 Магазин активен", "Изменено: Анна, ")
	seesNoButton(boris, "Отменить")

	boris.Taps("Деактивировать")
	boris.Sees("Деактивировать магазин «Чай»?")
	boris.Taps("Нет")
	boris.SeesButton("Деактивировать")
	if !desk.Now(tea).Active {
		t.Error("a No has switched the shop off")
	}
	boris.Taps("Деактивировать")
	boris.Taps("Да")
	boris.SeesToast("Магазин деактивирован")
	boris.Sees("🔴 Магазин не активен", "Изменено: Борис, ")
	anna.Sees("🔴 Магазин не активен", "Изменено: Борис, ")
	seesNoButton(anna, "Отменить")
	if desk.Now(tea).Active {
		t.Error("the shop is not off in the database")
	}
	boris.Taps("⟵")
	boris.SeesButton("Отвязать магазин")
	boris.Taps("⟵")
	boris.SeesButton("🔴 Чай")
}

func TestASellerSwitchesPriceUpdating(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Обновление цен")
	anna.Sees("🔴 Цены не обновляются")
	anna.Taps("ON")
	anna.SeesToast("Обновление цен включено")
	anna.Sees("🟢 Цены обновляются", "Изменено: Анна, ")
	boris.Sees("🟢 Цены обновляются")
	if !desk.Now(tea).PriceUpdating {
		t.Error("price updating is not on in the database")
	}
	anna.Taps("OFF") // no question
	anna.SeesToast("Обновление цен выключено")
	anna.Sees("🔴 Цены не обновляются")
	if now := desk.Now(tea); now.PriceUpdating || now.Active {
		t.Errorf("the shop is %+v", now)
	}
}

func TestTheInformationTellsAll(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	for i, name := range []string{"Основной", "Хоругвино"} {
		if _, err := desk.Host().AddWarehouse(t.Context(), tea.ID, name, int64(1020000000001+i)); err != nil {
			t.Fatal(err)
		}
	}
	anna.Taps("Информация о магазине")
	anna.Sees("Чай", "Поставщик: Поставщик", "🔴 Магазин не активен", "🔴 Цены не обновляются",
		"2 склада:", "• Основной (№ 1020000000001)", "• Хоругвино", "Привязали к себе: 2 человека")
	boris.Taps("Обновление цен")
	boris.Taps("ON")
	anna.Sees("2 склада:", "🟢 Цены обновляются", "Изменено: Борис, ")
	anna.Taps("⟵")
	anna.SeesButton("Активация")
}

func TestUnlinkingAsksFirst(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Отвязать магазин")
	anna.Sees("Отвязать магазин «Чай»?")
	anna.Taps("Нет")
	anna.SeesButton("Отвязать магазин")
	if !desk.Linked(anna, tea) {
		t.Fatal("a No has unlinked the shop")
	}
	boris.Taps("Информация о магазине")
	boris.Sees("Привязали к себе: 2 человека")
	anna.Taps("Отвязать магазин")
	anna.Taps("Да")
	anna.SeesToast("Магазин отвязан")
	anna.Sees("К вам пока не привязан ни один магазин.")
	boris.Sees("Привязали к себе: 1 человек")
	if desk.Linked(anna, tea) || !desk.Linked(boris, tea) {
		t.Error("not Anna, and Anna alone, was unlinked")
	}
}

func TestUndoStandsForTenSeconds(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Активация")
	anna.Taps("Активировать")
	changed := anna.SeesButton("Отменить")
	desk.Advance(9 * time.Second)
	anna.Taps("Отменить")
	anna.SeesToast("Отменено: всё как было")
	anna.Sees("🔴 Магазин не активен")
	seesNoButton(anna, "Отменить")
	boris.Sees("🔴 Магазин не активен")
	if desk.Now(tea).Active {
		t.Error("Undo has changed nothing in the database")
	}
	anna.TapsData(anna.Last().ID, changed.Data)
	anna.SeesAlert("Уже так: ничего не изменилось")

	anna.Taps("Активировать")
	again := anna.SeesButton("Отменить")
	desk.Advance(domain.UndoWindow)
	seesNoButton(anna, "Отменить")
	anna.Sees("🟢 Магазин активен", "Изменено: Анна, ")
	anna.TapsData(anna.Last().ID, again.Data)
	anna.SeesAlert("Поздно: отменить можно было 10 секунд")
	if !desk.Now(tea).Active {
		t.Error("an Undo that came late has changed the shop")
	}
}

func TestUndoDoesNotOverrunSomebodyElse(t *testing.T) {
	t.Parallel()
	desk, tea, anna, boris := two(t)
	anna.Taps("Обновление цен")
	anna.Taps("ON")
	undo := anna.SeesButton("Отменить")
	page := anna.Last()
	boris.Taps("Обновление цен")
	boris.Taps("OFF")
	boris.Sees("🔴 Цены не обновляются", "Изменено: Борис, ")
	boris.Taps("ON")
	boris.Sees("🟢 Цены обновляются", "Изменено: Борис, ")
	anna.Sees("🟢 Цены обновляются", "Изменено: Борис, ")
	anna.TapsData(page.ID, undo.Data)
	anna.SeesAlert("Не отменено: после вас изменение внёс другой человек (Борис)")
	if !desk.Now(tea).PriceUpdating {
		t.Error("Undo has overrun somebody else's change")
	}
	// Nor may Boris press Anna's button.
	boris.TapsData(boris.Last().ID, undo.Data)
	boris.SeesAlert("На это у вас нет прав.")
	if !desk.Now(tea).PriceUpdating {
		t.Error("Undo of another person's change")
	}
}

func TestADoubleTapChangesOnce(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	anna.Taps("Обновление цен")
	on := anna.SeesButton("ON")
	page := anna.Last()
	first := anna.TapsData(page.ID, on.Data)
	second := anna.TapsData(page.ID, on.Data)
	// The two answers are on their way side by side.
	if a := anna.SeesAnswered(first); a.Text != "Обновление цен включено" {
		t.Errorf("the first tap was answered %q", a.Text)
	}
	if a := anna.SeesAnswered(second); a.Text != "Уже так: ничего не изменилось" {
		t.Errorf("the second tap was answered %q", a.Text)
	}
	if c := lastChange(t, desk, tea, domain.FieldPriceUpdating); c.ID != 1 || !c.New {
		t.Errorf("the newest change is %+v", c)
	}
	anna.SeesButton("Отменить")
	anna.SeesButton("OFF")

	// A person who taps Undo twice takes back once.
	undo := anna.SeesButton("Отменить")
	first, second = anna.TapsData(page.ID, undo.Data), anna.TapsData(page.ID, undo.Data)
	if a := anna.SeesAnswered(first); a.Text != "Отменено: всё как было" {
		t.Errorf("the first Undo was answered %q", a.Text)
	}
	if a := anna.SeesAnswered(second); a.Text != "Уже так: ничего не изменилось" || !a.Alert {
		t.Errorf("the second Undo was answered %+v", a)
	}
	if desk.Now(tea).PriceUpdating {
		t.Error("the second Undo has changed it back")
	}
}

func TestAChangeMadeInDjangoIsNotSomebodyElses(t *testing.T) {
	t.Parallel()
	desk, tea, anna, _ := two(t)
	anna.Taps("Активация")
	anna.Taps("Активировать")
	anna.Sees("Изменено: Анна, ")
	if _, err := desk.Host().SetShopFlag(t.Context(), tea.ID, domain.FieldActive, false); err != nil {
		t.Fatal(err)
	}
	anna.Taps("⟵")
	anna.SeesButton("Отвязать магазин")
	anna.Taps("Активация")
	m := anna.Sees("🔴 Магазин не активен")
	if has(m, "Изменено") || has(m, "Отменить") {
		t.Errorf("the page says who did what nobody here did:\n%s", anna.Screen())
	}
}

func has(m sim.Message, words string) bool {
	return count(sim.Chat{Messages: []sim.Message{m}}, words) > 0
}
