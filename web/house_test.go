package web_test

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/accounts"
	"frontdesk/services/console"
	"frontdesk/services/live"
	"frontdesk/services/shops"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
	"frontdesk/texts"
	"frontdesk/web"
)

// The people of the house, and what they sign in with.
const (
	olga   = "olga"          // an admin of Django
	word   = "korrekt horse" // everybody's password
	masha  = 5_000_000_001   // a seller of the bot
	robber = "<script>alert(1)</script>"
)

// house is the console on a real database, with a clock of its own.
type house struct {
	t       *testing.T
	db      *store.DB
	host    *host.Host
	console *console.Service
	hub     *live.Hub
	clock   *clock.Fake
	pages   *web.Handler
	server  *httptest.Server
	shop    int64
}

type setting func(*console.Deps, *web.Deps)

func mode(m console.SignUpMode) setting { return func(c *console.Deps, _ *web.Deps) { c.SignUp = m } }

func newHouse(t *testing.T, settings ...setting) *house {
	t.Helper()
	h := emptyHouse(t)
	h.open(settings)
	return h
}

func emptyHouse(t *testing.T) *house {
	return &house{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), hub: live.NewHub()}
}

func (h *house) open(settings []setting) {
	t, ctx := h.t, h.t.Context()
	t.Helper()
	var err error
	h.db, err = store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: h.clock.Now})
	must(t, err)
	t.Cleanup(func() { must(t, h.db.Close()) })
	_, err = h.db.Migrate(ctx, true)
	must(t, err)
	h.host = host.Embedded(h.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return h.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { must(t, h.host.Close()) })
	h.settle()
	h.serve(settings)
}

// cheapHash is a hash of Django's that costs little: the tests check passwords often.
func cheapHash(t *testing.T, password string) string {
	t.Helper()
	sum, err := pbkdf2.Key(sha256.New, password, []byte("salt"), 1000, sha256.Size)
	must(t, err)
	return "pbkdf2_sha256$1000$salt$" + base64.StdEncoding.EncodeToString(sum)
}

func (h *house) settle() {
	h.t.Helper()
	ctx := h.t.Context()
	must(h.t, h.host.CreateAdmin(ctx, olga, cheapHash(h.t, word), h.clock.Now()))
	shop, err := h.host.CreateShop(ctx, domain.Shop{Name: "Лавка " + robber, Slug: "tea"}, "the key of the shop")
	must(h.t, err)
	h.shop = shop.ID
	_, err = h.host.SaveSignIn(ctx, domain.Sender{ID: masha, FirstName: "Маша", LastName: robber}, domain.RoleSeller, h.clock.Now())
	must(h.t, err)
	_, err = h.host.LinkShops(ctx, masha, []int64{h.shop})
	must(h.t, err)
}

// logins are accounts' checks in the console's words.
type logins struct{ *accounts.Service }

func (l logins) Login(ctx context.Context, u *work.Unit, address, username, password, own string) (console.Login, error) {
	r, err := l.Service.Login(ctx, u, address, username, password, own)
	return console.Login{OK: r.Outcome == accounts.SignedIn, LockedFor: r.LockedFor, Host: r.Host}, err
}

func (h *house) serve(settings []setting) {
	h.t.Helper()
	catalog, err := texts.Load("ru")
	must(h.t, err)
	people := accounts.New(accounts.Deps{DB: h.db, Host: h.host, Now: h.clock.Now, Tell: func(*work.Unit, int64, string, map[string]any) {}})
	market := shops.New(shops.Deps{DB: h.db, Host: h.host, Now: h.clock.Now, Find: people.Find})
	c := console.Deps{DB: h.db, Host: h.host, Logins: logins{people}, People: people, BotName: func() string { return "desk_bot" }, Now: h.clock.Now}
	w := web.Deps{
		Texts: catalog, Accounts: people, Shops: market, Live: h.hub, Now: h.clock.Now, Location: time.UTC, Log: zerolog.Nop(),
		Commit: func(ctx context.Context, u *work.Unit) error { return u.Commit(ctx, h.db) },
		Refresh: func(u *work.Unit, subject string) {
			u.After(func() { h.hub.Publish(live.Event{Topic: live.Of(subject), Kind: live.Changed}) })
		},
		MayFollow: func(ctx context.Context, person int64, topic live.Topic) (bool, error) {
			_, err := market.Shop(ctx, person, h.shop)
			return err == nil && topic == live.Of(fmt.Sprintf("shop:%d", h.shop)), nil
		},
	}
	for _, set := range settings {
		set(&c, &w)
	}
	h.console = console.New(c)
	w.Console = h.console
	h.pages, err = web.New(w)
	must(h.t, err)
	h.server = httptest.NewServer(h.pages)
	h.t.Cleanup(func() { h.pages.Close(); h.server.Close() })
}

// browser is somebody's browser.
type browser struct {
	*house
	client *http.Client
	from   string // the address that the proxy names; empty: none
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	return &browser{house: h, client: &http.Client{
		Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (b *browser) at(address string) *browser {
	b.from = address
	return b
}

// answer is what came back.
type answer struct {
	status int
	body   string
	header http.Header
}

func (b *browser) does(method, path string, form url.Values, headers ...string) answer {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.server.URL+path, strings.NewReader(form.Encode()))
	must(b.t, err)
	req.Header.Set("Accept-Language", "ru")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if b.from != "" {
		req.Header.Set("X-Forwarded-For", b.from)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := b.client.Do(req)
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	return answer{resp.StatusCode, string(body), resp.Header}
}

func (b *browser) gets(path string) answer { b.t.Helper(); return b.does(http.MethodGet, path, nil) }

func (b *browser) posts(path string, pairs ...string) answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.does(http.MethodPost, path, form)
}

func (b *browser) signsIn(name, password string) answer {
	b.t.Helper()
	return b.posts("/login", "username", name, "password", password)
}

// isIn tells whether the browser is signed in.
func (b *browser) isIn() bool { b.t.Helper(); return b.gets("/profile").status == http.StatusOK }

// cookie is the session's token in the browser.
func (b *browser) cookie() string {
	b.t.Helper()
	home, err := url.Parse(b.server.URL)
	must(b.t, err)
	for _, c := range b.client.Jar.Cookies(home) {
		if c.Name == "frontdesk" {
			return c.Value
		}
	}
	return ""
}

func (b *browser) setCookie(value string) {
	b.t.Helper()
	home, err := url.Parse(b.server.URL)
	must(b.t, err)
	b.client.Jar.SetCookies(home, []*http.Cookie{{Name: "frontdesk", Value: value, Path: "/"}})
}

// in does a piece of work of the bot's.
func (h *house) in(do func(u *work.Unit) error) error {
	u := work.New(fmt.Sprintf("test:%d", h.clock.Now().UnixNano()))
	if err := do(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.db)
}

func (h *house) loginLink(person int64) (token string) {
	h.t.Helper()
	must(h.t, h.in(func(u *work.Unit) error { token = h.console.LoginLink(u, person); return nil }))
	return token
}

func (a answer) wants(t *testing.T, status int, words ...string) {
	t.Helper()
	if a.status != status {
		t.Errorf("the answer is %d, want %d:\n%s", a.status, status, a.body)
	}
	for _, w := range words {
		if !strings.Contains(a.body, w) {
			t.Errorf("the answer does not say %q:\n%s", w, a.body)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// django changes the host's tables as Django does.
func (h *house) django(statement string) {
	h.t.Helper()
	must(h.t, h.db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	}))
}
