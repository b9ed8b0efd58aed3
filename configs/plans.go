package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Payments is what is sold and how it is paid.
type Payments struct {
	ProviderToken string // empty: Telegram Stars alone
	Plans         []Plan
	GraceDays     int
	Terms         string // a text, or the address of one; may be empty
}

// Plan is one subscription that people can buy.
type Plan struct {
	Key      string `yaml:"key"`
	Title    string `yaml:"title,omitempty"`    // empty: Frontdesk's own words
	Price    int64  `yaml:"price"`              // in the smallest units: kopecks, cents, whole Stars
	Currency string `yaml:"currency,omitempty"` // empty: XTR
	Days     int    `yaml:"days"`
}

// Stars is the currency of Telegram Stars, which needs no payment provider.
const Stars = "XTR"

// The bounds of a plan. A title is that of an invoice (Bot API, sendInvoice), a key has to fit into a button.
const (
	maxPlans = 10
	maxTitle = 32
	maxDays  = 3660
	maxPrice = 100_000_000
)

var (
	planKey  = regexp.MustCompile(`^[a-z0-9_-]{1,24}$`)
	currency = regexp.MustCompile(`^[A-Z]{3}$`)
)

// parsePlans reads plans from what YAML made of them, or from a text of the environment in YAML or JSON.
func parsePlans(value any) ([]Plan, error) {
	const how = `must be a list such as [{key: month, price: 300, days: 30}]`
	if plans, ok := value.([]Plan); ok { // the default
		return plans, nil
	}
	raw, isText := value.(string)
	if !isText {
		written, err := yaml.Marshal(value)
		if err != nil {
			return nil, errors.New(how)
		}
		raw = string(written)
	}
	var plans []Plan
	dec := yaml.NewDecoder(bytes.NewReader([]byte(raw)))
	dec.KnownFields(true)
	if err := dec.Decode(&plans); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.New(how + ", each with key, price, days, and if need be currency and title: " + oneLine(strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	for i := range plans {
		if plans[i].Currency == "" {
			plans[i].Currency = Stars
		}
	}
	if len(plans) == 0 {
		return nil, nil
	}
	return plans, nil
}

func (p Payments) checkPlans() error {
	if len(p.Plans) > maxPlans {
		return fmt.Errorf("are %d; at most %d fit on a screen", len(p.Plans), maxPlans)
	}
	seen := map[string]bool{}
	for i, plan := range p.Plans {
		if err := p.checkPlan(plan); err != nil {
			return fmt.Errorf("[%d]: %w", i+1, err)
		}
		if seen[plan.Key] {
			return fmt.Errorf("[%d]: the key %q is there twice; give each plan its own", i+1, plan.Key)
		}
		seen[plan.Key] = true
	}
	return nil
}

func (p Payments) checkPlan(plan Plan) error {
	switch {
	case !planKey.MatchString(plan.Key):
		return fmt.Errorf("key is %q and must be 1 to 24 of a-z, 0-9, - and _, such as month", plan.Key)
	case utf8.RuneCountInString(plan.Title) > maxTitle:
		return fmt.Errorf("the title of %s is longer than the %d characters that an invoice shows; shorten it, or leave it out", plan.Key, maxTitle)
	case plan.Price < 1 || plan.Price > maxPrice:
		return fmt.Errorf("the price of %s is %d and must be from 1 to %d, in the smallest units: 50000 for 500.00 RUB, 500 for 500 Stars", plan.Key, plan.Price, maxPrice)
	case !currency.MatchString(plan.Currency):
		return fmt.Errorf("the currency of %s is %q and must be three capital letters such as RUB, or XTR for Telegram Stars", plan.Key, plan.Currency)
	case plan.Days < 1 || plan.Days > maxDays:
		return fmt.Errorf("the days of %s are %d and must be from 1 to %d", plan.Key, plan.Days, maxDays)
	case plan.Currency != Stars && p.ProviderToken == "":
		return fmt.Errorf("%s costs %s, and without payments.provider_token people can pay in Telegram Stars alone; set the token that @BotFather gives under Payments, or write currency: XTR", plan.Key, plan.Currency)
	}
	return nil
}

// checkProviderToken looks at the shape of a provider's token: those of @BotFather are "<number>:<TEST|LIVE>:<words>".
func checkProviderToken(s string) error {
	if s != "" && (strings.ContainsAny(s, " \t\n") || !strings.Contains(s, ":")) {
		return errors.New("does not look like a payment provider's token (381764678:TEST:12345); copy it again from @BotFather, Payments, or leave it empty for Telegram Stars")
	}
	return nil
}

func checkTerms(s string) error {
	if !strings.HasPrefix(s, "http") {
		if n := utf8.RuneCountInString(s); n > 3000 {
			return fmt.Errorf("has %d characters, and a message holds 3000 of them; put the text on a page and give its address", n)
		}
		return nil
	}
	if u, err := url.Parse(s); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return errors.New("must be a text, or an address such as https://example.org/terms")
	}
	return nil
}
