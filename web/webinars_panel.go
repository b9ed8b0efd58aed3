package web

import (
	"slices"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// panelPage is the control panel of an event.
type panelPage struct {
	eventRow
	AccountID int64
	Controls  controls
	Font      int // of all widgets; 0 while there is none
	Widgets   []widgetRow
	MayShow   bool
	MayEdit   bool // where the relay goes
	Targets   []domain.RelayTarget
	Problem   string // of the form of targets
	Counts    counts
}

// controls are what is switched, as a part that is fetched anew when somebody has.
type controls struct {
	stateView
	NoSession     bool
	MayRun        bool
	MayModerate   bool
	Premoderation switchView
	Relay         switchView
	Targets       int
	Problem       string
	Later         bool // something is on its way: look again soon
}

// switchView is one switch. Its button asks for a value.
type switchView struct {
	On, Known bool
	Wait      string // what is on its way; empty when nothing is
	Fixed     bool   // cannot be switched here
}

type counts struct{ Awaiting, Approved, Deleted int }

func (c *call) controls(e webinars.Event) (k controls, err error) {
	if k.stateView, err = c.stateView(e); err != nil {
		return k, err
	}
	a, err := c.h.Webinars.Account(c.r.Context(), c.me(), e.AccountID)
	if err != nil {
		return k, hidden(err)
	}
	k.NoSession, k.MayRun = e.SessionID == 0, domain.May(e.Standing, domain.DeedEventRun)
	k.MayModerate = domain.May(e.Standing, domain.DeedEventModerate)
	k.Premoderation = switchView{On: e.Premoderation == webinars.On, Known: e.Premoderation != webinars.Unknown, Fixed: a.Face == domain.WebinarUserAPI}
	switch e.Wanted {
	case webinars.On:
		k.Premoderation.Wait, k.Later = c.print.Text(texts.ConsolePremodSoonOn, nil), true
	case webinars.Off:
		k.Premoderation.Wait, k.Later = c.print.Text(texts.ConsolePremodSoonOff, nil), true
	case webinars.Unknown:
	}
	k.Relay = switchView{On: e.Relay, Known: true}
	if domain.May(e.Standing, domain.DeedEventShow) {
		targets, err := c.h.Relay.Targets(c.r.Context(), c.me(), e.ID)
		if err != nil {
			return k, hidden(err)
		}
		k.Targets = len(slices.DeleteFunc(targets, func(t domain.RelayTarget) bool { return t.Gone }))
	}
	return k, nil
}

func (c *call) panelPage(e webinars.Event) (panelPage, error) {
	p := panelPage{
		eventRow: c.eventRow(e), AccountID: e.AccountID, MayShow: domain.May(e.Standing, domain.DeedEventShow),
		MayEdit: domain.May(e.Standing, domain.DeedRelayTargets),
	}
	k, err := c.controls(e)
	if err != nil {
		return p, err
	}
	p.Controls = k
	if p.Counts, err = c.counts(e.ID); err != nil || !p.MayShow {
		return p, err
	}
	if p.Targets, err = c.h.Relay.Targets(c.r.Context(), c.me(), e.ID); err != nil {
		return p, err
	}
	p.Widgets, err = c.widgets(e)
	if len(p.Widgets) > 0 {
		p.Font = p.Widgets[0].Size
	}
	return p, err
}

func (c *call) showPanel() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	p, err := c.panelPage(e)
	if err != nil {
		return err
	}
	c.follow("event:" + number(e.ID))
	return c.show("panel", texts.ButtonPanel, p)
}

func (c *call) panelControls() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	k, err := c.controls(e)
	if err != nil {
		return err
	}
	return c.part("panel", "controls", k)
}

// panelAfter answers what was pressed on the panel: the switches as they are now, with what went wrong.
func (c *call) panelAfter(err error) error {
	words, ours := "", false
	if err != nil {
		if words, ours = c.answered(err); !ours {
			return err
		}
	}
	e, err := c.event()
	if err != nil {
		return err
	}
	if !c.htmx() && words == "" {
		return c.goTo(eventPath(e.ID) + "/panel")
	}
	if c.htmx() {
		k, err := c.controls(e)
		if err != nil {
			return err
		}
		k.Problem = words
		return c.part("panel", "controls", k)
	}
	p, err := c.panelPage(e)
	if err != nil {
		return err
	}
	p.Controls.Problem = words
	c.follow("event:" + number(e.ID))
	return c.showAs(statusOf(domain.KindInvalid), "panel", texts.ButtonPanel, p)
}

// press does something with the event of the path, and shows the panel.
func (c *call) press(do func(u *work.Unit, e webinars.Event) error) error {
	e, err := c.event()
	if err != nil {
		return err
	}
	return c.panelAfter(c.change(func(u *work.Unit) error {
		c.h.Refresh(u, webinars.EventSubject(e.ID))
		return do(u, e)
	}))
}

// wantsOn is the value that a switch's button asks for.
func (c *call) wantsOn() bool { return c.r.PostFormValue("value") == "on" }

func (c *call) setPremoderation() error {
	return c.press(func(u *work.Unit, e webinars.Event) error {
		_, err := c.h.Webinars.SetPremoderation(c.r.Context(), u, c.me(), e.ID, c.wantsOn())
		return err
	})
}

func (c *call) setHere() error {
	return c.press(func(u *work.Unit, e webinars.Event) error {
		return c.h.Moderation.SetHere(c.r.Context(), u, c.me(), e.ID, c.wantsOn())
	})
}

func (c *call) setRelay() error {
	return c.press(func(u *work.Unit, e webinars.Event) error {
		return c.h.Relay.SetOn(c.r.Context(), u, c.me(), e.ID, c.wantsOn())
	})
}

// askStart and askStop ask twice: neither can be taken back.
func (c *call) askStart() error { return c.askRun("start") }
func (c *call) askStop() error  { return c.askRun("stop") }

func (c *call) askRun(deed string) error {
	id, err := c.number("event")
	if err != nil {
		return err
	}
	if _, err := c.event(); err != nil {
		return err
	}
	e, err := c.h.Webinars.EventFor(c.r.Context(), c.me(), id, domain.DeedEventRun)
	if err != nil {
		return err
	}
	return c.ask(c.runQuestion(e, deed, c.query("sure") != "", ""))
}

func (c *call) runQuestion(e webinars.Event, deed string, sure bool, problem string) question {
	path := eventPath(e.ID)
	q := question{Back: path + "/panel", BackLabel: e.Name, Danger: deed == "stop", Problem: problem}
	keys := map[string][6]texts.Key{
		"start": {
			texts.ConsoleStartAsk, texts.ConsoleStartText, texts.ButtonStartFirst,
			texts.ConsoleStartSure, texts.ConsoleStartSureText, texts.ButtonStartSecond,
		},
		"stop": {
			texts.ConsoleStopAsk, texts.ConsoleStopText, texts.ButtonStopFirst,
			texts.ConsoleStopSure, texts.ConsoleStopSureText, texts.ButtonStopSecond,
		},
	}[deed]
	if sure {
		copy(keys[:3], keys[3:])
		q.Action = path + "/" + deed
	} else {
		q.Next = path + "/" + deed
	}
	q.Title, q.Text, q.Yes = c.print.Text(keys[0], texts.Params{"Name": e.Name}), c.print.Text(keys[1], nil), c.print.Text(keys[2], nil)
	return q
}

func (c *call) start() error { return c.run("start", texts.ToastWebinarStarted) }
func (c *call) stop() error  { return c.run("stop", texts.ToastWebinarStopped) }

func (c *call) run(deed string, done texts.Key) error {
	e, err := c.event()
	if err != nil {
		return err
	}
	do := c.h.Webinars.Start
	if deed == "stop" {
		do = c.h.Webinars.Stop
	}
	err = c.change(func(u *work.Unit) error {
		_, err := do(c.r.Context(), u, c.me(), e.ID)
		return err
	})
	if err == nil {
		return c.done(eventPath(e.ID)+"/panel", done, nil)
	}
	words, ours := c.answered(err)
	if !ours {
		return err
	}
	return c.ask(c.runQuestion(e, deed, true, words))
}

func (c *call) addTarget() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	if err := c.knock(); err != nil {
		return err
	}
	var target domain.RelayTarget
	err = c.change(func(u *work.Unit) (err error) {
		target, err = c.h.Relay.Add(c.r.Context(), u, c.me(), e.ID, c.r.PostFormValue("address"))
		return err
	})
	if err == nil {
		return c.done(eventPath(e.ID)+"/panel#relay", texts.ConsoleTargetAdded, texts.Params{"Name": target.Name})
	}
	words, ours := c.answered(err)
	if !ours {
		return err
	}
	p, err := c.panelPage(e)
	if err != nil {
		return err
	}
	p.Problem = words
	return c.showAs(statusOf(domain.KindInvalid), "panel", texts.ButtonPanel, p)
}

// target finds the target of the path among those of the event.
func (c *call) target() (webinars.Event, domain.RelayTarget, error) {
	e, err := c.event()
	if err != nil {
		return e, domain.RelayTarget{}, err
	}
	id, err := c.number("target")
	if err != nil {
		return e, domain.RelayTarget{}, err
	}
	if _, err := c.h.Webinars.EventFor(c.r.Context(), c.me(), e.ID, domain.DeedRelayTargets); err != nil {
		return e, domain.RelayTarget{}, err
	}
	list, err := c.h.Relay.Targets(c.r.Context(), c.me(), e.ID)
	if err != nil {
		return e, domain.RelayTarget{}, err
	}
	i := slices.IndexFunc(list, func(t domain.RelayTarget) bool { return t.ID == id })
	if i < 0 {
		return e, domain.RelayTarget{}, domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	return e, list[i], nil
}

func (c *call) askRemoveTarget() error {
	e, t, err := c.target()
	if err != nil {
		return err
	}
	return c.ask(question{
		Back: eventPath(e.ID) + "/panel#relay", BackLabel: e.Name, Title: c.print.Text(texts.ConsoleTargetAsk, texts.Params{"Name": t.Name}),
		Text: c.print.Text(texts.ConsoleTargetText, nil), Yes: c.print.Text(texts.ButtonRemove, nil), Danger: true,
		Action: eventPath(e.ID) + "/targets/" + number(t.ID) + "/remove",
	})
}

func (c *call) removeTarget() error {
	e, t, err := c.target()
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error { return c.h.Relay.Remove(c.r.Context(), u, c.me(), e.ID, t.ID) }); err != nil {
		return err
	}
	return c.done(eventPath(e.ID)+"/panel#relay", texts.ToastTargetRemoved, nil)
}
