package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"frontdesk/domain"
)

// The structs below hold only what Frontdesk reads of an update. They cost a third of the library's to decode, and what
// Telegram adds or changes elsewhere cannot make an update unreadable.
type (
	wireUpdate struct {
		ID       int64         `json:"update_id"`
		Message  *wireMessage  `json:"message"`
		Callback *wireCallback `json:"callback_query"`
		Member   *wireMember   `json:"my_chat_member"`
		Checkout *wireCheckout `json:"pre_checkout_query"`
	}
	wireMessage struct {
		ID   int64     `json:"message_id"`
		From *wireUser `json:"from"`
		Chat wireChat  `json:"chat"`
		Date stamp     `json:"date"`
		Text string    `json:"text"`
		// Service messages about money.
		Paid     *wireReceipt `json:"successful_payment"`
		Refunded *wireReceipt `json:"refunded_payment"`
	}
	wireCheckout struct {
		ID       word     `json:"id"`
		From     wireUser `json:"from"`
		Currency string   `json:"currency"`
		Amount   int64    `json:"total_amount"`
		Payload  string   `json:"invoice_payload"`
	}
	wireReceipt struct {
		Currency       string `json:"currency"`
		Amount         int64  `json:"total_amount"`
		Payload        string `json:"invoice_payload"`
		Charge         string `json:"telegram_payment_charge_id"`
		ProviderCharge string `json:"provider_payment_charge_id"`
	}
	// wireCallback's message may be one that the bot cannot see any more: it has a chat and an id then, and the date 0.
	// A button of an inline message comes without any.
	wireCallback struct {
		ID      word         `json:"id"`
		From    wireUser     `json:"from"`
		Message *wireMessage `json:"message"`
		Data    string       `json:"data"`
	}
	wireMember struct {
		Chat wireChat `json:"chat"`
		From wireUser `json:"from"`
		Date stamp    `json:"date"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	}
	wireChat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	wireUser struct {
		ID        int64  `json:"id"`
		IsBot     bool   `json:"is_bot"`
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Username  string `json:"username"`
		Language  string `json:"language_code"`
	}
)

// Decode reads one update. A kind that Frontdesk does not handle is a domain.UpdateOther with its chat and person where they
// are in the usual places. KindInvalid says that raw is not an update, or lacks what its kind must have; its text never
// repeats the content.
func (c *Client) Decode(raw []byte) (domain.Update, error) {
	var w wireUpdate
	if err := unmarshal(raw, &w); err != nil {
		return domain.Update{}, unreadable(err)
	}
	if w.ID <= 0 {
		return domain.Update{}, unreadable(errors.New("it has no number"))
	}
	u := domain.Update{ID: w.ID}
	var err error
	switch {
	case w.Message != nil:
		err = w.Message.into(&u)
	case w.Callback != nil:
		err = w.Callback.into(&u)
	case w.Member != nil:
		err = w.Member.into(&u)
	case w.Checkout != nil:
		err = w.Checkout.into(&u)
	default:
		otherInto(raw, &u)
	}
	if err != nil {
		return domain.Update{}, unreadable(err)
	}
	return u, nil
}

func unreadable(err error) error {
	return &domain.Error{Kind: domain.KindInvalid, Err: fmt.Errorf("telegram: an update that cannot be read: %w", err)}
}

func (m *wireMessage) into(u *domain.Update) error {
	u.Kind, u.MessageID, u.Text, u.Date = domain.UpdateMessage, m.ID, m.Text, m.Date.time()
	m.Chat.into(u)
	if m.From != nil {
		u.From = m.From.sender()
	}
	if u.ChatID == 0 {
		return errors.New("a message without a chat")
	}
	u.Paid, u.Refunded = m.Paid.receipt(), m.Refunded.receipt()
	if (u.Paid != nil && u.Paid.ChargeID == "") || (u.Refunded != nil && u.Refunded.ChargeID == "") {
		return errors.New("a payment without its charge id")
	}
	return nil
}

func (r *wireReceipt) receipt() *domain.Receipt {
	if r == nil {
		return nil
	}
	return &domain.Receipt{
		ChargeID: r.Charge, ProviderChargeID: r.ProviderCharge, Payload: r.Payload,
		Price: domain.Money{Amount: r.Amount, Currency: r.Currency},
	}
}

func (q *wireCheckout) into(u *domain.Update) error {
	u.Kind, u.From = domain.UpdateCheckout, q.From.sender()
	u.Checkout = &domain.Checkout{
		ID: string(q.ID), Payload: q.Payload, Price: domain.Money{Amount: q.Amount, Currency: q.Currency},
	}
	if q.ID == "" || u.From.ID == 0 {
		return errors.New("a question before a payment without its id or person")
	}
	return nil
}

func (q *wireCallback) into(u *domain.Update) error {
	u.Kind, u.CallbackID, u.Data, u.From = domain.UpdateCallback, string(q.ID), q.Data, q.From.sender()
	if q.Message != nil {
		u.MessageID = q.Message.ID
		q.Message.Chat.into(u)
	}
	if u.CallbackID == "" || u.From.ID == 0 {
		return errors.New("a pressed button without its id or person")
	}
	return nil
}

func (m *wireMember) into(u *domain.Update) error {
	u.Kind, u.Date, u.From = domain.UpdateMember, m.Date.time(), m.From.sender()
	u.Blocked = m.New.Status == "kicked" || m.New.Status == "left"
	m.Chat.into(u)
	if u.ChatID == 0 || m.New.Status == "" {
		return errors.New("a membership without its chat or status")
	}
	return nil
}

func (c wireChat) into(u *domain.Update) {
	u.ChatID, u.Private = c.ID, c.Type == "private"
}

func (p wireUser) sender() domain.Sender {
	return domain.Sender{
		ID: p.ID, IsBot: p.IsBot, FirstName: p.FirstName, LastName: p.LastName, Username: p.Username, Language: p.Language,
	}
}

// otherInto looks for the chat and the person of an update of any kind: most kinds have them under these names.
func otherInto(raw []byte, u *domain.Update) {
	u.Kind = domain.UpdateOther
	var fields map[string]json.RawMessage
	if unmarshal(raw, &fields) != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		var o struct {
			Chat wireChat `json:"chat"`
			From wireUser `json:"from"`
			User wireUser `json:"user"` // of reactions and poll answers
		}
		if name == "update_id" || unmarshal(fields[name], &o) != nil {
			continue
		}
		if o.From.ID == 0 {
			o.From = o.User
		}
		if o.Chat.ID != 0 || o.From.ID != 0 { // an update has one payload
			o.Chat.into(u)
			u.From = o.From.sender()
			return
		}
	}
}

// stamp is a Unix time in seconds. telegram-test-api writes milliseconds, which no second of the next thousand years reaches.
// What is no time at all is no reason to refuse an update.
type stamp int64

const firstMillisecond = 100_000_000_000

// UnmarshalJSON reads a number, whole or not.
func (s *stamp) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || !(f > 0 && f < 1e15) {
		*s = 0
		return nil
	}
	*s = stamp(f)
	if f >= firstMillisecond {
		*s = stamp(f / 1000)
	}
	return nil
}

func (s stamp) time() time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(int64(s), 0).UTC()
}

// word is a string that some servers write as a number.
type word string

// UnmarshalJSON reads a string, or takes a number as it is written.
func (w *word) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] != '"' {
		if bytes.Equal(b, []byte("null")) || b[0] == '{' || b[0] == '[' {
			b = nil
		}
		*w = word(b)
		return nil
	}
	return unmarshal(b, (*string)(w))
}
