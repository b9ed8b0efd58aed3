package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/configs"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
	"frontdesk/store/engine"
)

// reporting opens a desk whose errors go to a person's chat, and that person, who has pressed START.
func reporting(t *testing.T) (*apptest.Desk, *simtest.P) {
	t.Helper()
	const chat = 9001
	desk := apptest.Open(t, apptest.Options{Configure: func(c *configs.Config) { c.Telegram.ReportChat = chat }})
	duty := desk.Stranger(t, chat, "Дежурный", "ru")
	duty.Sends("/start")
	duty.Sees("Кем вы входите?")
	return desk, duty
}

var errorNumber = regexp.MustCompile(`[0-9a-f]{8}`)

// number finds the error's number in a text.
func number(t *testing.T, text string) string {
	t.Helper()
	id := errorNumber.FindString(text)
	if id == "" {
		t.Fatalf("no number in %q", text)
	}
	return id
}

func TestAnErrorReachesTheReportChatWithItsNumberAndNoSecret(t *testing.T) {
	t.Parallel()
	desk, duty := reporting(t)
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	beginsAsAdmin(ivan)
	ivan.Sends("ivan")
	ivan.Sees("пришлите пароль")
	// Somebody has broken the database.
	execute(t, desk.Config.DatabaseURL, "ALTER TABLE auth_user RENAME COLUMN password TO secret_word")
	sent := ivan.Sends(apptest.AdminPassword)
	apology := ivan.Sees("Что-то сломалось у нас", "номер ошибки")
	ivan.SeesDeleted(sent.ID)
	id := number(t, apology.Text)

	report := duty.Sees("Ошибка " + id)
	if !strings.Contains(report.Text, "Чат: 6001") || !strings.Contains(report.Text, "password") {
		t.Errorf("chat and cause are not told: %s", report.Text)
	}
	if !strings.Contains(desk.Log(), id) {
		t.Errorf("the log does not have the number %s", id)
	}
	for _, secret := range []string{apptest.AdminPassword, strings.Split(desk.Config.Telegram.Token, ":")[1]} {
		if strings.Contains(report.Text, secret) || strings.Contains(desk.Log(), secret) {
			t.Errorf("%q is told", secret)
		}
	}
}

func TestTheSameCauseIsReportedOnceAMinute(t *testing.T) {
	t.Parallel()
	desk, duty := reporting(t)
	desk.AddAdmin("ivan")
	execute(t, desk.Config.DatabaseURL, "ALTER TABLE auth_user RENAME COLUMN password TO secret_word")
	fails := func(id int64) string {
		p := desk.Stranger(t, id, "Кто-то", "ru")
		beginsAsAdmin(p)
		p.Sends("ivan")
		p.Sees("пришлите пароль")
		p.Sends("пароль-пароль")
		return number(t, p.Sees("Что-то сломалось у нас").Text)
	}
	first := fails(6001)
	duty.Sees("Ошибка " + first)
	fails(6002)
	fails(6003)
	if n := told(duty, "Ошибка"); n != 1 {
		t.Errorf("%d reports within a minute\n%s", n, duty.Screen())
	}
	desk.Advance(61 * time.Second)
	duty.Sees("Ошибка "+fails(6004), "За минуту ещё 2 таких же")
	if n := told(duty, "Ошибка"); n != 2 {
		t.Errorf("%d reports\n%s", n, duty.Screen())
	}
}

// TestAScreenThatCannotBeDrawnIsAnErrorToo: what fails when a message is drawn must not end in silence.
func TestAScreenThatCannotBeDrawnIsAnErrorToo(t *testing.T) {
	t.Parallel()
	desk, duty := reporting(t)
	desk.Shop("Чай", "k1")
	anna := desk.Seller(t, 5001, "Анна", "ru", "k1")
	execute(t, desk.Config.DatabaseURL, "ALTER TABLE shops RENAME COLUMN name TO title")
	anna.Taps("Список магазинов")
	var id string
	until(t, "an apology", func() bool {
		desk.Advance(time.Second)
		if told(anna, "Что-то сломалось у нас") > 0 {
			id = number(t, anna.Sees("Что-то сломалось у нас").Text)
		}
		return id != ""
	})
	until(t, "a report", func() bool {
		desk.Advance(time.Second)
		return told(duty, "Ошибка "+id) > 0
	})
	if !strings.Contains(desk.Log(), id) {
		t.Errorf("the log does not have the number %s", id)
	}
}

// TestAPasswordDoesNotStayInTheChatWhileDjangoIsAway: the update waits for the host's database, the message does not.
func TestAPasswordDoesNotStayInTheChatWhileDjangoIsAway(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{HostCopy: djangoMarket})
	olga := desk.Stranger(t, 6001, "Ольга", "ru")
	beginsAsAdmin(olga)
	olga.Sends("olga")
	olga.Sees("пришлите пароль")
	release := locks(t, strings.TrimPrefix(desk.Config.HostDatabaseURL, "sqlite:"))
	olga.SeesDeleted(olga.Sends("demo-olga-пароль").ID)
	release()
	olga.Sees("Главное меню (Ольга: админ)")
}

// locks holds a database for itself until release.
func locks(t *testing.T, path string) (release func()) {
	t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000, MustExist: true})
	t.Cleanup(func() { db.Close() })
	if _, err := db.ExecContext(t.Context(), "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := db.ExecContext(t.Context(), "ROLLBACK"); err != nil {
			t.Error(err)
		}
	}
}

// TestAKeyForAShopThatIsGoneIsTakenOutOfTheChat: a refusal undoes what the handler left, but not that.
func TestAKeyForAShopThatIsGoneIsTakenOutOfTheChat(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.Shop("Чай")
	ivan := desk.Admin(t, 6001, "Иван", "ru", "ivan")
	ivan.TapsOn(opensEdit(ivan, "Чай"), "Ключ")
	ivan.Sees("Пришлите новый API-ключ")
	execute(t, desk.Config.DatabaseURL, "DELETE FROM shops")
	ivan.SeesDeleted(ivan.Sends("тайный-ключ-9").ID)
	ivan.Sees("Этого больше нет")
}

// TestAPasswordThatTelegramKeepsIsThePersonsToDelete: Telegram may refuse for good, and then only the person can.
func TestAPasswordThatTelegramKeepsIsThePersonsToDelete(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	beginsAsAdmin(ivan)
	ivan.Sends("ivan")
	ivan.Sees("пришлите пароль")
	desk.Sim.Inject(sim.Fault{Method: "deleteMessage", Code: 400, Description: "Bad Request: message can't be deleted for everyone"})
	ivan.Sends(apptest.AdminPassword)
	ivan.Sees("удалите сообщение с паролем сами")
	ivan.Sees("Главное меню (Иван: админ)")
}
