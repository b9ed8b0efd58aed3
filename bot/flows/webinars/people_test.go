package webinars_test

import (
	"bytes"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/platforms/webinar/sim"
)

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

// answers presses a button of the newest call to a webinar.
func (p *someone) answers(label string) {
	p.t.Helper()
	m := p.phones.call(p.who.ID)
	for _, b := range slices.Concat(m.Rows...) {
		if b.Label == label {
			p.must(p.handle(domain.Update{Kind: domain.UpdateCallback, From: p.who, MessageID: m.id, CallbackID: "1", Data: b.Data}))
			return
		}
	}
	p.t.Fatalf("nobody calls %s with a button %q; the chat is:\n%s", p.who.Name(), label, p.phones.chat(p.who.ID))
}

func TestWhoIsCalledToAWebinarComesToItsQueueByAButton(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.platform.SetStatus(s.demo.Running, sim.StatusOver)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров")
	s.clock.Advance(30 * time.Minute)
	s.looks()
	masha.has("🔔 Скоро начнётся вебинар «Практикум", true)
	masha.has("сегодня 13:40", true)
	masha.has("никто не модерирует", false)
	s.clock.Advance(11 * time.Minute)
	s.looks()
	masha.has("🚨 Вебинар «Практикум: карточка товара, которая продаёт» должен был начаться сегодня 13:40", true)
	s.platform.SetStatus(s.demo.Soon, sim.StatusRunning)
	s.clock.Advance(time.Minute)
	s.looks()
	masha.has("уже идёт, а его чат никто не модерирует", true)
	masha.has("должен был начаться", false)
	masha.answers("Модерация")
	masha.has("(queue", true)
	masha.has("уже идёт, а его чат никто не модерирует", true) // the call stays
	if !s.here[masha.who.ID] {
		t.Error("no cards come")
	}
	masha.answers("Открыть вебинар")
	masha.sees("Разбираем ваши карточки")
}

func TestACallEndsWithItsWebinar(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	masha := s.signedIn(5_000_000_001, "Маша", domain.RoleSeller)
	masha.connects()
	masha.taps("Расписание вебинаров")
	s.looks()
	masha.has("Лекция: как открыть магазин» уже идёт", true)
	s.platform.SetStatus(s.demo.Running, sim.StatusOver)
	s.clock.Advance(time.Minute)
	s.looks()
	masha.has("Лекция: как открыть магазин» завершён", true)
	if m := s.phones.call(masha.who.ID); m.id != 0 {
		t.Errorf("it still calls: %s", m)
	}
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
