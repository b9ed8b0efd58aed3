package web

import (
	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// profilePage is all about oneself.
type profilePage struct {
	Profile  console.Profile
	Own      bool // has a password that is changed here
	Django   bool
	InDjango bool // and that user is a real Django's, else made by the command line here
	Sessions []sessionRow
	Zones    []string
	Problem  string // of the profile's form
	Password string // what is wrong with the form of the password
	Telegram string // a link to follow, once it was asked for
}

type sessionRow struct {
	Here                  bool
	Seen, Address, Device string
}

func (c *call) profilePage() (profilePage, error) {
	p := profilePage{
		Profile: c.visitor.Profile, InDjango: c.h.Shops.InDjango(), Own: c.visitor.Profile.WayIn == console.ByPassword,
		Django: c.visitor.Profile.WayIn == console.ByDjango, Zones: zones(c.visitor.Profile.Zone),
	}
	list, err := c.h.Console.Sessions(c.r.Context(), c.visitor)
	for _, s := range list {
		p.Sessions = append(p.Sessions, sessionRow{Here: s.Here, Seen: c.moment(s.SeenAt), Address: s.Address, Device: device(s.Agent)})
	}
	return p, err
}

func (c *call) showProfile() error {
	p, err := c.profilePage()
	if err != nil {
		return err
	}
	c.follow("person:" + number(c.me()))
	return c.show("profile", texts.ConsoleProfile, p)
}

func (c *call) saveProfile() error {
	p, err := c.profilePage()
	if err != nil {
		return err
	}
	asked := console.Profile{
		FirstName: c.r.PostFormValue("first_name"), LastName: c.r.PostFormValue("last_name"), Email: c.r.PostFormValue("email"),
		Zone: c.r.PostFormValue("zone"), Language: c.r.PostFormValue("language"),
	}
	err = c.change(func(u *work.Unit) error { return c.h.Console.SetProfile(u, c.visitor, asked) })
	if err != nil {
		asked.TelegramID, asked.Username, asked.WayIn = p.Profile.TelegramID, p.Profile.Username, p.Profile.WayIn
		p.Profile = asked
		return c.refuse("profile", texts.ConsoleProfile, err, func(words string) any { p.Problem = words; return p })
	}
	return c.done("/profile", texts.ConsoleSaved, nil)
}

func (c *call) changePassword() error {
	p, err := c.profilePage()
	if err != nil {
		return err
	}
	again := func(words string) any { p.Password = words; return p }
	if err := c.knock(); err != nil {
		return c.refuse("profile", texts.ConsoleProfile, err, again)
	}
	var entry console.Entry
	err = c.change(func(u *work.Unit) (err error) {
		entry, err = c.h.Console.ChangePassword(c.r.Context(), u, c.entryVisit(), c.visitor, c.r.PostFormValue("old"), c.r.PostFormValue("new"))
		return err
	})
	if err == nil {
		err = notIn(entry, "error.password_wrong")
	}
	if err != nil {
		return c.refuse("profile", texts.ConsoleProfile, err, again)
	}
	c.welcome(entry.Token)
	return c.done("/profile", texts.ConsolePasswordChanged, nil)
}

func (c *call) linkTelegram() error {
	p, err := c.profilePage()
	if err != nil {
		return err
	}
	err = c.change(func(u *work.Unit) (err error) {
		p.Telegram, err = c.h.Console.LinkTelegram(u, c.visitor)
		return err
	})
	if err != nil {
		return c.refuse("profile", texts.ConsoleProfile, err, func(words string) any { p.Problem = words; return p })
	}
	return c.show("profile", texts.ConsoleProfile, p)
}

func (c *call) unlinkTelegram() error {
	var entry console.Entry
	err := c.change(func(u *work.Unit) (err error) {
		entry, err = c.h.Console.UnlinkTelegram(c.r.Context(), u, c.where(), c.visitor)
		return err
	})
	if err != nil {
		return err
	}
	c.welcome(entry.Token)
	return c.done("/profile", texts.ConsoleTelegramUnlinked, nil)
}

// homePage is where one comes in.
type homePage struct {
	Hello    string
	Failed   int        // deliveries that were refused for good, for admins
	Unlinked bool       // Telegram is not linked yet
	Nobody   bool       // signed in, and nothing to do
	Events   []eventRow // that run or come next
	Tiles    []tile
}

// tile is a way from the home page.
type tile struct {
	navItem
	Hint string
}

func (c *call) home() error {
	p := homePage{
		Hello: c.nameOr(c.visitor.Name()), Unlinked: c.visitor.Profile.TelegramID == 0,
		Nobody: c.visitor.Standing == domain.Nobody || c.visitor.Standing == domain.Idle,
	}
	for _, item := range c.ways() {
		if item.Path != "/" {
			p.Tiles = append(p.Tiles, tile{item, c.print.Text(texts.Key("console.hint_"+item.Icon), nil)})
		}
	}
	if c.visitor.May(domain.DeedDeliveries) {
		list, err := c.h.Console.Deliveries(c.r.Context(), c.me(), console.DeliveryFilter{Failed: true, Size: 1})
		if err != nil {
			return err
		}
		p.Failed = list.Failed
	}
	var err error
	if p.Events, err = c.nextEvents(); err != nil {
		return err
	}
	return c.show("home", texts.ConsoleHome, p)
}
