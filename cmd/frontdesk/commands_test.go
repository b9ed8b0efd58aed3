package main

import (
	"context"
	"encoding/base64"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"frontdesk/internal/djangohash"
	"frontdesk/store/engine"
)

const sampleToken = "7000000009:AAcommand-line-tests-token-of-nobody0"

func TestHelpNamesEveryCommandAndVersionNamesTheProgram(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}, {"help"}} {
		r := do(t.Context(), "", args...)
		r.says(t, exitDone, "frontdesk demo", "serve", "demo", "migrate", "move", "admin", "shop", "config", "version", "--config")
		if r.err != "" {
			t.Errorf("help belongs on the output, this came on the error stream:\n%s", r.err)
		}
	}
	r := do(t.Context(), "", "version")
	r.says(t, exitDone)
	if !regexp.MustCompile(`^frontdesk \S+\n$`).MatchString(r.out) {
		t.Errorf("the version reads %q", r.out)
	}
}

func TestEveryCommandHasItsHelp(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"serve", "demo", "migrate", "move", "admin", "admin create", "admin password", "shop", "shop add", "shop list", "config", "version"} {
		r := do(t.Context(), "", append(strings.Fields(command), "--help")...)
		r.says(t, exitDone, "Usage:", "frontdesk "+command)
	}
}

func TestACommandLineThatMakesNoSenseIsTwo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		says string
		help string // what is looked into for more
	}{
		"no such command":       {[]string{"serv"}, `"serv"`, "frontdesk"},
		"no such flag":          {[]string{"serve", "--quiet"}, "--quiet", "frontdesk serve"},
		"one argument too many": {[]string{"serve", "now"}, `"now"`, "frontdesk serve"},
		"half a command":        {[]string{"admin"}, "frontdesk: admin needs to know what: there are create, password", "frontdesk admin"},
		"no such half":          {[]string{"shop", "remove"}, `"remove"`, "frontdesk shop"},
		"an admin of no name":   {[]string{"admin", "create"}, "--username NAME", "frontdesk admin create"},
		"a shop of no name":     {[]string{"shop", "add", "--name", " "}, "--name NAME", "frontdesk shop add"},
		"a flag without value":  {[]string{"config", "--config"}, "--config", "frontdesk config"},
		"a slug of no value":    {[]string{"shop", "add", "--name", "Чай", "--slug"}, "--slug", "frontdesk shop add"},
		"no such shell":         {[]string{"completion", "tcsh"}, `"tcsh": there are bash, fish, powershell, zsh`, "frontdesk completion"},
		"no shell":              {[]string{"completion"}, "bash, fish, powershell, zsh", "frontdesk completion"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newHouse(t).does("", c.args...)
			r.says(t, exitUsage, "frontdesk: ", c.says, "Run "+c.help+" --help")
			if r.out != "" {
				t.Errorf("an error belongs on the error stream, this came on the output:\n%s", r.out)
			}
		})
	}
}

func TestServeWithoutATokenSaysWhereToGetOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.does("", "serve").says(t, exitFailed, "telegram.token", "@BotFather", "FRONTDESK_TELEGRAM_TOKEN", "frontdesk demo")
	if _, err := os.Stat(h.database()); err == nil {
		t.Error("a database was made although nothing could start")
	}
}

func TestAWrongConfigurationIsToldAllAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t,
		"telegram:", "  token: 7000000009:half-a-token", "  api_ulr: http://localhost",
		"secret_key: not-a-key", "log:", "  level: loud", "bot:", "  page_size: 500")
	r := h.does("", "serve")
	r.says(t, exitFailed, "telegram.token", "@BotFather", "did you mean telegram.api_url?", "openssl rand -base64 32",
		`"loud"`, "trace, debug, info, warn or error", "from 1 to 20")
	r.keepsQuiet(t, "half-a-token", "not-a-key")
	if lines := strings.Count(r.err, "\n"); lines != 5 {
		t.Errorf("five things are wrong and %d lines tell of them:\n%s", lines, r.err)
	}
}

func TestAConfigurationFileThatIsNotThereIsNamed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "nowhere.yaml")
	do(t.Context(), "", "--config", path, "config").says(t, exitFailed, path, "no such file", "--config")
}

func TestConfigShowsWhatIsInForceWithoutSecrets(t *testing.T) {
	t.Parallel()
	key := base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))
	h := newHouse(t, "telegram:", "  token: "+sampleToken, "secret_key: "+key, "bot:", "  page_size: 7",
		"host_database_url: postgres://django:hunter-of-tests@db.example:5432/market")
	r := h.does("", "config")
	r.says(t, exitDone, "page_size: 7", "db.example:5432/market", "language: \"ru\"")
	r.keepsQuiet(t, sampleToken, strings.Split(sampleToken, ":")[1], key, "hunter-of-tests", "django:")
}

func TestMigrateTellsTheVersionsAndStatusMayBeAskedAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.does("", "migrate", "--status").says(t, exitDone, "frontdesk tables: version 0 of", "shop tables: version 0 of", "There is no database "+h.database()+" yet", "frontdesk migrate")
	if left, err := filepath.Glob(filepath.Join(h.dir, "frontdesk*")); err != nil || len(left) > 0 {
		t.Errorf("asking for the versions has made %v, %v", left, err)
	}
	made := h.does("", "migrate")
	made.says(t, exitDone, "frontdesk tables: version ", "shop tables: version ")
	again := h.does("", "migrate", "--status")
	if again.code != exitDone || again.out != made.out {
		t.Errorf("after migrating the status is\n%snot\n%s", again.all(), made.out)
	}
}

func TestAFileThatIsNoDatabaseIsSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := os.WriteFile(h.database(), []byte(strings.Repeat("not a database at all\n", 400)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"migrate", "migrate --status", "shop list"} {
		h.does("", strings.Fields(command)...).says(t, exitFailed, h.database(), "not a database", "FRONTDESK_DATABASE_URL", "restore a backup")
	}
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	in := newHouse(t, "# inside a file").config // no folder can be in a file
	if err := os.WriteFile(h.config, []byte("database_url: sqlite:"+filepath.Join(in, "frontdesk.db")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.does("", "migrate").says(t, exitFailed, "cannot make the database's folder", "FRONTDESK_DATABASE_URL")
}

func TestADatabaseOfANewerProgramIsLeftAlone(t *testing.T) {
	t.Parallel()
	h := newHome(t, "telegram:", "  token: "+sampleToken, "  api_url: http://127.0.0.1:1")
	execute(t, h.database(), "INSERT INTO frontdesk_migration (version_id, is_applied) VALUES (9999, 1)")
	for _, command := range []string{"serve", "migrate", "shop list"} {
		h.does("", strings.Fields(command)...).says(t, exitFailed, "version 9999", "newer program", "backup")
	}
}

func execute(t *testing.T, path, query string) {
	t.Helper()
	db := engine.OpenSQLite(path, engine.SQLiteOptions{Conns: 1, BusyMS: 5000})
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func TestAnAdminIsMadeFromAPipe(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	const password = "очень тайный пароль"
	r := h.does(password+"\n", "admin", "create", "--username", "vera")
	r.says(t, exitDone, `"vera"`, "/start", "Admin (Админ)")
	r.keepsQuiet(t, password)

	again := h.does(password+"\n", "admin", "create", "--username", "vera")
	again.says(t, exitFailed, `"vera"`, "another name")
	h.does("short\n", "admin", "create", "--username", "oleg").says(t, exitFailed, "too short", "8")
	h.does("", "admin", "create", "--username", "oleg").says(t, exitFailed, "input")
	h.does(password, "admin", "create", "--username", "o leg").says(t, exitFailed, "@ . + - _")
	h.does(password, "admin", "create", "--username", "oleg").says(t, exitDone) // an input without a last line break
}

func TestAForgottenPasswordIsReplaced(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	const password = "ещё один тайный пароль"
	h.does(password+"\n", "admin", "password", "--username", "vera").says(t, exitFailed, `no user "vera"`, "admin create")
	h.does("the-first-one-1\n", "admin", "create", "--username", "vera").says(t, exitDone)
	before := h.hash(t, "vera")
	h.does("short\n", "admin", "password", "--username", "vera").says(t, exitFailed, "too short")
	if h.hash(t, "vera") != before {
		t.Error("a refused password changed something")
	}
	r := h.does(password+"\n", "admin", "password", "--username", "vera")
	r.says(t, exitDone, `"vera"`, "console")
	r.keepsQuiet(t, password)
	switch ok, err := djangohash.NewChecker(1).Check(t.Context(), h.hash(t, "vera"), password); {
	case err != nil:
		t.Error(err)
	case !ok:
		t.Error("the new password does not open")
	}
}

// hash is what the database holds for a user's password.
func (h house) hash(t *testing.T, username string) string {
	t.Helper()
	db := engine.OpenSQLite(h.database(), engine.SQLiteOptions{Conns: 1, BusyMS: 5000})
	defer db.Close()
	var hash string
	if err := db.GetContext(t.Context(), &hash, "SELECT password FROM auth_user WHERE username = ?", username); err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestAShopIsMadeWithAKeyThatIsShownOnce(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.does("", "shop", "list").says(t, exitDone, "NAME")
	made := h.does("", "shop", "add", "--name", "Чайная лавка", "--slug", "tea")
	made.says(t, exitDone, "Чайная лавка", "Seller (Продавец)")
	key := regexp.MustCompile(`shown this once: (\S+)`).FindStringSubmatch(made.out)
	if key == nil || len(key[1]) < 20 {
		t.Fatalf("no key worth the name:\n%s", made.out)
	}
	own := h.does("my-own-key-1\n", "shop", "add", "--name", "Книги", "--key")
	own.says(t, exitDone, "Книги")
	own.keepsQuiet(t, "my-own-key-1", "same api key")
	twin := h.does("my-own-key-1\n", "shop", "add", "--name", "Книги 2", "--key")
	twin.says(t, exitDone, "Книги 2", `Warning: "Книги" has the same api key`)
	twin.keepsQuiet(t, "my-own-key-1")

	list := h.does("", "shop", "list")
	list.says(t, exitDone, "Чайная лавка", "tea", "Книги", "off", "on")
	list.keepsQuiet(t, key[1], "my-own-key-1")

	h.does("", "shop", "add", "--name", "Ещё чай", "--slug", "tea").says(t, exitFailed, "frontdesk: another shop already has this slug. Choose a different one")
	h.does("", "shop", "add", "--name", "Ещё чай", "--slug", "чай").says(t, exitFailed, "frontdesk: this slug won't do", "Latin letters")
	h.does("", "shop", "add", "--name", strings.Repeat("ы", 51)).says(t, exitFailed, "the name is too long: at most 50 characters")
	h.does("", "shop", "add", "--name", "Чай", "--slug", strings.Repeat("y", 51)).says(t, exitFailed, "the slug is too long", "50 characters")
	for _, short := range []string{"a", "mykey", "eleven-char", "  spaces    "} {
		h.does(short+"\n", "shop", "add", "--name", "Чай", "--key").says(t, exitFailed, "frontdesk: this key is too short", "at least 12 characters")
	}
	h.does(strings.Repeat("k", 2000)+"\n", "shop", "add", "--name", "Чай", "--key").says(t, exitFailed, "the api key is too long")
	h.does("long-enough-1\n", "admin", "create", "--username", strings.Repeat("v", 151)).says(t, exitFailed, "the name is too long: at most 150 characters")
}

func TestWithDjangoTheCommandsSendPeopleThere(t *testing.T) {
	t.Parallel()
	host := filepath.Join(t.TempDir(), "market.sqlite3")
	content, err := os.ReadFile("../../store/host/testdata/django-market.sqlite3")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(host, content, 0o600); err != nil {
		t.Fatal(err)
	}
	h := newHome(t, "host_database_url: sqlite:"+host)
	h.does("long-enough-1", "admin", "create", "--username", "vera").says(t, exitFailed, "Django's admin", "telegram_admins")
	h.does("", "shop", "add", "--name", "Чай").says(t, exitFailed, "Django's admin")
	list := h.does("", "shop", "list")
	list.says(t, exitDone, "ID", "7")
	list.keepsQuiet(t, "sample-key-001")
}

func TestAHostThatIsNotThereIsSaid(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "no-market.sqlite3")
	newHome(t, "host_database_url: sqlite:"+missing).does("", "shop", "list").says(t, exitFailed, "no-market.sqlite3")
	if _, err := os.Stat(missing); err == nil {
		t.Error("a host database was made where there was none")
	}
}

func TestTheDatabaseIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.does("", "shop", "add", "--name", "Чай").says(t, exitDone)
	files, err := os.ReadDir(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name(), "frontdesk.") && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s holds keys and passwords and has the rights %v", f.Name(), info.Mode().Perm())
		}
	}
}

func TestDemoPrintsWhatPeopleNeedAndStopsWhenAsked(t *testing.T) {
	t.Parallel()
	shown := demoShows(t, "127.0.0.1:0")
	for _, words := range []string{"http://127.0.0.1:", "admin / frontdesk", "demo-key-1", "Чайная лавка"} {
		if !strings.Contains(shown, words) {
			t.Errorf("the demo does not print %q:\n%s", words, shown)
		}
	}
	for _, words := range []string{"taken", "Everybody"} {
		if strings.Contains(shown, words) {
			t.Errorf("the demo prints %q:\n%s", words, shown)
		}
	}
}

func TestDemoTakesAnotherPortAndSaysSo(t *testing.T) {
	t.Parallel()
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	shown := demoShows(t, other.Addr().String())
	if !strings.Contains(shown, other.Addr().String()+" is taken by another program") || strings.Contains(shown, "http://"+other.Addr().String()) {
		t.Errorf("%s was taken:\n%s", other.Addr(), shown)
	}
}

func TestDemoOnWhatIsNoAddress(t *testing.T) {
	t.Parallel()
	do(t.Context(), "", "demo", "--listen", "foo").says(t, exitFailed, `"foo"`, "--listen", "127.0.0.1:9000")
}

// demoShows starts the demo, stops it when it has said everything, and returns what it said.
func demoShows(t *testing.T, listen string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, errs := newTerminal(), newTerminal()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--listen", listen}, streams{in: strings.NewReader(""), out: out, err: errs})
	}()
	out.waitsFor(t, "Ctrl+C")
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("ended with %d:\n%s", code, errs)
	}
	return out.String()
}
