package people

import (
	"context"

	"frontdesk/bot"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
)

func (f *flow) loadPeople(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Accounts.ListPeople(ctx, v.Person, accounts.PeopleFilter{Query: v.Args.Query, Page: v.Args.Page, Size: f.PageSize})
	if err != nil {
		return keyboards.Screen{}, err
	}
	// The list may have become shorter since the button was made: the page that is shown is the one there is.
	args := v.Args
	args.Page = p.Page
	return keyboards.People(v.Printer, keyboards.PeopleView{Args: args, Items: p.Items, Total: p.Total, Pages: p.Pages}), nil
}

func (f *flow) loadFind(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	_, err := f.Accounts.Admin(ctx, v.Person)
	return keyboards.PeopleFind(v.Printer, keyboards.PromptView{Args: v.Args}), err
}

func (f *flow) loadPerson(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	card, err := f.Accounts.Person(ctx, v.Person, v.Args.Person)
	payments := 0
	if err == nil && f.Payments != nil {
		payments, err = f.Payments(ctx, v.Args.Person)
	}
	return keyboards.Person(v.Printer, keyboards.PersonView{
		Args: v.Args, Person: card.User, Shops: card.Shops, Reason: card.Reason, Self: card.Self, Payments: payments,
	}), err
}

func (f *flow) loadReason(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	card, err := f.Accounts.Person(ctx, v.Person, v.Args.Person)
	return keyboards.Reason(v.Printer, keyboards.PromptView{Args: v.Args, Name: card.User.Name()}), err
}

func (f *flow) loadShops(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Accounts.PersonShops(ctx, v.Person, v.Args.Person, v.Args.Page, f.PageSize)
	if err != nil {
		return keyboards.Screen{}, err
	}
	args := v.Args
	args.Page = p.Page
	return keyboards.PersonShops(v.Printer, keyboards.PersonShopsView{
		Args: args, Person: p.User, Items: p.Items, Total: p.Total, Pages: p.Pages,
	}), nil
}
