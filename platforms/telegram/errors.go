package telegram

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"frontdesk/domain"
)

const (
	leastWait = time.Second
	// mostWait bounds what a broken server can make us wait; Telegram's own waits are far below it.
	mostWait = 24 * time.Hour
	// maxDescription bounds what a log line takes over from a server, in bytes.
	maxDescription = 300
)

// Words of Telegram's descriptions, from tdlib/telegram-bot-api Client.cpp and clients' error tables. They are compared in
// lower case and by their parts, since prefixes ("Bad Request: ") and details vary.
var (
	sayUnreachable = []string{
		"chat not found", "user is deactivated", "bot was blocked", "bot was kicked", "bot is not a member",
		"the group chat was deleted", "group chat was deactivated", "can't initiate conversation", "have no rights to send a message",
		"not enough rights to send", "peer_id_invalid", "user_is_blocked", "input_user_deactivated", "chat_write_forbidden",
	}
	sayNotModified = []string{"message is not modified"}
	// "no text in the message to edit" is a photo or the like: a text cannot take its place, as if it were gone.
	sayNoEdit   = []string{"message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message to edit"}
	sayNoDelete = []string{"message to delete not found", "message_id_invalid"}
	sayRefunded = []string{"charge_already_refunded"}
	sayTooLate  = []string{"query is too old", "query id is invalid", "query_id_invalid"}
)

// says tells whether the cause of err holds one of the phrases.
func says(err error, phrases []string) bool {
	if err == nil {
		return false
	}
	text := strings.ToLower(err.Error())
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// failure turns what went wrong with a call into one of the domain's kinds.
func (c *Client) failure(ctx context.Context, k call, r reply, err error) *domain.Error {
	if r.said.ErrorCode != 0 || r.said.Description != "" {
		return c.refusal(k, r)
	}
	if cause := ctx.Err(); cause != nil { // the caller's own end: his, whatever the transport made of it
		return c.fail(domain.KindUnavailable, k.method, fmt.Errorf("given up: %w", cause))
	}
	switch {
	case !r.whole:
		return c.fail(domain.KindUnavailable, k.method, err)
	case r.status == http.StatusTooManyRequests: // a proxy on the way
		return c.limited(k, r.retryAfter, fmt.Errorf("HTTP %d", r.status))
	case r.status >= 300 && r.status < 400:
		return c.fail(domain.KindUnavailable, k.method, fmt.Errorf("HTTP %d: the API address leads elsewhere; correct telegram.api_url", r.status))
	default: // a proxy's page, an empty body, another service's JSON: its text is of no use
		return c.fail(domain.KindUnavailable, k.method, fmt.Errorf("HTTP %d without an answer of the Bot API", r.status))
	}
}

// refusal sorts an answer in which the Bot API itself says no.
func (c *Client) refusal(k call, r reply) *domain.Error {
	answer := r.said
	code := answer.ErrorCode
	if code == 0 {
		code = r.status
	}
	said := fmt.Errorf("%d: %s", code, shorten(answer.Description))
	if code == http.StatusTooManyRequests {
		seconds := r.retryAfter
		if answer.Parameters != nil && answer.Parameters.RetryAfter > 0 {
			seconds = answer.Parameters.RetryAfter
		}
		return c.limited(k, seconds, said)
	}
	failed := c.fail(kindOf(code, said), k.method, said)
	if answer.Parameters != nil {
		failed.MovedTo = answer.Parameters.MigrateToChatID
	}
	return failed
}

// kindOf sorts a refusal by its code and, where the code is not enough, by its words.
func kindOf(code int, said error) domain.Kind {
	switch {
	case code == http.StatusUnauthorized, code == http.StatusMisdirectedRequest:
		return domain.KindUnauthorized
	case code == http.StatusNotFound && !says(said, []string{"method not found"}):
		return domain.KindUnauthorized // the path, which holds the token, is unknown
	case code == http.StatusConflict:
		return domain.KindElsewhere
	case code == http.StatusForbidden:
		return domain.KindUnreachable
	case code == http.StatusBadRequest && says(said, sayUnreachable):
		return domain.KindUnreachable
	case code >= 400 && code < 500:
		return domain.KindRejected
	default:
		return domain.KindUnavailable
	}
}

// limited is a 429. Telegram does not say what its limit is on. A call about a chat is taken to have met that chat's limit,
// since those are the tightest by far (1/s against 30/s); a call about none can only have met a limit on all of the bot's.
// Whoever sees many chats limited at once should slow down as a whole.
func (c *Client) limited(k call, seconds int, said error) *domain.Error {
	failed := c.fail(domain.KindRateLimited, k.method, said)
	failed.RetryAfter = leastWait
	switch {
	case seconds >= int(mostWait/time.Second):
		failed.RetryAfter = mostWait
	case seconds > 1:
		failed.RetryAfter = time.Duration(seconds) * time.Second
	}
	failed.Global = k.chat == 0
	return failed
}

func shorten(s string) string {
	if len(s) > maxDescription {
		s = s[:maxDescription] + "…"
	}
	return strings.ToValidUTF8(s, "")
}
