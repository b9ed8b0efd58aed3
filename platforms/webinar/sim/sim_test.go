package sim_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"frontdesk/internal/clock"
	"frontdesk/platforms/webinar/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// caller speaks HTTP with the simulator as a client would, right or wrong.
type caller struct {
	t   *testing.T
	srv *sim.Running
	cl  *http.Client
}

const (
	email, password, token = "anna@school.example", "secret-password", "secret-token"
	school                 = int64(77)
)

func start(t *testing.T, o sim.Options) (*caller, *clock.Fake, int64) {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC))
	o.Clock = c
	srv, err := sim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	srv.AddOrganization(school, "Школа")
	srv.AddAccount(sim.Account{UserID: 100500, Name: "Анна", Email: email, Password: password, Token: token, Organizations: []int64{school}})
	e := srv.AddEvent(sim.Event{ID: 200, Organization: school, Owner: 100500, Name: "Лекция", StartsAt: c.Now(), Sessions: []sim.Session{{ID: 300}}})
	return &caller{t, srv, &http.Client{Transport: transport}}, c, e.Sessions[0].ID
}

// reply is what came back.
type reply struct {
	status int
	body   string
	cookie string
}

func (c *caller) try(method, path string, form url.Values, header http.Header) (reply, error) {
	c.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.srv.URL+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := c.cl.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	r := reply{status: resp.StatusCode, body: strings.TrimSpace(string(content))}
	for _, cookie := range resp.Cookies() {
		r.cookie = cookie.Name + "=" + cookie.Value
	}
	return r, nil
}

func (c *caller) do(method, path string, form url.Values, header http.Header) reply {
	c.t.Helper()
	r, err := c.try(method, path, form, header)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func withToken() http.Header { return http.Header{"X-Auth-Token": {token}} }

func (c *caller) login() http.Header {
	c.t.Helper()
	r := c.do("POST", "/api/login", url.Values{"email": {email}, "password": {password}, "rememberMe": {"true"}}, nil)
	if r.status != 200 || len(r.cookie) != len("sessionId=")+32 {
		c.t.Fatalf("%+v", r)
	}
	return http.Header{"Cookie": {r.cookie}}
}

func (c *caller) say(session int64, text string) int64 {
	c.t.Helper()
	id, err := c.srv.Say(session, "Гость", text)
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

func TestTheCookieFaceAnswersAsSeen(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	wrong := c.do("POST", "/api/login", url.Values{"email": {email}, "password": {"x"}, "rememberMe": {"true"}}, nil)
	if wrong.status != 400 || wrong.body != `{"error":{"code":400,"message":"ERROR_WRONG_CREDENTIALS"}}` {
		t.Errorf("%+v", wrong)
	}
	if r := c.do("GET", "/api/event/200", nil, nil); r.status != 401 || !strings.HasPrefix(r.body, `{"error":{"code":401,`) {
		t.Errorf("%+v", r)
	}
	in := c.login()
	c.srv.SetPremoderation(session, "true")
	id := c.say(session, "привет")
	for path, want := range map[string]string{
		"/organizations/77/eventsessions/list/planned": `[{"eventId":200,"id":300}]`,
		"/eventsessions/300/chat": fmt.Sprintf(
			`[{"authorName":"Гость","createAt":"2026-06-02T18:00:00+0300","id":%d,"isModerated":false,"text":"привет"}]`, id),
		"/eventsessions/300/chat/settings": `{"premoderation":"true","show":true}`,
		"/user/100500":                     `{"email":"anna@school.example","id":100500,"memberships":[{"organization":{"id":77,"name":"Школа"}}],"name":"Анна","secondName":""}`,
	} {
		if r := c.do("GET", "/api"+path, nil, in); r.status != 200 || r.body != want {
			t.Errorf("%s: %d\n%s\n%s", path, r.status, r.body, want)
		}
	}
	if v := c.srv.Violations(); len(v) != 0 {
		t.Error(v)
	}
}

func TestWhatTheClientMustNotSendIsRefusedAndNoted(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	in := c.login()
	id := fmt.Sprint(c.say(session, "1"))
	asJSON := http.Header{"X-Auth-Token": {token}, "Content-Type": {"application/json"}}
	for name, send := range map[string]func() reply{
		"the other face's address": func() reply { return c.do("PUT", "/api/eventsessions/300/start", nil, in) },
		"the other face's verb":    func() reply { return c.do("DELETE", "/api/eventsessions/300/chat", nil, in) },
		"an unknown field": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/messages/delete", url.Values{"messageIds[0]": {id}, "why": {"x"}}, in)
		},
		"a plain array": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/messages/delete", url.Values{"messageIds[]": {id}}, in)
		},
		"an array with a gap": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/messages/delete", url.Values{"messageIds[1]": {id}}, in)
		},
		"a Python boolean": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/messages/moderate", url.Values{"messageIds[0]": {id}, "isModerated": {"True"}}, in)
		},
		"no boolean": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/messages/moderate", url.Values{"messageIds[0]": {id}}, in)
		},
		"a body to start":      func() reply { return c.do("PUT", "/api/eventsession/300/start", url.Values{"a": {"b"}}, in) },
		"an unknown parameter": func() reply { return c.do("GET", "/v3/eventsessions/300/chat?page=2", nil, withToken()) },
		"JSON": func() reply {
			return c.do("PUT", "/v3/eventsessions/300/chat/messages/moderate", url.Values{"messageIds[0]": {id}, "isModerated": {"true"}}, asJSON)
		},
		"another option": func() reply {
			return c.do("PUT", "/api/eventsessions/300/chat/settings", url.Values{"option": {"show"}, "value": {"True"}}, in)
		},
	} {
		before := len(c.srv.Violations())
		if r := send(); r.status < 400 || !strings.HasPrefix(r.body, `{"error":`) {
			t.Errorf("%s: %+v", name, r)
		}
		if len(c.srv.Violations()) != before+1 {
			t.Errorf("%s was not noted", name)
		}
	}
	if e := c.srv.Effects(); len(e) != 0 {
		t.Errorf("%+v", e)
	}
}

func TestUserAPIsTrapsAreThere(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	if r := c.do("GET", "/v3/eventsessions/300", nil, nil); r.status != 401 || !strings.Contains(r.body, "A Token was not found in the TokenStorage.") {
		t.Errorf("%+v", r)
	}
	if r := c.do("GET", "/v3/organization/events/schedule", nil, withToken()); r.status != 400 {
		t.Errorf("a schedule without from: %+v", r)
	}
	approved := c.say(session, "1")
	c.srv.SetPremoderation(session, "True")
	waiting := c.say(session, "2")
	has := func(path string, want ...int64) {
		t.Helper()
		var items []struct{ ID int64 }
		if err := json.Unmarshal([]byte(c.do("GET", "/v3/eventsessions/300/chat"+path, nil, withToken()).body), &items); err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, i := range items {
			got = append(got, i.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("chat%s: %s", path, diff)
		}
	}
	has("", approved)
	has("?isModerated=false", waiting)
	r := c.do("PUT", "/v3/eventsessions/300/chat/messages/moderate", url.Values{"messageIds[0]": {fmt.Sprint(approved)}}, withToken())
	if r.status != 200 || !strings.HasPrefix(r.body, "[{") {
		t.Errorf("%+v", r)
	}
	has("") // isModerated is false when it is not said
	has("?isModerated=false", approved, waiting)
	if r := c.do("DELETE", "/v3/eventsessions/300/chat", nil, withToken()); r.status != 204 {
		t.Errorf("%+v", r)
	}
	has("?isModerated=false")
	if v := c.srv.Violations(); len(v) != 2 {
		t.Errorf("taking back and deleting everything are to be noted: %v", v)
	}
}

func TestASessionGoesOneWay(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	for _, step := range []struct {
		path string
		want int
	}{{"stop", 404}, {"start", 204}, {"start", 404}, {"stop", 204}, {"stop", 404}, {"start", 404}} {
		if r := c.do("PUT", "/v3/eventsessions/300/"+step.path, nil, withToken()); r.status != step.want {
			t.Errorf("%s: %+v, want %d", step.path, r, step.want)
		}
	}
	if _, err := c.srv.Say(session, "Гость", "поздно"); err == nil {
		t.Error("a session that is over takes messages")
	}
	if _, err := c.srv.Say(5, "Гость", "где я"); !errors.Is(err, sim.ErrNoSession) {
		t.Error(err)
	}
}

func TestTheRecordTellsDoubledEffectsAndHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	c, clk, session := start(t, sim.Options{})
	in := c.login()
	c.srv.SetPremoderation(session, "true")
	id := c.say(session, "1")
	form := url.Values{"messageIds[0]": {fmt.Sprint(id)}, "isModerated": {"true"}}
	for range 2 {
		c.do("PUT", "/api/eventsessions/300/chat/messages/moderate", form, in)
		clk.Advance(time.Second)
	}
	c.do("GET", "/v3/eventsessions/300", nil, withToken())
	var changed []bool
	for _, e := range c.srv.Effects() {
		changed = append(changed, e.Changed)
		if e.By != email || e.Action != "approve" || e.Message != id {
			t.Errorf("%+v", e)
		}
	}
	if diff := cmp.Diff([]bool{true, false}, changed); diff != "" {
		t.Error(diff)
	}
	if n := c.srv.Counts()["cookie PUT /eventsessions/{id}/chat/messages/moderate"]; n.Calls != 2 || n.Failed != 0 {
		t.Errorf("%+v", n)
	}
	total := 0
	for _, n := range c.srv.PerSecond() {
		total += n
	}
	if calls := c.srv.Calls(); total != 4 || len(calls) != 4 || calls[1].Account != email {
		t.Errorf("%d calls in seconds, %+v", total, calls)
	}
	record := fmt.Sprintf("%+v", c.srv.Calls())
	for _, secret := range []string{password, token, strings.TrimPrefix(in.Get("Cookie"), "sessionId=")} {
		if strings.Contains(record, secret) {
			t.Error("the record holds a secret")
		}
	}
}

func TestFaultsStrikeAsOrdered(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	id := fmt.Sprint(c.say(session, "1"))
	get := func() reply { return c.do("GET", "/v3/eventsessions/300", nil, withToken()) }
	c.srv.Fail("GET /eventsessions/{id}", 1, 500)
	if r := get(); r.status != 500 {
		t.Errorf("%+v", r)
	}
	c.srv.Maintenance("userapi", 1)
	if r := get(); r.status != 200 || !strings.HasPrefix(r.body, "<!DOCTYPE html>") {
		t.Errorf("%+v", r)
	}
	remove := c.srv.Inject(sim.Fault{Session: 301, Code: 500})
	if r := get(); r.status != 200 {
		t.Errorf("another session's fault: %+v", r)
	}
	remove()
	remove = c.srv.Inject(sim.Fault{Session: session, Code: 503, Message: "x"})
	if r := get(); r.status != 503 || r.body != `{"error":{"code":503,"message":"x"}}` {
		t.Errorf("%+v", r)
	}
	remove()
	which := "/v3/eventsessions/300/chat?messageId=" + id
	c.srv.CutConnections("DELETE", 1)
	if r, err := c.try("DELETE", which, nil, withToken()); err == nil || len(c.srv.Effects()) != 0 {
		t.Errorf("%+v, effects %v", r, c.srv.Effects())
	}
	c.srv.LoseAnswers("DELETE", 1)
	if r, err := c.try("DELETE", which, nil, withToken()); err == nil || len(c.srv.Effects()) != 1 {
		t.Errorf("%+v, effects %v", r, c.srv.Effects())
	}
	c.srv.Slow("", 20*time.Millisecond)
	began := time.Now()
	if get(); time.Since(began) < 20*time.Millisecond {
		t.Error("not slow")
	}
	c.srv.Heal()
	if r := get(); r.status != 200 {
		t.Errorf("%+v", r)
	}
}

func TestAFloodKeepsItsRate(t *testing.T) {
	t.Parallel()
	c, clk, session := start(t, sim.Options{})
	type result struct {
		ids []int64
		err error
	}
	done := make(chan result, 1)
	go func() {
		ids, err := c.srv.Flood(context.WithoutCancel(t.Context()), session, sim.Flood{PerSecond: 50, Total: 150})
		done <- result{ids, err}
	}()
	for seconds := 0; ; seconds++ {
		select {
		case r := <-done:
			if len(r.ids) != 150 || r.err != nil || seconds < 2 {
				t.Errorf("%d messages in %d s: %v", len(r.ids), seconds, r.err)
			}
			return
		default:
		}
		want := min(150, seconds*50+1)
		for { // it catches up with the clock, and goes no further
			changed := c.srv.Changed()
			if n := len(c.srv.Messages(session)); n > want {
				t.Fatalf("%d messages after %d s", n, seconds)
			} else if n == want {
				break
			}
			<-changed
		}
		if want == 150 {
			r := <-done
			if len(r.ids) != 150 || r.err != nil {
				t.Errorf("%d messages: %v", len(r.ids), r.err)
			}
			return
		}
		clk.Advance(time.Second)
	}
}

func TestTheDemoIsLively(t *testing.T) {
	t.Parallel()
	clk := clock.NewFake(time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC))
	srv := sim.New(sim.Options{Clock: clk})
	defer srv.Close()
	d := sim.SeedDemo(srv)
	if srv.Status(d.Running) != sim.StatusRunning || srv.Status(d.Soon) != sim.StatusPlanned || srv.Status(d.ShopRunning) != sim.StatusRunning {
		t.Errorf("%+v", d)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- srv.Chatter(ctx, d.Running) }()
	for {
		changed := srv.Changed()
		messages := srv.Messages(d.Running)
		if len(messages) >= 120 {
			authors := make(map[string]bool)
			for _, m := range messages {
				authors[m.Author] = true
				if m.Approved || m.Author == "" || m.Text == "" {
					t.Errorf("%+v", m)
				}
			}
			if len(authors) < 20 {
				t.Errorf("%d people talk", len(authors))
			}
			break
		}
		select {
		case <-changed:
		default:
			clk.Advance(time.Second)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAnEventHasAPage(t *testing.T) {
	t.Parallel()
	c, _, session := start(t, sim.Options{})
	c.say(session, "<script>alert(1)</script>")
	for _, path := range []string{"/100500/200/stream-new/300", "/j/100500/200", "/j/100500/200/session/300"} {
		r := c.do("GET", path, nil, nil)
		if r.status != 200 || !strings.Contains(r.body, "Лекция") || strings.Contains(r.body, "<script>") {
			t.Errorf("%s: %+v", path, r)
		}
	}
	if r := c.do("GET", "/j/100500/5", nil, nil); r.status != 404 {
		t.Errorf("%+v", r)
	}
}
