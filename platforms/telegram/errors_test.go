package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/telegram"
)

type act func(context.Context, *telegram.Client) error

func send(ctx context.Context, c *telegram.Client) error {
	_, err := c.Send(ctx, 5, domain.Message{Text: "x"})
	return err
}

func edit(ctx context.Context, c *telegram.Client) error {
	return c.Edit(ctx, 5, 1, domain.Message{Text: "x"})
}
func remove(ctx context.Context, c *telegram.Client) error { return c.Delete(ctx, 5, 1) }
func answer(ctx context.Context, c *telegram.Client) error { return c.Answer(ctx, "1", "x", false) }
func poll(ctx context.Context, c *telegram.Client) error {
	_, err := c.Updates(ctx, 1, 100, time.Second, []domain.UpdateKind{domain.UpdateMessage})
	return err
}

func who(ctx context.Context, c *telegram.Client) error {
	_, err := c.Me(ctx)
	return err
}

const success = domain.Kind(-1)

// Telegram's words (tdlib/telegram-bot-api, Client.cpp and ClientManager.cpp) and what we make of them.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		act  act
		code int
		text string
		want domain.Kind
	}{
		{who, 401, "Unauthorized", domain.KindUnauthorized},
		{who, 404, "Not Found", domain.KindUnauthorized},
		{who, 421, "Misdirected Request: unallowed token specified", domain.KindUnauthorized},
		{who, 404, "Not Found: method not found", domain.KindRejected},
		{poll, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", domain.KindElsewhere},
		{poll, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", domain.KindElsewhere},
		{send, 403, "Forbidden: bot was blocked by the user", domain.KindUnreachable},
		{send, 403, "Forbidden: bot can't initiate conversation with a user", domain.KindUnreachable},
		{send, 400, "Bad Request: chat not found", domain.KindUnreachable},
		{send, 400, "Bad Request: user is deactivated", domain.KindUnreachable},
		{send, 400, "Bad Request: PEER_ID_INVALID", domain.KindUnreachable},
		{send, 400, "Bad Request: message text is empty", domain.KindRejected},
		{send, 400, "Bad Request: BUTTON_DATA_INVALID", domain.KindRejected},
		{send, 413, "Request Entity Too Large", domain.KindRejected},
		{send, 500, "Internal Server Error: restart", domain.KindUnavailable},
		{edit, 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message", success},
		{edit, 400, "Bad Request: message to edit not found", domain.KindNotFound},
		{edit, 400, "Bad Request: message can't be edited", domain.KindNotFound},
		{edit, 400, "Bad Request: MESSAGE_ID_INVALID", domain.KindNotFound},
		{edit, 400, "Bad Request: there is no text in the message to edit", domain.KindNotFound},
		{edit, 400, "Bad Request: can't parse entities: Unsupported start tag", domain.KindRejected},
		{edit, 403, "Forbidden: bot was blocked by the user", domain.KindUnreachable},
		{remove, 400, "Bad Request: message to delete not found", success},
		{remove, 400, "Bad Request: message can't be deleted", domain.KindRejected},
		{remove, 400, "Bad Request: message can't be deleted for everyone", domain.KindRejected},
		{answer, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid", success},
		{answer, 400, "Bad Request: MESSAGE_TOO_LONG", domain.KindRejected},
	} {
		t.Run(fmt.Sprint(tc.code, tc.text), func(t *testing.T) {
			t.Parallel()
			s := serve(t, tc.code, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, tc.code, tc.text))
			err := tc.act(t.Context(), client(t, s.URL))
			if tc.want == success {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || domain.KindOf(err) != tc.want {
				t.Errorf("%v is %v, want %v", err, domain.KindOf(err), tc.want)
			}
		})
	}
}

func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		act    act
		header string
		body   string
		want   time.Duration
		global bool
	}{
		"of a chat":         {send, "", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`, 7 * time.Second, false},
		"of the bot":        {poll, "", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 60","parameters":{"retry_after":60}}`, time.Minute, true},
		"by header":         {send, "12", `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, 12 * time.Second, false},
		"by a proxy's page": {answer, "3", `<html>slow down</html>`, 3 * time.Second, true},
		"without a time":    {send, "", `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, time.Second, false},
		"absurd":            {send, "", `{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":9000000000000000000}}`, 24 * time.Hour, false},
		"unreadable":        {send, "5", `{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":"soon"}}`, 5 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serveBy(t, func(w http.ResponseWriter, _ *http.Request) {
				if tc.header != "" {
					w.Header().Set("Retry-After", tc.header)
				}
				w.WriteHeader(http.StatusTooManyRequests)
				_, _ = fmt.Fprint(w, tc.body)
			})
			var e *domain.Error
			if err := tc.act(t.Context(), client(t, s.URL)); !errors.As(err, &e) {
				t.Fatal(err)
			}
			if e.Kind != domain.KindRateLimited || e.RetryAfter != tc.want || e.Global != tc.global {
				t.Errorf("%v, wait %v, global %v", e, e.RetryAfter, e.Global)
			}
		})
	}
}

func TestAGroupThatMoved(t *testing.T) {
	t.Parallel()
	s := serve(t, 400, `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009876543210}}`)
	var e *domain.Error
	if err := send(t.Context(), client(t, s.URL)); !errors.As(err, &e) || e.MovedTo != -1009876543210 {
		t.Error(err)
	}
}

func TestWhatIsNotTheBotAPIIsUnavailable(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		body   string
	}{
		"a page of a proxy":             {502, "<html>502 Bad Gateway</html>"},
		"an empty 504":                  {504, ""},
		"a page with 403":               {403, "<html>blocked by your provider</html>"},
		"a page with 200":               {200, "<html>log in to the Wi-Fi</html>"},
		"telegram-test-api's 500":       {500, `{"message":"Route not found"}`},
		"another service's 404":         {404, `{"message":"no such page"}`},
		"JSON of the wrong shape":       {200, `[1,2]`},
		"half an answer":                {200, `{"ok":true,"resul`},
		"a redirect":                    {302, ""},
		"ok is false and nothing else":  {200, `{"ok":false}`},
		"an answer that is not a list":  {200, `{"ok":true,"result":{"a":1}}`},
		"an answer of nothing at all":   {200, ``},
		"an answer longer than allowed": {200, `{"ok":true,"result":"` + string(make([]byte, 21<<20)) + `"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, tc.status, tc.body)
			if err := poll(t.Context(), client(t, s.URL)); domain.KindOf(err) != domain.KindUnavailable {
				t.Error(err)
			}
		})
	}
}

func TestACutConnectionIsUnavailable(t *testing.T) {
	t.Parallel()
	s := serveBy(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = fmt.Fprint(w, `{"ok":true,`)
		panic(http.ErrAbortHandler)
	})
	if err := send(t.Context(), client(t, s.URL)); domain.KindOf(err) != domain.KindUnavailable {
		t.Error(err)
	}
}

func TestASilentServerIsGivenUpAfterTheTimeout(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	s := serveBy(t, func(http.ResponseWriter, *http.Request) { <-done })
	t.Cleanup(func() { close(done) })
	c, err := telegram.New(telegram.Options{Token: token, APIURL: s.URL, HTTPTimeout: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	err = send(t.Context(), c)
	if domain.KindOf(err) != domain.KindUnavailable || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if errors.Is(err, context.Canceled) {
		t.Error("nobody cancelled this call:", err)
	}
}

func TestALongPollEndsWithItsContext(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	s := serveBy(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		<-arrived
		cancel(errors.New("the program ends"))
	}()
	_, err := client(t, s.URL).Updates(ctx, 0, 100, 50*time.Second, nil)
	if !errors.Is(err, context.Canceled) || domain.KindOf(err) != domain.KindUnavailable {
		t.Error(err)
	}
}
