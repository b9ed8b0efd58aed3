package moderation_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
)

func TestTheQueueIsWorkedThrough(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a, p := s.has(anna), s.here(pavel)
		s.says("Иван", "Первый", "Второй", "Третий")
		a.sends("/queue")
		a.sees("Модерация", "Ждут 3 сообщения", "1. <b>Иван</b>", "[✅ 1][✅ 2][✅ 3]", "[❌ 1]", "Карточки выключены")
		a.taps("Модерация", "✅ 2")
		a.sees("Модерация", "Ждут 2 сообщения", "2. ✅ Анна", "Второй", "[Отменить № 2]", "[✅ 1][·][✅ 3]")
		p.sees("Второй", "✅ Анна")
		p.taps("Первый", "❌")
		s.passes(5 * time.Second)
		a.sees("Модерация", "Ждёт 1 сообщение", "1. ❌ Павел", "Третий", "[·][·][✅ 3]") // refreshed by itself
		a.taps("Модерация", "Отменить")
		a.sees("Модерация", "Ждут 2 сообщения", "2. <b>Иван</b>", "Второй", "![Отменить", "[·][✅ 2][✅ 3]")
		a.taps("Модерация", "✅ 2")
		s.passes(domain.DecisionUndo + time.Second)
		a.sees("Модерация", "2. ✅ Анна", "![Отменить")
		a.taps("Модерация", "Включить карточки")
		a.sees("Модерация", "приходят вам карточками", "[🔕 Выключить карточки]")
		a.taps("Модерация", "Сообщения")
		a.sees("Сообщения", "Одобрено 1 сообщение", "Второй", "[✕ 1]")
		a.taps("Одобрено", "✕ 1")
		a.sees("Одобренных сообщений пока нет", "❌ Анна", "[Отменить]")
		a.taps("Одобренных", "Отменить")
		a.sees("Одобрено 1 сообщение", "Второй")
		a.taps("Одобрено", "⟵")
		a.sees("(panel e1)")
	})
}

func TestNothingMovesUnderTheThumbUntilThePageIsThrough(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.has(anna)
		s.says("Иван", "Первый", "Второй", "Третий", "Четвёртый", "Пятый", "Шестой", "Седьмой")
		a.sends("/queue")
		second := a.data("Модерация", "✅ 2")
		for i, label := range []string{"✅ 2", "❌ 4", "✅ 1"} {
			a.taps("Модерация", label)
			s.says("Пётр", fmt.Sprintf("Новый %d", i))
		}
		a.sees("Модерация", "1. ✅ Анна", "2. ✅ Анна", "3. <b>Иван</b>", "4. ❌ Анна", "5. <b>Иван</b>", "!Шестой", "[·][·][✅ 3][·][✅ 5]")
		s.must(a.presses("Модерация", second)) // the second of two quick taps
		s.passes(time.Second)
		a.sees("Модерация", "2. ✅ Анна", "[·][·][✅ 3][·][✅ 5]")
		a.taps("Модерация", "·")
		a.toasted("По этому сообщению уже есть решение")
		a.taps("Модерация", ">>")
		a.sees("Модерация", "1. <b>Иван</b>", "Шестой", "Седьмой")
		a.taps("Модерация", "<<")
		a.taps("Модерация", "✅ 3")
		a.taps("Модерация", "✅ 5")
		a.sees("Модерация", "!Третий", "1. <b>Иван</b>", "Шестой", "Седьмой", "Новый 2", "— <b>Иван</b>: Пятый", "[Отменить]")
		a.taps("Модерация", "✅ 1")
		s.passes(3 * time.Minute)
		s.says("Пётр", "Новый 3")
		a.sees("Модерация", "!Шестой", "Седьмой", "![Отменить")
	})
}

func TestWhatWasApprovedInOneStepIsTakenBackInOneStep(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a, p := s.has(anna), s.here(pavel)
		s.says("Иван", "Первый", "Второй", "Третий")
		a.sends("/queue")
		a.taps("Модерация", "Одобрить эти 3")
		a.toasted("Одобрено 3 сообщения")
		a.sees("Модерация", "Ничего не ждёт", "[Отменить 3 решения]")
		p.sees("Второй", "✅ Анна")
		a.taps("Модерация", "Отменить 3")
		a.toasted("Отменено 3 решения")
		a.sees("Модерация", "Ждут 3 сообщения", "![Отменить", "[✅ 1][✅ 2][✅ 3]")
		s.passes(5 * time.Second) // three cards, by Telegram's limits
		p.sees("Второй", "[✅ Одобрить]", "!Анна")
		if got := s.at("Второй"); got != "approved false, deleted false" {
			t.Errorf("at the platform: %s", got)
		}
		a.taps("Модерация", "Одобрить эти 3")
		late := a.data("Модерация", "Отменить 3")
		s.passes(domain.DecisionUndo + time.Second)
		a.sees("Модерация", "Ничего не ждёт", "![Отменить")
		s.must(a.presses("Модерация", late))
		s.passes(time.Second)
		a.toasted("Поздно")

		// The same of what is approved because its author is trusted.
		s.says("Мария", "Раз", "Два")
		p.taps("Раз", "Доверять автору")
		a.taps("Модерация", "Одобрить от доверенных")
		a.sees("Модерация", "[Отменить 2 решения]")
		a.taps("Модерация", "Отменить 2")
		a.sees("Модерация", "Ждут 2 сообщения")
	})
}

// TestCardsOfWhatWasApprovedInTheQueueFold, also those that were drawn while the decision could be taken back; and what somebody
// looks at does not wait for them.
func TestCardsOfWhatWasApprovedInTheQueueFold(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a := s.here(anna)
		var lines []string
		for i := range 10 {
			lines = append(lines, fmt.Sprintf("Вопрос %d.", i))
		}
		for _, line := range lines {
			s.says("Иван", line)
			s.passes(20 * time.Second) // one by one: no flood
		}
		a.sends("/queue")
		for range 2 {
			a.taps("Модерация", "Одобрить эти 5")
			s.passes(time.Second)
		}
		s.writes("Мария", "Новое.")
		s.passes(4 * time.Second)
		a.sees("Модерация", "Ждёт 1 сообщение") // while cards still fold
		s.passes(domain.DecisionUndo + 20*time.Second)
		for _, line := range lines {
			a.sees(line, "✅ Анна", "![Отменить]", "!10 секунд")
		}
	})
}

func TestAQueueThatStandsAboveCardsTellsOfTheFloodAndOfItsEnd(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a, p := s.here(anna), s.here(pavel)
		a.sends("/queue")
		s.says("Иван", "Первый")
		a.taps("Иван</b> · 03:00\n\nПервый", "✅")
		var lines []string
		for i := range 16 {
			lines = append(lines, fmt.Sprintf("Вопрос %d.", i))
		}
		for _, line := range lines {
			s.writes("Иван", line)
			s.passes(time.Second)
		}
		s.passes(5 * time.Second)
		a.sees("1. <b>Иван", "Вопрос 0.", "сводка", "!приходят вам карточками")
		p.sends("/queue")
		for range 3 {
			p.taps("1. <b>Иван", "Одобрить эт")
		}
		s.passes(5 * time.Second)
		a.sees("приходят вам карточками", "!сводка")
	})
}

func TestAQueueWhoseChatCannotBeRead(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		a := s.has(anna)
		a.sends("/queue")
		a.sees("Модерация", "Ничего не ждёт", "!⚠️")
		s.chat.refuse(domain.Fail(domain.KindUnavailable, "error.webinar_away", map[string]any{"Code": "502"}))
		s.passes(time.Minute)
		a.sees("Модерация", "⚠️", "Платформа сейчас не отвечает")
		s.chat.refuse(nil)
		s.passes(time.Minute)
		a.sees("Модерация", "!⚠️")
		s.execute(`UPDATE frontdesk_webinar_event SET status = 'STOP'`)
		a.sends("/queue")
		a.sees("Модерация", "не идёт")
	})
}

func TestQuietHours(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.here(anna)
		a.sends("/queue")
		a.taps("Модерация", "Тихие часы")
		a.taps("Тихие часы", "Свои часы")
		a.sends("с вечера")
		a.sees("Не получается", "22:00-08:00")
		a.sends("00:00 – 23:59")
		a.sees("Сейчас: 00:00-23:59", "[Выключить тихие часы]")
		s.says("Иван", "Ночной вопрос")
		for _, m := range s.phones.of(anna) {
			if strings.Contains(m.Text, "Ночной") {
				t.Errorf("a card in quiet hours: %s", m)
			}
		}
		a.taps("Тихие", "Выключить тихие")
		a.toasted("выключены")
		s.says("Иван", "Дневной вопрос")
		a.sees("Дневной вопрос", "[✅ Одобрить]")
	})
}

// zoneOf tells that Павел lives in Vladivostok; nobody knows it of the others.
func zoneOf(_ context.Context, person int64) (*time.Location, error) {
	if person != pavel {
		return nil, nil
	}
	return time.LoadLocation("Asia/Vladivostok")
}

func TestQuietHoursGoByTheClockThatThePersonReads(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		p := s.here(pavel)
		s.says("Иван", "Вопрос")
		p.sees("Вопрос", "10:00") // by the house's clock it is three in the night
		p.sends("/queue")
		p.taps("Модерация", "Тихие часы")
		p.sees("Тихие часы", "сейчас 10:00", "Тревога")
		p.taps("Тихие часы", "Свои часы")
		p.sends("09:00-11:00")
		s.says("Иван", "Тихий вопрос")
		for _, m := range s.phones.of(pavel) {
			if strings.Contains(m.Text, "Тихий вопрос") && !strings.Contains(m.Text, "Модерация") {
				t.Errorf("a card in quiet hours: %s", m)
			}
		}
		p.sends("/queue")
		p.sees("Модерация", "Тихий вопрос", "10:00")
	})
}

func TestRulesAreSetAndTried(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		o := s.has(olga)
		o.sends("/rules")
		o.sees("Правила", "⚪ Стоп-слова", "[Проверить фразу]")
		o.taps("Правила", "Стоп-слова")
		o.taps("Слов пока нет", "Включить") // there is nothing to stop yet: asks for words
		o.sends("казино\n*спам")
		o.sees("🟢 Включено", "<code>казино\n*спам</code>")
		o.taps("🟢 Включено", "⟵")
		o.taps("Правила", "Длинные")
		o.taps("Длинные", "Изменить")
		o.sends("много")
		o.sees("Сколько знаков", "[⟵]")
		o.sees("целое число от 10 до 4000")
		o.sends("20")
		o.sees("длиннее 20 знаков", "🟢 Включено", "[Выключить]")
		o.taps("длиннее", "Выключить")
		o.toasted("Правило выключено")
		o.taps("длиннее", "⟵")
		o.taps("Правила", "Автоодобрение")
		o.taps("⚪ Выключено", "Включить")
		o.taps("🟢 Включено", "⟵")
		o.taps("Правила", "Проверить")
		o.sends("к а з и н о рядом")
		o.sees("Проверить фразу", "Остановит: «Стоп-слова»", "<code>казино</code>", "ждать вашего решения")
		o.sends("Спасибо за эфир")
		o.sees("Проверить фразу", "не возражает", "Одобрится само: «Автоодобрение»")
		o.taps("Проверить фразу", "⟵")
		o.sees("Правила", "🟢 Стоп-слова")
		a := s.here(anna)
		s.says("Иван", "Лучшее казино", "Спасибо")
		a.sees("казино", "⏸ Остановило правило «Стоп-слова»")
		if got := s.at("Спасибо"); got != "approved true, deleted false" {
			t.Errorf("at the platform: %s", got)
		}
		o.sends("/rules")
		o.sees("Правила", "🟢 Стоп-слова — 1 раз за сутки")
	})
}

func TestACardLeavesAQuestionAlone(t *testing.T) {
	inStudio(t, func(_ *testing.T, s *studio) {
		o := s.here(olga)
		o.sends("/rules")
		o.taps("Правила", "Проверить")
		s.says("Иван", "Вопрос")
		o.taps("Вопрос", "✅")
		o.sends("казино")
		o.sees("Проверить фразу", "«казино»")
	})
}

func TestTheReportComesAsFilesToo(t *testing.T) {
	inStudio(t, func(t *testing.T, s *studio) {
		a := s.here(anna)
		a.sends("/report")
		a.sees("Отчёт", "не было", "![График]")
		s.says("Иван", "Первый", "=1+1")
		a.taps("Первый", "✅")
		a.taps("=1+1", "❌")
		a.sends("/report")
		a.sees("Отчёт", "Всего 2 сообщения", "одобрено 1", "• Анна: ✅ 1 · ❌ 1", "• Иван: 2")
		a.taps("Всего 2", "График")
		a.taps("Всего 2", "CSV")
		s.passes(5 * time.Second)
		if len(s.phones.files) != 2 {
			t.Fatalf("%d files", len(s.phones.files))
		}
		chart, table := s.phones.files[0], s.phones.files[1]
		if !chart.Photo || !bytes.HasPrefix(chart.Data, []byte("\x89PNG")) || !strings.Contains(chart.Caption, "Лекция") {
			t.Errorf("the chart: %s, %q", chart.Name, chart.Caption)
		}
		if text := string(table.Data); table.Photo || !strings.HasSuffix(table.Name, ".csv") || !strings.HasPrefix(text, "\uFEFFНаписано;") || !strings.Contains(text, "'=1+1;удалено") {
			t.Errorf("the table %s:\n%s", table.Name, text)
		}
	})
}

var _ webinars.Handle = (*platform)(nil)
