package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

// Webhook is what Telegram says about the bot's webhook.
type Webhook struct {
	Set       bool
	Host      string // of its address; the path is often a secret
	Pending   int    // updates that wait at Telegram, with or without a webhook
	LastError string // of the last delivery that failed; empty when none did
}

// Webhook asks whether updates go to a webhook: polling is refused while one is set.
func (c *Client) Webhook(ctx context.Context) (Webhook, error) {
	result, err := c.do(ctx, call{method: "getWebhookInfo"})
	if err != nil {
		return Webhook{}, err
	}
	var info struct {
		URL       string `json:"url"`
		Pending   int    `json:"pending_update_count"`
		LastError string `json:"last_error_message"`
	}
	if err := unmarshal(result, &info); err != nil {
		return Webhook{}, c.fail(domain.KindUnavailable, "getWebhookInfo", errors.New("the answer cannot be read"))
	}
	w := Webhook{Set: info.URL != "", Pending: info.Pending, LastError: shorten(info.LastError)}
	if u, err := url.Parse(info.URL); err == nil {
		w.Host = u.Host
	}
	return w, nil
}

// Clock asks the server for its time, to the second. The answer is as of some moment of the call; KindUnavailable when
// it names none.
func (c *Client) Clock(ctx context.Context) (time.Time, error) {
	r, err := c.ask(ctx, call{method: "getMe"})
	if err == nil && r.date.IsZero() {
		err = c.fail(domain.KindUnavailable, "getMe", errors.New("the answer has no Date header"))
	}
	return r.date, err
}

// Peek polls without confirming anything, for at most wait. KindElsewhere (409) says that another program polls: the
// server ends the older of two polls, and the other program's next one ends ours. So it disturbs, and must not be
// used beside a Frontdesk that serves.
func (c *Client) Peek(ctx context.Context, wait time.Duration) (waiting bool, err error) {
	seconds := int(min(max(wait, 0), maxPoll) / time.Second)
	result, err := c.do(ctx, call{
		method: "getUpdates", limit: wait + pollMargin,
		params: tgbotapi.Params{"limit": "1", "timeout": strconv.Itoa(seconds)},
	})
	if err != nil {
		return false, err
	}
	var updates []json.RawMessage
	_ = unmarshal(result, &updates) // the intake judges what it is
	return len(updates) > 0, nil
}
