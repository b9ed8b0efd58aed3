package store

import (
	"context"
	"time"

	"frontdesk/domain"
)

type invoiceRow struct {
	Payload   string `db:"payload"`
	PersonID  int64  `db:"person_id"`
	Plan      string `db:"plan"`
	Title     string `db:"title"`
	Amount    int64  `db:"amount"`
	Currency  string `db:"currency"`
	Days      int    `db:"days"`
	CreatedAt int64  `db:"created_at"`
	ExpiresAt int64  `db:"expires_at"`
	Status    int    `db:"status"`
}

const invoiceColumns = `payload, person_id, plan, title, amount, currency, days, created_at, expires_at, status`

func (r invoiceRow) invoice() domain.Invoice {
	return domain.Invoice{
		Payload: r.Payload, PersonID: r.PersonID,
		Plan:      domain.Plan{Key: r.Plan, Title: r.Title, Price: domain.Money{Amount: r.Amount, Currency: r.Currency}, Days: r.Days},
		CreatedAt: fromMS(r.CreatedAt), ExpiresAt: fromMS(r.ExpiresAt), Status: domain.InvoiceStatus(r.Status),
	}
}

func invoices(rows []invoiceRow) []domain.Invoice {
	list := make([]domain.Invoice, len(rows))
	for i, r := range rows {
		list[i] = r.invoice()
	}
	return list
}

// AddInvoice keeps a new invoice.
func (tx *Tx) AddInvoice(ctx context.Context, in domain.Invoice) error {
	_, err := exec(ctx, tx, `INSERT INTO frontdesk_invoice (`+invoiceColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		in.Payload, in.PersonID, in.Plan.Key, in.Plan.Title, in.Plan.Price.Amount, in.Plan.Price.Currency, in.Plan.Days,
		ms(tx.Now), ms(in.ExpiresAt), in.Status)
	return err
}

// FindInvoice reads an invoice by its payload.
func (db *DB) FindInvoice(ctx context.Context, payload string) (domain.Invoice, error) {
	return findInvoice(ctx, db, payload)
}

// FindInvoice reads an invoice by its payload.
func (tx *Tx) FindInvoice(ctx context.Context, payload string) (domain.Invoice, error) {
	return findInvoice(ctx, tx, payload)
}

func findInvoice(ctx context.Context, r runner, payload string) (domain.Invoice, error) {
	row, err := one[invoiceRow](ctx, r, `SELECT `+invoiceColumns+` FROM frontdesk_invoice WHERE payload = ?`, payload)
	return row.invoice(), err
}

// OpenInvoices reads the invoices that a person has not paid.
func (db *DB) OpenInvoices(ctx context.Context, personID int64) ([]domain.Invoice, error) {
	rows, err := all[invoiceRow](ctx, db, `SELECT `+invoiceColumns+` FROM frontdesk_invoice WHERE person_id = ? AND status = 0`, personID)
	return invoices(rows), err
}

// ExpiredInvoices reads open invoices whose time was over at a moment, oldest first.
func (db *DB) ExpiredInvoices(ctx context.Context, at time.Time, limit int) ([]domain.Invoice, error) {
	rows, err := all[invoiceRow](ctx, db, `SELECT `+invoiceColumns+` FROM frontdesk_invoice
		WHERE status = 0 AND expires_at <= ? ORDER BY expires_at LIMIT ?`, ms(at), limit)
	return invoices(rows), err
}

// SetInvoiceStatus ends an open invoice. False means that it had ended before.
func (tx *Tx) SetInvoiceStatus(ctx context.Context, payload string, status domain.InvoiceStatus) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_invoice SET status = ? WHERE payload = ? AND status = 0`, status, payload)
	return n == 1, err
}

// PruneInvoices forgets up to limit invoices that ended and whose time was over before a moment.
func (tx *Tx) PruneInvoices(ctx context.Context, before time.Time, limit int) (int64, error) {
	return exec(ctx, tx, `DELETE FROM frontdesk_invoice WHERE payload IN
		(SELECT payload FROM frontdesk_invoice WHERE status <> 0 AND expires_at < ? ORDER BY expires_at LIMIT ?)`, ms(before), limit)
}

// DeliveryMessage tells which message a delivery has become, by the delivery's dedupe key; 0 while nobody knows.
func (db *DB) DeliveryMessage(ctx context.Context, dedupeKey string) (int64, error) {
	id, err := one[int64](ctx, db, `SELECT external_id FROM frontdesk_delivery WHERE dedupe_key = ?`, dedupeKey)
	if domain.KindOf(err) == domain.KindNotFound && err != nil {
		return 0, nil
	}
	return id, err
}

type paymentRow struct {
	ID               int64  `db:"id"`
	ChargeID         string `db:"charge_id"`
	ProviderChargeID string `db:"provider_charge_id"`
	Payload          string `db:"payload"`
	PersonID         int64  `db:"person_id"`
	Plan             string `db:"plan"`
	Amount           int64  `db:"amount"`
	Currency         string `db:"currency"`
	Days             int    `db:"days"`
	PaidAt           int64  `db:"paid_at"`
	UntilAt          int64  `db:"until_at"`
	Status           int    `db:"status"`
	RefundBy         int64  `db:"refund_by"`
	RefundedAt       int64  `db:"refunded_at"`
}

const paymentColumns = `id, charge_id, provider_charge_id, payload, person_id, plan, amount, currency, days, paid_at, until_at, status,
	refund_by, refunded_at`

func (r paymentRow) payment() domain.Payment {
	return domain.Payment{
		ID: r.ID, PersonID: r.PersonID, Plan: r.Plan, Days: r.Days, At: fromMS(r.PaidAt), Until: fromMS(r.UntilAt),
		Receipt: domain.Receipt{
			ChargeID: r.ChargeID, ProviderChargeID: r.ProviderChargeID, Payload: r.Payload,
			Price: domain.Money{Amount: r.Amount, Currency: r.Currency},
		},
		Status: domain.PaymentStatus(r.Status), RefundBy: r.RefundBy, RefundedAt: fromMS(r.RefundedAt),
	}
}

func payments(rows []paymentRow) []domain.Payment {
	list := make([]domain.Payment, len(rows))
	for i, r := range rows {
		list[i] = r.payment()
	}
	return list
}

// AddPayment keeps a payment and fills in its number and time. It tells false when its charge is known already.
func (tx *Tx) AddPayment(ctx context.Context, p *domain.Payment) (bool, error) {
	p.At = tx.Now.UTC().Truncate(time.Millisecond)
	// The number is made here and not by the engine: the two would write that differently. It is safe since all pieces of work go
	// one after the other through the one transaction that writes, each seeing those before it, and since payments come only to
	// the process that has claimed the database. They are never deleted, so a number is not given twice; and should two
	// processes write all the same, the primary key refuses the second, which is tried again.
	ids, err := all[int64](ctx, tx, `INSERT INTO frontdesk_payment
		(id, charge_id, provider_charge_id, payload, person_id, plan, amount, currency, days, paid_at, until_at, status)
		SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM frontdesk_payment WHERE true
		ON CONFLICT (charge_id) DO NOTHING RETURNING id`,
		p.Receipt.ChargeID, p.Receipt.ProviderChargeID, p.Receipt.Payload, p.PersonID, p.Plan, p.Receipt.Price.Amount,
		p.Receipt.Price.Currency, p.Days, ms(p.At), ms(p.Until), p.Status)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	p.ID = ids[0]
	return true, nil
}

// FindPayment reads a payment by our number of it.
func (db *DB) FindPayment(ctx context.Context, id int64) (domain.Payment, error) {
	row, err := one[paymentRow](ctx, db, `SELECT `+paymentColumns+` FROM frontdesk_payment WHERE id = ?`, id)
	return row.payment(), err
}

// FindPaymentByCharge reads a payment by Telegram's charge id.
func (db *DB) FindPaymentByCharge(ctx context.Context, chargeID string) (domain.Payment, error) {
	row, err := one[paymentRow](ctx, db, `SELECT `+paymentColumns+` FROM frontdesk_payment WHERE charge_id = ?`, chargeID)
	return row.payment(), err
}

// ListPayments reads a page of a person's payments, newest first, and how many there are in all.
func (db *DB) ListPayments(ctx context.Context, personID int64, limit, offset int) ([]domain.Payment, int, error) {
	total, err := one[int](ctx, db, `SELECT COUNT(*) FROM frontdesk_payment WHERE person_id = ?`, personID)
	if err != nil || total == 0 {
		return nil, total, err
	}
	rows, err := all[paymentRow](ctx, db, `SELECT `+paymentColumns+` FROM frontdesk_payment WHERE person_id = ?
		ORDER BY paid_at DESC, id DESC LIMIT ? OFFSET ?`, personID, limit, offset)
	return payments(rows), total, err
}

// CountingPayments reads the payments of a person that count for the subscription, oldest first.
func (tx *Tx) CountingPayments(ctx context.Context, personID int64) ([]domain.Payment, error) {
	rows, err := all[paymentRow](ctx, tx, `SELECT `+paymentColumns+` FROM frontdesk_payment
		WHERE person_id = ? AND status IN (0, 1) ORDER BY paid_at, id`, personID)
	return payments(rows), err
}

// AskRefund marks a payment as one to be given back. False means that it is not one that can be.
func (tx *Tx) AskRefund(ctx context.Context, id, by int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_payment SET status = 1, refund_by = ? WHERE id = ? AND status IN (0, 3)`, by, id)
	return n == 1, err
}

// DropRefund takes the wish to give a payment back away. False means that there was none.
func (tx *Tx) DropRefund(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_payment SET status = CASE WHEN days = 0 THEN 3 ELSE 0 END
		WHERE id = ? AND status = 1`, id)
	return n == 1, err
}

// RefundPayment marks a payment as given back. False means that it was so before.
func (tx *Tx) RefundPayment(ctx context.Context, id int64) (bool, error) {
	n, err := exec(ctx, tx, `UPDATE frontdesk_payment SET status = 2, refunded_at = ? WHERE id = ? AND status <> 2`, ms(tx.Now), id)
	return n == 1, err
}
