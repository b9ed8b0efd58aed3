package doctor_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"frontdesk/app"
	"frontdesk/app/doctor"
	"frontdesk/internal/pgtest"
	"frontdesk/store"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// onServer moves a patient, who has not lived yet, to PostgreSQL. Who polls is not looked for.
func (p *patient) onServer(address string) *patient {
	p.peek = 0
	p.cfg.DatabaseURL, p.cfg.SecretKey = address, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	return p
}

func TestOurOwnDatabaseOnPostgreSQL(t *testing.T) {
	t.Parallel()
	t.Run("healthy", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).onServer(pgtest.URL(t))
		p.finds("migrations", doctor.Warn, "no tables")
		if in, err := store.Inspect(t.Context(), p.cfg.DatabaseURL, store.InspectOptions{Count: true}); err != nil || len(in.Tables) > 0 {
			t.Errorf("looking has made %v, %v", in.Tables, err)
		}
		p.lived()
		if r := p.examined(); !r.Healthy {
			t.Errorf("%+v", r)
		}
		p.finds("database", doctor.OK, "PostgreSQL 1", " MB", "/frontdesk_test_", "answers in")
		p.finds("migrations", doctor.OK, "frontdesk tables: version ")
		p.finds("migrations", doctor.OK, "shop tables: version ")
		p.finds("process", doctor.OK, "no frontdesk serves")
		p.finds("secret key", doctor.OK, "it is the database's")
		p.cfg.SecretKey = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
		p.finds("secret key", doctor.Fail, "not the one")
	})
	t.Run("of a newer program", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).onServer(pgtest.URL(t)).lived()
		if err := pgtest.Exec(p.cfg.DatabaseURL, "INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, true)"); err != nil {
			t.Fatal(err)
		}
		p.finds("migrations", doctor.Fail, "newer program")
	})
	t.Run("away", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).onServer("postgres://desk:hunter2@127.0.0.1:1/desk")
		p.finds("database", doctor.Fail, "cannot be read", "PostgreSQL runs")
		for _, f := range p.examined().Findings {
			if strings.Contains(f.Found+f.Do, "hunter2") {
				t.Errorf("the password is told: %+v", f)
			}
		}
	})
	t.Run("served here, and elsewhere", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t).onServer(pgtest.URL(t)).lived()
		a, err := app.New(t.Context(), p.cfg, app.Options{Log: zerolog.Nop(), Serve: true})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		p.cfg.HTTP.Listen = a.Address()
		p.isPolled()
		p.finds("process", doctor.OK, "connected since 20", "is ready")
		p.cfg.HTTP.Listen = "127.0.0.1:1"
		p.finds("process", doctor.Warn, "connected since 20", "another machine")
		stop()
		<-ended
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		p.finds("process", doctor.OK, "no frontdesk serves")
	})
}

func TestTheAlphabetOfADatabase(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		how    string
		status doctor.Status
		words  []string
	}{
		"none":       {"LC_COLLATE 'C' LC_CTYPE 'C'", doctor.Warn, []string{"C does not know Cyrillic", "a search", "createdb"}},
		"by numbers": {"LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'", doctor.Warn, []string{"Ё stands after Я", "createdb"}},
		"Russian":    {"LOCALE_PROVIDER icu ICU_LOCALE 'ru'", doctor.OK, []string{"knows the alphabet"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPatient(t).onServer(pgtest.Made(t, c.how)).lived()
			p.finds("database collation", c.status, c.words...)
		})
	}
	t.Run("of Django's", func(t *testing.T) {
		t.Parallel()
		p := newPatient(t)
		p.peek = 0
		dump, err := os.ReadFile("../../store/host/testdata/django-market.postgres.sql")
		if err != nil {
			t.Fatal(err)
		}
		p.cfg.HostDatabaseURL = pgtest.Made(t, "LC_COLLATE 'C' LC_CTYPE 'C'")
		pgtest.Load(t, p.cfg.HostDatabaseURL, string(dump))
		p.finds("host collation", doctor.Warn, "does not know Cyrillic", "Django's database")
		p.finds("host chat_id", doctor.Fail, "32 bits")
	})
}
