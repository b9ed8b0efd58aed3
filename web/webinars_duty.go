package web

import (
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
)

// duty is who is to moderate an event, and who does: the same wherever it is said.
type duty struct {
	Path   string
	Over   bool
	Soon   bool   // before its start: who is on duty is reminded
	Listed string // who is on duty; empty when nobody is
	Here   string // who gets the cards now; empty when nobody does
	MeHere bool   // this person does
	NoBot  bool   // this person has no Telegram account linked: cards could not come
	Roster []rosterRow
}

type rosterRow struct {
	PersonID                      int64
	Name                          string
	Listed, Here, Owner, Me, Mays bool
}

func (c *call) duty(e webinars.Event) (duty, error) {
	row := c.eventRow(e)
	d := duty{Path: row.Path, Over: row.Over, Soon: !row.Over && !row.Running, NoBot: c.visitor.Profile.TelegramID == 0}
	roster, err := c.h.Webinars.Roster(c.r.Context(), c.me(), e.ID)
	if err != nil {
		return d, hidden(err)
	}
	var listed, here []string
	for _, r := range roster {
		name, me := c.nameOr(r.Name), r.PersonID == c.me()
		if r.Listed {
			listed = append(listed, name)
		}
		if r.Here {
			here = append(here, name)
			d.MeHere = d.MeHere || me
		}
		d.Roster = append(d.Roster, rosterRow{
			PersonID: r.PersonID, Name: name, Listed: r.Listed, Here: r.Here, Owner: r.Owner, Me: me,
			Mays: me || domain.May(e.Standing, domain.DeedModeratorsInvite),
		})
	}
	d.Listed, d.Here = strings.Join(listed, ", "), strings.Join(here, ", ")
	return d, nil
}

// panelRoster is the list alone, for a page that has heard of a change.
func (c *call) panelRoster() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	d, err := c.duty(e)
	if err != nil {
		return err
	}
	return c.part("panel", "roster", d)
}

// setListed puts somebody on an event's roster, or takes them off.
func (c *call) setListed() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	person, err := strconv.ParseInt(c.r.PostFormValue("person"), 10, 64)
	if err != nil {
		return domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	if err := c.change(func(u *work.Unit) error {
		return c.h.Webinars.SetListed(c.r.Context(), u, c.me(), e.ID, person, c.wantsOn())
	}); err != nil {
		return err
	}
	if c.htmx() {
		return c.panelRoster()
	}
	return c.goTo(eventPath(e.ID) + "/panel#roster")
}
