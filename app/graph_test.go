package app_test

import (
	"fmt"
	"slices"
	"testing"

	"frontdesk/app/apptest"
	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// graph is the conversation's table, joined over the flows.
type graph struct {
	states  map[keyboards.State]bool
	buttons map[string]bot.Edge // by door
	inputs  []bot.Edge
	starts  map[string]bot.Edge // the commands
	links   []bot.Edge
	stays   map[keyboards.State]bool // what comes by itself
}

// ownStates are shown by no transition: the machine puts them in the place of what does not work.
func ownStates() []keyboards.State {
	return []keyboards.State{keyboards.StateUnknown, keyboards.StateGone, keyboards.StateBanned}
}

func door(s keyboards.State, a keyboards.Action) string { return fmt.Sprintf("%s.%s", s, a) }

func table(t *testing.T) bot.Table {
	t.Helper()
	return apptest.Open(t, apptest.Options{}).App().Table()
}

func readGraph(t *testing.T) graph {
	t.Helper()
	g := graph{states: map[keyboards.State]bool{}, buttons: map[string]bot.Edge{}, starts: map[string]bot.Edge{}, stays: map[keyboards.State]bool{}}
	for _, f := range table(t).Flows {
		for _, s := range f.Screens {
			g.states[s.State], g.stays[s.State] = true, s.Stays
		}
		for _, b := range f.Buttons {
			g.buttons[door(b.From, b.Action)] = b
		}
		g.inputs = append(g.inputs, f.Inputs...)
		g.links = append(g.links, f.Links...)
		for _, c := range f.Commands {
			g.starts[c.Command] = c
		}
	}
	return g
}

// pressed are the doors of all buttons that any screen shows, with the name of one such screen.
func pressed(t *testing.T) map[string]string {
	t.Helper()
	doors, p := map[string]string{}, printer(t, "ru") // once: it reads the catalogs
	for _, sample := range keyboards.Samples() {
		s := sample.Build(p)
		for _, row := range s.Rows {
			for _, b := range row {
				if b.URL == "" {
					doors[door(s.State, b.Action)] = sample.Name
				}
			}
		}
	}
	return doors
}

func printer(t *testing.T, lang string) texts.Printer {
	t.Helper()
	c, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	return c.For(lang)
}

func TestEveryButtonHasATransitionAndEveryTransitionAButton(t *testing.T) {
	t.Parallel()
	g, doors := readGraph(t), pressed(t)
	for at, sample := range doors {
		if _, ok := g.buttons[at]; !ok {
			t.Errorf("the screen %s has the button %s, which leads nowhere", sample, at)
		}
	}
	for at := range g.buttons {
		if doors[at] == "" {
			t.Errorf("no screen has a button for %s: the transition is dead", at)
		}
	}
}

func TestEveryStateIsReachedAndLeft(t *testing.T) {
	t.Parallel()
	g := readGraph(t)
	reached := map[keyboards.State]bool{}
	queue := slices.Clone(g.starts[keyboards.CommandStart].Next)
	queue = append(queue, ownStates()...)
	for _, name := range []string{keyboards.CommandSignOut, keyboards.CommandLanguage, keyboards.CommandConsole} {
		queue = append(queue, g.starts[name].Next...) // they may be sent from anywhere
	}
	for _, link := range g.links {
		queue = append(queue, link.Next...)
	}
	for s, stays := range g.stays {
		if stays {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if reached[at] {
			continue
		}
		reached[at] = true
		queue = append(queue, g.from(at)...)
	}
	for s := range g.states {
		if g.stays[s] {
			continue // nobody comes there or goes: it is beside what is going on
		}
		if !reached[s] {
			t.Errorf("nobody can come to %q from /start", s)
		}
		if s == keyboards.StateBanned {
			continue // the end: nothing works for the banned
		}
		if next := g.from(s); !slices.ContainsFunc(next, func(n keyboards.State) bool { return n != s }) {
			t.Errorf("nobody can leave %q but by a command", s)
		}
	}
	for s := range reached {
		if !g.states[s] {
			t.Errorf("something leads to %q, which is not drawn", s)
		}
	}
}

// from lists where a state's buttons and its input lead.
func (g graph) from(s keyboards.State) []keyboards.State {
	var next []keyboards.State
	for _, b := range g.buttons {
		if b.From == s {
			next = append(next, b.Next...)
		}
	}
	for _, in := range g.inputs {
		if in.From == s {
			next = append(next, in.Next...)
		}
	}
	return next
}

func TestEveryPromptIsAskedAndEveryStateIsDeclared(t *testing.T) {
	t.Parallel()
	g := readGraph(t)
	meaning := meanings(t)
	for s := range g.states {
		if meaning[s] == "" {
			t.Errorf("keyboards/states.go does not say what %q means", s)
		}
	}
	for s := range meaning {
		if !g.states[s] {
			t.Errorf("no flow draws %q", s)
		}
	}
	for _, in := range g.inputs {
		if !slices.Contains(in.Next, in.From) && in.From != keyboards.StatePassword {
			t.Errorf("who answers %q wrongly is not asked again", in.From)
		}
	}
}

func TestEveryCommandOfTheMenusExists(t *testing.T) {
	t.Parallel()
	g := readGraph(t)
	listed := map[string]bool{}
	for _, role := range []domain.Role{"", domain.RoleSeller, domain.RoleAdmin} {
		for _, c := range keyboards.Commands(printer(t, "ru"), role) {
			listed[c.Name] = true
			if _, ok := g.starts[c.Name]; !ok {
				t.Errorf("the menu of %q lists /%s, which nobody handles", role, c.Name)
			}
		}
	}
	for name := range g.starts {
		if !listed[name] {
			t.Errorf("/%s is in nobody's menu", name)
		}
	}
}
