package moderation_test

import (
	"fmt"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/keyboards"
)

func TestACardIsDecidedTakenBackAndFolds(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a, p := s.here(anna), s.here(pavel)
		s.says("Иван <b>", "Привет & <i>всем</i>")
		for _, who := range []someone{a, p} {
			who.sees("Привет", "Лекция", "&lt;b&gt;", "&lt;i&gt;", "[✅ Одобрить][❌ Удалить]", "[Доверять автору]")
		}
		a.sends("/menu") // newer screens do not keep a card from being kept up to date
		p.taps("Привет", "✅")
		p.toasted("Одобрено")
		p.sees("Привет", "✅ Павел", "[Отменить]", "!Доверять")
		a.sees("Привет", "✅ Павел", "![")
		if got := s.at("Привет & <i>всем</i>"); got != "approved true, deleted false" {
			t.Errorf("at the platform: %s", got)
		}
		p.taps("Привет", "Отменить")
		a.sees("Привет", "[✅ Одобрить]", "!Павел")
		p.sees("Привет", "[✅ Одобрить]")
		a.taps("Привет", "❌")
		a.sees("Привет", "❌ Анна", "[Отменить]")
		s.passes(domain.DecisionUndo + 2*time.Second)
		for _, who := range []someone{a, p} {
			who.sees("Привет", "❌ Анна", "![", "— <b>Иван")
		}
		if got := s.at("Привет & <i>всем</i>"); got != "approved false, deleted true" {
			t.Errorf("at the platform: %s", got)
		}
		if n := len(s.phones.of(pavel)); n != 1 {
			t.Errorf("Павел has %d messages: %v", n, s.phones.of(pavel))
		}
	})
}

func TestWhoComesSecondIsToldWhoWasFirst(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a, p := s.here(anna), s.here(pavel)
		s.says("Иван", "Вопрос")
		late := a.data("Вопрос", "❌")
		p.taps("Вопрос", "✅")
		s.must(a.presses("Вопрос", late))
		s.passes(time.Second)
		a.toasted("Павел")
		a.sees("Вопрос", "✅ Павел", "![")
	})
}

// A hundred times, in rounds: more than ten cards in a minute would be a flood.
func TestTwoTapTheSameCardsAtTheSameTime(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a, p := s.here(anna), s.here(pavel)
		const rounds, each = 10, 10
		for round := range rounds {
			var cards []string
			for i := range each {
				cards = append(cards, fmt.Sprintf("Вопрос %d.", round*each+i))
				s.says("Иван", cards[i])
			}
			for _, on := range cards {
				s.bothTap(a, p, on)
			}
			s.passes(time.Minute)
		}
		if decided := s.decidedBy(anna) + s.decidedBy(pavel); decided != rounds*each {
			t.Errorf("%d decisions of %d messages", decided, rounds*each)
		}
	})
}

func TestWhatDoesNotReachThePlatformSaysSo(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a := s.here(anna)
		s.says("Иван", "Вопрос")
		s.chat.refuse(domain.Fail(domain.KindRejected, "error.webinar_refused", map[string]any{"Code": "ERROR_42"}))
		a.taps("Вопрос", "✅")
		s.passes(15 * time.Second)
		a.sees("Вопрос", "⚠️", "ERROR_42", "[Ещё раз]", "![Отменить]")
		s.chat.refuse(nil)
		a.taps("Вопрос", "Ещё раз")
		s.passes(5 * time.Second)
		a.sees("Вопрос", "✅ Анна", "!⚠️", "![")
	})
}

func TestATrustedAuthorPasses(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a, o := s.here(anna), s.has(olga)
		s.says("Мария", "Первое")
		a.taps("Первое", "Доверять автору")
		a.sees("Первое", "Автору доверяют", "[Не доверять автору]", "[✅ Одобрить]")
		s.says("Мария", "Второе")
		if got := s.at("Второе"); got != "approved true, deleted false" {
			t.Errorf("at the platform: %s", got)
		}
		a.sends("/queue")
		a.taps("Модерация", "Одобрить от доверенных")
		a.toasted("Одобрено 1 сообщение")
		a.sees("Первое", "✅ Анна")
		o.sends("/rules")
		o.taps("Правила", "Доверенные авторы")
		o.sees("Доверенные", "Мария — Анна")
		o.taps("Доверенные", "✕ Мария")
		o.sees("Доверенных авторов нет", "Мария: доверие снято", "[Отменить]")
		o.taps("Доверенных", "Отменить")
		o.sees("Доверенные", "Мария — Анна", "![Отменить]") // as it was, with who had said so
		o.taps("Доверенные", "✕ Мария")
		late := o.data("Доверенных", "Отменить")
		s.passes(domain.DecisionUndo + time.Second)
		o.sees("Доверенных авторов нет", "![Отменить]")
		s.must(o.presses("Доверенных", late))
		o.sees("Доверенных авторов нет")
		s.says("Мария", "Третье")
		a.sees("Третье", "[✅ Одобрить]", "![Не доверять")
	})
}

func TestAFloodBecomesOneDigestAndEndsByItself(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.here(anna)
		flood := func(from, n int) {
			lines := make([]string, n)
			for i := range lines {
				lines[i] = fmt.Sprintf("Вопрос %d.", from+i)
			}
			s.says("Иван", lines...)
		}
		flood(0, 14)
		if all := s.phones.of(anna); len(all) != 1 {
			t.Fatalf("in a flood Анна has %d messages: %v", len(all), all)
		}
		a.sees("Модерация", "Ждут 14 сообщений, самое раннее — ", "!старейшее", "[Открыть очередь]")
		for i := range 12 {
			s.writes("Иван", fmt.Sprintf("Ещё вопрос %d.", i))
			s.passes(1100 * time.Millisecond)
		}
		s.passes(5 * time.Second)
		a.sees("Модерация", "Ждут 26 сообщений")
		gaps := s.phones.edited(a.message("Модерация"))
		if len(gaps) < 2 {
			t.Errorf("the digest was edited %d times", len(gaps)+1)
		}
		for _, gap := range gaps {
			if gap < 3*time.Second {
				t.Errorf("the digest was edited again after %v", gap)
			}
		}
		a.taps("Модерация", "Открыть очередь")
		flood(90, 2)
		if all := s.phones.of(anna); len(all) != 1 {
			t.Errorf("who looks at the queue gets no digest beside it: %v", all)
		}
		a.sees("Модерация", "Ждут 28 сообщений", "1 / 6", "[Одобрить эти 5]", "сводка", "!приходят вам карточками")
		for range 5 {
			a.taps("Модерация", "Одобрить эти 5")
			a.toasted("Одобрено 5 сообщений")
		}
		a.sends("/menu")
		flood(100, 1)
		a.sees("Ждут 4 сообщения")
		a.sends("/queue")
		a.taps("Ждут 4", "Одобрить эти 4")
		s.passes(5 * time.Second)
		a.sees("наплыв разобран", "![")
		a.sees("Ничего не ждёт", "приходят вам карточками", "!сводка")
		flood(120, 1)
		a.sees("Вопрос 120.", "[✅ Одобрить]")
		a.sends("/menu")
		flood(200, 14)
		a.sees("Ждут 15 сообщений", "[Открыть очередь]")
		a.sees("наплыв разобран", "![") // the digest of the first one stays as it is
	})
}

func TestForgedButtonsOfAStranger(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a, e := s.here(anna), s.has(emma)
		s.says("Иван", "Вопрос")
		e.sends("/menu")
		call, err := keyboards.Decode(a.data("Вопрос", "✅"))
		s.must(err)
		at := keyboards.Args{Event: event, Account: account, Item: call.Args.Item, Change: call.Args.Item, Value: keyboards.On, Query: "words"}
		forge := func(state keyboards.State, action keyboards.Action) error {
			data, err := keyboards.Encode(state, action, at)
			s.must(err)
			return e.presses("(", data)
		}
		for state, actions := range map[keyboards.State][]keyboards.Action{
			keyboards.StateCard:     {keyboards.ActApprove, keyboards.ActReject, keyboards.ActUndo, keyboards.ActAgain, keyboards.ActTrust},
			keyboards.StateQueue:    {keyboards.ActApprove, keyboards.ActReject, keyboards.ActUndo, keyboards.ActUndoMany, keyboards.ActMany, keyboards.ActTrusted, keyboards.ActCards},
			keyboards.StateApproved: {keyboards.ActDelete, keyboards.ActUndo},
			keyboards.StateRule:     {keyboards.ActSet},
			keyboards.StateTrusted:  {keyboards.ActDistrust, keyboards.ActUndo},
		} {
			for _, action := range actions {
				if err := forge(state, action); domain.KindOf(err) != domain.KindForbidden || err == nil {
					t.Errorf("%s.%s by a stranger: %v", state, action, err)
				}
			}
		}
		// Where a press only leads on, what it leads to is not shown.
		for state, action := range map[keyboards.State]keyboards.Action{keyboards.StateApproved: keyboards.ActOpen, keyboards.StateRules: keyboards.ActOpen} {
			s.must(forge(state, action))
			s.passes(2 * time.Second)
			e.sees("(", "(gone", "!Вопрос", "!Лекция")
		}
		a.sees("Вопрос", "[✅ Одобрить]", "!Автору доверяют")
		at.Query = ""
		s.must(forge(keyboards.StateReport, keyboards.ActTable))
		s.passes(2 * time.Second)
		if len(s.phones.files) != 0 {
			t.Error("a stranger got a report")
		}
	})
}

// Telegram takes one message a second in a chat: what is settled before its card is on its way needs none.
func TestWhatIsSettledBeforeItsCardIsSentRingsNobody(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.here(anna)
		var lines []string
		for i := range 7 {
			lines = append(lines, fmt.Sprintf("Вопрос %d.", i))
		}
		s.writes("Иван", lines...)
		s.passes(1100 * time.Millisecond)
		last := int64(len(lines))
		s.decides(pavel, last, domain.MessageApproved)
		s.passes(10 * time.Second)
		a.sees("Вопрос 5.", "[✅ Одобрить]")
		if all := s.phones.of(anna); len(all) != len(lines)-1 {
			t.Errorf("Анна has %d messages: %v", len(all), all)
		}
		s.execute(`UPDATE frontdesk_chat_message SET decided_at = decided_at + 10000`) // so that there is time to take it back
		s.undoes(pavel, last)
		s.passes(3 * time.Second)
		a.sees("Вопрос 6.", "[✅ Одобрить]")
	})
}

func TestCardsThatAreStillOnTheirWayGiveWayToADigest(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.here(anna)
		lines := func(from, n int) (all []string) {
			for i := range n {
				all = append(all, fmt.Sprintf("Вопрос %d.", from+i))
			}
			return all
		}
		s.writes("Иван", lines(0, 9)...)
		s.passes(1100 * time.Millisecond)
		s.writes("Иван", lines(9, 5)...)
		s.passes(7 * time.Second)
		a.sees("Модерация", "Ждут 14 сообщений, самое раннее — ", "!старейшее")
		if all := s.phones.of(anna); len(all) > 6 {
			t.Errorf("Анна has %d messages: %v", len(all), all)
		}
		a.sends("/queue")
		for range 2 {
			a.taps("Ждут", "Одобрить эти 5")
		}
		a.taps("Ждут", "❌ 1")
		a.taps("Ждут", "❌ 2")
		s.passes(5 * time.Second)
		a.sees("Вопрос 12.", "[✅ Одобрить]") // the flood is over, and what waits has its cards
		a.sees("Вопрос 13.", "[✅ Одобрить]")
	})
}
