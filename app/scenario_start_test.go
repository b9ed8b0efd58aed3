package app_test

import (
	"testing"

	"frontdesk/app/apptest"
)

func TestASellerSignsInWithAKey(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чайная лавка", "tea-key")
	anna := desk.Stranger(t, 5001, "Анна", "ru")

	anna.Sends("/start")
	anna.Sees("Кем вы входите?")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ магазина")
	key := anna.Sends("tea-key")
	anna.SeesDeleted(key.ID)
	anna.Sees("Магазин «Чайная лавка» добавлен в ваш список.")
	anna.Sees("Главное меню (Анна: продавец)")
	if !desk.Linked(anna, tea) {
		t.Error("the shop is not linked")
	}
}

func TestTheHarnessTakesPeopleToTheirMenus(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "k1")
	desk.Shop("Tea", "k2")
	desk.Seller(t, 5001, "Анна", "ru", "k1", "k2").Sees("Главное меню (Анна: продавец)")
	desk.Seller(t, 5002, "Emma", "en", "k1", "k2").SeesButton("Shops")
	desk.Admin(t, 5003, "Иван", "ru", "ivan").Sees("Главное меню (Иван: админ)")
	olga := desk.Admin(t, 5004, "Olga", "en", "ivan")
	desk.Restart()
	olga.Taps("People")
	olga.SeesButton("Emma")
}
