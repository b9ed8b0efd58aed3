package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

const (
	// maxPoll is the longest wait that the server grants (tdlib/telegram-bot-api, LONG_POLL_MAX_TIMEOUT).
	maxPoll = 50 * time.Second
	// pollMargin is how much longer than the server's wait a poll may take before the connection counts as dead.
	pollMargin = 10 * time.Second
	maxBatch   = 100
)

// Updates asks for the updates from offset on, at most limit of them (1–100), and waits up to timeout (at most 50 s) for the
// first. Asking confirms every update below offset: Telegram forgets them, so store them before. Only the kinds named are
// asked for; naming none keeps what was named last.
//
// Elements are not decoded here, so that one that cannot be read does not block the others; see domain.RawUpdate.Err for one
// whose number cannot be read. An empty answer may come at once and not after timeout, also from a server that does not wait
// at all: the caller keeps a pause of its own between such answers.
//
// KindElsewhere (409) says that another program polls with this token, or that a webhook is set.
func (c *Client) Updates(
	ctx context.Context, offset int64, limit int, timeout time.Duration, kinds []domain.UpdateKind,
) ([]domain.RawUpdate, error) {
	timeout = min(max(timeout, 0), maxPoll)
	timeout = (timeout + time.Second - 1).Truncate(time.Second)
	params := tgbotapi.Params{
		"limit":   strconv.Itoa(min(max(limit, 1), maxBatch)),
		"timeout": strconv.Itoa(int(timeout / time.Second)),
	}
	params.AddNonZero64("offset", offset)
	if named := wireKinds(kinds); len(named) > 0 {
		params["allowed_updates"] = asJSON(named)
	}
	result, err := c.do(ctx, call{method: "getUpdates", params: params, limit: timeout + pollMargin, urgent: true})
	if err != nil {
		return nil, err
	}
	var elements []json.RawMessage
	if err := unmarshal(result, &elements); err != nil && len(result) > 0 {
		return nil, c.fail(domain.KindUnavailable, "getUpdates", errors.New("the answer is not a list of updates"))
	}
	updates := make([]domain.RawUpdate, len(elements))
	for i, element := range elements {
		updates[i].JSON = element
		updates[i].ID, updates[i].Err = updateID(element)
	}
	return updates, nil
}

func wireKinds(kinds []domain.UpdateKind) []string {
	var named []string
	for _, k := range kinds {
		if k != domain.UpdateOther && k != "" {
			named = append(named, string(k))
		}
	}
	return named
}

func updateID(element []byte) (int64, error) {
	var u struct {
		ID *int64 `json:"update_id"`
	}
	if err := unmarshal(element, &u); err != nil {
		return 0, fmt.Errorf("telegram: an update without a readable number: %w", err)
	}
	if u.ID == nil || *u.ID <= 0 {
		return 0, errors.New("telegram: an update without a number")
	}
	return *u.ID, nil
}
