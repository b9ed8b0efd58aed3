// Package crashtest kills the running program at random moments and shows that nothing is lost and nothing done twice.
//
// The program is a real process with real databases, SQLite files or PostgreSQL. Telegram is the simulator, in the test's own
// process, so that it outlives every kill. `make crash` kills 200 times and half as often again beside a host's database, on
// each engine, and lets PostgreSQL die 50 times; `make test` does a tenth of that. The same for a webinar whose chat is moderated and
// relayed to Discord, with as many kills again.
package crashtest
