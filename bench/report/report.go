// Package report prints what a benchmark has found: a table, the ratios with what they must be, and one line of JSON.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Ratio is one figure beside another, and what it must be.
type Ratio struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	// Must is the bound: the least allowed, or with AtMost the most.
	Must   float64 `json:"must"`
	AtMost bool    `json:"at_most,omitempty"`
	Aim    bool    `json:"aim,omitempty"` // wished for, not demanded
	Unit   string  `json:"unit,omitempty"`
	// Missing says that one of the two was not measured: never met.
	Missing bool `json:"missing,omitempty"`
	Met     bool `json:"met"`
}

// Report is a benchmark's outcome.
type Report struct {
	Bench  string
	Head   []string
	Rows   [][]string
	Notes  []string
	Ratios []Ratio
	Data   map[string]any // further figures for the line of JSON
}

// Of divides, and says so when there is nothing to divide.
func Of(name string, value, by, must float64) Ratio {
	r := Ratio{Name: name, Must: must, Unit: "×"}
	if value <= 0 || by <= 0 {
		r.Missing = true
		return r
	}
	r.Value = value / by
	return r
}

// Write prints the report and tells which musts were missed.
func (r *Report) Write(w io.Writer) (missed []string, err error) {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", r.Bench)
	table(&b, r.Head, r.Rows)
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	if len(r.Ratios) > 0 {
		b.WriteString("\n")
		table(&b, []string{"ratio", "measured", "wanted", "verdict"}, r.judge(&missed))
	}
	line := map[string]any{"bench": r.Bench, "ratios": r.Ratios, "missed": missed}
	for name, value := range r.Data {
		line[name] = value
	}
	text, err := json.Marshal(line)
	if err != nil {
		return missed, err
	}
	fmt.Fprintf(&b, "\n%s\n", text)
	_, err = io.WriteString(w, b.String())
	return missed, err
}

func (r *Report) judge(missed *[]string) [][]string {
	rows := make([][]string, len(r.Ratios))
	for i := range r.Ratios {
		one := &r.Ratios[i]
		one.Met = !one.Missing && (one.Value >= one.Must && !one.AtMost || one.Value <= one.Must && one.AtMost)
		sign, verdict, value := "≥", "met", Number(one.Value)+one.Unit
		if one.AtMost {
			sign = "≤"
		}
		if one.Missing {
			value = "not measured"
		}
		switch {
		case !one.Met && one.Aim:
			verdict = "short of the aim"
		case !one.Met:
			verdict = "**MISSED**"
			*missed = append(*missed, one.Name)
		}
		kind := "must"
		if one.Aim {
			kind = "aim"
		}
		rows[i] = []string{one.Name, value, fmt.Sprintf("%s %s %s%s", kind, sign, Number(one.Must), one.Unit), verdict}
	}
	return rows
}

// Number writes a figure with as many digits as it deserves.
func Number(v float64) string {
	switch {
	case v == float64(int64(v)) && v < 1000:
		return fmt.Sprintf("%d", int64(v))
	case v >= 1000:
		return thousands(int64(v + 0.5))
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// table writes a table of Markdown whose columns stand below each other.
func table(b *strings.Builder, head []string, rows [][]string) {
	widths := make([]int, len(head))
	for _, row := range append([][]string{head}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	line := func(cells []string) {
		for i, cell := range cells {
			fmt.Fprintf(b, "| %s%s ", cell, strings.Repeat(" ", widths[i]-len([]rune(cell))))
		}
		b.WriteString("|\n")
	}
	line(head)
	rule := make([]string, len(head))
	for i := range rule {
		rule[i] = strings.Repeat("-", widths[i])
	}
	line(rule)
	for _, row := range rows {
		line(row)
	}
}
