package discord_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"frontdesk/platforms/discord"
)

// Whatever somebody writes into the chat of a webinar, nobody at Discord is called by it: no mention is allowed in what we send,
// which wins over everything that stands in the text.
func TestNobodyIsEverMentioned(t *testing.T) {
	t.Parallel()
	sent := make(chan []byte, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent <- body
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	t.Cleanup(server.Close)
	c := client(t, discord.Config{Hosts: []string{server.URL}})
	for _, text := range []string{"@everyone сюда", "@here", "<@1000001>", "<@&1000002>"} {
		if _, err := c.Post(t.Context(), server.URL+"/api/webhooks/"+number+"/"+secret, said(text)...); err != nil {
			t.Fatal(err)
		}
		var body struct {
			Content  string `json:"content"`
			Mentions *struct {
				Parse []string `json:"parse"`
				Roles []string `json:"roles"`
				Users []string `json:"users"`
			} `json:"allowed_mentions"`
		}
		raw := <-sent
		if err := json.Unmarshal(raw, &body); err != nil {
			t.Fatal(err)
		}
		if m := body.Mentions; m == nil || m.Parse == nil || len(m.Parse)+len(m.Roles)+len(m.Users) > 0 || body.Content != "" {
			t.Errorf("%q goes out so that somebody may be called: %s", text, raw)
		}
	}
}
