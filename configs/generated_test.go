package configs_test

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"frontdesk/configs"
)

var update = flag.Bool("update", false, "rewrite the files that are made from the table of keys")

// compare holds a text against a file, or writes the file anew with -update.
func compare(t *testing.T, file, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s is stale; if the change is meant, run: go test ./configs -update\n%s", file, diff)
	}
}

func TestGeneratedFilesAreFresh(t *testing.T) {
	t.Parallel()
	compare(t, "../docs/configuration.md", configs.Reference())
	compare(t, "frontdesk.example.yaml", configs.SampleYAML())
	compare(t, "frontdesk.env.example", configs.SampleEnv())
}

func TestTheSampleFileHasEveryKeyAndWorks(t *testing.T) {
	t.Parallel()
	c, err := configs.LoadValid(configs.Source{File: "frontdesk.example.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	c.File = ""
	if diff := cmp.Diff(configs.Default(), c); diff != "" {
		t.Error(diff)
	}
	content, err := os.ReadFile("frontdesk.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := yaml.Unmarshal(content, &root); err != nil {
		t.Fatal(err)
	}
	for _, k := range configs.Keys() {
		var at any = root
		for name := range strings.SplitSeq(k.Path, ".") {
			section, _ := at.(map[string]any)
			at = section[name]
		}
		if at == nil {
			t.Errorf("%s is not in the sample", k.Path)
		}
	}
}

func TestTheSampleEnvironmentHasEveryKeyAndWorks(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("frontdesk.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var environ []string
	names := map[string]bool{}
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			environ = append(environ, line)
			name, _, _ := strings.Cut(line, "=")
			names[name] = true
		}
	}
	c, err := configs.LoadValid(configs.Source{WorkDir: t.TempDir(), Environ: environ})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(configs.Default(), c); diff != "" {
		t.Error(diff)
	}
	for _, k := range configs.Keys() {
		if !names[k.Env()] {
			t.Errorf("%s is not in the sample", k.Env())
		}
	}
}

// Every field of the struct has its key, of its own type and with a help text.
func TestTheTableCoversTheStruct(t *testing.T) {
	t.Parallel()
	fields := -1 // File is no key
	var count func(reflect.Type)
	count = func(typ reflect.Type) {
		for i := range typ.NumField() {
			if f := typ.Field(i).Type; f.Kind() == reflect.Struct {
				count(f)
			} else {
				fields++
			}
		}
	}
	count(reflect.TypeFor[configs.Config]())
	if n := len(configs.Keys()); n != fields {
		t.Errorf("%d keys for %d fields", n, fields)
	}
	for _, k := range configs.Keys() {
		if k.Help == "" || !strings.HasSuffix(k.Help, ".") {
			t.Errorf("%s has no help in sentences", k.Path)
		}
	}
}
