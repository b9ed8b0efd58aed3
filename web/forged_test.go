package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"frontdesk/services/overlays"
	"frontdesk/services/work"
	"frontdesk/store"
)

// TestNoAddressReachesAnotherAccount walks the table of routes itself: whoever adds a page below an account or an event has it
// tried here by the moderator and the owner of another one.
func TestNoAddressReachesAnotherAccount(t *testing.T) {
	t.Parallel()
	s := newStudio(t)
	message := s.hears(s.event, "Анна", "Добрый день!")
	var widget *overlays.Page
	s.work(func(u *work.Unit) (err error) {
		widget, err = s.Overlays.Make(t.Context(), u, masha, s.event)
		return err
	})
	s.work(func(u *work.Unit) error {
		_, err := s.Relay.Add(t.Context(), u, masha, s.event, "https://discord.com/api/webhooks/1/abc")
		return err
	})
	routes := routes(t)
	if len(routes) < 35 {
		t.Fatalf("only %d routes were found", len(routes))
	}
	fill := strings.NewReplacer("{account}", fmt.Sprint(s.school), "{event}", fmt.Sprint(s.event), "{person}", fmt.Sprint(ivan), "{kind}", "words",
		"{target}", "1", "{widget}", fmt.Sprint(widget.ID), "{message}", fmt.Sprint(message))
	before := tables(t, s.db)
	for _, person := range []int64{emma, petr} {
		b := s.comes(person)
		for _, route := range routes {
			method, path, _ := strings.Cut(fill.Replace(route), " ")
			for _, path := range spelled(t, path) {
				a := b.does(method, path, map[string][]string{"value": {"on"}, "size": {"20"}, "list": {"awaiting"}, "address": {"https://discord.com/api/webhooks/2/b"}})
				if a.status != http.StatusNotFound && a.status != http.StatusForbidden {
					t.Errorf("%d: %s %s is answered %d", person, method, path, a.status)
				}
				if strings.Contains(a.body, "Добрый день") || strings.Contains(a.body, widget.Token) {
					t.Errorf("%d: %s %s shows what is another's", person, method, path)
				}
			}
		}
	}
	for name, rows := range tables(t, s.db) {
		if rows != before[name] {
			t.Errorf("strangers have changed %s from\n%s\nto\n%s", name, before[name], rows)
		}
	}
}

// routes finds what stands below an account or an event, as "GET /path/{event}".
func routes(t *testing.T) (list []string) {
	t.Helper()
	files, err := filepath.Glob("webinars*.go")
	if err != nil {
		t.Fatal(err)
	}
	base := map[string]string{"account": "/webinars/accounts/{account}", "event": "/webinars/events/{event}"}
	pattern := regexp.MustCompile(`to\("(GET|POST) "\+(account|event)(?:\+"([^"]*)")?,`)
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pattern.FindAllStringSubmatch(string(content), -1) {
			list = append(list, m[1]+" "+base[m[2]]+m[3])
		}
	}
	return list
}

// spelled fills the places of words: every list, and every deed that the source knows.
func spelled(t *testing.T, path string) []string {
	t.Helper()
	place, words := "{}", []string{""}
	switch {
	case strings.Contains(path, "{list}"):
		place, words = "{list}", []string{"awaiting", "approved", "deleted"}
	case strings.Contains(path, "{deed}"):
		source, err := os.ReadFile("webinars_messages.go")
		if err != nil {
			t.Fatal(err)
		}
		_, deeds, _ := strings.Cut(string(source), `PathValue("deed")`)
		deeds, _, _ = strings.Cut(deeds, "default:")
		place, words = "{deed}", nil
		for _, m := range regexp.MustCompile(`case "([a-z]+)"`).FindAllStringSubmatch(deeds, -1) {
			words = append(words, m[1])
		}
		if len(words) < 6 {
			t.Fatalf("only the deeds %v were found", words)
		}
	}
	var list []string
	for _, word := range words {
		list = append(list, strings.ReplaceAll(path, place, word))
	}
	return list
}

// tables are the rows of webinars and their moderation, as text.
func tables(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, table := range []string{
		"webinar_account", "moderator", "moderator_invite", "webinar_event", "event_moderator", "chat_message", "moderation_rule",
		"trusted_author", "relay_webhook", "overlay", "delivery",
	} {
		rows, err := db.Readers().QueryxContext(t.Context(), "SELECT * FROM frontdesk_"+table+" ORDER BY 1, 2")
		must(t, err)
		var b strings.Builder
		for rows.Next() {
			row, err := rows.SliceScan()
			must(t, err)
			fmt.Fprintln(&b, row...)
		}
		must(t, rows.Err())
		must(t, rows.Close())
		all[table] = b.String()
	}
	return all
}
