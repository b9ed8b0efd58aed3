// seed fills a migrated database of Frontdesk with the sellers and shops that the runner's updates come from.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"frontdesk/bench/house"
)

func main() {
	path := flag.String("db", "", "the migrated database")
	people := flag.Int("people", 977, "sellers, each with a shop")
	flag.Parse()
	if err := seed(*path, *people); err != nil {
		fmt.Fprintln(os.Stderr, "seed:", err)
		os.Exit(1)
	}
}

func seed(path string, people int) error {
	db, err := house.OpenFile(path, "")
	if err != nil {
		return err
	}
	defer db.Close()
	return house.Seed(context.Background(), db, people)
}
