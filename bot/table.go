package bot

import (
	"slices"

	"frontdesk/keyboards"
)

// Table is the conversation as data, to be read: for drawing it and for holding it against the keyboards.
type Table struct {
	Flows []FlowTable
}

// FlowTable is what one flow brings to the table, in the flow's own order.
type FlowTable struct {
	Name     string
	Screens  []Place
	Buttons  []Edge
	Inputs   []Edge // From is the prompt that is answered
	Commands []Edge // From is empty
	Links    []Edge // the same; Link is its prefix
}

// Place is a state and who may be there.
type Place struct {
	State keyboards.State
	Who   Access
	Stays bool // nobody goes there: it comes by itself, beside what is going on
}

// Edge is one way through the conversation.
type Edge struct {
	From    keyboards.State
	Action  keyboards.Action // of a button
	Command string           // of a command, without the slash
	Link    string           // of a link: its prefix
	Who     Access
	Next    []keyboards.State
}

// Table gives a copy of the machine's table.
func (m *Machine) Table() Table {
	t := Table{Flows: make([]FlowTable, 0, len(m.flows))}
	for _, f := range m.flows {
		part := FlowTable{Name: f.Name}
		for _, s := range f.Screens {
			part.Screens = append(part.Screens, Place{State: s.State, Who: s.Who, Stays: s.Stays})
		}
		for _, b := range f.Buttons {
			part.Buttons = append(part.Buttons, Edge{From: b.State, Action: b.Action, Who: b.Who, Next: slices.Clone(b.Next)})
		}
		for _, in := range f.Inputs {
			part.Inputs = append(part.Inputs, Edge{From: in.State, Who: in.Who, Next: slices.Clone(in.Next)})
		}
		for _, c := range f.Commands {
			part.Commands = append(part.Commands, Edge{Command: c.Name, Who: c.Who, Next: slices.Clone(c.Next)})
		}
		for _, l := range f.Links {
			part.Links = append(part.Links, Edge{Link: l.Prefix, Who: l.Who, Next: slices.Clone(l.Next)})
		}
		t.Flows = append(t.Flows, part)
	}
	return t
}
