package shops

import (
	"context"
	"time"

	"frontdesk/bot"
	"frontdesk/keyboards"
	service "frontdesk/services/shops"
)

// Deps are what the flow works with.
type Deps struct {
	Shops    *service.Service
	PageSize int            // shops on a page of the list; default 5
	Location *time.Location // the zone in which times are shown; nil means UTC
}

const defaultPageSize = 5

type flow struct{ Deps }

// Flow is the conversation about shops.
func Flow(d Deps) bot.Flow {
	if d.PageSize <= 0 {
		d.PageSize = defaultPageSize
	}
	if d.Location == nil {
		d.Location = time.UTC
	}
	f := &flow{d}
	return bot.Flow{
		Name:    "shops",
		Screens: f.screens(),
		Buttons: f.buttons(),
		Inputs: []bot.InputDef{
			{State: keyboards.StateFind, Who: bot.Active, Do: bot.Search(keyboards.StateFind, keyboards.StateShops, f.count), Next: to(keyboards.StateShops, keyboards.StateFind)},
		},
	}
}

func (f *flow) screens() []bot.ScreenDef {
	about := func(state keyboards.State, load func(context.Context, bot.View) (keyboards.Screen, error)) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Active, Load: load, Subject: subject}
	}
	return []bot.ScreenDef{
		{State: keyboards.StateShops, Who: bot.Active, Load: f.loadShops},
		{State: keyboards.StateFind, Who: bot.Active, Load: f.loadFind},
		about(keyboards.StateShop, f.loadShop),
		about(keyboards.StateInfo, f.loadInfo),
		about(keyboards.StateActive, f.loadActive),
		about(keyboards.StateOff, f.loadOff),
		about(keyboards.StatePrice, f.loadPrice),
		about(keyboards.StateUnlink, f.loadUnlink),
	}
}

func subject(a keyboards.Args) string { return bot.ShopSubject(a.Shop) }

func to(states ...keyboards.State) []keyboards.State { return states }

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: bot.Active, Do: do, Next: next}
	}
	move := func(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
		return on(state, action, bot.MoveTo(next), next)
	}
	return []bot.Transition{
		move(keyboards.StateShops, keyboards.ActOpen, keyboards.StateShop),
		move(keyboards.StateShops, keyboards.ActPage, keyboards.StateShops),
		on(keyboards.StateShops, keyboards.ActCount, bot.PagePosition),
		on(keyboards.StateShops, keyboards.ActFind, ask(keyboards.StateFind), keyboards.StateFind),
		move(keyboards.StateShops, keyboards.ActAll, keyboards.StateShops),
		on(keyboards.StateShops, keyboards.ActAdd, ask(keyboards.StateKey), keyboards.StateKey),
		move(keyboards.StateShops, keyboards.ActBack, keyboards.StateMenu),

		move(keyboards.StateFind, keyboards.ActBack, keyboards.StateShops),

		move(keyboards.StateShop, keyboards.ActInfo, keyboards.StateInfo),
		on(keyboards.StateShop, keyboards.ActActive, f.openSwitch(active()), keyboards.StateActive),
		on(keyboards.StateShop, keyboards.ActPrice, f.openSwitch(price()), keyboards.StatePrice),
		move(keyboards.StateShop, keyboards.ActUnlink, keyboards.StateUnlink),
		move(keyboards.StateShop, keyboards.ActEdit, keyboards.StateEdit),
		on(keyboards.StateShop, keyboards.ActBack, showList, keyboards.StateShops, keyboards.StatePersonShops),

		move(keyboards.StateInfo, keyboards.ActBack, keyboards.StateShop),

		on(keyboards.StateActive, keyboards.ActSet, f.setActive, keyboards.StateActive, keyboards.StateOff),
		move(keyboards.StateActive, keyboards.ActOff, keyboards.StateOff),
		on(keyboards.StateActive, keyboards.ActUndo, f.undo(active()), keyboards.StateActive),
		move(keyboards.StateActive, keyboards.ActBack, keyboards.StateShop),

		on(keyboards.StateOff, keyboards.ActYes, f.switchOff, keyboards.StateActive),
		on(keyboards.StateOff, keyboards.ActNo, f.openSwitch(active()), keyboards.StateActive),

		on(keyboards.StatePrice, keyboards.ActSet, f.setPrice, keyboards.StatePrice),
		on(keyboards.StatePrice, keyboards.ActUndo, f.undo(price()), keyboards.StatePrice),
		move(keyboards.StatePrice, keyboards.ActBack, keyboards.StateShop),

		on(keyboards.StateUnlink, keyboards.ActYes, f.unlink, keyboards.StateShops, keyboards.StatePersonShops),
		move(keyboards.StateUnlink, keyboards.ActNo, keyboards.StateShop),
	}
}

// ask is show for a prompt.
func ask(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		t.Ask(next, t.Args.Place(), "")
		return nil
	}
}

// showList leads to the list that a shop was opened from: a person's shops, or the list of shops.
func showList(_ context.Context, t *bot.Turn) error {
	args := t.Args.Place()
	args.Shop = 0
	if args.Person != 0 {
		t.Show(keyboards.StatePersonShops, args)
	} else {
		t.Show(keyboards.StateShops, args)
	}
	return nil
}
