// Package redact takes secrets out of text that is about to be read by people: log lines, error texts, configuration dumps.
//
// It is the last net and not the first: code that knows a secret keeps it out of its errors itself. The net recognises bot
// tokens, the values of parameters and JSON fields with telling names, bearer tokens, the user part of addresses, and the paths of ours and of Discord's
// that are secrets themselves.
package redact

import (
	"regexp"
	"strings"
)

// Mask stands where a secret was.
const Mask = "***"

// tokenLength is the least length of the secret half of a bot token. Telegram makes 35 characters; the margin is for others.
const tokenLength = 30

// The patterns are tried only where a cheap look says that they could match: log lines pass here by the thousand.
var (
	botToken  = regexp.MustCompile(`\d+(?:(?::|%3[Aa])[A-Za-z0-9_-]{30,})+`) // more than one: what looks like a token may end in a real one's number
	wholeBot  = regexp.MustCompile(`^\d{1,18}:[A-Za-z0-9_-]{30,}$`)
	parameter = regexp.MustCompile(`(?i)(^|[?&;,\s"'(]|\\u0026)((?:[a-z0-9_.-]*[_.-])?(?:token|key|apikey|password|passwd|secret|signature)=)([^&;\s"'<>\\)]+)`)
	field     = regexp.MustCompile(`("(?:[A-Za-z0-9_.-]*[_.-])?(?:token|password|passwd|secret|apikey|api_key|secret_key|cookie|[Aa]uthorization)"\s*:\s*)"(?:[^"\\]|\\.)*"`)
	bearer    = regexp.MustCompile(`(?i)(\bbearer\s+)[A-Za-z0-9._~+/=-]+`)
	path      = regexp.MustCompile(`(/(?:overlay|login|signup|webhooks/\d+)/)[A-Za-z0-9_%-]{16,}`)
	userinfo  = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)[^/?#\s"'<>\\]*@`)
)

// Text returns s with every secret that it recognises replaced by Mask. Text without any is returned as it is.
func Text(s string) string {
	if strings.Contains(s, "://") && strings.Contains(s, "@") {
		s = userinfo.ReplaceAllString(s, "${1}"+Mask+"@")
	}
	if mayHoldPath(s) {
		s = path.ReplaceAllString(s, "${1}"+Mask)
	}
	if mayHoldToken(s) {
		s = botToken.ReplaceAllString(s, Mask)
	}
	if strings.Contains(s, "=") {
		s = parameter.ReplaceAllString(s, "${1}${2}"+Mask)
	}
	if mayHoldField(s) {
		s = field.ReplaceAllString(s, `${1}"`+Mask+`"`)
	}
	if strings.Contains(s, "earer ") || strings.Contains(s, "EARER ") {
		s = bearer.ReplaceAllString(s, "${1}"+Mask)
	}
	return s
}

// Secret returns s without the given secret, in whatever shape it appears, and without all that Text recognises.
// An empty secret is nowhere.
func Secret(s, secret string) string {
	if secret != "" {
		s = strings.ReplaceAll(s, secret, Mask)
	}
	return Text(s)
}

// IsBotToken tells whether s has the shape of a Telegram bot token: the bot's number, a colon, and at least 30 characters.
// What has this shape is what Text recognises, so a token that was accepted is one that logs cannot show.
func IsBotToken(s string) bool { return wholeBot.MatchString(s) }

// mayHoldField looks for the end of a telling field name; names in our own logs are in lower case.
func mayHoldField(s string) bool {
	for _, end := range [...]string{`token"`, `passwd"`, `password"`, `secret"`, `key"`, `cookie"`, `uthorization"`} {
		if strings.Contains(s, end) {
			return true
		}
	}
	return false
}

// mayHoldPath looks for the beginning of a path with a token.
func mayHoldPath(s string) bool {
	for _, begin := range [...]string{"/overlay/", "/login/", "/signup/", "/webhooks/"} {
		if strings.Contains(s, begin) {
			return true
		}
	}
	return false
}

// mayHoldToken looks for a separator with a digit before it and enough token characters after it.
func mayHoldToken(s string) bool {
	for i := 1; i < len(s)-tokenLength; i++ {
		if (s[i] != ':' && s[i] != '%') || s[i-1] < '0' || s[i-1] > '9' {
			continue
		}
		if s[i] == '%' || tokenRun(s[i+1:]) {
			return true
		}
	}
	return false
}

func tokenRun(s string) bool {
	for i := range tokenLength {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}
