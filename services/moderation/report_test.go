package moderation

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/domain"
	"frontdesk/platforms/webinar/sim"
)

func TestAReportCountsAnEvent(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	for i, wait := range []time.Duration{time.Second, 2 * time.Second, 3 * time.Second, 40 * time.Second} {
		m := h.waits([]string{"Анна", "Борис"}[i%2], fmt.Sprint(i))
		h.clock.Advance(wait)
		if i == 1 {
			must(t, h.decides(petya, m, deleted))
			continue
		}
		must(t, h.decides(masha, m, approved))
	}
	h.deliver()
	h.waits("Анна", "ещё ждёт")
	r, err := h.Report(t.Context(), masha, h.event)
	must(t, err)
	r.StartsAt, r.Minutes = time.Time{}, nil
	want := Report{
		EventID: 1, Event: "Лекция", Messages: 5, Approved: 3, Deleted: 1, Awaiting: 1, Median: 2 * time.Second, P95: 40 * time.Second,
		People:  []ReportPerson{{Name: "Маша", Approved: 3}, {Name: "Петя", Deleted: 1}},
		Authors: []ReportAuthor{{Name: "Анна", Messages: 3, Approved: 2}, {Name: "Борис", Messages: 2, Approved: 1, Deleted: 1}},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
}

func TestAReportCountsWhatRulesHaveDecided(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	h.rule(domain.RuleRepeats, "5")
	h.rule(domain.RuleAuto, "")
	h.waits("Анна", "привет")
	h.waits("Анна", "привет")
	r, err := h.Report(t.Context(), masha, h.event)
	must(t, err)
	if r.Rules != (ReportShare{Approved: 1, Deleted: 1}) || r.Platform != (ReportShare{}) || len(r.People) != 0 {
		t.Errorf("rules: %+v, the platform: %+v, people: %+v", r.Rules, r.Platform, r.People)
	}
}

func TestATableIsHarmless(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	nasty := []string{
		`=HYPERLINK("http://evil.example";"жми")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1",
		"обычное; с \"кавычками\"\nи строкой", "-", "5 = 5", "",
	}
	for _, text := range nasty {
		h.says("=cmd|' /C calc'!A0", text)
	}
	h.later(time.Second)
	raw, err := h.CSV(t.Context(), masha, h.event, TableLabels{
		Said: "Время", Author: "Автор", Text: "Текст", State: "Состояние", Decided: "Решено", By: "Кем", Wait: "Ждало, с", Rule: "Правило",
		States: [3]string{"ждёт", "одобрено", "удалено"}, Zone: time.FixedZone("MSK", 3*3600),
	})
	must(t, err)
	body, found := strings.CutPrefix(string(raw), "\xef\xbb\xbf")
	if !found {
		t.Error("Excel would not know that it is UTF-8")
	}
	if !strings.HasPrefix(body, "Время;Автор;Текст;Состояние;Решено;Кем;Ждало, с;Правило\r\n2026-06-02 18:00:00;") {
		t.Errorf("%.120q", body)
	}
	table := csv.NewReader(strings.NewReader(body))
	table.Comma = ';'
	rows, err := table.ReadAll()
	must(t, err)
	if len(rows) != len(nasty)+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(strings.TrimLeft(cell, " ")[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet works out %q", cell)
			}
		}
	}
	if got := rows[9][2]; got != "обычное; с \"кавычками\"\nи строкой" {
		t.Errorf("%q", got)
	}
}

func TestAChartIsAPicture(t *testing.T) {
	t.Parallel()
	h := newStudio(t, domain.WebinarCookie, sim.Options{})
	began := time.Date(2026, 6, 2, 15, 0, 0, 0, time.UTC)
	var r Report
	for i := range 95 {
		r.Minutes = append(r.Minutes, ReportMinute{At: began.Add(time.Duration(i) * time.Minute), Messages: 3 + i*7%11, Decided: 2 + i*5%9})
	}
	l := ChartLabels{Title: "Лекция «О магазинах» 🎓", Messages: "Сообщений", Decided: "Решено", Zone: time.FixedZone("MSK", 3*3600)}
	for name, report := range map[string]Report{"full": r, "empty": {}, "one minute": {Minutes: r.Minutes[:1]}} {
		raw, err := h.Chart(report, l)
		must(t, err)
		picture, err := png.Decode(bytes.NewReader(raw))
		must(t, err)
		if size := picture.Bounds().Size(); size.X != chartWidth || size.Y != chartHeight {
			t.Errorf("%s: %v", name, size)
		}
		if folder := os.Getenv("FRONTDESK_TEST_PICTURES"); folder != "" {
			must(t, os.WriteFile(folder+"/chart "+name+".png", raw, 0o600))
		}
	}
	if got := printable("Эфир 🎓\n№ 5 — «итоги»"); got != "Эфир № 5 — «итоги»" {
		t.Errorf("%q", got)
	}
}
