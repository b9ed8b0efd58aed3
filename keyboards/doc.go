// Package keyboards builds what the bot shows: a screen is a pure function of a view and a language's texts, and every
// button carries its own state, action and arguments in at most 64 bytes of callback data.
package keyboards
