package bot

import (
	"context"

	"frontdesk/keyboards"
)

// The handlers that only lead on. What else a press does stands in the flow of its button.

// GoHome leads a person to where they belong.
func GoHome(_ context.Context, t *Turn) error {
	t.Show(t.Who.Home(), keyboards.Args{})
	return nil
}

// Open leads to a screen that is about nothing in particular.
func Open(next keyboards.State) Handler {
	return func(_ context.Context, t *Turn) error {
		t.Show(next, keyboards.Args{})
		return nil
	}
}

// MoveTo leads to a screen about the same thing, at the same place of its list.
func MoveTo(next keyboards.State) Handler {
	return func(_ context.Context, t *Turn) error {
		t.Show(next, t.Args.Place())
		return nil
	}
}
