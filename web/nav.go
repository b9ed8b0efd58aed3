package web

import (
	"strings"

	"frontdesk/domain"
	"frontdesk/texts"
)

// navItem is one way in the frame.
type navItem struct {
	Path  string
	Label string
	Icon  string // a part of base.html: "icon-<name>"
	Here  bool
	Rest  bool // on a phone behind "More"
}

// nav is where somebody may go.
type nav struct {
	Ways     []navItem
	More     bool // some are behind "More" on a phone
	MoreHere bool // and the page is one of them
}

// barSize is how many ways a phone's bar has room for, "More" among them.
const barSize = 5

func (c *call) nav() nav {
	n := nav{Ways: c.ways()}
	if len(n.Ways) <= barSize {
		return n
	}
	n.More = true
	for i := barSize - 1; i < len(n.Ways); i++ {
		n.Ways[i].Rest = true
		n.MoreHere = n.MoreHere || n.Ways[i].Here
	}
	return n
}

// ways lists where this person may go.
func (c *call) ways() []navItem {
	if !c.known || c.visitor.Banned {
		return nil
	}
	items := []navItem{c.way("/", texts.ConsoleHome, "home")}
	if c.visitor.May(domain.DeedAccountConnect) || c.visitor.Standing == domain.Moderator {
		items = append(items, c.webinarWays()...)
	}
	if c.visitor.Standing >= domain.Member && c.visitor.Seller && c.visitor.Standing != domain.Moderator {
		items = append(items, c.way("/shops", texts.ConsoleShops, "shop"))
	}
	if c.visitor.May(domain.DeedPeople) {
		items = append(items, c.way("/people", texts.ConsolePeople, "people"))
	}
	if c.visitor.May(domain.DeedDeliveries) {
		items = append(items, c.way("/deliveries", texts.ConsoleDeliveries, "send"))
	}
	if c.visitor.May(domain.DeedAudit) {
		items = append(items, c.way("/audit", texts.ConsoleAudit, "log"))
	}
	return append(items, c.way("/profile", texts.ConsoleProfile, "person"))
}

func (c *call) way(path string, label texts.Key, icon string) navItem {
	at := c.r.URL.Path
	return navItem{
		Path: path, Label: c.print.Text(label, nil), Icon: icon,
		Here: at == path || path != "/" && strings.HasPrefix(at, path+"/"),
	}
}

// webinarWays are the ways to the pages of webinars.
func (c *call) webinarWays() []navItem {
	if c.h.Webinars == nil {
		return nil
	}
	return []navItem{c.way("/webinars", texts.ButtonWebinars, "cast")}
}
