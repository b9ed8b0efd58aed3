package sim

import "fmt"

// Charge is one payment that went through.
type Charge struct {
	ID       string
	Person   int64 // who paid
	Invoice  Invoice
	Message  int64 // of the invoice
	Service  int64 // of the message that tells of it
	Refunded bool
}

// receipt is successful_payment and refunded_payment.
type receipt struct {
	Currency       string `json:"currency"`
	Amount         int64  `json:"total_amount"`
	Payload        string `json:"invoice_payload"`
	Charge         string `json:"telegram_payment_charge_id"`
	ProviderCharge string `json:"provider_payment_charge_id,omitempty"`
}

// Charges returns the payments that went through, oldest first.
func (s *Server) Charges() []Charge {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Charge, 0, len(s.payments.order))
	for _, id := range s.payments.order {
		list = append(list, *s.payments.charges[id])
	}
	return list
}

// RepeatPayment gives the bot a payment's message once more, in an update of its own.
func (s *Server) RepeatPayment(chargeID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	charge := s.payments.charges[chargeID]
	if charge == nil {
		return ErrNoCharge
	}
	to := s.chats[charge.Person]
	s.enqueue("message", s.wire(to, to.messages[charge.Service]))
	return nil
}

// Refund gives a payment back without the bot's doing, as Telegram's support does.
func (s *Server) Refund(chargeID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	charge := s.payments.charges[chargeID]
	switch {
	case charge == nil:
		return ErrNoCharge
	case charge.Refunded:
		return ErrRefunded
	}
	s.refund(charge)
	return nil
}

func (s *Server) refundStarPayment(c *call) (any, *apiError) {
	charge := s.payments.charges[c.params.str("telegram_payment_charge_id")]
	switch {
	case s.people[c.params.integer("user_id", 0)] == nil:
		return nil, badRequest("user not found")
	case charge == nil, charge.Person != c.params.integer("user_id", 0), charge.Invoice.Currency != currencyStars:
		return nil, badRequest("CHARGE_ID_INVALID")
	case charge.Refunded:
		return nil, badRequest("CHARGE_ALREADY_REFUNDED")
	}
	s.refund(charge)
	return true, nil
}

// refund gives the money back and tells both sides by a message.
func (s *Server) refund(charge *Charge) {
	charge.Refunded = true
	to, in := s.chats[charge.Person], charge.Invoice
	m := &Message{
		ID: s.nextMessageID(), Chat: to.id, From: s.opts.Bot.ID, Kind: KindService, Date: s.now(),
		Text:     fmt.Sprintf("↩ %s: %s", in.Title, money(in.Amount, in.Currency)),
		refunded: &receipt{Currency: in.Currency, Amount: in.Amount, Payload: in.Payload, Charge: charge.ID},
	}
	to.add(m, s.opts.History)
	if told := to.messages[charge.Service]; told != nil {
		told.Charge = "" // nothing left to give back
		s.emitMessage(EventEdit, to, told)
	}
	s.enqueue("message", s.wire(to, m))
	s.emitMessage(EventMessage, to, m)
}
