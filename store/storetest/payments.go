package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/store"
)

func (h house) pay(person int64, charge string) domain.Payment {
	h.Helper()
	p := domain.Payment{
		PersonID: person, Plan: "month", Days: 30,
		Receipt: domain.Receipt{ChargeID: charge, Payload: "P", Price: domain.Money{Amount: 300, Currency: domain.CurrencyStars}},
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		first, err := tx.AddPayment(ctx, &p)
		if first != (p.ID != 0) {
			h.Errorf("first %v, number %d", first, p.ID)
		}
		return err
	})
	return p
}

// once runs a step that tells whether it was the first of its kind.
func (h house) once(step func(ctx context.Context, tx *store.Tx) (bool, error)) (first bool) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		first, err = step(ctx, tx)
		return err
	})
	return first
}

func paidOnce(h house) {
	one := h.pay(7, "a")
	if again := h.pay(7, "a"); again.ID != 0 || one.ID == 0 {
		h.Errorf("%+v, %+v", one, again)
	}
	two, others := h.pay(7, "b"), h.pay(8, "c")
	if one.ID == two.ID || two.ID == others.ID {
		h.Error("a number is there twice")
	}
	found, err := h.db.FindPaymentByCharge(h.Context(), "b")
	h.must(err)
	if found != two {
		h.Errorf("wrote %+v, read %+v", two, found)
	}
	list, total, err := h.db.ListPayments(h.Context(), 7, 1, 1)
	h.must(err)
	if total != 2 || len(list) != 1 || list[0].ID != one.ID {
		h.Errorf("%d: %+v", total, list)
	}
	_, err = h.db.FindPayment(h.Context(), 99)
	h.kind(err, domain.KindNotFound)
}

func refundedOnce(h house) {
	p := h.pay(7, "a")
	ask := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.AskRefund(ctx, p.ID, 9) }
	drop := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.DropRefund(ctx, p.ID) }
	back := func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.RefundPayment(ctx, p.ID) }
	for i, c := range []struct {
		step func(context.Context, *store.Tx) (bool, error)
		want bool
	}{{drop, false}, {ask, true}, {ask, false}, {drop, true}, {ask, true}, {back, true}, {back, false}, {ask, false}, {drop, false}} {
		if got := h.once(c.step); got != c.want {
			h.Errorf("step %d: %v", i, got)
		}
	}
	p, err := h.db.FindPayment(h.Context(), p.ID)
	h.must(err)
	if p.Status != domain.PaymentRefunded || p.RefundBy != 9 || p.RefundedAt.IsZero() {
		h.Errorf("%+v", p)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		left, err := tx.CountingPayments(ctx, 7)
		if len(left) != 0 {
			h.Errorf("still counts: %+v", left)
		}
		return err
	})
}

func invoiceEndsOnce(h house) {
	in := domain.Invoice{
		Payload: "P", PersonID: 7, ExpiresAt: time.Now().Add(time.Hour),
		Plan: domain.Plan{Key: "month", Title: "Месяц", Price: domain.Money{Amount: 300, Currency: "XTR"}, Days: 30},
	}
	h.write(func(ctx context.Context, tx *store.Tx) error { return tx.AddInvoice(ctx, in) })
	open, err := h.db.OpenInvoices(h.Context(), 7)
	h.must(err)
	if len(open) != 1 || open[0].Plan != in.Plan {
		h.Errorf("%+v", open)
	}
	end := func(ctx context.Context, tx *store.Tx) (bool, error) {
		return tx.SetInvoiceStatus(ctx, "P", domain.InvoicePaid)
	}
	if !h.once(end) || h.once(end) {
		h.Error("an invoice ends once")
	}
	later := time.Now().Add(2 * time.Hour)
	expired, err := h.db.ExpiredInvoices(h.Context(), later, 10)
	h.must(err)
	if len(expired) != 0 {
		h.Errorf("it is paid: %+v", expired)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.PruneInvoices(ctx, later, 10)
		if n != 1 {
			h.Errorf("%d forgotten", n)
		}
		return err
	})
}

func dueInOrder(h house) {
	at := time.UnixMilli(1_800_000_000_000).UTC()
	set := func(person int64, next time.Time) domain.Subscription {
		s := domain.Subscription{PersonID: person, EndsAt: at, Stage: domain.StageWeek, NextAt: next}
		h.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSubscription(ctx, s) })
		return s
	}
	first, second := set(9, at), set(3, at.Add(time.Second))
	third := set(5, at.Add(time.Second))
	set(1, at.Add(time.Hour))
	set(2, time.Time{})
	var last domain.Subscription
	for i, want := range []domain.Subscription{first, second, third} {
		due, err := h.db.DueSubscriptions(h.Context(), at.Add(time.Minute), last, 1)
		h.must(err)
		if len(due) != 1 || due[0] != want {
			h.Fatalf("%d: %+v, not %+v", i, due, want)
		}
		last = due[0]
	}
	if due, err := h.db.DueSubscriptions(h.Context(), at.Add(time.Minute), last, 1); err != nil || len(due) != 0 {
		h.Errorf("%+v, %v", due, err)
	}
	move := func(ctx context.Context, tx *store.Tx) (bool, error) {
		return tx.AdvanceSubscription(ctx, first, domain.StageEnd, at)
	}
	if !h.once(move) || h.once(move) {
		h.Error("it moves on from where it was read, once")
	}
	none, err := h.db.FindSubscription(h.Context(), 77)
	h.must(err)
	if none != (domain.Subscription{}) {
		h.Errorf("%+v", none)
	}
}

// paidTogether adds payments in many pieces at once, each charge twice, and some pieces are undone: what stays has numbers of
// its own.
func paidTogether(h house) {
	const charges = 100
	numbers := make([]int64, 2*charges)
	pieces := make([]func(ctx context.Context, tx *store.Tx) error, 2*charges)
	for i := range pieces {
		pieces[i] = func(ctx context.Context, tx *store.Tx) error {
			p := domain.Payment{
				PersonID: 7, Plan: "month", Days: 30,
				Receipt: domain.Receipt{ChargeID: fmt.Sprint("charge ", i/2), Payload: "P", Price: domain.Money{Amount: 300, Currency: domain.CurrencyStars}},
			}
			_, err := tx.AddPayment(ctx, &p)
			if numbers[i] = p.ID; err == nil && i%10 == 0 {
				err = errRefused
			}
			return err
		}
	}
	taken := map[int64]int{}
	for i, err := range h.together(pieces) {
		switch {
		case errors.Is(err, errRefused):
		case err != nil:
			h.Errorf("payment %d: %v", i, err)
		case numbers[i] != 0:
			taken[numbers[i]] = i
		}
	}
	if len(taken) != charges {
		h.Errorf("%d numbers for %d charges", len(taken), charges)
	}
	for number, i := range taken {
		p, err := h.db.FindPayment(h.Context(), number)
		if err != nil || p.Receipt.ChargeID != fmt.Sprint("charge ", i/2) {
			h.Errorf("number %d is %q, given to charge %d: %v", number, p.Receipt.ChargeID, i/2, err)
		}
	}
}
