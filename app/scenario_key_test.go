package app_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim"
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

	wrong := anna.Sends("tea-kee")
	anna.SeesDeleted(wrong.ID)
	anna.Sees("Неверный ключ. Проверьте, что он скопирован целиком, и пришлите ещё раз.", "Пришлите API-ключ магазина")
	if desk.User(anna) != nil {
		t.Error("a wrong key has made a row")
	}

	right := anna.Sends("  tea-key ")
	anna.SeesDeleted(right.ID)
	anna.Sees("Магазин «Чайная лавка» добавлен в ваш список.")
	anna.Sees("Главное меню (Анна: продавец)")
	anna.SeesNot("Пришлите API-ключ магазина")
	if u := desk.User(anna); u == nil || u.Role != domain.RoleSeller || !u.Active || u.LoggedOut {
		t.Errorf("the row is %+v", u)
	}
	if !desk.Linked(anna, tea) {
		t.Error("the shop is not linked")
	}
}

func TestASellerSpeaksEnglish(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Tea & Co", "tea-key")
	emma := desk.Stranger(t, 5002, "Emma", "en-GB")
	emma.Sends("/start")
	emma.Taps("Seller")
	emma.Sees("Send the shop's API key in one message.")
	emma.Sends("coffee-key")
	emma.Sees("Wrong key")
	emma.Sends("tea-key")
	emma.Sees("Tea & Co")
	emma.Sees("Main menu (Emma: seller)")
	emma.Taps("Shops")
	emma.SeesButton("🔴 Tea & Co")
}

func TestOneKeyMayOpenSeveralShops(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea, coffee, books := desk.Shop("Чай", "drinks"), desk.Shop("Кофе", "drinks"), desk.Shop("Книги", "books")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	anna.Sends("drinks")
	anna.Sees("Магазины «Кофе», «Чай» добавлены в ваш список: у них один ключ.")
	if !desk.Linked(anna, tea) || !desk.Linked(anna, coffee) || desk.Linked(anna, books) {
		t.Error("not the shops of this key are linked")
	}

	anna.Taps("Добавить магазин")
	anna.Sees("Пришлите API-ключ этого магазина одним сообщением.")
	anna.SeesDeleted(anna.Sends("books").ID)
	anna.Sees("Магазин «Книги» добавлен в ваш список.")
	if !desk.Linked(anna, books) {
		t.Error("the third shop is not linked")
	}
	anna.Taps("Добавить магазин")
	anna.Sees("Пришлите API-ключ этого магазина")
	anna.Sends("drinks")
	anna.Sees("Магазины «Кофе», «Чай» уже есть в вашем списке.")
	anna.Taps("Список магазинов")
	anna.Sees("Список магазинов: 3 магазина")
}

func TestSigningOutAndInKeepsTheShops(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea, coffee := desk.Shop("Чай", "tea"), desk.Shop("Кофе", "coffee")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea", "coffee")
	menu := anna.Sees("Главное меню")
	anna.Sends("/sign_out")
	anna.Sees("Вы вышли.")
	anna.TapsData(menu.ID, button(t, menu, "Список магазинов").Data)
	anna.SeesToast("Эта кнопка вам сейчас недоступна")

	desk.Sim.AddPerson(sim.Profile{ID: anna.ID, FirstName: "Анна", LastName: "Соколова", Username: "anna", Language: "ru"})
	anna.Taps("Войти")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ магазина")
	anna.Sends("tea")
	anna.Sees("Магазин «Чай» уже есть в вашем списке.")
	anna.Sees("Главное меню (Анна Соколова: продавец)")
	if !desk.Linked(anna, tea) || !desk.Linked(anna, coffee) {
		t.Error("a shop was lost between two sign-ins")
	}
}

func TestABannedPersonStaysOut(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "tea")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea")
	menu := anna.Sees("Главное меню")
	if err := desk.Host().SetBanned(t.Context(), anna.ID, true); err != nil {
		t.Fatal(err)
	}
	anna.Sends("/start")
	anna.Sees("Администратор заблокировал вам доступ к боту.")
	anna.Sends("/help")
	anna.SeesAnswered(anna.TapsData(menu.ID, button(t, menu, "Список магазинов").Data))
	anna.Sends("tea")
	desk.Settle()
	seesTimes(anna, "Администратор заблокировал вам доступ к боту.", 1)
	anna.SeesNot("Помощь\n")
	if !desk.Linked(anna, tea) {
		t.Error("a ban has taken the shop away")
	}
}

func TestATelegramThatKeepsTheKeyIsToldOn(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	desk.Sim.Fail("deleteMessage", 1, 400, "Bad Request: message can't be deleted")
	anna.Sends("tea")
	anna.Sees("Telegram не дал удалить ваше сообщение. Пожалуйста, удалите сообщение с ключом сами.")
	anna.Sees("Главное меню")
}

func TestFiveWrongKeysLockTheDoor(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	prompt := anna.Sees("Пришлите API-ключ")
	for range 4 {
		anna.SeesDeleted(anna.Sends("guess").ID)
		anna.SeesDeleted(prompt.ID)
		prompt = anna.Sees("Неверный ключ.")
	}
	anna.Sends("guess")
	closed := anna.Sees("Слишком много неудачных попыток. Попробуйте снова через 15 минут.")
	if closed.Text != "Слишком много неудачных попыток. Попробуйте снова через 15 минут." || labels(closed) != "⟵" {
		t.Errorf("a locked door asks: %s\n%s", closed.Text, labels(closed))
	}
	// What is sent to a locked door is a key all the same: it does not stay in the chat.
	anna.SeesDeleted(anna.Sends("tea").ID)
	anna.Sees("Слишком много неудачных попыток. Попробуйте снова через 15 минут.")
	desk.Advance(4 * time.Minute)
	desk.Restart()
	anna.Sends("/start")
	anna.Taps("Продавец") // it says so at once, and asks for nothing
	if closed := anna.Sees("Попробуйте снова через 11 минут."); strings.Contains(closed.Text, "ришлите") || labels(closed) != "⟵" {
		t.Errorf("a locked door asks: %s\n%s", closed.Text, labels(closed))
	}
	anna.SeesDeleted(anna.Sends("tea").ID)
	anna.Sees("Слишком много неудачных попыток. Попробуйте снова через 11 минут.")
	if desk.User(anna) != nil {
		t.Fatal("a locked door has let somebody in")
	}

	// Others are not locked out.
	desk.Seller(t, 5002, "Борис", "ru", "tea")

	desk.Advance(11 * time.Minute)
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	anna.Sends("tea")
	anna.Sees("Главное меню (Анна: продавец)")
}

// TestASlipOfACommandIsNoAnswer is about a person who mistypes a command while the bot waits for something else.
func TestASlipOfACommandIsNoAnswer(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	for range 6 { // more than a locked door would bear
		anna.SeesDeleted(anna.Sends("/mneu").ID)
		anna.Sees("Такой команды здесь нет", "Пришлите API-ключ")
	}
	anna.SeesDeleted(anna.Sends("tea").ID)
	anna.Sees("Главное меню (Анна: продавец)")

	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	desk.AddAdmin("ivan")
	beginsAsAdmin(ivan)
	ivan.Sends("/Help_me")
	ivan.Sees("Такой команды здесь нет", "Пришлите имя пользователя")
	ivan.Sends("ivan")
	ivan.Sees("Имя: ivan")
	ivan.SeesDeleted(ivan.Sends("/cancle").ID)
	ivan.Sees("Такой команды здесь нет", "Имя: ivan")
	ivan.SeesNot("cancle")
	ivan.SeesDeleted(ivan.Sends(apptest.AdminPassword).ID)
	ivan.Sees("Главное меню (Иван: админ)")
	// What only begins like one is an answer.
	ivan.Taps("Новый магазин")
	ivan.Sees("Пришлите его название")
	ivan.Sends("/чай/")
	ivan.Sees("Пришлите API-ключ этого магазина", "Магазин уже создан; ключ можно задать и позже")
	ivan.SeesNot("/cancel")
	ivan.Taps("Пропустить")
	ivan.Sees("/чай/: что изменить?", "Ключ: не задан")
}

func TestAQuestionDoesNotStandForEver(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	prompt := anna.Sees("Пришлите API-ключ")
	desk.Advance(time.Hour)
	late := anna.Sends("tea")
	anna.Sees("Ответа долго не было, и вопрос закрыт. Начните ещё раз.")
	anna.SeesDeleted(prompt.ID)
	anna.SeesDeleted(late.ID)
	if desk.User(anna) != nil {
		t.Error("a question that was closed has let somebody in")
	}
}
