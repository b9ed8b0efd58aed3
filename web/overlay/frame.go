package overlay

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	// MaxKept is how many lines a page can get back to when lines go or settings change.
	MaxKept = MaxLines
	// maxRunes bounds a line: what nobody can read in a stream need not be sent to it.
	maxRunes     = 2000
	maxNameRunes = 40 // a longer one would hide the text where a line is cut
)

// wireLine is a line on its way to the page.
type wireLine struct {
	ID     string `json:"id"`
	Author string `json:"author"`
	Text   string `json:"text"`
	At     int64  `json:"at"`
}

func (l Line) wire() wireLine {
	return wireLine{ID: l.ID, Author: cut(l.Author, maxNameRunes), Text: cut(l.Text, maxRunes), At: l.At.UnixMilli()}
}

func cut(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return strings.ToValidUTF8(s, "")
}

// sse encodes an event. JSON has no line breaks of its own, so it is one data line.
func sse(id, event string, data any) []byte {
	raw, err := json.Marshal(data)
	if err != nil { // texts and numbers always have a JSON form
		raw = []byte("{}")
	}
	if id != "" {
		id = "id: " + id + "\n"
	}
	return fmt.Appendf(nil, "%sevent: %s\ndata: %s\n\n", id, event, raw)
}

func helloFrame(now time.Time) []byte {
	return sse("", "hello", map[string]int64{"now": now.UnixMilli()})
}

// change is one event before it has its number.
type change struct {
	event string
	data  any
}

func lineChange(l Line) change      { return change{"message", l.wire()} }
func removeChange(id string) change { return change{"remove", map[string]string{"id": id}} }
func styleChange(s Settings) change { return change{"settings", s} }
func goneChange() change            { return change{"gone", struct{}{}} }
func (v View) snapshot() change     { return change{"snapshot", v.wire()} }
func (v View) index(id string) int {
	return slices.IndexFunc(v.Lines, func(l Line) bool { return l.ID == id })
}
func sameLine(a, b Line) bool { return a.wire() == b.wire() }

func (v View) wire() any {
	lines := make([]wireLine, 0, len(v.Lines))
	for _, l := range v.Lines {
		lines = append(lines, l.wire())
	}
	return struct {
		Settings Settings   `json:"settings"`
		Lines    []wireLine `json:"lines"`
	}{v.Settings, lines}
}

// kept is the view in the form in which it is compared and sent: its settings within bounds, and at most MaxKept lines of its
// own.
func (v View) kept() View {
	v.Settings = v.Settings.Within()
	v.Lines = slices.Clone(v.Lines[max(0, len(v.Lines)-MaxKept):])
	return v
}

// differences are the changes that lead from one view to another; a snapshot when that takes more than taking away, changing in
// place and adding at the end. The page keeps the newest most lines by itself, so the oldest ones of a full view leave unsaid.
func differences(before, after View, most int) []change {
	var all []change
	if before.Settings != after.Settings {
		all = append(all, styleChange(after.Settings))
	}
	place := make(map[string]int, len(after.Lines))
	for i, l := range after.Lines {
		place[l.ID] = i
	}
	last := -1 // of the lines that stay, the place of the last one
	stay := 0
	for _, l := range before.Lines {
		i, stays := place[l.ID]
		switch {
		case !stays && stay == 0 && len(after.Lines) == most:
			continue
		case !stays:
			all = append(all, removeChange(l.ID))
			continue
		case i < last:
			return []change{after.snapshot()}
		case !sameLine(l, after.Lines[i]):
			all = append(all, lineChange(after.Lines[i]))
		}
		last = i
		stay++
	}
	if last != stay-1 { // a new line stands before one that stays
		return []change{after.snapshot()}
	}
	for _, l := range after.Lines[stay:] {
		all = append(all, lineChange(l))
	}
	return all
}
