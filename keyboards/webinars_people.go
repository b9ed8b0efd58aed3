package keyboards

import "frontdesk/texts"

// maxPeople is how many moderators have a button of their own.
const maxPeople = 50

// Roster is who is to moderate a webinar. Pressing a name puts it on the list, or takes it off.
func Roster(p texts.Printer, v RosterView) Screen {
	here := v.Args.Place()
	s := Screen{State: StateRoster}
	for _, item := range v.Items[:min(len(v.Items), maxPeople)] {
		if !v.CanEdit && item.Person != v.Person {
			continue
		}
		to := here
		to.Person, to.Value = item.Person, On
		mark := "▫️"
		if item.Listed {
			mark, to.Value = "✅", Off
		}
		row := p.Text(texts.RosterRow, texts.Params{"Mark": mark, "Name": called(p, item.Name)})
		s.Rows = append(s.Rows, []Button{{Label: label(row), Action: ActSet, Args: to}})
	}
	hint := texts.RosterHint
	if v.CanEdit {
		hint = texts.RosterHintOwner
	}
	s.Text = paragraphs(p.HTML(texts.RosterTitle, texts.Params{"Name": called(p, v.Name)}), rosterLines(p, v.Items), p.HTML(hint, nil))
	s.Rows = append(s.Rows, back(p, here))
	return s
}

func rosterLines(p texts.Printer, items []RosterRow) string {
	var list []string
	for i, item := range items {
		if i == maxListed {
			list = append(list, p.HTML(texts.CommonMore, texts.Params{"Number": len(items) - i}))
			break
		}
		key := texts.RosterIdle
		switch {
		case item.Here:
			key = texts.RosterHere
		case item.Listed:
			key = texts.RosterListed
		}
		list = append(list, p.HTML(key, texts.Params{"Name": called(p, item.Name)}))
	}
	return lines(list...)
}

// Moderators lists who may moderate an account's webinars. Pressing one asks whether to take them away.
func Moderators(p texts.Printer, v ModeratorsView) Screen {
	here := v.Args.Place()
	name := called(p, v.Name)
	s := Screen{State: StateModerators, Text: p.HTML(texts.ModeratorsNone, texts.Params{"Name": name})}
	if len(v.Items) > 0 {
		more := ""
		if len(v.Items) > maxPeople {
			more = p.HTML(texts.CommonMore, texts.Params{"Number": len(v.Items) - maxPeople})
		}
		s.Text = paragraphs(
			lines(p.HTML(texts.ModeratorsTitle, texts.Params{"Name": name, texts.Count: len(v.Items)}), more), p.HTML(texts.ModeratorsHint, nil),
		)
	}
	for _, item := range v.Items[:min(len(v.Items), maxPeople)] {
		to := here
		to.Person = item.Person
		row := p.Text(texts.ModeratorsRow, texts.Params{"Name": tidy(called(p, item.Name), MaxLabel/2), "Date": item.Since})
		s.Rows = append(s.Rows, []Button{{Label: label(row), Action: ActDelete, Args: to}})
	}
	s.Rows = append(s.Rows, []Button{button(p, texts.ButtonInvite, ActInvite, here)}, back(p, leaveOf(here)))
	return s
}

// Invite shows a one-time link to an account's moderation.
func Invite(p texts.Printer, v InviteView) Screen {
	here := v.Args.Place()
	here.Query = "" // the token stays out of buttons
	return Screen{
		State: StateInvite,
		Text: p.HTML(texts.InviteText, texts.Params{
			"Name": called(p, v.Name), "Link": v.Link, "Until": when(p, v.Until, v.Now),
		}),
		Rows: [][]Button{{button(p, texts.ButtonModerators, ActModerators, here)}, back(p, leaveOf(here))},
	}
}

// leaveOf is where an account's moderators were opened from: a webinar's control panel when Event is set, else the account.
func leaveOf(here Args) Args {
	if here.Event != 0 {
		return Args{Event: here.Event, Page: here.Page}
	}
	return Args{Account: here.Account}
}

// AskUnmoderate asks whether to take a moderator away.
func AskUnmoderate(p texts.Printer, v NamedView) Screen {
	return ask(p, StateUnmoderate, v, texts.UnmoderateQuestion, texts.ButtonRemove)
}

// Join asks whether to accept an invitation. Whoever opens the link changes nothing yet: programs that make previews do so.
func Join(p texts.Printer, v JoinView) Screen {
	owner := ""
	if v.Owner != "" {
		owner = p.HTML(texts.JoinOwner, texts.Params{"Name": called(p, v.Owner)})
	}
	return Screen{
		State: StateJoin,
		Text:  paragraphs(p.HTML(texts.JoinTitle, texts.Params{"Name": called(p, v.Name)}), owner, p.HTML(texts.JoinHint, nil)),
		Rows: [][]Button{
			{button(p, texts.ButtonAcceptInvite, ActYes, Args{Query: v.Token})},
			{button(p, texts.ButtonNotNow, ActNo, Args{})},
		},
	}
}
