package webinars

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

func (f *flow) loadPanel(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.Event(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	account, err := f.Webinars.Account(ctx, v.Person, e.AccountID)
	if err != nil {
		return keyboards.Screen{}, err
	}
	roster, err := f.Webinars.Roster(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Panel(v.Printer, keyboards.PanelView{
		Args: v.Args, Account: e.AccountID, Name: e.Name, Status: e.Status, NoSession: e.SessionID == 0,
		Premoderation: position(e.Premoderation), Wanted: position(e.Wanted), Fixed: account.Face == domain.WebinarUserAPI,
		Relay: e.Relay, StartedBy: e.StartedBy, StoppedBy: e.StoppedBy, Trouble: e.Trouble, Standing: e.Standing,
		Here: names(roster, func(r service.RosterEntry) bool { return r.Here }),
	}), nil
}

// position is a switch as screens and buttons have it.
func position(s service.Switch) int {
	switch s {
	case service.On:
		return keyboards.On
	case service.Off:
		return keyboards.Off
	default:
		return 0
	}
}

func (f *flow) start(ctx context.Context, t *bot.Turn) error {
	return f.run(ctx, t, f.Webinars.Start, texts.ToastWebinarStarted)
}

func (f *flow) stop(ctx context.Context, t *bot.Turn) error {
	return f.run(ctx, t, f.Webinars.Stop, texts.ToastWebinarStopped)
}

// run does one of the two things that cannot be taken back. However it ends, the panel shows how things are.
func (f *flow) run(ctx context.Context, t *bot.Turn, do func(context.Context, *work.Unit, int64, int64) (service.Event, error), done texts.Key) error {
	switch _, err := do(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event); {
	case err == nil:
		t.Toast(done, nil)
	case !told(t, err):
		return err
	}
	t.Show(keyboards.StatePanel, t.Args.Place())
	return nil
}

// setPremoderation notes the wish. The panel says that it is on its way, and is drawn anew once the platform has confirmed it.
func (f *flow) setPremoderation(ctx context.Context, t *bot.Turn) error {
	if t.Args.Value != keyboards.On && t.Args.Value != keyboards.Off {
		return oldButton(t, keyboards.StatePanel)
	}
	on := t.Args.Value == keyboards.On
	e, err := f.Webinars.SetPremoderation(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, on)
	switch {
	case err == nil && e.Wanted == service.Unknown:
		t.Toast(texts.ToastAlready, nil)
	case err == nil:
		t.Toast(texts.ToastPremodAsked, nil)
	case !told(t, err):
		return err
	}
	t.Show(keyboards.StatePanel, t.Args.Place())
	return nil
}

// oldButton answers a press that says nothing we know: the page as it stands.
func oldButton(t *bot.Turn, state keyboards.State) error {
	t.Toast(texts.ToastOldButton, nil)
	t.Show(state, t.Args.Place())
	return nil
}

// moderate switches a webinar's cards on for this person and leads to what waits.
func (f *flow) moderate(ctx context.Context, t *bot.Turn) error {
	if err := f.Moderation.SetHere(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, true); err != nil {
		return err
	}
	t.Toast(texts.ToastHere, nil)
	t.Show(keyboards.StateQueue, keyboards.Args{Event: t.Args.Event})
	t.Refresh(eventSubject(t.Args))
	return nil
}
