package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

var (
	// ErrGone is a webhook that was deleted, or whose token is no longer right. Using it again leads to a restriction on
	// Discord's side (discord-api-docs, rate limits).
	ErrGone = errors.New("the webhook is gone")
	// ErrLimitUsedUp: Discord was not asked, it would have answered 429.
	ErrLimitUsedUp = errors.New("not asked: the limit is used up")
	// ErrMayHavePosted is a message that was sent whole and whose answer never came. Discord has no way to ask whether it
	// stands, so sending it again may show it twice.
	ErrMayHavePosted = errors.New("the answer was lost; the message may have been posted")
)

// Codes of Discord's JSON errors (discord-api-docs, opcodes and status codes).
const (
	CodeUnknownChannel = 10003
	CodeUnknownMessage = 10008
	CodeUnknownWebhook = 10015
	CodeEmptyMessage   = 50006
	CodeInvalidToken   = 50027
	CodeInvalidForm    = 50035
	CodeInvalidJSON    = 50109
	CodeAutoModerated  = 200000
	CodeForumNeeds     = 220001 // a forum's webhook needs a thread
)

// APIError is an answer in which Discord itself says no.
type APIError struct {
	Status  int      // of HTTP
	Code    int      // Discord's own, 0 when general
	Message string   // Discord's words; they never repeat what was sent
	Fields  []string // with CodeInvalidForm: "embeds.0.description: BASE_TYPE_MAX_LENGTH"
}

func (e *APIError) Error() string {
	s := fmt.Sprintf("HTTP %d, code %d: %s", e.Status, e.Code, e.Message)
	if len(e.Fields) > 0 {
		s += " (" + strings.Join(e.Fields, ", ") + ")"
	}
	return s
}

const (
	maxWords  = 200 // bytes of Discord's words that a log line takes over
	maxFields = 10
)

// refusal is the body of an error. retry_after is in seconds, with a fraction.
type refusal struct {
	Message    *string         `json:"message"`
	Code       int             `json:"code"`
	RetryAfter float64         `json:"retry_after"`
	Global     bool            `json:"global"`
	Errors     json.RawMessage `json:"errors"`
}

// readRefusal tells whether a body is one of Discord's errors.
func readRefusal(status int, body []byte) (r refusal, e *APIError, ok bool) {
	if json.Unmarshal(body, &r) != nil || r.Message == nil {
		return r, nil, false
	}
	e = &APIError{Status: status, Code: r.Code, Message: shorten(*r.Message)}
	if r.Code == CodeInvalidForm { // its words are general; other validators' words could repeat a value
		e.Message = "Invalid Form Body"
		e.Fields = fieldsOf(r.Errors)
	}
	return r, e, true
}

// fieldsOf flattens the tree of a form's errors into paths and codes. The tree's own messages are left out, since some repeat
// the value that they complain of.
func fieldsOf(raw json.RawMessage) []string {
	var fields []string
	var walk func(path string, raw json.RawMessage)
	walk = func(path string, raw json.RawMessage) {
		var node map[string]json.RawMessage
		if len(fields) >= maxFields || json.Unmarshal(raw, &node) != nil {
			return
		}
		for _, name := range slices.Sorted(maps.Keys(node)) { // list indices are names as well: "0", "1"
			if name != "_errors" {
				walk(strings.TrimPrefix(path+"."+shorten(name), "."), node[name])
				continue
			}
			var list []struct{ Code string }
			if json.Unmarshal(node[name], &list) == nil {
				for _, one := range list {
					fields = append(fields, path+": "+shorten(one.Code))
				}
			}
		}
	}
	walk("", raw)
	return fields[:min(len(fields), maxFields)]
}

func shorten(s string) string {
	if len(s) > maxWords {
		s = s[:maxWords] + "…"
	}
	return strings.ToValidUTF8(s, "")
}
