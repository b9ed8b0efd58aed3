package web

import (
	"frontdesk/services/console"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// userRow is a user of the console.
type userRow struct {
	Person   int64
	Name     string
	Username string // empty for who signs in by something else
	Email    string
	Since    string
	Seen     string // when they were last here; empty when they are signed in nowhere
	Closed   string // since when the console is closed to them; empty while it is open
	Own      bool   // the console can be closed to them
	Linked   bool   // with a Telegram account
	Self     bool
}

func (c *call) userRow(u console.User) userRow {
	row := userRow{
		Person: u.Person, Name: u.Profile.Name(), Username: u.Profile.Username, Email: u.Profile.Email,
		Since: c.print.Date(u.Profile.CreatedAt.In(c.zone)), Seen: c.moment(u.SeenAt), Closed: c.moment(u.ClosedAt), Own: u.Own,
		Linked: u.Profile.TelegramID != 0, Self: u.Self,
	}
	if row.Name == "" {
		row.Name = c.print.Text(texts.CommonNameless, nil)
	}
	return row
}

// listUsers puts those who signed up for the console on a page of people.
func (c *call) listUsers(p *peoplePage) error {
	list, err := c.h.Console.Users(c.r.Context(), c.me(), p.Query, c.pageNumber(), listSize)
	p.Total, p.Pager = list.Total, c.pages(list.Page, max(list.Pages, 1))
	for _, u := range list.Items {
		p.Users = append(p.Users, c.userRow(u))
	}
	return err
}

// userPage is a user of the console who is nobody in Telegram.
type userPage struct {
	User    userRow
	Problem string
}

func (c *call) showUser(person int64) error {
	u, err := c.h.Console.UserOf(c.r.Context(), c.me(), person)
	if err != nil {
		return err
	}
	return c.show("user", texts.ConsolePerson, userPage{User: c.userRow(u)})
}

// setOpen closes the console to somebody, or opens it again.
func (c *call) setOpen(person int64, open bool) error {
	changed := false
	err := c.change(func(u *work.Unit) (err error) {
		changed, err = c.h.Console.SetOpen(c.r.Context(), u, c.me(), person, open)
		return err
	})
	if err != nil {
		return err
	}
	said := texts.ConsoleSaved
	if changed && !open {
		said = texts.ConsoleUserClosed
	}
	return c.done("/people/"+number(person), said, nil)
}
