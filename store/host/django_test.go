package host

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdesk/domain"
	"frontdesk/internal/djangohash/djangotest"
)

// djangoEnv points the little host project of testdata/djangohost at a database.
func djangoEnv(t testing.TB, path string) []string {
	t.Helper()
	project, err := filepath.Abs("testdata/djangohost")
	if err != nil {
		t.Fatal(err)
	}
	return []string{"HOST_DB=" + path, "DJANGO_SETTINGS_MODULE=settings", "PYTHONPATH=" + project, "PYTHONDONTWRITEBYTECODE=1"}
}

// readBack has Django look at what we wrote, check it as its admin would, and save it once more.
const readBack = `
import json, django
django.setup()
from django.db import connection
from tg_bot.models import Shop, TelegramUser
people = []
for u in TelegramUser.objects.order_by("id"):
    u.full_clean()
    u.save()
    people.append({"chat": u.chat_id, "name": u.first_name, "role": u.role, "banned": u.is_banned, "active": u.is_active,
        "logged_out": u.is_logged_out, "created": u.created_at.isoformat(), "shops": list(u.shops.order_by("id").values_list("id", flat=True))})
with connection.cursor() as c:
    kind = "typeof" if connection.vendor == "sqlite" else "pg_typeof"
    c.execute("SELECT created_at, %s(created_at), %s(is_active) FROM tg_bot_telegramuser ORDER BY id" % (kind, kind))
    raw = c.fetchone()
for s in Shop.objects.all():
    s.full_clean()
print(json.dumps({"people": people, "raw": [str(x) for x in raw[1:]], "created_raw": raw[0].isoformat() if hasattr(raw[0], "isoformat") else raw[0],
    "active": list(Shop.objects.filter(is_active=True).order_by("id").values_list("id", flat=True)),
    "prices_off": list(Shop.objects.filter(price_updating=False).order_by("id").values_list("id", flat=True))}))
`

func TestDjangoReadsBackWhatWeWrote(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		path := djangoFile(t)
		readsBack(t, openExternal(t, path), path, masha(), []string{"text", "integer"})
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		djangotest.Python(t, "psycopg2")
		url := djangoPostgres(t)
		small := masha()
		small.ID = 5001 // Django itself takes no larger id than the column
		readsBack(t, openURL(t, url), url, small, []string{"timestamp with time zone", "boolean"})
	})
}

// readsBack writes what the bot writes and has Django tell of it. where is the database as djangoEnv takes it; kept is how
// a date and a flag lie there.
func readsBack(t *testing.T, h *Host, where string, masha domain.Sender, kept []string) {
	ctx, seller := t.Context(), masha.ID
	signIn(t, h, masha, domain.RoleSeller)
	signIn(t, h, domain.Sender{ID: 7, FirstName: "Коля"}, domain.RoleAdmin)
	_, link := h.LinkShops(ctx, seller, []int64{1, 2, 3})
	_, unlink := h.UnlinkShop(ctx, seller, 2)
	_, on := h.SetShopFlag(ctx, 3, domain.FieldActive, true)
	_, off := h.SetShopFlag(ctx, 2, domain.FieldActive, false)
	_, prices := h.SetShopFlag(ctx, 5, domain.FieldPriceUpdating, false)
	if err := errors.Join(link, unlink, on, off, prices, h.SetBanned(ctx, 7, true), h.SetActive(ctx, 7, false), h.SetLoggedOut(ctx, 7, true)); err != nil {
		t.Fatal(err)
	}

	var got struct {
		People []struct {
			Chat       int64
			Name, Role string
			Banned     bool
			Active     bool
			LoggedOut  bool `json:"logged_out"`
			Created    string
			Shops      []int64
		}
		Raw                []string
		Active, Prices_off []int64
	}
	if err := json.Unmarshal([]byte(djangotest.Run(t, djangoEnv(t, where), readBack)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.People) != 2 {
		t.Fatalf("%d people", len(got.People))
	}
	m, k := got.People[0], got.People[1]
	if m.Chat != seller || m.Name != "Маша" || m.Role != "SE" || m.Banned || !m.Active || m.LoggedOut || !slices.Equal(m.Shops, []int64{1, 3}) {
		t.Errorf("Django sees Маша as %+v", m)
	}
	if m.Created != "2026-11-01T10:00:00.123456+00:00" {
		t.Errorf("Django reads her date as %s", m.Created)
	}
	if k.Chat != 7 || k.Role != "AD" || !k.Banned || k.Active || !k.LoggedOut || len(k.Shops) != 0 {
		t.Errorf("Django sees Коля as %+v", k)
	}
	if !slices.Equal(got.Raw, kept) {
		t.Errorf("kept as %v", got.Raw)
	}
	if !slices.Equal(got.Active, []int64{3, 4, 6}) || !slices.Equal(got.Prices_off, []int64{5}) {
		t.Errorf("active %v, price updating off %v", got.Active, got.Prices_off)
	}
	// And what Django saved again, in its own format, we read.
	person, err := h.FindTelegramUser(ctx, seller)
	if err != nil || !person.CreatedAt.Equal(someMoment()) {
		t.Errorf("%v, %v", person.CreatedAt, err)
	}
}

// saverReport is what testdata/live_saver.py tells at its end.
type saverReport struct {
	ReadThenWrite     int `json:"read_then_write"`
	Plain             int `json:"plain"`
	LostReadThenWrite int `json:"lost_read_then_write"`
	LostPlain         int `json:"lost_plain"`
	SlowestMS         int `json:"slowest_ms"`
}

// TestALiveDjangoKeepsItsSaves switches shops 30 times a second and reads 100 times a second while a real Django saves. The
// figures are the acceptance: fewer than 1 % of its saves lost to locks.
func TestALiveDjangoKeepsItsSaves(t *testing.T) {
	t.Parallel()
	python := djangotest.Python(t)
	for name, think := range map[string][2]string{
		"Django thinks 5 ms and rests 5 ms":  {"0.005", "0.005"},
		"Django thinks 5 ms and never rests": {"0.005", "0"},
		"Django saves as fast as it can":     {"0", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			liveDjango(t, python, think[0], think[1])
		})
	}
}

func liveDjango(t *testing.T, python, think, pause string) {
	path := djangoFile(t)
	mode := os.Getenv("FRONTDESK_TEST_HOST_JOURNAL") // "wal" to measure what cannot be helped there
	if mode != "" {
		run(t, djangoConn(t, path), "PRAGMA journal_mode="+mode)
	}
	h := openExternal(t, path)
	signIn(t, h, masha(), domain.RoleSeller)

	cmd := exec.CommandContext(t.Context(), python, "testdata/live_saver.py", "6", think, pause)
	cmd.Env = append(os.Environ(), djangoEnv(t, path)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("Django says %q: %v\n%s", lines.Text(), cmd.Wait(), stderr.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	ours := make(chan ourFigures, 1)
	go func() { ours <- beBusy(ctx, h) }()
	lines.Scan()
	last := lines.Text()
	stop()
	figures := <-ours
	if err := cmd.Wait(); err != nil {
		t.Fatalf("Django: %v\n%s", err, stderr.String())
	}
	var report saverReport
	if err := json.Unmarshal([]byte(last), &report); err != nil {
		t.Fatalf("%q: %v", last, err)
	}
	saves, lost := report.ReadThenWrite+report.Plain, report.LostReadThenWrite+report.LostPlain
	t.Logf("Django: %+v, lost %.2f %%; ours: %s", report, 100*float64(lost)/float64(saves), figures)
	if saves < 100 || figures.switches < 30 {
		t.Errorf("too few saves (%d) or switches (%d) to tell anything", saves, figures.switches)
	}
	if lost*100 >= saves && mode != "wal" {
		t.Errorf("Django lost %d of %d saves", lost, saves)
	}
	for _, err := range figures.failures {
		t.Errorf("ours: %v", err)
	}
}
