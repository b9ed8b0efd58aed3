package shops

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/shops"
	"frontdesk/texts"
)

func (f *flow) loadShops(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	p, err := f.Shops.List(ctx, v.Person, service.Filter{Query: v.Args.Query, Page: v.Args.Page, PageSize: f.PageSize})
	if err != nil {
		return keyboards.Screen{}, err
	}
	// Shops may have gone since the button was made: the page that is shown is the one there is.
	args := v.Args
	args.Page = p.Page
	return keyboards.Shops(v.Printer, keyboards.ShopsView{
		Args: args, Items: p.Items, Total: p.Total, Pages: p.Pages, Role: p.Role,
	}), nil
}

func (f *flow) loadFind(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Find(v.Printer, keyboards.PromptView{Args: v.Args}), nil
}

func (f *flow) loadShop(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	c, err := f.Shops.Shop(ctx, v.Person, v.Args.Shop)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Shop(v.Printer, keyboards.ShopView{Args: v.Args, Shop: c.Shop, Linked: c.Linked, CanEdit: c.CanEdit}), nil
}

func (f *flow) loadInfo(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	i, err := f.Shops.Info(ctx, v.Person, v.Args.Shop)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Info(v.Printer, keyboards.InfoView{
		Args: v.Args, Shop: i.Shop, Warehouses: i.Warehouses, People: i.People,
		Active: f.changed(i.Active, v), Price: f.changed(i.Price, v),
	}), nil
}

// changed puts a change into the zone in which people read it.
func (f *flow) changed(c domain.Change, v bot.View) keyboards.Changed {
	if c.ID == 0 {
		return keyboards.Changed{}
	}
	return keyboards.Changed{By: c.ByName, Value: c.New, At: c.At.In(f.Location), Now: v.Now.In(f.Location)}
}

func (f *flow) loadUnlink(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	return f.question(ctx, v, keyboards.AskUnlink)
}

func (f *flow) loadOff(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	return f.question(ctx, v, keyboards.AskOff)
}

func (f *flow) question(ctx context.Context, v bot.View, build func(texts.Printer, keyboards.QuestionView) keyboards.Screen) (keyboards.Screen, error) {
	c, err := f.Shops.Shop(ctx, v.Person, v.Args.Shop)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return build(v.Printer, keyboards.QuestionView{Args: v.Args, Shop: c.Shop}), nil
}

func (f *flow) unlink(ctx context.Context, t *bot.Turn) error {
	shop := t.Args.Shop
	was, err := f.Shops.Unlink(ctx, t.Unit, t.Who.Sender.ID, shop)
	if err != nil {
		return err
	}
	t.Toast(texts.ToastUnlinked, nil)
	if was {
		t.Refresh(bot.ShopSubject(shop))
	}
	return showList(ctx, t)
}

// count tells how many shops have a part of a name.
func (f *flow) count(ctx context.Context, actor int64, query string) (int, error) {
	p, err := f.Shops.List(ctx, actor, service.Filter{Query: query, PageSize: f.PageSize})
	return p.Total, err
}
