package web_test

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/services/console"
	"frontdesk/web"
)

func TestAnAdminSignsInAndOut(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.gets("/shops").wants(t, http.StatusSeeOther)
	if to := b.gets("/shops?q=tea").header.Get("Location"); to != "/login?next=%2Fshops%3Fq%3Dtea" {
		t.Errorf("who must sign in first is sent to %q", to)
	}
	b.signsIn(olga, "wrong").wants(t, http.StatusUnprocessableEntity, "Имя или пароль не подошли")
	b.signsIn("nobody", word).wants(t, http.StatusUnprocessableEntity, "Имя или пароль не подошли")
	b.posts("/login", "username", " Olga", "password", word).wants(t, http.StatusUnprocessableEntity) // Django's names have a case
	a := b.posts("/login", "username", olga, "password", word, "next", "/shops?q=tea")
	if a.wants(t, http.StatusSeeOther); a.header.Get("Location") != "/shops?q=tea" {
		t.Errorf("then to %q", a.header.Get("Location"))
	}
	for _, page := range []string{"/", "/shops", "/people", "/deliveries", "/audit", "/profile"} {
		b.gets(page).wants(t, http.StatusOK)
	}
	b.posts("/logout").wants(t, http.StatusSeeOther)
	if b.isIn() {
		t.Error("still in")
	}
}

func TestNobodyIsSentToAnotherSite(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, next := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/\tevil"} {
		a := h.browser().posts("/login", "username", olga, "password", word, "next", next)
		if to := a.header.Get("Location"); a.status != http.StatusSeeOther || to != "/" {
			t.Errorf("next=%q leads to %q (%d)", next, to, a.status)
		}
	}
}

func TestASessionIsNewAtEachSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.setCookie("an-attackers-token-that-was-planted-here")
	b.signsIn(olga, word).wants(t, http.StatusSeeOther)
	first := b.cookie()
	if first == "an-attackers-token-that-was-planted-here" || len(first) < 43 {
		t.Fatalf("the session goes on under a token that was there before: %q", first)
	}
	b.signsIn(olga, word).wants(t, http.StatusSeeOther)
	if b.cookie() == first {
		t.Error("a second sign-in has the same token")
	}
	old := h.browser()
	if old.setCookie(first); old.isIn() {
		t.Error("the token before the second sign-in is still good")
	}
}

func TestASessionEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, idle := h.browser(), h.browser()
	b.signsIn(olga, word)
	idle.signsIn(olga, word)
	for range 3 {
		h.clock.Advance(29 * 24 * time.Hour)
		if !b.isIn() {
			t.Fatal("a session that is used ends")
		}
	}
	if idle.isIn() {
		t.Error("a session that nobody used for three months stands")
	}
	b.posts("/logout/everywhere")
	if b.isIn() {
		t.Error("signed out everywhere, and still in")
	}
}

func TestSigningOutEverywhereAndADeactivatedUserEndOtherSessions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	here, there := h.browser(), h.browser()
	here.signsIn(olga, word)
	there.signsIn(olga, word)
	here.posts("/logout/everywhere").wants(t, http.StatusSeeOther)
	if there.isIn() {
		t.Error("the other device is still in")
	}
	here.signsIn(olga, word)
	h.django("UPDATE auth_user SET is_active = 0")
	if here.isIn() {
		t.Error("a deactivated Django user is still in")
	}
}

func TestWhoIsNoLongerInTheGroupIsNoAdmin(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signsIn(olga, word)
	h.django("DELETE FROM auth_user_groups")
	for _, page := range []string{"/people", "/deliveries", "/audit"} {
		b.gets(page).wants(t, http.StatusForbidden)
	}
	b.posts("/people/5000000001/ban").wants(t, http.StatusForbidden)
	h.browser().signsIn(olga, word).wants(t, http.StatusUnprocessableEntity)
}

func TestGuessingPasswordsIsStopped(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	for i := range 4 {
		h.browser().at("203.0.113."+string(rune('1'+i))).signsIn(olga, "guess").wants(t, http.StatusUnprocessableEntity)
	}
	h.browser().at("203.0.113.9").signsIn("OLGA", "guess").wants(t, http.StatusTooManyRequests, "15 минут")
	h.browser().at("203.0.113.10").signsIn(olga, word).wants(t, http.StatusTooManyRequests)
	h.clock.Advance(15*time.Minute + time.Second)
	h.browser().at("203.0.113.10").signsIn(olga, word).wants(t, http.StatusSeeOther)
}

func TestAnAddressThatGuessesIsStoppedAndAnOwnAccountDoesNotHelp(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	b := h.browser().at("198.51.100.7")
	b.posts("/signup", "username", "mallory", "password", "a long enough one").wants(t, http.StatusSeeOther)
	for i := range 4 {
		b.signsIn("victim-"+string(rune('a'+i)), "guess").wants(t, http.StatusUnprocessableEntity)
		if i == 2 {
			b.signsIn("mallory", "a long enough one").wants(t, http.StatusSeeOther)
		}
	}
	b.signsIn("victim-z", "guess").wants(t, http.StatusTooManyRequests)
	h.browser().at("198.51.100.8").signsIn(olga, word).wants(t, http.StatusSeeOther)
}

func TestOneNeighbourhoodDoesNotKeepUsBusy(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	limited := false
	for i := range 30 { // addresses of one household
		a := h.browser().at("2001:db8:1:2::" + string(rune('a'+i%6))).posts("/login/no-such-token-anywhere-1234")
		limited = limited || a.status == http.StatusTooManyRequests
	}
	if !limited {
		t.Error("thirty tries in a row are all looked at")
	}
	h.browser().at("2001:db8:1:3::1").posts("/login/no-such-token-anywhere-1234").wants(t, http.StatusNotFound)
}

func TestALinkOfTheBotSignsInOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	path := "/login/" + h.loginLink(masha)
	for range 3 { // preview robots look at it
		h.browser().gets(path).wants(t, http.StatusOK, "одноразовая")
	}
	b := h.browser()
	b.posts(path).wants(t, http.StatusSeeOther)
	b.gets("/shops").wants(t, http.StatusOK, "Лавка")
	b.gets("/people").wants(t, http.StatusForbidden)
	other := h.browser()
	other.posts(path).wants(t, http.StatusNotFound, "уже использована")
	other.gets(path).wants(t, http.StatusNotFound)
	if other.isIn() {
		t.Error("a used link signs in")
	}
}

func TestALinkOfTheBotIsOverAfterFiveMinutesOrWhenANewerOneIsMade(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	old, fresh := h.loginLink(masha), h.loginLink(masha)
	h.browser().posts("/login/"+old).wants(t, http.StatusNotFound)
	h.clock.Advance(5*time.Minute + time.Second)
	h.browser().posts("/login/"+fresh).wants(t, http.StatusNotFound)
}

func TestTwoWhoFollowOneLinkAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	path := "/login/" + h.loginLink(masha)
	var in atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		b := h.browser()
		all.Go(func() {
			if b.posts(path).status == http.StatusSeeOther {
				in.Add(1)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("%d have come in by one link", in.Load())
	}
}

func TestABannedPersonIsKeptOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.posts("/login/" + h.loginLink(masha))
	later := h.loginLink(masha)
	must(t, h.host.SetBanned(t.Context(), masha, true))
	b.gets("/shops").wants(t, http.StatusForbidden, "закрыл вам доступ")
	h.browser().posts("/login/"+later).wants(t, http.StatusForbidden)
}

func TestWhoMaySignUp(t *testing.T) {
	t.Parallel()
	form := []string{"username", "Vera", "password", "a long enough one", "email", "vera@example.org", "first_name", "Вера"}
	off := newHouse(t, mode(console.SignUpOff)).browser()
	off.gets("/signup").wants(t, http.StatusForbidden, "закрыта")
	off.posts("/signup", form...).wants(t, http.StatusForbidden)

	h := newHouse(t)
	stranger := h.browser()
	stranger.gets("/signup").wants(t, http.StatusForbidden, "приглашению")
	admin := h.browser()
	admin.signsIn(olga, word)
	page := admin.posts("/people/invite").body
	_, rest, _ := strings.Cut(page, "/signup/")
	token, _, _ := strings.Cut(rest, "<")
	stranger.gets("/signup/"+token).wants(t, http.StatusOK, "Зарегистрироваться")
	stranger.posts("/signup/"+token, "username", olga, "password", "a long enough one").wants(t, http.StatusConflict, "уже есть")
	stranger.posts("/signup/"+token, form...).wants(t, http.StatusSeeOther)
	stranger.gets("/").wants(t, http.StatusOK, "Вера")
	stranger.gets("/people").wants(t, http.StatusForbidden)
	h.browser().posts("/signup/"+token, "username", "second", "password", "a long enough one").wants(t, http.StatusNotFound)
	again := h.browser()
	again.signsIn("VERA ", "a long enough one").wants(t, http.StatusSeeOther)
}

func TestWhatASignUpRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	for name, form := range map[string][]string{
		"короткий":    {"username", "vera", "password", "short"},
		"угадать":     {"username", "verochka22", "password", "Verochka22"},
		"только":      {"username", "ve ra", "password", "a long enough one"},
		"от 3 до 64":  {"username", "v", "password", "a long enough one"},
		"e-mail":      {"username", "vera", "password", "a long enough one", "email", "nowhere"},
		"наибольшая":  {"username", "vera", "password", strings.Repeat("ab", 200)},
		"наибольшая ": {"username", "vera", "password", "a long enough one", "first_name", strings.Repeat("я", 101)},
	} {
		a := h.browser().at("192.0.2."+string(rune('1'+len(name)%9))).posts("/signup", form...)
		a.wants(t, http.StatusUnprocessableEntity, strings.TrimSpace(name))
		if strings.Contains(a.body, "a long enough one") {
			t.Error("the password comes back in the page")
		}
	}
}

func TestChangingThePassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t, mode(console.SignUpOpen))
	here, there := h.browser(), h.browser()
	here.posts("/signup", "username", "vera", "password", "a long enough one").wants(t, http.StatusSeeOther)
	there.signsIn("vera", "a long enough one")
	here.posts("/profile/password", "old", "wrong", "new", "quite another one").wants(t, http.StatusUnprocessableEntity, "не подошёл")
	before := here.cookie()
	here.posts("/profile/password", "old", "a long enough one", "new", "quite another one").wants(t, http.StatusSeeOther)
	if !here.isIn() || here.cookie() == before {
		t.Error("who changed it is out, or goes on under the old token")
	}
	if there.isIn() {
		t.Error("the other device is still in")
	}
	there.signsIn("vera", "a long enough one").wants(t, http.StatusUnprocessableEntity)
	there.signsIn("vera", "quite another one").wants(t, http.StatusSeeOther)
	admin := h.browser()
	admin.signsIn(olga, word)
	admin.posts("/profile/password", "old", word, "new", "quite another one").wants(t, http.StatusForbidden, "на сайте")
}

func TestTheCookieIsTheHouses(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(_ *console.Deps, w *web.Deps) { w.PublicURL = "https://desk.example.org" })
	set := h.browser().signsIn(olga, word).header.Get("Set-Cookie")
	for _, want := range []string{"__Host-frontdesk=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie lacks %s: %s", want, set)
		}
	}
}
