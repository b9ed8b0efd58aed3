package subscriptions

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

const day = 24 * time.Hour

// Paid records money that the platform has taken from a person, once for each charge id: the payment, the new end date and
// the word to the person are one transaction. The host's row follows at once, by the keeper's hand.
//
// Money is never refused here, since it is ours already: what fits no invoice is kept as unclaimed, and the person is told
// whom to ask. news is false when the charge is known already.
func (s *Service) Paid(ctx context.Context, u *work.Unit, person int64, r domain.Receipt) (news bool, err error) {
	if _, err := s.DB.FindPaymentByCharge(ctx, r.ChargeID); err == nil {
		return false, nil // told twice
	} else if domain.KindOf(err) != domain.KindNotFound {
		return false, fmt.Errorf("look for the payment: %w", err)
	}
	in, err := s.DB.FindInvoice(ctx, r.Payload)
	switch {
	case err != nil && domain.KindOf(err) != domain.KindNotFound:
		return false, fmt.Errorf("read the invoice: %w", err)
	case err != nil || in.Plan.Price != r.Price:
		s.Log.Error().Str("charge", r.ChargeID).Int64("person", person).
			Msg("a payment fits no invoice of ours: look at it in the person's payments, and give it back or switch the person on")
		u.Write(func(ctx context.Context, tx *store.Tx) error { return s.keepUnclaimed(ctx, tx, u, person, r) })
		return true, nil
	}
	active, err := s.isActive(ctx, person)
	if err != nil {
		return false, err
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.record(ctx, tx, u, person, in, r, active) })
	return true, nil
}

// isActive reads the host's flag; a person without a row is not active.
func (s *Service) isActive(ctx context.Context, person int64) (bool, error) {
	user, err := s.Host.FindTelegramUser(ctx, person)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return false, fmt.Errorf("read who paid: %w", err)
	}
	return err == nil && user.Active, nil
}

func (s *Service) keepUnclaimed(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, r domain.Receipt) error {
	p := domain.Payment{PersonID: person, Receipt: r, Status: domain.PaymentUnclaimed}
	if first, err := tx.AddPayment(ctx, &p); err != nil || !first {
		return err
	}
	if err := tx.AddAudit(ctx, auditOf(u, person, "payment.unclaimed", p)); err != nil {
		return err
	}
	u.After(func() { s.Observe(EventUnclaimed) })
	return s.Chat.Tell(ctx, tx, u, person, Notice{Key: "notice.paid_unclaimed", Waited: true, Once: "paid:" + r.ChargeID, Params: map[string]any{
		"Money": r.Price, "Number": p.ID,
	}})
}

// record keeps a payment and lets it have its effect.
func (s *Service) record(ctx context.Context, tx *store.Tx, u *work.Unit, person int64, in domain.Invoice, r domain.Receipt, active bool) error {
	sub, err := tx.FindSubscription(ctx, person)
	if err != nil {
		return err
	}
	if !sub.Running() {
		sub = domain.Subscription{PersonID: person, Free: active}
	}
	sub.EndsAt = added(sub.EndsAt, tx.Now, in.Plan.Days)
	sub.Stage, sub.NextAt = domain.StageActivate, tx.Now
	p := domain.Payment{PersonID: person, Receipt: r, Plan: in.Plan.Key, Days: in.Plan.Days, Until: sub.EndsAt}
	first, err := tx.AddPayment(ctx, &p)
	if err != nil || !first {
		return err
	}
	if err := tx.SetSubscription(ctx, sub); err != nil {
		return err
	}
	if _, err := tx.SetInvoiceStatus(ctx, in.Payload, domain.InvoicePaid); err != nil {
		return err
	}
	if err := tx.AddAudit(ctx, auditOf(u, person, "payment.done", p)); err != nil {
		return err
	}
	// Its keyboard cannot lose the button, and its text cannot be edited: an invoice is tidied away as a whole.
	if err := s.Chat.Remove(ctx, tx, u, in.PersonID, sentAs(in.Payload)); err != nil {
		return err
	}
	// Before the messages go out, so that whoever reads "paid" finds the doors open.
	u.After(func() { s.carryOut(ctx, person) })
	u.After(func() { s.Observe(EventPaid) })
	return s.Chat.Tell(ctx, tx, u, person, Notice{Key: "notice.paid", Waited: true, Once: "paid:" + r.ChargeID, Params: map[string]any{
		"Money": r.Price, "Number": p.ID, "Until": sub.EndsAt,
	}})
}

// added is the end after one more payment: a payment before the end adds to it, a later one counts from now.
func added(ends, now time.Time, days int) time.Time {
	if ends.Before(now) {
		ends = now
	}
	return ends.Add(time.Duration(days) * day).UTC().Truncate(time.Millisecond)
}

func auditOf(u *work.Unit, actor int64, action string, p domain.Payment) store.Audit {
	return store.Audit{
		Actor: actor, Action: action, Subject: subject(p.PersonID), WorkKey: u.Key(),
		Details: fmt.Sprintf("payment %d: %d %s, plan %q, %d days", p.ID, p.Receipt.Price.Amount, p.Receipt.Price.Currency, p.Plan, p.Days),
	}
}

// Refund lets an admin give a payment in Stars back. Telegram is asked by a delivery until it has answered; what the payment
// bought is taken back when the money is. KindInvalid ("error.refund_stars_only") for other money, which is given back at its
// provider; KindConflict ("error.refund_asked") when that was done, or asked for, before.
func (s *Service) Refund(ctx context.Context, u *work.Unit, actor, paymentID int64) error {
	p, err := s.Payment(ctx, actor, paymentID)
	if err != nil {
		return err
	}
	if p.Receipt.Price.Currency != domain.CurrencyStars {
		return domain.Fail(domain.KindInvalid, "error.refund_stars_only", nil)
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		first, err := tx.AskRefund(ctx, p.ID, actor)
		if err != nil {
			return err
		}
		if !first {
			return domain.Fail(domain.KindConflict, "error.refund_asked", nil)
		}
		if err := tx.AddAudit(ctx, auditOf(u, actor, "payment.refund", p)); err != nil {
			return err
		}
		u.After(func() { s.Observe(EventRefundAsked) })
		return s.Chat.Send(ctx, tx, u, domain.Delivery{
			Channel: domain.ChannelTelegram, Kind: domain.DeliveryRefund, Recipient: p.PersonID, Person: p.PersonID,
			Payload: fmt.Sprint(p.ID), Priority: domain.PriorityNotice, DedupeKey: "refund:" + u.Key(),
		})
	})
	return nil
}

// Charge reads the payment that a refund's delivery is about.
func (s *Service) Charge(ctx context.Context, paymentID int64) (domain.Payment, error) {
	return s.DB.FindPayment(ctx, paymentID)
}

// Refunded records that the platform has given a payment back, whoever asked for it: what it bought is taken back as if it
// had never been paid, and the person is told. A second time is nothing; a charge that we do not know is left alone.
func (s *Service) Refunded(ctx context.Context, u *work.Unit, r domain.Receipt) error {
	p, err := s.DB.FindPaymentByCharge(ctx, r.ChargeID)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound:
		s.Log.Warn().Str("charge", r.ChargeID).Msg("a payment that is not known here was given back")
		return nil
	case err != nil:
		return fmt.Errorf("look for the payment: %w", err)
	case p.Status == domain.PaymentRefunded:
		return nil
	}
	u.Write(func(ctx context.Context, tx *store.Tx) error { return s.takeBack(ctx, tx, u, p) })
	return nil
}

func (s *Service) takeBack(ctx context.Context, tx *store.Tx, u *work.Unit, p domain.Payment) error {
	first, err := tx.RefundPayment(ctx, p.ID)
	if err != nil || !first {
		return err
	}
	until, err := s.shorten(ctx, tx, u, p.PersonID)
	if err != nil {
		return err
	}
	if err := tx.AddAudit(ctx, auditOf(u, p.RefundBy, "payment.refunded", p)); err != nil {
		return err
	}
	u.After(func() { s.Observe(EventRefunded) })
	n := Notice{Key: "notice.refunded", Once: "refunded:" + p.Receipt.ChargeID, Params: map[string]any{
		"Money": p.Receipt.Price, "Number": p.ID,
	}}
	if !until.IsZero() {
		n.Key = "notice.refunded_until"
		n.Params["Until"] = until
	}
	if err := s.Chat.Tell(ctx, tx, u, p.PersonID, n); err != nil || p.RefundBy == 0 || p.RefundBy == p.PersonID {
		return err
	}
	return s.Chat.Tell(ctx, tx, u, p.RefundBy, Notice{Key: "notice.refund_done", Once: "refund_done:" + p.Receipt.ChargeID, Params: map[string]any{
		"Money": p.Receipt.Price, "Number": p.ID,
	}})
}

// shorten sets the end date to what the payments that are left add up to. It gives the end when some time is left.
func (s *Service) shorten(ctx context.Context, tx *store.Tx, u *work.Unit, person int64) (time.Time, error) {
	left, err := tx.CountingPayments(ctx, person)
	if err != nil {
		return time.Time{}, err
	}
	var ends time.Time
	for _, p := range left {
		ends = added(ends, p.At, p.Days)
	}
	sub, err := tx.FindSubscription(ctx, person)
	if err != nil || !sub.Running() || ends.Equal(sub.EndsAt) {
		return ends, err
	}
	switch {
	case ends.Add(s.Grace).After(tx.Now):
		sub.EndsAt = ends
		sub.Stage, sub.NextAt = s.next(sub, domain.StageActivate, tx.Now)
	case sub.Free: // as it was before the first payment
		sub.EndsAt, sub.Stage, sub.NextAt = tx.Now, domain.StageOver, time.Time{}
	default:
		sub.EndsAt, sub.Stage, sub.NextAt = tx.Now, domain.StageTake, tx.Now
	}
	if !ends.After(tx.Now) {
		ends = time.Time{}
	}
	u.After(func() { s.carryOut(ctx, person) })
	return ends, tx.SetSubscription(ctx, sub)
}

// RefundDone is Refunded for the sender that has asked Telegram: in a unit of its own.
func (s *Service) RefundDone(ctx context.Context, p domain.Payment) error {
	u := work.New(fmt.Sprintf("refund:%d", p.ID))
	if err := s.Refunded(ctx, u, p.Receipt); err != nil {
		return err
	}
	return u.Commit(ctx, s.DB)
}

// RefundRefused notes that Telegram will not give a payment back, and tells the admin who asked.
func (s *Service) RefundRefused(ctx context.Context, p domain.Payment) error {
	u := work.New(fmt.Sprintf("refund:%d:refused", p.ID))
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		first, err := tx.DropRefund(ctx, p.ID)
		if err != nil || !first {
			return err
		}
		u.After(func() { s.Observe(EventRefundRefused) })
		return s.Chat.Tell(ctx, tx, u, p.RefundBy, Notice{Key: "notice.refund_refused", Params: map[string]any{
			"Money": p.Receipt.Price, "Number": p.ID,
		}})
	})
	return u.Commit(ctx, s.DB)
}
