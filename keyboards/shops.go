package keyboards

import (
	"frontdesk/domain"
	"frontdesk/texts"
)

// maxListed is how many warehouses the information shows by name.
const maxListed = 20

// Shops is a page of the shops that a person may see.
func Shops(p texts.Printer, v ShopsView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateShops, Text: shopsText(p, v)}
	for _, shop := range v.Items {
		to := here
		to.Shop = shop.ID
		s.Rows = append(s.Rows, []Button{shopRow(p, shop, to)})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages))
	if v.Total == 0 && here.Query == "" && v.Role != domain.RoleAdmin {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonAddShop, ActAdd, Args{})})
	}
	s.Rows = append(s.Rows, searchRow(p, here, v.Total), back(p, Args{}))
	return s
}

func shopsText(p texts.Printer, v ShopsView) string {
	params := texts.Params{texts.Count: v.Total, "Query": tidy(v.Args.Query, maxName)}
	switch {
	case v.Total == 0 && v.Args.Query != "":
		return p.HTML(texts.ShopsNoneFound, params)
	case v.Total == 0 && v.Role == domain.RoleAdmin:
		return p.HTML(texts.ShopsNoneAdmin, nil)
	case v.Total == 0:
		return p.HTML(texts.ShopsNoneSeller, nil)
	case v.Args.Query != "":
		return lines(p.HTML(texts.ShopsFound, params), p.HTML(texts.ShopsLegend, nil))
	}
	return lines(p.HTML(texts.ShopsAll, params), p.HTML(texts.ShopsLegend, nil))
}

// shopRow is a shop in a list: its mark and its name.
func shopRow(p texts.Printer, shop domain.Shop, to Args) Button {
	mark := "🔴"
	if shop.Active {
		mark = "🟢"
	}
	name := p.Text(texts.ShopsRow, texts.Params{"Mark": mark, "Name": called(p, shop.Name)})
	return Button{Label: label(name), Action: ActOpen, Args: to}
}

// searchRow offers the search where there is something to search in, and the way out of it.
func searchRow(p texts.Printer, here Args, total int) []Button {
	if here.Query != "" {
		return []Button{
			button(p, texts.ButtonFind, ActFind, here),
			button(p, texts.ButtonAll, ActAll, Args{}),
		}
	}
	if total == 0 {
		return nil
	}
	return []Button{button(p, texts.ButtonFind, ActFind, here)}
}

// Find asks for a part of a shop's name.
func Find(p texts.Printer, v PromptView) Screen { return search(p, StateFind, v, texts.FindShops) }

// Shop is one shop's menu.
func Shop(p texts.Printer, v ShopView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateShop, Text: paragraphs(
		title(p, v.Shop), lines(activeLine(p, v.Shop), priceLine(p, v.Shop)),
	)}
	row := func(label texts.Key, action Action) {
		s.Rows = append(s.Rows, []Button{button(p, label, action, here)})
	}
	row(texts.ButtonInfo, ActInfo)
	row(texts.ButtonActivation, ActActive)
	row(texts.ButtonPrice, ActPrice)
	if v.Linked {
		row(texts.ButtonUnlink, ActUnlink)
	}
	if v.CanEdit {
		row(texts.ButtonEdit, ActEdit)
	}
	s.Rows = append(s.Rows, back(p, listOf(here)))
	return s
}

// listOf is the list that a shop was opened from: a person's shops when Person is set, else the list of shops.
func listOf(here Args) Args {
	here.Shop = 0
	return here
}

// Info is all about a shop.
func Info(p texts.Printer, v InfoView) Screen {
	vendor := ""
	if name := tidy(v.Shop.VendorName, maxName); name != "" {
		vendor = p.HTML(texts.InfoVendor, texts.Params{"Name": name})
	}
	linked := p.HTML(texts.InfoNotLinked, nil)
	if v.People > 0 {
		linked = p.HTML(texts.InfoLinked, texts.Params{texts.Count: v.People})
	}
	return Screen{
		State: StateInfo,
		Text: paragraphs(
			lines(title(p, v.Shop), vendor),
			lines(activeLine(p, v.Shop), changed(p, v.Active)),
			lines(priceLine(p, v.Shop), changed(p, v.Price)),
			warehouseLines(p, v.Warehouses),
			linked,
		),
		Rows: [][]Button{back(p, v.Args.Place())},
	}
}

func warehouseLines(p texts.Printer, all []domain.Warehouse) string {
	if len(all) == 0 {
		return p.HTML(texts.InfoNoStocks, nil)
	}
	text := []string{p.HTML(texts.InfoStocks, texts.Params{texts.Count: len(all)})}
	for i, w := range all {
		if i == maxListed {
			text = append(text, p.HTML(texts.CommonMore, texts.Params{"Number": len(all) - maxListed}))
			break
		}
		text = append(text, p.HTML(texts.InfoStock, texts.Params{"Name": called(p, w.Name), "Number": w.WarehouseID}))
	}
	return lines(text...)
}

func title(p texts.Printer, shop domain.Shop) string {
	return p.HTML(texts.CommonTitle, texts.Params{"Name": called(p, shop.Name)})
}

func activeLine(p texts.Printer, shop domain.Shop) string {
	if shop.Active {
		return p.HTML(texts.ShopActive, nil)
	}
	return p.HTML(texts.ShopInactive, nil)
}

func priceLine(p texts.Printer, shop domain.Shop) string {
	if shop.PriceUpdating {
		return p.HTML(texts.ShopPriceOn, nil)
	}
	return p.HTML(texts.ShopPriceOff, nil)
}

// changed says who moved a switch last, if anybody has done it here.
func changed(p texts.Printer, c Changed) string {
	if c.At.IsZero() {
		return ""
	}
	return p.HTML(texts.CommonChanged, texts.Params{"Name": called(p, c.By), "When": p.Moment(c.At, c.Now)})
}

// Active is the page of a shop's main switch. Switching on happens at once; switching off leads to a question.
func Active(p texts.Printer, v SwitchView) Screen {
	press := setButton(p, texts.ButtonActivate, v.Args, On)
	if v.Shop.Active {
		press = button(p, texts.ButtonDeactivate, ActOff, v.Args.Place())
	}
	return switchPage(p, StateActive, v, activeLine(p, v.Shop), press)
}

// Price is the page of the switch of a shop's price updating.
func Price(p texts.Printer, v SwitchView) Screen {
	press := setButton(p, texts.ButtonTurnOn, v.Args, On)
	if v.Shop.PriceUpdating {
		press = setButton(p, texts.ButtonTurnOff, v.Args, Off)
	}
	return switchPage(p, StatePrice, v, priceLine(p, v.Shop), press)
}

// setButton carries the wanted value, so that pressing it twice changes nothing twice.
func setButton(p texts.Printer, label texts.Key, args Args, value int) Button {
	to := args.Place()
	to.Value = value
	return button(p, label, ActSet, to)
}

func switchPage(p texts.Printer, state State, v SwitchView, line string, press Button) Screen {
	hint := ""
	s := Screen{State: state, Rows: [][]Button{{press}}}
	if v.Undo != 0 {
		undo := v.Args.Place()
		undo.Change = v.Undo
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonUndo, ActUndo, undo)})
		hint = p.HTML(texts.CommonUndoHint, nil)
	}
	s.Text = paragraphs(title(p, v.Shop), lines(line, changed(p, v.Last)), hint)
	s.Rows = append(s.Rows, back(p, v.Args.Place()))
	return s
}

// AskOff asks whether to switch a shop off.
func AskOff(p texts.Printer, v QuestionView) Screen {
	return question(p, StateOff, v, texts.OffQuestion)
}

// AskUnlink asks whether to take a shop off the person's list.
func AskUnlink(p texts.Printer, v QuestionView) Screen {
	return question(p, StateUnlink, v, texts.UnlinkQuestion)
}

func question(p texts.Printer, state State, v QuestionView, key texts.Key) Screen {
	here := v.Args.Place()
	return Screen{
		State: state,
		Text:  p.HTML(key, texts.Params{"Name": called(p, v.Shop.Name)}),
		Rows: [][]Button{{
			button(p, texts.ButtonYes, ActYes, here), button(p, texts.ButtonNo, ActNo, here),
		}},
	}
}
