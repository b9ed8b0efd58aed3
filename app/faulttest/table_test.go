package faulttest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The table is what people read; it names tests, figures and lines that exist, and every test of this folder.
func TestTheTableOfFaultsIsTrue(t *testing.T) {
	t.Parallel()
	const root = "../.."
	var code, tests strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.HasSuffix(path, "_test.go") {
			tests.Write(content)
		} else {
			code.Write(content)
		}
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
	named := regexp.MustCompile("`(?:Test|Fuzz)[A-Za-z0-9]+`").FindAllString(table, -1)
	for _, name := range named {
		if name = strings.Trim(name, "`"); !strings.Contains(tests.String(), "func "+name+"(") {
			t.Errorf("there is no %s", name)
		}
	}
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
			if f[1] != "TestMain" && f[1] != t.Name() && !strings.Contains(table, f[1]) {
				t.Errorf("docs/faults.md does not name %s", f[1])
			}
		}
	}
}
