package edit

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/shops"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Shops *shops.Service
}

type flow struct{ Deps }

// Flow is the conversation about making and changing shops.
func Flow(d Deps) bot.Flow {
	f := &flow{d}
	return bot.Flow{Name: "edit", Screens: f.screens(), Buttons: f.buttons(), Inputs: f.inputs()}
}

func (f *flow) screens() []bot.ScreenDef {
	about := func(state keyboards.State, load func(context.Context, bot.View) (keyboards.Screen, error)) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Admin, Load: load, Subject: subject}
	}
	return []bot.ScreenDef{
		{State: keyboards.StateNew, Who: bot.Admin, Load: loadNew},
		about(keyboards.StateEdit, f.loadEdit),
		about(keyboards.StateRename, f.prompt(keyboards.Rename)),
		about(keyboards.StateShopKey, f.prompt(keyboards.ShopKey)),
		about(keyboards.StateSlug, f.prompt(keyboards.Slug)),
		about(keyboards.StateStocks, f.loadStocks),
		about(keyboards.StateStock, f.prompt(keyboards.Stock)),
	}
}

func subject(a keyboards.Args) string { return bot.ShopSubject(a.Shop) }

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: bot.Admin, Do: do, Next: next}
	}
	move := func(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
		return on(state, action, bot.MoveTo(next), next)
	}
	ask := func(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
		return on(state, action, f.ask(next), next)
	}
	return []bot.Transition{
		move(keyboards.StateNew, keyboards.ActBack, keyboards.StateMenu),

		ask(keyboards.StateEdit, keyboards.ActRename, keyboards.StateRename),
		ask(keyboards.StateEdit, keyboards.ActShopKey, keyboards.StateShopKey),
		ask(keyboards.StateEdit, keyboards.ActSlug, keyboards.StateSlug),
		move(keyboards.StateEdit, keyboards.ActStocks, keyboards.StateStocks),
		move(keyboards.StateEdit, keyboards.ActBack, keyboards.StateShop),

		move(keyboards.StateRename, keyboards.ActBack, keyboards.StateEdit),
		move(keyboards.StateShopKey, keyboards.ActBack, keyboards.StateEdit),
		move(keyboards.StateShopKey, keyboards.ActSkip, keyboards.StateEdit),
		move(keyboards.StateSlug, keyboards.ActBack, keyboards.StateEdit),

		on(keyboards.StateStocks, keyboards.ActDelete, f.removeStock, keyboards.StateStocks),
		ask(keyboards.StateStocks, keyboards.ActAdd, keyboards.StateStock),
		move(keyboards.StateStocks, keyboards.ActBack, keyboards.StateEdit),

		move(keyboards.StateStock, keyboards.ActBack, keyboards.StateStocks),
	}
}

func (f *flow) inputs() []bot.InputDef {
	// Whoever answers a prompt wrongly is asked again.
	on := func(state keyboards.State, do bot.Handler, next ...keyboards.State) bot.InputDef {
		return bot.InputDef{State: state, Who: bot.Admin, Do: do, Next: append(next, state)}
	}
	key := on(keyboards.StateShopKey, f.setKey, keyboards.StateEdit)
	key.Secret = texts.NoticeKeyStays
	return []bot.InputDef{
		on(keyboards.StateNew, f.create, keyboards.StateShopKey),
		on(keyboards.StateRename, f.rename, keyboards.StateEdit),
		key,
		on(keyboards.StateSlug, f.setSlug, keyboards.StateEdit),
		on(keyboards.StateStock, f.addStock, keyboards.StateStocks),
	}
}

// ask shows a prompt about a shop that is still there.
func (f *flow) ask(next keyboards.State) bot.Handler {
	return func(ctx context.Context, t *bot.Turn) error {
		if _, err := f.Shops.Edit(ctx, t.Who.Sender.ID, t.Args.Shop); err != nil {
			return err
		}
		t.Ask(next, t.Args.Place(), "")
		return nil
	}
}

func loadNew(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.New(v.Printer, keyboards.PromptView{Args: v.Args}), nil
}
