package shops

import (
	"context"
	"errors"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// toggle is one of a shop's two switches as the conversation knows it.
type toggle struct {
	state   keyboards.State
	field   domain.ShopField
	on, off texts.Key // the toasts
}

func active() toggle {
	return toggle{keyboards.StateActive, domain.FieldActive, texts.ToastActivated, texts.ToastDeactivated}
}

func price() toggle {
	return toggle{keyboards.StatePrice, domain.FieldPriceUpdating, texts.ToastPriceOn, texts.ToastPriceOff}
}

func (f *flow) loadActive(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	view, err := f.switchView(ctx, v, domain.FieldActive)
	return keyboards.Active(v.Printer, view), err
}

func (f *flow) loadPrice(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	view, err := f.switchView(ctx, v, domain.FieldPriceUpdating)
	return keyboards.Price(v.Printer, view), err
}

func (f *flow) switchView(ctx context.Context, v bot.View, field domain.ShopField) (keyboards.SwitchView, error) {
	s, err := f.Shops.Switch(ctx, v.Person, v.Args.Shop, field)
	return keyboards.SwitchView{Args: v.Args, Shop: s.Shop, Last: f.changed(s.Last, v), Undo: s.Undo}, err
}

// openSwitch shows the page of a switch as it stands. When it offers Undo, it is drawn once more when that is over.
func (f *flow) openSwitch(w toggle) bot.Handler {
	return func(ctx context.Context, t *bot.Turn) error {
		s, err := f.Shops.Switch(ctx, t.Who.Sender.ID, t.Args.Shop, w.field)
		if err != nil {
			return err
		}
		t.Show(w.state, t.Args.Place())
		if s.Undo != 0 {
			t.RenewIn(s.Last.At.Add(domain.UndoWindow).Sub(t.Now))
		}
		return nil
	}
}

// set gives a switch the wanted value and shows its page.
func (f *flow) set(ctx context.Context, t *bot.Turn, w toggle, value bool) error {
	r, err := f.Shops.Set(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, w.field, value)
	if err != nil {
		return err
	}
	if !r.Changed {
		// A second tap may come while Undo still stands: it is offered, and has to leave, as before.
		t.Toast(texts.ToastAlready, nil)
		return f.openSwitch(w)(ctx, t)
	}
	toast := w.off
	if value {
		toast = w.on
	}
	t.Toast(toast, nil)
	t.Show(w.state, t.Args.Place())
	t.Refresh(bot.ShopSubject(t.Args.Shop))
	t.RenewIn(domain.UndoWindow)
	return nil
}

// setActive switches a shop on at once; switching it off is asked about first, whatever the button says.
func (f *flow) setActive(ctx context.Context, t *bot.Turn) error {
	switch t.Args.Value {
	case keyboards.On:
		return f.set(ctx, t, active(), true)
	case keyboards.Off:
		t.Show(keyboards.StateOff, t.Args.Place())
		return nil
	default:
		return f.oldButton(ctx, t, active())
	}
}

func (f *flow) switchOff(ctx context.Context, t *bot.Turn) error {
	return f.set(ctx, t, active(), false)
}

func (f *flow) setPrice(ctx context.Context, t *bot.Turn) error {
	switch t.Args.Value {
	case keyboards.On, keyboards.Off:
		return f.set(ctx, t, price(), t.Args.Value == keyboards.On)
	default:
		return f.oldButton(ctx, t, price())
	}
}

// oldButton answers a press that says nothing we know: the page as it stands.
func (f *flow) oldButton(ctx context.Context, t *bot.Turn, w toggle) error {
	t.Toast(texts.ToastOldButton, nil)
	return f.openSwitch(w)(ctx, t)
}

// undo takes the change of the button back. When that cannot be any more, the person is told why and sees what is.
func (f *flow) undo(w toggle) bot.Handler {
	return func(ctx context.Context, t *bot.Turn) error {
		r, err := f.Shops.Undo(ctx, t.Unit, t.Who.Sender.ID, t.Args.Change)
		var refused *domain.Error
		if errors.As(err, &refused) && refused.Kind == domain.KindConflict {
			t.Alert(texts.Key(refused.Key), texts.Params(refused.Params))
			return f.openSwitch(w)(ctx, t)
		}
		if err != nil {
			return err
		}
		// The button may be forged: what was taken back is what the page shows and others are told of.
		args := t.Args.Place()
		args.Shop = r.Change.ShopID
		t.Toast(texts.ToastUndone, nil)
		t.Show(w.state, args)
		t.Refresh(bot.ShopSubject(args.Shop))
		return nil
	}
}
