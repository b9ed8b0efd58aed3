package bot

import (
	"context"
	"fmt"
	"strconv"

	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/outbox"
	"frontdesk/services/work"
)

// money handles a message about a payment, whoever it is: a ban or a sign-out does not make taken money vanish.
func (m *Machine) money(ctx context.Context, up domain.Update, u *work.Unit) (*Turn, error) {
	if up.Refunded != nil {
		return nil, m.payments.Refunded(ctx, u, *up.Refunded)
	}
	person := up.From.ID
	if up.Private {
		person = up.ChatID
	}
	news, err := m.payments.Paid(ctx, u, person, *up.Paid)
	if err != nil || !news || !up.Private {
		return nil, err
	}
	t, err := m.turn(ctx, up, u)
	if err != nil || !t.Who.May(SignedIn) {
		return nil, err
	}
	t.next = []keyboards.State{keyboards.StateSubs}
	t.ShowNew(keyboards.StateSubs, keyboards.Args{})
	return t, nil
}

// invoice sends an invoice, unless it was paid, withdrawn or outlived by a long silence of Telegram's.
func (r *Renderer) invoice(ctx context.Context, d domain.Delivery) (outbox.Receipt, error) {
	in, err := r.machine.payments.Invoice(ctx, d.Payload)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return outbox.Receipt{Superseded: true}, nil
	}
	if err != nil {
		return outbox.Receipt{}, err
	}
	p, err := r.printer(ctx, d.Person)
	if err != nil {
		return outbox.Receipt{}, err
	}
	title, description := keyboards.InvoiceTexts(p, in)
	id, err := r.telegram.SendInvoice(ctx, d.Recipient, domain.InvoiceMessage{
		Title: title, Description: description, Payload: in.Payload, Price: in.Plan.Price, Label: keyboards.PlanTitle(p, in.Plan),
	})
	return outbox.Receipt{MessageID: id}, err
}

// refund gives a payment back and records how that went. Telegram takes a repeated call for what it is.
func (r *Renderer) refund(ctx context.Context, d domain.Delivery) error {
	id, err := strconv.ParseInt(d.Payload, 10, 64)
	if err != nil {
		return &domain.Error{Kind: domain.KindRejected, Err: fmt.Errorf("a refund of no payment: %w", err)}
	}
	payments := r.machine.payments
	charge, err := payments.Charge(ctx, id)
	if err != nil || charge.Status != domain.PaymentRefunding {
		return err
	}
	err = r.telegram.RefundStars(ctx, charge.PersonID, charge.Receipt.ChargeID)
	switch domain.KindOf(err) {
	case domain.KindRejected, domain.KindUnreachable:
		if problem := payments.RefundRefused(ctx, charge); problem != nil {
			return problem
		}
		return err
	}
	if err != nil {
		return err
	}
	return payments.RefundDone(ctx, charge)
}
