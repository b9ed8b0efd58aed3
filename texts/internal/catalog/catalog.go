// Package catalog reads a message catalog as plain data, for the generator of the keys and for the test of the texts.
// The bot itself reads catalogs through go-i18n.
package catalog

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Other is the form of a message without a number, and the last one of a message with it (CLDR's "other").
const Other = "other"

// forms are CLDR's plural categories; go-i18n takes a mapping of them for one message.
var forms = [...]string{"zero", "one", "two", "few", "many", Other}

// Message is one text: its plural forms by CLDR's category, or Other alone.
type Message map[string]string

// Plural tells whether the text changes with a number.
func (m Message) Plural() bool { return len(m) > 1 }

// Read reads a catalog and gives its messages by dotted key.
func Read(raw []byte) (map[string]Message, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		return nil, err
	}
	if len(root.Content) != 1 {
		return nil, fmt.Errorf("one document is wanted")
	}
	messages := map[string]Message{}
	return messages, collect(messages, "", root.Content[0])
}

func collect(into map[string]Message, path string, node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		into[path] = Message{Other: node.Value}
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: %s is neither a text nor a group of texts", node.Line, path)
	}
	if message, ok := plural(node); ok {
		into[path] = message
		return nil
	}
	seen := map[string]bool{}
	for i := 0; i < len(node.Content); i += 2 {
		key := node.Content[i]
		if seen[key.Value] || key.Value == "" {
			return fmt.Errorf("line %d: %s.%s stands twice or has no name", key.Line, path, key.Value)
		}
		seen[key.Value] = true
		name := key.Value
		if path != "" {
			name = path + "." + name
		}
		if err := collect(into, name, node.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// plural takes a mapping whose keys are all plural categories for one message.
func plural(node *yaml.Node) (Message, bool) {
	message := Message{}
	for i := 0; i < len(node.Content); i += 2 {
		form, text := node.Content[i].Value, node.Content[i+1]
		if !slices.Contains(forms[:], form) || text.Kind != yaml.ScalarNode {
			return nil, false
		}
		message[form] = text.Value
	}
	return message, len(message) > 0
}

// Source writes the Go file that declares a constant for every message.
func Source(messages map[string]Message) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("// Code generated from ru.yaml by go generate ./texts; DO NOT EDIT.\n\npackage texts\n\n")
	b.WriteString("// The keys of all texts.\nconst (\n")
	names := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(messages)) {
		name := Name(key)
		if first, taken := names[name]; taken {
			return nil, fmt.Errorf("the keys %s and %s would both be texts.%s: rename one", first, key, name)
		}
		names[name] = key
		fmt.Fprintf(&b, "\t%s Key = %q\n", name, key)
	}
	b.WriteString(")\n\n// Keys gives the keys of all texts, sorted.\nfunc Keys() []Key {\n\treturn []Key{\n")
	for _, key := range slices.Sorted(maps.Keys(messages)) {
		fmt.Fprintf(&b, "\t\t%s,\n", Name(key))
	}
	b.WriteString("\t}\n}\n")
	return format.Source(b.Bytes())
}

// Name makes a key the name of a constant: "shop.price_on" becomes ShopPriceOn, "error.chat_id" ErrorChatID.
func Name(key string) string {
	words := strings.FieldsFunc(key, func(r rune) bool { return r == '.' || r == '_' })
	for i, word := range words {
		if word == "id" {
			words[i] = "ID"
			continue
		}
		first, size := utf8.DecodeRuneInString(word)
		words[i] = string(unicode.ToUpper(first)) + word[size:]
	}
	return strings.Join(words, "")
}
