package subscriptions

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/domain"
	"frontdesk/internal/clock"
	"frontdesk/services/work"
	"frontdesk/store"
	"frontdesk/store/host"
)

const (
	ivan  = 5_000_000_001 // a seller who was switched off
	emma  = 5_000_000_002 // a seller whom Django made active
	olga  = 5_000_000_003 // an admin
	month = 30
)

// till is the service with both databases and a clock; what people are told is kept in said.
type till struct {
	*Service
	t     *testing.T
	clock *clock.Fake
	said  []string // "person key", in order, once committed
	gone  []string // the deliveries whose messages were removed
	sent  []domain.Delivery
	works int
}

func newTill(t *testing.T) *till {
	t.Helper()
	h := &till{t: t, clock: clock.NewFake(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))}
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "f.db"), store.Options{Now: h.clock.Now})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	_, err = db.Migrate(t.Context(), true)
	must(t, err)
	desk := host.Embedded(db.Readers(), func(ctx context.Context, fn func(ctx context.Context, tx host.OwnTx) error) error {
		return db.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return fn(ctx, tx) })
	})
	t.Cleanup(func() { must(t, desk.Close()) })
	for id, role := range map[int64]domain.Role{ivan: domain.RoleSeller, emma: domain.RoleSeller, olga: domain.RoleAdmin} {
		_, err := desk.SaveSignIn(t.Context(), domain.Sender{ID: id, FirstName: fmt.Sprint(id)}, role, h.clock.Now())
		must(t, err)
	}
	must(t, desk.SetActive(t.Context(), ivan, false))
	h.Service = New(Deps{
		DB: db, Host: desk, Chat: h, Clock: h.clock, Log: zerolog.Nop(), Grace: 3 * day,
		Plans: []domain.Plan{{Key: "month", Price: domain.Money{Amount: 300, Currency: "XTR"}, Days: month}},
		Admin: func(_ context.Context, id int64) (domain.TelegramUser, error) {
			if id != olga {
				return domain.TelegramUser{}, domain.Fail(domain.KindForbidden, "error.forbidden", nil)
			}
			return domain.TelegramUser{ChatID: id, Role: domain.RoleAdmin}, nil
		},
	})
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *till) Tell(ctx context.Context, tx *store.Tx, u *work.Unit, chatID int64, n Notice) error {
	d := domain.Delivery{Channel: domain.ChannelTelegram, Kind: domain.DeliveryNotice, Recipient: chatID, DedupeKey: n.Once}
	added, err := tx.AddDelivery(ctx, &d)
	if added {
		u.After(func() { h.said = append(h.said, fmt.Sprintf("%d %s", chatID%10, n.Key)) })
	}
	return err
}

func (h *till) Remove(_ context.Context, _ *store.Tx, u *work.Unit, _ int64, sentAs string) error {
	u.After(func() { h.gone = append(h.gone, sentAs) })
	return nil
}

func (h *till) Send(ctx context.Context, tx *store.Tx, u *work.Unit, d domain.Delivery) error {
	added, err := tx.AddDelivery(ctx, &d)
	if added {
		u.After(func() { h.sent = append(h.sent, d) })
	}
	return err
}

// does commits one piece of work.
func (h *till) does(fn func(u *work.Unit) error) error {
	h.works++
	u := work.New(fmt.Sprintf("update:%d", h.works))
	if err := fn(u); err != nil {
		return err
	}
	return u.Commit(h.t.Context(), h.DB)
}

// buys sends an invoice and gives its payload.
func (h *till) buys(person int64) string {
	h.t.Helper()
	must(h.t, h.does(func(u *work.Unit) error { return h.Buy(h.t.Context(), u, person, "month") }))
	return h.sent[len(h.sent)-1].Payload
}

func bill(payload string) domain.Receipt {
	return domain.Receipt{ChargeID: "charge of " + payload, Payload: payload, Price: domain.Money{Amount: 300, Currency: "XTR"}}
}

// pays takes an invoice through to its payment.
func (h *till) pays(person int64) domain.Receipt {
	h.t.Helper()
	r := bill(h.buys(person))
	must(h.t, h.Check(h.t.Context(), person, domain.Checkout{ID: "1", Payload: r.Payload, Price: r.Price}))
	h.paid(person, r)
	return r
}

func (h *till) paid(person int64, r domain.Receipt) {
	h.t.Helper()
	must(h.t, h.does(func(u *work.Unit) error { _, err := h.Paid(h.t.Context(), u, person, r); return err }))
}

func (h *till) looks() {
	h.t.Helper()
	must(h.t, h.Keeper().Look(h.t.Context()))
}

func (h *till) active(person int64) bool {
	h.t.Helper()
	user, err := h.Host.FindTelegramUser(h.t.Context(), person)
	must(h.t, err)
	return user.Active
}

func (h *till) wantActive(person int64, want bool) {
	h.t.Helper()
	if got := h.active(person); got != want {
		h.t.Errorf("on %v: is_active of %d is %v", h.clock.Now(), person%10, got)
	}
}

func (h *till) wantSaid(want ...string) {
	h.t.Helper()
	if !slices.Equal(h.said, want) {
		h.t.Errorf("said %q, not %q", h.said, want)
	}
	h.said = nil
}

func (h *till) wantEnd(person int64, days int) {
	h.t.Helper()
	sub, err := h.DB.FindSubscription(h.t.Context(), person)
	must(h.t, err)
	if want := h.clock.Now().Add(time.Duration(days) * day); !sub.EndsAt.Equal(want) {
		h.t.Errorf("ends at %v, not in %d days, at %v", sub.EndsAt, days, want)
	}
}
