// Package bot turns Telegram's updates into use cases and what they leave behind into messages: intake, lanes, the
// state machine, expected input, rendering. The conversation itself is in flows/, one area each, as tables that this
// package runs; it knows no flow by name.
package bot
