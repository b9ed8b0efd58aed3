package moderation

import (
	"context"
	"slices"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/moderation"
	"frontdesk/texts"
)

func (f *flow) loadQueue(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	told := v.Args // a batch that is through gives way; what it was about stays
	q, err := f.batch(ctx, &v)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, last, err := f.last(ctx, v, q)
	if err != nil {
		return keyboards.Screen{}, err
	}
	together, err := f.together(ctx, v, told, q.EventID)
	if err != nil {
		return keyboards.Screen{}, err
	}
	here, err := f.Moderation.Here(ctx, q.EventID)
	if err != nil {
		return keyboards.Screen{}, err
	}
	quiet, err := f.Moderation.QuietHours(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	v.Args.Page = q.Page
	return keyboards.Queue(v.Printer, keyboards.QueueView{
		Args: v.Args, Name: q.Event, Items: q.Messages, Total: q.Total, Pages: q.Pages, Oldest: q.Oldest.In(at), Trusted: q.Trusted,
		Running: q.Running, Flood: q.Flood, Trouble: q.Trouble, Cards: slices.Contains(here, v.Person), Quiet: quiet.Hours, Last: last, Together: together,
		Now: v.Now.In(at),
	}), nil
}

// together are several messages that the person has decided at once and may still take back: what was decided last then.
func (f *flow) together(ctx context.Context, v bot.View, told keyboards.Args, eventID int64) ([]domain.ModeratedMessage, error) {
	if _, recent := momentIn(told.Value, v.Now); told.Change != 0 || !recent {
		return nil, nil
	}
	return f.Moderation.Together(ctx, v.Person, eventID)
}

// batch reads a page of the queue. From the first press on what is decided since that page was drawn keeps its place, until all of
// the page is or some minutes have passed: then comes what waits now.
func (f *flow) batch(ctx context.Context, v *bot.View) (service.Queue, error) {
	if since, recent := momentIn(v.Args.Value, v.Now); recent {
		q, err := f.Moderation.Batch(ctx, v.Person, v.Args.Event, since, v.Args.Page, f.PageSize)
		if err != nil || slices.ContainsFunc(q.Messages, func(m domain.ModeratedMessage) bool { return m.State == domain.MessageAwaiting }) {
			return q, err
		}
		v.Args.Page = 0
	}
	v.Args.Value = momentOf(v.Now)
	return f.Moderation.Queue(ctx, v.Person, v.Args.Event, domain.MessageAwaiting, v.Args.Page, f.PageSize)
}

func (f *flow) loadApproved(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	q, err := f.Moderation.Queue(ctx, v.Person, v.Args.Event, domain.MessageApproved, v.Args.Page, f.PageSize)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, last, err := f.last(ctx, v, q)
	if err != nil {
		return keyboards.Screen{}, err
	}
	v.Args.Page = q.Page
	return keyboards.Approved(v.Printer, keyboards.ApprovedView{
		Args: v.Args, Name: q.Event, Items: q.Messages, Total: q.Total, Pages: q.Pages, Last: last, Now: v.Now.In(at),
	}), nil
}

// last reads what the person has decided last and may still want to change, and puts a page's times into their zone.
func (f *flow) last(ctx context.Context, v bot.View, q service.Queue) (*time.Location, *keyboards.CardView, error) {
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return nil, nil, err
	}
	for i, m := range q.Messages {
		q.Messages[i] = local(m, at)
	}
	if v.Args.Change == 0 {
		return at, nil, nil
	}
	c, err := f.Moderation.Card(ctx, v.Person, v.Args.Change)
	if err != nil && domain.KindOf(err) != domain.KindNotFound && domain.KindOf(err) != domain.KindForbidden {
		return nil, nil, err
	}
	if err != nil || c.Message.EventID != q.EventID || (!c.MayUndo && c.Message.Trouble == "") {
		return at, nil, nil
	}
	return at, &keyboards.CardView{Message: local(c.Message, at), MayUndo: c.MayUndo, Now: v.Now.In(at)}, nil
}

func (f *flow) loadQuiet(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	q, err := f.Moderation.QuietHours(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	if named, err := time.LoadLocation(q.Zone); q.Zone != "" && err == nil {
		at = named
	}
	return keyboards.Quiet(v.Printer, keyboards.QuietView{Args: v.Args, Hours: q.Hours, Now: v.Now.In(at)}), nil
}

func loadQuietAsk(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.QuietAsk(v.Printer, keyboards.PromptView{Args: v.Args}), nil
}

// setQuiet keeps the hours of a button; one without hours ends them.
func (f *flow) setQuiet(ctx context.Context, t *bot.Turn) error {
	err := f.keepQuiet(ctx, t, t.Args.Query)
	if err != nil {
		return err
	}
	toast := texts.ToastQuietOn
	if t.Args.Query == "" {
		toast = texts.ToastQuietOff
	}
	t.Toast(toast, nil)
	t.Show(keyboards.StateQuiet, keyboards.Args{Event: t.Args.Event})
	return nil
}

func (f *flow) enterQuiet(ctx context.Context, t *bot.Turn) error {
	err := f.keepQuiet(ctx, t, t.Text)
	switch {
	case err == nil:
		t.Show(keyboards.StateQuiet, keyboards.Args{Event: t.Args.Event})
	case refused(t, err):
		t.Ask(keyboards.StateQuietAsk, t.Args.Place(), "")
	default:
		return err
	}
	return nil
}

func (f *flow) keepQuiet(ctx context.Context, t *bot.Turn, hours string) error {
	q, err := f.Moderation.QuietHours(ctx, t.Who.Sender.ID)
	if err != nil {
		return err
	}
	q.Hours = hours
	if f.Deps.Zone != nil {
		at, err := f.Deps.Zone(ctx, t.Who.Sender.ID)
		if err != nil {
			return err
		}
		if q.Zone = ""; at != nil { // by the clock that the screen shows
			q.Zone = at.String()
		}
	}
	return f.Moderation.SetQuietHours(t.Unit, t.Who.Sender.ID, q)
}
