package web

import (
	"testing"
	"time"

	"frontdesk/services/moderation"
	"frontdesk/texts"
)

func TestAChartHasFewBarsAndLosesNoMessage(t *testing.T) {
	t.Parallel()
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	c := &call{print: catalog.For("ru"), zone: time.UTC}
	began := time.Date(2026, 11, 1, 19, 0, 0, 0, time.UTC)
	for _, length := range []int{1, 5, 40, 41, 90, 24 * 60} {
		minutes := make([]moderation.ReportMinute, length)
		for i := range minutes {
			minutes[i] = moderation.ReportMinute{At: began.Add(time.Duration(i) * time.Minute), Messages: 1}
		}
		minutes[length-1].Decided = 1
		ch := c.chart(minutes)
		if n := len(ch.Bars); n == 0 || n > mostBars || n*ch.Step < length {
			t.Errorf("%d minutes are %d bars of %d", length, n, ch.Step)
		}
		if want := c.amount(min(ch.Step, length)); ch.Top != want || ch.Peak != "19:00" {
			t.Errorf("%d minutes: the highest is %s at %s, want %s", length, ch.Top, ch.Peak, want)
		}
		last := ch.Bars[len(ch.Bars)-1]
		if last.Done == 0 || last.DoneY+last.Done != 100 || ch.Bars[0].Came != 100 {
			t.Errorf("%d minutes: the bars are %+v", length, last)
		}
		if ch.Width < last.DoneX+4 {
			t.Errorf("%d minutes: the last bar is outside", length)
		}
	}
}

func TestSharesAreSaidInWords(t *testing.T) {
	t.Parallel()
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	c := &call{print: catalog.For("ru")}
	for _, s := range []struct {
		part, whole int
		want        string
	}{
		{0, 0, ""}, {0, 8, ""}, {1, 8, "13 % от всех"}, {2, 800, "меньше 1 % от всех"}, {799, 800, "больше 99 % от всех"}, {8, 8, "100 % от всех"},
	} {
		if got := c.share(s.part, s.whole); got != s.want {
			t.Errorf("%d of %d is %q, want %q", s.part, s.whole, got, s.want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u00a0000", 1234567: "1\u00a0234\u00a0567"} {
		if got := c.amount(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
