package app_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/platforms/telegram/sim"
)

// A person may know the questions by heart and answer them before they have arrived.
func TestAnsweringBeforeTheQuestionArrivesLeavesNoQuestionBehind(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 5003, "Иван", "ru")
	ivan.Sends("/start")
	ivan.Taps("Админ")
	ivan.Sees("Пришлите имя пользователя")

	desk.Sim.Slow("sendMessage", 100*time.Millisecond)
	ivan.Sends("ivan")
	ivan.Sends(apptest.AdminPassword)
	ivan.SeesButton("Список магазинов")
	ivan.WaitsFor(func(c sim.Chat) bool {
		for _, m := range c.Messages {
			if !m.Out && !m.Deleted && strings.Contains(m.Text, "пароль") {
				return false
			}
		}
		return true
	}, "that no question about a password is left")
}
