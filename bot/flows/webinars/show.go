package webinars

import (
	"context"
	"slices"
	"strconv"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/overlays"
	"frontdesk/texts"
)

// The bounds of a font size in pixels; services/overlays holds everything against its own.
const (
	minFont = 8
	maxFont = 48
)

func (f *flow) loadFont(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, pages, err := f.overlays(ctx, v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.FontView{Args: v.Args, Name: e, Overlays: len(pages)}
	if len(pages) > 0 {
		view.Size = pages[0].Settings.FontSize
	}
	return keyboards.Font(v.Printer, view), nil
}

// overlays reads a webinar's name and its overlays.
func (f *flow) overlays(ctx context.Context, v bot.View) (name string, pages []overlays.Page, err error) {
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedEventShow)
	if err != nil {
		return "", nil, err
	}
	pages, err = f.Overlays.List(ctx, v.Person, v.Args.Event)
	return e.Name, pages, err
}

func (f *flow) setFont(ctx context.Context, t *bot.Turn) error {
	size := t.Args.Value
	if size < minFont || size > maxFont {
		return oldButton(t, keyboards.StateFont)
	}
	if err := f.Overlays.SetFontSize(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, size); err != nil {
		return err
	}
	t.Toast(texts.ToastFont, texts.Params{"Size": size})
	f.changed(t, keyboards.StateFont)
	return nil
}

// changed shows the page of what was changed, to this person and to all who look at the webinar.
func (f *flow) changed(t *bot.Turn, state keyboards.State) {
	t.Show(state, t.Args.Place())
	t.Refresh(eventSubject(t.Args))
}

func (f *flow) loadWidget(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	name, pages, err := f.overlays(ctx, v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.WidgetView{Args: v.Args, Name: name, NoAddress: f.PublicURL == ""}
	if !view.NoAddress {
		for _, p := range pages {
			view.Links = append(view.Links, keyboards.WidgetLink{ID: p.ID, URL: f.PublicURL + "/overlay/" + p.Token})
		}
	}
	return keyboards.Widget(v.Printer, view), nil
}

func (f *flow) makeWidget(ctx context.Context, t *bot.Turn) error {
	if _, err := f.Overlays.Make(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event); err != nil {
		return err
	}
	t.Toast(texts.ToastWidgetMade, nil)
	f.changed(t, keyboards.StateWidget)
	return nil
}

func (f *flow) loadRevoke(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	_, pages, err := f.overlays(ctx, v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	i := slices.IndexFunc(pages, func(p overlays.Page) bool { return p.ID == v.Args.Item })
	if i < 0 {
		return keyboards.Screen{}, gone()
	}
	return keyboards.AskRevoke(v.Printer, keyboards.NamedView{Args: v.Args, Name: strconv.Itoa(i + 1)}), nil
}

func (f *flow) revoke(ctx context.Context, t *bot.Turn) error {
	if err := f.Overlays.Revoke(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, t.Args.Item); err != nil {
		return err
	}
	t.Toast(texts.ToastWidgetRevoked, nil)
	f.changed(t, keyboards.StateWidget)
	return nil
}

func (f *flow) loadRelay(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedEventShow)
	if err != nil {
		return keyboards.Screen{}, err
	}
	targets, err := f.Relay.Targets(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Relay(v.Printer, keyboards.RelayView{
		Args: v.Args, Name: e.Name, On: e.Relay, Targets: targets, CanEdit: domain.May(e.Standing, domain.DeedRelayTargets),
	}), nil
}

func (f *flow) setRelay(ctx context.Context, t *bot.Turn) error {
	toast := texts.ToastRelayOn
	switch t.Args.Value {
	case keyboards.On:
	case keyboards.Off:
		toast = texts.ToastRelayOff
	default:
		return oldButton(t, keyboards.StateRelay)
	}
	if err := f.Relay.SetOn(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, t.Args.Value == keyboards.On); err != nil {
		return err
	}
	t.Toast(toast, nil)
	f.changed(t, keyboards.StateRelay)
	return nil
}

// askWebhook asks for an address, of those who may add one.
func (f *flow) askWebhook(ctx context.Context, t *bot.Turn) error {
	if _, err := f.Webinars.EventFor(ctx, t.Who.Sender.ID, t.Args.Event, domain.DeedRelayTargets); err != nil {
		return err
	}
	t.Ask(keyboards.StateWebhook, t.Args.Place(), "")
	return nil
}

func (f *flow) loadWebhook(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedRelayTargets)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Webhook(v.Printer, keyboards.PromptView{Args: v.Args, Name: e.Name}), nil
}

// enterWebhook adds a target. An address that Discord does not know is asked for again: it may be a secret all the same.
func (f *flow) enterWebhook(ctx context.Context, t *bot.Turn) error {
	target, err := f.Relay.Add(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, t.Text)
	if err != nil {
		if !told(t, err) {
			return err
		}
		t.Ask(keyboards.StateWebhook, t.Args.Place(), "")
		return nil
	}
	t.Say(texts.NoticeTargetAdded, texts.Params{"Name": target.Name})
	f.changed(t, keyboards.StateRelay)
	return nil
}

func (f *flow) loadUnhook(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	if _, err := f.Webinars.EventFor(ctx, v.Person, v.Args.Event, domain.DeedRelayTargets); err != nil {
		return keyboards.Screen{}, err
	}
	targets, err := f.Relay.Targets(ctx, v.Person, v.Args.Event)
	if err != nil {
		return keyboards.Screen{}, err
	}
	i := slices.IndexFunc(targets, func(t domain.RelayTarget) bool { return t.ID == v.Args.Item })
	if i < 0 {
		return keyboards.Screen{}, gone()
	}
	return keyboards.AskUnhook(v.Printer, keyboards.NamedView{Args: v.Args, Name: targets[i].Name}), nil
}

func (f *flow) unhook(ctx context.Context, t *bot.Turn) error {
	if err := f.Relay.Remove(ctx, t.Unit, t.Who.Sender.ID, t.Args.Event, t.Args.Item); err != nil {
		return err
	}
	t.Toast(texts.ToastTargetRemoved, nil)
	f.changed(t, keyboards.StateRelay)
	return nil
}
