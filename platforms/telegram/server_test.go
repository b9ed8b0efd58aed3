package telegram_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/platforms/telegram"
)

// token has the right shape and belongs to no bot; secret is the half of it that nobody may see.
const (
	secret = "AAHq2-Zf_9kLmN0pQrStUvWxYz1234567ab"
	token  = "7012345678:" + secret
)

// parameters are the names that Bot API 10.1 knows for the methods in use (PaulSonOfLars/telegram-bot-api-spec).
var parameters = map[string][]string{
	"getMe":                 {},
	"getUpdates":            {"offset", "limit", "timeout", "allowed_updates"},
	"sendMessage":           {"chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"},
	"editMessageText":       {"chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup"},
	"deleteMessage":         {"chat_id", "message_id"},
	"answerCallbackQuery":   {"callback_query_id", "text", "show_alert"},
	"setMyCommands":         {"commands", "scope", "language_code"},
	"deleteMyCommands":      {"scope", "language_code"},
	"setMyDescription":      {"description", "language_code"},
	"setMyShortDescription": {"short_description", "language_code"},
	"sendInvoice": {
		"chat_id", "title", "description", "payload", "provider_token", "currency", "prices", "start_parameter",
	},
	"answerPreCheckoutQuery": {"pre_checkout_query_id", "ok", "error_message"},
	"refundStarPayment":      {"user_id", "telegram_payment_charge_id"},
}

// server is a Bot API server that gives one answer to all, and remembers what it was asked.
type server struct {
	*httptest.Server
	mu     sync.Mutex
	method string
	params url.Values
}

// serve starts a server that answers with a status and a body.
func serve(t *testing.T, status int, body string) *server {
	t.Helper()
	return serveBy(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	})
}

// serveBy starts a server that answers as h does, after every request was held against the method's parameters.
func serveBy(t *testing.T, h http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.check(t, r)
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) check(t *testing.T, r *http.Request) {
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
	known, exists := parameters[method]
	if !ok || !exists || r.Method != http.MethodPost {
		t.Errorf("unexpected request: %s %s", r.Method, r.URL.Path)
	}
	if err := r.ParseForm(); err != nil {
		t.Error(err)
	}
	for name, values := range r.PostForm {
		if !slices.Contains(known, name) {
			t.Errorf("%s: unknown parameter %s", method, name)
		}
		if len(values) != 1 || values[0] == "null" || strings.Contains(values[0], ":null") {
			t.Errorf("%s: %s=%q", method, name, values)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.method, s.params = method, r.PostForm
}

// asked tells the last request: its method and its parameters in order.
func (s *server) asked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	plain, err := url.QueryUnescape(strings.ReplaceAll(s.params.Encode(), "&", "\n"))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(s.method + "\n" + plain)
}

// client speaks with the server at an address.
func client(t *testing.T, address string) *telegram.Client {
	t.Helper()
	c, err := telegram.New(telegram.Options{Token: token, APIURL: address, HTTPTimeout: 5 * time.Second, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func telegramForFuzz() (*telegram.Client, error) { return telegram.New(telegram.Options{Token: token}) }
