package webinars

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/webinars"
	"frontdesk/texts"
)

// openSchedule asks the platform before the page is shown; drawing it then takes the answer that was just given.
func (f *flow) openSchedule(ctx context.Context, t *bot.Turn) error {
	page, err := f.Webinars.Schedule(ctx, t.Who.Sender.ID, t.Args.Account, t.Args.Page, f.PageSize)
	if err != nil {
		return err
	}
	t.Show(keyboards.StateSchedule, keyboards.Args{Account: t.Args.Account, Page: page.Page})
	return nil
}

func (f *flow) loadSchedule(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	page, err := f.Webinars.Schedule(ctx, v.Person, v.Args.Account, v.Args.Page, f.PageSize)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.ScheduleView{
		Args: keyboards.Args{Account: v.Args.Account, Page: page.Page}, Name: nameOf(page.Account), More: page.More,
		Trouble: page.Account.Trouble, Now: v.Now.In(at),
	}
	for _, e := range page.Events {
		view.Items = append(view.Items, keyboards.EventRow{ID: e.ID, Name: e.Name, Status: e.Status, StartsAt: local(e.StartsAt, at)})
	}
	return keyboards.Schedule(v.Printer, view), nil
}

// openEvent asks the platform how a webinar is now. When it does not say, the page shows what is known, and a message why.
func (f *flow) openEvent(ctx context.Context, t *bot.Turn) error {
	e, err := f.Webinars.Refresh(ctx, t.Who.Sender.ID, t.Args.Event)
	if err != nil {
		return err
	}
	known, err := f.Webinars.Event(ctx, t.Who.Sender.ID, t.Args.Event)
	if err != nil {
		return err
	}
	if e.Trouble != known.Trouble && e.Trouble != "" {
		t.Say(texts.Key(e.Trouble), nil) // the page itself tells of what lasts
	}
	t.Show(keyboards.StateEvent, t.Args.Place())
	return nil
}

func (f *flow) loadEvent(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.Event(ctx, v.Person, v.Args.Event)
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
	return keyboards.Event(v.Printer, keyboards.EventView{
		Args: v.Args, Account: e.AccountID, Name: e.Name, Organization: e.Organization, Description: e.Description,
		PictureURL: e.PictureURL, PublicURL: e.PublicURL, StartsAt: local(e.StartsAt, at), EndsAt: local(e.EndsAt, at),
		Now: v.Now.In(at), Status: e.Status, StartedBy: e.StartedBy, StoppedBy: e.StoppedBy, Trouble: e.Trouble,
		OnDuty:   names(roster, func(r service.RosterEntry) bool { return r.Listed }),
		Standing: e.Standing,
	}), nil
}

// names are those of the people on a roster who match.
func names(roster []service.RosterEntry, match func(service.RosterEntry) bool) []string {
	var list []string
	for _, r := range roster {
		if match(r) {
			list = append(list, r.Name)
		}
	}
	return list
}

// aboutEvent draws a page or question about a webinar for who may do what it is about.
func (f *flow) aboutEvent(deed domain.Deed, build func(texts.Printer, keyboards.NamedView) keyboards.Screen) func(context.Context, bot.View) (keyboards.Screen, error) {
	return func(ctx context.Context, v bot.View) (keyboards.Screen, error) {
		e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, deed)
		if err != nil {
			return keyboards.Screen{}, err
		}
		return build(v.Printer, keyboards.NamedView{Args: v.Args, Name: e.Name}), nil
	}
}
