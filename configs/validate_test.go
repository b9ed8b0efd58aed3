package configs_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdesk/configs"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"shop.sqlite3": ""})
	shop, link := filepath.Join(dir, "shop.sqlite3"), filepath.Join(dir, "link.db")
	if err := os.Symlink(shop, link); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		change func(*configs.Config)
		want   []string // nothing: it is valid
	}{
		"no token":               {func(c *configs.Config) { c.Telegram.Token = "" }, []string{"telegram.token is missing; get a token from @BotFather"}},
		"half a token":           {func(c *configs.Config) { c.Telegram.Token = "AAHq2-Zf_9kLmN0pQrStUvWxYz1234567ab" }, []string{"telegram.token does not look like a token"}},
		"an API without scheme":  {func(c *configs.Config) { c.Telegram.APIURL = "api.telegram.org" }, []string{"telegram.api_url must be an address such as https://api.telegram.org"}},
		"an API with a token":    {func(c *configs.Config) { c.Telegram.APIURL = "https://x.org/bot" + token }, []string{"telegram.api_url must not hold a token"}},
		"limits":                 {func(c *configs.Config) { c.Telegram.Limits = configs.Limits{PerSecond: 2000} }, []string{"per_second is 2000 and must be from 0 (no limit) to 1000", "chat_burst is 0 and must be from 1 to 100"}},
		"no database":            {func(c *configs.Config) { c.DatabaseURL = "" }, []string{"database_url must begin with sqlite: or postgres://"}},
		"MySQL":                  {func(c *configs.Config) { c.DatabaseURL = "mysql://u:hunter2@h/d" }, []string{"database_url must begin with"}},
		"memory":                 {func(c *configs.Config) { c.DatabaseURL = "sqlite::memory:" }, []string{"database_url must be a file"}},
		"SQLite without path":    {func(c *configs.Config) { c.DatabaseURL = "sqlite://" }, []string{"database_url names no file"}},
		"SQLite, long form":      {func(c *configs.Config) { c.DatabaseURL = "sqlite:///var/lib/frontdesk/f.db" }, nil},
		"a password unescaped":   {func(c *configs.Config) { c.DatabaseURL = "postgres://u:hunter2/%zz@h/d" }, []string{"database_url is not a valid address; write special characters"}},
		"PostgreSQL, no name":    {func(c *configs.Config) { c.DatabaseURL = "postgres://u:hunter2@h:5432" }, []string{"database_url names no database"}},
		"PostgreSQL without key": {func(c *configs.Config) { c.DatabaseURL, c.SecretKey = "postgres://u@h/d", "" }, []string{"secret_key is missing, and PostgreSQL needs one"}},
		"SQLite without key":     {func(c *configs.Config) { c.SecretKey = "" }, nil},
		"a short key":            {func(c *configs.Config) { c.SecretKey = "aHVudGVyMg==" }, []string{"secret_key must be base64 of 32 bytes; make one with"}},
		"a key that is a word":   {func(c *configs.Config) { c.SecretKey = "hunter2 hunter2" }, []string{"secret_key must be base64"}},
		"host, another database": {func(c *configs.Config) { c.DatabaseURL, c.HostDatabaseURL = "postgres://u@h/a", "postgres://u@h/b" }, nil},
		"host, the same": {func(c *configs.Config) {
			c.DatabaseURL, c.HostDatabaseURL = "postgres://u@H:5432/a", "postgresql://v@h/a?x=1"
		}, []string{"host_database_url is the same database"}},
		"host, the same file":  {func(c *configs.Config) { c.DatabaseURL, c.HostDatabaseURL = "sqlite:a/../b.db", "sqlite://b.db" }, []string{"host_database_url is the same database"}},
		"host, a link to it":   {func(c *configs.Config) { c.DatabaseURL, c.HostDatabaseURL = "sqlite:"+shop, "sqlite:"+link }, []string{"host_database_url is the same database"}},
		"host, wrong":          {func(c *configs.Config) { c.HostDatabaseURL = "db.sqlite3" }, []string{"host_database_url must begin with"}},
		"listen on a word":     {func(c *configs.Config) { c.HTTP.Listen = "8080" }, []string{`http.listen is "8080" and must be an address and a port`}},
		"listen on port 99999": {func(c *configs.Config) { c.HTTP.Listen = ":99999" }, []string{"http.listen is"}},
		"listen everywhere":    {func(c *configs.Config) { c.HTTP.Listen = ":0" }, nil},
		"a public name":        {func(c *configs.Config) { c.PublicURL = "desk.example.org" }, []string{"public_url must be an address such as https://desk.example.org"}},
		"a public query":       {func(c *configs.Config) { c.PublicURL = "https://desk.example.org/?a=b" }, []string{"public_url must be an address without user"}},
		"log":                  {func(c *configs.Config) { c.Log = configs.Log{Level: "INFO", Format: "xml"} }, []string{"log.level is", `log.format is "xml" and must be console or json`}},
		"a language":           {func(c *configs.Config) { c.Texts.Language = "de" }, []string{`texts.language is "de" and must be ru or en`}},
		"webinar, a word":      {func(c *configs.Config) { c.Webinar.CookieURL = "webinar.ru" }, []string{"webinar.cookie_url must be an address such as https://events.webinar.ru/api"}},
		"webinar, with a user": {func(c *configs.Config) { c.Webinar.UserAPIURL = "https://a:b@c/v3" }, []string{"webinar.userapi_url must be an address without user"}},
		"Discord, no host":     {func(c *configs.Config) { c.Discord.Hosts = " , " }, []string{"discord.hosts must be hosts such as discord.com"}},
		"Discord, an address":  {func(c *configs.Config) { c.Discord.Hosts = "https://discord.com" }, []string{`discord.hosts holds "https://discord.com"`}},
		"Discord, a simulator": {func(c *configs.Config) { c.Discord.Hosts = "discord.com, http://127.0.0.1:8090" }, nil},
		"sizes":                {func(c *configs.Config) { c.Bot = configs.Bot{PageSize: 21} }, []string{"bot.page_size is 21 and must be from 1 to 20", "bot.workers is 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := configs.Default()
			c.Telegram.Token, c.SecretKey = token, key
			tc.change(&c)
			err := c.Validate(configs.NeedTelegram)
			if tc.want == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			expect(t, err, tc.want)
		})
	}
}

func TestCommandsWithoutABotNeedNoToken(t *testing.T) {
	t.Parallel()
	if err := configs.Default().Validate(); err != nil {
		t.Error(err)
	}
}

func TestNoAddressShowsItsPassword(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"postgres://u:hunter2@h/d":          `"postgres://***@h/d"`,
		"postgres://u:hunter2/x@h/d":        `"***"`,
		"postgres://u:1/hunter2@h/d":        `"***"`,
		"postgres://h/d?password=hunter2":   `"postgres://h/d?password=***"`,
		"sqlite:/home/me@work/frontdesk.db": `"sqlite:/home/me@work/frontdesk.db"`,
	} {
		c := configs.Default()
		c.DatabaseURL = address
		if !strings.Contains(c.Redacted(), "\ndatabase_url: "+want+"\n") {
			t.Errorf("%s shows as\n%s", address, c.Redacted())
		}
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	month := configs.Plan{Key: "month", Price: 300, Currency: "XTR", Days: 30}
	with := func(change func(*configs.Plan)) []configs.Plan {
		p := month
		change(&p)
		return []configs.Plan{p}
	}
	for name, tc := range map[string]struct {
		payments configs.Payments
		want     string // nothing: it is valid
	}{
		"Stars":                {configs.Payments{Plans: []configs.Plan{month}}, ""},
		"roubles":              {configs.Payments{ProviderToken: "381764678:TEST:123", Plans: with(func(p *configs.Plan) { p.Currency = "RUB" })}, ""},
		"roubles, no provider": {configs.Payments{Plans: with(func(p *configs.Plan) { p.Currency = "RUB" })}, "month costs RUB, and without payments.provider_token people can pay in Telegram Stars alone; set the token"},
		"a key that is a text": {configs.Payments{Plans: with(func(p *configs.Plan) { p.Key = "Месяц" })}, `key is "Месяц" and must be 1 to 24 of a-z`},
		"twice":                {configs.Payments{Plans: []configs.Plan{month, month}}, `[2]: the key "month" is there twice`},
		"for nothing":          {configs.Payments{Plans: with(func(p *configs.Plan) { p.Price = 0 })}, "the price of month is 0 and must be from 1"},
		"for ever":             {configs.Payments{Plans: with(func(p *configs.Plan) { p.Days = 0 })}, "the days of month are 0"},
		"a currency's name":    {configs.Payments{Plans: with(func(p *configs.Plan) { p.Currency = "руб" })}, "must be three capital letters such as RUB"},
		"a long title":         {configs.Payments{Plans: with(func(p *configs.Plan) { p.Title = strings.Repeat("я", 33) })}, "longer than the 32 characters"},
		"half a token":         {configs.Payments{ProviderToken: "live"}, "payments.provider_token does not look like"},
		"grace":                {configs.Payments{GraceDays: 61}, "payments.grace_days is 61 and must be from 0 to 60"},
		"terms nowhere":        {configs.Payments{Terms: "https://"}, "payments.terms must be a text, or an address"},
		"terms on a page":      {configs.Payments{Terms: "https://example.org/terms"}, ""},
		"terms as a book":      {configs.Payments{Terms: strings.Repeat("я", 3001)}, "payments.terms has 3001 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := configs.Default()
			c.Telegram.Token, c.SecretKey, c.Payments = token, key, tc.payments
			err := c.Validate(configs.NeedTelegram)
			switch {
			case tc.want == "" && err != nil:
				t.Error(err)
			case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("%v does not say %q", err, tc.want)
			}
		})
	}
}

func TestPlansComeFromTheFileOrTheEnvironment(t *testing.T) {
	t.Parallel()
	want := []configs.Plan{{Key: "month", Price: 300, Currency: "XTR", Days: 30}, {Key: "year", Title: "A year", Price: 99900, Currency: "RUB", Days: 365}}
	const list = `[{"key": "month", "price": 300, "days": 30}, {key: year, title: A year, price: 99900, currency: RUB, days: 365}]`
	dir := folder(t, map[string]string{"frontdesk.yaml": "payments:\n  plans:\n    - key: month\n      price: 300\n      days: 30\n    - {key: year, title: A year, price: 99900, currency: RUB, days: 365}\n"})
	for name, src := range map[string]configs.Source{
		"file":        {WorkDir: dir},
		"environment": {WorkDir: t.TempDir(), Environ: []string{"FRONTDESK_PAYMENTS_PLANS=" + list}},
	} {
		c, err := configs.Load(src)
		if err != nil || !slices.Equal(c.Payments.Plans, want) {
			t.Errorf("%s: %+v, %v", name, c.Payments.Plans, err)
		}
		if dump := c.Redacted(); !strings.Contains(dump, "title: A year") {
			t.Errorf("the dump lacks the plans:\n%s", dump)
		}
	}
	for _, bad := range []string{"month", "[{key: month, prize: 3}]", "[{key: [a]}]", "{key: month}"} {
		_, err := configs.Load(configs.Source{WorkDir: t.TempDir(), Environ: []string{"FRONTDESK_PAYMENTS_PLANS=" + bad}})
		if err == nil || !strings.Contains(err.Error(), "FRONTDESK_PAYMENTS_PLANS must be a list such as") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
