package subscriptions

import (
	"context"
	"errors"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

func TestAPaymentCountsOnce(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	r := h.pays(ivan)
	h.wantActive(ivan, true)
	h.wantEnd(ivan, month)
	h.wantSaid("1 notice.paid")
	for range 3 {
		h.paid(ivan, r)
		h.looks()
	}
	h.wantEnd(ivan, month)
	h.wantSaid()
	if page, err := h.Receipts(t.Context(), ivan, 0, 5); err != nil || page.Total != 1 || page.Items[0].Plan != "month" {
		t.Errorf("%+v, %v", page, err)
	}
}

// Two messages about one payment on their way at once: both have looked before either was written.
func TestTwoHandsOnOnePayment(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	r := bill(h.buys(ivan))
	one, two := work.New("1"), work.New("2")
	for _, u := range []*work.Unit{one, two} {
		_, err := h.Paid(t.Context(), u, ivan, r)
		must(t, err)
	}
	must(t, one.Commit(t.Context(), h.DB))
	must(t, two.Commit(t.Context(), h.DB))
	h.wantEnd(ivan, month)
	h.wantSaid("1 notice.paid")
}

// The process dies at each step between the update's arrival and its whole effect, and does it again.
func TestDyingOnTheWayOfAPayment(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	died := errors.New("died")
	for name, until := range map[string]func(h *till, r domain.Receipt){
		"before anything was written": func(h *till, r domain.Receipt) {
			_, err := h.Paid(ctx, work.New("dead"), ivan, r) // and no commit
			must(t, err)
		},
		"in the transaction": func(h *till, r domain.Receipt) {
			err := h.does(func(u *work.Unit) error {
				if _, err := h.Paid(ctx, u, ivan, r); err != nil {
					return err
				}
				u.Write(func(context.Context, *store.Tx) error { return died })
				return nil
			})
			if !errors.Is(err, died) {
				t.Error(err)
			}
		},
		"before the host's row": func(h *till, r domain.Receipt) {
			in, err := h.DB.FindInvoice(ctx, r.Payload)
			must(t, err)
			dead := work.New("dead")
			must(t, h.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return h.record(ctx, tx, dead, ivan, in, r, false) }))
			h.wantActive(ivan, false)
			h.said = append(h.said, "1 notice.paid") // the delivery is in the table
		},
		"after the host's row": func(h *till, r domain.Receipt) {
			in, err := h.DB.FindInvoice(ctx, r.Payload)
			must(t, err)
			dead := work.New("dead")
			must(t, h.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return h.record(ctx, tx, dead, ivan, in, r, false) }))
			must(t, h.Host.SetActive(ctx, ivan, true))
			h.said = append(h.said, "1 notice.paid")
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newTill(t)
			r := bill(h.buys(ivan))
			until(h, r)
			h.looks() // the next life
			h.paid(ivan, r)
			h.looks()
			h.wantActive(ivan, true)
			h.wantEnd(ivan, month)
			h.wantSaid("1 notice.paid")
			sub, err := h.DB.FindSubscription(ctx, ivan)
			must(t, err)
			if sub.Stage != domain.StageWeek || sub.Free {
				t.Errorf("%+v", sub)
			}
		})
	}
}

// The keeper has read that the grace days are over, and is overtaken by a payment before it switches off.
func TestAPaymentOvertakesTheEnd(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	h.pays(ivan)
	h.clock.Advance(33 * day)
	old, err := h.DB.FindSubscription(t.Context(), ivan)
	must(t, err)
	h.pays(ivan)
	must(t, h.advance(t.Context(), old)) // with what it has read
	h.looks()
	h.wantActive(ivan, true)
	h.wantEnd(ivan, month)
	h.wantSaid("1 notice.paid", "1 notice.paid")
}

func TestDyingWhileSwitchingOff(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	h.pays(ivan)
	h.said = nil
	h.clock.Advance(33 * day)
	must(t, h.Host.SetActive(t.Context(), ivan, false)) // and died: who was told is not known
	h.looks()
	h.looks()
	h.wantActive(ivan, false)
	sub, err := h.DB.FindSubscription(t.Context(), ivan)
	must(t, err)
	if sub.Stage != domain.StageOver || !sub.NextAt.IsZero() {
		t.Errorf("%+v", sub)
	}
	// Django's admin switches the person on again: nothing of ours is due, and it stays.
	must(t, h.Host.SetActive(t.Context(), ivan, true))
	for range 100 {
		h.clock.Advance(day)
		h.looks()
	}
	h.wantActive(ivan, true)
	if st, err := h.State(t.Context(), ivan); err != nil || st.Access != AccessOpen {
		t.Errorf("%+v, %v", st, err)
	}
}

// A year, looked at every six hours: a payment early, one in time, one in the grace days, one after a pause, and an end.
func TestAYear(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	payOn := map[int]bool{0: true, 10: true, 61: true, 150: true}
	told := map[int][]string{
		0: {"1 notice.paid"}, 10: {"1 notice.paid"}, // until day 60
		53: {"1 notice.subs_ends"}, 57: {"1 notice.subs_ends"}, 59: {"1 notice.subs_ends"}, 60: {"1 notice.subs_ended"},
		61: {"1 notice.paid"}, // in the grace days: until day 91
		84: {"1 notice.subs_ends"}, 88: {"1 notice.subs_ends"}, 90: {"1 notice.subs_ends"}, 91: {"1 notice.subs_ended"},
		94:  {"1 notice.subs_off"},
		150: {"1 notice.paid"}, // until day 180
		173: {"1 notice.subs_ends"}, 177: {"1 notice.subs_ends"}, 179: {"1 notice.subs_ends"}, 180: {"1 notice.subs_ended"},
		183: {"1 notice.subs_off"},
	}
	for d := range 365 {
		if payOn[d] {
			h.pays(ivan)
		}
		for range 4 {
			h.looks()
			h.clock.Advance(6 * time.Hour)
		}
		if len(h.said) != 0 || len(told[d]) != 0 {
			t.Logf("day %d", d)
			h.wantSaid(told[d]...)
		}
		h.wantActive(ivan, d < 94 || d >= 150 && d < 183)
		h.wantActive(emma, true)
	}
}

// Away for weeks: one word about how things stand, and not the whole row of reminders.
func TestALongSleepIsNotCaughtUpWordByWord(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	h.pays(ivan)
	h.said = nil
	h.clock.Advance(29*day + time.Hour)
	h.looks()
	h.wantSaid("1 notice.subs_ends")
	h.clock.Advance(40 * day)
	h.looks()
	h.looks()
	h.wantSaid("1 notice.subs_off")
	h.wantActive(ivan, false)
}

func TestWhoIsAskedBeforeAPayment(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	payload := h.buys(ivan)
	price := domain.Money{Amount: 300, Currency: "XTR"}
	check := func(person int64, payload string, price domain.Money) string {
		err := h.Check(t.Context(), person, domain.Checkout{ID: "1", Payload: payload, Price: price})
		var e *domain.Error
		if errors.As(err, &e) {
			return e.Key
		}
		if err != nil {
			t.Error(err)
		}
		return ""
	}
	for _, c := range []struct{ want, got string }{
		{"", check(ivan, payload, price)},
		{"error.invoice_other", check(emma, payload, price)},
		{"error.invoice_unknown", check(ivan, "made up", price)},
		{"error.invoice_amount", check(ivan, payload, domain.Money{Amount: 299, Currency: "XTR"})},
		{"error.invoice_amount", check(ivan, payload, domain.Money{Amount: 300, Currency: "USD"})},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
	must(t, h.Host.SetBanned(t.Context(), ivan, true))
	if got := check(ivan, payload, price); got != "error.invoice_banned" {
		t.Error(got)
	}
	must(t, h.Host.SetBanned(t.Context(), ivan, false))
	h.paid(ivan, bill(payload))
	if got := check(ivan, payload, price); got != "error.invoice_paid" {
		t.Error(got)
	}
	old, newer := h.buys(ivan), h.buys(ivan)
	if got := check(ivan, old, price); got != "error.invoice_old" {
		t.Error(got)
	}
	h.Plans = []domain.Plan{{Key: "month", Price: domain.Money{Amount: 500, Currency: "XTR"}, Days: month}}
	if got := check(ivan, newer, price); got != "error.invoice_terms" {
		t.Error(got)
	}
	h.clock.Advance(invoiceLife)
	if got := check(ivan, newer, price); got != "error.invoice_old" {
		t.Error(got)
	}
	h.gone = nil
	h.looks()
	if len(h.gone) != 1 || h.gone[0] != sentAs(newer) {
		t.Errorf("taken away: %v", h.gone)
	}
}

// Money that came all the same is kept, and buys nothing by itself.
func TestMoneyThatFitsNoInvoice(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	wrong := bill(h.buys(ivan))
	wrong.Price.Amount = 1
	h.paid(ivan, wrong)
	h.paid(ivan, wrong)
	h.wantSaid("1 notice.paid_unclaimed")
	h.wantActive(ivan, false)
	p, err := h.DB.FindPaymentByCharge(t.Context(), wrong.ChargeID)
	must(t, err)
	if p.Status != domain.PaymentUnclaimed {
		t.Errorf("%+v", p)
	}
	must(t, h.does(func(u *work.Unit) error { return h.Refund(t.Context(), u, olga, p.ID) }))
}

// Somebody else's invoice, paid past our refusal: who paid has it.
func TestWhoPaidHasIt(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	h.paid(emma, bill(h.buys(ivan)))
	h.wantActive(ivan, false)
	h.wantEnd(emma, month)
}

func TestGivingMoneyBack(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	ctx := t.Context()
	r := h.pays(ivan)
	p, err := h.DB.FindPaymentByCharge(ctx, r.ChargeID)
	must(t, err)
	refund := func(actor int64) error {
		return h.does(func(u *work.Unit) error { return h.Refund(ctx, u, actor, p.ID) })
	}
	if err := refund(ivan); domain.KindOf(err) != domain.KindForbidden {
		t.Error(err)
	}
	must(t, refund(olga))
	if err := refund(olga); domain.KindOf(err) != domain.KindConflict {
		t.Error(err)
	}
	h.wantActive(ivan, true) // the money is not back yet
	h.said = nil
	p, err = h.Charge(ctx, p.ID)
	must(t, err)
	must(t, h.RefundRefused(ctx, p))
	h.wantSaid("3 notice.refund_refused")
	must(t, refund(olga))
	p, err = h.Charge(ctx, p.ID)
	must(t, err)
	must(t, h.RefundDone(ctx, p))
	must(t, h.RefundDone(ctx, p)) // the answer was lost
	must(t, h.does(func(u *work.Unit) error { return h.Refunded(ctx, u, r) }))
	h.looks()
	h.wantSaid("1 notice.refunded", "3 notice.refund_done")
	h.wantActive(ivan, false)
	h.pays(ivan)
	h.wantActive(ivan, true)
	h.wantEnd(ivan, month)
}

// What is left after a refund is what the other payments add up to, as if the one given back had never been.
func TestARefundTakesItsOwnPeriod(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	back := func(r domain.Receipt) {
		must(t, h.does(func(u *work.Unit) error { return h.Refunded(t.Context(), u, r) }))
		h.looks()
	}
	first := h.pays(ivan)
	h.clock.Advance(10 * day)
	second := h.pays(ivan)
	h.wantEnd(ivan, 50)
	h.clock.Advance(5 * day)
	h.said = nil
	back(first) // paid on day 10: until day 40
	h.wantEnd(ivan, 25)
	h.wantSaid("1 notice.refunded_until")
	back(second)
	h.wantActive(ivan, false)
	back(domain.Receipt{ChargeID: "nobody's"})

	// Long after its period, nothing is there to take.
	third := h.pays(ivan)
	h.clock.Advance(100 * day)
	h.looks()
	h.pays(ivan)
	back(third)
	h.wantEnd(ivan, month)
	h.wantActive(ivan, true)
}

func TestAnAdminsSwitchStandsInAPaidPeriod(t *testing.T) {
	t.Parallel()
	h := newTill(t)
	h.pays(ivan)
	must(t, h.Host.SetActive(t.Context(), ivan, false))
	h.said = nil
	for range 40 {
		h.clock.Advance(day)
		h.looks()
	}
	h.wantSaid()
	h.wantActive(ivan, false)
}
