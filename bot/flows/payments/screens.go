package payments

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/subscriptions"
)

func (f *flow) loadSubs(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	st, err := f.Subscriptions.State(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Subs(v.Printer, keyboards.SubsView{
		State: stateOf(st.Access), Until: st.EndsAt, Off: st.OffAt, Plans: st.Plans, Payments: st.Paid, Contact: f.Contact,
	}), nil
}

func stateOf(a subscriptions.Access) keyboards.SubsState {
	switch a {
	case subscriptions.AccessOpen:
		return keyboards.SubsOpen
	case subscriptions.AccessPaid:
		return keyboards.SubsPaid
	case subscriptions.AccessGrace:
		return keyboards.SubsGrace
	case subscriptions.AccessSuspended:
		return keyboards.SubsSuspended
	default:
		return keyboards.SubsNone
	}
}

func (f *flow) loadReceipts(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Subscriptions.Receipts(ctx, v.Person, v.Args.Page, f.PageSize)
	return keyboards.Receipts(v.Printer, keyboards.ReceiptsView{
		Args: keyboards.Args{Page: p.Page}, Items: p.Items, Total: p.Total, Pages: p.Pages,
	}), err
}

func (f *flow) loadTerms(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Terms(v.Printer, keyboards.TermsView{Terms: f.Terms}), nil
}

func (f *flow) loadPaySupport(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.PaySupport(v.Printer, keyboards.PaySupportView{Contact: f.Contact}), nil
}

func (f *flow) loadPayments(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, user, err := f.Subscriptions.PaymentsOf(ctx, v.Person, v.Args.Person, v.Args.Page, f.PageSize)
	args := v.Args
	args.Page = p.Page
	return keyboards.Payments(v.Printer, keyboards.PaymentsView{
		Args: args, Person: user, Items: p.Items, Total: p.Total, Pages: p.Pages,
	}), err
}

func (f *flow) loadPayment(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Subscriptions.Payment(ctx, v.Person, v.Args.Item)
	return keyboards.Payment(v.Printer, keyboards.PaymentView{Args: v.Args, Payment: p}), err
}

func (f *flow) loadRefund(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Subscriptions.Payment(ctx, v.Person, v.Args.Item)
	return keyboards.Refund(v.Printer, keyboards.PaymentView{Args: v.Args, Payment: p}), err
}
