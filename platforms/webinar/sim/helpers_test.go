package sim_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdesk/internal/clock"
	"frontdesk/platforms/webinar/sim"
)

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
