package payments

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/subscriptions"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Subscriptions *subscriptions.Service
	PageSize      int    // payments on a page; default 5
	Contact       string // whom people may ask; may be empty
	Terms         string // of sale: a text or an address; may be empty
}

const defaultPageSize = 5

type flow struct{ Deps }

// Flow is the conversation about money.
func Flow(d Deps) bot.Flow {
	if d.PageSize <= 0 {
		d.PageSize = defaultPageSize
	}
	f := &flow{d}
	return bot.Flow{Name: "payments", Screens: f.screens(), Buttons: f.buttons(), Commands: f.commands()}
}

func (f *flow) screens() []bot.ScreenDef {
	return []bot.ScreenDef{
		{State: keyboards.StateSubs, Who: bot.SignedIn, Load: f.loadSubs},
		{State: keyboards.StateReceipts, Who: bot.SignedIn, Load: f.loadReceipts},
		{State: keyboards.StateTerms, Who: bot.Anyone, Load: f.loadTerms},
		{State: keyboards.StatePaySupport, Who: bot.Anyone, Load: f.loadPaySupport},
		{State: keyboards.StatePayments, Who: bot.Admin, Load: f.loadPayments},
		{State: keyboards.StatePayment, Who: bot.Admin, Load: f.loadPayment},
		{State: keyboards.StateRefund, Who: bot.Admin, Load: f.loadRefund},
	}
}

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, who bot.Access, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: who, Do: do, Next: next}
	}
	move := func(state keyboards.State, action keyboards.Action, who bot.Access, next keyboards.State) bot.Transition {
		return on(state, action, who, show(next), next)
	}
	return []bot.Transition{
		on(keyboards.StateSubs, keyboards.ActBuy, bot.SignedIn, f.buy),
		move(keyboards.StateSubs, keyboards.ActReceipts, bot.SignedIn, keyboards.StateReceipts),
		move(keyboards.StateSubs, keyboards.ActTerms, bot.Anyone, keyboards.StateTerms),
		move(keyboards.StateSubs, keyboards.ActSupport, bot.Anyone, keyboards.StatePaySupport),
		on(keyboards.StateSubs, keyboards.ActBack, bot.Anyone, bot.GoHome, bot.Homes()...),

		move(keyboards.StateReceipts, keyboards.ActPage, bot.SignedIn, keyboards.StateReceipts),
		on(keyboards.StateReceipts, keyboards.ActCount, bot.SignedIn, bot.PagePosition),
		on(keyboards.StateReceipts, keyboards.ActBack, bot.SignedIn, bot.Open(keyboards.StateSubs), keyboards.StateSubs),

		on(keyboards.StateTerms, keyboards.ActBack, bot.Anyone, bot.GoHome, bot.Homes()...),
		on(keyboards.StatePaySupport, keyboards.ActBack, bot.Anyone, bot.GoHome, bot.Homes()...),

		move(keyboards.StatePerson, keyboards.ActPayments, bot.Admin, keyboards.StatePayments),
		move(keyboards.StatePayments, keyboards.ActOpen, bot.Admin, keyboards.StatePayment),
		move(keyboards.StatePayments, keyboards.ActPage, bot.Admin, keyboards.StatePayments),
		on(keyboards.StatePayments, keyboards.ActCount, bot.Admin, bot.PagePosition),
		move(keyboards.StatePayments, keyboards.ActBack, bot.Admin, keyboards.StatePerson),

		move(keyboards.StatePayment, keyboards.ActRefund, bot.Admin, keyboards.StateRefund),
		move(keyboards.StatePayment, keyboards.ActBack, bot.Admin, keyboards.StatePayments),
		on(keyboards.StateRefund, keyboards.ActYes, bot.Admin, f.refund, keyboards.StatePayment),
		move(keyboards.StateRefund, keyboards.ActNo, bot.Admin, keyboards.StatePayment),
	}
}

func (f *flow) commands() []bot.CommandDef {
	on := func(name string, who bot.Access, next keyboards.State) bot.CommandDef {
		return bot.CommandDef{Name: name, Who: who, Do: bot.Open(next), Next: []keyboards.State{next}}
	}
	return []bot.CommandDef{
		on(keyboards.CommandSubscription, bot.SignedIn, keyboards.StateSubs),
		on(keyboards.CommandPaySupport, bot.Anyone, keyboards.StatePaySupport),
		on(keyboards.CommandTerms, bot.Anyone, keyboards.StateTerms),
	}
}

// show moves on to a state with the button's arguments, which are those of that state.
func show(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		args := t.Args
		args.Value, args.Change = 0, 0
		t.Show(next, args)
		return nil
	}
}

// buy sends an invoice below everything else; the page of the subscription stays as it is.
func (f *flow) buy(ctx context.Context, t *bot.Turn) error {
	if err := f.Subscriptions.Buy(ctx, t.Unit, t.Who.Sender.ID, t.Args.Query); err != nil {
		return err
	}
	t.Toast(texts.ToastInvoice, nil)
	return nil
}

func (f *flow) refund(ctx context.Context, t *bot.Turn) error {
	if err := f.Subscriptions.Refund(ctx, t.Unit, t.Who.Sender.ID, t.Args.Item); err != nil {
		return err
	}
	t.Toast(texts.ToastRefund, nil)
	return show(keyboards.StatePayment)(ctx, t)
}
