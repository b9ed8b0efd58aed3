package accounts_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/internal/djangohash"
	"frontdesk/services/accounts"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/engine"
	"frontdesk/store/host"
)

const (
	masha = 5_000_000_001 // more than 32 bits, as Telegram's ids are
	olga  = 5_000_000_002
	pavel = 5_000_000_003
)

// house is a shop's house with its bot: our database, the host's, and what people were told.
type house struct {
	*accounts.Service
	t      testing.TB
	db     *store.DB
	host   *host.Host
	clock  *clock.Fake
	guard  *guard
	django *sqlx.DB // another connection to the host's tables, as Django has one
	works  int

	mu   sync.Mutex
	told []string
}

// onBoth runs a test on a copy of the database that Django made, and on our own tables of the same shape.
func onBoth(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	t.Run("Django", func(t *testing.T) {
		t.Parallel()
		test(t, withDjango(t))
	})
	t.Run("without Django", func(t *testing.T) {
		t.Parallel()
		test(t, withoutDjango(t))
	})
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)), guard: &guard{}}
	var err error
	h.db, err = store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: h.clock.Now})
	must(t, err)
	t.Cleanup(func() { h.db.Close() })
	_, err = h.db.Migrate(t.Context(), false)
	must(t, err)
	return h
}

func (h *house) open(passwords accounts.Passwords) *house {
	h.t.Cleanup(func() { h.host.Close() })
	h.Service = accounts.New(accounts.Deps{DB: h.db, Host: h.host, Tell: h.tell, Now: h.clock.Now, Passwords: passwords})
	return h
}

// withDjango has the users olga (an admin, as are pavel, rita, semyon and fedor), tamara (not in the group) and ulyana
// (inactive), and the shops 1 to 7.
func withDjango(t testing.TB) *house {
	t.Helper()
	h := newHouse(t)
	h.openDjango()
	return h.open(h.guard)
}

func (h *house) openDjango() {
	h.t.Helper()
	content, err := os.ReadFile("../../store/host/testdata/django-market.sqlite3")
	must(h.t, err)
	path := filepath.Join(h.t.TempDir(), "market.sqlite3")
	must(h.t, os.WriteFile(path, content, 0o600))
	h.host, err = host.Open(h.t.Context(), "sqlite:"+path)
	must(h.t, err)
	h.django = engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000})
	h.t.Cleanup(func() { h.django.Close() })
}

// withoutDjango has the same shops and the one admin olga.
func withoutDjango(t testing.TB) *house {
	t.Helper()
	h := newHouse(t)
	h.openEmbedded("olga's hash")
	return h.open(h.guard)
}

func (h *house) openEmbedded(olgasHash string) {
	h.t.Helper()
	h.django = engine.OpenSQLite(h.db.Path(), engine.SQLiteOptions{Conns: 1, WAL: true, Immediate: true, BusyMS: 5000})
	h.t.Cleanup(func() { h.django.Close() })
	_, err := h.db.Migrate(h.t.Context(), true)
	must(h.t, err)
	h.host = host.Embedded(h.db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return h.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	for n := range 7 {
		_, err := h.host.CreateShop(h.t.Context(), domain.Shop{Name: fmt.Sprintf("Витрина %d", n+1)}, fmt.Sprintf("sample-key-%03d", n+1))
		must(h.t, err)
	}
	must(h.t, h.host.CreateAdmin(h.t.Context(), "olga", olgasHash, h.clock.Now()))
}

func (h *house) tell(u *work.Unit, chatID int64, key string, params map[string]any) {
	u.After(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		line := fmt.Sprintf("%d %s", chatID, strings.TrimPrefix(key, "notice."))
		if reason, ok := params["Reason"]; ok {
			line += fmt.Sprintf(": %v", reason)
		}
		h.told = append(h.told, line)
	})
}

// wantTold checks what people have been told since the last time.
func (h *house) wantTold(want ...string) {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if !slices.Equal(h.told, want) {
		h.t.Errorf("people were told %q, want %q", h.told, want)
	}
	h.told = nil
}

// unit begins a new update.
func (h *house) unit() *work.Unit {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.works++
	return work.New(fmt.Sprintf("update:42:%d", h.works))
}

func (h *house) commit(u *work.Unit) {
	h.t.Helper()
	must(h.t, u.Commit(h.t.Context(), h.db))
}

// sellerSends is one update with a key, from beginning to end.
func (h *house) sellerSends(id int64, key string) accounts.SignIn {
	h.t.Helper()
	u := h.unit()
	r, err := h.SignInSeller(h.t.Context(), u, person(id), key)
	must(h.t, err)
	h.commit(u)
	return r
}

// adminSends is one update with a password.
func (h *house) adminSends(id int64, username, password string) accounts.SignIn {
	h.t.Helper()
	u := h.unit()
	r, err := h.SignInAdmin(h.t.Context(), u, person(id), username, password)
	must(h.t, err)
	h.commit(u)
	return r
}

func (h *house) wantOutcome(got accounts.SignIn, want accounts.Outcome) {
	h.t.Helper()
	if got.Outcome != want {
		h.t.Errorf("outcome %d, want %d", got.Outcome, want)
	}
}

func (h *house) find(id int64) domain.TelegramUser {
	h.t.Helper()
	user, err := h.Find(h.t.Context(), id)
	must(h.t, err)
	if user == nil {
		h.t.Fatalf("person %d has no row in the host", id)
	}
	return *user
}

// djangoSets changes rows behind our back.
func (h *house) djangoSets(query string, args ...any) {
	h.t.Helper()
	result, err := h.django.ExecContext(h.t.Context(), query, args...)
	must(h.t, err)
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		h.t.Fatalf("%s changed %d rows (%v)", query, n, err)
	}
}

func (h *house) djangoBans(id int64, value bool) {
	h.t.Helper()
	h.djangoSets("UPDATE tg_bot_telegramuser SET is_banned = ? WHERE chat_id = ?", value, id)
}

// staff signs in the admin Olga and the seller Masha.
func (h *house) staff() {
	h.t.Helper()
	h.wantOutcome(h.adminSends(olga, "olga", right), accounts.SignedIn)
	h.wantOutcome(h.sellerSends(masha, "sample-key-001"), accounts.SignedIn)
}

func person(id int64) domain.Sender {
	return domain.Sender{ID: id, FirstName: fmt.Sprintf("Имя%d", id%1000), Username: fmt.Sprintf("user%d", id%1000)}
}

// right is the password that the guard lets in.
const right = "верный пароль"

// guard stands for the costly hashing: it lets one password in and writes down which hashes were worked on.
type guard struct {
	mu     sync.Mutex
	worked []string
	broken error
}

func (g *guard) Check(ctx context.Context, encoded, password string) (bool, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if strings.HasPrefix(encoded, "!") {
		return false, djangohash.ErrUnusable
	}
	if g.broken != nil {
		return false, g.broken
	}
	g.worked = append(g.worked, encoded)
	return password == right, ctx.Err()
}

// work gives the hashes worked on since the last time.
func (g *guard) work() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	worked := g.worked
	g.worked = nil
	return worked
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, err error, kind domain.Kind) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind {
		t.Errorf("error %v, want one of kind %v", err, kind)
	}
}

func (h *house) toldCount() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.told)
}

// forgetTold changes our note of who knows of a ban, and nothing else.
func (h *house) forgetTold(id int64, told bool) {
	h.t.Helper()
	must(h.t, h.db.Write(h.t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.SetBanTold(ctx, id, told, "") }))
}
