package sim

import "time"

// Demo is what SeedDemo made: who can be connected, and what there is to see.
type Demo struct {
	School Account // by e-mail and password; two organizations
	Shop   Account // by token
	// Running is on air under premoderation, Soon is planned within the hour; both are the school's. ShopRunning is the
	// shop's, on air.
	Running, Soon, ShopRunning int64
}

// SeedDemo fills a platform with a school and a shop, whose webinars were, are and will be around the clock's now.
func SeedDemo(s *Server) Demo {
	const school, club, shop = 77, 78, 90
	s.AddOrganization(school, "Школа «Своё дело»")
	s.AddOrganization(club, "Клуб выпускников")
	s.AddOrganization(shop, "Чайная лавка")
	d := Demo{
		School: s.AddAccount(Account{
			UserID: 100500, Name: "Марина", SecondName: "Ветрова", Email: "marina@school.example", Password: "lecture-2026",
			Organizations: []int64{school, club},
		}),
		Shop: s.AddAccount(Account{
			UserID: 100700, Name: "Олег", SecondName: "Чайкин", Email: "oleg@tea.example", Token: "demo-webinar-token", Organizations: []int64{shop},
		}),
	}
	now := s.now().Truncate(time.Minute)
	at := func(organization, owner int64, name, description, status string, in, lasts time.Duration) int64 {
		begins := now.Add(in)
		e := s.AddEvent(Event{
			Organization: organization, Owner: owner, Name: name, Description: description, StartsAt: begins, EndsAt: begins.Add(lasts),
			Sessions: []Session{{Name: name, Status: status, StartsAt: begins, EndsAt: begins.Add(lasts)}},
		})
		return e.Sessions[0].ID
	}
	const hour, day = time.Hour, 24 * time.Hour
	d.Running = at(school, d.School.UserID, "Лекция: как открыть магазин",
		"С чего начать, сколько нужно денег и где их не потерять. Вопросы — в чат.", StatusRunning, -20*time.Minute, 2*hour)
	d.Soon = at(school, d.School.UserID, "Практикум: карточка товара, которая продаёт",
		"Разбираем ваши карточки: фото, заголовок, цена.", StatusPlanned, 40*time.Minute, 90*time.Minute)
	at(school, d.School.UserID, "Вопросы и ответы: налоги и кассы", "Отвечает бухгалтер Ирина Лаптева.", StatusPlanned, day, hour)
	at(school, d.School.UserID, "Лекция: первые сто заказов", "Реклама без бюджета.", StatusPlanned, 3*day, 2*hour)
	at(school, d.School.UserID, "Лекция: склад на балконе", "Запись прошлого занятия.", StatusOver, -2*day, 2*hour)
	at(club, d.School.UserID, "Встреча выпускников: кто во что вырос", "Без записи.", StatusPlanned, 5*day, 2*hour)
	d.ShopRunning = at(shop, d.Shop.UserID, "Чайный вечер: пробуем габу", "Завариваем вместе. Чайник держите под рукой.", StatusRunning, -10*time.Minute, 2*hour)
	at(shop, d.Shop.UserID, "Как хранить чай летом", "Коротко и по делу.", StatusPlanned, 2*day, hour)
	s.addSeries(school, d.School.UserID, now)
	s.SetPremoderation(d.Running, "true")
	s.SetPremoderation(d.ShopRunning, "True")
	return d
}

// addSeries adds an event with several sessions, and one without any and without a picture, as the platform has them too.
func (s *Server) addSeries(organization, owner int64, now time.Time) {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	first := now.Add(2 * day)
	series := Event{
		Organization: organization, Owner: owner, Name: "Курс «Магазин за месяц»", Description: "Четыре занятия, по средам.",
		StartsAt: first, EndsAt: first.Add(3*week + 2*time.Hour),
	}
	for i, name := range []string{"Идея и товар", "Деньги и бумаги", "Витрина", "Реклама"} {
		begins := first.Add(time.Duration(i) * week)
		series.Sessions = append(series.Sessions, Session{Name: name, StartsAt: begins, EndsAt: begins.Add(2 * time.Hour)})
	}
	s.AddEvent(series)
	s.AddEvent(Event{Organization: organization, Owner: owner, Name: "Черновик: встреча с поставщиками", StartsAt: now.Add(9 * day)})
}
