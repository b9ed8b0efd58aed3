package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"frontdesk/api"
)

const opsToken = "0123456789abcdef-ops"

func ops(token string, checks ...api.Check) http.Handler {
	return opsWith(api.NewFigures("v1", time.Now, func() api.Gauges { return api.Gauges{} }), token, checks...)
}

func opsWith(f *api.Figures, token string, checks ...api.Check) http.Handler {
	return api.Ops{Alive: func(context.Context) {}, Checks: checks, Figures: f.Gatherer(), Token: token, Now: time.Now}.Handler()
}

// ask asks as a program on this machine does, unless change says otherwise.
func ask(h http.Handler, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr, r.Host = "127.0.0.1:40000", "127.0.0.1:8080"
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func TestHealthIsForEverybody(t *testing.T) {
	t.Parallel()
	w := ask(ops(opsToken), "/healthz", func(r *http.Request) { r.RemoteAddr = "203.0.113.9:1" })
	if w.Code != http.StatusOK || w.Body.String() != "alive\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

func TestReadinessGivesItsReasons(t *testing.T) {
	t.Parallel()
	well := api.Check{Name: "database", Run: func(context.Context) string { return "" }}
	ill := api.Check{Name: "poll", Run: func(context.Context) string { return "no poll has come back" }}
	w := ask(ops("", well), "/readyz")
	if w.Code != http.StatusOK || w.Body.String() != `{"ready":true,"checks":[{"name":"database","ok":true}]}`+"\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = ask(ops("", well, ill), "/readyz")
	var got api.Readiness
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusServiceUnavailable || got.Ready || len(got.Checks) != 2 || got.Checks[1].Problem != "no poll has come back" || !got.Checks[0].OK {
		t.Errorf("%d %+v", w.Code, got)
	}
}

func TestWhoSeesFiguresAndProfiles(t *testing.T) {
	t.Parallel()
	far := func(r *http.Request) { r.RemoteAddr = "203.0.113.9:1" }
	rebound := func(r *http.Request) { r.Host = "evil.example" }
	right, wrong := header("Authorization", "Bearer "+opsToken), header("Authorization", "Bearer "+opsToken+"x")
	for _, c := range []struct {
		name, token, path string
		change            []func(*http.Request)
		want              int
	}{
		{"no token is set, from here", "", "/metrics", nil, 200},
		{"no token is set, by name", "", "/metrics", []func(*http.Request){func(r *http.Request) { r.Host = "localhost:8080" }}, 200},
		{"no token is set, from elsewhere", "", "/metrics", []func(*http.Request){far}, 403},
		{"no token is set, through a proxy here", "", "/metrics", []func(*http.Request){header("X-Forwarded-For", "127.0.0.1")}, 403},
		{"no token is set, a page that was led here", "", "/metrics", []func(*http.Request){rebound}, 403},
		{"no token is set, profiles", "", "/debug/pprof/", []func(*http.Request){right}, 404},
		{"the token", opsToken, "/metrics", []func(*http.Request){far, right}, 200},
		{"a lower-case scheme", opsToken, "/metrics", []func(*http.Request){header("Authorization", "bearer "+opsToken)}, 200},
		{"another token", opsToken, "/metrics", []func(*http.Request){wrong}, 401},
		{"no token sent, from here", opsToken, "/metrics", nil, 401},
		{"the token as a password", opsToken, "/metrics", []func(*http.Request){header("Authorization", "Basic "+opsToken)}, 401},
		{"profiles without it", opsToken, "/debug/pprof/", nil, 401},
		{"profiles with it", opsToken, "/debug/pprof/", []func(*http.Request){right}, 200},
		{"the heap", opsToken, "/debug/pprof/heap", []func(*http.Request){right}, 200},
		{"the command line is nobody's", opsToken, "/debug/pprof/cmdline", []func(*http.Request){right}, 404},
		{"something else", opsToken, "/", []func(*http.Request){right}, 404},
	} {
		if w := ask(ops(c.token), c.path, c.change...); w.Code != c.want {
			t.Errorf("%s: %d, not %d: %s", c.name, w.Code, c.want, w.Body)
		}
	}
}

func TestFiguresSayWhatHappened(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	f := api.NewFigures("v1.2.3", func() time.Time { return now }, func() api.Gauges {
		return api.Gauges{
			Lanes: 3, Held: 9, InboxWaiting: 11, InboxParked: 2, LastPoll: now.Add(-time.Second), SampledAt: now.Add(-5 * time.Second), WALBytes: 4096,
			Channels: []api.Channel{{Name: "telegram", Queued: 4, Pending: 5, Oldest: now.Add(-90 * time.Second), Sent: 100, Failed: 1, Retried: 7, Limited: 6}},
		}
	})
	f.Handled("message", "done", 3*time.Millisecond)
	f.Called("telegram", "sendMessage", "rate limited", time.Second)
	f.Asked("refused", "invoice_old", 20*time.Millisecond)
	f.Money("paid")
	body := ask(opsWith(f, ""), "/metrics").Body.String()
	for _, want := range []string{
		`frontdesk_update_seconds_count{kind="message",outcome="done"} 1`,
		`frontdesk_update_seconds_bucket{kind="message",outcome="done",le="0.005"} 1`,
		`frontdesk_platform_call_seconds_count{method="sendMessage",outcome="rate limited",platform="telegram"} 1`,
		`frontdesk_checkout_seconds_count{outcome="refused",reason="invoice_old"} 1`, `frontdesk_payments_total{event="paid"} 1`,
		"frontdesk_lanes 3\n", "frontdesk_lane_updates 9\n", "frontdesk_inbox_waiting 11\n", "frontdesk_inbox_parked 2\n",
		`frontdesk_outbox_oldest_seconds{channel="telegram"} 90`, `frontdesk_outbox_pending{channel="telegram"} 5`,
		`frontdesk_outbox_deliveries_total{channel="telegram",outcome="sent"} 100`, `frontdesk_outbox_limited_total{channel="telegram"} 6`,
		`frontdesk_build_info{version="v1.2.3"} 1`, "frontdesk_sample_age_seconds 5\n", "go_goroutines ", "process_open_fds ",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	families, err := f.Gatherer().Gather()
	if err != nil {
		t.Fatal(err)
	}
	if problems, err := promlint.NewWithMetricFamilies(families).Lint(); err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
}

func TestAskingANeighbour(t *testing.T) {
	t.Parallel()
	base, _ := serve(t, ops("", api.Check{Name: "poll", Run: func(context.Context) string { return "stopping" }}))
	r, err := api.Ask(t.Context(), http.DefaultClient, base)
	if err != nil || r.Ready || r.Checks[0].Problem != "stopping" {
		t.Errorf("%+v, %v", r, err)
	}
	if err := api.AskAlive(t.Context(), http.DefaultClient, base); err != nil {
		t.Error(err)
	}
	other, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }))
	if _, err := api.Ask(t.Context(), http.DefaultClient, other); err == nil {
		t.Error("another program passes for a Frontdesk")
	}
	demo, _ := serve(t, api.AsDemo(http.NotFoundHandler()))
	if _, err := api.Ask(t.Context(), http.DefaultClient, demo); !errors.Is(err, api.ErrDemo) || !errors.Is(err, api.ErrNotOurs) {
		t.Errorf("the demo, asked whether it is ready: %v", err)
	}
	if err := api.AskAlive(t.Context(), http.DefaultClient, demo); !errors.Is(err, api.ErrDemo) {
		t.Errorf("the demo, asked whether it lives: %v", err)
	}
}
