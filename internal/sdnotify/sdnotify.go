// Package sdnotify tells systemd how a service is doing: sd_notify(3), Type=notify and WatchdogSec= in systemd.service(5).
package sdnotify

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"
)

// States of sd_notify(3).
const (
	Ready    = "READY=1"
	Stopping = "STOPPING=1"
	watchdog = "WATCHDOG=1"
)

// Notifier speaks to the systemd that started this process. The zero value speaks to nobody.
type Notifier struct {
	socket   string
	watchdog time.Duration // 0: nobody watches
}

// FromEnvironment reads what systemd has set: getenv is os.Getenv, pid this process's. A watchdog that was meant for
// another process of the service is not ours.
func FromEnvironment(getenv func(string) string, pid int) Notifier {
	n := Notifier{socket: getenv("NOTIFY_SOCKET")}
	usec, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64)
	if owner := getenv("WATCHDOG_PID"); err == nil && usec > 0 && (owner == "" || owner == strconv.Itoa(pid)) {
		n.watchdog = time.Duration(usec) * time.Microsecond
	}
	return n
}

// FromProcess is FromEnvironment of this process.
func FromProcess() Notifier { return FromEnvironment(os.Getenv, os.Getpid()) }

// Tell sends one or more states, a line each. Without systemd it does nothing.
func (n Notifier) Tell(state string) error {
	if n.socket == "" {
		return nil
	}
	// A name that begins with @ is in the abstract namespace; package net knows that.
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: n.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("cannot reach systemd: %w", err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("cannot tell systemd: %w", err)
	}
	return nil
}

// Watch tells the watchdog twice in its time that we are alive, for as long as alive returns nil, until ctx ends. While
// alive does not return, nothing is told, and systemd starts the service anew. Without a watchdog it waits for ctx.
func (n Notifier) Watch(ctx context.Context, alive func(ctx context.Context) error) {
	if n.socket == "" || n.watchdog == 0 {
		<-ctx.Done()
		return
	}
	ticker := time.NewTicker(n.watchdog / 2)
	defer ticker.Stop()
	for {
		if alive(ctx) == nil {
			_ = n.Tell(watchdog) // when systemd cannot be reached, it will tell us so
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
