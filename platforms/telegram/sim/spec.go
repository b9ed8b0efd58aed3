package sim

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

//go:embed telegram-bot-api.json
var specJSON []byte

// spec is the public specification: every method and type with its fields.
type spec struct {
	methods map[string]*specMethod // by lower-case name
	types   map[string]*specType
	err     error // why the embedded specification could not be read
}

type specMethod struct {
	name     string
	fields   map[string]*specField
	required []*specField
}

type specType struct {
	fields   map[string]*specField
	required []*specField
	subtypes []typeRef
	byWord   map[string][]typeRef // subtypes by their discriminator, guessed from their names
}

type specField struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Required bool     `json:"required"`

	refs []typeRef
}

// typeRef is a type with the number of arrays around it: "Array of Array of X" is {X, 2}.
type typeRef struct {
	name  string
	array int
}

// loadSpec reads the embedded specification once per process: it never changes.
var loadSpec = sync.OnceValue(func() *spec {
	s, err := parseSpec(specJSON)
	if err != nil {
		return &spec{err: err}
	}
	return s
})

func parseSpec(raw []byte) (*spec, error) {
	var file struct {
		Methods map[string]struct{ Fields []*specField }
		Types   map[string]struct {
			Fields   []*specField
			Subtypes []string
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("telegram simulator: read the specification: %w", err)
	}
	s := &spec{methods: make(map[string]*specMethod), types: make(map[string]*specType)}
	for name, m := range file.Methods {
		fields, required := indexFields(m.Fields)
		s.methods[strings.ToLower(name)] = &specMethod{name: name, fields: fields, required: required}
	}
	for name, t := range file.Types {
		fields, required := indexFields(t.Fields)
		typ := &specType{fields: fields, required: required, byWord: make(map[string][]typeRef)}
		for _, sub := range t.Subtypes {
			ref := parseTypeRef(sub)
			typ.subtypes = append(typ.subtypes, ref)
			word := snake(strings.TrimPrefix(strings.TrimPrefix(sub, name), "Cached"))
			typ.byWord[word] = append(typ.byWord[word], ref)
		}
		s.types[name] = typ
	}
	return s, nil
}

func indexFields(fields []*specField) (map[string]*specField, []*specField) {
	index := make(map[string]*specField, len(fields))
	var required []*specField
	for _, f := range fields {
		for _, t := range f.Types {
			f.refs = append(f.refs, parseTypeRef(t))
		}
		index[f.Name] = f
		if f.Required {
			required = append(required, f)
		}
	}
	return index, required
}

func parseTypeRef(text string) typeRef {
	ref := typeRef{name: text}
	for {
		inner, found := strings.CutPrefix(ref.name, "Array of ")
		if !found {
			return ref
		}
		ref.name, ref.array = inner, ref.array+1
	}
}

func (r typeRef) String() string { return strings.Repeat("Array of ", r.array) + r.name }

// scalar says whether the type is a plain word of the specification and not an object.
func (r typeRef) scalar() bool {
	if r.array > 0 {
		return false
	}
	switch r.name {
	case "Integer", "Float", "String", "Boolean", "InputFile":
		return true
	}
	return false
}

// snake turns AllPrivateChats into all_private_chats.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
