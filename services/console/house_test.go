package console_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/accounts"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

const (
	ivan  = 5_000_000_001 // an admin of the bot
	masha = 5_000_000_002 // a seller
	lena  = 5_000_000_003 // has never signed in to the bot
	word  = "a long phrase of mine"
)

// house is the service on a real database, with the real people behind it and a clock of its own.
type house struct {
	*console.Service
	t     *testing.T
	db    *store.DB
	host  *host.Host
	clock *clock.Fake
	works int
}

// logins hold passwords as accounts does.
type logins struct{ *accounts.Service }

func (l logins) Login(ctx context.Context, u *work.Unit, address, username, password, own string) (console.Login, error) {
	r, err := l.Service.Login(ctx, u, address, username, password, own)
	return console.Login{OK: r.Outcome == accounts.SignedIn, LockedFor: r.LockedFor, Host: r.Host}, err
}

func newHouse(t *testing.T, mode console.SignUpMode) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC))}
	var err error
	h.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: h.clock.Now})
	must(t, err)
	t.Cleanup(func() { must(t, h.db.Close()) })
	_, err = h.db.Migrate(t.Context(), true)
	must(t, err)
	h.host = host.Embedded(h.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return h.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { must(t, h.host.Close()) })
	for id, role := range map[int64]domain.Role{ivan: domain.RoleAdmin, masha: domain.RoleSeller} {
		_, err := h.host.SaveSignIn(t.Context(), domain.Sender{ID: id, FirstName: map[int64]string{ivan: "Иван", masha: "Маша"}[id]}, role, h.clock.Now())
		must(t, err)
	}
	people := accounts.New(accounts.Deps{DB: h.db, Host: h.host, Now: h.clock.Now, Tell: func(*work.Unit, int64, string, map[string]any) {}})
	h.Service = console.New(console.Deps{
		DB: h.db, Host: h.host, Logins: logins{people}, People: people, SignUp: mode, BotName: func() string { return "desk_bot" }, Now: h.clock.Now,
	})
	return h
}

// work does a piece of work and commits it.
func (h *house) work(do func(u *work.Unit) error) error {
	h.works++
	u := work.New(fmt.Sprintf("test:%d", h.works))
	if err := do(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.db)
}

var somewhere = console.Visit{Address: "203.0.113.7", Agent: "Firefox"}

// joins signs somebody up, and gives the session's token.
func (h *house) joins(username, invitation string) (token string, err error) {
	h.t.Helper()
	err = h.work(func(u *work.Unit) error {
		e, err := h.Join(h.t.Context(), u, somewhere, console.Form{Username: username, Password: word, FirstName: "Вера"}, invitation, "")
		token = e.Token
		return err
	})
	return token, err
}

func (h *house) visitor(token string) console.Visitor {
	h.t.Helper()
	v, err := h.Session(h.t.Context(), token)
	must(h.t, err)
	return v
}

// over wants a session to be over.
func (h *house) over(token string) {
	h.t.Helper()
	if _, err := h.Session(h.t.Context(), token); domain.KindOf(err) != domain.KindNotFound || err == nil {
		h.t.Errorf("the session goes on: %v", err)
	}
}

func (h *house) follows(token string) (string, error) {
	h.t.Helper()
	var e console.Entry
	err := h.work(func(u *work.Unit) (err error) {
		e, err = h.UseLink(h.t.Context(), u, somewhere, token, "")
		return err
	})
	return e.Token, err
}

func wantKind(t *testing.T, err error, kind domain.Kind) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind {
		t.Errorf("the error is %v, want kind %v", err, kind)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
