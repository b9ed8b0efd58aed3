package telegram

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/domain"
)

// Telegram's limits on what a bot uploads (Bot API, Sending files).
const (
	maxPhoto    = 10 << 20
	maxDocument = 50 << 20
)

// SendFile sends a photo or a document and gives the message's id; 0 when it was accepted and the server does not tell.
func (c *Client) SendFile(ctx context.Context, chatID int64, f domain.File) (id int64, err error) {
	method, field, most := "sendDocument", "document", maxDocument
	if f.Photo {
		method, field, most = "sendPhoto", "photo", maxPhoto
	}
	if len(f.Data) == 0 || len(f.Data) > most {
		return 0, c.fail(domain.KindRejected, method, fmt.Errorf("a file of %d bytes; 1 to %d are taken", len(f.Data), most))
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(chatID, 10)}
	if caption := clean(f.Caption); caption != "" {
		params["caption"], params["parse_mode"] = caption, tgbotapi.ModeHTML
	}
	keyboard, err := keyboardOf(f.Rows)
	if err != nil {
		return 0, c.fail(domain.KindRejected, method, err)
	}
	params.AddNonEmpty("reply_markup", keyboard)
	result, err := c.do(ctx, call{method: method, params: params, chat: chatID, once: true, upload: &upload{field: field, name: f.Name, data: f.Data}})
	if err != nil {
		return 0, err
	}
	return messageID(result), nil
}

// upload is a file that a call brings along.
type upload struct {
	field, name string
	data        []byte
}

// into makes a request one with parts, which is how files are sent.
func (u *upload) into(req *http.Request, params tgbotapi.Params) {
	var content bytes.Buffer
	w := multipart.NewWriter(&content)
	// Writing to memory does not fail.
	for name, value := range params {
		_ = w.WriteField(name, value)
	}
	part, _ := w.CreateFormFile(u.field, u.name)
	_, _ = part.Write(u.data)
	_ = w.Close()
	body := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content.Bytes())), nil }
	req.Header = http.Header{"Content-Type": {w.FormDataContentType()}}
	req.GetBody, req.ContentLength = body, int64(content.Len())
	req.Body, _ = body()
}
