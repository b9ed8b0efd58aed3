package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

// maxToast is how long the answer to a pressed button may be, in characters.
const maxToast = 200

// noPreview is LinkPreviewOptions: a screen's links are to be tapped, not shown.
const noPreview = `{"is_disabled":true}`

// Me asks who the bot is. It is the call that shows whether the token is good (else KindUnauthorized).
func (c *Client) Me(ctx context.Context) (domain.BotInfo, error) {
	result, err := c.do(ctx, call{method: "getMe"})
	if err != nil {
		return domain.BotInfo{}, err
	}
	var me struct {
		ID        int64  `json:"id"`
		Username  string `json:"username"`
		FirstName string `json:"first_name"`
	}
	if err := unmarshal(result, &me); err != nil || me.ID == 0 {
		return domain.BotInfo{}, c.fail(domain.KindUnavailable, "getMe", errors.New("the answer does not say who the bot is"))
	}
	return domain.BotInfo{ID: me.ID, Username: me.Username, Name: me.FirstName}, nil
}

// Send sends a message as HTML, without link previews, and tells its id; 0 when the server accepted the message and did not
// tell (then it must not be sent again).
func (c *Client) Send(ctx context.Context, chatID int64, m domain.Message) (id int64, err error) {
	params, err := c.messageParams("sendMessage", chatID, m)
	if err != nil {
		return 0, err
	}
	result, err := c.do(ctx, call{method: "sendMessage", params: params, chat: chatID, once: true})
	if err != nil {
		return 0, err
	}
	return messageID(result), nil
}

// messageID reads which message was made; 0 when the server has accepted it and does not tell.
func messageID(result json.RawMessage) int64 {
	var sent struct {
		MessageID int64 `json:"message_id"`
	}
	_ = unmarshal(result, &sent) // accepted all the same
	return sent.MessageID
}

// Edit puts m in the place of an earlier message of the bot; without rows its keyboard goes. A message that shows m already is
// a success. KindNotFound says that there is nothing that could be edited: it is gone, too old, or not a text of ours.
func (c *Client) Edit(ctx context.Context, chatID, messageID int64, m domain.Message) error {
	params, err := c.messageParams("editMessageText", chatID, m)
	if err != nil {
		return err
	}
	params["message_id"] = strconv.FormatInt(messageID, 10)
	_, err = c.do(ctx, call{method: "editMessageText", params: params, chat: chatID})
	switch {
	case rejected(err, sayNotModified):
		return nil
	case rejected(err, sayNoEdit):
		return &domain.Error{Kind: domain.KindNotFound, Err: errors.Unwrap(err)}
	}
	return err
}

// Delete deletes a message; one that is not there any more is a success. KindRejected says that Telegram will not delete it
// (48 hours old, or another's in a group).
func (c *Client) Delete(ctx context.Context, chatID, messageID int64) error {
	_, err := c.do(ctx, call{method: "deleteMessage", chat: chatID, params: tgbotapi.Params{
		"chat_id": strconv.FormatInt(chatID, 10), "message_id": strconv.FormatInt(messageID, 10),
	}})
	if rejected(err, sayNoDelete) {
		return nil
	}
	return err
}

// Answer answers a pressed button, which ends the progress bar on it: with a toast, with an alert that the person has to
// close, or with nothing when text is empty. Text beyond 200 characters is cut. An answer that comes too late is a success.
func (c *Client) Answer(ctx context.Context, callbackID, text string, alert bool) error {
	params := tgbotapi.Params{"callback_query_id": callbackID}
	if text = cut(clean(text), maxToast); text != "" {
		params["text"] = text
		if alert {
			params["show_alert"] = "true"
		}
	}
	_, err := c.do(ctx, call{method: "answerCallbackQuery", params: params})
	if rejected(err, sayTooLate) {
		return nil
	}
	return err
}

// SetCommands sets the command menu of a scope for a language (ISO 639-1, empty for all others); no commands take the menu
// away, so that the next wider one shows.
func (c *Client) SetCommands(ctx context.Context, scope domain.CommandScope, language string, cmds []domain.Command) error {
	params := tgbotapi.Params{}
	params.AddNonEmpty("language_code", language)
	if scope.ChatID != 0 {
		params["scope"] = asJSON(struct {
			Type   string `json:"type"`
			ChatID int64  `json:"chat_id"`
		}{"chat", scope.ChatID})
	}
	k := call{method: "deleteMyCommands", params: params, chat: scope.ChatID}
	if len(cmds) > 0 {
		type command struct {
			Command     string `json:"command"`
			Description string `json:"description"`
		}
		list := make([]command, len(cmds))
		for i, cmd := range cmds {
			list[i] = command{cmd.Name, clean(cmd.Description)}
		}
		k.method, params["commands"] = "setMyCommands", asJSON(list)
	}
	_, err := c.do(ctx, k)
	return err
}

// SetDescription sets what people read in the empty chat before they press Start (at most 512 characters), for a language or,
// when that is empty, for all others. An empty description takes it away.
func (c *Client) SetDescription(ctx context.Context, language, description string) error {
	return c.setProfileText(ctx, "setMyDescription", "description", language, description)
}

// SetShortDescription sets what the bot's profile page says (at most 120 characters); otherwise as SetDescription.
func (c *Client) SetShortDescription(ctx context.Context, language, text string) error {
	return c.setProfileText(ctx, "setMyShortDescription", "short_description", language, text)
}

func (c *Client) setProfileText(ctx context.Context, method, param, language, text string) error {
	params := tgbotapi.Params{param: clean(text)}
	params.AddNonEmpty("language_code", language)
	_, err := c.do(ctx, call{method: method, params: params})
	return err
}

// messageParams are the parameters that sending and editing have in common.
func (c *Client) messageParams(method string, chatID int64, m domain.Message) (tgbotapi.Params, error) {
	params := tgbotapi.Params{
		"chat_id":              strconv.FormatInt(chatID, 10),
		"text":                 clean(m.Text),
		"parse_mode":           tgbotapi.ModeHTML,
		"link_preview_options": noPreview,
	}
	keyboard, err := keyboardOf(m.Rows)
	if err != nil {
		return nil, c.fail(domain.KindRejected, method, err)
	}
	params.AddNonEmpty("reply_markup", keyboard)
	return params, nil
}

// keyboardOf writes an inline keyboard; rows without buttons are left out, and no buttons at all make no keyboard, since
// Telegram refuses an empty one.
func keyboardOf(rows [][]domain.Button) (string, error) {
	type button struct {
		Text string `json:"text"`
		Data string `json:"callback_data,omitempty"`
		URL  string `json:"url,omitempty"`
	}
	var keyboard struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		line := make([]button, len(row))
		for i, b := range row {
			if (b.Data == "") == (b.URL == "") {
				return "", errors.New("a button needs either data or a link: " + strconv.Quote(b.Label))
			}
			line[i] = button{clean(b.Label), b.Data, b.URL}
		}
		keyboard.Rows = append(keyboard.Rows, line)
	}
	if len(keyboard.Rows) == 0 {
		return "", nil
	}
	return asJSON(keyboard), nil
}

// rejected tells whether err is a final refusal in these words.
func rejected(err error, phrases []string) bool {
	return err != nil && domain.KindOf(err) == domain.KindRejected && says(err, phrases)
}

// asJSON writes plain structs of strings and numbers, which cannot fail, without coding "<" and "&" once more.
func asJSON(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n")
}

// clean replaces what is not UTF-8, for which Telegram refuses the whole message.
func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// cut shortens s to at most limit characters as Telegram counts them (UTF-16 units), with "…" for what is missing.
func cut(s string, limit int) string {
	units, end := 0, 0 // end is where the text is cut if it is too long: there is still room for "…"
	for i, r := range s {
		size := 1
		if r > 0xFFFF {
			size = 2
		}
		if units+size <= limit-1 {
			end = i + utf8.RuneLen(r)
		}
		if units += size; units > limit {
			return s[:end] + "…"
		}
	}
	return s
}
