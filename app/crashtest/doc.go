// Package crashtest kills the running program at random moments and shows that nothing is lost and nothing done twice.
//
// The program is a real process with a real database file. Telegram is the simulator, in the test's own process, so that
// it outlives every kill. `make crash` kills 200 times; `make test` 20 times.
package crashtest
