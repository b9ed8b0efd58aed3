package web_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestWhoIsOnDutyIsTheSameOnTheEventsPageAndOnThePanel(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	owner, moderator := s.comes(masha), s.comes(ivan)
	escaped := html.EscapeString(robber)
	line := regexp.MustCompile(`(?s)<p class="muted small">(На смене[^<]*)<br>\s*([^<]*)</p>`)
	duty := func(event int64) string {
		t.Helper()
		said := map[string]string{}
		for _, path := range []string{"", "/state", "/panel", "/panel/roster"} {
			a := owner.gets(events(event, path))
			a.wants(t, http.StatusOK)
			found := line.FindStringSubmatch(a.body)
			if found == nil {
				t.Fatalf("%s does not say who is on duty:\n%s", path, a.body)
			}
			said[found[1]+"; "+found[2]] = path
		}
		if len(said) != 1 {
			t.Errorf("the pages contradict each other: %v", said)
		}
		for words := range said {
			return words
		}
		return ""
	}
	if got := duty(s.event); got != "На смене никого; Сейчас никто не модерирует в боте" {
		t.Error(got)
	}
	if got := duty(s.soon); !strings.HasPrefix(got, "На смене пока никого: перед началом напомним") {
		t.Error(got)
	}
	moderator.posts(events(s.event, "/here"), "value", "on").wants(t, http.StatusSeeOther)
	if got := duty(s.event); got != "На смене никого; Модерируют в боте: Иван "+escaped {
		t.Error(got)
	}
	a := owner.does(http.MethodPost, events(s.event, "/roster"), url.Values{"person": {fmt.Sprint(ivan)}, "value": {"on"}}, "HX-Request", "true")
	a.wants(t, http.StatusOK, "на смене · модерирует в боте")
	if strings.Contains(a.body, "<html") {
		t.Error("the whole page comes for a switch")
	}
	if got := duty(s.event); got != "На смене: Иван "+escaped+"; Модерируют в боте: Иван "+escaped {
		t.Error(got)
	}
}
