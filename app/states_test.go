package app_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"frontdesk/bot"
	"frontdesk/keyboards"
)

var update = flag.Bool("update", false, "draw docs/states.md anew")

const statesFile = "../docs/states.md"

func TestStatesAreDrawnAsTheyAre(t *testing.T) {
	t.Parallel()
	want := drawStates(table(t), meanings(t))
	if *update {
		if err := os.WriteFile(statesFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(statesFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Error("docs/states.md is stale; renew it with: go test ./app -run States -update")
	}
}

// meanings reads what each state means from the comment behind its constant.
func meanings(t *testing.T) map[keyboards.State]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../keyboards/states.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found := map[keyboards.State]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		kind, ok := spec.Type.(*ast.Ident)
		literal, isLiteral := spec.Values[0].(*ast.BasicLit)
		if !ok || !isLiteral || kind.Name != "State" {
			return true
		}
		name, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		found[keyboards.State(name)] = strings.TrimSpace(spec.Comment.Text())
		return true
	})
	return found
}

// title is a flow's heading; a new flow shows up under its own name.
func title(flow string) string {
	titles := map[string]string{
		"start": "Beginning, help, language, subscription", "signin": "Signing in", "shops": "Shops",
		"edit": "Making and changing shops (where there is no Django)", "people": "People (for admins)",
		"webinars": "Webinars",
	}
	if s, ok := titles[flow]; ok {
		return s
	}
	return flow
}

func drawStates(table bot.Table, meaning map[keyboards.State]string) string {
	var b strings.Builder
	b.WriteString(`# The conversation

Drawn from the machine's table by ` + "`go test ./app -run States -update`" + `; a test fails when it is stale.

Each state is a screen of the bot. An arrow names the buttons that lead along it (by their action in the callback data),
"text" is what a person sends in answer to a question, and /name is a command, which works in every state. "home" stands
for the one of role, idle and menu where the person belongs. States of other sections have dashed borders. Buttons that
only stay (turning a page, a switch) are in the tables. The machine itself shows "what" to a text that nobody waits for and
"gone" under a button that leads nowhere any more.
`)
	for _, f := range table.Flows {
		fmt.Fprintf(&b, "\n## %s\n\n", title(f.Name))
		drawFlow(&b, f)
		b.WriteString("\n| state | what it is | for whom | buttons that stay |\n|---|---|---|---|\n")
		for _, s := range f.Screens {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", s.State, meaning[s.State], s.Who, strings.Join(staying(table, s.State), ", "))
		}
	}
	return b.String()
}

// arrow is everything that leads from one state to another.
type arrow struct {
	from, to string
	by       []string
}

type drawing struct {
	own    map[keyboards.State]bool
	arrows []*arrow
	others []string // states of other flows, in the order of their appearance
}

func drawFlow(b *strings.Builder, f bot.FlowTable) {
	d := &drawing{own: map[keyboards.State]bool{}}
	for _, s := range f.Screens {
		d.own[s.State] = true
	}
	for _, c := range f.Commands {
		d.lead("[*]", "/"+c.Command, c.Next)
	}
	for _, l := range f.Links {
		d.lead("[*]", "link "+l.Link, l.Next)
	}
	for _, e := range f.Buttons {
		d.lead(d.name(e.From), string(e.Action), e.Next)
	}
	for _, e := range f.Inputs {
		d.lead(d.name(e.From), "text", e.Next)
	}
	b.WriteString("```mermaid\nstateDiagram-v2\n    classDef other stroke-dasharray: 4 4\n")
	for _, a := range d.arrows {
		fmt.Fprintf(b, "    %s --> %s : %s\n", a.from, a.to, strings.Join(a.by, ", "))
	}
	for _, s := range d.others {
		fmt.Fprintf(b, "    class %s other\n", s)
	}
	b.WriteString("```\n")
}

// lead adds arrows, but those that stay.
func (d *drawing) lead(from, by string, next []keyboards.State) {
	var to []string
	rest := slices.Clone(next)
	if isHome(next) {
		rest = slices.DeleteFunc(rest, func(s keyboards.State) bool { return slices.Contains(bot.Homes(), s) })
		to = append(to, "home")
		d.other("home")
	}
	for _, s := range rest {
		to = append(to, d.name(s))
	}
	for _, s := range to {
		if s != from {
			d.add(from, s, by)
		}
	}
}

func (d *drawing) add(from, to, by string) {
	for _, a := range d.arrows {
		if a.from == from && a.to == to {
			if !slices.Contains(a.by, by) {
				a.by = append(a.by, by)
			}
			return
		}
	}
	d.arrows = append(d.arrows, &arrow{from, to, []string{by}})
}

func (d *drawing) name(s keyboards.State) string {
	if !d.own[s] {
		d.other(string(s))
	}
	return string(s)
}

func (d *drawing) other(name string) {
	if !slices.Contains(d.others, name) {
		d.others = append(d.others, name)
	}
}

func isHome(next []keyboards.State) bool {
	return !slices.ContainsFunc(bot.Homes(), func(s keyboards.State) bool { return !slices.Contains(next, s) })
}

// staying lists the buttons of a state that lead nowhere else, whichever flow they belong to.
func staying(table bot.Table, s keyboards.State) []string {
	var list []string
	for _, f := range table.Flows {
		for _, e := range f.Buttons {
			elsewhere := slices.ContainsFunc(e.Next, func(n keyboards.State) bool { return n != s })
			if e.From == s && !elsewhere {
				list = append(list, string(e.Action))
			}
		}
	}
	return list
}
