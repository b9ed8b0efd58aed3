package webinars_test

import (
	"bytes"
	"image/png"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
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

var token = regexp.MustCompile(`https://t\.me/school_bot\?start=(m-[A-Za-z0-9_-]+)`)

// invites makes an invitation and gives what its link brings along.
func (p *someone) invites() string {
	p.t.Helper()
	p.opens()
	p.taps("Панель управления", "Пригласить модератора")
	found := token.FindStringSubmatch(p.phones.screen(p.who.ID).String())
	if found == nil {
		p.t.Fatalf("no link:\n%s", p.phones.chat(p.who.ID))
	}
	return found[1]
}

func TestAModeratorComesByInvitation(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	link := masha.invites()
	masha.sees("один раз", "завтра 13:00")
	if len(s.phones.files) != 1 || !s.phones.files[0].Photo {
		t.Fatalf("%d pictures came", len(s.phones.files))
	}
	if picture, err := png.Decode(bytes.NewReader(s.phones.files[0].Data)); err != nil || picture.Bounds().Dx() < 200 {
		t.Errorf("the picture: %v", err)
	}

	petr := s.someone(5_000_000_002, "Пётр")
	petr.sends("/start " + link)
	petr.sees("Вас зовут модерировать", "Марина Ветрова", "Владелец: Маша")
	petr.doesNotSee(s.demo.School.Email)
	if is, err := s.service.IsModerator(t.Context(), petr.who.ID); is || err != nil {
		t.Fatal("looking at an invitation accepts it", err)
	}
	petr.sends("/start " + link) // a link may be opened twice
	petr.taps("Принять приглашение")
	petr.sees("Расписание вебинаров", lecture)
	masha.has("Пётр теперь модерирует", true)

	// Nobody else comes by the same link.
	vera := s.someone(5_000_000_003, "Вера")
	s.refused(vera.tries("/start "+link), domain.KindNotFound)

	petr.taps(lectureRow, "Панель управления")
	petr.sees("Модерация", "Сообщения", "Выключить премодерацию", "Виджет")
	petr.doesNotSee("Запустить", "Завершить", "Пригласить модератора")
	petr.taps("Транслировать в Discord")
	petr.sees("Включить трансляцию")
	petr.doesNotSee("Добавить канал")
	petr.taps("⟵", "⟵", "На смене")
	petr.taps("▫️ Пётр")
	petr.sees("✅ Пётр — на смене")
	petr.doesNotSee("[▫️ Маша]")
	petr.taps("⟵")
	petr.sees("На смене: «Пётр»")
	petr.taps("⟵", "⟵")
	petr.sees("Это чужой аккаунт")
	petr.doesNotSee("Отключить аккаунт", "Правила", "Модераторы")

	masha.opens()
	masha.taps("На смене", "✅ Пётр")
	masha.sees("▫️ Пётр")
	masha.taps("⟵", "⟵", "⟵", "Модераторы")
	masha.sees("1 человек", "✕ Пётр, с 01.11.2026")
	masha.taps("✕ Пётр")
	masha.sees("Убрать модератора: Пётр?")
	masha.taps("Нет", "✕ Пётр", "Да, убрать")
	masha.sees("Пока никого")
	petr.has("Вы больше не модерируете", true)
	petr.has("[Расписание вебинаров]", true) // the old button
	petr.taps("Расписание вебинаров")
	petr.has("(role", true)
}

// Who has an account of the bot needs it for moderating, too: else nobody who has signed out would find the way in again.
func TestWhoHasSignedOutModeratesNoMore(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	petr := s.signedIn(5_000_000_002, "Пётр", domain.RoleSeller)
	petr.sends("/start " + masha.invites())
	petr.taps("Принять приглашение", lectureRow)
	s.must(s.host.SetLoggedOut(t.Context(), petr.who.ID, true))
	petr.taps("Панель управления")
	petr.has("(role", true)
	petr.sends("/start")
	petr.has("(menu", false)
	s.must(s.host.SetLoggedOut(t.Context(), petr.who.ID, false))
	s.must(s.host.SetActive(t.Context(), petr.who.ID, false))
	petr.sends("/start")
	petr.has("(idle", true)
}

func TestAnInvitationEndsAfterADay(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	link := masha.invites()
	petr := s.someone(5_000_000_002, "Пётр")
	petr.sends("/start " + link)
	s.clock.Advance(25 * time.Hour)
	s.refused(petr.presses(petr.data("Принять приглашение")), domain.KindNotFound)
	s.refused(petr.tries("/start "+link), domain.KindNotFound)
	s.refused(petr.tries("/start m-nonsense"), domain.KindNotFound)
}

// The database must not give away an invitation to who reads it.
func TestNoTokenOfAnInvitationIsKeptInTheClear(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	link := strings.TrimPrefix(masha.invites(), "m-")
	petr := s.someone(5_000_000_002, "Пётр")
	petr.sends("/start m-" + link)
	for table, column := range map[string]string{"frontdesk_screen": "args", "frontdesk_delivery": "payload", "frontdesk_audit": "details"} {
		var n int
		s.must(s.db.Readers().GetContext(t.Context(), &n, "SELECT count(*) FROM "+table+" WHERE "+column+" LIKE '%"+link+"%'"))
		if n != 0 {
			t.Errorf("%s.%s holds the token %d times", table, column, n)
		}
	}
}

func TestForgedButtonsOpenNobodyElsesWebinar(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров", lectureRow, "Панель управления")
	petr := s.signedIn(5_000_000_002, "Пётр", domain.RoleSeller)
	for _, label := range []string{"Завершить", "премодерацию", "Модерация", "Размер шрифта", "Виджет", "Транслировать", "Пригласить", "Отчёт"} {
		petr.sends("/start")
		err := petr.presses(masha.data(label))
		if err != nil {
			s.refused(err, domain.KindForbidden)
			continue
		}
		petr.doesNotSee(lecture)
	}
	for _, action := range []struct {
		state  keyboards.State
		action keyboards.Action
		args   keyboards.Args
	}{
		{keyboards.StateStop, keyboards.ActSure, keyboards.Args{Event: 1}},
		{keyboards.StateSchedule, keyboards.ActPage, keyboards.Args{Account: 1}},
		{keyboards.StateSchedule, keyboards.ActOpen, keyboards.Args{Event: 1}},
		{keyboards.StateDisconnect, keyboards.ActYes, keyboards.Args{Account: 1}},
		{keyboards.StateModerators, keyboards.ActInvite, keyboards.Args{Account: 1}},
		{keyboards.StateUnmoderate, keyboards.ActYes, keyboards.Args{Account: 1, Person: 5_000_000_001}},
		{keyboards.StateFont, keyboards.ActSet, keyboards.Args{Event: 1, Value: 20}},
		{keyboards.StateWidget, keyboards.ActAdd, keyboards.Args{Event: 1}},
		{keyboards.StateRevoke, keyboards.ActYes, keyboards.Args{Event: 1, Item: 1}},
		{keyboards.StateRelay, keyboards.ActSet, keyboards.Args{Event: 1, Value: keyboards.On}},
		{keyboards.StateRelay, keyboards.ActAdd, keyboards.Args{Event: 1}},
		{keyboards.StateUnhook, keyboards.ActYes, keyboards.Args{Event: 1, Item: 1}},
		{keyboards.StateRoster, keyboards.ActSet, keyboards.Args{Event: 1, Person: 5_000_000_002, Value: keyboards.On}},
	} {
		data, err := keyboards.Encode(action.state, action.action, action.args)
		s.must(err)
		s.refused(petr.presses(data), domain.KindForbidden)
	}
	if actions(s, "stop") != 0 {
		t.Error("a stranger has ended the webinar")
	}
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
