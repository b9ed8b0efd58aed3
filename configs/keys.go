package configs

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Secrecy tells how a key's value is shown, and whether it can come from a file of its own.
type Secrecy int

const (
	// Open values are shown.
	Open Secrecy = iota
	// Address values are shown without user and password, and may come from a file.
	Address
	// Secret values are never shown, and may come from a file.
	Secret
)

// Key describes one key of the configuration.
type Key struct {
	Path    string // in the file: "telegram.token" is token in the section telegram
	Default any    // a string, int, int64, float64 or []Plan, as the field is
	Secrecy Secrecy
	Help    string // for people: what it does and what it may be

	field func(*Config) any // the pointer to the field
}

// Env is the key's name in the environment: "FRONTDESK_TELEGRAM_TOKEN".
func (k Key) Env() string { return envPrefix + strings.ToUpper(strings.ReplaceAll(k.Path, ".", "_")) }

// EnvFile is the variable that names a file with the value; empty when the key has none.
func (k Key) EnvFile() string {
	if k.Secrecy == Open {
		return ""
	}
	return k.Env() + fileSuffix
}

const (
	envPrefix  = "FRONTDESK_"
	fileSuffix = "_FILE"
)

// Keys lists all keys in the order in which people read them.
func Keys() []Key {
	return []Key{
		{
			Path: "telegram.token", Default: "", Secrecy: Secret,
			Help:  "The bot's token, as @BotFather gives it. Without one, only `frontdesk demo` and the commands that need no bot work.",
			field: func(c *Config) any { return &c.Telegram.Token },
		},
		{
			Path: "telegram.api_url", Default: "https://api.telegram.org",
			Help:  "The Bot API server. Change it for a Bot API server of your own or for a simulator.",
			field: func(c *Config) any { return &c.Telegram.APIURL },
		},
		{
			Path: "telegram.report_chat", Default: int64(0),
			Help:  "The id of a chat that gets errors, without secrets and at most one a minute per cause. 0 sends none.",
			field: func(c *Config) any { return &c.Telegram.ReportChat },
		},
		{
			Path: "telegram.limits.per_second", Default: 30.0,
			Help:  "How many messages the bot sends in a second, to all chats together (at most 1000; 0 means no limit). Telegram allows about 30.",
			field: func(c *Config) any { return &c.Telegram.Limits.PerSecond },
		},
		{
			Path: "telegram.limits.per_chat_per_second", Default: 1.0,
			Help:  "How many messages a second one chat gets for long (at most 100; 0 means no limit). Telegram allows about 1.",
			field: func(c *Config) any { return &c.Telegram.Limits.PerChatPerSecond },
		},
		{
			Path: "telegram.limits.chat_burst", Default: 3,
			Help:  "How many messages one chat may get at once before the limit per second holds (1 to 100).",
			field: func(c *Config) any { return &c.Telegram.Limits.ChatBurst },
		},
		{
			Path: "telegram.limits.group_per_minute", Default: 20,
			Help:  "How many messages a minute one group gets (at most 1000; 0 means no limit). Telegram allows 20.",
			field: func(c *Config) any { return &c.Telegram.Limits.GroupPerMinute },
		},
		{
			Path: "database_url", Default: "sqlite:data/frontdesk.db", Secrecy: Address,
			Help:  "Frontdesk's own database: `sqlite:PATH` or `postgres://user:password@host:5432/name` (encoding UTF8, made with a locale that knows people's letters, such as ru_RU.UTF-8).",
			field: func(c *Config) any { return &c.DatabaseURL },
		},
		{
			Path: "host_database_url", Default: "", Secrecy: Address,
			Help:  "The database of the Django project that Frontdesk extends, written like database_url. Empty: there is none, and Frontdesk keeps shops and people itself.",
			field: func(c *Config) any { return &c.HostDatabaseURL },
		},
		{
			Path: "http.listen", Default: "127.0.0.1:8080",
			Help:  "The address and port where `frontdesk serve` has its web pages and answers for health, readiness and figures (/healthz, /readyz, /metrics). When it is in use, serve does not start. Port 0 takes a free one. `frontdesk demo` has its page here too, and another port when this one is taken.",
			field: func(c *Config) any { return &c.HTTP.Listen },
		},
		{
			Path: "http.ops_token", Default: "", Secrecy: Secret,
			Help:  "The token that opens /metrics and /debug/pprof/ (`Authorization: Bearer …`): 16 characters or more (`openssl rand -hex 16`). Empty: figures are served to this machine alone, and profiles not at all.",
			field: func(c *Config) any { return &c.HTTP.OpsToken },
		},
		{
			Path: "public_url", Default: "",
			Help:  "The address under which people reach the web pages, such as `https://desk.example.org`: links begin with it, and with https the sign-in goes over https alone. A proxy in front must be on this machine and set X-Forwarded-For. Empty: links that the bot would send are not made.",
			field: func(c *Config) any { return &c.PublicURL },
		},
		{
			Path: "secret_key", Default: "", Secrecy: Secret,
			Help:  "The key that seals passwords and tokens in the database: base64 of 32 random bytes (`openssl rand -base64 32`). Empty with SQLite: a key file is made beside the database. PostgreSQL needs one. Keep a copy: without it the sealed values are lost.",
			field: func(c *Config) any { return &c.SecretKey },
		},
		{
			Path: "log.level", Default: "info",
			Help:  "The least important lines to log: trace, debug, info, warn or error.",
			field: func(c *Config) any { return &c.Log.Level },
		},
		{
			Path: "log.format", Default: "console",
			Help:  "How to log: console (for people) or json (for programs).",
			field: func(c *Config) any { return &c.Log.Format },
		},
		{
			Path: "texts.language", Default: "ru",
			Help:  "The language for people whose own is not known or not spoken: ru or en.",
			field: func(c *Config) any { return &c.Texts.Language },
		},
		{
			Path: "bot.page_size", Default: 5,
			Help:  "How many entries a page of a list has (1 to 20).",
			field: func(c *Config) any { return &c.Bot.PageSize },
		},
		{
			Path: "bot.help_contact", Default: "",
			Help:  "Whom people should ask, shown in the help: a name such as `@support`, a phone number or an address.",
			field: func(c *Config) any { return &c.Bot.HelpContact },
		},
		{
			Path: "bot.workers", Default: 128,
			Help:  "How many chats are worked for at the same time (1 to 1024).",
			field: func(c *Config) any { return &c.Bot.Workers },
		},
		{
			Path: "payments.provider_token", Default: "", Secrecy: Secret,
			Help:  "The payment provider's token, as @BotFather gives it under Payments. Empty: people pay in Telegram Stars, for which no provider is needed.",
			field: func(c *Config) any { return &c.Payments.ProviderToken },
		},
		{
			Path: "payments.plans", Default: []Plan(nil),
			Help:  "The subscriptions that people can buy in the bot, as a list such as `[{key: month, price: 300, days: 30}, {key: year, title: A whole year, price: 3000, days: 365}]`. The price is in the smallest units (kopecks, cents, whole Stars) of the currency, XTR (Telegram Stars) when none is given. Empty: nothing is sold, and admins switch people on.",
			field: func(c *Config) any { return &c.Payments.Plans },
		},
		{
			Path: "payments.grace_days", Default: 3,
			Help:  "How many days the access stays after a subscription has ended (0 to 60).",
			field: func(c *Config) any { return &c.Payments.GraceDays },
		},
		{
			Path: "payments.terms", Default: "",
			Help:  "The terms of sale that /terms shows: a text, or the address of a page such as `https://example.org/terms`. Telegram asks for them where something is sold.",
			field: func(c *Config) any { return &c.Payments.Terms },
		},
		{
			Path: "webinar.cookie_url", Default: "https://events.webinar.ru/api",
			Help:  "Where Webinar.ru (MTS Link) answers accounts with e-mail and password. Change it when the platform has moved, or for a simulator.",
			field: func(c *Config) any { return &c.Webinar.CookieURL },
		},
		{
			Path: "webinar.userapi_url", Default: "https://userapi.mts-link.ru/v3",
			Help:  "Where UserAPI v3 of Webinar.ru (MTS Link) answers accounts with an API token.",
			field: func(c *Config) any { return &c.Webinar.UserAPIURL },
		},
		{
			Path: "discord.hosts", Default: "discord.com,canary.discord.com,ptb.discord.com",
			Help:  "The hosts that a Discord webhook may point to, separated by commas: exact names, with a port where it is not the usual one. A name that leads into a private network is refused, unless it is written as an IP address or with `http://` before it, as `http://127.0.0.1:8090` for a simulator.",
			field: func(c *Config) any { return &c.Discord.Hosts },
		},
		{
			Path: "console.signup", Default: "invite",
			Help:  "Who may sign up on the web pages beside the users of Django: off (nobody), invite (by a link that an admin makes) or open (everybody).",
			field: func(c *Config) any { return &c.Console.SignUp },
		},
	}
}

// set puts a value into the key's field. Values from the environment are texts, those from the file are what YAML made of them.
// The error says what the value must be and does not repeat it.
func (k Key) set(c *Config, value any) error {
	if p, ok := k.field(c).(*[]Plan); ok {
		plans, err := parsePlans(value)
		*p = plans
		return err
	}
	text, ok := scalar(value)
	if !ok {
		return errors.New("must be a single value")
	}
	switch p := k.field(c).(type) {
	case *string:
		*p = text
	case *int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("must be a whole number")
		}
		*p = n
	case *int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return errors.New("must be a whole number")
		}
		*p = n
	case *float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return errors.New("must be a number")
		}
		*p = f
	default:
		return fmt.Errorf("has a field of the unknown type %T", p)
	}
	return nil
}

// value is what a configuration holds for the key.
func (k Key) value(c Config) any {
	switch p := k.field(&c).(type) {
	case *string:
		return *p
	case *int:
		return *p
	case *int64:
		return *p
	case *float64:
		return *p
	case *[]Plan:
		return *p
	}
	return nil
}

func scalar(value any) (text string, ok bool) {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v), true
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case uint64:
		return strconv.FormatUint(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}
