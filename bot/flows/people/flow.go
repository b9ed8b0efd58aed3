package people

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
)

// Deps are what the flow works with.
type Deps struct {
	Accounts *accounts.Service
	PageSize int // people, or shops, on a page; default 5
	// Payments counts a person's payments; nil: there are none.
	Payments func(ctx context.Context, person int64) (int, error)
}

const defaultPageSize = 5

type flow struct{ Deps }

// Flow is the conversation about people. Everything in it is for admins alone.
func Flow(d Deps) bot.Flow {
	if d.PageSize <= 0 {
		d.PageSize = defaultPageSize
	}
	f := &flow{d}
	return bot.Flow{Name: "people", Screens: f.screens(), Buttons: f.buttons(), Inputs: f.inputs()}
}

func (f *flow) screens() []bot.ScreenDef {
	subject := func(a keyboards.Args) string { return accounts.Subject(a.Person) }
	return []bot.ScreenDef{
		{State: keyboards.StatePeople, Who: bot.Admin, Load: f.loadPeople},
		{State: keyboards.StatePeopleFind, Who: bot.Admin, Load: f.loadFind},
		{State: keyboards.StatePerson, Who: bot.Admin, Load: f.loadPerson, Subject: subject},
		{State: keyboards.StateReason, Who: bot.Admin, Load: f.loadReason},
		{State: keyboards.StatePersonShops, Who: bot.Admin, Load: f.loadShops},
	}
}

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: bot.Admin, Do: do, Next: next}
	}
	move := func(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
		return on(state, action, show(next), next)
	}
	return []bot.Transition{
		move(keyboards.StatePeople, keyboards.ActOpen, keyboards.StatePerson),
		move(keyboards.StatePeople, keyboards.ActPage, keyboards.StatePeople),
		on(keyboards.StatePeople, keyboards.ActCount, bot.PagePosition),
		on(keyboards.StatePeople, keyboards.ActFind, askFind, keyboards.StatePeopleFind),
		move(keyboards.StatePeople, keyboards.ActAll, keyboards.StatePeople),
		move(keyboards.StatePeople, keyboards.ActBack, keyboards.StateMenu),

		move(keyboards.StatePeopleFind, keyboards.ActBack, keyboards.StatePeople),

		on(keyboards.StatePerson, keyboards.ActBan, f.askReason, keyboards.StateReason, keyboards.StatePerson),
		on(keyboards.StatePerson, keyboards.ActUnban, f.unban, keyboards.StatePerson),
		on(keyboards.StatePerson, keyboards.ActSet, f.setActive, keyboards.StatePerson),
		move(keyboards.StatePerson, keyboards.ActShops, keyboards.StatePersonShops),
		move(keyboards.StatePerson, keyboards.ActBack, keyboards.StatePeople),

		on(keyboards.StateReason, keyboards.ActSkip, f.banSilently, keyboards.StatePerson),
		move(keyboards.StateReason, keyboards.ActBack, keyboards.StatePerson),

		move(keyboards.StatePersonShops, keyboards.ActOpen, keyboards.StateShop),
		move(keyboards.StatePersonShops, keyboards.ActPage, keyboards.StatePersonShops),
		on(keyboards.StatePersonShops, keyboards.ActCount, bot.PagePosition),
		move(keyboards.StatePersonShops, keyboards.ActBack, keyboards.StatePerson),
	}
}

func (f *flow) inputs() []bot.InputDef {
	return []bot.InputDef{
		{
			State: keyboards.StatePeopleFind, Who: bot.Admin, Do: bot.Search(keyboards.StatePeopleFind, keyboards.StatePeople, f.count),
			Next: []keyboards.State{keyboards.StatePeople, keyboards.StatePeopleFind},
		},
		{
			State: keyboards.StateReason, Who: bot.Admin, Do: f.ban,
			Next: []keyboards.State{keyboards.StatePerson, keyboards.StateReason},
		},
	}
}

// show moves on to a state with the button's arguments, which are those of that state.
func show(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		args := t.Args
		args.Value, args.Change = 0, 0
		if next != keyboards.StatePersonShops {
			args.Item = 0 // there it is the page of the list of people
		}
		t.Show(next, args)
		return nil
	}
}
