package sim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"frontdesk/platforms/webinar/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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
