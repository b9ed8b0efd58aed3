package webinars

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/chats"
	service "frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// Calls ring people to a webinar, as services/webinars asks it to.
type Calls struct{ Chats *chats.Service }

// Ring gives a person the call to an event. It says how the event stands when it is sent, and goes on saying so.
func (c Calls) Ring(ctx context.Context, tx *work.Tx, u *work.Unit, person, eventID int64, p domain.Priority) error {
	screen := callScreen(nil).Shown(person, keyboards.Args{Event: eventID})
	return c.Chats.ShowNow(ctx, tx, u, &screen, p)
}

func callScreen(load func(context.Context, bot.View) (keyboards.Screen, error)) bot.ScreenDef {
	return bot.ScreenDef{State: keyboards.StateCall, Who: bot.Works, Load: load, Stays: true, Pace: slowly, Subject: eventSubject}
}

// answer follows a call: in a new message, since the call may stand far above by then, and goes on telling who is there.
func (f *flow) answer(ctx context.Context, t *bot.Turn) error {
	if err := f.Moderation.SetHere(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, true); err != nil {
		return err
	}
	t.Toast(texts.ToastHere, nil)
	t.ShowNew(keyboards.StateQueue, keyboards.Args{Event: t.Args.Event})
	return nil
}

func openCalled(_ context.Context, t *bot.Turn) error {
	t.ShowNew(keyboards.StateEvent, keyboards.Args{Event: t.Args.Event})
	return nil
}

func (f *flow) loadCall(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedEventModerate)
	if err != nil {
		return keyboards.Screen{}, err
	}
	roster, err := f.Webinars.Roster(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.WebinarCall(v.Printer, keyboards.CallView{
		Args: v.Args, Name: e.Name, Status: e.Status, StartsAt: local(e.StartsAt, at), Now: v.Now.In(at),
		Here: names(roster, func(r service.RosterEntry) bool { return r.Here }),
	}), nil
}
