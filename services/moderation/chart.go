package moderation

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/go-analyze/charts"
)

// ChartLabels are the words of a chart in the language of who gets it.
type ChartLabels struct {
	Title    string         // what the chart's font has no letters for is left out
	Messages string         // what came
	Decided  string         // what people decided
	Zone     *time.Location // of the times; UTC when nil
}

// How a chart is drawn: in pixels, twice what a phone shows, and with no more bars than can be told apart.
const (
	chartWidth  = 1200
	chartHeight = 600
	leastBars   = 12
	mostBars    = 60
	mostTimes   = 10
	longTitle   = 60
)

// widths are how many minutes may be put together: a day has no more.
var widths = []int{1, 2, 5, 10, 30, 60, 180}

// Chart draws how many messages came and were decided, over time, as PNG. A report without messages is an empty chart.
func (s *Service) Chart(r Report, l ChartLabels) ([]byte, error) {
	zone := l.Zone
	if zone == nil {
		zone = time.UTC
	}
	said, decided, times := bars(r.Minutes, zone)
	opt := charts.NewBarChartOptionWithData([][]float64{said, decided})
	opt.Title.Text = printable(l.Title)
	opt.Title.FontStyle.FontSize = 22
	opt.Legend = charts.LegendOption{
		SeriesNames: []string{printable(l.Messages), printable(l.Decided)}, Offset: charts.OffsetRight, FontStyle: charts.FontStyle{FontSize: 18},
	}
	opt.CategoryAxis.Labels = times
	opt.CategoryAxis.LabelCount = len(times)
	opt.CategoryAxis.LabelFontStyle.FontSize = 16
	top, unit := scale(slices.Max(append(said, decided...)))
	opt.ValueAxis = []charts.ValueAxisOption{{
		LabelFontStyle: charts.FontStyle{FontSize: 16}, Min: charts.Ptr(0.0), Max: charts.Ptr(top), Unit: unit, LabelCount: int(top/unit) + 1,
		RangeValuePaddingScale: charts.Ptr(0.0), ValueFormatter: func(v float64) string { return fmt.Sprintf("%.0f", v) },
	}}
	opt.Padding = charts.NewBoxEqual(28)
	p := charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputPNG, Width: chartWidth, Height: chartHeight, Theme: charts.GetTheme(charts.ThemeLight),
	})
	if err := p.BarChart(opt); err != nil {
		return nil, fmt.Errorf("draw a chart: %w", err)
	}
	png, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write a chart: %w", err)
	}
	return png, nil
}

// scale gives the top of the axis and the distance of its lines, both whole.
func scale(most float64) (top, unit float64) {
	const lines = 6
	unit = 1
	for i := 0; unit*lines < most; i++ {
		unit *= []float64{2, 2.5, 2}[i%3] // 1, 2, 5, 10, 20 …
	}
	return unit * max(1, math.Ceil(most/unit)), unit
}

// bars puts minutes together until there are few enough. Bars begin at round times, and a few of them are named.
func bars(minutes []ReportMinute, zone *time.Location) (said, decided []float64, times []string) {
	width, every := fit(len(minutes), mostBars), fit(len(minutes), mostTimes)
	last := int64(-1)
	for _, m := range minutes {
		_, offset := m.At.In(zone).Zone()
		minute := (m.At.Unix() + int64(offset)) / 60
		if bar := minute / int64(width); bar != last {
			last = bar
			label := ""
			if bar*int64(width)%int64(every) == 0 {
				label = fmt.Sprintf("%02d:%02d", bar*int64(width)/60%24, bar*int64(width)%60)
			}
			said, decided, times = append(said, 0), append(decided, 0), append(times, label)
		}
		said[len(said)-1] += float64(m.Messages)
		decided[len(decided)-1] += float64(m.Decided)
	}
	for len(said) < leastBars { // a few bars would fill the picture
		said, decided, times = append(said, 0), append(decided, 0), append(times, "")
	}
	return said, decided, times
}

// fit is how many minutes have to be put together so that there are few enough.
func fit(minutes, most int) int {
	for _, w := range widths {
		if minutes <= w*most {
			return w
		}
	}
	return widths[len(widths)-1]
}

// printable leaves out what the chart's font cannot draw, and shortens what is too long.
func printable(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r < 0x250, unicode.In(r, unicode.Cyrillic, unicode.Greek), strings.ContainsRune("«»—–…№“”„’", r):
			return r
		}
		return -1
	}, s)), " ")
	if runes := []rune(s); len(runes) > longTitle {
		return string(runes[:longTitle]) + "…"
	}
	return s
}
