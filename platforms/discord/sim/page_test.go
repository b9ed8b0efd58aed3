package sim_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"frontdesk/platforms/discord/sim"
)

// looks opens the page for people, as a browser does.
func (a *asker) looks() string {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), http.MethodGet, a.discord.URL+"/", nil)
	if err != nil {
		a.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		a.t.Fatalf("the page answers %d, %v", resp.StatusCode, err)
	}
	return string(raw)
}

func TestThePageShowsWhatStandsInTheChannels(t *testing.T) {
	t.Parallel()
	a := opens(t, sim.Options{})
	if page := a.looks(); !strings.Contains(page, "#Эфир") || !strings.Contains(page, "Nothing has been posted") {
		t.Errorf("an empty channel is shown as %s", page)
	}
	a.does("POST", "", `{"embeds":[{"author":{"name":"Анна <i>"},"description":"это <b>важно</b>"}]}`)
	a.does("POST", "", `{"content":"просто текст","username":"Ведущий"}`)
	gone := a.does("POST", "?wait=true", `{"content":"лишнее"}`).json.ID
	a.does("DELETE", "/messages/"+gone, "")
	page := a.looks()
	for _, want := range []string{"Анна &lt;i&gt;", "это &lt;b&gt;важно&lt;/b&gt;", "просто текст", "Ведущий"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
	for _, never := range []string{"<b>важно", "<i>", "лишнее", a.hook.Token} {
		if strings.Contains(page, never) {
			t.Errorf("the page shows %q", never)
		}
	}
	if n := len(a.discord.Requests()); n != 4 {
		t.Errorf("%d requests are counted: who looks is none", n)
	}
}
