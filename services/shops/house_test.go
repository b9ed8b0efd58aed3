package shops

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

// The people of the tests, by Telegram's user id: more than 32 bits, as Telegram's ids are.
const (
	masha    = 5_000_000_001 // a seller, linked to the shop
	petya    = 5_000_000_002 // a seller of another shop
	olga     = 5_000_000_003 // an admin
	bannedID = 5_000_000_004 // a linked seller, banned
	idleID   = 5_000_000_005 // a linked seller whose subscription is over
	outID    = 5_000_000_006 // a linked seller who signed out
	stranger = 5_000_000_007
)

// house is a shop's office: our database, the host's tables, and people.
type house struct {
	*Service
	t        *testing.T
	clock    *clock.Fake
	external bool
	shop     int64 // masha's
	other    int64 // petya's
}

// eachHouse runs a test without Django and beside one.
func eachHouse(t *testing.T, test func(t *testing.T, h *house)) {
	t.Parallel()
	t.Run("without Django", func(t *testing.T) {
		t.Parallel()
		test(t, newHouse(t, false))
	})
	t.Run("beside Django", func(t *testing.T) {
		t.Parallel()
		test(t, newHouse(t, true))
	})
}

func newHouse(t *testing.T, external bool) *house {
	t.Helper()
	ctx := t.Context()
	fake := clock.NewFake(time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC))
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "frontdesk.db"), store.Options{Now: fake.Now})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	_, err = db.Migrate(ctx, !external)
	must(t, err)
	h := &house{t: t, clock: fake, external: external}
	desk := embedded(t, db)
	h.shop, h.other = 1, 2
	if external {
		desk = besideDjango(t)
	} else {
		h.shop, h.other = openShop(t, desk, "Лавка Маши"), openShop(t, desk, "Лавка Пети")
	}
	h.Service = New(Deps{DB: db, Host: desk, Now: fake.Now})
	h.settle()
	return h
}

func embedded(t *testing.T, db *store.DB) *host.Host {
	t.Helper()
	desk := host.Embedded(db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { must(t, desk.Close()) })
	return desk
}

func besideDjango(t *testing.T) *host.Host {
	t.Helper()
	content, err := os.ReadFile("../../store/host/testdata/django-market.sqlite3")
	must(t, err)
	path := filepath.Join(t.TempDir(), "market.sqlite3")
	must(t, os.WriteFile(path, content, 0o600))
	desk, err := host.Open(t.Context(), "sqlite:"+path)
	must(t, err)
	t.Cleanup(func() { must(t, desk.Close()) })
	return desk
}

func openShop(t *testing.T, desk *host.Host, name string) int64 {
	t.Helper()
	shop, err := desk.CreateShop(t.Context(), domain.Shop{Name: name}, "key of "+name)
	must(t, err)
	return shop.ID
}

// settle signs the people in, and switches the shops off.
func (h *house) settle() {
	h.t.Helper()
	ctx := h.t.Context()
	for id, name := range map[int64]string{masha: "Маша", petya: "Петя", bannedID: "Борис", idleID: "Инна", outID: "Олег"} {
		h.signIn(id, name, domain.RoleSeller)
		shop := h.shop
		if id == petya {
			shop = h.other
		}
		_, err := h.host.LinkShops(ctx, id, []int64{shop})
		must(h.t, err)
	}
	h.signIn(olga, "Ольга", domain.RoleAdmin)
	must(h.t, h.host.SetBanned(ctx, bannedID, true))
	must(h.t, h.host.SetActive(ctx, idleID, false))
	must(h.t, h.host.SetLoggedOut(ctx, outID, true))
	for _, field := range []domain.ShopField{domain.FieldActive, domain.FieldPriceUpdating} {
		h.djangoSets(field, false)
	}
}

func (h *house) signIn(id int64, name string, role domain.Role) {
	h.t.Helper()
	_, err := h.host.SaveSignIn(h.t.Context(), domain.Sender{ID: id, FirstName: name}, role, h.clock.Now())
	must(h.t, err)
}

// djangoSets moves a switch behind our back.
func (h *house) djangoSets(field domain.ShopField, value bool) {
	h.t.Helper()
	_, err := h.host.SetShopFlag(h.t.Context(), h.shop, field, value)
	must(h.t, err)
}

// press does one update's work from beginning to end.
func (h *house) press(key string, do func(u *work.Unit) error) error {
	u := work.New(key)
	if err := do(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.db)
}

// sets is press for a switch, which has to succeed.
func (h *house) sets(key string, who int64, value bool) domain.Change {
	h.t.Helper()
	var r Result
	must(h.t, h.press(key, func(u *work.Unit) (err error) {
		r, err = h.Set(h.t.Context(), u, who, h.shop, domain.FieldActive, value)
		return err
	}))
	return r.Change
}

// undoes is press for Undo.
func (h *house) undoes(key string, who, change int64) error {
	return h.press(key, func(u *work.Unit) error {
		_, err := h.Undo(h.t.Context(), u, who, change)
		return err
	})
}

// on reads the switch as the host has it.
func (h *house) on() bool {
	h.t.Helper()
	shop, err := h.host.FindShop(h.t.Context(), h.shop)
	must(h.t, err)
	return shop.Active
}

// count counts rows of ours.
func (h *house) count(from string, args ...any) int {
	h.t.Helper()
	var n int
	must(h.t, h.db.Readers().GetContext(h.t.Context(), &n, "SELECT COUNT(*) FROM "+from, args...))
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused holds an error against the kind and the text that people are to read.
func refused(t *testing.T, err error, kind domain.Kind, key string) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind || keyOf(err) != key {
		t.Errorf("got %v, want %v (%s)", err, kind, key)
	}
}
