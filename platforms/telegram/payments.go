package telegram

import (
	"context"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

// How long the parts of an invoice and of a refusal may be, in characters (Bot API, sendInvoice). The refusal's limit is not
// documented; that of a toast is safe.
const (
	maxInvoiceTitle = 32
	maxInvoiceText  = 255
	maxRefusal      = 200
)

// invoiceStart makes forwarded copies of an invoice lead to the bot: without it whoever gets one could pay it.
const invoiceStart = "subscription"

// SendInvoice sends an invoice with one price and tells its message's id, as Send does. Stars go without a provider; other
// money goes through the client's ProviderToken. Title and description are cut to what Telegram takes.
func (c *Client) SendInvoice(ctx context.Context, chatID int64, m domain.InvoiceMessage) (id int64, err error) {
	type price struct {
		Label  string `json:"label"`
		Amount int64  `json:"amount"`
	}
	params := tgbotapi.Params{
		"chat_id":         strconv.FormatInt(chatID, 10),
		"title":           cut(clean(m.Title), maxInvoiceTitle),
		"description":     cut(clean(m.Description), maxInvoiceText),
		"payload":         m.Payload,
		"provider_token":  "",
		"currency":        m.Price.Currency,
		"prices":          asJSON([]price{{clean(m.Label), m.Price.Amount}}),
		"start_parameter": invoiceStart,
	}
	if m.Price.Currency != domain.CurrencyStars {
		params["provider_token"] = c.provider()
	}
	result, err := c.do(ctx, call{method: "sendInvoice", params: params, chat: chatID, once: true})
	if err != nil {
		return 0, err
	}
	return messageID(result), nil
}

// AnswerCheckout answers the question before a payment: an empty refusal lets it happen. An answer that comes too late, or a
// second time, is a success: the payment has long failed, or gone on.
func (c *Client) AnswerCheckout(ctx context.Context, checkoutID, refusal string) error {
	// The library leaves out what is false; "ok" has to be there.
	params := tgbotapi.Params{"pre_checkout_query_id": checkoutID, "ok": strconv.FormatBool(refusal == "")}
	params.AddNonEmpty("error_message", cut(clean(refusal), maxRefusal))
	_, err := c.do(ctx, call{method: "answerPreCheckoutQuery", params: params, urgent: true})
	if rejected(err, sayTooLate) {
		return nil
	}
	return err
}

// RefundStars gives a payment in Stars back. One that was given back before is a success. KindRejected: Telegram does not
// know the charge, or the bot's balance is too low.
func (c *Client) RefundStars(ctx context.Context, userID int64, chargeID string) error {
	_, err := c.do(ctx, call{method: "refundStarPayment", params: tgbotapi.Params{
		"user_id": strconv.FormatInt(userID, 10), "telegram_payment_charge_id": chargeID,
	}})
	if rejected(err, sayRefunded) {
		return nil
	}
	return err
}
