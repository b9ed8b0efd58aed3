// runner starts one bot against the canned server and measures how it works through the updates. It prints one line of
// JSON. Everything is bounded: by count (-n) and by time (-timeout). The bot gets API (base URL) and TOKEN in its
// environment, and is asked to end when it is done.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"frontdesk/bench/canned"
	"frontdesk/bench/proc"
	"frontdesk/bench/run"
)

func main() {
	if err := measure(); err != nil {
		fmt.Fprintln(os.Stderr, "runner:", err)
		os.Exit(1)
	}
}

func measure() error {
	var o run.Options
	flag.StringVar(&o.Name, "name", "bot", "label of the run")
	flag.IntVar(&o.Round, "round", 0, "label of the run")
	flag.IntVar(&o.Server.Updates, "n", 20000, "updates that are measured")
	flag.IntVar(&o.Server.Warm, "warm", 4000, "updates before the clock starts, at least 1")
	flag.IntVar(&o.Server.People, "people", 977, "people who send them")
	flag.IntVar(&o.Server.Window, "window", 0, "hold getUpdates while more than window-100 updates are unfinished; 0: never")
	flag.Float64Var(&o.Server.Rate, "rate", 0, "updates a second; 0: as fast as the bot asks")
	flag.DurationVar(&o.Timeout, "timeout", 150*time.Second, "of the whole run")
	flag.StringVar(&o.CPU, "cpu", "", "pin the bot to these processors (taskset -c)")
	flag.StringVar(&o.Log, "log", os.DevNull, "file for what the bot prints")
	shop := flag.Bool("real", false, "Frontdesk's own flows: a command that names itself in the answer, a press that opens a shop's page")
	verbose := flag.Bool("v", false, "print every call")
	flag.Parse()
	o.Server.Flow = canned.Echo
	if *shop {
		o.Server.Flow = canned.Shop
	}
	if *verbose {
		o.Server.Watch = func(method string, body []byte) {
			fmt.Fprintf(os.Stderr, "%s %q\n", method, body[:min(len(body), 300)])
		}
	}
	result, err := run.Measure(o, func(s *canned.Server) (*proc.Child, error) {
		return proc.Start(o.CPU, o.Log, []string{"API=" + s.URL(), "TOKEN=" + canned.Token}, flag.Args()...)
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}
