package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/app/apptest"
	"frontdesk/domain"
	"frontdesk/platforms/telegram/sim/simtest"
)

// wrongLogin is the one answer to everything that is wrong with a name and a password.
const wrongLogin = "Неверные имя или пароль"

// triesToSignIn sends a name and a password to the questions that a person stands in front of, and returns the password's
// message, which is gone.
func triesToSignIn(p *simtest.P, username, password string) {
	p.Sends(username)
	p.Sees("Имя: "+strings.TrimSpace(username), "пришлите пароль")
	p.SeesDeleted(p.Sends(password).ID)
}

// changesName goes back from the question for the password to that for the name.
func changesName(p *simtest.P) {
	p.Taps("⟵")
	p.Sees("Пришлите имя пользователя")
}

// beginsAsAdmin takes a person to the question for the name.
func beginsAsAdmin(p *simtest.P) {
	p.Sends("/start")
	p.Taps("Админ")
	p.Sees("Пришлите имя пользователя")
}

func TestAnAdminSignsInWithNameAndPassword(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	beginsAsAdmin(ivan)
	triesToSignIn(ivan, "ivan", apptest.AdminPassword)
	ivan.Sees("Главное меню (Иван: админ)")
	for _, label := range []string{"Список магазинов", "Люди", "Новый магазин", "Помощь", "Язык"} {
		ivan.SeesButton(label)
	}
	ivan.SeesNot("пароль")
	if user := desk.User(ivan); user == nil || user.Role != domain.RoleAdmin || !user.Active || user.Banned || user.LoggedOut {
		t.Errorf("the row in the database: %+v", user)
	}
}

func TestAnAdminSignsInInEnglish(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("emma")
	emma := desk.Stranger(t, 6001, "Emma", "en")
	emma.Sends("/start")
	emma.Taps("Admin")
	emma.Sees("username")
	emma.Sends("emma")
	emma.Sees("password")
	emma.SeesDeleted(emma.Sends("no").ID)
	emma.Sees("Wrong username or password", "Username: emma")
	emma.SeesDeleted(emma.Sends(apptest.AdminPassword).ID)
	emma.Sees("Main menu (Emma: admin)")
}

func TestAWrongNameAndAWrongPasswordSayTheSame(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	p := desk.Stranger(t, 6001, "Кто-то", "ru")
	beginsAsAdmin(p)
	triesToSignIn(p, "ivan", "наугад")
	first := p.Sees(wrongLogin)
	changesName(p)
	triesToSignIn(p, "nobody", apptest.AdminPassword)
	if second := p.Sees(wrongLogin); strings.Replace(second.Text, "nobody", "ivan", 1) != first.Text {
		t.Errorf("a wrong password says\n%s\nand a wrong name\n%s", first.Text, second.Text)
	}
	if user := desk.User(p); user != nil {
		t.Errorf("a row was made for somebody who did not sign in: %+v", user)
	}
	changesName(p)
	triesToSignIn(p, "ivan", apptest.AdminPassword)
	p.Sees("Главное меню")
}

// TestAPasswordThatIsSentAgainIsASecretToo is about what people do after a slip: they type the password once more.
func TestAPasswordThatIsSentAgainIsASecretToo(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	ivan := desk.Stranger(t, 6001, "Иван", "ru")
	beginsAsAdmin(ivan)
	triesToSignIn(ivan, "ivan", "верный-пароль-2")
	ivan.Sees(wrongLogin, "Имя: ivan", "пришлите пароль")
	ivan.SeesDeleted(ivan.Sends("верный-пароль-3").ID)
	ivan.Sees(wrongLogin, "Имя: ivan")
	ivan.SeesDeleted(ivan.Sends(apptest.AdminPassword).ID)
	ivan.Sees("Главное меню (Иван: админ)")
	ivan.SeesNot("верный-пароль")
}

func TestFiveFailuresLockThePersonForAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	thief := desk.Stranger(t, 6001, "Вор", "ru")
	beginsAsAdmin(thief)
	for n := range 4 {
		triesToSignIn(thief, fmt.Sprintf("guess%d", n), "наугад")
		thief.Sees(wrongLogin)
		changesName(thief)
	}
	triesToSignIn(thief, "guess4", "наугад")
	if closed := thief.Sees("Слишком много неудачных попыток", "через 15 минут"); strings.Contains(closed.Text, "ришлите") || labels(closed) != "⟵" {
		t.Errorf("a locked door asks: %s\n%s", closed.Text, labels(closed))
	}
	// What is sent to a locked door may be the password: it does not stay, and is not looked at.
	thief.SeesDeleted(thief.Sends(apptest.AdminPassword).ID)
	thief.Sees("Слишком много неудачных попыток", "через 15 минут")

	// The way back leads home, and the buttons there say at once what is left.
	thief.Taps("⟵")
	thief.Sees("Кем вы входите?")
	desk.Advance(10 * time.Minute)
	for _, button := range []string{"Продавец", "Админ"} {
		thief.Sends("/start")
		thief.Taps(button)
		if closed := thief.Sees("Слишком много неудачных попыток", "через 5 минут"); strings.Contains(closed.Text, "ришлите") || labels(closed) != "⟵" {
			t.Errorf("%s asks: %s\n%s", button, closed.Text, labels(closed))
		}
	}
	// Even the right password is not looked at now, and does not stay.
	thief.SeesDeleted(thief.Sends(apptest.AdminPassword).ID)
	thief.Sees("Слишком много неудачных попыток", "через 5 минут")
	if desk.User(thief) != nil {
		t.Fatal("came in through a locked door")
	}
	// The lock is on the person: somebody else signs in under that name meanwhile.
	desk.SignsInAsAdmin(desk.Stranger(t, 6002, "Иван", "ru"), "ru", "ivan", apptest.AdminPassword)

	desk.Advance(5*time.Minute + time.Second)
	// The closed door is still on the screen: who sends something to it now is asked for the name first.
	thief.SeesDeleted(thief.Sends(apptest.AdminPassword).ID)
	triesToSignIn(thief, "ivan", apptest.AdminPassword)
	thief.Sees("Главное меню")
}

func TestFiveFailuresLockTheNameForEverybody(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	desk.AddAdmin("vera")
	for n := range 5 {
		thief := desk.Stranger(t, 6001+int64(n), "Вор", "ru")
		beginsAsAdmin(thief)
		triesToSignIn(thief, []string{"ivan", "IVAN", " ivan ", "Ivan", "ivan"}[n], "наугад")
		if n < 4 {
			thief.Sees(wrongLogin)
		} else {
			thief.Sees("Слишком много неудачных попыток")
		}
	}
	ivan := desk.Stranger(t, 6010, "Иван", "ru")
	beginsAsAdmin(ivan)
	triesToSignIn(ivan, "ivan", apptest.AdminPassword)
	ivan.Sees("Слишком много неудачных попыток", "через 15 минут")
	// Another name is free, also for him.
	beginsAsAdmin(ivan)
	triesToSignIn(ivan, "vera", apptest.AdminPassword)
	ivan.Sees("Главное меню")
}

func TestManyAccountsShareOneDjangoUser(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	var all []*simtest.P
	for n, name := range []string{"Иван", "Пётр", "Анна"} {
		all = append(all, desk.Admin(t, 6001+int64(n), name, "ru", "office"))
	}
	for _, p := range all {
		if user := desk.User(p); user == nil || user.Role != domain.RoleAdmin {
			t.Errorf("%d is %+v", p.ID, user)
		}
	}
	all[0].Sends("/sign_out")
	all[0].Sees("Вы вышли")
	all[1].Taps("Люди")
	all[1].Sees("3 человека")
}

func TestSigningInAgainKeepsBansAndShopsAndRenewsTheRole(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	tea := desk.Shop("Чай", "k1")
	desk.AddAdmin("ivan")
	anna := desk.Seller(t, 6001, "Анна", "ru", "k1")
	before := desk.User(anna)
	anna.Sends("/sign_out")
	anna.Sees("Вы вышли")
	if !desk.User(anna).LoggedOut {
		t.Error("not logged out in the database")
	}
	desk.SignsInAsAdmin(anna, "ru", "ivan", apptest.AdminPassword)
	after := desk.User(anna)
	if after.ID != before.ID || after.Role != domain.RoleAdmin || after.LoggedOut || !after.CreatedAt.Equal(before.CreatedAt) || !desk.Linked(anna, tea) {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

// TestNobodySeesASecret goes through all that has a secret and looks for it where it must not be: in the log, in the chat
// and in what was sent to Telegram.
func TestNobodySeesASecret(t *testing.T) {
	t.Parallel()
	desk := apptest.Open(t, apptest.Options{})
	desk.AddAdmin("ivan")
	p := desk.Stranger(t, 6001, "Иван", "ru")
	beginsAsAdmin(p)
	triesToSignIn(p, "ivan", "неверный-пароль-7")
	p.Sees(wrongLogin)
	p.SeesDeleted(p.Sends(apptest.AdminPassword).ID)
	p.Taps("Новый магазин")
	p.Sees("Пришлите его название")
	p.Sends("Лавка")
	p.Sees("Пришлите API-ключ этого магазина")
	p.SeesDeleted(p.Sends("совсем-тайный-ключ-8").ID)
	p.Sees("Ключ: задан")
	desk.Stop()

	secrets := []string{apptest.AdminPassword, "неверный-пароль-7", "совсем-тайный-ключ-8", strings.Split(desk.Config.Telegram.Token, ":")[1]}
	sent := fmt.Sprintf("%v", desk.Sim.Sent())
	for _, secret := range secrets {
		if strings.Contains(desk.Log(), secret) {
			t.Errorf("the log holds %q", secret)
		}
		if strings.Contains(sent, secret) {
			t.Errorf("the bot has sent %q", secret)
		}
	}
}
