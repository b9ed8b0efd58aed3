package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"frontdesk/services/console"
	"frontdesk/store"
)

// signsUp makes somebody a user of the console, and gives their browser and person's id.
func (h *house) signsUp(username string) (*browser, int64) {
	h.t.Helper()
	b := h.browser()
	b.posts("/signup", "username", username, "password", "a long phrase of mine", "first_name", "Вера").wants(h.t, http.StatusSeeOther)
	user, err := h.db.FindConsoleUserByName(h.t.Context(), username)
	must(h.t, err)
	return b, user.PersonID()
}

func TestAnAdminClosesTheConsoleToSomebodyWhoSignedUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	admin := h.browser()
	admin.signsIn(olga, word)
	vera, id := h.signsUp("vera")
	phone := h.browser()
	phone.signsIn("vera", "a long phrase of mine")
	person := fmt.Sprintf("/people/%d", id)
	admin.gets("/people?list=console").wants(t, http.StatusOK, person, "Вера")
	admin.gets(person).wants(t, http.StatusOK, "доступ открыт", person+"/close")

	admin.posts(person+"/close").wants(t, http.StatusSeeOther)
	if vera.isIn() || phone.isIn() {
		t.Error("an open session goes on")
	}
	vera.signsIn("vera", "a long phrase of mine").wants(t, http.StatusUnprocessableEntity, "закрыл вам доступ к консоли")
	vera.signsIn("vera", "a wrong phrase").wants(t, http.StatusUnprocessableEntity, "не подошли")
	if vera.isIn() {
		t.Error("who is locked out has come in")
	}
	admin.gets(person).wants(t, http.StatusOK, "доступ закрыт", person+"/open")
	admin.posts(person+"/close").wants(t, http.StatusSeeOther) // a second tap changes nothing

	admin.posts(person+"/open").wants(t, http.StatusSeeOther)
	vera.signsIn("vera", "a long phrase of mine").wants(t, http.StatusSeeOther)
	if !vera.isIn() {
		t.Error("the console is open again, and she is not in")
	}
	admin.gets("/audit?action=user.close").wants(t, http.StatusOK, "Доступ к консоли закрыт: Вера", "olga")
	admin.gets("/audit?action=user.open").wants(t, http.StatusOK, "Доступ к консоли открыт: Вера")
}

func TestTheConsoleIsClosedToWhoHasLinkedTelegramToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	admin := h.browser()
	admin.signsIn(olga, word)
	vera, id := h.signsUp("vera")
	must(t, h.db.Write(t.Context(), func(ctx ctx, tx *store.Tx) error {
		_, err := tx.LinkConsoleUser(ctx, -id, masha)
		return err
	}))
	if !vera.isIn() {
		t.Fatal("linking has ended her session")
	}
	person := fmt.Sprintf("/people/%d", masha)
	admin.gets(person).wants(t, http.StatusOK, "Пользователь консоли", person+"/close")
	admin.posts(person+"/close").wants(t, http.StatusSeeOther)
	if vera.isIn() {
		t.Error("the session goes on")
	}
	vera.posts("/login/"+h.loginLink(masha)).wants(t, http.StatusForbidden, "закрыл вам доступ к консоли")
	if vera.isIn() {
		t.Error("a link of the bot lets in to whom the console is closed")
	}
}

func TestNobodyClosesTheConsoleToThemselvesOrToADjangoUser(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	must(t, h.host.CreateAdmin(t.Context(), "ivan", cheapHash(t, word), h.clock.Now()))
	admin, other := h.browser(), h.browser()
	admin.signsIn(olga, word)
	other.signsIn("ivan", word)
	admin.posts("/people/-1/close").wants(t, http.StatusUnprocessableEntity)
	admin.posts("/people/-2/close").wants(t, http.StatusForbidden, "заведена не здесь")
	if !admin.isIn() || !other.isIn() {
		t.Error("somebody is out")
	}
}
