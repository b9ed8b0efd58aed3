package sim

import (
	"encoding/json"
	"net/url"
	"strings"
)

// maxButtons is how many buttons an inline keyboard may have.
const maxButtons = 100

// inlineMarkup is an inline keyboard in one canonical form, so that two can be compared. No keyboard is the zero value.
type inlineMarkup struct {
	raw  json.RawMessage
	rows [][]Button
}

// parseMarkup reads reply_markup. Keyboards that are not inline are taken and not kept: no message shows them.
func parseMarkup(p params) (inlineMarkup, *apiError) {
	var markup struct {
		Inline [][]map[string]json.RawMessage `json:"inline_keyboard"`
	}
	if err := p.object("reply_markup", &markup); err != nil {
		return inlineMarkup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	var kept [][]map[string]json.RawMessage
	var rows [][]Button
	count := 0
	for _, row := range markup.Inline {
		if len(row) == 0 {
			continue
		}
		buttons := make([]Button, len(row))
		for i, fields := range row {
			var failed *apiError
			if buttons[i], failed = parseButton(fields); failed != nil {
				return inlineMarkup{}, failed
			}
		}
		count += len(row)
		kept, rows = append(kept, row), append(rows, buttons)
	}
	if len(kept) == 0 {
		return inlineMarkup{}, nil
	}
	if count > maxButtons {
		return inlineMarkup{}, badRequest("reply markup is too long")
	}
	raw, err := json.Marshal(map[string]any{"inline_keyboard": kept})
	if err != nil {
		return inlineMarkup{}, badRequest("can't parse reply keyboard markup JSON object")
	}
	return inlineMarkup{raw: raw, rows: rows}, nil
}

// isAction says whether a field of a button is one of those of which a button has exactly one.
func isAction(field string) bool {
	switch field {
	case "text", "icon_custom_emoji_id", "style", "disabled":
		return false
	}
	return true
}

func parseButton(fields map[string]json.RawMessage) (Button, *apiError) {
	b := Button{Text: jsonText(fields["text"]), Data: jsonText(fields["callback_data"]), URL: jsonText(fields["url"])}
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("can't parse inline keyboard button: Field \"text\" must be non-empty")
	}
	actions := 0
	for field, value := range fields {
		if isAction(field) && string(value) != `""` {
			actions++
		}
	}
	switch {
	case actions == 0:
		if _, given := fields["callback_data"]; given {
			return b, badRequest("BUTTON_DATA_INVALID")
		}
		return b, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return b, badRequest("can't parse inline keyboard button: exactly one action is allowed")
	case len(b.Data) > maxCallbackData:
		return b, badRequest("BUTTON_DATA_INVALID")
	case b.URL != "" && !validLink(b.URL):
		return b, badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	return b, nil
}

func jsonText(raw json.RawMessage) string {
	var text string
	if len(raw) == 0 || json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}

// validLink follows Telegram's check of links: http, https and tg links; a host needs a dot, so localhost is none.
func validLink(link string) bool {
	if strings.HasPrefix(link, "tg://") || strings.HasPrefix(link, "ton://") {
		return true
	}
	if !strings.Contains(link, "://") {
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return false
	}
	host := u.Hostname()
	return strings.Contains(host, ".") && !strings.Contains(host, "..") && !strings.ContainsAny(host, " \t\n") &&
		!strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".")
}
