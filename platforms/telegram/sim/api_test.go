package sim_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/telegram/sim"
)

func TestTheTokenAndThePathAreChecked(t *testing.T) {
	t.Parallel()
	srv, b := start(t, sim.Options{})
	for path, want := range map[string]string{
		"/bot" + srv.Token() + "/nonsense":   "404 Not Found: method not found",
		"/bot" + srv.Token():                 "404 Not Found",
		"/bot7:wrong/getMe":                  "401 Unauthorized",
		"/botnonsense/getMe":                 "401 Unauthorized: invalid token specified",
		"/bot" + srv.Token() + "/GETme":      "200 ",
		"/bot" + srv.Token() + "/getWebinar": "404 Not Found: method not found",
	} {
		response, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		r := must[reply](t)(readReply(response))
		if got := fmt.Sprintf("%d %s", r.status, r.Description); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	me := decode[sim.User](t, b.ok("getMe", M{}))
	if !me.IsBot || me.ID != srv.Bot().ID || me.Username != "frontdesk_bot" {
		t.Errorf("getMe says %+v", me)
	}
}

func TestParametersComeInEveryWay(t *testing.T) {
	t.Parallel()
	_, b := started(t, sim.Options{})
	form := url.Values{"chat_id": {"101"}, "text": {"form"}, "reply_markup": {`{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}`}}
	var parts bytes.Buffer
	w := multipart.NewWriter(&parts)
	for name, value := range map[string]string{"chat_id": "101", "text": "multipart"} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	replies := map[string]reply{
		"form":      must[reply](t)(b.post("sendMessage", "application/x-www-form-urlencoded", []byte(form.Encode()))),
		"multipart": must[reply](t)(b.post("sendmessage", w.FormDataContentType(), parts.Bytes())),
		"json":      b.call("sendMessage", M{"chat_id": 101, "text": "json"}),
		"query":     b.call("sendMessage?chat_id=101&text=query", M{}),
	}
	for want, r := range replies {
		if got := decode[message](t, r.Result).Text; got != want {
			t.Errorf("%s: sent %q (%s)", want, got, r.Description)
		}
	}
}

func TestWhatTheSpecificationForbidsIsRefusedAndRecorded(t *testing.T) {
	t.Parallel()
	ok := M{"text": "A", "callback_data": "a"}
	for _, c := range []struct{ name, method, body, text string }{
		{"unknown parameter", "sendMessage", `{"chat_id":101,"text":"x","disable_web_page_preview":true}`, `unknown parameter "disable_web_page_preview"`},
		{"wrong kind", "sendMessage", `{"chat_id":101,"text":5}`, `parameter "text": String expected`},
		{"quoted number", "deleteMessage", `{"chat_id":101,"message_id":"7"}`, `parameter "message_id": Integer expected`},
		{"null", "sendMessage", `{"chat_id":101,"text":"x","entities":null}`, `parameter "entities": must not be null`},
		{"null keyboard", "sendMessage", `{"chat_id":101,"text":"x","reply_markup":{"inline_keyboard":null}}`, `parameter "reply_markup": inline_keyboard: must not be null`},
		{"unknown field of a button", "sendMessage", `{"chat_id":101,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"A","data":"a"}]]}}`, `parameter "reply_markup": inline_keyboard: [0]: [0]: unknown field "data" of InlineKeyboardButton`},
		{"button without text", "sendMessage", `{"chat_id":101,"text":"x","reply_markup":{"inline_keyboard":[[{"callback_data":"a"}]]}}`, `parameter "reply_markup": inline_keyboard: [0]: [0]: field "text" of InlineKeyboardButton is required`},
		{"command without description", "setMyCommands", `{"commands":[{"command":"start"}]}`, `parameter "commands": [0]: field "description" of BotCommand is required`},
		{"scope without chat", "setMyCommands", `{"commands":[],"scope":{"type":"chat"}}`, `parameter "scope": BotCommandScope: field "chat_id" of BotCommandScopeChat is required`},
		{"link preview", "sendMessage", `{"chat_id":101,"text":"x","link_preview_options":{"disabled":true}}`, `parameter "link_preview_options": unknown field "disabled" of LinkPreviewOptions`},
		{"entity", "sendMessage", `{"chat_id":101,"text":"x","entities":[{"type":"bold","offset":0}]}`, `parameter "entities": [0]: field "length" of MessageEntity is required`},
		{"reply keyboard in an edit", "editMessageText", `{"chat_id":101,"message_id":1,"text":"x","reply_markup":{"keyboard":[[{"text":"A"}]]}}`, `parameter "reply_markup": unknown field "keyboard" of InlineKeyboardMarkup`},
		{"no chat", "sendMessage", `{"text":"x"}`, "chat_id is empty"},
		{"no text", "sendMessage", `{"chat_id":101}`, "message text is empty"},
		{"no message", "deleteMessage", `{"chat_id":101}`, "message identifier is not specified"},
		{"no chat to delete in", "deleteMessage", `{"message_id":1}`, "chat identifier is not specified"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			srv, b := started(t, sim.Options{})
			r := must[reply](t)(b.post(c.method, "application/json", []byte(c.body)))
			if r.status != 400 || r.Description != "Bad Request: "+c.text {
				t.Errorf("got %d %s", r.status, r.Description)
			}
			if v := srv.Violations(); len(v) != 1 || v[0].Method != c.method {
				t.Errorf("violations: %v", v)
			}
		})
	}
	t.Run("a form", func(t *testing.T) {
		t.Parallel()
		srv, b := started(t, sim.Options{})
		for _, form := range []string{"chat_id=101&text=x&entities=null", "chat_id=101&text=x&protect_content=maybe", "chat_id=101&text=x&message_thread_id=one"} {
			r := must[reply](t)(b.post("sendMessage", "application/x-www-form-urlencoded", []byte(form)))
			if r.status != 400 {
				t.Errorf("%s: got %d %s", form, r.status, r.Description)
			}
		}
		if n := len(srv.Violations()); n != 3 {
			t.Errorf("%d violations, want 3", n)
		}
	})
	t.Run("lenient", func(t *testing.T) {
		t.Parallel()
		srv, b := started(t, sim.Options{Lenient: true})
		b.ok("sendMessage", M{"chat_id": "101", "text": "x", "entities": nil, "reply_markup": keyboard([]M{ok})})
		if len(srv.Violations()) != 1 {
			t.Errorf("violations: %v", srv.Violations())
		}
	})
	t.Run("what is not built yet", func(t *testing.T) {
		t.Parallel()
		srv, b := started(t, sim.Options{})
		b.refused("getUserProfilePhotos", M{"user_id": 101}, 501, "Not Implemented: the simulator does not know getUserProfilePhotos yet")
		b.refused("sendMessage", M{"chat_id": 101, "text": "x", "message_thread_id": 3}, 501, "Not Implemented: the simulator does not know the parameter message_thread_id yet")
		if len(srv.Violations()) != 2 {
			t.Errorf("violations: %v", srv.Violations())
		}
	})
}

func TestAMessageIsRefusedInTelegramsWords(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	srv.AddPerson(sim.Profile{ID: 102, FirstName: "Silent"})
	data := func(n int) M { return keyboard([]M{{"text": "A", "callback_data": strings.Repeat("я", n/2)}}) }
	for _, c := range []struct {
		name string
		p    M
		code int
		text string
	}{
		{"empty", M{"text": ""}, 400, "Bad Request: message text is empty"},
		{"only space", M{"text": " \n "}, 400, "Bad Request: message text is empty"},
		{"only tags", M{"text": "<b></b>", "parse_mode": "HTML"}, 400, "Bad Request: message text is empty"},
		{"4097 units", M{"text": strings.Repeat("x", 4097)}, 400, "Bad Request: message is too long"},
		{"4098 units of 2049 emoji", M{"text": strings.Repeat("🙂", 2049)}, 400, "Bad Request: message is too long"},
		{"raw", M{"text": strings.Repeat("<b></b>", 5000) + "x", "parse_mode": "HTML"}, 400, "Bad Request: text is too long"},
		{"parse mode", M{"text": "x", "parse_mode": "BBCode"}, 400, "Bad Request: unsupported parse_mode"},
		{"chat", M{"chat_id": 999, "text": "x"}, 400, "Bad Request: chat not found"},
		{"never wrote", M{"chat_id": 102, "text": "x"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"66 bytes of data", M{"text": "x", "reply_markup": data(66)}, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"no data", M{"text": "x", "reply_markup": keyboard([]M{{"text": "A", "callback_data": ""}})}, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"no action", M{"text": "x", "reply_markup": keyboard([]M{{"text": "A"}})}, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"two actions", M{"text": "x", "reply_markup": keyboard([]M{{"text": "A", "callback_data": "a", "url": "https://example.org"}})}, 400, "Bad Request: can't parse inline keyboard button: exactly one action is allowed"},
		{"bad link", M{"text": "x", "reply_markup": keyboard([]M{{"text": "A", "url": "http://localhost:1"}})}, 400, "Bad Request: inline keyboard button URL 'http://localhost:1' is invalid: Wrong HTTP URL"},
		{"reply", M{"text": "x", "reply_parameters": M{"message_id": 555}}, 400, "Bad Request: message to be replied not found"},
	} {
		if c.p["chat_id"] == nil {
			c.p["chat_id"] = 101
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			(&bot{t, srv}).refused("sendMessage", c.p, c.code, c.text)
		})
	}
	for name, p := range map[string]M{
		"4096 units":        {"text": strings.Repeat("x", 4096)},
		"2048 emoji":        {"text": strings.Repeat("🙂", 2048)},
		"tags do not count": {"text": "<b>" + strings.Repeat("x", 4096) + "</b>", "parse_mode": "html"},
		"64 bytes of data":  {"text": "x", "reply_markup": data(64)},
		"no rows":           {"text": "x", "reply_markup": M{"inline_keyboard": []any{}}},
		"reply anyway":      {"text": "x", "reply_parameters": M{"message_id": 555, "allow_sending_without_reply": true}},
	} {
		p["chat_id"] = 101
		if m := b.send(p); m.Chat.ID != 101 || !m.From.IsBot {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestEditsFollowTelegramsRules(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	const notModified = "Bad Request: message is not modified: specified new message content and reply markup are exactly " +
		"the same as a current content and reply markup of the message"
	one := keyboard([]M{{"text": "A", "callback_data": "a"}})
	sent := b.send(M{"chat_id": 101, "text": "<b>Shop</b>", "parse_mode": "HTML", "reply_markup": one})
	edit := func(text string, markup any) M {
		p := M{"chat_id": 101, "message_id": sent.ID, "text": text, "parse_mode": "HTML"}
		if markup != nil {
			p["reply_markup"] = markup
		}
		return p
	}
	b.refused("editMessageText", edit("<b>Shop</b>", one), 400, notModified)
	b.refused("editMessageText", edit("<strong>Shop</strong> ", one), 400, notModified)
	b.ok("editMessageText", edit("Shop", one)) // other entities
	b.refused("editMessageReplyMarkup", M{"chat_id": 101, "message_id": sent.ID, "reply_markup": one}, 400, notModified)
	edited := decode[message](t, b.ok("editMessageText", edit("Shop", nil)))
	if edited.ReplyMarkup != nil || edited.EditDate == 0 {
		t.Errorf("an edit without reply_markup must drop the keyboard: %+v", edited)
	}
	b.refused("editMessageText", edit("Shop", nil), 400, notModified)
	b.refused("editMessageReplyMarkup", M{"chat_id": 101, "message_id": sent.ID}, 400, notModified)
	b.ok("editMessageReplyMarkup", M{"chat_id": 101, "message_id": sent.ID, "reply_markup": one})

	own := must[sim.Message](t)(srv.Send(101, "mine"))
	b.refused("editMessageText", M{"chat_id": 101, "message_id": own.ID, "text": "x"}, 400, "Bad Request: message can't be edited")
	b.refused("editMessageText", M{"chat_id": 101, "message_id": 9999, "text": "x"}, 400, "Bad Request: message to edit not found")
	b.refused("editMessageText", M{"text": "x"}, 400, "Bad Request: message identifier is not specified")
	b.refused("editMessageText", M{"chat_id": 5, "message_id": 1, "text": "x"}, 400, "Bad Request: chat not found")
	b.refused("editMessageText", edit(strings.Repeat("x", 4097), nil), 400, "Bad Request: message is too long")
	b.ok("deleteMessage", M{"chat_id": 101, "message_id": sent.ID})
	b.refused("editMessageText", edit("late", nil), 400, "Bad Request: message to edit not found")
}

func TestDeletionsFollowTelegramsRules(t *testing.T) {
	t.Parallel()
	c := newClock()
	srv, b := started(t, sim.Options{Clock: c.Now})
	srv.AddGroup(-5, "Sellers", 101)
	secret := must[sim.Message](t)(srv.Send(101, "my password"))
	b.ok("deleteMessage", M{"chat_id": 101, "message_id": secret.ID})
	b.refused("deleteMessage", M{"chat_id": 101, "message_id": secret.ID}, 400, "Bad Request: message to delete not found")
	chat, _ := srv.Chat(101)
	if m := chat.Messages[len(chat.Messages)-1]; !m.Deleted || m.DeletedBy != sim.DeletedByBot || m.Text != "my password" {
		t.Errorf("the deleted message is kept as %+v", m)
	}
	first := b.send(M{"chat_id": 101, "text": "one"})
	inGroup := must[sim.Message](t)(srv.SendIn(-5, 101, "hi"))
	b.refused("deleteMessage", M{"chat_id": -5, "message_id": inGroup.ID}, 400, "Bad Request: message can't be deleted")
	c.pass(48*time.Hour - time.Second)
	second := b.send(M{"chat_id": 101, "text": "two"})
	c.pass(time.Second)
	b.refused("deleteMessage", M{"chat_id": 101, "message_id": first.ID}, 400, "Bad Request: message can't be deleted")
	b.ok("deleteMessages", M{"chat_id": 101, "message_ids": []int64{first.ID, second.ID, 9999}})
	chat, _ = srv.Chat(101)
	for _, m := range chat.Messages {
		if m.ID == first.ID && m.Deleted || m.ID == second.ID && !m.Deleted {
			t.Errorf("after deleteMessages: %+v", m)
		}
	}
	b.refused("deleteMessages", M{"chat_id": 101, "message_ids": make([]int, 101)}, 400, "Bad Request: too many message identifiers specified")
	b.refused("deleteMessages", M{"chat_id": 101, "message_ids": []int{0}}, 400, "Bad Request: invalid message identifier specified")
	b.refused("deleteMessages", M{"chat_id": 101, "message_ids": []int{}}, 400, "Bad Request: message identifiers are not specified")
}

func TestACallbackIsAnsweredOnceAndInTime(t *testing.T) {
	t.Parallel()
	const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	c := newClock()
	srv, b := started(t, sim.Options{Clock: c.Now})
	m := b.send(M{"chat_id": 101, "text": "x", "reply_markup": keyboard([]M{{"text": "A", "callback_data": "a"}})})
	tap := func() string { return must[string](t)(srv.Tap(101, m.ID, "a")) }

	id := tap()
	b.refused("answerCallbackQuery", M{"callback_query_id": id, "text": strings.Repeat("x", 201)}, 400, "Bad Request: MESSAGE_TOO_LONG")
	b.refused("answerCallbackQuery", M{"callback_query_id": id, "url": "https://example.org"}, 400, "Bad Request: URL_INVALID")
	b.ok("answerCallbackQuery", M{"callback_query_id": id, "text": strings.Repeat("x", 200), "show_alert": true})
	b.refused("answerCallbackQuery", M{"callback_query_id": id}, 400, tooOld)
	b.refused("answerCallbackQuery", M{"callback_query_id": "12"}, 400, tooOld)
	late := tap()
	c.pass(61 * time.Second)
	b.refused("answerCallbackQuery", M{"callback_query_id": late}, 400, tooOld)
	chat, _ := srv.Chat(101)
	if len(chat.Answers) != 1 || !chat.Answers[0].Alert || chat.Answers[0].CallbackID != id {
		t.Errorf("answers: %+v", chat.Answers)
	}
}

func TestFilesArePlaceholders(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	var parts bytes.Buffer
	w := multipart.NewWriter(&parts)
	if err := w.WriteField("chat_id", "101"); err != nil {
		t.Fatal(err)
	}
	if err := w.WriteField("caption", "Report"); err != nil {
		t.Fatal(err)
	}
	if _, err := must[interface{ Write([]byte) (int, error) }](t)(w.CreateFormFile("document", "june.csv")).Write([]byte("a;b")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := must[reply](t)(b.post("sendDocument", w.FormDataContentType(), parts.Bytes()))
	m := decode[message](t, r.Result)
	if m.Caption != "Report" || m.Document["file_name"] != "june.csv" || m.Document["file_size"] != 3.0 {
		t.Errorf("sent %s", r.Result)
	}
	photo := decode[message](t, b.ok("sendPhoto", M{"chat_id": 101, "photo": "https://example.org/a.jpg"}))
	if len(photo.Photo) != 1 {
		t.Errorf("sent %+v", photo)
	}
	b.refused("editMessageText", M{"chat_id": 101, "message_id": photo.ID, "text": "x"}, 400, "Bad Request: there is no text in the message to edit")
	b.refused("sendPhoto", M{"chat_id": 101, "photo": "id", "caption": strings.Repeat("x", 1025)}, 400, "Bad Request: message caption is too long")
	if v := srv.Violations(); len(v) > 0 {
		t.Errorf("violations: %v", v)
	}
}

func TestChatsAndActions(t *testing.T) {
	t.Parallel()
	srv, b := started(t, sim.Options{})
	b.ok("sendChatAction", M{"chat_id": 101, "action": "typing"})
	b.refused("sendChatAction", M{"chat_id": 101, "action": "dancing"}, 400, "Bad Request: wrong parameter action in request")
	if chat, _ := srv.Chat(101); len(chat.Actions) != 1 {
		t.Errorf("actions: %v", chat.Actions)
	}
	if full := decode[M](t, b.ok("getChat", M{"chat_id": 101})); full["type"] != "private" || full["first_name"] != "Olga" {
		t.Errorf("getChat: %v", full)
	}
	b.refused("getChat", M{"chat_id": "@nobody"}, 400, "Bad Request: chat not found")
}
