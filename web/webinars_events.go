package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/texts"
)

// scheduleSize is how many events a page of a schedule has.
const scheduleSize = 10

// eventRow is an event as lists and heads show it.
type eventRow struct {
	ID           int64
	Path         string
	Name         string
	Organization string
	Picture      string
	When         string
	Status       string
	Running      bool
	Over         bool
	Soon         bool // is planned and has not begun
}

// when writes when something is to be, in the person's zone: today, tomorrow, else the day.
func (c *call) when(t time.Time) string {
	if t.IsZero() {
		return c.print.Text(texts.WhenUnknown, nil)
	}
	t = t.In(c.zone)
	now := c.h.Now().In(c.zone)
	clock := c.print.Clock(t)
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	switch day(t) {
	case day(now):
		return c.print.Text(texts.WhenToday, texts.Params{"Time": clock})
	case day(now.AddDate(0, 0, 1)):
		return c.print.Text(texts.WhenTomorrow, texts.Params{"Time": clock})
	}
	return c.print.Text(texts.WhenDay, texts.Params{"Date": c.print.Date(t), "Time": clock})
}

func (c *call) eventRow(e webinars.Event) eventRow {
	return eventRow{
		ID: e.ID, Path: eventPath(e.ID), Name: e.Name, Organization: e.Organization, When: c.when(e.StartsAt), Status: c.status(e.Status),
		Running: e.Running(), Over: e.Over(), Soon: e.Status == domain.EventPlanned, Picture: c.h.picture(e.PictureURL),
	}
}

func (c *call) status(s domain.EventStatus) string {
	switch s {
	case domain.EventPlanned:
		return c.print.Text(texts.ConsoleEventPlanned, nil)
	case domain.EventRunning:
		return c.print.Text(texts.ConsoleEventRunning, nil)
	case domain.EventOver:
		return c.print.Text(texts.ConsoleEventOver, nil)
	}
	return string(s)
}

type schedulePage struct {
	Account accountRow
	Zone    string
	Items   []eventRow
	Pager   pager
	Trouble string
}

// showSchedule asks the platform.
func (c *call) showSchedule() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	list, err := c.h.Webinars.Schedule(c.r.Context(), c.me(), a.ID, c.pageNumber(), scheduleSize)
	if err != nil {
		return err
	}
	p := schedulePage{Account: c.accountRow(list.Account), Zone: c.zoneName(), Trouble: c.trouble(list.Account.Trouble)}
	for _, e := range list.Events {
		p.Items = append(p.Items, c.eventRow(e))
	}
	pages := list.Page + 1
	if list.More {
		pages++
	}
	p.Pager = c.pages(list.Page, pages)
	return c.show("schedule", texts.ButtonSchedule, p)
}

// zoneName tells which zone times are in: "UTC+3", "UTC+5:30".
func (c *call) zoneName() string {
	_, offset := c.h.Now().In(c.zone).Zone()
	sign, minutes := "+", offset/60
	switch {
	case minutes == 0:
		return "UTC"
	case minutes < 0:
		sign, minutes = "−", -minutes
	}
	name := "UTC" + sign + strconv.Itoa(minutes/60)
	if rest := minutes % 60; rest != 0 {
		name += fmt.Sprintf(":%02d", rest)
	}
	return name
}

// eventPage is what an event is. What one does with it stands on its control panel.
type eventPage struct {
	eventRow
	Account     accountRow
	Description []string // its lines
	PublicURL   string
	Ends, Zone  string
	State       stateView
}

// stateView is the part of an event's page that changes by itself.
type stateView struct {
	eventRow
	Trouble              string
	StartedBy, StoppedBy string
	Duty                 duty
}

func (c *call) stateView(e webinars.Event) (stateView, error) {
	s := stateView{eventRow: c.eventRow(e), Trouble: c.trouble(e.Trouble), StartedBy: e.StartedBy, StoppedBy: e.StoppedBy}
	var err error
	s.Duty, err = c.duty(e)
	return s, err
}

// nameOr is a name, or what stands for one that nobody knows.
func (c *call) nameOr(name string) string {
	if strings.TrimSpace(name) == "" {
		return c.print.Text(texts.CommonNameless, nil)
	}
	return name
}

// showEvent asks the platform how the event is now.
func (c *call) showEvent() error {
	id, err := c.number("event")
	if err != nil {
		return err
	}
	e, err := c.h.Webinars.Refresh(c.r.Context(), c.me(), id)
	if err != nil {
		return hidden(err)
	}
	a, err := c.h.Webinars.Account(c.r.Context(), c.me(), e.AccountID)
	if err != nil {
		return hidden(err)
	}
	p := eventPage{eventRow: c.eventRow(e), Account: c.accountRow(a), PublicURL: e.PublicURL, Zone: c.zoneName()}
	if !e.EndsAt.IsZero() {
		p.Ends = c.print.Clock(e.EndsAt.In(c.zone))
	}
	if e.Description != "" {
		p.Description = strings.Split(e.Description, "\n")
	}
	if p.State, err = c.stateView(e); err != nil {
		return err
	}
	c.follow("event:" + number(e.ID))
	return c.show("event", texts.ConsoleEvent, p)
}

func (c *call) eventState() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	s, err := c.stateView(e)
	if err != nil {
		return err
	}
	return c.part("event", "state", s)
}

// homeEvents is how many events the home page shows.
const homeEvents = 6

// nextEvents are those that run or begin soon, of all accounts, as they are known.
func (c *call) nextEvents() ([]eventRow, error) {
	if c.h.Webinars == nil {
		return nil, nil
	}
	list, err := c.h.Webinars.Upcoming(c.r.Context(), c.me(), homeEvents)
	if err != nil {
		return nil, err
	}
	rows := make([]eventRow, 0, len(list))
	for _, e := range list {
		rows = append(rows, c.eventRow(e))
	}
	return rows, nil
}
