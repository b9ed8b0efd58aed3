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
	// Moderators tells who moderates somebody's webinars; nil in a house without webinars.
	Moderators bot.Moderators
}

type flow struct{ Deps }

// Flow is the conversation's beginning and its fixed points.
func Flow(d Deps) bot.Flow {
	f := &flow{d}
	if f.Moderators == nil {
		f.Moderators = bot.NoModerators{}
	}
	return bot.Flow{Name: "start", Screens: f.screens(), Buttons: f.buttons(), Commands: f.commands()}
}

func (f *flow) screens() []bot.ScreenDef {
	return []bot.ScreenDef{
		{State: keyboards.StateRole, Who: bot.Anyone, Load: f.loadHome},
		{State: keyboards.StateMenu, Who: bot.Works, Load: f.loadHome},
		{State: keyboards.StateIdle, Who: bot.SignedIn, Load: f.loadHome},
		{State: keyboards.StateHelp, Who: bot.Anyone, Load: f.loadHelp},
		{State: keyboards.StateLanguage, Who: bot.Anyone, Load: loadLanguage},
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
		return on(state, action, who, bot.Open(next), next)
	}
	goHome := func(state keyboards.State, action keyboards.Action) bot.Transition {
		return on(state, action, bot.Anyone, bot.GoHome, bot.Homes()...)
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
		on(keyboards.StateLanguage, keyboards.ActSet, bot.Anyone, f.setLanguage, keyboards.StateLanguage),
		goHome(keyboards.StateLanguage, keyboards.ActBack),

		goHome(keyboards.StateUnknown, keyboards.ActMenu),
		move(keyboards.StateUnknown, keyboards.ActHelp, bot.Anyone, keyboards.StateHelp),
		goHome(keyboards.StateGone, keyboards.ActMenu),
		goHome(keyboards.StateOut, keyboards.ActMenu),
	}
}

// webinars tells whether there are any in this house.
func (f *flow) webinars() bool { return f.Moderators != bot.Moderators(bot.NoModerators{}) }

func (f *flow) commands() []bot.CommandDef {
	on := func(name string, do bot.Handler, next ...keyboards.State) bot.CommandDef {
		return bot.CommandDef{Name: name, Who: bot.Anyone, Do: do, Next: next}
	}
	return []bot.CommandDef{
		on(keyboards.CommandStart, bot.GoHome, bot.Homes()...),
		on(keyboards.CommandMenu, bot.GoHome, bot.Homes()...),
		on(keyboards.CommandHelp, bot.Open(keyboards.StateHelp), keyboards.StateHelp),
		on(keyboards.CommandCancel, f.cancel, bot.Homes()...),
		on(keyboards.CommandLanguage, bot.Open(keyboards.StateLanguage), keyboards.StateLanguage),
		on(keyboards.CommandSignOut, f.signOut, keyboards.StateOut, keyboards.StateRole),
	}
}

func askNew(_ context.Context, t *bot.Turn) error {
	t.Ask(keyboards.StateNew, keyboards.Args{}, "")
	return nil
}
