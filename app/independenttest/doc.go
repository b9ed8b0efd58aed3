// Package independenttest holds the bot against a Bot API server that we did not write: the npm package
// telegram-test-api. Our own simulator could share our misunderstandings; this one has its own.
package independenttest
