package configs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/configs"
)

const (
	token = "7012345678:AAHq2-Zf_9kLmN0pQrStUvWxYz1234567ab" // of no bot
	key   = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
)

// folder makes a working directory with the given files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAnEmptyPlaceGivesTheDefaults(t *testing.T) {
	t.Parallel()
	c, err := configs.LoadValid(configs.Source{WorkDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	want := configs.Config{
		Telegram: configs.Telegram{
			APIURL: "https://api.telegram.org",
			Limits: configs.Limits{PerSecond: 30, PerChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 20},
		},
		DatabaseURL: "sqlite:data/frontdesk.db",
		HTTP:        configs.HTTP{Listen: "127.0.0.1:8080"},
		Log:         configs.Log{Level: "info", Format: "console"},
		Texts:       configs.Texts{Language: "ru"},
		Bot:         configs.Bot{PageSize: 5, Workers: 128},
		Payments:    configs.Payments{GraceDays: 3},
		Webinar:     configs.Webinar{CookieURL: "https://events.webinar.ru/api", UserAPIURL: "https://userapi.mts-link.ru/v3"},
		Discord:     configs.Discord{Hosts: "discord.com,canary.discord.com,ptb.discord.com"},
		Console:     configs.Console{SignUp: "invite"},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, configs.Default()); diff != "" {
		t.Error(diff)
	}
}

// The names that installations rely on; a change of one breaks them.
func TestNamesInTheEnvironment(t *testing.T) {
	t.Parallel()
	want := strings.Fields(`
		FRONTDESK_TELEGRAM_TOKEN FRONTDESK_TELEGRAM_API_URL FRONTDESK_TELEGRAM_REPORT_CHAT FRONTDESK_TELEGRAM_LIMITS_PER_SECOND
		FRONTDESK_TELEGRAM_LIMITS_PER_CHAT_PER_SECOND FRONTDESK_TELEGRAM_LIMITS_CHAT_BURST FRONTDESK_TELEGRAM_LIMITS_GROUP_PER_MINUTE
		FRONTDESK_DATABASE_URL FRONTDESK_HOST_DATABASE_URL FRONTDESK_HTTP_LISTEN FRONTDESK_HTTP_OPS_TOKEN FRONTDESK_PUBLIC_URL FRONTDESK_SECRET_KEY
		FRONTDESK_LOG_LEVEL FRONTDESK_LOG_FORMAT FRONTDESK_TEXTS_LANGUAGE FRONTDESK_BOT_PAGE_SIZE FRONTDESK_BOT_HELP_CONTACT
		FRONTDESK_BOT_WORKERS FRONTDESK_PAYMENTS_PROVIDER_TOKEN FRONTDESK_PAYMENTS_PLANS FRONTDESK_PAYMENTS_GRACE_DAYS
		FRONTDESK_PAYMENTS_TERMS FRONTDESK_WEBINAR_COOKIE_URL FRONTDESK_WEBINAR_USERAPI_URL FRONTDESK_DISCORD_HOSTS FRONTDESK_CONSOLE_SIGNUP`)
	var got []string
	for _, k := range configs.Keys() {
		got = append(got, k.Env())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// File, environment and files of secrets together, as `frontdesk config` shows it.
func TestEffectiveConfiguration(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"frontdesk.yaml": `
telegram:
  token: overruled
  report_chat: -1001234567890
  limits: {per_chat_per_second: 0.5, chat_burst: 2}
host_database_url: postgres://django:s3cret@db/shop
log: {level: debug, format: json}
texts:
  # all of it commented out
bot: {page_size: 7, help_contact: "@support"}
`,
		"token": token + "\n",
		"db":    "postgres://desk:hunter2@db:5432/desk?sslmode=require\r\n",
	})
	c, err := configs.LoadValid(configs.Source{WorkDir: dir, Environ: []string{
		"FRONTDESK_TELEGRAM_TOKEN_FILE=token", "FRONTDESK_DATABASE_URL_FILE=" + filepath.Join(dir, "db"),
		"FRONTDESK_SECRET_KEY=" + key, "FRONTDESK_BOT_PAGE_SIZE= 9 ", "FRONTDESK_LOG_FORMAT=console",
		"FRONTDESK_TELEGRAM_LIMITS_PER_SECOND=25.5", "FRONTDESK_BOT_HELP_CONTACT=", "FRONTDESK_PORT=tcp://10.0.0.1:80", "HOME=/x",
	}}, configs.NeedTelegram)
	if err != nil {
		t.Fatal(err)
	}
	if c.Telegram.Token != token || c.SecretKey != key || !strings.HasPrefix(c.DatabaseURL, "postgres://desk:hunter2@") || c.File != filepath.Join(dir, "frontdesk.yaml") {
		t.Errorf("%+v from %s", c.Telegram.Token == token, c.File)
	}
	compare(t, "testdata/effective.yaml", c.Redacted())
	if c.String() != c.Redacted() || c.GoString() != c.Redacted() {
		t.Error("printing a configuration is not redacted")
	}
}

func TestTheFileIsFound(t *testing.T) {
	t.Parallel()
	work, system := folder(t, map[string]string{"frontdesk.yaml": "bot: {page_size: 1}", "other.yml": "bot.page_size: 3"}),
		folder(t, map[string]string{"frontdesk.yaml": "bot: {page_size: 2}"})
	for name, tc := range map[string]struct {
		src  configs.Source
		want int
	}{
		"in the working directory":         {configs.Source{WorkDir: work, SystemDir: system}, 1},
		"else in the system's":             {configs.Source{WorkDir: t.TempDir(), SystemDir: system}, 2},
		"named, with a dotted key":         {configs.Source{File: "other.yml", WorkDir: work, SystemDir: system}, 3},
		"and the environment wins over it": {configs.Source{WorkDir: work, Environ: []string{"FRONTDESK_BOT_PAGE_SIZE=4"}}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c, err := configs.Load(tc.src); err != nil || c.Bot.PageSize != tc.want {
				t.Error(c.Bot.PageSize, err)
			}
		})
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file    string
		environ []string
		want    []string
	}{
		"a typing error":                {"telegram: {tokn: x}", nil, []string{"frontdesk.yaml: unknown key telegram.tokn; did you mean telegram.token?"}},
		"the right key elsewhere":       {"page_size: 5", nil, []string{"unknown key page_size; did you mean bot.page_size?"}},
		"something else":                {"shop: {colour: red}", nil, []string{"unknown key shop.colour; remove it, or see docs/configuration.md"}},
		"a value for a section":         {"telegram: hello", nil, []string{"telegram is a section; write its keys"}},
		"a list for a value":            {"bot: {page_size: [1, 2]}", nil, []string{"frontdesk.yaml: bot.page_size must be a single value"}},
		"a word for a number":           {"bot: {page_size: five}", nil, []string{"frontdesk.yaml: bot.page_size must be a whole number"}},
		"half a number":                 {"bot: {page_size: 5.5}", nil, []string{"bot.page_size must be a whole number"}},
		"a word in the environment":     {"", []string{"FRONTDESK_TELEGRAM_REPORT_CHAT=@me", "FRONTDESK_TELEGRAM_LIMITS_PER_SECOND=NaN"}, []string{"FRONTDESK_TELEGRAM_REPORT_CHAT must be a whole number", "FRONTDESK_TELEGRAM_LIMITS_PER_SECOND must be a number"}},
		"no YAML":                       {"telegram: [", nil, []string{"frontdesk.yaml: is not valid YAML"}},
		"a token in the place of YAML":  {token, nil, []string{"frontdesk.yaml: is not valid YAML"}},
		"the same key twice":            {"public_url: a\npublic_url: b", nil, []string{"frontdesk.yaml: is not valid YAML"}},
		"a secret given twice":          {"", []string{"FRONTDESK_SECRET_KEY=" + key, "FRONTDESK_SECRET_KEY_FILE=key"}, []string{"FRONTDESK_SECRET_KEY and FRONTDESK_SECRET_KEY_FILE are both set; unset one of them"}},
		"a secret's file is missing":    {"", []string{"FRONTDESK_TELEGRAM_TOKEN_FILE=nowhere"}, []string{"FRONTDESK_TELEGRAM_TOKEN_FILE: nowhere cannot be read (no such file or directory); put"}},
		"a secret's file is empty":      {"", []string{"FRONTDESK_TELEGRAM_TOKEN_FILE=empty"}, []string{"FRONTDESK_TELEGRAM_TOKEN_FILE: empty is empty; put"}},
		"a secret's file is a folder":   {"", []string{"FRONTDESK_TELEGRAM_TOKEN_FILE=."}, []string{"FRONTDESK_TELEGRAM_TOKEN_FILE: . cannot be read (is a directory)"}},
		"a mistyped variable":           {"", []string{"FRONTDESK_TELEGRAM_TOKN=x"}, []string{"FRONTDESK_TELEGRAM_TOKN: unknown variable; did you mean FRONTDESK_TELEGRAM_TOKEN?"}},
		"a file of what is no secret":   {"", []string{"FRONTDESK_LOG_LEVEL_FILE=x"}, []string{"FRONTDESK_LOG_LEVEL_FILE: only secrets can come from a file; set FRONTDESK_LOG_LEVEL itself"}},
		"several at once, each named":   {"a: 1\nbot: {page_size: x}", []string{"FRONTDESK_BOT_WORKERS=many"}, []string{"unknown key a;", "bot.page_size must", "FRONTDESK_BOT_WORKERS must"}},
		"an address in the wrong place": {"bot: {workers: 'postgres://u:hunter2@h/d'}", nil, []string{"bot.workers must be a whole number"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, map[string]string{"frontdesk.yaml": tc.file, "empty": " \n"})
			_, err := configs.Load(configs.Source{WorkDir: dir, Environ: tc.environ})
			expect(t, err, tc.want)
		})
	}
}

// A name that has only a part of a key's words is a likely mistake, and would be believed to work.
func TestHalfAVariablesNameIsAMistake(t *testing.T) {
	t.Parallel()
	for name, meant := range map[string]string{
		"FRONTDESK_TOKEN":       "FRONTDESK_TELEGRAM_TOKEN",
		"FRONTDESK_TOKEN_FILE":  "FRONTDESK_TELEGRAM_TOKEN_FILE",
		"FRONTDESK_API_URL":     "FRONTDESK_TELEGRAM_API_URL",
		"FRONTDESK_REPORT_CHAT": "FRONTDESK_TELEGRAM_REPORT_CHAT",
		"FRONTDESK_PER_SECOND":  "FRONTDESK_TELEGRAM_LIMITS_PER_SECOND",
		"FRONTDESK_URL":         "FRONTDESK_TELEGRAM_API_URL",
		"FRONTDESK_DATABASE":    "FRONTDESK_DATABASE_URL",
		"FRONTDESK_LISTEN":      "FRONTDESK_HTTP_LISTEN",
		"FRONTDESK_SECRET":      "FRONTDESK_SECRET_KEY",
		"FRONTDESK_LANGUAGE":    "FRONTDESK_TEXTS_LANGUAGE",
		"FRONTDESK_PAGE_SIZE":   "FRONTDESK_BOT_PAGE_SIZE",
	} {
		_, err := configs.Load(configs.Source{WorkDir: t.TempDir(), Environ: []string{name + "=1"}})
		expect(t, err, []string{name + ": unknown variable; did you mean " + meant + "?"})
	}
}

func TestVariablesOfOthersAreLeftAlone(t *testing.T) {
	t.Parallel()
	var environ []string
	for _, name := range strings.Fields(`
		FRONTDESK_SERVICE_HOST FRONTDESK_SERVICE_PORT FRONTDESK_SERVICE_PORT_HTTP FRONTDESK_PORT FRONTDESK_PORT_8080_TCP
		FRONTDESK_PORT_8080_TCP_PROTO FRONTDESK_PORT_8080_TCP_PORT FRONTDESK_PORT_8080_TCP_ADDR FRONTDESK_BOT_SERVICE_HOST
		FRONTDESK_BOT_PORT_53_UDP FRONTDESK_TEST_DEMAND FRONTDESK_TEST_SHOTS FRONTDESK_COLOUR`) {
		environ = append(environ, name+"=1")
	}
	if _, err := configs.Load(configs.Source{WorkDir: t.TempDir(), Environ: environ}); err != nil {
		t.Error(err)
	}
}

// expect compares an error's lines with what each of them must hold, in order.
func expect(t *testing.T, err error, want []string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d:\n%v", len(lines), len(want), err)
	}
	for i, line := range lines {
		if !strings.Contains(line, want[i]) {
			t.Errorf("got  %s\nwant %s", line, want[i])
		}
	}
	for _, secret := range []string{"AAHq2", "hunter2", key} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows a secret: %v", err)
		}
	}
}

func TestANamedFileMustExist(t *testing.T) {
	t.Parallel()
	_, err := configs.Load(configs.Source{File: "my.yaml", WorkDir: t.TempDir()})
	expect(t, err, []string{"my.yaml: cannot be read (no such file or directory); name another file with --config"})
}

func TestAValueThatCouldNotBeReadIsNotCalledMissing(t *testing.T) {
	t.Parallel()
	_, err := configs.LoadValid(configs.Source{WorkDir: t.TempDir(), Environ: []string{
		"FRONTDESK_TELEGRAM_TOKEN_FILE=nowhere", "FRONTDESK_LOG_LEVEL=loud",
	}}, configs.NeedTelegram)
	expect(t, err, []string{"FRONTDESK_TELEGRAM_TOKEN_FILE: nowhere cannot be read", `log.level is "loud" and must be trace, debug, info, warn or error`})
}
