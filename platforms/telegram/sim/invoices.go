package sim

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// KindInvoice is a message with a Pay button; KindService tells that money was paid or given back.
const (
	KindInvoice = "invoice"
	KindService = "service"
)

// currencyStars is Telegram Stars.
const currencyStars = "XTR"

// Limits of sendInvoice: characters of the texts, bytes of the payload, whole units of the price.
const (
	maxInvoiceTitle  = 32
	maxInvoiceText   = 255
	maxInvoiceBytes  = 128
	maxInvoiceAmount = 100_000_000
	maxStartBytes    = 64
)

// Invoice is what a person sees before paying.
type Invoice struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Currency    string `json:"currency"`
	Amount      int64  `json:"amount"` // in the smallest units
	Payload     string `json:"-"`
	Start       string `json:"-"` // start_parameter: forwarded copies lead to the bot and cannot be paid
	Paid        bool   `json:"paid"`
}

func (s *Server) sendInvoice(c *call) (any, *apiError) {
	in, failed := s.readInvoice(c)
	if failed != nil {
		return nil, failed
	}
	return s.post(c, &Message{Kind: KindInvoice, Text: in.Title, invoice: in})
}

// readInvoice follows the documented limits; the words of the refusals are the server's where they are known.
func (s *Server) readInvoice(c *call) (*Invoice, *apiError) {
	in := &Invoice{
		Title: c.params.str("title"), Description: c.params.str("description"), Currency: c.params.str("currency"),
		Payload: c.params.str("payload"), Start: c.params.str("start_parameter"),
	}
	provider := c.params.str("provider_token")
	switch {
	case utf8.RuneCountInString(in.Title) > maxInvoiceTitle, in.Title == "":
		return nil, badRequest("INVOICE_TITLE_INVALID")
	case utf8.RuneCountInString(in.Description) > maxInvoiceText, in.Description == "":
		return nil, badRequest("INVOICE_DESCRIPTION_INVALID")
	case len(in.Payload) > maxInvoiceBytes, in.Payload == "":
		return nil, badRequest("INVOICE_PAYLOAD_INVALID")
	case len(in.Currency) != 3, in.Currency != strings.ToUpper(in.Currency):
		return nil, badRequest("CURRENCY_INVALID")
	case len(in.Start) > maxStartBytes:
		return nil, badRequest("START_PARAM_INVALID")
	case in.Currency == currencyStars && provider != "":
		return nil, badRequest("STARS_INVOICE_INVALID")
	case in.Currency != currencyStars && provider == "":
		return nil, badRequest("PAYMENT_PROVIDER_INVALID")
	}
	return in, s.readPrices(c, in)
}

func (s *Server) readPrices(c *call, in *Invoice) *apiError {
	var prices []struct {
		Label  string `json:"label"`
		Amount int64  `json:"amount"`
	}
	if err := c.params.object("prices", &prices); err != nil || len(prices) == 0 {
		return badRequest("can't parse prices JSON object")
	}
	if in.Currency == currencyStars && (len(prices) != 1 || c.params.integer("max_tip_amount", 0) != 0) {
		return badRequest("STARS_INVOICE_INVALID")
	}
	for _, p := range prices {
		if p.Label == "" {
			return badRequest("can't parse labeled price: Field \"label\" must be non-empty")
		}
		in.Amount += p.Amount
	}
	if in.Amount <= 0 || in.Amount > maxInvoiceAmount {
		return badRequest("CURRENCY_TOTAL_AMOUNT_INVALID")
	}
	return nil
}

// money writes an amount for the page: whole Stars, else hundredths.
func money(amount int64, currency string) string {
	if currency == currencyStars {
		return fmt.Sprintf("⭐ %d", amount)
	}
	return fmt.Sprintf("%d.%02d %s", amount/100, amount%100, currency)
}
