package sim

import (
	"errors"
	"fmt"
	"time"
)

// checkoutLife is how long the bot has to answer pre_checkout_query.
const checkoutLife = 10 * time.Second

// Why a payment does not come about.
var (
	ErrNoInvoice = errors.New("the message is not an invoice")
	ErrPaid      = errors.New("the invoice is paid")
	ErrNoCharge  = errors.New("there is no such payment")
	ErrRefunded  = errors.New("the payment was given back")
)

// Pay shapes a payment. The zero value is an honest person with one click.
type Pay struct {
	// Payer is who pays when it is not the person in whose chat the invoice is: a forwarded copy. The real server lets
	// nobody pay a copy of an invoice that was sent with a start_parameter; a test may want it to.
	Payer int64
	// Repeat is how many more times the bot gets the same successful_payment.
	Repeat int
	// Amount and Currency are what is claimed in the place of the invoice's.
	Amount   int64
	Currency string
	// Delay passes between the bot's yes and the payment.
	Delay time.Duration
}

// checkout is a payment that waits for the bot's answer.
type checkout struct {
	id      string
	chat    int64
	message int64
	payer   int64
	pay     Pay
	invoice Invoice
	at      time.Time
	over    bool   // answered, or too late
	charge  string // once paid
	refusal string // the bot's words; or ours when it was too late
	timer   *time.Timer
}

// Checkout is what became of a payment.
type Checkout struct {
	Open    bool   // the bot has not answered yet
	Refusal string // the bot's words when it said no
	Late    bool   // the bot did not answer in time
	Charge  string // the payment's id when it went through
}

// lateWords are the client's words when the bot does not answer.
const lateWords = "Payment failed: the bot did not respond in time."

type paymentBook struct {
	checkouts map[string]*checkout
	charges   map[string]*Charge
	order     []string
	last      int64
}

// PayInvoice confirms the payment of an invoice in the person's private chat: the bot is asked, and when it says yes within
// ten seconds the money is paid. It returns the id under which Checkout tells what became of it.
func (s *Server) PayInvoice(personID, messageID int64, pay Pay) (checkoutID string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _, err := s.reach(personID, personID)
	if err != nil {
		return "", err
	}
	m := c.visible(messageID)
	if m == nil {
		return "", ErrNoMessage
	}
	if m.invoice == nil {
		return "", ErrNoInvoice
	}
	payer := personID
	if pay.Payer != 0 {
		payer = pay.Payer
	}
	if s.people[payer] == nil {
		return "", fmt.Errorf("person %d: %w", payer, ErrNoPerson)
	}
	if m.invoice.Paid && payer == personID {
		return "", ErrPaid
	}
	return s.ask(c, m, payer, pay).id, nil
}

// ask sends pre_checkout_query.
func (s *Server) ask(c *chat, m *Message, payer int64, pay Pay) *checkout {
	claimed := *m.invoice
	if pay.Amount != 0 {
		claimed.Amount = pay.Amount
	}
	if pay.Currency != "" {
		claimed.Currency = pay.Currency
	}
	s.payments.last++
	q := &checkout{
		id: itoa(firstCallbackID + s.payments.last), chat: c.id, message: m.ID, payer: payer, pay: pay, invoice: claimed, at: s.now(),
	}
	if s.payments.checkouts == nil {
		s.payments.checkouts = map[string]*checkout{}
	}
	s.payments.checkouts[q.id] = q
	// Real time, as a long poll: nobody moves the hands of the clock for a person who looks at a spinner.
	q.timer = time.AfterFunc(checkoutLife, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.tooLate(q)
	})
	s.enqueue("pre_checkout_query", map[string]any{
		"id": q.id, "from": s.people[payer].user(), "currency": claimed.Currency, "total_amount": claimed.Amount,
		"invoice_payload": claimed.Payload,
	})
	s.notify()
	return q
}

func (s *Server) tooLate(q *checkout) {
	if q.over {
		return
	}
	q.over = true
	s.tellPayer(q, lateWords)
}

// tellPayer shows words over the payer's chat, as the client does when a payment fails.
func (s *Server) tellPayer(q *checkout, words string) {
	q.refusal = words
	s.emit(Event{Type: EventAnswer, Person: q.payer, Answer: &Answer{CallbackID: q.id, Text: words, Alert: true, At: s.now()}})
}

func (s *Server) answerPreCheckoutQuery(c *call) (any, *apiError) {
	ok, words := c.params.boolean("ok"), c.params.str("error_message")
	if !ok && words == "" {
		return nil, badRequest("error message is empty")
	}
	q := s.payments.checkouts[c.params.str("pre_checkout_query_id")]
	if q == nil || q.over || s.now().Sub(q.at) > checkoutLife {
		return nil, badRequest(textQueryTooOld)
	}
	q.over = true
	q.timer.Stop()
	if !ok {
		s.tellPayer(q, words)
		return true, nil
	}
	if q.pay.Delay <= 0 {
		s.paid(q)
		return true, nil
	}
	q.timer = time.AfterFunc(q.pay.Delay, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.paid(q)
	})
	return true, nil
}

// paid takes the money and tells the bot by a message of the payer.
func (s *Server) paid(q *checkout) {
	q.charge = "stx_" + q.id
	to := s.chats[q.payer]
	if in := s.chats[q.chat]; in != nil {
		if m := in.messages[q.message]; m != nil {
			m.invoice.Paid = true
			s.emitMessage(EventEdit, in, m)
		}
	}
	r := &receipt{Currency: q.invoice.Currency, Amount: q.invoice.Amount, Payload: q.invoice.Payload, Charge: q.charge}
	if r.Currency != currencyStars {
		r.ProviderCharge = "provider_" + q.charge
	}
	m := &Message{
		ID: s.nextMessageID(), Chat: to.id, From: q.payer, Out: true, Kind: KindService, Date: s.now(),
		Text: fmt.Sprintf("✓ %s: %s", q.invoice.Title, money(r.Amount, r.Currency)), paid: r, Charge: q.charge,
	}
	to.add(m, s.opts.History)
	if s.payments.charges == nil {
		s.payments.charges = map[string]*Charge{}
	}
	s.payments.charges[q.charge] = &Charge{ID: q.charge, Person: q.payer, Invoice: q.invoice, Message: q.message, Service: m.ID}
	s.payments.order = append(s.payments.order, q.charge)
	for range 1 + q.pay.Repeat {
		s.enqueue("message", s.wire(to, m))
	}
	s.emitMessage(EventMessage, to, m)
	// The page's dialog waits for the end of its checkout.
	s.emit(Event{Type: EventAnswer, Person: q.payer, Answer: &Answer{CallbackID: q.id, At: s.now()}})
}

// Checkout tells what became of a payment.
func (s *Server) Checkout(id string) Checkout {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.payments.checkouts[id]
	if q == nil {
		return Checkout{}
	}
	late := q.over && q.refusal == lateWords
	state := Checkout{Open: q.charge == "" && q.refusal == "", Late: late, Charge: q.charge}
	if !late {
		state.Refusal = q.refusal
	}
	return state
}

// stopTimers ends the waiting for answers; the lock is held.
func (b *paymentBook) stopTimers() {
	for _, q := range b.checkouts {
		if q.timer != nil {
			q.timer.Stop()
		}
	}
}
