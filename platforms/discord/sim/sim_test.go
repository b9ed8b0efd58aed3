package sim_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdesk/platforms/discord/sim"
)

// asker speaks to the simulator as a careless program would.
type asker struct {
	t       *testing.T
	discord *sim.Running
	hook    sim.Webhook
	agent   string
	kind    string
}

func opens(t *testing.T, o sim.Options) *asker {
	t.Helper()
	d, err := sim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return &asker{t: t, discord: d, hook: d.AddWebhook("Эфир"), agent: "DiscordBot (https://example.org, 1)", kind: "application/json"}
}

type answer struct {
	status int
	header http.Header
	text   string
	json   struct {
		Code       int
		ID         string
		RetryAfter float64 `json:"retry_after"`
		Global     bool
	}
}

func (a *asker) does(method, below, body string) answer {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.discord.WebhookURL(a.hook)+below, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("User-Agent", a.agent)
	req.Header.Set("Content-Type", a.kind)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	got := answer{status: resp.StatusCode, header: resp.Header, text: string(raw)}
	_ = json.Unmarshal(raw, &got.json) // a page or nothing has no fields
	return got
}

func TestWhatDiscordRefuses(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("я", n) }
	for name, c := range map[string]struct {
		body   string
		status int
		code   int
		says   string
	}{
		"a message":                     {`{"content":"x"}`, 200, 0, ""},
		"an embed":                      {`{"embeds":[{"description":"x"}],"allowed_mentions":{"parse":[]}}`, 200, 0, ""},
		"no JSON":                       {`{`, 400, 50109, ""},
		"nothing":                       {`{}`, 400, 50006, ""},
		"spaces":                        {`{"content":"  \n"}`, 400, 50006, ""},
		"an unknown field":              {`{"content":"x","nonce":"1"}`, 400, 50035, `"_errors"`},
		"a long content":                {`{"content":"` + long(2001) + `"}`, 400, 50035, `"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH"`},
		"eleven embeds":                 {`{"embeds":[` + strings.TrimSuffix(strings.Repeat(`{"title":"x"},`, 11), ",") + `]}`, 400, 50035, `"embeds"`},
		"a long description":            {`{"embeds":[{"title":"x"},{"description":"` + long(4097) + `"}]}`, 400, 50035, `"embeds":{"1":{"description"`},
		"a long author":                 {`{"embeds":[{"author":{"name":"` + long(257) + `"}}]}`, 400, 50035, `"author":{"name"`},
		"a long sum":                    {`{"embeds":[{"description":"` + long(4000) + `"},{"description":"` + long(2001) + `"}]}`, 400, 50035, "6000"},
		"an empty embed":                {`{"embeds":[{}]}`, 400, 50035, `"0"`},
		"an author without a name":      {`{"embeds":[{"title":"x","author":{"name":" "}}]}`, 400, 50035, "BASE_TYPE_REQUIRED"},
		"parse and a list of users":     {`{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, 400, 50035, "mutually exclusive"},
		"an unknown kind of mention":    {`{"content":"x","allowed_mentions":{"parse":["all"]}}`, 400, 50035, "BASE_TYPE_CHOICES"},
		"a name with Discord in it":     {`{"content":"x","username":"DiScOrd"}`, 400, 50035, "username"},
		"a name of nothing":             {`{"content":"x","username":""}`, 400, 50035, "username"},
		"a flag that is not for us":     {`{"content":"x","flags":64}`, 400, 50035, "flags"},
		"an icon that is no address":    {`{"embeds":[{"author":{"name":"x","icon_url":"javascript:1"}}]}`, 400, 50035, "icon_url"},
		"a thread outside of a forum":   {`{"content":"x","thread_name":"y"}`, 400, 220003, ""},
		"characters count as two units": {`{"content":"` + strings.Repeat("😀", 1001) + `"}`, 400, 50035, "content"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := opens(t, sim.Options{})
			got := a.does("POST", "?wait=true", c.body)
			if got.status != c.status || got.json.Code != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %d %s", got.status, got.text)
			}
			if kept := len(a.discord.Messages(a.hook.ID)); (c.status == 200) != (kept == 1) {
				t.Errorf("%d messages are kept", kept)
			}
		})
	}
}

func TestWaitDecidesWhatIsAnswered(t *testing.T) {
	t.Parallel()
	a := opens(t, sim.Options{})
	if got := a.does("POST", "", `{"content":"x"}`); got.status != 204 || got.text != "" {
		t.Errorf("without wait: %d %s", got.status, got.text)
	}
	got := a.does("POST", "?wait=True", `{"content":"x"}`)
	if got.status != 200 || got.json.ID == "" {
		t.Errorf("with wait: %d %s", got.status, got.text)
	}
	if n := len(a.discord.Messages(a.hook.ID)); n != 2 {
		t.Errorf("the second of two equal messages is not seen: %d", n)
	}
	if got := a.does("POST", "?wait=yes", `{"content":"x"}`); got.status != 400 {
		t.Errorf("with a wrong wait: %d", got.status)
	}
}

func TestAMessageIsEditedAndDeleted(t *testing.T) {
	t.Parallel()
	a := opens(t, sim.Options{})
	id := a.does("POST", "?wait=true", `{"embeds":[{"description":"раз"}]}`).json.ID
	if got := a.does("PATCH", "/messages/"+id, `{"embeds":[{"description":"два"}]}`); got.status != 200 {
		t.Error(got)
	}
	if texts := a.discord.Descriptions(a.hook.ID); len(texts) != 1 || texts[0] != "два" {
		t.Errorf("it shows %q", texts)
	}
	if got := a.does("DELETE", "/messages/"+id, ""); got.status != 204 {
		t.Error(got)
	}
	if got := a.does("DELETE", "/messages/"+id, ""); got.status != 404 || got.json.Code != 10008 {
		t.Error(got)
	}
}

func TestTheLimitIsToldAndKept(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	a := opens(t, sim.Options{Limit: 2, Window: 3 * time.Second, Clock: func() time.Time { return now }})
	for left := 1; left >= 0; left-- {
		got := a.does("POST", "", `{"content":"x"}`)
		if got.status != 204 || got.header.Get("X-RateLimit-Remaining") != fmt.Sprint(left) || got.header.Get("X-RateLimit-Reset-After") != "3.000" {
			t.Errorf("got %d %v", got.status, got.header)
		}
	}
	got := a.does("POST", "", `{"content":"x"}`)
	if got.status != 429 || got.json.RetryAfter != 3 || got.json.Global || got.header.Get("Retry-After") != "3" {
		t.Errorf("got %d %s %v", got.status, got.text, got.header)
	}
	a.discord.LimitGlobally(time.Second)
	if got := a.does("GET", "", ""); got.status != 429 || !got.json.Global || got.header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("got %d %s", got.status, got.text)
	}
}

func TestWhoeverIsUnknownIsTurnedAway(t *testing.T) {
	t.Parallel()
	a := opens(t, sim.Options{})
	right := a.hook
	a.hook.Token = strings.Repeat("x", 68)
	if got := a.does("GET", "", ""); got.status != 401 || got.json.Code != 50027 {
		t.Error(got)
	}
	a.hook = right
	a.agent = "Go-http-client/1.1"
	if got := a.does("GET", "", ""); got.status != 403 || !strings.Contains(got.text, "<html>") {
		t.Error(got)
	}
	a.agent, a.kind = "DiscordBot (https://example.org, 1)", "text/plain"
	if got := a.does("POST", "", `{"content":"x"}`); got.status != 400 || got.json.Code != 50035 {
		t.Error(got)
	}
	a.kind = "application/json"
	a.discord.Remove(a.hook.ID)
	if got := a.does("POST", "", `{"content":"x"}`); got.status != 404 || got.json.Code != 10015 {
		t.Error(got)
	}
	for _, r := range a.discord.Requests() {
		if strings.Contains(fmt.Sprint(r), right.Token) {
			t.Error("the record shows the token")
		}
	}
}
