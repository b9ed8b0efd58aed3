// Command genkeys writes the constants of package texts from a catalog: go generate ./texts.
package main

import (
	"fmt"
	"os"

	"frontdesk/texts/internal/catalog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "genkeys:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: genkeys CATALOG.yaml KEYS.go")
	}
	raw, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	messages, err := catalog.Read(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	source, err := catalog.Source(messages)
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], source, 0o644)
}
