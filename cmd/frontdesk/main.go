// Command frontdesk is the front desk of a shop, run from Telegram.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // people name their zones, and small machines do not have them
)

func main() {
	// On a machine with one core the whole program would stand still while SQLite waits for the disk: measured, two
	// threads of Go handle more than twice as many updates there, for less work each.
	if runtime.GOMAXPROCS(0) == 1 {
		runtime.GOMAXPROCS(2)
	}
	// The heap is small beside what a machine has: letting it grow to five times what is alive saves most of the collecting.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
