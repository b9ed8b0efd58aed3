package doctor_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // as Python opens a file: no settings of ours
	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/app/doctor"
	"frontdesk/configs"
	"frontdesk/platforms/telegram/sim"
	"frontdesk/platforms/telegram/sim/simtest"
)

const token = "7000000001:AAFrontdesk-token-of-a-test-000000000"

// patient is an installation to be examined.
type patient struct {
	t   *testing.T
	sim *sim.Running
	cfg configs.Config
	dir string
	now func() time.Time

	peek time.Duration // how long to look for another poller
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	p := &patient{t: t, sim: simtest.Server(t, sim.Options{Token: token}), cfg: configs.Default(), dir: t.TempDir(), now: time.Now, peek: time.Second}
	p.cfg.Telegram.Token, p.cfg.Telegram.APIURL = token, p.sim.URL
	p.cfg.DatabaseURL, p.cfg.HTTP.Listen = "sqlite:"+p.db(), "127.0.0.1:0"
	return p
}

func (p *patient) db() string { return filepath.Join(p.dir, "frontdesk.db") }

// lived makes the database and the key file, as a first start does.
func (p *patient) lived() *patient {
	p.t.Helper()
	d, err := app.OpenData(p.t.Context(), p.cfg, time.Now, zerolog.Nop())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p
}

// beside gives the patient a copy of a real Django's database, changed by statements.
func (p *patient) beside(statements ...string) *patient {
	p.t.Helper()
	content, err := os.ReadFile("../../store/host/testdata/django-market.sqlite3")
	if err != nil {
		p.t.Fatal(err)
	}
	path := filepath.Join(p.dir, "django.sqlite3")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.cfg.HostDatabaseURL = "sqlite:" + path
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(p.t.Context(), s); err != nil {
			p.t.Fatalf("%s: %v", s, err)
		}
	}
	return p
}

// isPolled returns when somebody polls.
func (p *patient) isPolled() {
	p.t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	for end := time.Now().Add(10 * time.Second); !p.sim.Polling(); <-ticker.C {
		if time.Now().After(end) {
			p.t.Fatal("nobody polls")
		}
	}
}

func (p *patient) examined() doctor.Report {
	p.t.Helper()
	r := doctor.Examine(p.t.Context(), p.cfg, doctor.Options{Version: "v1", Now: p.now, PeekFor: p.peek, CheckFor: time.Minute})
	text, err := json.Marshal(r)
	if err != nil {
		p.t.Fatal(err)
	}
	if strings.Contains(string(text), strings.Split(token, ":")[1]) {
		p.t.Errorf("the report holds the token: %s", text)
	}
	for _, f := range r.Findings {
		if (f.Status == doctor.OK) != (f.Do == "") {
			p.t.Errorf("%s %q says to do %q", f.Status, f.Found, f.Do)
		}
	}
	return r
}

// finds fails the test unless something was found about a thing, with this status and these words.
func (p *patient) finds(about string, status doctor.Status, words ...string) {
	p.t.Helper()
	r := p.examined()
	for _, f := range r.Findings {
		if f.About != about || f.Status != status {
			continue
		}
		all := true
		for _, w := range words {
			all = all && strings.Contains(f.Found+"\n"+f.Do, w)
		}
		if all {
			if r.Healthy && status == doctor.Fail {
				p.t.Error("it counts as healthy all the same")
			}
			return
		}
	}
	p.t.Errorf("no %s about %s with %q in %+v", status, about, words, r.Findings)
}

func TestAHealthyHouse(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]*patient{
		"before the first start": newPatient(t), "without Django": newPatient(t).lived(), "beside Django": newPatient(t).beside().lived(),
	} {
		before, _ := os.ReadDir(p.dir)
		r := p.examined()
		for _, f := range r.Findings {
			if f.Status == doctor.Fail {
				t.Errorf("%s: %+v", name, f)
			}
		}
		after, _ := os.ReadDir(p.dir)
		if !r.Healthy || len(before) != len(after) {
			t.Errorf("%s: healthy %t; %d files before, %d after", name, r.Healthy, len(before), len(after))
		}
	}
}

func TestTheBot(t *testing.T) {
	t.Parallel()
	t.Run("another token", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t)
		p.cfg.Telegram.Token = "7000000002:AAFrontdesk-another-token-00000000000"
		p.finds("telegram", doctor.Fail, "does not know this token", "@BotFather")
	})
	t.Run("no token", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t)
		p.cfg.Telegram.Token = ""
		p.finds("telegram", doctor.Fail, "FRONTDESK_TELEGRAM_TOKEN")
	})
	t.Run("no way there", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t)
		p.cfg.Telegram.APIURL = "http://127.0.0.1:1"
		p.finds("telegram", doctor.Fail, "cannot be reached", "firewall")
	})
	t.Run("a webhook", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t)
		resp, err := http.PostForm(p.sim.URL+"/bot"+token+"/setWebhook", url.Values{"url": {"https://shop.example.org/secret-path"}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		p.finds("webhook", doctor.Fail, "shop.example.org", "deleteWebhook")
		if r, _ := json.Marshal(p.examined()); strings.Contains(string(r), "secret-path") {
			t.Error("the webhook's secret path is shown")
		}
	})
	t.Run("a wrong clock", func(t *testing.T) {
		t.Parallel()
		for off, status := range map[time.Duration]doctor.Status{-3 * time.Minute: doctor.Fail, 10 * time.Second: doctor.Warn, 0: doctor.OK} {
			p := newPatient(t)
			p.now = func() time.Time { return time.Now().Add(off) }
			p.finds("clock", status)
		}
	})
}

// Another program with this token polls, loses its poll to ours, and polls again.
func TestAnotherProgramThatPolls(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.sim.URL+"/bot"+token+"/getUpdates?timeout=50", nil)
			if err != nil {
				return
			}
			if resp, err := http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
	}()
	defer func() { stop(); <-ended }()
	p.isPolled()
	p.finds("other poller", doctor.Fail, "another program polls", "stop it")
}

func TestOurOwnDatabase(t *testing.T) {
	t.Parallel()
	t.Run("damaged", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).lived()
		content, err := os.ReadFile(p.db())
		if err != nil {
			t.Fatal(err)
		}
		for i := 4096 * 3; i < 4096*9; i++ {
			content[i] = 0xA5
		}
		if err := os.WriteFile(p.db(), content, 0o600); err != nil {
			t.Fatal(err)
		}
		r := p.examined()
		if r.Healthy {
			t.Errorf("healthy: %+v", r.Findings)
		}
	})
	t.Run("of a newer program", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).lived()
		db, err := sql.Open("sqlite3", "file:"+p.db())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), "INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, 1)"); err != nil {
			t.Fatal(err)
		}
		db.Close()
		p.finds("migrations", doctor.Fail, "newer program")
	})
	t.Run("a key that others may read", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).lived()
		if err := os.Chmod(filepath.Join(p.dir, "frontdesk.key"), 0o644); err != nil {
			t.Fatal(err)
		}
		p.finds("key file", doctor.Fail, "0644", "chmod 600")
	})
	t.Run("a key that is lost", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).lived()
		if err := os.Remove(filepath.Join(p.dir, "frontdesk.key")); err != nil {
			t.Fatal(err)
		}
		p.finds("secret key", doctor.Fail, "is missing", "put the copy back")
		p.cfg.SecretKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
		p.finds("secret key", doctor.Fail, "not the one")
	})
	t.Run("served", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).lived()
		a, err := app.New(t.Context(), p.cfg, app.Options{Log: zerolog.Nop(), Serve: true})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		p.cfg.HTTP.Listen = a.Address()
		p.isPolled()
		p.finds("process", doctor.OK, "is ready")
		p.finds("other poller", doctor.OK, "not looked for")
		p.finds("integrity", doctor.OK)
		stop()
		<-ended
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestDjangosDatabase(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change []string
		about  string
		status doctor.Status
		words  []string
	}{
		"a missing column":  {[]string{"ALTER TABLE shops DROP COLUMN price_updating"}, "host schema", doctor.Fail, []string{"column shops.price_updating", "manage.py migrate"}},
		"no group":          {[]string{"UPDATE auth_group SET name = 'others' WHERE name = 'telegram_admins'"}, "host admins", doctor.Fail, []string{"telegram_admins"}},
		"nobody in it":      {[]string{"DELETE FROM auth_user_groups"}, "host admins", doctor.Warn, []string{"put a user into the group"}},
		"WAL":               {[]string{"PRAGMA journal_mode=WAL"}, "host journal", doctor.Warn, []string{"IMMEDIATE"}},
		"as Django made it": {nil, "host", doctor.OK, []string{"every table and column"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			newPatient(t).beside(c.change...).finds(c.about, c.status, c.words...)
		})
	}
	p := newPatient(t)
	p.cfg.HostDatabaseURL = "sqlite:" + filepath.Join(p.dir, "nowhere.sqlite3")
	p.finds("host", doctor.Fail, "there is no file")
}
