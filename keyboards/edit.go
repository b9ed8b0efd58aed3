package keyboards

import "frontdesk/texts"

// maxDeletable is how many warehouses have a button to remove them; the next ones move up.
const maxDeletable = 50

// New asks for a new shop's name.
func New(p texts.Printer, v PromptView) Screen { return prompt(p, StateNew, v, texts.NewPrompt) }

// Edit offers what of a shop can be changed.
func Edit(p texts.Printer, v EditView) Screen {
	here := v.Args.Place()
	key, slug := texts.EditKeyMissing, p.HTML(texts.EditSlugMissing, nil)
	if v.HasKey {
		key = texts.EditKeySet
	}
	if v.Shop.Slug != "" {
		slug = p.HTML(texts.EditSlug, texts.Params{"Slug": tidy(v.Shop.Slug, maxName)})
	}
	return Screen{
		State: StateEdit,
		Text: paragraphs(
			p.HTML(texts.EditTitle, texts.Params{"Name": called(p, v.Shop.Name)}),
			lines(p.HTML(key, nil), slug, p.HTML(texts.EditStocks, texts.Params{"Number": v.Warehouses})),
		),
		Rows: [][]Button{
			{button(p, texts.ButtonName, ActRename, here), button(p, texts.ButtonKey, ActShopKey, here)},
			{button(p, texts.ButtonSlug, ActSlug, here), button(p, texts.ButtonStocks, ActStocks, here)},
			back(p, here),
		},
	}
}

// Rename asks for a shop's new name.
func Rename(p texts.Printer, v PromptView) Screen {
	return editPrompt(p, StateRename, v, texts.RenamePrompt)
}

// editPrompt asks for something of a shop that there is already. Its way out is the arrow to the page it was opened from;
// /cancel, which leads to the main menu, is not offered beside it.
func editPrompt(p texts.Printer, state State, v PromptView, key texts.Key) Screen {
	return Screen{
		State: state,
		Text:  paragraphs(because(p, v.Args), p.HTML(key, texts.Params{"Name": called(p, v.Name)})),
		Rows:  [][]Button{back(p, v.Args.Place())},
	}
}

// ShopKey asks for a shop's api key: its first, which can wait, or a new one.
func ShopKey(p texts.Printer, v PromptView) Screen {
	if v.First {
		s := editPrompt(p, StateShopKey, v, texts.ShopKeyFirst)
		s.Rows = [][]Button{{button(p, texts.ButtonSkip, ActSkip, v.Args.Place())}}
		return s
	}
	return editPrompt(p, StateShopKey, v, texts.ShopKeyPrompt)
}

// Slug asks for a shop's new slug.
func Slug(p texts.Printer, v PromptView) Screen { return editPrompt(p, StateSlug, v, texts.SlugPrompt) }

// Stocks lists a shop's warehouses: pressing one removes it.
func Stocks(p texts.Printer, v StocksView) Screen {
	here := v.Args.Place()
	name := called(p, v.Shop.Name)
	s := Screen{State: StateStocks, Text: p.HTML(texts.StocksNone, texts.Params{"Name": name})}
	more := ""
	if len(v.Items) > maxDeletable {
		more = p.HTML(texts.StocksShown, texts.Params{"Number": maxDeletable})
	}
	if len(v.Items) > 0 {
		s.Text = paragraphs(
			lines(p.HTML(texts.StocksTitle, texts.Params{"Name": name, texts.Count: len(v.Items)}), more),
			p.HTML(texts.StocksHint, nil),
		)
	}
	for _, w := range v.Items[:min(len(v.Items), maxDeletable)] {
		to := here
		to.Item = w.ID
		row := label(p.Text(texts.StocksRow, texts.Params{"Name": called(p, w.Name)}))
		s.Rows = append(s.Rows, []Button{{Label: row, Action: ActDelete, Args: to}})
	}
	s.Rows = append(s.Rows, []Button{button(p, texts.ButtonAddStock, ActAdd, here)}, back(p, here))
	return s
}

// Stock asks for a warehouse's number and name.
func Stock(p texts.Printer, v PromptView) Screen {
	return editPrompt(p, StateStock, v, texts.StockPrompt)
}
