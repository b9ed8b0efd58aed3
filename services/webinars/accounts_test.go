package webinars_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestAWrongPasswordIsNotKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	creds := h.school()
	creds.Password = "другой"
	err := h.does(func(u *work.Unit) error { _, err := h.Connect(t.Context(), u, masha, creds); return err })
	wantKind(t, err, domain.KindUnauthorized)
	if !strings.Contains(fmt.Sprint(err), "ERROR_WRONG_CREDENTIALS") || strings.Contains(fmt.Sprint(err), creds.Password) {
		t.Errorf("the error must name the platform's code and no password: %v", err)
	}
	err = h.does(func(u *work.Unit) error {
		_, err := h.Connect(t.Context(), u, masha, domain.WebinarCredentials{Face: domain.WebinarCookie, Email: " "})
		return err
	})
	wantKind(t, err, domain.KindInvalid)
	if list, err := h.Accounts(t.Context(), masha); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestSecretsAreSealedInTheDatabase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	school, shop := h.connects(masha, h.school()), h.connects(masha, h.shop())
	must(t, h.db.Write(t.Context(), func(context.Context, *store.Tx) error { return nil }))
	for _, end := range []string{"", "-wal"} {
		file, err := os.ReadFile(h.db.Path() + end)
		must(t, err)
		for _, secret := range []string{h.demo.School.Password, h.demo.Shop.Token} {
			if bytes.Contains(file, []byte(secret)) {
				t.Errorf("a secret is readable in the database's file%s", end)
			}
		}
	}
	one, err := h.db.FindWebinarAccount(t.Context(), school.ID)
	must(t, err)
	if _, err := h.box.Open(one.Credentials, seal.Place("frontdesk_webinar_account.credentials", shop.ID)); err == nil {
		t.Error("a value that was moved to another row must not open")
	}
	if school.Login != h.demo.School.Email || shop.Login != "…oken" {
		t.Errorf("logins %q and %q", school.Login, shop.Login)
	}
}

func TestANewSecretKeyOpensEverything(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	h.connects(masha, h.shop())
	fresh, err := seal.New(bytes.Repeat([]byte{1}, seal.KeySize))
	must(t, err)
	must(t, h.db.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		n, left, err := webinars.Reseal(ctx, tx, h.box, fresh)
		if n != 3 || left != 0 { // two accounts, one session
			t.Errorf("%d sealed anew, %d left", n, left)
		}
		return err
	}))
	h.box = fresh
	h.restart()
	logins := h.calls("cookie POST /login")
	if e := h.event(masha, account.ID, h.demo.Running); !e.Running() {
		t.Errorf("%+v", e)
	}
	if h.calls("cookie POST /login") != logins {
		t.Error("the session was lost: the platform was signed in to again")
	}
}

func TestTheSameLoginIsTheSameAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.connects(masha, h.school())
	h.moderates(masha, ivan, first.ID)
	e := h.event(masha, first.ID, h.demo.Running)
	creds := h.school()
	creds.Email = "  " + strings.ToUpper(creds.Email[:1]) + creds.Email[1:]
	again := h.connects(masha, h.school())
	if again.ID != first.ID {
		t.Errorf("accounts %d and %d", first.ID, again.ID)
	}
	if other := h.connects(petr, h.school()); other.ID == first.ID {
		t.Error("another person's account was taken over")
	}
	if s, err := h.Standing(t.Context(), ivan, first.ID); err != nil || s != domain.Moderator {
		t.Errorf("the moderator was lost: %v, %v", s, err)
	}
	must(t, h.does(func(u *work.Unit) error { return h.Disconnect(t.Context(), u, masha, first.ID) }))
	_, err := h.Open(t.Context(), first.ID)
	wantKind(t, err, domain.KindNotFound)
	_, err = h.Event(t.Context(), masha, e.ID)
	wantKind(t, err, domain.KindNotFound)
	_, err = h.Event(t.Context(), olga, e.ID)
	wantKind(t, err, domain.KindNotFound)
	if is, err := h.IsModerator(t.Context(), ivan); err != nil || is {
		t.Errorf("ivan moderates an account that is gone: %v, %v", is, err)
	}
	if back := h.connects(masha, h.school()); back.ID != first.ID || h.row(masha, e.ID).Name != e.Name {
		t.Error("what was connected again must have its events")
	}
	if s, err := h.Standing(t.Context(), ivan, first.ID); err != nil || s != domain.Nobody {
		t.Errorf("the moderator came back uninvited: %v, %v", s, err)
	}
}

func TestASessionThatExpiresInMidEventIsRenewedAndKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	handle, err := h.Open(t.Context(), account.ID)
	must(t, err)
	h.platform.ExpireSessions()
	_, _, err = handle.Chat(t.Context(), h.demo.Running)
	must(t, err)
	logins := h.calls("cookie POST /login")
	h.restart()
	handle, err = h.Open(t.Context(), account.ID)
	must(t, err)
	_, _, err = handle.Chat(t.Context(), h.demo.Running)
	must(t, err)
	if h.calls("cookie POST /login") != logins {
		t.Error("the renewed session was not kept")
	}
	if shared, err := h.Open(t.Context(), account.ID); err != nil || shared != handle {
		t.Errorf("the handle is not shared: %v", err)
	}
	h.wantTold()
}

func TestTheOwnerIsToldOnceThatThePlatformNoLongerTakesThePassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	account := h.connects(masha, h.school())
	handle, err := h.Open(t.Context(), account.ID)
	must(t, err)
	h.platform.SetPassword(h.demo.School.Email, "новый")
	h.platform.ExpireSessions()
	for range 3 {
		_, _, err = handle.Chat(t.Context(), h.demo.Running)
		wantKind(t, err, domain.KindUnauthorized)
	}
	h.wantTold("2 notice.webinar_refused")
	if a, err := h.Account(t.Context(), masha, account.ID); err != nil || a.Trouble != "trouble.webinar_credentials" {
		t.Errorf("%+v, %v", a, err)
	}
	creds := h.school()
	creds.Password = "новый"
	if again := h.connects(masha, creds); again.ID != account.ID || again.Trouble != "" {
		t.Errorf("%+v", again)
	}
	if p := h.schedule(masha, account.ID); p.Account.Trouble != "" || len(p.Events) == 0 {
		t.Errorf("%+v", p)
	}
	h.wantTold()
}

func TestNobodySeesAnAccountBeforeItsUnitIsCommitted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	u := work.New("update:never")
	a, err := h.Connect(t.Context(), u, masha, h.school())
	must(t, err)
	_, err = h.Account(t.Context(), masha, a.ID)
	wantKind(t, err, domain.KindNotFound)
	if kept := h.connects(masha, h.school()); kept.ID != a.ID {
		t.Errorf("the second try has made another account: %d, %d", a.ID, kept.ID)
	}
}
