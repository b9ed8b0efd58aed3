package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/viper"

	"frontdesk/internal/redact"
)

// FileName is the name of the file that is looked for.
const FileName = "frontdesk.yaml"

// SystemDir is where an installed Frontdesk has its file.
const SystemDir = "/etc/frontdesk"

// Source says where the configuration comes from.
type Source struct {
	// File is the file that a person named; it must exist. Empty means that FileName is looked for in WorkDir and then in
	// SystemDir, and may be missing.
	File string
	// Environ is the environment as "NAME=value". It wins over the file. An empty value counts as not set.
	Environ []string
	// WorkDir is what relative paths of files are relative to; empty means the process's own.
	WorkDir string
	// SystemDir is the second place to look in; empty means none.
	SystemDir string
}

// FromProcess is the source of a running program; file is what --config says.
func FromProcess(file string) Source {
	return Source{File: file, Environ: os.Environ(), SystemDir: SystemDir}
}

// Load reads the configuration. Its error is a Problems with all that could not be read: unknown keys, values of the wrong type,
// unreadable files. Whether the values are any good is for Validate to say; LoadValid does both.
func Load(src Source) (Config, error) {
	c, problems := load(src)
	return c, problems.orNil()
}

// LoadValid reads and validates, and tells all problems of both at once.
func LoadValid(src Source, needs ...Need) (Config, error) {
	c, problems := load(src)
	for _, p := range c.problems(needs) {
		if !problems.about(p.Key) { // a value that could not be read is not missing as well
			problems = append(problems, p)
		}
	}
	return c, problems.orNil()
}

func load(src Source) (Config, Problems) {
	v := viper.New()
	for _, k := range Keys() {
		v.SetDefault(k.Path, k.Default)
	}
	file, problems := readFile(v, src)
	fromEnv, more := readEnviron(src)
	problems = append(problems, more...)
	for path, value := range fromEnv {
		v.Set(path, value)
	}
	c := Default()
	c.File = file
	for _, k := range Keys() {
		value := v.Get(k.Path)
		if value == nil { // the file has a value in the place of its section, as unknownKeys has said
			continue
		}
		if err := k.set(&c, value); err != nil {
			name := file + ": " + k.Path
			if _, ok := fromEnv[k.Path]; ok {
				name = k.Env()
			}
			problems = append(problems, Problem{k.Path, name + " " + err.Error()})
		}
	}
	return c, problems
}

// readFile finds and reads the file into v, and tells where it was.
func readFile(v *viper.Viper, src Source) (file string, problems Problems) {
	candidates := []string{filepath.Join(src.WorkDir, FileName)}
	if src.SystemDir != "" {
		candidates = append(candidates, filepath.Join(src.SystemDir, FileName))
	}
	if src.File != "" {
		candidates = []string{within(src.WorkDir, src.File)}
	}
	for _, path := range candidates {
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) && src.File == "" {
			continue
		}
		if err != nil {
			return "", Problems{{"", fmt.Sprintf("%s: cannot be read (%s); name another file with --config", path, reason(err))}}
		}
		v.SetConfigType("yaml")
		if err := v.ReadConfig(bytes.NewReader(content)); err != nil {
			return path, Problems{{"", fmt.Sprintf("%s: is not valid YAML; correct it: %s", path, oneLine(redact.Text(err.Error())))}}
		}
		return path, unknownKeys(path, content)
	}
	return "", nil
}

// unknownKeys looks for keys of the file that no one reads: most are typing errors, and would be believed to work.
func unknownKeys(path string, content []byte) (problems Problems) {
	alone := viper.New() // without the defaults
	alone.SetConfigType("yaml")
	if err := alone.ReadConfig(bytes.NewReader(content)); err != nil {
		return nil // said already
	}
	var known []string
	for _, k := range Keys() {
		known = append(known, k.Path)
	}
	found := alone.AllKeys()
	slices.Sort(found)
	for _, key := range found {
		section := slices.ContainsFunc(known, func(k string) bool { return strings.HasPrefix(k, key+".") })
		switch {
		case slices.Contains(known, key), section && alone.Get(key) == nil: // a section whose keys are all commented out
		case section:
			problems = append(problems, Problem{key, fmt.Sprintf("%s: %s is a section; write its keys on lines of their own below it, indented", path, key)})
		default:
			problems = append(problems, Problem{key, fmt.Sprintf("%s: unknown key %s; %s", path, key, hint(key, known))})
		}
	}
	return problems
}

// hint says what an unknown key may have been meant to be.
func hint(key string, known []string) string {
	meant := nearest(key, known)
	if meant == "" { // the right name in the wrong section
		for _, k := range known {
			if last(k) == last(key) {
				meant = k
			}
		}
	}
	if meant == "" {
		return "remove it, or see docs/configuration.md for the keys that there are"
	}
	return "did you mean " + meant + "?"
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// within makes a path relative to dir, unless it stands by itself.
func within(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// reason is an error of the file system without the path, which the line has already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
