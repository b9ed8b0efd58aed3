package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/internal/clock"
	"frontdesk/platforms/telegram/sim/simtest"
	webinarsim "frontdesk/platforms/webinar/sim"
)

// platform is a simulated Webinar.ru that takes seven seconds for premoderation, by a clock of its own.
type platform struct {
	*webinarsim.Running
	clock *clock.Fake
}

func startPlatform() (*platform, error) {
	clk := clock.NewFake(apptest.Began())
	run, err := webinarsim.Start(webinarsim.Options{Clock: clk, PremoderationDelay: 7 * time.Second})
	return &platform{run, clk}, err
}

// studio is a Frontdesk beside a platform with the webinars of the demo, and a seller who has connected its school.
func studio(t *testing.T) (desk *apptest.Desk, platform *platform, demo webinarsim.Demo, anna *simtest.P) {
	t.Helper()
	platform, err := startPlatform()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = platform.Close() })
	demo = webinarsim.SeedDemo(platform.Server)
	desk = apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) {
		c.Webinar.CookieURL, c.Webinar.UserAPIURL = platform.CookieURL, platform.UserAPIURL
		c.PublicURL = "https://desk.example.org"
	}})
	desk.Shop("Чай", "tea")
	anna = desk.Seller(t, 5001, "Анна", "ru", "tea")
	anna.Taps("Вебинары")
	anna.Taps("Подключить аккаунт")
	anna.Taps("E-mail и пароль")
	anna.Sees("Пришлите e-mail")
	anna.Sends(demo.School.Email)
	anna.Sees("Пришлите пароль")
	said := anna.Sends(demo.School.Password)
	anna.SeesDeleted(said.ID)
	anna.Sees("Аккаунт авторизован", "Данные Webinar", "Марина Ветрова")
	return desk, platform, demo, anna
}

var inviteLink = regexp.MustCompile(`\?start=(m-[A-Za-z0-9_-]+)`)

func TestASellerRunsAWebinarFromThePhone(t *testing.T) {
	t.Parallel()
	desk, platform, demo, anna := studio(t)
	anna.Taps("Расписание вебинаров")
	anna.Sees("Практикум: карточка товара, которая продаёт")
	anna.Taps("Практикум")
	anna.Sees("Разбираем ваши карточки", "Запланирован")
	anna.Taps("Панель управления")
	anna.Taps("Запустить")
	anna.Taps("Да, запустить")
	anna.Sees("Отменить это нельзя")
	anna.Taps("Запустить, отменить нельзя")
	anna.Sees("Идёт сейчас", "Кто запустил: Анна")
	if status := platform.Status(demo.Soon); status != webinarsim.StatusRunning {
		t.Errorf("at the platform it is %q", status)
	}
	anna.Taps("Включить премодерацию")
	anna.Sees("применяется, обычно 5–10 с")
	until(t, "that the platform has confirmed", func() bool {
		platform.clock.Advance(time.Second)
		desk.Advance(time.Second)
		return strings.Contains(anna.Screen(), "Премодерация включена")
	})

	// A restart in the middle: the buttons of before still work.
	desk.Restart()
	anna.Taps("Виджет")
	anna.Taps("Сделать виджет")
	anna.Sees("https://desk.example.org/overlay/")
	anna.Taps("Размер шрифта")
	anna.Taps("+")
	anna.Sees("Сейчас 26")
}

func TestAModeratorWithoutASignInComesByALink(t *testing.T) {
	t.Parallel()
	desk, _, _, anna := studio(t)
	anna.Taps("Модераторы")
	anna.Taps("Пригласить модератора")
	var link string
	until(t, "the link and its picture", func() bool {
		for _, m := range anna.Messages() {
			if found := inviteLink.FindStringSubmatch(m.Text); found != nil {
				link = found[1]
			}
		}
		return link != "" && told(anna, "Приглашение модератора") > 0
	})
	petr := desk.Stranger(t, 5002, "Пётр", "ru")
	petr.Sends("/start " + link)
	petr.Sees("Вас зовут модерировать", "Владелец: Анна")
	petr.Taps("Принять приглашение")
	petr.Sees("Расписание вебинаров", "Лекция: как открыть магазин")
	petr.Sends("/start")
	petr.Taps("Вебинары")
	petr.Taps("Лекция: как")
	petr.Taps("Панель управления")
	petr.SeesButton("Модерация")
	seesNoButton(petr, "Завершить")
	until(t, "that the owner is told", func() bool { return told(anna, "Пётр теперь модерирует") > 0 })
}
