// Package configs holds Frontdesk's configuration: one plain struct, loaded once at the start from a file and the environment.
//
// One table (keys.go) describes every key. The defaults, the environment's names, the check for unknown keys, the redacted
// dump, docs/configuration.md and both sample files all come from it.
package configs

import (
	"strings"
	"unicode"
)

// Config is the whole configuration. The comments on the keys stand in the table, which people read as well.
type Config struct {
	// File is where the configuration was found; empty when there was only the environment. It is no key.
	File string

	Telegram        Telegram
	DatabaseURL     string
	HostDatabaseURL string
	HTTP            HTTP
	PublicURL       string
	SecretKey       string // base64; see seal.ParseKey
	Log             Log
	Texts           Texts
	Bot             Bot
	Payments        Payments
	Webinar         Webinar
	Discord         Discord
	Console         Console
}

// Telegram is the bot's account and how fast it may speak.
type Telegram struct {
	Token      string
	APIURL     string
	ReportChat int64 // 0 means none
	Limits     Limits
}

// Limits are Telegram's limits on sending.
type Limits struct {
	PerSecond        float64
	PerChatPerSecond float64
	ChatBurst        int
	GroupPerMinute   int
}

// HTTP is Frontdesk's own server.
type HTTP struct {
	Listen   string
	OpsToken string // opens /metrics and /debug/pprof/
}

// Log is what is logged and how.
type Log struct {
	Level  string // trace, debug, info, warn or error
	Format string // console or json
}

// Texts is how Frontdesk speaks.
type Texts struct {
	Language string // ru or en
}

// Bot is how the bot works.
type Bot struct {
	PageSize    int
	HelpContact string
	Workers     int
}

// Webinar is where the webinar platform answers, by its two faces.
type Webinar struct {
	CookieURL  string
	UserAPIURL string
}

// Discord is where approved messages may be relayed to.
type Discord struct {
	Hosts string // separated by commas; see HostList
}

// Console is the web pages for people.
type Console struct {
	SignUp string // who may sign up: off, invite or open
}

// HostList are the hosts that a Discord webhook may point to.
func (d Discord) HostList() []string {
	return strings.FieldsFunc(d.Hosts, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

// Default is the configuration of an empty file and an empty environment.
func Default() Config {
	var c Config
	for _, k := range Keys() {
		_ = k.set(&c, k.Default) // of the field's own type, as a test makes sure
	}
	return c
}

// String is Redacted, so that a configuration that is printed by accident shows no secret.
func (c Config) String() string { return c.Redacted() }

// GoString is Redacted as well.
func (c Config) GoString() string { return c.Redacted() }
