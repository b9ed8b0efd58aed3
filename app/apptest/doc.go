// Package apptest runs the whole of Frontdesk in a test: the real app on real databases, in front of the Telegram
// simulator, with a clock that moves only when the test says so. Tests act as people do: they send, tap and see.
package apptest
