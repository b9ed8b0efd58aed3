package configs

import (
	"fmt"
	"net/url"
	"strings"

	"gopkg.in/yaml.v3"

	"frontdesk/internal/redact"
)

// Redacted writes the configuration as YAML, as the file would have it, without its secrets: those that are set show as "***".
func (c Config) Redacted() string {
	return writeYAML(func(k Key) (any, string) {
		value := k.value(c)
		text, isText := value.(string)
		switch {
		case isText && text != "" && k.Secrecy == Secret:
			return redact.Mask, ""
		case isText && k.Secrecy == Address:
			return redactAddress(text), ""
		}
		return value, ""
	})
}

// redactAddress takes the password out of a database's address. Where an unescaped character in the password has spoiled the
// address, nobody can tell which part is the password, and nothing is shown.
func redactAddress(s string) string {
	u, err := url.Parse(s)
	spoiled := err != nil || u.User == nil && strings.Contains(s, "@")
	if _, isFile := sqlitePath(s); spoiled && !isFile {
		return redact.Mask
	}
	return redact.Text(s)
}

// writeYAML writes all keys in the table's order, each with the value and the comment that show gives.
func writeYAML(show func(Key) (value any, comment string)) string {
	root := &yaml.Node{Kind: yaml.MappingNode}
	sections := map[string]*yaml.Node{"": root}
	for _, k := range Keys() {
		section, name := "", k.Path
		if i := strings.LastIndexByte(k.Path, '.'); i >= 0 {
			section, name = k.Path[:i], k.Path[i+1:]
		}
		value, comment := show(k)
		entry := &yaml.Node{}
		_ = entry.Encode(value) // strings and numbers, which cannot fail
		if len(entry.Content) == 0 && entry.Kind == yaml.SequenceNode {
			entry.Style = yaml.FlowStyle
		}
		if entry.Tag == "!!str" {
			entry.Style = yaml.DoubleQuotedStyle
		}
		parent := sectionOf(sections, section)
		parent.Content = append(parent.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: name, HeadComment: comment}, entry)
	}
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	_ = enc.Encode(root)
	return b.String()
}

// sectionOf finds the node of a section, and makes it and those above it where they are missing.
func sectionOf(sections map[string]*yaml.Node, path string) *yaml.Node {
	if node, ok := sections[path]; ok {
		return node
	}
	above, name := "", path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		above, name = path[:i], path[i+1:]
	}
	node := &yaml.Node{Kind: yaml.MappingNode}
	parent := sectionOf(sections, above)
	parent.Content = append(parent.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: name}, node)
	sections[path] = node
	return node
}

// SampleYAML is configs/frontdesk.example.yaml.
func SampleYAML() string {
	const head = `# Frontdesk's configuration. Copy this file to frontdesk.yaml beside the program or to /etc/frontdesk/, and keep what you
# change: everything here is the default. The environment wins over the file (see frontdesk.env.example).
# Made from the table in configs/keys.go by: go test ./configs -update

`
	var b strings.Builder
	b.WriteString(head)
	commented := true // is the line above a comment on this one
	for line := range strings.Lines(writeYAML(func(k Key) (any, string) { return k.Default, wrap("# ", k.Help, 110) })) {
		if !strings.HasPrefix(line, " ") && !commented {
			b.WriteByte('\n')
		}
		commented = strings.HasPrefix(line, "#")
		b.WriteString(line)
	}
	return b.String()
}

// SampleEnv is configs/frontdesk.env.example. It suits docker --env-file and systemd's EnvironmentFile.
func SampleEnv() string {
	var b strings.Builder
	b.WriteString("# Frontdesk's configuration as an environment. Empty means the default, which stands here where there is one.\n" +
		"# Secrets may come from files: NAME_FILE=/run/secrets/name in the place of NAME=value.\n" +
		"# Made from the table in configs/keys.go by: go test ./configs -update\n")
	for _, k := range Keys() {
		fmt.Fprintf(&b, "\n%s\n%s=%v\n", wrap("# ", k.Help, 110), k.Env(), k.Default)
	}
	return b.String()
}

// Reference is docs/configuration.md.
func Reference() string {
	var b strings.Builder
	b.WriteString(`# Configuration

<!-- Made from the table in configs/keys.go by: go test ./configs -update -->

Frontdesk reads one file and the environment once, at its start. The file is the one that ` + "`--config`" + ` names, else
` + "`frontdesk.yaml`" + ` in the working directory, else ` + "`/etc/frontdesk/frontdesk.yaml`" + `; it may be missing. The environment wins over
the file; an empty variable counts as not set. Keys marked 🔑 can also come from a file of their own: set the variable with
` + "`_FILE`" + ` at its end to the file's path, and not the variable itself.

` + "`frontdesk config`" + ` shows what holds, without secrets. Unknown keys and wrong values stop the start, all named at once.
Samples: [frontdesk.example.yaml](../configs/frontdesk.example.yaml), [frontdesk.env.example](../configs/frontdesk.env.example).

| Key | Variable | Default | What it does |
|---|---|---|---|
`)
	for _, k := range Keys() {
		mark, value := "", "(empty)"
		if k.Secrecy != Open {
			mark = " 🔑"
		}
		if text, _ := scalar(k.Default); text != "" {
			value = "`" + text + "`"
		}
		fmt.Fprintf(&b, "| `%s`%s | `%s` | %s | %s |\n", k.Path, mark, k.Env(), value, strings.ReplaceAll(k.Help, "|", `\|`))
	}
	return b.String()
}

// wrap breaks a text into lines of at most width characters, each after the prefix.
func wrap(prefix, text string, width int) string {
	var lines []string
	line := prefix
	for _, word := range strings.Fields(text) {
		if len(line) > len(prefix) && len(line)+1+len(word) > width {
			lines, line = append(lines, line), prefix
		}
		if len(line) > len(prefix) {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}
