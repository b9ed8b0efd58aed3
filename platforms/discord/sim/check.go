package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// body is what a message may be made of here. Fields that the simulator does not show (components, polls, files) are unknown to
// it and so refused: no test may pass by its silence.
type body struct {
	Content   string      `json:"content"`
	Username  *string     `json:"username"`
	AvatarURL string      `json:"avatar_url"`
	TTS       bool        `json:"tts"`
	Flags     int         `json:"flags"`
	Thread    string      `json:"thread_name"`
	Embeds    []embedBody `json:"embeds"`
	Mentions  *mentions   `json:"allowed_mentions"`
}

type mentions struct {
	Parse       []string `json:"parse"`
	Users       []string `json:"users"`
	Roles       []string `json:"roles"`
	RepliedUser bool     `json:"replied_user"`
}

type embedBody struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Timestamp   string `json:"timestamp"`
	Color       int    `json:"color"`
	Footer      *struct {
		Text    string `json:"text"`
		IconURL string `json:"icon_url"`
	} `json:"footer"`
	Author *struct {
		Name    string `json:"name"`
		URL     string `json:"url"`
		IconURL string `json:"icon_url"`
	} `json:"author"`
	Fields []struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Inline bool   `json:"inline"`
	} `json:"fields"`
}

// Flags of a message that a webhook may set (discord-api-docs, message flags).
const (
	flagSuppressEmbeds        = 1 << 2
	flagSuppressNotifications = 1 << 12
	flagComponentsV2          = 1 << 15
)

// readBody reads a message. ok is false when it is no JSON at all; a field that is unknown or of the wrong type is a form error.
func readBody(r io.Reader) (b body, form *formErrors, ok bool) {
	raw, err := io.ReadAll(io.LimitReader(r, 25<<20))
	if err != nil || !json.Valid(raw) {
		return b, nil, false
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	form = &formErrors{}
	if err := dec.Decode(&b); err != nil {
		form.add("_body", "BASE_TYPE_BAD", err.Error())
	}
	return b, form, true
}

// check holds a message against the limits of the documents. Lengths count UTF-16 units after trimming.
func (b *body) check(form *formErrors) {
	b.Content = strings.TrimSpace(b.Content)
	form.length("content", b.Content, 2000)
	if len(b.Embeds) > 10 {
		form.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	total := 0
	for i := range b.Embeds {
		total += b.Embeds[i].check(form, "embeds."+strconv.Itoa(i))
	}
	if total > 6000 {
		form.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
	if b.Username != nil {
		checkName(form, *b.Username)
	}
	checkURL(form, "avatar_url", b.AvatarURL)
	if b.Flags&^(flagSuppressEmbeds|flagSuppressNotifications|flagComponentsV2) != 0 {
		form.add("flags", "BASE_TYPE_BAD", "These flags cannot be set.")
	}
	if b.Flags&flagComponentsV2 != 0 {
		form.add("flags", "BASE_TYPE_BAD", "This flag needs components, and allows neither content nor embeds.")
	}
	if b.Mentions != nil {
		b.Mentions.check(form)
	}
}

func (b *body) empty() bool { return b.Content == "" && len(b.Embeds) == 0 }

func (e *embedBody) check(form *formErrors, path string) (size int) {
	text := func(name string, s *string, most int) {
		*s = strings.TrimSpace(*s)
		form.length(path+"."+name, *s, most)
		size += units(*s)
	}
	text("title", &e.Title, 256)
	text("description", &e.Description, 4096)
	if e.Footer != nil {
		text("footer.text", &e.Footer.Text, 2048)
		form.required(path+".footer.text", e.Footer.Text)
		checkURL(form, path+".footer.icon_url", e.Footer.IconURL)
	}
	if e.Author != nil {
		text("author.name", &e.Author.Name, 256)
		form.required(path+".author.name", e.Author.Name)
		checkURL(form, path+".author.url", e.Author.URL)
		checkURL(form, path+".author.icon_url", e.Author.IconURL)
	}
	if len(e.Fields) > 25 {
		form.add(path+".fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i := range e.Fields {
		at := "fields." + strconv.Itoa(i)
		text(at+".name", &e.Fields[i].Name, 256)
		text(at+".value", &e.Fields[i].Value, 1024)
		form.required(path+"."+at+".name", e.Fields[i].Name)
		form.required(path+"."+at+".value", e.Fields[i].Value)
	}
	checkURL(form, path+".url", e.URL)
	if size == 0 {
		form.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	}
	return size
}

func (m *mentions) check(form *formErrors) {
	for _, p := range m.Parse {
		if !slices.Contains([]string{"roles", "users", "everyone"}, p) {
			form.add("allowed_mentions.parse", "BASE_TYPE_CHOICES", "Value must be one of roles, users, everyone.")
		}
	}
	for name, ids := range map[string][]string{"users": m.Users, "roles": m.Roles} {
		if len(ids) > 100 {
			form.add("allowed_mentions."+name, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
		}
		if len(ids) > 0 && slices.Contains(m.Parse, name) {
			form.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
				fmt.Sprintf("parse:[%q] and %s: [ids...] are mutually exclusive.", name, name))
		}
	}
}

func checkName(form *formErrors, name string) {
	name = strings.TrimSpace(name)
	if n := units(name); n < 1 || n > 80 {
		form.add("username", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.")
	}
	for _, word := range []string{"clyde", "discord"} {
		if strings.Contains(strings.ToLower(name), word) {
			form.add("username", "USERNAME_INVALID_CONTAINS", "Username cannot contain \""+word+"\"")
		}
	}
}

func checkURL(form *formErrors, path, s string) {
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		form.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}

// formErrors is the tree of what is wrong with a form: list indices are names, and the leaves stand under "_errors".
type formErrors struct{ tree map[string]any }

func (f *formErrors) add(path, code, message string) {
	if f.tree == nil {
		f.tree = map[string]any{}
	}
	node := f.tree
	for name := range strings.SplitSeq(path, ".") {
		next, ok := node[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			node[name] = next
		}
		node = next
	}
	list, _ := node["_errors"].([]map[string]string)
	node["_errors"] = append(list, map[string]string{"code": code, "message": message})
}

func (f *formErrors) length(path, s string, most int) {
	if units(s) > most {
		f.add(path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", most))
	}
}

func (f *formErrors) required(path, s string) {
	if s == "" {
		f.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }
