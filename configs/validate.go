package configs

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"frontdesk/internal/redact"
	"frontdesk/internal/seal"
)

// Need is something that a command cannot do without.
type Need int

const (
	// NeedTelegram is a bot: the token must be set.
	NeedTelegram Need = iota + 1
)

// minOpsToken is the least length of the token for figures and profiles.
const minOpsToken = 16

// Validate tells all that is wrong with the values at once: its error is a Problems. Only what the needs name must be there;
// what is there must be right.
func (c Config) Validate(needs ...Need) error { return c.problems(needs).orNil() }

func (c Config) problems(needs []Need) Problems {
	var p Problems
	say := func(path string, err error) {
		if err != nil {
			p = append(p, Problem{path, path + " " + err.Error()})
		}
	}
	say("telegram.token", c.checkToken(slices.Contains(needs, NeedTelegram)))
	say("telegram.api_url", checkURL(c.Telegram.APIURL, "https://api.telegram.org"))
	say("telegram.limits.per_second", checkRate(c.Telegram.Limits.PerSecond, 1000))
	say("telegram.limits.per_chat_per_second", checkRate(c.Telegram.Limits.PerChatPerSecond, 100))
	say("telegram.limits.chat_burst", checkRange(c.Telegram.Limits.ChatBurst, 1, 100))
	say("telegram.limits.group_per_minute", checkRange(c.Telegram.Limits.GroupPerMinute, 0, 1000))
	say("database_url", checkDatabase(c.DatabaseURL))
	if c.HostDatabaseURL != "" {
		say("host_database_url", c.checkHostDatabase())
	}
	say("http.listen", checkListen(c.HTTP.Listen))
	if t := c.HTTP.OpsToken; t != "" && len(t) < minOpsToken {
		say("http.ops_token", fmt.Errorf("is too short to be a secret: make one of %d characters or more with `openssl rand -hex 16`", minOpsToken))
	}
	if c.PublicURL != "" {
		say("public_url", checkURL(c.PublicURL, "https://desk.example.org"))
	}
	say("secret_key", c.checkSecretKey())
	say("log.level", checkOneOf(c.Log.Level, "trace", "debug", "info", "warn", "error"))
	say("log.format", checkOneOf(c.Log.Format, "console", "json"))
	say("texts.language", checkOneOf(c.Texts.Language, "ru", "en"))
	say("bot.page_size", checkRange(c.Bot.PageSize, 1, 20))
	say("bot.workers", checkRange(c.Bot.Workers, 1, 1024))
	say("payments.provider_token", checkProviderToken(c.Payments.ProviderToken))
	say("payments.plans", c.Payments.checkPlans())
	say("payments.grace_days", checkRange(c.Payments.GraceDays, 0, 60))
	say("payments.terms", checkTerms(c.Payments.Terms))
	say("webinar.cookie_url", checkURL(c.Webinar.CookieURL, "https://events.webinar.ru/api"))
	say("webinar.userapi_url", checkURL(c.Webinar.UserAPIURL, "https://userapi.mts-link.ru/v3"))
	say("console.signup", checkOneOf(c.Console.SignUp, "off", "invite", "open"))
	say("discord.hosts", checkHosts(c.Discord.HostList()))
	return p
}

func (c Config) checkToken(needed bool) error {
	switch t := c.Telegram.Token; {
	case t == "" && needed:
		return errors.New("is missing; get a token from @BotFather and set FRONTDESK_TELEGRAM_TOKEN, or try `frontdesk demo`, which needs none")
	case t != "" && !redact.IsBotToken(t):
		return errors.New("does not look like a token of @BotFather (123456789: and 35 letters, digits, - or _); copy it again, whole and without spaces")
	}
	return nil
}

func (c Config) checkSecretKey() error {
	if c.SecretKey == "" {
		if isPostgres(c.DatabaseURL) {
			return errors.New("is missing, and PostgreSQL needs one; make it with `openssl rand -base64 32`, set FRONTDESK_SECRET_KEY, and keep a copy")
		}
		return nil
	}
	if _, err := seal.ParseKey(c.SecretKey); err != nil {
		return errors.New("must be base64 of 32 bytes; make one with: openssl rand -base64 32")
	}
	return nil
}

// checkURL looks at the address of an HTTP server, whose text may hold a secret in the wrong place and is not repeated.
func checkURL(s, example string) error {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return errors.New("must be an address such as " + example)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New(`must be an address without user, password, "?" or "#", such as ` + example)
	}
	if redact.Text(s) != s {
		return errors.New("must not hold a token; write it as " + example)
	}
	return nil
}

func checkListen(s string) error {
	_, port, err := net.SplitHostPort(s)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("is %q and must be an address and a port such as 127.0.0.1:8080, or :8080 for all addresses", s)
	}
	return nil
}

func checkHosts(entries []string) error {
	const how = "must be hosts such as discord.com, separated by commas"
	if len(entries) == 0 {
		return errors.New(how)
	}
	for _, entry := range entries {
		name := strings.TrimPrefix(entry, "http://")
		if u, err := url.Parse("https://" + name); err != nil || u.Host != name || u.Hostname() == "" {
			return fmt.Errorf("holds %q and %s", redact.Text(entry), how)
		}
	}
	return nil
}

func checkOneOf(s string, allowed ...string) error {
	if slices.Contains(allowed, s) {
		return nil
	}
	return fmt.Errorf("is %q and must be %s or %s", s, strings.Join(allowed[:len(allowed)-1], ", "), allowed[len(allowed)-1])
}

func checkRange(n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("is %d and must be from %d to %d", n, least, most)
	}
	return nil
}

func checkRate(f, most float64) error {
	if !(f >= 0 && f <= most) {
		return fmt.Errorf("is %v and must be from 0 (no limit) to %v", f, most)
	}
	return nil
}
