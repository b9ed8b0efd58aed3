package start_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
)

func TestASellersFirstDay(t *testing.T) {
	t.Parallel()
	masha := newDesk(t).someone(101, "Маша", "ru")
	masha.sends("/start invite-of-somebody")
	masha.sees("Кем вы входите?", "[Админ][Продавец]", "[Помощь]")
	masha.taps("Помощь")
	masha.sees("Вопросы: @shop_help")
	masha.taps("⟵")
	masha.taps("Продавец")
	masha.sees("Пришлите API-ключ")
	masha.sends("not-a-key")
	masha.sees("Неверный ключ", "Пришлите API-ключ")
	masha.has("not-a-key", false) // taken out of the chat
	masha.sends("key-1")
	masha.has("key-1", false)
	masha.has("Магазин «Витрина 1» добавлен", true)
	masha.sees("Главное меню (Маша: продавец)")
	masha.taps("Добавить магазин")
	masha.sends("key-1")
	masha.has("уже есть в вашем списке", true)
	masha.taps("Подписка")
	masha.sees("Активна")
	masha.sends("/menu")
	masha.taps("Список магазинов")
	masha.sees("Витрина 1")
	masha.sends("/sign_out")
	masha.sees("Вы вышли")
	masha.taps("Войти")
	masha.sees("Кем вы входите?")
	masha.sends("/sign_out")
	masha.sees("Кем вы входите?")
}

func TestAnAdminSignsInByNameAndPassword(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	olga := d.someone(102, "Ольга", "ru")
	olga.sends("/start")
	olga.taps("Админ")
	olga.sends("olga")
	olga.sees("пароль", "Имя: olga")
	olga.taps("⟵")
	olga.sees("Пришлите имя")
	olga.sends("olga")
	for range 4 {
		olga.sends("неверный")
		olga.sees("Неверные имя или пароль", "Имя: olga")
	}
	olga.has("неверный", false)
	olga.sends("неверный")
	olga.sees("Слишком много неудачных попыток", "через 15 минут")
	d.clock.Advance(15*time.Minute - time.Second)
	olga.sends("/start")
	olga.taps("Админ")
	olga.sends("olga")
	olga.sends(right)
	olga.sees("через 1 минуту")
	d.clock.Advance(time.Second)
	olga.sends("/start")
	olga.taps("Админ")
	olga.sends("olga")
	olga.sends(right)
	olga.has(right, false)
	olga.sees("Главное меню (Ольга: админ)", "[Люди]", "[Новый магазин]")
}

func TestWhatNobodyExpectsIsAnsweredWithWhatToDo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	masha := d.someone(101, "Маша", "ru")
	masha.sends("привет")
	masha.sees("Сейчас бот не ждёт от вас текста", "[Войти][Помощь]")
	masha.taps("Войти")
	masha.sees("Кем вы входите?")
	masha.sends("/nonsense")
	masha.sees("Команды /nonsense здесь нет")
	masha.sends("/cancel")
	masha.sees("Отменять нечего", "Кем вы входите?")
	masha.taps("Продавец")
	masha.sends("/cancel")
	masha.sees("Ввод отменён", "Кем вы входите?")
	masha.has("Пришлите API-ключ", false)
	masha.sends("key-1")
	masha.sees("Сейчас бот не ждёт")
	masha.sends("/start")
	masha.taps("Продавец")
	masha.sends("key-1")
	masha.taps("Добавить магазин")
	masha.sends("/cancel")
	masha.has("Ввод отменён", true)
	masha.sees("Главное меню")
	masha.sends("/help")
	masha.sees("Список магазинов")
}

func TestAPersonsLanguageIsKeptAndTheMenuFollows(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	masha := d.someone(101, "Маша", "ru")
	masha.sends("/start")
	masha.taps("Продавец")
	masha.sends("key-1")
	if menu := d.phones.menu(101); !strings.Contains(menu, "/menu Магазины и подписка") || !strings.Contains(menu, "/sign_out") {
		t.Errorf("a seller's commands are:\n%s", menu)
	}
	masha.sends("/language")
	masha.taps("English")
	masha.sees("English")
	if menu := d.phones.menu(101); !strings.Contains(menu, "/menu Shops and subscription") {
		t.Errorf("after choosing English the commands are:\n%s", menu)
	}
	masha.taps("⟵")
	masha.sees("Main menu")
	masha.sends("/sign_out")
	if menu := d.phones.menu(101); !strings.Contains(menu, "/start") || strings.Contains(menu, "/sign_out") {
		t.Errorf("after signing out the commands are:\n%s", menu)
	}
}

func TestAnAdminBansAndUnbans(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	olga, masha := d.someone(102, "Ольга", "ru"), d.someone(101, "Маша", "ru")
	olga.signsIn()
	masha.sends("/start")
	masha.taps("Продавец")
	masha.sends("key-1")

	olga.taps("Люди")
	olga.sees("Маша", "Ольга")
	olga.taps("Маша")
	olga.sees("1 магазин", "[Заблокировать]", "[Деактивировать подписку]")
	olga.taps("Заблокировать")
	olga.sees("Заблокировать: Маша", "[Пропустить]")
	olga.sends(strings.Repeat("ы", 501))
	olga.sees("не больше 500 знаков")
	olga.sends("чужой ключ")
	olga.sees("Доступ заблокирован: чужой ключ", "[Разблокировать]")
	masha.sees("заблокировал вам доступ", "Причина: чужой ключ")
	before := d.phones.chat(101)
	masha.taps("Список магазинов")
	if d.phones.chat(101) != before {
		t.Errorf("a banned person got an answer:\n%s", d.phones.chat(101))
	}
	olga.taps("Разблокировать")
	masha.sees("Вам вернули доступ")
	masha.sends("/start")
	masha.sees("Главное меню")

	olga.taps("Деактивировать подписку")
	masha.sees("Подписка больше не активна")
	masha.sends("/menu")
	masha.sees("подписка не активна", "[Подписка][Помощь]")
	masha.taps("Подписка")
	masha.sees("Не активна", "@shop_help")
	masha.taps("⟵")
	masha.sees("[Подписка][Помощь]")
	olga.taps("Активировать подписку")
	masha.sees("Подписка активна")
}

func TestAnAdminFindsPeopleAndTheirShops(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	olga := d.someone(102, "Ольга", "ru")
	olga.signsIn()
	for i, name := range []string{"Анна", "Борис", "Вера", "Глеб"} {
		seller := d.someone(int64(110+i), name, "ru")
		for _, key := range []string{"key-1", "key-2", "key-3"} {
			seller.sends("/start")
			if key == "key-1" {
				seller.taps("Продавец")
			} else {
				seller.taps("Добавить магазин")
			}
			seller.sends(key)
		}
	}
	olga.taps("Люди")
	olga.sees("5 человек", "Анна", "Борис", "[1 / 3][>>]")
	olga.taps("1 / 3")
	olga.taps(">>")
	olga.sees("Вера", "Глеб", "[<<][2 / 3][>>]")
	olga.taps("Глеб")
	olga.taps("Магазины")
	olga.sees("Глеб", "3 магазина", "Витрина 1", "Витрина 2", "[1 / 2]")
	olga.taps(">>")
	olga.sees("Витрина 3")
	olga.taps("Витрина 3")
	olga.sees("Витрина 3", "[Активация]")
	olga.taps("⟵")
	olga.sees("Глеб", "Витрина 3", "[2 / 2]")
	olga.taps("⟵")
	olga.sees("Глеб", "[Заблокировать]")
	olga.taps("⟵")
	olga.taps("Поиск")
	olga.sends("очень длинная часть имени, которой не бывает")
	olga.sees("Слишком длинно")
	olga.sends("ве")
	olga.sees("По запросу «ве»", "Вера")
	olga.taps("Вера")
	olga.taps("⟵")
	olga.sees("По запросу «ве»")
	olga.taps("Все")
	olga.sees("5 человек")
	olga.taps("⟵")
	olga.sees("Главное меню")
}

func TestAdminsButtonsDoNothingForOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	olga, masha := d.someone(102, "Ольга", "ru"), d.someone(101, "Маша", "ru")
	olga.signsIn()
	masha.sends("/start")
	masha.taps("Продавец")
	masha.sends("key-1")
	for _, data := range []string{"1.person.set.u2u.v2", "1.person.ban.u2u", "1.reason.skip.u2u", "1.people.open.u2u", "1.menu.people"} {
		err := d.handle(domain.Update{Kind: domain.UpdateCallback, From: masha.who, MessageID: d.phones.last, CallbackID: "1", Data: data})
		must(t, err)
		masha.sees("Главное меню (Маша: продавец)")
	}
	// Nor does an admin lock themself out with a button that was never there.
	err := d.handle(domain.Update{Kind: domain.UpdateCallback, From: olga.who, MessageID: d.phones.last, CallbackID: "1", Data: "1.person.set.u2u.v2"})
	if domain.KindOf(err) != domain.KindInvalid || err == nil {
		t.Errorf("an admin deactivates themself: %v", err)
	}
	olga.sends("/menu")
	olga.sees("Главное меню (Ольга: админ)")
}

func TestASigningOutThatACrashInterruptedIsCarriedToItsEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	seller := d.someone(5001, "Маша", "ru")
	seller.sends("/start")
	seller.taps("Продавец")
	seller.sends("key-1")
	if d.phones.menu(5001) == "" {
		t.Fatal("a seller has no command menu")
	}
	interrupted := domain.Update{Kind: domain.UpdateMessage, Private: true, ChatID: 5001, From: seller.who, Text: "/sign_out"}
	_, err := d.machine.Handle(t.Context(), interrupted, work.New(fmt.Sprintf("update:%d", d.updates+1)))
	must(t, err) // the host's row is set, ours never is
	seller.sends("/sign_out")

	var lines int
	must(t, d.db.Readers().GetContext(t.Context(), &lines, "SELECT COUNT(*) FROM frontdesk_audit WHERE action = 'sign_out'"))
	if lines != 1 {
		t.Errorf("%d lines about signing out in the audit log, want 1", lines)
	}
	seller.sees("Админ", "Продавец")
}

func TestAKeyDoesNotStayInTheChatOfSomebodyWhoWasBannedMeanwhile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	seller := d.someone(5001, "Маша", "ru")
	seller.sends("/start")
	seller.taps("Продавец")
	seller.sends("key-1")
	seller.taps("Добавить магазин")
	must(t, d.host.SetBanned(t.Context(), 5001, true))
	seller.sends("key-2")
	seller.has("key-2", false)
	seller.sends("за что?")
	seller.has("за что?", true)
}
