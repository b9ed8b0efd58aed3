package telegram_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"frontdesk/domain"
	"frontdesk/platforms/telegram"
)

func TestMe(t *testing.T) {
	t.Parallel()
	s := serve(t, 200, `{"ok":true,"result":{"id":7012345678,"is_bot":true,"first_name":"Front desk","username":"desk_bot","new":1}}`)
	me, err := client(t, s.URL).Me(t.Context())
	if err != nil || me != (domain.BotInfo{ID: 7012345678, Username: "desk_bot", Name: "Front desk"}) {
		t.Error(me, err)
	}
	if client(t, s.URL).BotID() != 7012345678 {
		t.Error("the bot's id is the number of its token")
	}
}

// What goes over the wire, call by call: exact names and values, nothing beside them.
func TestRequests(t *testing.T) {
	t.Parallel()
	ok := `{"ok":true,"result":true}`
	shops := domain.Message{Text: "<b>Магазин</b> & co", Rows: [][]domain.Button{
		{{Label: "ON <1>", Data: "1.shop.on.5"}, {Label: "Site", URL: "https://example.org/?a=1&b=2"}}, {}, {{Label: "⟵", Data: "1.shops.open."}},
	}}
	keyboard := `{"inline_keyboard":[[{"text":"ON <1>","callback_data":"1.shop.on.5"},{"text":"Site","url":"https://example.org/?a=1&b=2"}],[{"text":"⟵","callback_data":"1.shops.open."}]]}`
	for name, tc := range map[string]struct {
		answer string
		call   func(context.Context, *telegram.Client) error
		want   string
	}{
		"send": {`{"ok":true,"result":{"message_id":12,"date":1}}`, func(ctx context.Context, c *telegram.Client) error {
			id, err := c.Send(ctx, -1001234567890, shops)
			if id != 12 {
				t.Error("message id", id)
			}
			return err
		}, "sendMessage\nchat_id=-1001234567890\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\nreply_markup=" + keyboard + "\ntext=<b>Магазин</b> & co"},
		"send without buttons": {ok, func(ctx context.Context, c *telegram.Client) error {
			_, err := c.Send(ctx, 5, domain.Message{Text: "bad \xff byte", Rows: [][]domain.Button{{}}})
			return err
		}, "sendMessage\nchat_id=5\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\ntext=bad \uFFFD byte"},
		"send, and no id told": {`{"ok":true,"result":null}`, func(ctx context.Context, c *telegram.Client) error {
			id, err := c.Send(ctx, 5, domain.Message{Text: "x"})
			if id != 0 {
				t.Error("message id", id)
			}
			return err
		}, "sendMessage\nchat_id=5\nlink_preview_options={\"is_disabled\":true}\nparse_mode=HTML\ntext=x"},
		"edit": {`{"ok":true,"result":null}`, func(ctx context.Context, c *telegram.Client) error {
			return c.Edit(ctx, 5, 12, shops)
		}, "editMessageText\nchat_id=5\nlink_preview_options={\"is_disabled\":true}\nmessage_id=12\nparse_mode=HTML\nreply_markup=" + keyboard + "\ntext=<b>Магазин</b> & co"},
		"delete": {
			`{"ok":true,"result":null}`, func(ctx context.Context, c *telegram.Client) error { return c.Delete(ctx, 5, 12) },
			"deleteMessage\nchat_id=5\nmessage_id=12",
		},
		"an invoice in Stars": {`{"ok":true,"result":{"message_id":13}}`, func(ctx context.Context, c *telegram.Client) error {
			id, err := c.SendInvoice(ctx, 5, domain.InvoiceMessage{
				Title: strings.Repeat("ы", 40), Description: "На 30 дней", Payload: "ABC", Label: "Месяц",
				Price: domain.Money{Amount: 300, Currency: "XTR"},
			})
			if id != 13 {
				t.Error("message id", id)
			}
			return err
		}, "sendInvoice\nchat_id=5\ncurrency=XTR\ndescription=На 30 дней\npayload=ABC\nprices=[{\"label\":\"Месяц\",\"amount\":300}]\nprovider_token=\nstart_parameter=subscription\ntitle=" + strings.Repeat("ы", 31) + "…"},
		"a checkout allowed": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.AnswerCheckout(ctx, "77", "")
		}, "answerPreCheckoutQuery\nok=true\npre_checkout_query_id=77"},
		"a checkout refused": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.AnswerCheckout(ctx, "77", "Счёт устарел")
		}, "answerPreCheckoutQuery\nerror_message=Счёт устарел\nok=false\npre_checkout_query_id=77"},
		"a refund": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.RefundStars(ctx, 5, "charge-1")
		}, "refundStarPayment\ntelegram_payment_charge_id=charge-1\nuser_id=5"},
		"answer with nothing": {
			ok, func(ctx context.Context, c *telegram.Client) error { return c.Answer(ctx, "77", "", true) },
			"answerCallbackQuery\ncallback_query_id=77",
		},
		"answer with a toast": {
			ok, func(ctx context.Context, c *telegram.Client) error { return c.Answer(ctx, "77", "Готово", false) },
			"answerCallbackQuery\ncallback_query_id=77\ntext=Готово",
		},
		"answer with an alert": {
			ok, func(ctx context.Context, c *telegram.Client) error { return c.Answer(ctx, "77", "No", true) },
			"answerCallbackQuery\ncallback_query_id=77\nshow_alert=true\ntext=No",
		},
		"commands for all": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.SetCommands(ctx, domain.CommandScope{}, "", []domain.Command{{Name: "menu", Description: "Menu & more"}})
		}, `setMyCommands` + "\n" + `commands=[{"command":"menu","description":"Menu & more"}]`},
		"commands of a chat": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.SetCommands(ctx, domain.CommandScope{ChatID: 5}, "ru", []domain.Command{{Name: "help", Description: "Помощь"}})
		}, "setMyCommands\ncommands=[{\"command\":\"help\",\"description\":\"Помощь\"}]\nlanguage_code=ru\nscope={\"type\":\"chat\",\"chat_id\":5}"},
		"no commands": {ok, func(ctx context.Context, c *telegram.Client) error {
			return c.SetCommands(ctx, domain.CommandScope{ChatID: 5}, "", nil)
		}, "deleteMyCommands\nscope={\"type\":\"chat\",\"chat_id\":5}"},
		"description": {
			ok, func(ctx context.Context, c *telegram.Client) error { return c.SetDescription(ctx, "ru", "Бот") },
			"setMyDescription\ndescription=Бот\nlanguage_code=ru",
		},
		"no short description": {
			ok, func(ctx context.Context, c *telegram.Client) error { return c.SetShortDescription(ctx, "", "") },
			"setMyShortDescription\nshort_description=",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, 200, tc.answer)
			if err := tc.call(t.Context(), client(t, s.URL)); err != nil {
				t.Fatal(err)
			}
			if got := s.asked(); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

func TestAButtonThatDoesNothingIsRefusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	s := serve(t, 200, `{"ok":true,"result":true}`)
	m := domain.Message{Text: "x", Rows: [][]domain.Button{{{Label: "dead"}}}}
	if err := client(t, s.URL).Edit(t.Context(), 1, 2, m); domain.KindOf(err) != domain.KindRejected || s.asked() != "" {
		t.Error(err, s.asked())
	}
}

func TestALongToastIsCutToTwoHundredCharacters(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("ы", 201), strings.Repeat("😀", 101), "a" + strings.Repeat("😀", 150)} {
		s := serve(t, 200, `{"ok":true,"result":true}`)
		if err := client(t, s.URL).Answer(t.Context(), "1", text, false); err != nil {
			t.Fatal(err)
		}
		got := s.params.Get("text")
		if n := len(utf16.Encode([]rune(got))); n > 200 || n < 199 || !strings.HasSuffix(got, "…") {
			t.Errorf("%d units: %s", n, got)
		}
	}
	s := serve(t, 200, `{"ok":true,"result":true}`)
	fits := strings.Repeat("😀", 100)
	if err := client(t, s.URL).Answer(t.Context(), "1", fits, false); err != nil || s.params.Get("text") != fits {
		t.Error(err, s.params.Get("text"))
	}
}

func TestMoneyThroughAProvider(t *testing.T) {
	t.Parallel()
	const provider = "381764678:TEST:" + secret
	s := serve(t, 200, `{"ok":true,"result":{"message_id":13}}`)
	c, err := telegram.New(telegram.Options{Token: token, APIURL: s.URL, ProviderToken: provider})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	m := domain.InvoiceMessage{Title: "a", Description: "b", Payload: "c", Label: "d", Price: domain.Money{Amount: 50000, Currency: "RUB"}}
	if _, err := c.SendInvoice(t.Context(), 5, m); err != nil || s.params.Get("provider_token") != provider {
		t.Error(err, s.asked())
	}
	m.Price.Currency = "XTR"
	if _, err := c.SendInvoice(t.Context(), 5, m); err != nil || s.params.Get("provider_token") != "" {
		t.Error("Stars go without a provider:", err, s.asked())
	}
	noSecret(t, "the client", c)
}

func TestARefundThatWasMadeBeforeIsASuccess(t *testing.T) {
	t.Parallel()
	s := serve(t, 400, `{"ok":false,"error_code":400,"description":"Bad Request: CHARGE_ALREADY_REFUNDED"}`)
	if err := client(t, s.URL).RefundStars(t.Context(), 5, "charge-1"); err != nil {
		t.Error(err)
	}
	s = serve(t, 400, `{"ok":false,"error_code":400,"description":"Bad Request: CHARGE_ID_INVALID"}`)
	if err := client(t, s.URL).RefundStars(t.Context(), 5, "charge-1"); domain.KindOf(err) != domain.KindRejected {
		t.Error(err)
	}
}

// While every connection for messages is stuck, polling and the answer before a payment have their own.
func TestUrgentCallsDoNotWaitForAConnection(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	stuck := make(chan struct{}, 4)
	s := serveBy(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/sendMessage") {
			stuck <- struct{}{}
			<-let
		}
		_, _ = w.Write([]byte(`{"ok":true,"result":[]}`))
	})
	c := client(t, s.URL)
	var sending sync.WaitGroup
	for range 4 { // all that the client has
		sending.Go(func() { _ = send(t.Context(), c) })
	}
	for range 4 {
		<-stuck
	}
	if err := c.AnswerCheckout(t.Context(), "77", ""); err != nil {
		t.Error(err)
	}
	if _, err := c.Updates(t.Context(), 0, 100, 0, nil); err != nil {
		t.Error(err)
	}
	close(let)
	sending.Wait()
}
