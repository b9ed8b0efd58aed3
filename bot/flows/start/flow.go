package start

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Accounts *accounts.Service
	Chats    *chats.Service
	Texts    *texts.Catalog
	Contact  string // whom people may ask for help; may be empty
	CanEdit  bool   // shops live in our own database: admins make and change them here
}

type flow struct{ Deps }

// Flow is the conversation's beginning and its fixed points.
func Flow(d Deps) bot.Flow {
	f := &flow{d}
	return bot.Flow{Name: "start", Screens: f.screens(), Buttons: f.buttons(), Commands: f.commands()}
}

// Home is where a person belongs: the menu, or the only thing that is open to them.
func Home(w bot.Who) keyboards.State {
	switch {
	case !w.SignedIn():
		return keyboards.StateRole
	case !w.Active():
		return keyboards.StateIdle
	default:
		return keyboards.StateMenu
	}
}

// Homes are all that Home may give.
func Homes() []keyboards.State {
	return []keyboards.State{keyboards.StateRole, keyboards.StateIdle, keyboards.StateMenu}
}

func (f *flow) screens() []bot.ScreenDef {
	return []bot.ScreenDef{
		{State: keyboards.StateRole, Who: bot.Anyone, Load: f.loadHome},
		{State: keyboards.StateMenu, Who: bot.Active, Load: f.loadHome},
		{State: keyboards.StateIdle, Who: bot.SignedIn, Load: f.loadHome},
		{State: keyboards.StateHelp, Who: bot.Anyone, Load: f.loadHelp},
		{State: keyboards.StateLanguage, Who: bot.Anyone, Load: loadLanguage},
		{State: keyboards.StateSubs, Who: bot.SignedIn, Load: f.loadSubs},
		{State: keyboards.StateUnknown, Who: bot.Anyone, Load: f.loadUnknown},
		{State: keyboards.StateGone, Who: bot.Anyone, Load: f.loadGone},
		{State: keyboards.StateOut, Who: bot.Anyone, Load: loadOut},
		{State: keyboards.StateBanned, Who: bot.Anyone, Load: f.loadBanned},
	}
}

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, who bot.Access, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: who, Do: do, Next: next}
	}
	move := func(state keyboards.State, action keyboards.Action, who bot.Access, next keyboards.State) bot.Transition {
		return on(state, action, who, show(next), next)
	}
	goHome := func(state keyboards.State, action keyboards.Action) bot.Transition {
		return on(state, action, bot.Anyone, home, Homes()...)
	}
	return []bot.Transition{
		move(keyboards.StateRole, keyboards.ActHelp, bot.Anyone, keyboards.StateHelp),

		move(keyboards.StateMenu, keyboards.ActShops, bot.Active, keyboards.StateShops),
		move(keyboards.StateMenu, keyboards.ActPeople, bot.Admin, keyboards.StatePeople),
		on(keyboards.StateMenu, keyboards.ActNew, bot.Admin, askNew, keyboards.StateNew),
		move(keyboards.StateMenu, keyboards.ActSubs, bot.SignedIn, keyboards.StateSubs),
		move(keyboards.StateMenu, keyboards.ActHelp, bot.Anyone, keyboards.StateHelp),
		move(keyboards.StateMenu, keyboards.ActLanguage, bot.Anyone, keyboards.StateLanguage),

		move(keyboards.StateIdle, keyboards.ActSubs, bot.SignedIn, keyboards.StateSubs),
		move(keyboards.StateIdle, keyboards.ActHelp, bot.Anyone, keyboards.StateHelp),

		goHome(keyboards.StateHelp, keyboards.ActBack),
		goHome(keyboards.StateSubs, keyboards.ActBack),
		on(keyboards.StateLanguage, keyboards.ActSet, bot.Anyone, f.setLanguage, keyboards.StateLanguage),
		goHome(keyboards.StateLanguage, keyboards.ActBack),

		goHome(keyboards.StateUnknown, keyboards.ActMenu),
		move(keyboards.StateUnknown, keyboards.ActHelp, bot.Anyone, keyboards.StateHelp),
		goHome(keyboards.StateGone, keyboards.ActMenu),
		goHome(keyboards.StateOut, keyboards.ActMenu),
	}
}

// commands stand in the menus in this order. /start is in a stranger's menu alone, /menu in those of the signed-in;
// both work for everybody.
func (f *flow) commands() []bot.CommandDef {
	all := []bot.Menu{bot.MenuStranger, bot.MenuSeller, bot.MenuAdmin}
	roles := all[1:]
	return []bot.CommandDef{
		{Name: keyboards.CommandStart, Do: home, Next: Homes(), Describe: texts.CommandStartStranger, Menus: all[:1]},
		{Name: keyboards.CommandMenu, Do: home, Next: Homes(), Describe: texts.ButtonMenu, Menus: roles},
		{
			Name: keyboards.CommandHelp, Do: show(keyboards.StateHelp), Next: []keyboards.State{keyboards.StateHelp},
			Describe: texts.CommandHelp, Menus: all,
		},
		{Name: keyboards.CommandCancel, Do: f.cancel, Next: Homes(), Describe: texts.CommandCancel, Menus: roles},
		{
			Name: keyboards.CommandLanguage, Do: show(keyboards.StateLanguage), Next: []keyboards.State{keyboards.StateLanguage},
			Describe: texts.CommandLanguage, Menus: all,
		},
		{
			Name: keyboards.CommandSignOut, Do: f.signOut, Next: []keyboards.State{keyboards.StateOut, keyboards.StateRole},
			Describe: texts.CommandSignOut, Menus: roles,
		},
	}
}

func show(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		t.Show(next, keyboards.Args{})
		return nil
	}
}

// home leads a person to where they belong. What stands behind /start (a deep link) is for later.
func home(_ context.Context, t *bot.Turn) error {
	t.Show(Home(t.Who), keyboards.Args{})
	return nil
}

func askNew(_ context.Context, t *bot.Turn) error {
	t.Ask(keyboards.StateNew, keyboards.Args{}, "")
	return nil
}
