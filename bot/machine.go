package bot

import (
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"frontdesk/keyboards"
	"frontdesk/services/chats"
	"frontdesk/texts"
)

type door struct {
	state  keyboards.State
	action keyboards.Action
}

// Machine is all flows in one table, and the way of an update through it.
type Machine struct {
	screens  map[keyboards.State]ScreenDef
	buttons  map[door]Transition
	inputs   map[keyboards.State]InputDef
	commands map[string]CommandDef
	links    map[string]LinkDef
	files    map[string]FileDef
	flows    []Flow // as they came: what is drawn from them keeps their order

	accounts   Accounts
	moderators Moderators
	payments   Payments
	chats      *chats.Service
	texts      *texts.Catalog
	now        func() time.Time
	log        zerolog.Logger
	strict     bool
}

// MachineDeps are what a machine needs.
type MachineDeps struct {
	Flows    []Flow
	Accounts Accounts
	// Moderators defaults to NoModerators.
	Moderators Moderators
	Payments   Payments
	Chats      *chats.Service
	Texts      *texts.Catalog
	Now        func() time.Time
	Log        zerolog.Logger
	// Strict makes a handler that shows a state which its table entry does not name fail loudly: for tests.
	Strict bool
}

// NewMachine joins the flows. It refuses a table that contradicts itself.
func NewMachine(d MachineDeps) (*Machine, error) {
	m := &Machine{
		screens: map[keyboards.State]ScreenDef{}, buttons: map[door]Transition{}, inputs: map[keyboards.State]InputDef{},
		commands: map[string]CommandDef{}, links: map[string]LinkDef{}, files: map[string]FileDef{}, accounts: d.Accounts, moderators: d.Moderators, payments: d.Payments, chats: d.Chats, texts: d.Texts, now: d.Now, log: d.Log, strict: d.Strict,
	}
	if m.moderators == nil {
		m.moderators = NoModerators{}
	}
	for _, f := range d.Flows {
		if err := m.add(f); err != nil {
			return nil, fmt.Errorf("flow %s: %w", f.Name, err)
		}
		m.flows = append(m.flows, f)
	}
	return m, m.check()
}

func (m *Machine) add(f Flow) error {
	for _, s := range f.Screens {
		if _, twice := m.screens[s.State]; twice || s.Load == nil {
			return fmt.Errorf("screen %q is defined twice, or not drawn", s.State)
		}
		m.screens[s.State] = s
	}
	for _, b := range f.Buttons {
		at := door{b.State, b.Action}
		if _, twice := m.buttons[at]; twice || b.Do == nil {
			return fmt.Errorf("button %s.%s is defined twice, or does nothing", b.State, b.Action)
		}
		m.buttons[at] = b
	}
	for _, in := range f.Inputs {
		if _, twice := m.inputs[in.State]; twice || in.Do == nil {
			return fmt.Errorf("input %q is defined twice, or does nothing", in.State)
		}
		m.inputs[in.State] = in
	}
	for _, c := range f.Commands {
		if _, twice := m.commands[c.Name]; twice || c.Do == nil {
			return fmt.Errorf("command /%s is defined twice, or does nothing", c.Name)
		}
		m.commands[c.Name] = c
	}
	for _, l := range f.Links {
		if _, twice := m.links[l.Prefix]; twice || l.Do == nil {
			return fmt.Errorf("links %q- are defined twice, or do nothing", l.Prefix)
		}
		m.links[l.Prefix] = l
	}
	for _, file := range f.Files {
		if _, twice := m.files[file.Name]; twice || file.Make == nil {
			return fmt.Errorf("file %q is defined twice, or is not made", file.Name)
		}
		m.files[file.Name] = file
	}
	return nil
}

func (m *Machine) check() error {
	var errs []error
	for at, b := range m.buttons {
		if _, ok := m.screens[at.state]; !ok {
			errs = append(errs, fmt.Errorf("button %s.%s is on a screen that does not exist", at.state, at.action))
		}
		errs = append(errs, m.checkNext(fmt.Sprintf("button %s.%s", at.state, at.action), b.Next))
	}
	for state, in := range m.inputs {
		if _, ok := m.screens[state]; !ok {
			errs = append(errs, fmt.Errorf("input %q has no prompt", state))
		}
		errs = append(errs, m.checkNext(fmt.Sprintf("input %s", state), in.Next))
	}
	for name, c := range m.commands {
		errs = append(errs, m.checkNext("/"+name, c.Next))
	}
	for prefix, l := range m.links {
		errs = append(errs, m.checkNext("link "+prefix, l.Next))
	}
	for _, s := range append(Homes(), keyboards.StateUnknown, keyboards.StateGone) {
		if _, ok := m.screens[s]; !ok {
			errs = append(errs, fmt.Errorf("the machine itself shows %q, which no flow draws", s))
		}
	}
	return errors.Join(errs...)
}

func (m *Machine) checkNext(what string, next []keyboards.State) error {
	for _, s := range next {
		if _, ok := m.screens[s]; !ok {
			return fmt.Errorf("%s leads to %q, which does not exist", what, s)
		}
	}
	return nil
}
