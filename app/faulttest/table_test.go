package faulttest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// The tables are what people read: the tests in their last column are where they say.
func TestTheTablesNameTestsThatExist(t *testing.T) {
	t.Parallel()
	for page, sections := range map[string]map[string]string{
		"faults.md":   {"": "app/faulttest", "Webinar.ru and Discord": "services/moderation"}, // where a section's tests are that name no folder
		"security.md": {"": ""},
	} {
		content, err := os.ReadFile(filepath.Join(root, "docs", page))
		if err != nil {
			t.Fatal(err)
		}
		usual, named, tests := "", 0, map[string]string{}
		for line := range strings.Lines(string(content)) {
			if title, ok := strings.CutPrefix(line, "## "); ok {
				if usual, ok = sections[strings.TrimSpace(title)]; !ok {
					usual = sections[""]
				}
			}
			cells := strings.Split(strings.TrimSpace(line), "|")
			if len(cells) < 4 {
				continue
			}
			folder := usual
			for _, word := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[len(cells)-2], -1) {
				name := word[1]
				if !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Fuzz") {
					folder = name
				}
				if _, read := tests[folder]; !read {
					tests[folder] = testsIn(t, folder)
				}
				if folder != name && !strings.Contains(tests[folder], "\nfunc "+name+"(") {
					t.Errorf("docs/%s: there is no %s in %s", page, name, folder)
				}
				named++
			}
		}
		if named < 30 {
			t.Errorf("docs/%s: only %d tests were found", page, named)
		}
	}
}

// testsIn is the source of a folder's tests.
func testsIn(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("there are no tests in %q", folder)
	}
	var all strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}

// The table is what people read; it names figures and lines that exist, and every test of this folder.
func TestTheTableOfFaultsIsTrue(t *testing.T) {
	t.Parallel()
	var code strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		code.Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(root + "/docs/faults.md")
	if err != nil {
		t.Fatal(err)
	}
	table := string(content)
	for _, row := range regexp.MustCompile("(?:error|warn|info) `([^`…]+)").FindAllStringSubmatch(table, -1) {
		if !strings.Contains(code.String(), row[1]) {
			t.Errorf("nothing logs %q", row[1])
		}
	}
	for _, row := range regexp.MustCompile("`([a-z]+(?:_[a-z]+)+)(?:\\{[^`]*)?`").FindAllStringSubmatch(table, -1) {
		if !strings.Contains(code.String(), `"`+row[1]+`"`) && !strings.Contains(code.String(), `"frontdesk_`+row[1]+`"`) {
			t.Errorf("there is no figure %s", row[1])
		}
	}
	here, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range here {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range regexp.MustCompile(`(?m)^func (Test[A-Z]\w+)\(`).FindAllStringSubmatch(string(content), -1) {
			if f[1] != "TestMain" && !strings.HasPrefix(f[1], "TestTheTable") && !strings.Contains(table, f[1]) {
				t.Errorf("docs/faults.md does not name %s", f[1])
			}
		}
	}
}
