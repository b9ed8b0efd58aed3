package sim_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

// invoice is a valid sendInvoice, changed by pairs of a name and a value; nil takes a parameter out.
func invoice(change ...any) M {
	p := M{
		"chat_id": 101, "title": "Month", "description": "30 days", "payload": "P", "provider_token": "", "currency": "XTR",
		"prices": []M{{"label": "Month", "amount": 300}},
	}
	for i := 0; i < len(change); i += 2 {
		p[change[i].(string)] = change[i+1]
	}
	return p
}

func TestInvoicesAreRefusedAsTheServerDoes(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	two := []M{{"label": "a", "amount": 1}, {"label": "b", "amount": 2}}
	for name, c := range map[string]struct {
		p    M
		want string
	}{
		"no title":               {invoice("title", ""), "INVOICE_TITLE_INVALID"},
		"a long title":           {invoice("title", strings.Repeat("ы", 33)), "INVOICE_TITLE_INVALID"},
		"a long description":     {invoice("description", strings.Repeat("ы", 256)), "INVOICE_DESCRIPTION_INVALID"},
		"a payload of 129 bytes": {invoice("payload", strings.Repeat("x", 129)), "INVOICE_PAYLOAD_INVALID"},
		"Stars by a provider":    {invoice("provider_token", "1:TEST:2"), "STARS_INVOICE_INVALID"},
		"Stars in two prices":    {invoice("prices", two), "STARS_INVOICE_INVALID"},
		"money by nobody":        {invoice("currency", "RUB"), "PAYMENT_PROVIDER_INVALID"},
		"a currency's name":      {invoice("currency", "roubles"), "CURRENCY_INVALID"},
		"no price":               {invoice("prices", []M{}), "can't parse prices"},
		"nothing to pay":         {invoice("prices", []M{{"label": "a", "amount": 0}}), "CURRENCY_TOTAL_AMOUNT_INVALID"},
	} {
		r, err := b.try("sendInvoice", c.p)
		if err != nil || r.Code != 400 || !strings.Contains(r.Description, c.want) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	b.ok("sendInvoice", invoice("currency", "RUB", "provider_token", "1:TEST:2", "prices", two))
	b.ok("sendInvoice", invoice("payload", strings.Repeat("x", 128)))
}

// bought sends an invoice, lets Olga confirm it, and gives the message's id and the question as the bot got it.
func bought(t *testing.T, srv *sim.Running, b *bot, pay sim.Pay) (checkout string, question M) {
	t.Helper()
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(b.ok("sendInvoice", invoice()), &sent); err != nil {
		t.Fatal(err)
	}
	checkout = must[string](t)(srv.PayInvoice(101, sent.ID, pay))
	return checkout, raw(t, b)["pre_checkout_query"].(M)
}

// raw gives the newest update and confirms all before it.
func raw(t *testing.T, b *bot) M {
	t.Helper()
	var list []M
	if err := json.Unmarshal(b.ok("getUpdates", M{"offset": -1}), &list); err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return list[0]
}

func TestAPaymentFromTheQuestionToTheRefund(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	id, q := bought(t, srv, b, sim.Pay{Repeat: 1})
	if q["id"] != id || q["currency"] != "XTR" || q["total_amount"] != 300.0 || q["invoice_payload"] != "P" {
		t.Errorf("%v", q)
	}
	b.ok("answerPreCheckoutQuery", M{"pre_checkout_query_id": id, "ok": true})
	if r, _ := b.try("answerPreCheckoutQuery", M{"pre_checkout_query_id": id, "ok": true}); r.Code != 400 {
		t.Errorf("answered twice: %+v", r)
	}
	if n := srv.Pending(); n != 3 { // the question, and the payment twice
		t.Errorf("%d updates", n)
	}
	paid := raw(t, b)["message"].(M)["successful_payment"].(M)
	charge := srv.Checkout(id).Charge
	if charge == "" || paid["telegram_payment_charge_id"] != charge || paid["total_amount"] != 300.0 {
		t.Errorf("%v, charge %q", paid, charge)
	}
	refund := M{"user_id": 101, "telegram_payment_charge_id": charge}
	if r, _ := b.try("refundStarPayment", M{"user_id": 102, "telegram_payment_charge_id": charge}); r.Code != 400 {
		t.Errorf("somebody else's: %+v", r)
	}
	b.ok("refundStarPayment", refund)
	if got := raw(t, b)["message"].(M)["refunded_payment"].(M); got["telegram_payment_charge_id"] != charge {
		t.Errorf("%v", got)
	}
	if r, _ := b.try("refundStarPayment", refund); !strings.Contains(r.Description, "CHARGE_ALREADY_REFUNDED") {
		t.Errorf("%+v", r)
	}
}

func TestAPaymentThatTheBotRefuses(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	id, _ := bought(t, srv, b, sim.Pay{})
	if r, _ := b.try("answerPreCheckoutQuery", M{"pre_checkout_query_id": id, "ok": false}); r.Code != 400 {
		t.Errorf("no words: %+v", r)
	}
	b.ok("answerPreCheckoutQuery", M{"pre_checkout_query_id": id, "ok": false, "error_message": "Too old"})
	if end := srv.Checkout(id); end.Refusal != "Too old" || end.Charge != "" || end.Open {
		t.Errorf("%+v", end)
	}
}

func TestAnAnswerAfterTenSecondsIsTooLate(t *testing.T) {
	t.Parallel()
	now := make(chan time.Time, 1)
	now <- time.Unix(1_800_000_000, 0)
	srv, b := started(t, sim.Options{Clock: func() time.Time { at := <-now; now <- at; return at }})
	id, _ := bought(t, srv, b, sim.Pay{})
	at := <-now
	now <- at.Add(11 * time.Second)
	if r, _ := b.try("answerPreCheckoutQuery", M{"pre_checkout_query_id": id, "ok": true}); !strings.Contains(r.Description, "query is too old") {
		t.Errorf("%+v", r)
	}
	if len(srv.Charges()) != 0 {
		t.Error("paid all the same")
	}
}
