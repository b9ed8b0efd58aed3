package redact_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"frontdesk/internal/redact"
)

const token = "7012345678:AAHq2-Zf_9kLmN0pQrStUvWxYz1234567ab" // of the right shape, and of no bot

func TestTextHidesSecretsAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ in, want string }{
		"a token in an address":      {"Post \"https://api.telegram.org/bot" + token + "/getMe\": EOF", `Post "https://api.telegram.org/bot***/getMe": EOF`},
		"a token with a coded colon": {"/bot" + strings.Replace(token, ":", "%3A", 1) + "/x", "/bot***/x"},
		"a token at the end":         {"token is " + token, "token is ***"},
		"token= of an address":       {"GET /visits?token=s3cr3t&day=5 200", "GET /visits?token=***&day=5 200"},
		"key= and password=":         {"a?key=k1&b=2&password=p%20w;x", "a?key=***&b=2&password=***;x"},
		"longer names":               {"x?access_token=abc&hub.verify_token=def&api_key=1", "x?access_token=***&hub.verify_token=***&api_key=***"},
		"upper case":                 {"X?TOKEN=abc", "X?TOKEN=***"},
		"an escaped ampersand":       {`{"url":"/x?a=1\u0026token=abc"}`, `{"url":"/x?a=1\u0026token=***"}`},
		"a keyword database address": {"host=db password=hunter2 user=u", "host=db password=*** user=u"},
		"user and password":          {"postgres://bot:p@ss@db:5432/x", "postgres://***@db:5432/x"},
		"a user alone":               {"https://me@example.org/", "https://***@example.org/"},
		"a JSON field":               {`{"password":"a\"b","name":"x"}`, `{"password":"***","name":"x"}`},
		"a bearer":                   {"Authorization: Bearer abc.def-1", "Authorization: Bearer ***"},
		"a mail address":             {"write to a@b.org, see https://b.org/", "write to a@b.org, see https://b.org/"},
		"a time and a number":        {"at 12:34:56 chat 7012345678: gone", "at 12:34:56 chat 7012345678: gone"},
		"a text key":                 {`{"key":"shops.gone","monkey=":1}`, `{"key":"shops.gone","monkey=":1}`},
		"nothing":                    {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := redact.Text(tc.in); got != tc.want {
				t.Errorf("Text(%q)\n got %q\nwant %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestSecretHidesAGivenSecretOfAnyShape(t *testing.T) {
	t.Parallel()
	if got := redact.Secret("no hunter2 here, nor token=x", "hunter2"); got != "no *** here, nor token=***" {
		t.Error(got)
	}
	if got := redact.Secret("as it is", ""); got != "as it is" {
		t.Error(got)
	}
}

func TestIsBotToken(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		token: true, "": false, "123:short": false, ":" + token: false, token + "\n": false, "bot" + token: false,
		strings.Repeat("9", 19) + token: false,
	} {
		if redact.IsBotToken(s) != want {
			t.Errorf("IsBotToken(%q) is not %v", s, want)
		}
	}
}

func TestWriterKeepsSecretsOutOfTheLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := zerolog.New(redact.NewWriter(zerolog.ConsoleWriter{Out: &out, NoColor: true, PartsExclude: []string{"time"}}))
	log.Error().Err(errors.New("Post /bot"+token+"/getMe")).Str("password", "hunter2").Str("shop", "Tea").Msg("call failed")
	if s := out.String(); strings.Contains(s, "AAHq2") || strings.Contains(s, "hunter2") || !strings.Contains(s, "shop=Tea") {
		t.Error(s)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriterTellsOfABrokenOutput(t *testing.T) {
	t.Parallel()
	if n, err := redact.NewWriter(brokenPipe{}).Write([]byte("x")); n != 0 || err == nil {
		t.Error(n, err)
	}
}

func FuzzTextFindsEveryToken(f *testing.F) {
	f.Add("Post \"https://x/bot", "/getMe\"")
	f.Add("a=", "&token=")
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.Contains(redact.Text(before+token+after), "AAHq2-Zf_9kLmN0pQ") {
			t.Errorf("token survives between %q and %q", before, after)
		}
	})
}

func BenchmarkTextOfALogLine(b *testing.B) {
	line := `{"level":"info","update":123456789,"chat":7012345678,"kind":"callback_query","state":"shop_menu","took":1.25,"time":"2026-01-02T15:04:05Z","message":"update handled"}`
	for b.Loop() {
		redact.Text(line)
	}
}

func TestPathsThatAreSecrets(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`GET /overlay/0123456789abcdefXYZ_-/events 200`:               `GET /overlay/***/events 200`,
		`/login/AbCdEfGhIjKlMnOpQrStUvWxYz`:                           `/login/***`,
		`path=/signup/AbCdEfGhIjKlMnOpQrStUvWxYz"`:                    `path=/signup/***"`,
		`https://discord.com/api/webhooks/1234/AbCdEfGhIjKlMnOpQr_-x`: `https://discord.com/api/webhooks/1234/***`,
		`/login/short`:                           `/login/short`,
		`/login?next=%2Fshops%2F1%2Fa-long-name`: `/login?next=%2Fshops%2F1%2Fa-long-name`,
	} {
		if got := redact.Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}
