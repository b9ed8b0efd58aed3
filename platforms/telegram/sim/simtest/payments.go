package simtest

import (
	"slices"
	"strings"

	"frontdesk/platforms/telegram/sim"
)

// SeesInvoice waits for an invoice whose title contains the text and that was not paid, and returns the newest one.
func (p *P) SeesInvoice(title string) sim.Message {
	p.t.Helper()
	var seen sim.Message
	p.WaitsFor(func(c sim.Chat) bool {
		for _, m := range slices.Backward(c.Messages) {
			if in := m.Invoice(); in != nil && !m.Deleted && !in.Paid && strings.Contains(in.Title, title) {
				seen = m
				return true
			}
		}
		return false
	}, "an invoice "+title)
	return seen
}

// Pays pays the newest invoice whose title contains the text, and returns the charge's id. It fails when the bot refuses.
func (p *P) Pays(title string) (charge string) {
	p.t.Helper()
	id := p.Confirms(p.SeesInvoice(title).ID, sim.Pay{})
	end := p.SeesPaymentEnd(id)
	if end.Charge == "" {
		p.t.Fatalf("paying %q ended with %+v\n%s", title, end, p.Screen())
	}
	return end.Charge
}

// Confirms presses Pay in the dialog of an invoice of this chat, in whichever way, and returns the checkout's id at once.
func (p *P) Confirms(invoiceID int64, pay sim.Pay) (checkoutID string) {
	p.t.Helper()
	id, err := p.srv.PayInvoice(p.ID, invoiceID, pay)
	if err != nil {
		p.t.Fatalf("paying message %d: %v\n%s", invoiceID, err, p.Screen())
	}
	return id
}

// SeesPaymentEnd waits until a payment went through, was refused by the bot, or got no answer in time.
func (p *P) SeesPaymentEnd(checkoutID string) sim.Checkout {
	p.t.Helper()
	var end sim.Checkout
	p.WaitsFor(func(sim.Chat) bool {
		end = p.srv.Checkout(checkoutID)
		return !end.Open
	}, "the end of a payment")
	return end
}

// SeesPaymentRefused waits for the bot's refusal of a payment and fails when it does not contain the text.
func (p *P) SeesPaymentRefused(checkoutID, text string) {
	p.t.Helper()
	if end := p.SeesPaymentEnd(checkoutID); end.Refusal == "" || !strings.Contains(end.Refusal, text) {
		p.t.Fatalf("the payment was to be refused with %q and ended with %+v\n%s", text, end, p.Screen())
	}
}
