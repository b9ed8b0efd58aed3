package shops_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
)

func TestASellerSwitchesAShopOnAndTakesItBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	shop := o.opens("Лавка Маши")
	masha := o.signsIn(5_000_000_001, "Маша", domain.RoleSeller, shop)
	olga := o.signsIn(5_000_000_002, "Ольга", domain.RoleAdmin)

	olga.sends("/shops")
	olga.taps("Лавка Маши")
	masha.sends("/shops")
	masha.sees("🔴 Лавка Маши")
	masha.taps("Лавка Маши")
	masha.taps("Активация")
	masha.sees("🔴")
	masha.doesNotSee("Отменить")
	masha.taps("Активировать")
	masha.sees("🟢", "Маша", "13:00", "Отменить", "Деактивировать")
	refreshed := func(d domain.Delivery) bool {
		return d.Kind == domain.DeliveryScreen && d.Priority == domain.PriorityNotice
	}
	if n := olga.deliveries(refreshed); n != 1 {
		t.Errorf("Ольга, who looks at the shop, gets %d refreshes", n)
	}
	// The page as it is now is drawn once more when Undo is over.
	over := o.clock.Now().Add(domain.UndoWindow)
	renewed := func(d domain.Delivery) bool {
		return d.NotBefore.Equal(over) && d.Revision == masha.shown().Revision
	}
	if n := masha.deliveries(renewed); n != 1 {
		t.Errorf("the page is drawn %d times when Undo is over", n)
	}

	o.clock.Advance(4 * time.Second)
	masha.taps("⟵")
	masha.taps("Активация")
	masha.sees("Отменить")
	if n := masha.deliveries(renewed); n != 1 {
		t.Errorf("the page, opened again, is drawn %d times when Undo is over", n)
	}
	undo := masha.data("Отменить")
	masha.taps("Отменить")
	masha.sees("🔴", "Активировать")
	masha.doesNotSee("Отменить")
	if err := masha.presses(undo); err != nil {
		t.Errorf("a second tap on Undo: %v", err)
	}
	masha.sees("🔴")
	olga.taps("Информация")
	olga.sees("Маша")
}

func TestUndoLeavesWithItsTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	masha := o.signsIn(5_000_000_001, "Маша", domain.RoleSeller, o.opens("Лавка"))
	masha.sends("/shops")
	masha.taps("Лавка")
	masha.taps("Обновление цен")
	masha.taps("ON")
	undo := masha.data("Отменить")
	o.clock.Advance(domain.UndoWindow)
	masha.doesNotSee("Отменить")
	if err := masha.presses(undo); err != nil {
		t.Fatal(err)
	}
	masha.sees("OFF", "🟢")
	masha.taps("OFF")
	masha.sees("ON", "🔴", "Отменить")
}

func TestSwitchingOffIsAskedAbout(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	masha := o.signsIn(5_000_000_001, "Маша", domain.RoleSeller, o.opens("Лавка"))
	masha.sends("/shops")
	masha.taps("Лавка")
	masha.taps("Активация")
	masha.taps("Активировать")
	masha.taps("Деактивировать")
	masha.sees("?", "Да", "Нет")
	masha.taps("Нет")
	masha.sees("🟢")
	masha.taps("Деактивировать")
	masha.taps("Да")
	masha.sees("🔴", "Отменить")

	// A forged button does not get around the question.
	masha.taps("Активировать")
	call, err := keyboards.Decode(masha.data("Деактивировать"))
	if err != nil {
		t.Fatal(err)
	}
	call.Args.Value = keyboards.Off
	data, err := keyboards.Encode(keyboards.StateActive, keyboards.ActSet, call.Args)
	if err != nil {
		t.Fatal(err)
	}
	if err := masha.presses(data); err != nil {
		t.Fatal(err)
	}
	masha.sees("Да", "Нет")
}

func TestTheListKeepsItsPageAndSearch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, name := range []string{"Ателье", "Булочная", "Весы", "Гараж", "Дача"} {
		o.opens(name)
	}
	olga := o.signsIn(5_000_000_002, "Ольга", domain.RoleAdmin)
	olga.sends("/shops")
	olga.sees("Ателье", "1 / 3")
	olga.taps(">>")
	olga.sees("Весы", "2 / 3")
	olga.taps("2 / 3")
	olga.sees("Весы")
	olga.taps("Весы")
	olga.taps("Информация")
	olga.taps("⟵")
	olga.taps("⟵")
	olga.sees("Гараж", "2 / 3")

	olga.taps("Поиск")
	olga.sends(strings.Repeat("ж", 15))
	olga.sees("14 знаков")
	olga.sends("А")
	olga.sees("Ателье", "Булочная", "1 / 2")
	olga.taps(">>")
	olga.taps("Дача")
	olga.taps("Обновление цен")
	olga.taps("⟵")
	olga.taps("⟵")
	olga.sees("Дача", "2 / 2")
	olga.taps("Все")
	olga.sees("Ателье", "1 / 3")
	olga.taps("⟵")
	olga.sees("(menu)")
}

func TestUnlinkingIsAskedAboutAndLeadsToTheList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	masha := o.signsIn(5_000_000_001, "Маша", domain.RoleSeller, o.opens("Лавка"), o.opens("Другая"))
	masha.sends("/shops")
	masha.taps("Лавка")
	old := masha.data("Активация")
	masha.taps("Отвязать")
	masha.taps("Нет")
	masha.taps("Отвязать")
	masha.taps("Да")
	masha.sees("Другая")
	masha.doesNotSee("Лавка")
	if err := masha.presses(old); err == nil || domain.KindOf(err) != domain.KindForbidden {
		t.Errorf("a button of a shop that is no longer hers: %v", err)
	}
}

func TestAnAdminMakesAndChangesAShop(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	olga := o.signsIn(5_000_000_002, "Ольга", domain.RoleAdmin)
	olga.sends("/new")
	olga.sends(strings.Repeat("я", 51))
	olga.sees("50 знаков")
	olga.sends("Новая\nлавка")
	olga.sees("Новая лавка", "ключ")
	olga.sends(strings.Repeat("k", 51))
	olga.sees("50 знаков")
	olga.sends("mykey")
	olga.sees("слишком короткий", "12 знаков")
	olga.sends("real-key-0001")
	if n := olga.deliveries(func(d domain.Delivery) bool {
		return d.Kind == domain.DeliveryDelete && d.Priority == domain.PrioritySecret
	}); n != 3 {
		t.Errorf("%d of the three messages with a key are deleted", n)
	}
	olga.sees("Новая лавка", "Ключ: задан")

	olga.taps("Slug")
	olga.sends("не латиница")
	olga.sees("дефис")
	olga.sends("New-Shop")
	olga.sees("new-shop")
	olga.taps("Название")
	olga.sends("Старая лавка")
	olga.sees("Старая лавка")

	olga.taps("Склады")
	olga.taps("Добавить склад")
	for _, wrong := range []string{"Основной", "123", "-5 Основной", "0 Основной", "99999999999999999999 Основной"} {
		olga.sends(wrong)
		olga.sees("номер склада")
	}
	olga.sends("1020000123456 Основной")
	olga.sees("Основной")
	gone := olga.data("Основной")
	olga.taps("Основной")
	olga.doesNotSee("Основной")
	if err := olga.presses(gone); err != nil {
		t.Errorf("a warehouse that is gone already: %v", err)
	}
	olga.taps("⟵")
	olga.taps("⟵")
	olga.sees("Активация")
}

func TestASlugOfAnotherShop(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.opens("Первая")
	o.opens("Вторая")
	olga := o.signsIn(5_000_000_002, "Ольга", domain.RoleAdmin)
	for _, name := range []string{"Первая", "Вторая"} {
		olga.sends("/shops")
		olga.taps(name)
		olga.taps("Изменить")
		olga.taps("Slug")
		olga.sends("shop-1")
	}
	olga.sees("уже есть")
	olga.sends("shop-2")
	olga.sees("Вторая", "shop-2")
}
