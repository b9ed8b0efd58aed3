package subscriptions

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// sentAs is the key of the delivery that an invoice goes out with.
func sentAs(payload string) string { return "invoice:" + payload }

// Buy sends a person an invoice for a plan. An earlier one that was not paid is withdrawn, and its message goes.
// KindNotFound ("error.plan_gone") for a plan that is not sold, KindForbidden for who is banned or never signed in.
func (s *Service) Buy(ctx context.Context, u *work.Unit, person int64, planKey string) error {
	plan, ok := s.plan(planKey)
	if !ok {
		return domain.Fail(domain.KindConflict, "error.plan_gone", nil)
	}
	if err := s.mayPay(ctx, person); err != nil {
		return err
	}
	earlier, err := s.DB.OpenInvoices(ctx, person)
	if err != nil {
		return fmt.Errorf("read open invoices: %w", err)
	}
	payload := rand.Text()
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		for _, old := range earlier {
			if err := s.withdraw(ctx, tx, u, old); err != nil {
				return err
			}
		}
		err := tx.AddInvoice(ctx, domain.Invoice{Payload: payload, PersonID: person, Plan: plan, ExpiresAt: tx.Now.Add(invoiceLife)})
		if err != nil {
			return err
		}
		u.After(func() { s.Observe(EventInvoice) })
		return s.Chat.Send(ctx, tx, u, domain.Delivery{
			Channel: domain.ChannelTelegram, Kind: domain.DeliveryInvoice, Recipient: person, Person: person,
			Payload: payload, Priority: domain.PriorityInteractive, DedupeKey: sentAs(payload),
		})
	})
	return nil
}

// mayPay refuses those whose money we would not want to take.
func (s *Service) mayPay(ctx context.Context, person int64) error {
	user, err := s.Host.FindTelegramUser(ctx, person)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound:
		return domain.Fail(domain.KindForbidden, "error.invoice_stranger", nil)
	case err != nil:
		return fmt.Errorf("read who pays: %w", err)
	case user.Banned:
		return domain.Fail(domain.KindForbidden, "error.invoice_banned", nil)
	}
	return nil
}

// withdraw ends an invoice that nobody has paid, and takes its message away.
func (s *Service) withdraw(ctx context.Context, tx *store.Tx, u *work.Unit, in domain.Invoice) error {
	first, err := tx.SetInvoiceStatus(ctx, in.Payload, domain.InvoiceWithdrawn)
	if err != nil || !first {
		return err
	}
	return s.Chat.Remove(ctx, tx, u, in.PersonID, sentAs(in.Payload))
}

// Invoice reads an invoice that is about to be shown. KindNotFound when it can no longer be paid.
func (s *Service) Invoice(ctx context.Context, payload string) (domain.Invoice, error) {
	in, err := s.DB.FindInvoice(ctx, payload)
	if err != nil {
		return in, err
	}
	if in.Status != domain.InvoiceOpen || !in.ExpiresAt.After(s.Clock.Now()) {
		return in, &domain.Error{Kind: domain.KindNotFound, Err: fmt.Errorf("the invoice is over")}
	}
	sub, err := s.DB.FindSubscription(ctx, in.PersonID)
	if err != nil {
		return in, fmt.Errorf("read the subscription: %w", err)
	}
	if !sub.Running() {
		sub.EndsAt = time.Time{}
	}
	in.Until = added(sub.EndsAt, s.Clock.Now(), in.Plan.Days)
	return in, nil
}

// Check answers the question before a payment: nil when the person may pay, else why not, in words for people. It writes
// nothing and calls nobody, since the platform waits 10 s at most.
func (s *Service) Check(ctx context.Context, person int64, c domain.Checkout) error {
	in, err := s.DB.FindInvoice(ctx, c.Payload)
	switch {
	case err != nil && domain.KindOf(err) == domain.KindNotFound:
		return domain.Fail(domain.KindNotFound, "error.invoice_unknown", nil)
	case err != nil:
		return fmt.Errorf("read the invoice: %w", err)
	case in.PersonID != person:
		return domain.Fail(domain.KindForbidden, "error.invoice_other", nil)
	case in.Plan.Price != c.Price:
		return domain.Fail(domain.KindInvalid, "error.invoice_amount", nil)
	case in.Status == domain.InvoicePaid:
		return domain.Fail(domain.KindConflict, "error.invoice_paid", nil)
	case in.Status != domain.InvoiceOpen, !in.ExpiresAt.After(s.Clock.Now()):
		return domain.Fail(domain.KindConflict, "error.invoice_old", nil)
	}
	if sold, ok := s.plan(in.Plan.Key); !ok || sold.Price != in.Plan.Price || sold.Days != in.Plan.Days {
		return domain.Fail(domain.KindConflict, "error.invoice_terms", nil)
	}
	return s.mayPay(ctx, person)
}
