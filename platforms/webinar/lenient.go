package webinar

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// number is an id: a whole number, which some answers write as a string. Nothing else is one.
type number int64

// UnmarshalJSON reads 5 and "5"; null and "" are 0.
func (n *number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" || s == "" {
		*n = 0
		return nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return errors.New("an id is not a whole number")
	}
	*n = number(v)
	return nil
}

// loose is a number that does not matter enough to refuse an answer for: whatever else comes is 0.
type loose int64

// UnmarshalJSON never fails.
func (n *loose) UnmarshalJSON(b []byte) error {
	var strict number
	if strict.UnmarshalJSON(b) != nil {
		strict = 0
	}
	*n = loose(strict)
	return nil
}

// truth is a boolean as the platform may write it. Settings are stored as the strings that somebody set: "True", "true", "1".
type truth struct {
	value bool
	said  bool // it was there, and readable
}

// UnmarshalJSON never fails: what is no truth is not said.
func (t *truth) UnmarshalJSON(b []byte) error {
	*t = truth{said: true}
	switch strings.ToLower(strings.Trim(string(b), `" `)) {
	case "true", "1", "on", "yes":
		t.value = true
	case "false", "0", "off", "no", "":
	default:
		t.said = false
	}
	return nil
}

// text is a string, or a number as it is written. NUL is taken out: PostgreSQL does not store it.
type text string

// UnmarshalJSON never fails: what has no text is empty.
func (t *text) UnmarshalJSON(b []byte) error {
	*t = ""
	if len(b) == 0 {
		return nil
	}
	switch b[0] {
	case '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*t = text(strings.ReplaceAll(s, "\x00", ""))
		}
	case '{', '[', 'n':
	default:
		*t = text(b)
	}
	return nil
}

// moment is a time in one of the forms met: offsets without a colon (the platform's own), with one, without seconds
// (webhooks), without a zone (taken as UTC), or Unix seconds.
type moment struct{ time.Time }

// momentLayouts are tried in order; fractions of a second are read by all that have seconds.
func momentLayouts() []string {
	return []string{
		"2006-01-02T15:04:05-0700", time.RFC3339, "2006-01-02T15:04-07:00", "2006-01-02T15:04-0700",
		"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05-0700",
	}
}

// Years outside these are no time of a webinar: dates as 0000-00-00 and -0001-11-30 stand for "none" in PHP's databases.
const firstYear, lastYear = 2000, 2200

// UnmarshalJSON never fails: what is no time is zero.
func (m *moment) UnmarshalJSON(b []byte) error {
	m.Time = time.Time{}
	var s text
	_ = s.UnmarshalJSON(b)
	for _, layout := range momentLayouts() {
		if at, err := time.Parse(layout, string(s)); err == nil {
			m.set(at)
			return nil
		}
	}
	if unix, err := strconv.ParseInt(string(s), 10, 64); err == nil && unix > 0 && unix < 1e11 {
		m.set(time.Unix(unix, 0))
	}
	return nil
}

func (m *moment) set(at time.Time) {
	if at = at.UTC(); at.Year() >= firstYear && at.Year() <= lastYear {
		m.Time = at
	}
}

// list is an array. PHP writes an array with gaps as an object with numbers for keys; that is one as well.
type list []json.RawMessage

// UnmarshalJSON fails when b is neither; null is empty.
func (l *list) UnmarshalJSON(b []byte) error {
	*l = nil
	b = bytes.TrimSpace(b)
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	if !bytes.HasPrefix(b, []byte("{")) {
		return json.Unmarshal(b, (*[]json.RawMessage)(l))
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(b, &object); err != nil {
		return err
	}
	type entry struct {
		key   int
		value json.RawMessage
	}
	entries := make([]entry, 0, len(object))
	for k, v := range object {
		n, err := strconv.Atoi(k)
		if err != nil {
			return errors.New("a list is an object")
		}
		entries = append(entries, entry{n, v})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	for _, e := range entries {
		*l = append(*l, e.value)
	}
	return nil
}

// some is a list within an answer: when it is none, it is empty.
type some []json.RawMessage

// UnmarshalJSON never fails.
func (s *some) UnmarshalJSON(b []byte) error {
	var l list
	if l.UnmarshalJSON(b) != nil {
		l = nil
	}
	*s = some(l)
	return nil
}

// picture is an image: an object with its url, or the url alone. Only http and https count.
type picture string

// UnmarshalJSON never fails.
func (p *picture) UnmarshalJSON(b []byte) error {
	var object struct {
		URL text `json:"url"`
	}
	address := text("")
	if len(b) > 0 && b[0] == '{' {
		_ = json.Unmarshal(b, &object) // a url of another type is empty
		address = object.URL
	} else {
		_ = address.UnmarshalJSON(b)
	}
	*p = picture(webAddress(string(address)))
	return nil
}

// webAddress is s when a browser and Telegram may open it; an address without its scheme is https.
func webAddress(s string) string {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
