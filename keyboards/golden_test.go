package keyboards_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/keyboards"
	"frontdesk/texts"
)

var update = flag.Bool("update", false, "write the goldens anew")

func printers(t testing.TB) map[string]texts.Printer {
	t.Helper()
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]texts.Printer{}
	for _, lang := range texts.Languages() {
		all[lang] = catalog.For(lang)
	}
	return all
}

// draw writes a screen as a person sees it, with what each button carries.
func draw(t *testing.T, s keyboards.Screen) string {
	t.Helper()
	m, err := s.Message()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(m.Text + "\n")
	if len(m.Rows) > 0 {
		b.WriteString("\n")
	}
	for _, row := range m.Rows {
		drawn := make([]string, len(row))
		for i, button := range row {
			drawn[i] = fmt.Sprintf("[%s → %s]", button.Label, button.Data+button.URL)
		}
		b.WriteString(strings.Join(drawn, " ") + "\n")
	}
	return b.String()
}

func TestScreensLookAsTheirGoldens(t *testing.T) {
	t.Parallel()
	const dir = "testdata/golden"
	wanted := map[string]bool{}
	for lang, p := range printers(t) {
		for _, sample := range keyboards.Samples() {
			name := sample.Name + "." + lang + ".txt"
			if wanted[name] {
				t.Errorf("two samples are called %s", sample.Name)
			}
			wanted[name] = true
			got := draw(t, sample.Build(p))
			path := filepath.Join(dir, name)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Errorf("%v; write it with: go test ./keyboards -update", err)
				continue
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s has changed (-golden +now); if that is meant: go test ./keyboards -update\n%s", name, diff)
			}
		}
	}
	present, err := filepath.Glob(dir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range present {
		if wanted[filepath.Base(path)] {
			continue
		}
		if !*update {
			t.Errorf("%s belongs to no sample", path)
		} else if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

func TestEveryStateHasASampleOfItsOwn(t *testing.T) {
	t.Parallel()
	sampled := map[string]bool{}
	for _, sample := range keyboards.Samples() {
		state := sample.Build(printers(t)["ru"]).State
		if name, _, _ := strings.Cut(sample.Name, "-"); name != string(state) {
			t.Errorf("sample %s shows the state %q", sample.Name, state)
		}
		sampled[string(state)] = true
	}
	states, _ := declared(t)
	if len(states) < 30 {
		t.Fatalf("found only %d states in the source", len(states))
	}
	for name, value := range states {
		if !sampled[value] {
			t.Errorf("%s (%q) has no sample, so no golden", name, value)
		}
	}
}
