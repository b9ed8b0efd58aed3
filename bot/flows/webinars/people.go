package webinars

import (
	"context"
	"slices"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/webinars"
	"frontdesk/texts"
)

func (f *flow) loadRoster(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.Event(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	roster, err := f.Webinars.Roster(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.RosterView{
		Args: v.Args, Name: e.Name, Person: v.Person, CanEdit: domain.May(e.Standing, domain.DeedModeratorsInvite),
	}
	for _, r := range roster {
		view.Items = append(view.Items, keyboards.RosterRow{Person: r.PersonID, Name: r.Name, Listed: r.Listed, Here: r.Here, Owner: r.Owner})
	}
	return keyboards.Roster(v.Printer, view), nil
}

func (f *flow) setListed(ctx context.Context, t *bot.Turn) error {
	toast := texts.ToastListed
	switch t.Args.Value {
	case keyboards.On:
	case keyboards.Off:
		toast = texts.ToastUnlisted
	default:
		return oldButton(t, keyboards.StateRoster)
	}
	if err := f.Webinars.SetListed(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, t.Args.Person, t.Args.Value == keyboards.On); err != nil {
		return err
	}
	t.Toast(toast, nil)
	args := t.Args.Place()
	args.Person = 0
	t.Show(keyboards.StateRoster, args)
	return nil
}

// openModerators leads to the moderators of an account, from its own page or from a webinar's control panel.
func (f *flow) openModerators(ctx context.Context, t *bot.Turn) error {
	if _, err := f.Webinars.Moderators(ctx, t.Who.Sender.ID, t.Args.Account); err != nil {
		return err
	}
	return showModerators(ctx, t)
}

// showModerators leads back to the list.
func showModerators(_ context.Context, t *bot.Turn) error {
	t.Show(keyboards.StateModerators, listOf(t.Args))
	return nil
}

func listOf(a keyboards.Args) keyboards.Args {
	return keyboards.Args{Account: a.Account, Event: a.Event, Page: a.Page}
}

// leaveModerators leads to where the list was opened from.
func leaveModerators(_ context.Context, t *bot.Turn) error {
	if t.Args.Event != 0 {
		t.Show(keyboards.StatePanel, keyboards.Args{Event: t.Args.Event, Page: t.Args.Page})
	} else {
		t.Show(keyboards.StateAccount, keyboards.Args{Account: t.Args.Account})
	}
	return nil
}

// moderators reads an account and its moderators.
func (f *flow) moderators(ctx context.Context, v bot.View) (service.Account, []service.ModeratorInfo, error) {
	list, err := f.Webinars.Moderators(ctx, v.Person, v.Args.Account)
	if err != nil {
		return service.Account{}, nil, err
	}
	account, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
	return account, list, err
}

func (f *flow) loadModerators(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	account, list, err := f.moderators(ctx, v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.ModeratorsView{Args: v.Args, Name: nameOf(account)}
	for _, m := range list {
		view.Items = append(view.Items, keyboards.ModeratorRow{Person: m.PersonID, Name: m.Name, Since: local(m.AddedAt, at)})
	}
	return keyboards.Moderators(v.Printer, view), nil
}

func (f *flow) loadUnmoderate(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	_, list, err := f.moderators(ctx, v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	i := slices.IndexFunc(list, func(m service.ModeratorInfo) bool { return m.PersonID == v.Args.Person })
	if i < 0 {
		return keyboards.Screen{}, gone()
	}
	return keyboards.AskUnmoderate(v.Printer, keyboards.NamedView{Args: v.Args, Name: list[i].Name}), nil
}

func (f *flow) unmoderate(ctx context.Context, t *bot.Turn) error {
	if err := f.Webinars.RemoveModerator(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account, t.Args.Person); err != nil {
		return err
	}
	t.Toast(texts.ToastModeratorRemoved, nil)
	return showModerators(ctx, t)
}
