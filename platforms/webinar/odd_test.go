package webinar_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/webinar"
)

// odd is an account with a token at a server that gives one answer to all.
func odd(t *testing.T, answer http.HandlerFunc) *webinar.Account {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	c, err := webinar.New(webinar.Options{UserAPIURL: s.URL, RetryPause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c.Account(credentials(domain.WebinarUserAPI), domain.WebinarSession{}, nil)
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}
}

// The body is looked at before the status, and errors come in many shapes.
func TestRefusalsInAllShapes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status int
		body   string
		kind   domain.Kind
		code   string
	}{
		{200, `{"error":{"code":404,"message":"ERROR_NOT_FOUND"}}`, domain.KindNotFound, "ERROR_NOT_FOUND"},
		{200, `{"error":{"code":"404","message":"ERROR_NOT_FOUND"}}`, domain.KindNotFound, "ERROR_NOT_FOUND"},
		{404, `{"error":{"message":"not here"}}`, domain.KindNotFound, "not here"},
		{400, `{"error":"json is not valid"}`, domain.KindRejected, "json is not valid"},
		{200, `{"error":{"code":17}}`, domain.KindRejected, "HTTP 400"},
		{200, `{"error":true}`, domain.KindRejected, "true"},
		{400, `{"error":{"message":"line\nline\u0007\u202e"}}`, domain.KindRejected, "line line"},
		{403, `{"error":{"message":"No userapi access"}}`, domain.KindForbidden, "No userapi access"},
		{401, ``, domain.KindUnauthorized, "HTTP 401"},
		{404, `[]`, domain.KindNotFound, "HTTP 404"},
		{429, `slow down`, domain.KindRateLimited, "HTTP 429"},
		{429, `<html>slow down</html>`, domain.KindRateLimited, "HTTP 429"},
		{503, ``, domain.KindUnavailable, "HTTP 503"},
		{302, ``, domain.KindUnavailable, "HTTP 302"},
		{404, "<!DOCTYPE html><html>nginx</html>", domain.KindUnavailable, "HTML"},
		{200, "\n <html>Технические работы</html>", domain.KindUnavailable, "HTML"},
		{200, ``, domain.KindUnavailable, "FORMAT"},
		{200, `[`, domain.KindUnavailable, "FORMAT"},
		{200, `{"messages":[]}`, domain.KindUnavailable, "FORMAT"},
		{200, `[` + strings.Repeat(" ", 5<<20) + `]`, domain.KindUnavailable, "FORMAT"},
	} {
		_, _, err := odd(t, says(tc.status, tc.body)).Chat(t.Context(), 300)
		e := asDomain(err)
		if e == nil || e.Kind != tc.kind || e.Params["Code"] != tc.code {
			t.Errorf("%d %.60s: %s", tc.status, tc.body, describe(err))
		}
	}
	long := asDomain(odd(t, says(400, `{"error":{"message":"`+strings.Repeat("я", 5000)+`"}}`)).Stop(t.Context(), 300))
	if code, _ := long.Params["Code"].(string); len([]rune(code)) > 201 {
		t.Errorf("a code of %d characters", len([]rune(code)))
	}
}

func TestSuccessNeedsNoBody(t *testing.T) {
	t.Parallel()
	for _, answer := range []http.HandlerFunc{
		says(204, ""), says(200, ""), says(200, "OK"), says(200, "null"), says(201, `{"error":null}`), says(200, `[{"id":"?"}]`),
	} {
		a := odd(t, answer)
		must(t, a.Approve(t.Context(), 300, 1))
		must(t, a.Delete(t.Context(), 300, 1))
		must(t, a.Start(t.Context(), 300))
	}
}

// Nobody who sends us elsewhere gets the token.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("followed to %s with token %v", r.URL, r.Header.Get("X-Auth-Token") != "")
	}))
	t.Cleanup(elsewhere.Close)
	a := odd(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	wantKind(t, a.Delete(t.Context(), 300, 1), domain.KindUnavailable, "HTTP 307")
	_, _, err := a.Chat(t.Context(), 300)
	wantKind(t, err, domain.KindUnavailable, "HTTP 307")
}

func TestWaitingIsBounded(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{
		"": time.Second, "0": time.Second, "7": 7 * time.Second, "soon": time.Second, "900000000": time.Hour, "9223372036854775807": time.Hour,
	} {
		a := odd(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		if e := asDomain(a.Start(t.Context(), 300)); e == nil || e.RetryAfter != want {
			t.Errorf("Retry-After %q: %v", header, e)
		}
	}
}

func TestALoginWithoutItsCookieIsNone(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"none": says(200, `{"id":5}`),
		"bad": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Set-Cookie", "sessionId="+strings.Repeat("x", 2000))
			_, _ = fmt.Fprint(w, `{"id":5}`)
		},
		"page": says(200, `<html>captcha</html>`),
	} {
		s := httptest.NewServer(answer)
		t.Cleanup(s.Close)
		c, err := webinar.New(webinar.Options{CookieURL: s.URL + "/api"})
		must(t, err)
		_, _, err = c.SignIn(t.Context(), credentials(domain.WebinarCookie))
		if domain.KindOf(err) != domain.KindUnavailable {
			t.Errorf("%s: %s", name, describe(err))
		}
		c.CloseIdleConnections()
	}
}

func TestAddressesOfTheWrongShapeAreRefused(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"events.webinar.ru/api", "ftp://events.webinar.ru", "https://", "https://u:s3cret@host/api", "https://host/api?token=s3cret", "http://ho st",
	} {
		_, err := webinar.New(webinar.Options{CookieURL: address})
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := webinar.New(webinar.Options{CookieURL: "https://my.mts-link.ru/api/", UserAPIURL: "http://127.0.0.1:9/v3"}); err != nil {
		t.Error(err)
	}
}
