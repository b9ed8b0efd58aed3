package texts

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
)

// Money writes an amount as the language does: 300 ⭐, 500 ₽, 4,50 €.
func (p Printer) Money(m domain.Money) string {
	if m.Currency == domain.CurrencyStars {
		return strconv.FormatInt(m.Amount, 10) + "\u00a0⭐"
	}
	unit := int64(1)
	digits := decimals(m.Currency)
	for range digits {
		unit *= 10
	}
	s := strconv.FormatInt(m.Amount/unit, 10)
	if rest := m.Amount % unit; rest != 0 {
		point := "."
		if p.lang == "ru" {
			point = ","
		}
		s += fmt.Sprintf("%s%0*d", point, digits, rest)
	}
	return s + "\u00a0" + sign(m.Currency)
}

// decimals is how many digits of a currency's amount are its fraction (ISO 4217).
func decimals(currency string) int {
	switch currency {
	case "JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

func sign(currency string) string {
	switch currency {
	case "RUB":
		return "₽"
	case "EUR":
		return "€"
	case "USD":
		return "$"
	case "KZT":
		return "₸"
	}
	return currency
}

// spell writes the parameters that every language writes in its own way.
func (p Printer) spell(value any) any {
	switch v := value.(type) {
	case time.Time:
		return p.Date(v.Local())
	case domain.Money:
		return p.Money(v)
	}
	return value
}

// harmless makes a parameter safe for Telegram's HTML.
func harmless(value any) any {
	switch value.(type) {
	case Markup, int, int32, int64:
		return value
	}
	return html.EscapeString(strings.ToValidUTF8(fmt.Sprint(value), "\uFFFD"))
}
