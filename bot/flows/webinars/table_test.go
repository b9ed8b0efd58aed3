package webinars_test

import (
	"slices"
	"testing"

	flow "frontdesk/bot/flows/webinars"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

func TestEveryButtonLeadsSomewhereAndEveryDoorHasAButton(t *testing.T) {
	t.Parallel()
	catalog, err := texts.Load("ru")
	if err != nil {
		t.Fatal(err)
	}
	table := flow.Flow(flow.Deps{})
	own, doors, pressed := map[keyboards.State]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range table.Screens {
		own[s.State] = true
	}
	for _, b := range table.Buttons {
		doors[string(b.State)+"."+string(b.Action)] = true
	}
	for _, sample := range keyboards.Samples() {
		s := sample.Build(catalog.For("ru"))
		for _, b := range slices.Concat(s.Rows...) {
			door := string(s.State) + "." + string(b.Action)
			pressed[door] = true
			if own[s.State] && b.URL == "" && !doors[door] {
				t.Errorf("%s: the button %q (%s) leads nowhere", sample.Name, b.Label, door)
			}
		}
	}
	for door := range doors {
		if !pressed[door] {
			t.Errorf("%s is on no screen", door)
		}
	}
}
