// Package console is the bot's part of the web pages: the one-time link that signs in there, and linking the Telegram account to
// a user of theirs.
package console

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/console"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Console *console.Service
	URL     string // where people reach the pages, without a slash at the end; empty when nobody has said
}

type flow struct{ Deps }

// Flow is the conversation about the web pages.
func Flow(d Deps) bot.Flow {
	f := &flow{d}
	return bot.Flow{
		Name: "console",
		Screens: []bot.ScreenDef{
			{State: keyboards.StateConsole, Who: bot.Works, Load: f.loadConsole},
			{State: keyboards.StateConsoleLink, Who: bot.Anyone, Load: f.loadLink},
		},
		Buttons: []bot.Transition{
			{State: keyboards.StateConsole, Action: keyboards.ActBack, Who: bot.Anyone, Do: bot.GoHome, Next: bot.Homes()},
			{State: keyboards.StateConsoleLink, Action: keyboards.ActYes, Who: bot.Anyone, Do: f.join, Next: bot.Homes()},
			{State: keyboards.StateConsoleLink, Action: keyboards.ActNo, Who: bot.Anyone, Do: bot.GoHome, Next: bot.Homes()},
		},
		Commands: []bot.CommandDef{{
			Name: keyboards.CommandConsole, Who: bot.Works, Do: bot.Open(keyboards.StateConsole), Next: []keyboards.State{keyboards.StateConsole},
		}},
		Links: []bot.LinkDef{{
			Prefix: console.StartPrefix, Who: bot.Anyone, Do: f.follow, Next: []keyboards.State{keyboards.StateConsoleLink},
		}},
	}
}

// loadConsole makes the link at the moment of sending: its token is written down nowhere.
func (f *flow) loadConsole(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	if f.URL == "" {
		return keyboards.Console(v.Printer, keyboards.ConsoleView{}), nil
	}
	token, err := f.Console.FreshLink(ctx, v.Person)
	return keyboards.Console(v.Printer, keyboards.ConsoleView{URL: f.URL + "/login/" + token}), err
}

// follow is a link of the console's profile that somebody has opened.
func (f *flow) follow(ctx context.Context, t *bot.Turn) error {
	ref, err := f.Console.TelegramLink(ctx, t.Text)
	if err != nil {
		return err
	}
	t.Show(keyboards.StateConsoleLink, keyboards.Args{Query: ref})
	return nil
}

func (f *flow) loadLink(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	name, err := f.Console.TelegramLinkName(ctx, v.Args.Query)
	return keyboards.ConsoleLink(v.Printer, keyboards.ConsoleLinkView{Args: v.Args, Name: name}), err
}

func (f *flow) join(ctx context.Context, t *bot.Turn) error {
	name, err := f.Console.JoinTelegram(ctx, t.Unit, t.Who.Sender, t.Args.Query)
	if err != nil {
		return err
	}
	user, err := f.Console.Person(ctx, t.Who.Sender.ID)
	if err != nil {
		return err
	}
	if user != nil {
		t.Became(user.Role)
	}
	t.Toast(texts.ToastConsoleLinked, texts.Params{"Name": name})
	t.Show(keyboards.StateMenu, keyboards.Args{})
	return nil
}
