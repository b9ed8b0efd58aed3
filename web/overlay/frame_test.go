package overlay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever changes, the page arrives at the same lines.
func TestDifferencesLeadFromOneViewToTheOther(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 2))
	const most = 4
	any := func() View {
		v := View{Settings: DefaultSettings()}
		for i := range 8 {
			if random.IntN(2) == 0 {
				v.Lines = append(v.Lines, Line{ID: fmt.Sprint(i), Text: fmt.Sprint(random.IntN(2))})
			}
		}
		if random.IntN(4) == 0 && len(v.Lines) > 2 {
			v.Lines[0], v.Lines[1] = v.Lines[1], v.Lines[0]
		}
		v.Lines = v.Lines[max(0, len(v.Lines)-most):]
		return v.kept()
	}
	snapshots := 0
	for range 20000 {
		before, after := any(), any()
		got := before.wireLines()
		for _, c := range differences(before, after, most) {
			switch data := c.data.(type) {
			case wireLine:
				if at := slices.IndexFunc(got, func(l wireLine) bool { return l.ID == data.ID }); at >= 0 {
					got[at] = data
				} else {
					got = append(got, data)
				}
			case map[string]string:
				got = slices.DeleteFunc(got, func(l wireLine) bool { return l.ID == data["id"] })
			default:
				snapshots++
				got = after.wireLines()
			}
		}
		got = got[max(0, len(got)-most):]
		if !slices.Equal(got, after.wireLines()) {
			t.Fatalf("from %v to %v the page shows %v", before.Lines, after.Lines, got)
		}
	}
	if snapshots == 0 || snapshots == 20000 {
		t.Errorf("%d snapshots", snapshots)
	}
}

func (v View) wireLines() []wireLine {
	var all []wireLine
	for _, l := range v.Lines {
		all = append(all, l.wire())
	}
	return all
}

func TestSettingsAreKeptWithinBounds(t *testing.T) {
	t.Parallel()
	usual := DefaultSettings()
	for name, c := range map[string]struct{ given, want Settings }{
		"nothing": {Settings{}, usual},
		"too small": {
			Settings{FontSize: 1, MaxLines: -1, LifeSeconds: -1, TextColor: "#12345", Theme: "x"},
			Settings{FontSize: 8, MaxLines: 1, TextColor: usual.TextColor, NameColor: usual.NameColor, Theme: Plain},
		},
		"too large": {
			Settings{FontSize: 49, MaxLines: 101, LifeSeconds: 1 << 30, TextColor: "#abcd", NameColor: "transparent", Background: "url(//x)", Theme: Compact},
			Settings{FontSize: 48, MaxLines: 100, LifeSeconds: 86400, TextColor: "#abcd", NameColor: "transparent", Theme: Compact},
		},
	} {
		if got := c.given.Within(); got != c.want {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}
