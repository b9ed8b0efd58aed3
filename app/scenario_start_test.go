package app_test

import (
	"fmt"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/configs"
)

func TestStartKnowsWhoComes(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чайная лавка", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")

	anna.Sends("/start")
	seesTimes(anna, "Главное меню (Анна: продавец)", 2)

	anna.Sends("/sign_out")
	anna.Sees("Вы вышли. Ваши магазины останутся привязаны к вам.")
	anna.Sends("/start")
	anna.Sees("Кем вы входите?")
	anna.SeesButton("Админ")
}

func TestWithoutASubscriptionOnlyHelpAndSubscriptionAreThere(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) { c.Bot.HelpContact = "@frontdesk_help" }})
	tea := desk.Shop("Чайная лавка", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")
	menu := anna.Sees("Главное меню")
	if err := desk.Host().SetActive(t.Context(), anna.ID, false); err != nil {
		t.Fatal(err)
	}

	anna.Sends("/start")
	idle := anna.Sees("Анна, вы вошли как продавец, но подписка не активна.")
	if got := labels(idle); got != "Подписка|Помощь" {
		t.Errorf("the buttons are %s", got)
	}
	anna.TapsOn(idle.ID, "Подписка")
	anna.Sees("🔴 Не активна", "@frontdesk_help")
	anna.Taps("⟵")
	anna.Sees("подписка не активна")
	anna.TapsOn(idle.ID, "Помощь")
	anna.Sees("Ваша подписка не активна, поэтому магазины пока недоступны.", "Вопросы: @frontdesk_help")

	// The menu of before still hangs in the chat.
	anna.TapsData(menu.ID, button(t, menu, "Список магазинов").Data)
	seesTimes(anna, "Главное меню", 0)
	anna.TapsData(menu.ID, button(t, menu, "Добавить магазин").Data)
	anna.SeesToast("Эта кнопка вам сейчас недоступна")
	if !desk.Linked(anna, tea) {
		t.Error("the shop was lost with the subscription")
	}

	if err := desk.Host().SetActive(t.Context(), anna.ID, true); err != nil {
		t.Fatal(err)
	}
	anna.Sends("/start")
	anna.Sees("Главное меню (Анна: продавец)")
}

func TestAWordBehindStartIsNoTrouble(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start promo-2026_spring")
	anna.Sees("Кем вы входите?")
	emma := desk.Seller(t, 5002, "Emma", "en", "tea-key")
	emma.Sends("/start@frontdesk_bot promo")
	seesTimes(emma, "Emma: seller", 2)
}

func TestWhatNobodyWaitsForIsAnsweredWithWhatToDo(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")
	oleg := desk.Stranger(t, 5002, "Олег", "ru")

	anna.Sends("/shops")
	anna.Sees("Команды /shops здесь нет.", "Откройте главное меню или помощь кнопкой ниже.")
	anna.Taps("Главное меню")
	anna.Sees("Главное меню (Анна: продавец)")
	anna.Sends("здравствуйте")
	anna.Sees("Сейчас бот не ждёт от вас текста.")
	anna.Taps("Помощь")
	anna.Sees("Список магазинов", "/sign_out — выйти")

	oleg.Sends("?")
	oleg.Sees("Сейчас бот не ждёт от вас текста.", "Чтобы начать, нажмите «Войти».")
	oleg.Taps("Войти")
	oleg.Sees("Кем вы входите?")
	oleg.Sends("/help")
	oleg.Sees("Продавец входит по API-ключу своего магазина.")
	oleg.Sends("/menu")
	seesTimes(oleg, "Кем вы входите?", 2)
}

func TestAStickerIsAMessageWithoutText(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	sticker := func(id int64) {
		t.Helper()
		raw := fmt.Sprintf(`{"message":{"message_id":%d,"date":1772452800,"from":{"id":5001,"is_bot":false,"first_name":"Анна","language_code":"ru"},
			"chat":{"id":5001,"type":"private","first_name":"Анна"},"sticker":{"file_id":"x","emoji":"👍"}}}`, id)
		if _, err := desk.Sim.Feed([]byte(raw)); err != nil {
			t.Fatal(err)
		}
	}
	anna.Sends("/start")
	anna.Sees("Кем вы входите?")
	sticker(90001)
	anna.Sees("Сейчас бот не ждёт от вас текста.")
	anna.Taps("Войти")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	sticker(90002)
	anna.Sees("Здесь нужен текст: фото, стикеры и голосовые не подойдут.", "Пришлите API-ключ")
	anna.Sends("tea-key")
	anna.Sees("Главное меню")
}

func TestCancelEndsTheQuestion(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/cancel")
	anna.Sees("Отменять нечего: бот ничего не ждёт.", "Кем вы входите?")
	anna.Taps("Продавец")
	prompt := anna.Sees("Пришлите API-ключ")
	anna.Sends("/cancel")
	anna.SeesDeleted(prompt.ID)
	anna.Sees("Ввод отменён.", "Кем вы входите?")
	anna.Sends("tea-key")
	anna.Sees("Сейчас бот не ждёт от вас текста.")
	if desk.User(anna) != nil {
		t.Error("a key that nobody asked for has signed somebody in")
	}
}

func TestALanguageIsKept(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")
	seesCommands(anna, "menu: Магазины и подписка", "help: Помощь", "cancel: Отменить ввод",
		"subscription: Подписка", "paysupport: Вопросы об оплате", "terms: Условия подписки", "console: Консоль в браузере", "language: Язык", "sign_out: Выйти")

	anna.Sends("/language")
	anna.Sees("Выбран язык: Русский.")
	anna.Taps("English")
	anna.SeesToast("Language: English")
	anna.Sees("Your language is English.")
	seesCommands(anna, "menu: Shops and subscription", "help: Help", "cancel: Cancel what the bot is asking",
		"subscription: Subscription", "paysupport: Questions about a payment", "terms: Terms of the subscription", "console: Console in a browser", "language: Language", "sign_out: Sign out")

	desk.Restart()
	anna.Sends("/menu")
	anna.Sees("Main menu (Анна: seller)")
	anna.Sends("/sign_out")
	anna.Sees("signed out")
	anna.Sends("/start")
	anna.SeesButton("Seller")
	seesCommands(anna, "start: Sign in", "help: Help", "language: Language")
}

func TestAGroupIsNoPlaceToSignIn(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Seller(t, 5001, "Анна", "ru", "tea-key")
	const group = -1001
	desk.Sim.AddGroup(group, "Наш магазин", anna.ID)
	if _, err := desk.Sim.SendIn(group, anna.ID, "/start"); err != nil {
		t.Fatal(err)
	}
	seesInChat(t, desk, group, "Войти и открыть меню можно только в личном чате с ботом.")
}

func TestEditedMessagesAreIgnored(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай", "tea-key")
	anna := desk.Stranger(t, 5001, "Анна", "ru")
	anna.Sends("/start")
	anna.Taps("Продавец")
	anna.Sees("Пришлите API-ключ")
	wrong := anna.Sends("/help")
	anna.Sees("Продавец входит по API-ключу")
	if err := desk.Sim.Edit(anna.ID, wrong.ID, "/start"); err != nil {
		t.Fatal(err)
	}
	anna.Sends("/language")
	anna.Sees("Выбран язык: Русский.")
	anna.SeesNot("Кем вы входите?")
}
