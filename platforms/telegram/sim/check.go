package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Violation is a request that the specification does not allow, or that the simulator cannot serve.
type Violation struct {
	N      int64 // number of the request in the log
	Method string
	Text   string
}

func (v Violation) String() string { return fmt.Sprintf("request %d, %s: %s", v.N, v.Method, v.Text) }

// maxViolations bounds the list: the first ones tell what is wrong.
const maxViolations = 1000

// Violations returns the requests so far that broke the specification, oldest first.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Violation(nil), s.breaches...)
}

func (s *Server) violation(v Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.breaches) < maxViolations {
		s.breaches = append(s.breaches, v)
	}
}

// breach says what is wrong with a request; missing names a required parameter that is not there.
type breach struct {
	text    string
	missing string
}

func (b *breach) refusal(method string) *apiError {
	if b.missing != "" {
		return badRequest("%s", missingText(method, b.missing))
	}
	return badRequest("%s", b.text)
}

// check holds a method's parameters against the specification.
func (sp *spec) check(m *specMethod, p params) *breach {
	for name, value := range p {
		field, known := m.fields[name]
		if !known {
			if value.file && p.attaches(name) {
				continue
			}
			return &breach{text: fmt.Sprintf("unknown parameter %q", name)}
		}
		if err := sp.checkParam(field, value, p); err != nil {
			return &breach{text: fmt.Sprintf("parameter %q: %v", name, err)}
		}
	}
	for _, field := range m.required {
		if !p.has(field.Name) {
			return &breach{text: fmt.Sprintf("parameter %q is required", field.Name), missing: field.Name}
		}
	}
	return nil
}

// attaches says whether some parameter refers to the uploaded file as attach://name.
func (p params) attaches(name string) bool {
	reference := []byte("attach://" + name)
	for _, value := range p {
		if bytes.Contains(value.raw, reference) {
			return true
		}
	}
	return false
}

func (sp *spec) checkParam(field *specField, value param, all params) error {
	if value.file {
		for _, ref := range field.refs {
			if ref.name == "InputFile" {
				return nil
			}
		}
		return fmt.Errorf("must not be a file")
	}
	if name, attached := strings.CutPrefix(string(value.raw), "attach://"); attached && !all[name].file {
		return fmt.Errorf("refers to the file %q that is not there", name)
	}
	if value.json {
		return sp.checkJSON(field.refs, value.raw)
	}
	return sp.checkText(field.refs, value.raw)
}

// checkText holds the text of a form or query against the types of its field.
func (sp *spec) checkText(refs []typeRef, raw []byte) error {
	var objects []typeRef
	for _, ref := range refs {
		if !ref.scalar() {
			objects = append(objects, ref)
			continue
		}
		if textFits(ref.name, string(raw)) {
			return nil
		}
	}
	if len(objects) == 0 {
		return fmt.Errorf("%s expected, got %s", refNames(refs), shorten(string(raw)))
	}
	return sp.checkJSON(objects, raw)
}

func textFits(scalar, text string) bool {
	switch scalar {
	case "String":
		return true
	case "Integer":
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil
	case "Float":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	case "Boolean":
		switch strings.ToLower(text) {
		case "true", "false", "yes", "no", "1", "0":
			return true
		}
	}
	return false
}

// checkJSON holds a JSON value against the types of its field. Objects and arrays may also come as JSON in a string.
func (sp *spec) checkJSON(refs []typeRef, raw []byte) error {
	value, err := decodeAny(raw)
	if err != nil {
		return fmt.Errorf("%s expected, got %s", refNames(refs), shorten(string(raw)))
	}
	if text, isText := value.(string); isText && !anyScalar(refs) {
		if inner, err := decodeAny([]byte(text)); err == nil {
			value = inner
		}
	}
	return sp.checkAny(refs, value)
}

func decodeAny(raw []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if decoder.More() {
		return nil, fmt.Errorf("more than one JSON value")
	}
	return value, nil
}

func anyScalar(refs []typeRef) bool {
	for _, ref := range refs {
		if ref.scalar() {
			return true
		}
	}
	return false
}

// checkAny passes when the value fits one of the types; otherwise the error of the type that came nearest is told.
func (sp *spec) checkAny(refs []typeRef, value any) error {
	if value == nil {
		return fmt.Errorf("must not be null")
	}
	var nearest error
	for _, ref := range refs {
		err := sp.checkRef(ref, value)
		if err == nil {
			return nil
		}
		if nearest == nil || sp.looksLike(ref, value) {
			nearest = err
		}
	}
	return nearest
}

// looksLike says whether the value is an object that has the first required field of the type.
func (sp *spec) looksLike(ref typeRef, value any) bool {
	object, isObject := value.(map[string]any)
	typ := sp.types[ref.name]
	if !isObject || typ == nil || ref.array > 0 || len(typ.required) == 0 {
		return false
	}
	_, found := object[typ.required[0].Name]
	return found
}

func (sp *spec) checkRef(ref typeRef, value any) error {
	if ref.array == 0 {
		return sp.checkType(ref.name, value)
	}
	list, isList := value.([]any)
	if !isList {
		return fmt.Errorf("%s expected", ref)
	}
	inner := []typeRef{{name: ref.name, array: ref.array - 1}}
	for i, item := range list {
		if err := sp.checkAny(inner, item); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

func (sp *spec) checkType(name string, value any) error {
	if scalar := (typeRef{name: name}); scalar.scalar() {
		if jsonFits(name, value) {
			return nil
		}
		return fmt.Errorf("%s expected", name)
	}
	object, isObject := value.(map[string]any)
	typ := sp.types[name]
	if typ == nil {
		return fmt.Errorf("type %s is unknown", name)
	}
	if len(typ.subtypes) > 0 {
		return sp.checkUnion(typ, name, value)
	}
	if !isObject {
		return fmt.Errorf("%s expected", name)
	}
	for key, item := range object {
		field, known := typ.fields[key]
		if !known {
			return fmt.Errorf("unknown field %q of %s", key, name)
		}
		if err := sp.checkAny(field.refs, item); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	for _, field := range typ.required {
		if _, found := object[field.Name]; !found {
			return fmt.Errorf("field %q of %s is required", field.Name, name)
		}
	}
	return nil
}

// checkUnion tries the members that the object's discriminator names, or all of them when it names none.
func (sp *spec) checkUnion(typ *specType, name string, value any) error {
	members := typ.subtypes
	if object, isObject := value.(map[string]any); isObject {
		for _, key := range []string{"type", "source", "status"} {
			word, _ := object[key].(string)
			if named := typ.byWord[word]; len(named) > 0 {
				members = named
				break
			}
		}
	}
	if err := sp.checkAny(members, value); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func jsonFits(scalar string, value any) bool {
	switch v := value.(type) {
	case string:
		return scalar == "String" || scalar == "InputFile"
	case bool:
		return scalar == "Boolean"
	case json.Number:
		if scalar == "Integer" {
			_, err := v.Int64()
			return err == nil
		}
		return scalar == "Float"
	}
	return false
}

func refNames(refs []typeRef) string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = ref.String()
	}
	return strings.Join(names, " or ")
}

func shorten(text string) string {
	if len(text) > 60 {
		text = text[:60] + "…"
	}
	return strconv.Quote(text)
}

// missingText is the real server's answer to a missing parameter, where it is known.
func missingText(method, name string) string {
	switch {
	case method == "deleteMessage" && name == "chat_id":
		return "chat identifier is not specified"
	case name == "chat_id":
		return "chat_id is empty"
	case name == "text":
		return "message text is empty"
	case name == "message_id":
		return "message identifier is not specified"
	case name == "message_ids":
		return "message identifiers are not specified"
	case name == "action":
		return "wrong parameter action in request"
	}
	return fmt.Sprintf("parameter %q is required", name)
}
