// Package sim is a Telegram Bot API server for tests, benchmarks and the demo. It keeps chats, messages, keyboards,
// callback queries and the update queue in memory, refuses what the real server refuses with the same words, and holds
// every request against the public specification of Bot API 10.3 (telegram-bot-api.json: names, types and required
// fields of every method and type).
//
// Behaviour and texts follow the source of the real server, tdlib/telegram-bot-api and tdlib/td. Where the real behaviour
// is not known, the simulator is strict in what it takes from the bot.
//
// Three sides use one Server: the bot under test speaks to BotHandler; people act through AddPerson, Send, Tap, Delete
// and Block (package simtest wraps them for tests); and a messenger page in a browser speaks to MessengerHandler.
// Everything is safe for concurrent use.
package sim
