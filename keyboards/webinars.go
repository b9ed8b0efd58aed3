package keyboards

import (
	"time"

	"frontdesk/domain"
	"frontdesk/texts"
)

// Webinars is a page of the connected accounts.
func Webinars(p texts.Printer, v WebinarsView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateWebinars, Text: p.HTML(texts.WebinarsNone, nil)}
	switch {
	case v.Total > 0:
		s.Text = lines(p.HTML(texts.WebinarsTitle, texts.Params{texts.Count: v.Total}), p.HTML(texts.WebinarsHint, nil))
	case !v.CanConnect:
		s.Text = p.HTML(texts.WebinarsNoneModerator, nil)
	}
	for _, item := range v.Items {
		name := called(p, item.Name)
		if item.Trouble {
			name = p.Text(texts.WebinarsTroubled, texts.Params{"Name": name})
		}
		s.Rows = append(s.Rows, []Button{{Label: label(name), Action: ActOpen, Args: Args{Account: item.ID}}})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages))
	if v.CanConnect {
		s.Rows = append(s.Rows, []Button{button(p, texts.ButtonConnectAccount, ActAdd, Args{})})
	}
	s.Rows = append(s.Rows, back(p, Args{}))
	return s
}

// Connect asks by which way to connect an account.
func Connect(p texts.Printer, v ConnectView) Screen {
	here := v.Args.Place()
	return Screen{
		State: StateConnect,
		Text:  p.HTML(texts.ConnectTitle, nil),
		Rows: [][]Button{
			{button(p, texts.ButtonByPassword, ActPassword, here)},
			{button(p, texts.ButtonByToken, ActToken, here)},
			back(p, here),
		},
	}
}

// Email asks for the e-mail of an account.
func Email(p texts.Printer, v PromptView) Screen { return prompt(p, StateEmail, v, texts.ConnectEmail) }

// WebinarPassword asks for the password that belongs to v.Name.
func WebinarPassword(p texts.Printer, v PromptView) Screen {
	s := prompt(p, StateWebinarPass, v, texts.ConnectPassword)
	s.Rows = [][]Button{back(p, Args{})} // the e-mail must not travel in a button
	return s
}

// Token asks for an API token.
func Token(p texts.Printer, v PromptView) Screen { return prompt(p, StateToken, v, texts.ConnectToken) }

// Account is one webinar account: what the platform says of it, and what can be done with it.
func Account(p texts.Printer, v AccountView) Screen {
	here := Args{Account: v.Args.Account}
	s := Screen{State: StateAccount, Text: accountText(p, v)}
	row := func(label texts.Key, action Action, deed domain.Deed) {
		if domain.May(v.Standing, deed) {
			s.Rows = append(s.Rows, []Button{button(p, label, action, here)})
		}
	}
	if v.Trouble != "" {
		row(texts.ButtonReconnect, ActAdd, domain.DeedAccountDisconnect)
	}
	row(texts.ButtonSchedule, ActSchedule, domain.DeedEventView)
	row(texts.ButtonModerators, ActModerators, domain.DeedModeratorsInvite)
	row(texts.ButtonRules, ActRules, domain.DeedRules)
	row(texts.ButtonDisconnect, ActDisconnect, domain.DeedAccountDisconnect)
	s.Rows = append(s.Rows, back(p, Args{}))
	return s
}

// maxOrganizations is how many organizations an account's page names.
const maxOrganizations = 10

func accountText(p texts.Printer, v AccountView) string {
	state := p.HTML(texts.AccountGood, nil)
	if v.Trouble != "" {
		state = warning(p, v.Trouble)
	}
	if !domain.May(v.Standing, domain.DeedAccountDisconnect) {
		state = paragraphs(state, p.HTML(texts.AccountModerator, nil))
	}
	face, login := texts.AccountPassword, texts.AccountEmail
	if v.Face == domain.WebinarUserAPI {
		face, login = texts.AccountByToken, texts.AccountToken
	}
	name := ""
	if v.Name != "" {
		name = p.HTML(texts.AccountName, texts.Params{"Name": called(p, v.Name)})
	}
	data := []string{
		p.HTML(texts.AccountData, nil), name, p.HTML(login, texts.Params{"Name": called(p, v.Login)}), p.HTML(face, nil),
	}
	for i, organization := range v.Organizations {
		if i == maxOrganizations {
			data = append(data, p.HTML(texts.CommonMore, texts.Params{"Number": len(v.Organizations) - i}))
			break
		}
		data = append(data, p.HTML(texts.AccountOrganization, texts.Params{"Name": called(p, organization)}))
	}
	return paragraphs(state, lines(data...))
}

// warning is a line that says why something does not work now. key is that of a text.
func warning(p texts.Printer, key string) string {
	if key == "" {
		return ""
	}
	return p.HTML(texts.CommonWarning, texts.Params{"Text": p.Text(texts.Key(key), nil)})
}

// AskDisconnect asks whether to take an account away.
func AskDisconnect(p texts.Printer, v NamedView) Screen {
	return ask(p, StateDisconnect, v, texts.DisconnectQuestion, texts.ButtonDisconnectSure)
}

// ask is a question about something with a name; yes says what it does.
func ask(p texts.Printer, state State, v NamedView, key, yes texts.Key) Screen {
	here := v.Args
	here.Value = 0
	return Screen{
		State: state,
		Text:  p.HTML(key, texts.Params{"Name": called(p, v.Name)}),
		Rows:  [][]Button{{button(p, yes, ActYes, here)}, {button(p, texts.ButtonNo, ActNo, here)}},
	}
}

// Schedule is a page of an account's webinars.
func Schedule(p texts.Printer, v ScheduleView) Screen {
	here := v.Args.Place()
	text := p.HTML(texts.ScheduleNone, nil)
	if len(v.Items) > 0 || here.Page > 0 {
		text = p.HTML(texts.ScheduleLegend, nil)
	}
	s := Screen{State: StateSchedule}
	list := make([]string, 0, len(v.Items))
	for _, e := range v.Items {
		about := texts.Params{"Mark": statusMark(e.Status), "When": when(p, e.StartsAt, v.Now), "Name": called(p, e.Name)}
		list = append(list, p.HTML(texts.ScheduleLine, about))
		row := p.Text(texts.ScheduleRow, about) // a phone has no room for long names there
		s.Rows = append(s.Rows, []Button{{Label: label(row), Action: ActOpen, Args: Args{Event: e.ID, Page: here.Page}}})
	}
	s.Text = paragraphs(
		p.HTML(texts.ScheduleTitle, texts.Params{"Name": called(p, v.Name)}), warning(p, v.Trouble), lines(list...), text,
	)
	s.Rows = append(s.Rows,
		leaf(p, here, v.More),
		[]Button{button(p, texts.ButtonRefresh, ActRefresh, here)},
		back(p, Args{Account: here.Account}),
	)
	return s
}

// leaf is the row << >> of a list whose length nobody knows.
func leaf(p texts.Printer, args Args, more bool) []Button {
	var row []Button
	if args.Page > 0 {
		row = append(row, turn(p, texts.ButtonPrevious, args, args.Page-1))
	}
	if more {
		row = append(row, turn(p, texts.ButtonNext, args, args.Page+1))
	}
	return row
}

// statusMark is a webinar's status in a list.
func statusMark(s domain.EventStatus) string {
	switch s {
	case domain.EventRunning:
		return "🟢"
	case domain.EventOver:
		return "⚫"
	default:
		return "🕒"
	}
}

// when says when a webinar begins, as people say it: "today 15:00", "tomorrow 15:00", else with the day.
func when(p texts.Printer, t, now time.Time) string {
	if t.IsZero() {
		return p.Text(texts.WhenUnknown, nil)
	}
	now = now.In(t.Location())
	at := texts.Params{"Time": p.Clock(t)}
	switch {
	case sameDay(t, now):
		return p.Text(texts.WhenToday, at)
	case sameDay(t, now.AddDate(0, 0, 1)):
		return p.Text(texts.WhenTomorrow, at)
	}
	at["Date"] = p.Date(t)
	return p.Text(texts.WhenDay, at)
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }
