// Package packaging tests what is shipped beside the program.
package packaging_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func text(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// instructions are a Dockerfile's, each on one line, without comments.
func instructions(t *testing.T) []string {
	t.Helper()
	joined := strings.ReplaceAll(text(t, "Dockerfile"), "\\\n", " ")
	var list []string
	for line := range strings.Lines(joined) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

// The image cannot be built where this is developed, so its rules are held here.
func TestTheImageIsSmallAndNobodysRoot(t *testing.T) {
	t.Parallel()
	list := instructions(t)
	known := regexp.MustCompile(`^(FROM|WORKDIR|COPY|RUN|ARG|LABEL|ENV|USER|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) `)
	last := 0
	for i, line := range list {
		if !known.MatchString(line) {
			t.Errorf("not an instruction: %s", line)
		}
		if strings.HasPrefix(line, "FROM ") {
			last = i
			if strings.Contains(line, ":latest") || !strings.Contains(line, ":") {
				t.Errorf("an image without a version: %s", line)
			}
		}
		if strings.HasPrefix(line, "ENV ") && regexp.MustCompile(`TOKEN|SECRET|PASSWORD`).MatchString(line) {
			t.Errorf("a secret in an image: %s", line)
		}
		if strings.HasPrefix(line, "ADD ") {
			t.Errorf("COPY says what it does, ADD does not: %s", line)
		}
	}
	final := list[last:]
	has := func(pattern string) bool {
		return slices.ContainsFunc(final, regexp.MustCompile(pattern).MatchString)
	}
	for what, pattern := range map[string]string{
		"a numeric user that is not root": `^USER [1-9]\d*:[1-9]\d*$`,
		"an entrypoint without a shell":   `^ENTRYPOINT \["/usr/bin/frontdesk"\]$`,
		"a command without a shell":       `^CMD \["serve"\]$`,
		"a health check without a shell":  `^HEALTHCHECK .*--timeout=\S+ .*CMD \["/usr/bin/frontdesk", "health"\]$`,
		"a volume for the data":           `^VOLUME \["/data"\]$`,
		"an orderly stop":                 `^STOPSIGNAL SIGTERM$`,
	} {
		if !has(pattern) {
			t.Errorf("the image lacks %s", what)
		}
	}
	if has(`^RUN `) {
		t.Error("the final image has no shell to RUN with")
	}
	users := slices.IndexFunc(final, func(l string) bool { return strings.HasPrefix(l, "USER ") })
	if entry := slices.IndexFunc(final, func(l string) bool { return strings.HasPrefix(l, "ENTRYPOINT ") }); users > entry {
		t.Error("the user is set after the entrypoint")
	}
	if ignored := text(t, "../.dockerignore"); !strings.Contains(ignored, "frontdesk.yaml") || !strings.Contains(ignored, ".env") || !strings.Contains(ignored, "data") {
		t.Error("secrets of a working copy would go into the build")
	}
}

func TestTheUnitIsOneThatSystemdTakes(t *testing.T) {
	t.Parallel()
	unit := text(t, "frontdesk.service")
	for _, want := range []string{"Type=notify", "WatchdogSec=", "User=frontdesk", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "StateDirectory=frontdesk", "Restart=always"} {
		if !strings.Contains(unit, want) {
			t.Errorf("the unit lacks %s", want)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze here: the unit was not verified")
	}
	path := filepath.Join(t.TempDir(), "frontdesk.service")
	// The program is not installed here.
	if err := os.WriteFile(path, []byte(strings.Replace(unit, "/usr/bin/frontdesk serve", "/bin/true serve", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", path).CombinedOutput()
	if err != nil || strings.Contains(string(out), "frontdesk.service") {
		t.Errorf("%v: %s", err, out)
	}
}

// Whoever sees a line at night finds it in the runbook.
func TestTheRunbookNamesEveryWarningAndError(t *testing.T) {
	t.Parallel()
	runbook := text(t, "../docs/runbook.md")
	lines := regexp.MustCompile(`(?:\.(?:Error|Warn)\(\)[^\n]*|event)\.\s*Msg\("([^"]+)"\)`)
	found := 0
	for _, room := range []string{"api", "app", "bot", "cmd", "platforms", "services", "store"} {
		err := filepath.WalkDir(filepath.Join("..", room), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			for _, m := range lines.FindAllStringSubmatch(text(t, path), -1) {
				found++
				if !strings.Contains(runbook, m[1]) {
					t.Errorf("docs/runbook.md does not say what to do at %q (%s)", m[1], path)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 20 {
		t.Errorf("%d lines found only", found)
	}
}

func TestTheRunbookNamesOnlyFiguresAndCommandsThatExist(t *testing.T) {
	t.Parallel()
	gauges := text(t, "../api/gauges.go") + text(t, "../api/figures.go")
	_, table, _ := strings.Cut(text(t, "../docs/runbook.md"), "Watch these")
	table, _, _ = strings.Cut(table, "## What the log says")
	names := regexp.MustCompile("(?m)^\\| `([a-z_]+)")
	all := names.FindAllStringSubmatch(table, -1)
	for _, m := range all {
		if !strings.Contains(gauges, `"`+m[1]+`"`) && !strings.Contains(gauges, `"frontdesk_`+m[1]+`"`) {
			t.Errorf("there is no figure frontdesk_%s", m[1])
		}
	}
	if len(all) < 8 {
		t.Errorf("%d figures found only", len(all))
	}
}

func TestTheBillOfMaterialsNamesWhatIsLinked(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "sbom")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "./sbom").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// The test's own binary is a Go program as any other.
	out, err := exec.CommandContext(t.Context(), binary, "-version", "v9.9.9", binary).Output()
	if err != nil {
		t.Fatal(err)
	}
	var bill struct {
		Format   string `json:"bomFormat"`
		Metadata struct {
			Component struct{ Name, Version string }
		}
		Components []struct{ Name, Version, PURL string }
	}
	if err := json.Unmarshal(out, &bill); err != nil || bill.Format != "CycloneDX" || bill.Metadata.Component.Version != "v9.9.9" || len(bill.Components) < 1 || bill.Components[0].Name != "std" {
		t.Errorf("%v: %s", err, out)
	}
}
