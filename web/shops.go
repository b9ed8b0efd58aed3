package web

import (
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/shops"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// listSize is how many entries a page of a list has.
const listSize = 20

func (h *Handler) shopRoutes(to adder) {
	to("GET /shops", inside, (*call).listShops)
	to("GET /shops/new", admin, (*call).newShop)
	to("POST /shops/new", admin, (*call).createShop)
	to("GET /shops/{id}", inside, (*call).showShop)
	to("GET /shops/{id}/switches", inside, (*call).shopSwitches)
	to("POST /shops/{id}/switch", inside, (*call).switchShop)
	to("POST /shops/{id}/undo/{change}", inside, (*call).undoShop)
	to("POST /shops/{id}/edit", admin, (*call).editShop)
	to("POST /shops/{id}/warehouses", admin, (*call).addWarehouse)
	to("POST /shops/{id}/warehouses/{warehouse}/remove", admin, (*call).removeWarehouse)
}

type shopsPage struct {
	Query  string
	Items  []domain.Shop
	Total  int
	Pager  pager
	CanNew bool
	Hint   string // what to do when there are none
}

func (c *call) listShops() error {
	f := shops.Filter{Query: c.query("q"), Page: c.pageNumber(), PageSize: listSize}
	list, err := c.h.Shops.List(c.r.Context(), c.me(), f)
	if err != nil {
		return err
	}
	p := shopsPage{
		Query: f.Query, Items: list.Items, Total: list.Total, Pager: c.pages(list.Page, list.Pages),
		CanNew: c.visitor.May(domain.DeedShopEdit) && !c.h.Shops.InDjango(),
	}
	switch {
	case p.Query != "":
		p.Hint = c.print.Text(texts.ConsoleFindOtherwise, nil)
	case p.CanNew:
		p.Hint = c.print.Text(texts.ConsoleNoShopsMake, nil)
	case c.visitor.Admin():
		p.Hint = c.print.Text(texts.ConsoleNoShopsDjango, nil)
	default:
		p.Hint = c.print.Text(texts.ConsoleNoShopsLink, nil)
	}
	if c.htmx() {
		return c.part("shops", "list", p)
	}
	return c.show("shops", texts.ConsoleShops, p)
}

// shopPage is one shop: its switches, what it is, and for admins without Django the forms that change it.
type shopPage struct {
	Shop       domain.Shop
	Switches   switches
	Warehouses []domain.Warehouse
	People     int
	CanEdit    bool
	HasKey     bool
	Problem    string
	Audit      string // where its history is, for admins
}

// switches are a shop's two, as a fragment that is fetched anew when somebody has moved one.
type switches struct {
	ShopID  int64
	List    []toggle
	Problem string
}

// toggle is one switch. Its button asks for a value and not for a flip: pressing twice changes nothing twice.
type toggle struct {
	Field string
	Label string
	On    bool
	Last  string // who has set it so, and when
	Undo  int64  // the change that this person may take back now
}

func (c *call) switches(id int64) (switches, error) {
	s := switches{ShopID: id}
	for _, field := range []domain.ShopField{domain.FieldActive, domain.FieldPriceUpdating} {
		now, err := c.h.Shops.Switch(c.r.Context(), c.me(), id, field)
		if err != nil {
			return s, err
		}
		t := toggle{Field: string(field), Label: c.print.Text(texts.ButtonActivation, nil), On: now.Shop.Active, Undo: now.Undo}
		if field == domain.FieldPriceUpdating {
			t.Label, t.On = c.print.Text(texts.ButtonPrice, nil), now.Shop.PriceUpdating
		}
		if now.Last.ID != 0 {
			t.Last = c.print.Text(texts.CommonChanged, texts.Params{"Name": now.Last.ByName, "When": c.moment(now.Last.At)})
		}
		s.List = append(s.List, t)
	}
	return s, nil
}

func (c *call) shopPage() (shopPage, error) {
	id, err := c.number("id")
	if err != nil {
		return shopPage{}, err
	}
	card, err := c.h.Shops.Shop(c.r.Context(), c.me(), id)
	if err != nil {
		return shopPage{}, err
	}
	info, err := c.h.Shops.Info(c.r.Context(), c.me(), id)
	if err != nil {
		return shopPage{}, err
	}
	p := shopPage{Shop: card.Shop, Warehouses: info.Warehouses, People: info.People, CanEdit: card.CanEdit}
	if card.CanEdit {
		edit, err := c.h.Shops.Edit(c.r.Context(), c.me(), id)
		if err != nil {
			return p, err
		}
		p.HasKey = edit.HasKey
	}
	if c.visitor.May(domain.DeedAudit) {
		p.Audit = "/audit?subject=shop:" + number(id)
	}
	p.Switches, err = c.switches(id)
	return p, err
}

func (c *call) showShop() error {
	p, err := c.shopPage()
	if err != nil {
		return err
	}
	c.follow("shop:" + number(p.Shop.ID))
	return c.show("shop", texts.ConsoleShop, p)
}

func (c *call) shopSwitches() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	s, err := c.switches(id)
	if err != nil {
		return err
	}
	return c.part("shop", "switches", s)
}

func (c *call) switchShop() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	field, value := domain.ShopField(c.r.PostFormValue("field")), c.r.PostFormValue("value") == "on"
	return c.afterSwitch(id, c.change(func(u *work.Unit) error {
		r, err := c.h.Shops.Set(c.r.Context(), u, c.me(), id, field, value)
		if err == nil && r.Changed {
			c.h.Refresh(u, "shop:"+number(id))
		}
		return err
	}))
}

func (c *call) undoShop() error {
	id, err := c.number("id")
	if err != nil {
		return err
	}
	change, err := c.number("change")
	if err != nil {
		return err
	}
	return c.afterSwitch(id, c.change(func(u *work.Unit) error {
		r, err := c.h.Shops.Undo(c.r.Context(), u, c.me(), change)
		if err == nil {
			c.h.Refresh(u, "shop:"+number(r.Change.ShopID))
		}
		return err
	}))
}

// afterSwitch shows the switches as they are now, with what went wrong.
func (c *call) afterSwitch(id int64, err error) error {
	words, fatal := c.said(err)
	if fatal != nil {
		return fatal
	}
	if !c.htmx() {
		if words != "" {
			return err
		}
		return c.goTo("/shops/" + number(id))
	}
	s, err := c.switches(id)
	if err != nil {
		return err
	}
	s.Problem = words
	return c.part("shop", "switches", s)
}

type newShopPage struct {
	Name    string
	Problem string
}

func (c *call) newShop() error {
	if c.h.Shops.InDjango() {
		return domain.Fail(domain.KindForbidden, "error.shops_in_django", nil)
	}
	return c.show("shop-new", texts.ConsoleShopNew, newShopPage{})
}

func (c *call) createShop() error {
	name := strings.TrimSpace(c.r.PostFormValue("name"))
	var made domain.Shop
	err := c.change(func(u *work.Unit) (err error) {
		made, err = c.h.Shops.Create(c.r.Context(), u, c.me(), name)
		return err
	})
	if err != nil {
		return c.refuse("shop-new", texts.ConsoleShopNew, err, func(words string) any { return newShopPage{name, words} })
	}
	return c.done("/shops/"+number(made.ID), texts.ConsoleShopMade, nil)
}

// editShop changes what the form has changed, and nothing else.
func (c *call) editShop() error {
	p, err := c.shopPage()
	if err != nil {
		return err
	}
	id, ctx := p.Shop.ID, c.r.Context()
	name, slug, key := strings.TrimSpace(c.r.PostFormValue("name")), strings.TrimSpace(c.r.PostFormValue("slug")), strings.TrimSpace(c.r.PostFormValue("key"))
	err = c.change(func(u *work.Unit) error {
		if name != p.Shop.Name {
			if err := c.h.Shops.Rename(ctx, u, c.me(), id, name); err != nil {
				return err
			}
		}
		if slug != p.Shop.Slug {
			if err := c.h.Shops.SetSlug(ctx, u, c.me(), id, slug); err != nil {
				return err
			}
		}
		if key != "" {
			if err := c.h.Shops.SetKey(ctx, u, c.me(), id, key); err != nil {
				return err
			}
		}
		c.h.Refresh(u, "shop:"+number(id))
		return nil
	})
	return c.afterEdit(p, err, func(p *shopPage) { p.Shop.Name, p.Shop.Slug = name, slug })
}

func (c *call) addWarehouse() error {
	p, err := c.shopPage()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(strings.TrimSpace(c.r.PostFormValue("number")), 10, 64)
	if err != nil || n <= 0 {
		err = domain.Fail(domain.KindInvalid, "error.warehouse_number", nil)
	} else {
		err = c.change(func(u *work.Unit) error {
			err := c.h.Shops.AddWarehouse(c.r.Context(), u, c.me(), p.Shop.ID, n, c.r.PostFormValue("name"))
			c.h.Refresh(u, "shop:"+number(p.Shop.ID))
			return err
		})
	}
	return c.afterEdit(p, err, nil)
}

func (c *call) removeWarehouse() error {
	p, err := c.shopPage()
	if err != nil {
		return err
	}
	id, err := c.number("warehouse")
	if err != nil {
		return err
	}
	err = c.change(func(u *work.Unit) error {
		_, err := c.h.Shops.RemoveWarehouse(c.r.Context(), u, c.me(), p.Shop.ID, id)
		c.h.Refresh(u, "shop:"+number(p.Shop.ID))
		return err
	})
	return c.afterEdit(p, err, nil)
}

// afterEdit goes back to the shop, or shows the form again with what was typed.
func (c *call) afterEdit(p shopPage, err error, typed func(*shopPage)) error {
	if err == nil {
		return c.done("/shops/"+number(p.Shop.ID), texts.ConsoleSaved, nil)
	}
	return c.refuse("shop", texts.ConsoleShop, err, func(words string) any {
		if p.Problem = words; typed != nil {
			typed(&p)
		}
		return p
	})
}
