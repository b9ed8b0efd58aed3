package edit

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

func (f *flow) loadEdit(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	e, err := f.Shops.Edit(ctx, v.Person, v.Args.Shop)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Edit(v.Printer, keyboards.EditView{
		Args: v.Args, Shop: e.Shop, HasKey: e.HasKey, Warehouses: e.Warehouses,
	}), nil
}

// prompt draws a question about a shop.
func (f *flow) prompt(build func(texts.Printer, keyboards.PromptView) keyboards.Screen) func(context.Context, bot.View) (keyboards.Screen, error) {
	return func(ctx context.Context, v bot.View) (keyboards.Screen, error) {
		e, err := f.Shops.Edit(ctx, v.Person, v.Args.Shop)
		if err != nil {
			return keyboards.Screen{}, err
		}
		return build(v.Printer, keyboards.PromptView{Args: v.Args, Name: e.Shop.Name, First: !e.HasKey}), nil
	}
}

func (f *flow) loadStocks(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	s, err := f.Shops.Warehouses(ctx, v.Person, v.Args.Shop)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Stocks(v.Printer, keyboards.StocksView{Args: v.Args, Shop: s.Shop, Items: s.Items}), nil
}

// create makes a shop of the name that was sent, and asks for its key.
func (f *flow) create(ctx context.Context, t *bot.Turn) error {
	return answer(t, keyboards.StateNew, oneLine(t.Text), keyboards.WhyEmpty, func(name string) error {
		shop, err := f.Shops.Create(ctx, t.Unit, t.Who.Sender.ID, name)
		if err != nil {
			return err
		}
		t.Say(texts.ToastShopCreated, nil)
		t.Ask(keyboards.StateShopKey, keyboards.Args{Shop: shop.ID}, "")
		return nil
	})
}

func (f *flow) rename(ctx context.Context, t *bot.Turn) error {
	return answer(t, keyboards.StateRename, oneLine(t.Text), keyboards.WhyEmpty, func(name string) error {
		return saved(t, keyboards.StateEdit, f.Shops.Rename(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, name))
	})
}

func (f *flow) setKey(ctx context.Context, t *bot.Turn) error {
	return answer(t, keyboards.StateShopKey, t.Text, keyboards.WhyEmpty, func(key string) error {
		if err := f.Shops.SetKey(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, key); err != nil {
			return err
		}
		shared, err := f.Shops.SameKey(ctx, t.Who.Sender.ID, t.Args.Shop, key)
		if err != nil {
			return err
		}
		// The page says that there is a key, and may have said so before.
		if t.Say(texts.ToastSaved, nil); shared > 0 {
			t.Say(texts.NoticeKeyShared, texts.Params{texts.Count: shared})
		}
		return saved(t, keyboards.StateEdit, nil)
	})
}

func (f *flow) setSlug(ctx context.Context, t *bot.Turn) error {
	return answer(t, keyboards.StateSlug, t.Text, keyboards.WhyBadSlug, func(slug string) error {
		err := f.Shops.SetSlug(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, slug)
		if err != nil && domain.KindOf(err) == domain.KindConflict {
			again(t, keyboards.StateSlug, keyboards.WhyTaken, 0)
			return nil
		}
		return saved(t, keyboards.StateEdit, err)
	})
}

// addStock takes a warehouse's number and, behind a space, its name.
func (f *flow) addStock(ctx context.Context, t *bot.Turn) error {
	return answer(t, keyboards.StateStock, oneLine(t.Text), keyboards.WhyBadNumber, func(line string) error {
		digits, name, _ := strings.Cut(line, " ")
		number, err := strconv.ParseUint(digits, 10, 63)
		if err != nil || number == 0 || name == "" {
			again(t, keyboards.StateStock, keyboards.WhyBadNumber, 0)
			return nil
		}
		err = f.Shops.AddWarehouse(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, int64(number), name)
		if err != nil && domain.KindOf(err) == domain.KindConflict {
			again(t, keyboards.StateStock, keyboards.WhyNumberTaken, 0)
			return nil
		}
		return saved(t, keyboards.StateStocks, err)
	})
}

func (f *flow) removeStock(ctx context.Context, t *bot.Turn) error {
	was, err := f.Shops.RemoveWarehouse(ctx, t.Unit, t.Who.Sender.ID, t.Args.Shop, t.Args.Item)
	if err != nil {
		return err
	}
	if was {
		t.Toast(texts.ToastStockDeleted, nil)
	} else {
		t.Toast(texts.ToastAlready, nil)
	}
	return saved(t, keyboards.StateStocks, nil)
}

// oneLine makes a name of what was sent: a phone's keyboard likes to add line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// answer gives the text that was sent to do. Nothing, and what the service refuses as invalid, is asked for again: a
// refusal with a length says so, any other for the reason wrong.
func answer(t *bot.Turn, state keyboards.State, text string, wrong keyboards.Why, do func(text string) error) error {
	if text == "" {
		again(t, state, keyboards.WhyEmpty, 0)
		return nil
	}
	err := do(text)
	var refused *domain.Error
	if !errors.As(err, &refused) || refused.Kind != domain.KindInvalid {
		return err
	}
	most, long := refused.Params["Max"].(int)
	least, short := refused.Params["Min"].(int)
	switch {
	case long:
		again(t, state, keyboards.WhyTooLong, int64(most))
	case short:
		again(t, state, keyboards.WhyTooShort, int64(least))
	default:
		again(t, state, wrong, 0)
	}
	return nil
}

func again(t *bot.Turn, state keyboards.State, why keyboards.Why, number int64) {
	args := t.Args.Place()
	args.Value, args.Item = int(why), number
	t.Ask(state, args, "")
}

// saved shows the page that holds what was changed, to this person and to all who look at the shop.
func saved(t *bot.Turn, state keyboards.State, err error) error {
	if err != nil {
		return err
	}
	t.Show(state, t.Args.Place())
	t.Refresh(bot.ShopSubject(t.Args.Shop))
	return nil
}
