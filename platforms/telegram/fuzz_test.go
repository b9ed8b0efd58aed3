package telegram_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/telegram"
)

// FuzzAnswer lets a server answer anything to a poll and to a message: what comes of it is an error of a known kind that
// does not hold the token, or something that can be worked with.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"ok":true,"result":[]}`, `{"ok":true,"result":[{"update_id":1,"message":{"chat":{"id":5}}},7,null]}`,
		`{"ok":true,"result":{"message_id":5}}`, `{"ok":true}`, `null`, `[]`, ``, `{"ok":false}`, "<html><h1>502 Bad Gateway</h1></html>",
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":99999999999}}`,
		`{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":-100}}`,
		`{"ok":false,"error_code":-1,"description":7}`, `{"ok":1,"result":"` + secret + `"}`,
	} {
		f.Add(200, []byte(seed))
		f.Add(500, []byte(seed))
	}
	type answer struct {
		status int
		body   []byte
	}
	var next atomic.Pointer[answer]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		a := next.Load()
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body)
	}))
	f.Cleanup(server.Close)
	c, err := telegram.New(telegram.Options{Token: token, APIURL: server.URL, HTTPTimeout: 10 * time.Second})
	if err != nil {
		f.Fatal(err)
	}
	check := func(t *testing.T, what string, err error) {
		var known *domain.Error
		switch {
		case err == nil:
		case !errors.As(err, &known) || known.Kind == domain.KindInternal:
			t.Errorf("%s: an error of no known kind: %v", what, err)
		case strings.Contains(err.Error(), secret):
			t.Errorf("%s: the error holds the token: %v", what, err)
		case known.Kind == domain.KindRateLimited && (known.RetryAfter <= 0 || known.RetryAfter > 24*time.Hour):
			t.Errorf("%s: wait %v", what, known.RetryAfter)
		}
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 200 || status > 599 || status == http.StatusNoContent || status == http.StatusNotModified {
			t.Skip() // not an answer, or one without a body
		}
		next.Store(&answer{status, body})
		updates, err := c.Updates(context.Background(), 0, 100, 0, nil)
		check(t, "getUpdates", err)
		for _, u := range updates {
			if u.Err != nil {
				continue
			}
			if up, err := c.Decode(u.JSON); err == nil && up.ID != u.ID {
				t.Errorf("update %d was read as %d", u.ID, up.ID)
			}
		}
		_, err = c.Send(context.Background(), 5, domain.Message{Text: "x"})
		check(t, "sendMessage", err)
	})
}
