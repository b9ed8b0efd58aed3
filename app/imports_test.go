package app_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// may lists who may import whom, by the first part of the path that matches. The order of rooms is that of
// docs/adr/0001; a room that is not named here may be imported by nobody but app and cmd.
var may = map[string][]string{
	"cmd":                    {"*"},
	"app":                    {"*"},
	"configs":                {"internal", "texts"},
	"domain":                 {},
	"store/engine":           {"domain"},
	"store/migrations":       {},
	"store/storetest":        {"domain", "store", "internal"},
	"store/host":             {"domain", "store/engine", "internal"},
	"store/move":             {"domain", "store", "store/engine"},
	"store":                  {"domain", "store/engine", "store/migrations"},
	"services/work":          {"store"},
	"services":               {"domain", "store", "services/work", "services/outbox", "services/live", "services/webinars", "internal"},
	"texts":                  {"domain", "texts"},
	"keyboards":              {"domain", "texts"},
	"api":                    {"domain", "texts", "services", "internal"},
	"web":                    {"domain", "texts", "services", "internal"},
	"bot/flows":              {"domain", "texts", "keyboards", "services", "bot"},
	"bot":                    {"domain", "texts", "keyboards", "services", "internal"},
	"platforms/discord/sim":  {"internal"},
	"platforms/discord":      {"domain", "internal"},
	"platforms/telegram/sim": {"internal", "platforms/telegram/sim"},
	"platforms/telegram":     {"domain", "internal"},
	"platforms/webinar/sim":  {"internal", "platforms/webinar/sim"},
	"platforms/webinar":      {"domain", "internal"},
	"internal":               {"internal"},
	"packaging":              {}, // tools of the release
}

// alone lists libraries that one room has for itself.
var alone = map[string][]string{
	"github.com/go-telegram-bot-api/telegram-bot-api/v5": {"platforms/telegram"},
	"github.com/jmoiron/sqlx":                            {"store"},
	"github.com/mattn/go-sqlite3":                        {"store/engine"},
	"github.com/jackc/pgx/v5":                            {"store/engine", "internal/pgtest"},
	"github.com/jackc/pgx/v5/stdlib":                     {"store/engine"},
	"github.com/jackc/pgx/v5/pgconn":                     {"store/engine", "internal/pgtest"},
	"github.com/pressly/goose/v3":                        {"store"},
	"filippo.io/age":                                     {"services/backups"},
	"github.com/go-analyze/charts":                       {"services/moderation"},
	"github.com/prometheus/client_golang/prometheus":     {"api"},
	"github.com/spf13/viper":                             {"configs"},
	"github.com/spf13/cobra":                             {"cmd"},
	"github.com/nicksnyder/go-i18n/v2/i18n":              {"texts"},
}

func TestRoomsImportOnlyWhomTheyMay(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		room := roomOf(p.ImportPath)
		rule, known := ruleOf(room)
		if !known {
			t.Errorf("%s is in no room: say in this test whom it may import", room)
			continue
		}
		for _, imported := range p.Imports {
			checkLibrary(t, room, imported)
			if !strings.HasPrefix(imported, "frontdesk/") {
				if room == "domain" && strings.Contains(imported, ".") {
					t.Errorf("domain imports %s; it may use the standard library only", imported)
				}
				continue
			}
			target := roomOf(imported)
			if !allowed(rule, target) && !within(target, room) {
				t.Errorf("%s imports %s, which it may not know", room, target)
			}
			if siblings(room, target) {
				t.Errorf("%s imports %s: services that need each other share a port in the caller's package", room, target)
			}
		}
	}
}

// common is what services share: the unit of work, what senders are, who watches what, and what an event is.
var common = []string{"services/work", "services/outbox", "services/live", "services/webinars"}

// siblings tells two services apart from their common ground.
func siblings(room, target string) bool {
	return strings.HasPrefix(room, "services/") && strings.HasPrefix(target, "services/") &&
		!slices.Contains(common, target) && !within(target, firstTwo(room))
}

func checkLibrary(t *testing.T, room, imported string) {
	t.Helper()
	rooms, ours := alone[imported]
	if !ours {
		return
	}
	for _, r := range rooms {
		if within(room, r) {
			return
		}
	}
	t.Errorf("%s imports %s, which is for %v alone", room, imported, rooms)
}

func ruleOf(room string) ([]string, bool) {
	for r := room; r != ""; {
		if rule, ok := may[r]; ok {
			return rule, true
		}
		i := strings.LastIndexByte(r, '/')
		if i < 0 {
			break
		}
		r = r[:i]
	}
	return nil, false
}

func allowed(rule []string, target string) bool {
	for _, r := range rule {
		if r == "*" || within(target, r) {
			return true
		}
	}
	return false
}

func within(room, parent string) bool {
	return room == parent || strings.HasPrefix(room, parent+"/")
}

func firstTwo(room string) string {
	parts := strings.SplitN(room, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func roomOf(path string) string { return strings.TrimPrefix(path, "frontdesk/") }

type goPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "frontdesk/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) < 20 {
		t.Fatalf("go list found %d packages only", len(list))
	}
	return list
}
