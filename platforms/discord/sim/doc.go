// Package sim is a Discord that knows webhooks only: it checks what it is sent as discord/discord-api-docs say, keeps what was
// posted, limits each webhook, and fails on demand.
//
// Where the documents leave a rule open, it is strict: lengths count UTF-16 units, an unknown field is refused, the name of a
// message must keep the rules of a webhook's name, and a request without a proper User-Agent gets an error page.
package sim
