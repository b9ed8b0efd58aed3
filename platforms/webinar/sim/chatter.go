package sim

import (
	"context"
	"errors"
	"strings"
	"time"
)

// How the people of a demo talk.
const (
	atOnce   = 3  // that many lines stand in a chat from the beginning: it is never seen empty
	patience = 10 // with fewer lines unanswered people talk at their pace; beyond it they slow down more and more
	rushFrom = 30 // after that many lines, answered ones, the lecturer asks all of them something
)

// pace is how long people think between messages, in turn: one at a time can be answered.
func pace() []time.Duration {
	return []time.Duration{
		7 * time.Second, 9 * time.Second, 6500 * time.Millisecond, 8 * time.Second, 11 * time.Second,
		7500 * time.Millisecond, 10 * time.Second, 8500 * time.Millisecond,
	}
}

// beats is for how many such pauses people wait before the next line, when so many stand unanswered.
func beats(unanswered int) int {
	if unanswered < patience {
		return 1
	}
	return 2 << min((unanswered-patience)/6, 3)
}

// Chatter lets the people of the demo talk in a session, over and over, until the context ends or the session is over: one by
// one, slower while nobody answers, so that who comes late finds a queue and no flood; and all at once now and then, when
// somebody does answer.
func (s *Server) Chatter(ctx context.Context, session int64) error {
	talk, rush := demoLines(), rushLines()
	pauses := pace()
	calm := 0 // lines since the last rush
	for i := 0; ; i++ {
		if err := s.utter(session, talk[i%len(talk)]); err != nil {
			return unless(err)
		}
		if calm++; calm >= rushFrom && s.unanswered(session) < patience {
			calm = 0
			for _, line := range rush {
				if !s.wait(ctx, s.now().Add(time.Second)) {
					return nil
				}
				if err := s.utter(session, line); err != nil {
					return unless(err)
				}
			}
		}
		if i < atOnce-1 {
			continue
		}
		for waited := 0; waited < beats(s.unanswered(session)); waited++ {
			if !s.wait(ctx, s.now().Add(pauses[(i+waited)%len(pauses)])) {
				return nil
			}
		}
	}
}

func (s *Server) utter(session int64, line string) error {
	author, text, _ := strings.Cut(line, ": ")
	_, err := s.Say(session, author, text)
	return err
}

// unless gives the error of a session that there is not. That one is over is none: there is nothing more to be said.
func unless(err error) error {
	if errors.Is(err, ErrNoSession) {
		return err
	}
	return nil
}

// unanswered counts what waits for approval in a session.
func (s *Server) unanswered(session int64) int {
	n := 0
	for _, m := range s.Messages(session) {
		if !m.Approved && !m.Deleted {
			n++
		}
	}
	return n
}

// rushLines is what comes when a lecturer asks where everybody watches from.
func rushLines() []string {
	return strings.Split(strings.TrimSpace(`
Артём: Пермь!
Настя Л.: Казань, привет всем
Тимур: Уфа
Жанна: Смотрю из Краснодара ☀️
Сергей из Омска: Угадайте :)
Ольга Сергеевна: Нижний Новгород
Лёша: с балкона
Полина: Санкт-Петербург
Марат: Набережные Челны
Гульнара Ахметова: Казань
Костя: ПЕРВЫЙ
Елена Викторовна: Воронеж, добрый вечер
Игорь Т.: Екатеринбург
Заработок 24: Заработок из любого города! http://bystro-dengi.example
Анна-Мария: Мы из Калининграда, у нас ещё светло
Денис Громов: Новосибирск, у нас уже ночь`), "\n")
}

// demoLines is a chat as chats of lectures are: greetings, questions, links, repeats, somebody selling something.
func demoLines() []string {
	return strings.Split(strings.TrimSpace(`
Светлана К.: Всем добрый вечер! Слышно отлично 👍
Артём: привет из Перми
Гульнара Ахметова: Здравствуйте, а запись будет?
Виктор Петрович: У меня звук пропадает, это у всех так?
Настя Л.: у меня всё норм, попробуйте обновить страницу
Артём: + тоже всё слышно
Денис Громов: Сколько вложили в первую партию, если не секрет?
Ольга Сергеевна: Подскажите, ИП или самозанятость для начала?
Лёша: 😂😂😂 про балкон прямо моя история
Марат: Марина, а если товар с маркировкой, тоже можно начать с малого?
Заработок 24: Хватит слушать теорию! Доход от 5000 в день тут http://bystro-dengi.example
Елена Викторовна: Спасибо, очень понятно объясняете!
Гульнара Ахметова: Так запись будет?? никто не ответил
Полина: будет, в начале сказали, придёт на почту
Гульнара Ахметова: Полина, спасибо!
Игорь Т.: Какой процент возвратов закладывать? Одежда.
Настя Л.: у нас 30 % на платья, на футболки меньше
Денис Громов: ого
Костя: ПЕРВЫЙ
Костя: ПЕРВЫЙ
Костя: ПЕРВЫЙ
Ирина Лаптева: По налогам отвечу завтра на отдельной встрече, приходите с вопросами
Тимур: а можно слайд назад? не успел записать цифры
Виктор Петрович: Обновил, звук есть, спасибо девушке
Анна-Мария: Мы с мужем смотрим вдвоём, спорим уже полчаса :)
Злой кот: какая чушь, деньги на ветер
Светлана К.: А как вы искали поставщика? Через знакомых или по объявлениям?
Марат: +1 к вопросу про поставщика
Жанна: Здравствуйте! Только подключилась, много пропустила?
Лёша: самое интересное ещё впереди
Ольга Сергеевна: Кассу надо покупать сразу или можно потом?
Тимур: <b>а так</b> буквы жирные получатся? & кавычки «»?
Сергей из Омска: У нас в Омске аренда от 900 за метр, это дорого?
Полина: зависит от места, у метро нормально
Сергей из Омска: у нас нет метро 🙂
Елена Викторовна: Пришлите, пожалуйста, таблицу с расчётом
Заработок 24: Кто ещё не с нами? Пишите в л.с., научу бесплатно, t.me/bystro_dengi_example
Игорь Т.: модератор, уберите рекламу пожалуйста
Жанна: А вы сами фотографировали товар или нанимали?
Анна-Мария: Муж говорит спасибо, убедили 🙌`), "\n")
}
