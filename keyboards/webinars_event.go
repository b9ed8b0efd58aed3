package keyboards

import (
	"net/url"
	"strings"

	"frontdesk/domain"
	"frontdesk/texts"
)

const (
	// maxDescription is how many characters of a webinar's description its page shows.
	maxDescription = 600
	// maxURL bounds the address behind a button. Telegram does not say how long one may be.
	maxURL = 1024
)

// Event is one webinar's page.
func Event(p texts.Printer, v EventView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateEvent, Text: eventText(p, v)}
	var links []Button
	if goodLink(v.PublicURL) {
		links = append(links, Button{Label: p.Text(texts.ButtonGoWebinar, nil), URL: v.PublicURL})
	}
	if goodLink(v.PictureURL) {
		links = append(links, Button{Label: p.Text(texts.ButtonPicture, nil), URL: v.PictureURL})
	}
	s.Rows = append(s.Rows, links,
		[]Button{button(p, texts.ButtonPanel, ActPanel, here)},
		[]Button{button(p, texts.ButtonRoster, ActRoster, here), button(p, texts.ButtonRefresh, ActRefresh, here)},
		back(p, Args{Account: v.Account, Page: here.Page}),
	)
	return s
}

// goodLink tells whether Telegram takes an address for a button: an http one whose host has a dot (Bot API refuses
// "localhost" with "Wrong HTTP URL").
func goodLink(address string) bool {
	if address == "" || len(address) > maxURL {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && strings.Contains(u.Hostname(), ".") && u.User == nil
}

func eventText(p texts.Printer, v EventView) string {
	link := ""
	if v.PublicURL != "" && !goodLink(v.PublicURL) {
		link = p.HTML(texts.EventLink, texts.Params{"Link": tidy(v.PublicURL, maxURL)})
	}
	organization := ""
	if v.Organization != "" {
		organization = p.HTML(texts.EventOrganization, texts.Params{"Name": called(p, v.Organization)})
	}
	return paragraphs(
		lines(p.HTML(texts.CommonTitle, texts.Params{"Name": called(p, v.Name)}), organization),
		lines(timeLine(p, v), statusLine(p, v.Status), runBy(p, v.StartedBy, v.StoppedBy)),
		warning(p, v.Trouble),
		p.HTML(texts.CommonPlain, texts.Params{"Text": texts.CutRunes(strings.TrimSpace(v.Description), maxDescription)}),
		dutyLine(p, v), link,
	)
}

// dutyLine tells who is on duty. That everybody is reminded is said only while there is a beginning to be reminded of.
func dutyLine(p texts.Printer, v EventView) string {
	switch {
	case v.Status == domain.EventOver:
		return ""
	case len(v.OnDuty) > 0:
		return p.HTML(texts.EventDuty, texts.Params{"Names": p.Names(tidied(v.OnDuty))})
	case v.Status == domain.EventRunning:
		return p.HTML(texts.EventNobodyNow, nil)
	}
	return p.HTML(texts.EventNobody, nil)
}

func tidied(names []string) []string {
	clean := make([]string, len(names))
	for i, name := range names {
		clean[i] = tidy(name, maxName)
	}
	return clean
}

// timeLine says when a webinar is, with the zone: people of one webinar live in several.
func timeLine(p texts.Printer, v EventView) string {
	if v.StartsAt.IsZero() {
		return p.HTML(texts.EventNoTime, nil)
	}
	at := texts.Params{"When": when(p, v.StartsAt, v.Now), "Zone": v.StartsAt.Format("-07:00")}
	if v.EndsAt.IsZero() {
		return p.HTML(texts.EventTime, at)
	}
	at["End"] = p.Clock(v.EndsAt)
	if !sameDay(v.StartsAt, v.EndsAt) {
		at["End"] = when(p, v.EndsAt, v.Now)
	}
	return p.HTML(texts.EventTimes, at)
}

func statusLine(p texts.Printer, s domain.EventStatus) string {
	switch s {
	case domain.EventRunning:
		return p.HTML(texts.EventRunning, nil)
	case domain.EventOver:
		return p.HTML(texts.EventOver, nil)
	case domain.EventPlanned:
		return p.HTML(texts.EventPlanned, nil)
	default:
		return p.HTML(texts.EventOdd, texts.Params{"Name": tidy(string(s), maxName)})
	}
}

// runBy says who pressed the two buttons that cannot be taken back.
func runBy(p texts.Printer, started, stopped string) string {
	line := func(key texts.Key, name string) string {
		if name == "" {
			return ""
		}
		return p.HTML(key, texts.Params{"Name": called(p, name)})
	}
	return lines(line(texts.EventStartedBy, started), line(texts.EventStoppedBy, stopped))
}

// WebinarCall calls somebody to a webinar, with the way to its chat. What it says follows the webinar, and ends with it.
func WebinarCall(p texts.Printer, v CallView) Screen {
	s := Screen{State: StateCall}
	name := texts.Params{"Name": called(p, v.Name)}
	if v.Status == domain.EventOver {
		s.Text, s.Over = p.HTML(texts.CallOver, name), true
		return s
	}
	late := !v.StartsAt.IsZero() && !v.StartsAt.After(v.Now)
	switch {
	case len(v.Here) > 0:
		name["Names"] = p.Names(tidied(v.Here))
		s.Text = p.HTML(texts.CallHere, name)
	case v.Status == domain.EventRunning:
		s.Text = p.HTML(texts.CallRunning, name)
	case late:
		name["When"] = when(p, v.StartsAt, v.Now)
		s.Text = p.HTML(texts.CallLate, name)
	default:
		name["When"] = when(p, v.StartsAt, v.Now)
		s.Text = p.HTML(texts.CallSoon, name)
	}
	s.Text = paragraphs(s.Text, p.HTML(texts.CallHint, nil))
	about := Args{Event: v.Args.Event}
	s.Rows = [][]Button{{button(p, texts.ButtonModeration, ActModerate, about)}, {button(p, texts.ButtonOpenEvent, ActOpen, about)}}
	return s
}

// Panel is a webinar's control panel.
func Panel(p texts.Printer, v PanelView) Screen {
	here := v.Args.Place()
	s := Screen{State: StatePanel, Text: panelText(p, v)}
	over := v.Status == domain.EventOver
	can := func(b Button, deed domain.Deed) []Button {
		if !domain.May(v.Standing, deed) {
			return nil
		}
		return []Button{b}
	}
	act := func(label texts.Key, action Action, deed domain.Deed) []Button {
		return can(button(p, label, action, here), deed)
	}
	row := func(parts ...[]Button) {
		var all []Button
		for _, part := range parts {
			all = append(all, part...)
		}
		s.Rows = append(s.Rows, all)
	}
	about := Args{Event: here.Event} // the other flow's screens have pages of their own
	messages := can(button(p, texts.ButtonMessages, ActMessages, about), domain.DeedEventView)
	report := can(button(p, texts.ButtonReport, ActReport, about), domain.DeedEventView)
	if over {
		row(messages, report)
		s.Rows = append(s.Rows, back(p, here))
		return s
	}
	if !v.NoSession {
		row(can(runButton(p, v.Status, here), domain.DeedEventRun))
		if !v.Fixed {
			row(can(premodButton(p, v, here), domain.DeedPremoderation))
		}
		row(messages, can(button(p, texts.ButtonModeration, ActModerate, about), domain.DeedEventModerate))
	}
	row(act(texts.ButtonFont, ActFont, domain.DeedEventShow), act(texts.ButtonWidget, ActWidget, domain.DeedEventShow))
	row(act(texts.ButtonRelay, ActRelay, domain.DeedEventShow))
	invite := here
	invite.Account = v.Account
	row(can(button(p, texts.ButtonInvite, ActInvite, invite), domain.DeedModeratorsInvite))
	row(report)
	s.Rows = append(s.Rows, back(p, here))
	return s
}

func runButton(p texts.Printer, s domain.EventStatus, here Args) Button {
	if s == domain.EventRunning {
		return button(p, texts.ButtonStop, ActStop, here)
	}
	return button(p, texts.ButtonStart, ActStart, here)
}

// premodButton carries the wanted value: the other one than is wanted, or is so. Where nobody knows it is on.
func premodButton(p texts.Printer, v PanelView, here Args) Button {
	is := v.Premoderation
	if v.Wanted != 0 {
		is = v.Wanted
	}
	here.Value = On
	if is == On {
		here.Value = Off
		return button(p, texts.ButtonPremodOff, ActPremod, here)
	}
	return button(p, texts.ButtonPremodOn, ActPremod, here)
}

func panelText(p texts.Printer, v PanelView) string {
	title := lines(
		p.HTML(texts.PanelTitle, texts.Params{"Name": called(p, v.Name)}), statusLine(p, v.Status), runBy(p, v.StartedBy, v.StoppedBy),
	)
	switch {
	case v.Status == domain.EventOver:
		return paragraphs(title, p.HTML(texts.PanelOver, nil))
	case v.NoSession:
		return paragraphs(title, warning(p, v.Trouble), p.HTML(texts.PanelNoSession, nil))
	}
	relay := p.HTML(texts.PanelRelayOff, nil)
	if v.Relay {
		relay = p.HTML(texts.PanelRelayOn, nil)
	}
	here := p.HTML(texts.PanelNobody, nil)
	if len(v.Here) > 0 {
		here = p.HTML(texts.PanelHere, texts.Params{"Names": p.Names(tidied(v.Here))})
	}
	return paragraphs(title, warning(p, v.Trouble), lines(premodLine(p, v), relay, here))
}

func premodLine(p texts.Printer, v PanelView) string {
	switch {
	case v.Fixed:
		return p.HTML(texts.PanelPremodFixed, nil)
	case v.Wanted == On:
		return p.HTML(texts.PanelPremodSoonOn, nil)
	case v.Wanted == Off:
		return p.HTML(texts.PanelPremodSoonOff, nil)
	case v.Premoderation == On:
		return p.HTML(texts.PanelPremodOn, nil)
	case v.Premoderation == Off:
		return p.HTML(texts.PanelPremodOff, nil)
	}
	return p.HTML(texts.PanelPremodUnknown, nil)
}

// AskStart asks whether to put a webinar on air, and then once more.
func AskStart(p texts.Printer, v NamedView) Screen {
	if v.Args.Value == 0 {
		return ask(p, StateStart, v, texts.StartFirst, texts.ButtonStartFirst)
	}
	return sure(ask(p, StateStart, v, texts.StartSecond, texts.ButtonStartSecond))
}

// AskStop asks whether to end a webinar, and then once more.
func AskStop(p texts.Printer, v NamedView) Screen {
	if v.Args.Value == 0 {
		return ask(p, StateStop, v, texts.StopFirst, texts.ButtonStopFirst)
	}
	return sure(ask(p, StateStop, v, texts.StopSecond, texts.ButtonStopSecond))
}

// sure turns a question into the second: no stands where yes was, so that a finger that taps twice takes it back.
func sure(s Screen) Screen {
	s.Rows[0][0].Action = ActSure
	s.Rows[0], s.Rows[1] = s.Rows[1], s.Rows[0]
	return s
}
