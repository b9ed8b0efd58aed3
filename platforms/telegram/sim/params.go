package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
)

// maxBody is the largest request that is read: the 50 MB of an upload and some room.
const maxBody = 52 << 20

// param is one parameter as it came: the text of a form or query, a JSON value, or an uploaded file.
type param struct {
	raw      []byte // text, or JSON when json is set
	json     bool
	file     bool
	fileName string
	fileSize int64
	fileData []byte // of an upload of up to maxKept bytes
}

// maxKept is how large an upload may be to be kept, for the page to show it.
const maxKept = 2 << 20

type params map[string]param

// readParams reads a request's parameters from the query string and from a form, multipart or JSON body.
func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := make(params)
	if r.URL.RawQuery != "" {
		values, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, errors.New("can't parse the query string")
		}
		p.addValues(values)
	}
	if r.Body == nil || r.Body == http.NoBody {
		return p, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		kind = ""
	}
	switch kind {
	case "multipart/form-data":
		return p, p.readMultipart(r)
	case "application/json":
		return p, p.readJSON(r.Body)
	case "application/x-www-form-urlencoded", "":
		return p, p.readForm(r.Body)
	}
	return nil, errors.New("unsupported content type")
}

func (p params) addValues(values url.Values) {
	for name, list := range values {
		if len(list) > 0 {
			p[name] = param{raw: []byte(list[0])}
		}
	}
}

func (p params) readForm(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return errors.New("can't read the body")
	}
	values, err := url.ParseQuery(string(raw))
	if err != nil {
		return errors.New("can't parse the form")
	}
	p.addValues(values)
	return nil
}

func (p params) readMultipart(r *http.Request) error {
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return errors.New("can't parse the multipart form")
	}
	p.addValues(r.MultipartForm.Value)
	for name, files := range r.MultipartForm.File {
		if len(files) > 0 {
			data, err := readUpload(files[0])
			if err != nil {
				return err
			}
			p[name] = param{file: true, fileName: files[0].Filename, fileSize: files[0].Size, fileData: data}
		}
	}
	return r.MultipartForm.RemoveAll()
}

func readUpload(upload *multipart.FileHeader) ([]byte, error) {
	if upload.Size > maxKept {
		return nil, nil
	}
	f, err := upload.Open()
	if err != nil {
		return nil, errors.New("can't read the upload")
	}
	defer func() { _ = f.Close() }() // it was only read
	return io.ReadAll(f)
}

func (p params) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return errors.New("can't read the body")
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return errors.New("can't parse JSON object")
	}
	for name, value := range object {
		p[name] = param{raw: value, json: true}
	}
	return nil
}

// unmodelled names a parameter that the specification has and that would change what happens here, but does not.
func (p params) unmodelled() string {
	for _, name := range []string{
		"business_connection_id", "message_thread_id", "direct_messages_topic_id", "ephemeral_message_parameters",
		"suggested_post_parameters", "rich_message",
	} {
		if p.str(name) != "" {
			return name
		}
	}
	return ""
}

// dropNulls forgets parameters that are null, as the real server ignores them.
func (p params) dropNulls() {
	for name, value := range p {
		if string(value.raw) == "null" {
			delete(p, name)
		}
	}
}

func (p params) has(name string) bool {
	_, found := p[name]
	return found
}

// str returns a parameter as text; a JSON string is unquoted, any other JSON value stays as it is written.
func (p params) str(name string) string {
	value := p[name]
	if value.json && len(value.raw) > 0 && value.raw[0] == '"' {
		var text string
		if json.Unmarshal(value.raw, &text) == nil {
			return text
		}
	}
	return string(value.raw)
}

// integer returns a whole number, or fallback when the parameter is absent or is none.
func (p params) integer(name string, fallback int64) int64 {
	n, err := strconv.ParseInt(p.str(name), 10, 64)
	if err != nil {
		return fallback
	}
	return n
}

// boolean reads true, yes and 1 as the real server does, and everything else as false.
func (p params) boolean(name string) bool {
	switch strings.ToLower(p.str(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// object reads a JSON parameter into v, whether it came as JSON or as JSON in a string. Absent or empty changes nothing.
func (p params) object(name string, v any) error {
	text := p.str(name)
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), v)
}

// asJSON renders the parameters for the request log: JSON values as they are, texts as strings, files as their name.
func (p params) asJSON() json.RawMessage {
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	sort.Strings(names)
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		appendJSON(&b, name)
		b.WriteByte(':')
		p[name].writeLogged(&b)
	}
	b.WriteByte('}')
	return b.Bytes()
}

func (v param) writeLogged(b *bytes.Buffer) {
	switch {
	case v.file:
		appendJSON(b, "file "+v.fileName+", "+itoa(v.fileSize)+" bytes")
	case v.json:
		b.Write(v.raw)
	case len(v.raw) > 0 && strings.IndexByte("{[-0123456789", v.raw[0]) >= 0 && json.Valid(v.raw):
		b.Write(v.raw)
	default:
		appendJSON(b, string(v.raw))
	}
}

func appendJSON(b *bytes.Buffer, text string) {
	quoted, err := json.Marshal(text)
	if err != nil {
		quoted = []byte(`""`)
	}
	b.Write(quoted)
}
