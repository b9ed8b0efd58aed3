package webinars_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/work"
)

// lecture is the webinar on air, and lectureRow what its button says of it.
const (
	lecture    = "Лекция: как открыть магазин"
	lectureRow = "Лекция: как"
)

// opens leads to the page of the webinar on air.
func (p *someone) opens() {
	p.t.Helper()
	p.sends("/start")
	p.taps("Вебинары", lectureRow)
	p.sees(lecture)
}

func TestAnAccountIsConnectedByEmailAndPassword(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.sends("/start")
	masha.taps("Вебинары")
	masha.sees("Начните с «Подключить аккаунт»")
	masha.taps("Подключить аккаунт", "E-mail и пароль")
	masha.sends("не адрес")
	masha.sees("не похоже на e-mail")
	masha.sends(s.demo.School.Email)
	masha.sees(s.demo.School.Email, "Пришлите пароль")
	masha.sends("wrong-secret")
	masha.has("Webinar: ERROR_WRONG_CREDENTIALS", true)
	masha.has("wrong-secret", false)
	masha.sees("Пришлите пароль")
	masha.sends(s.demo.School.Password)
	masha.has(s.demo.School.Password, false)
	masha.sees("Аккаунт авторизован", "Данные Webinar", "Марина Ветрова", s.demo.School.Email, "Школа «Своё дело»", "Клуб выпускников",
		"Расписание вебинаров", "Модераторы", "Правила", "Отключить аккаунт")
	masha.taps("Правила")
	masha.sees() // the other flow's
	masha.has("(rules a", true)
}

func TestAnAccountIsConnectedByToken(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.sends("/start")
	masha.taps("Вебинары", "Подключить аккаунт", "Токен API")
	s.platform.Maintenance("", 0)
	masha.sends("a-token")
	masha.has("Webinar: HTML", true)
	s.platform.Heal()
	masha.sends(s.demo.Shop.Token)
	masha.has(s.demo.Shop.Token, false)
	masha.sees("Аккаунт авторизован", "токен API", "Чайная лавка")
	masha.taps("Расписание вебинаров", "Чайный вечер", "Панель управления")
	masha.sees("премодерацию переключают только на сайте")
	masha.doesNotSee("Включить премодерацию", "Выключить премодерацию")
}

func TestOneAccountOpensItsScheduleAtOnce(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.sends("/start")
	masha.taps("Вебинары")
	masha.sees("Расписание вебинаров", "🟢 <b>сегодня 12:40</b> "+lecture, "🕒 сегодня 13:40 · Практикум", "🕒 завтра 13:00 · Вопросы")
	masha.taps(">>")
	masha.sees("<<", "Обновить")
	masha.taps("<<", lectureRow)
	masha.sees("<b>"+lecture+"</b>", "сегодня 12:40 – 14:40 (UTC+03:00)", "Идёт сейчас", "С чего начать", "[Перейти к вебинару"+s.platform.URL)
	masha.taps("⟵", "⟵")
	masha.sees("Аккаунт авторизован")
	masha.taps("⟵")
	masha.sees("1 аккаунт", "Подключить аккаунт")

	// Two of them are a list.
	masha.taps("Подключить аккаунт", "Токен API")
	masha.sends(s.demo.Shop.Token)
	masha.sends("/start")
	masha.taps("Вебинары")
	masha.sees("2 аккаунта", s.demo.School.Email)
	masha.taps(s.demo.School.Email, "Отключить аккаунт")
	masha.sees("модераторы потеряют доступ")
	masha.taps("Нет", "Отключить аккаунт", "Да, отключить")
	masha.sees("1 аккаунт")
	masha.doesNotSee(s.demo.School.Email)
}

func TestAScheduleIsShownAsKnownWhileThePlatformIsAway(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров")
	s.clock.Advance(time.Minute)
	s.platform.Maintenance("", 0)
	masha.taps("Обновить")
	masha.sees("Платформа сейчас не отвечает", lecture)
	masha.taps(lectureRow)
	masha.has("Платформа сейчас не отвечает", true)
	masha.sees("Панель управления")
	s.platform.Heal()
	s.clock.Advance(10 * time.Second)
	masha.taps("⟵")
	masha.doesNotSee("не отвечает")
}

func TestStartingIsAskedTwice(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", "Практикум", "Панель управления")
	masha.sees("Запланирован", "Запустить")
	masha.doesNotSee("Завершить")
	masha.taps("Запустить")
	masha.sees("участники увидят его сразу")
	masha.taps("Да, запустить")
	masha.sees("Точно запустить", "Отменить это нельзя")
	masha.taps("Нет")
	masha.sees("Запланирован")
	if started := actions(s, "start"); started != 0 {
		t.Fatal("it was started without a second yes")
	}

	s.platform.Fail("/start", 0, 500)
	masha.taps("Запустить", "Да, запустить", "Запустить, отменить нельзя")
	masha.has("Платформа сейчас не отвечает как надо", true)
	masha.sees("Запланирован", "Запустить")
	s.platform.Heal()

	masha.taps("Запустить", "Да, запустить")
	yes := masha.data("Запустить, отменить нельзя")
	masha.taps("Запустить, отменить нельзя")
	masha.sees("Идёт сейчас", "Кто запустил: Маша", "Завершить")
	masha.must(masha.presses(yes)) // a second tap
	masha.sees("Идёт сейчас")
	if started := actions(s, "start"); started != 1 {
		t.Errorf("it was started %d times", started)
	}

	masha.taps("Завершить", "Да, завершить")
	masha.sees("запустить этот вебинар снова не получится")
	masha.taps("Завершить, отменить нельзя")
	masha.sees("Завершён", "Кто завершил: Маша", "Сообщения", "Отчёт")
	masha.doesNotSee("Запустить", "Виджет")
	masha.must(masha.presses(yes))
	masha.has("Вебинар уже завершён", true)
	masha.sees("Завершён")
}

// actions counts what the platform was asked to do and did.
func actions(s *school, action string) (n int) {
	for _, e := range s.platform.Effects() {
		if strings.Contains(e.Action, action) && e.Changed {
			n++
		}
	}
	return n
}

func TestPremoderationIsFollowedUntilThePlatformConfirms(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления")
	masha.sees("Премодерация включена", "Выключить премодерацию")
	masha.taps("Выключить премодерацию")
	masha.sees("Выключаем премодерацию: применяется, обычно 5–10 с", "Включить премодерацию")
	for range 20 {
		s.looks()
		s.clock.Advance(time.Second)
	}
	masha.sees("Премодерация выключена", "Включить премодерацию")
}

func TestModerationSwitchesTheCardsOn(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления", "Модерация")
	masha.has("(queue e", true)
	if !s.here[masha.who.ID] {
		t.Error("the cards are not on")
	}
	for label, state := range map[string]string{"Сообщения": "(appr e", "Отчёт": "(report e"} {
		masha.opens()
		masha.taps("Панель управления", label)
		masha.has(state, true)
	}
}

func TestTheFontSizeOfTheWidgetsIsOneTap(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления", "Размер шрифта")
	masha.sees("Виджета у этого вебинара ещё нет")
	masha.taps("Виджет", "Сделать виджет")
	masha.sees("1. <code>https://desk.example.org/overlay/", "Отозвать № 1")
	masha.taps("Сделать виджет")
	masha.sees("2. <code>")
	masha.taps("Размер шрифта")
	masha.sees("Сейчас 24")
	masha.taps("+")
	masha.sees("Сейчас 26")
	masha.taps("40", "−")
	masha.sees("Сейчас 38")
	masha.must(masha.presses(masha.forges("+", func(a *keyboards.Args) { a.Value = 4000 })))
	masha.sees("Сейчас 38")

	masha.taps("⟵", "Виджет", "Отозвать № 1")
	masha.sees("Отозвать виджет № 1?")
	again := masha.data("Да, отозвать")
	masha.taps("Да, отозвать")
	masha.sees("Отозвать № 1")
	masha.doesNotSee("Отозвать № 2")
	s.refused(masha.presses(again), domain.KindNotFound)
}

func TestApprovedMessagesAreRelayedToDiscord(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления", "Транслировать в Discord")
	masha.sees("Выключено", "Каналов пока нет")
	masha.taps("Включить трансляцию")
	masha.sees("Включено", "Выключить трансляцию")
	masha.taps("Добавить канал")
	masha.sends("https://evil.example/api/webhooks/1/2")
	masha.has("Это не адрес вебхука Discord", true)
	masha.has("evil.example", false)
	hook := s.discord.AddWebhook("чат эфира")
	masha.sends(s.discord.URL + hook.Path())
	masha.has(hook.Token, false)
	masha.has("Канал «чат эфира» добавлен", true)
	masha.sees("• чат эфира", "✕ чат эфира")
	masha.taps("✕ чат эфира")
	masha.sees("Убрать канал «чат эфира»?")
	masha.taps("Нет", "✕ чат эфира", "Да, убрать")
	masha.sees("Каналов пока нет")
}

func TestWhoLooksAtTheRelaySeesWhatIsChangedInTheConsole(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления", "Транслировать в Discord")
	masha.sees("Выключено")
	call, err := keyboards.Decode(masha.data("Включить трансляцию"))
	s.must(err)
	u := work.New("console:1")
	s.must(s.relay.SetOn(t.Context(), u, masha.who.ID, call.Args.Event, true))
	s.must(u.Commit(t.Context(), s.db))
	s.send()
	masha.sees("Включено", "Выключить трансляцию")
}

func TestAMovedPasswordIsToldWithTheWayOut(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров")
	s.platform.SetPassword(s.demo.School.Email, "another")
	s.platform.ExpireSessions()
	s.clock.Advance(time.Minute)
	masha.taps("Обновить")
	masha.sees("Платформа не принимает данные аккаунта", lecture)
	masha.taps("⟵")
	masha.sees("Подключить заново")
	masha.doesNotSee("Аккаунт авторизован")
	masha.taps("Подключить заново", "E-mail и пароль")
	masha.sends(s.demo.School.Email)
	masha.sends("another")
	masha.sees("Аккаунт авторизован")
	masha.sends("/start")
	masha.taps("Вебинары")
	masha.sees(lecture) // still one account
}
