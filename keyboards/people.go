package keyboards

import (
	"frontdesk/domain"
	"frontdesk/texts"
)

// People is a page of all who have ever signed in.
func People(p texts.Printer, v PeopleView) Screen {
	here := v.Args.Place()
	s := Screen{State: StatePeople, Text: peopleText(p, v)}
	for _, person := range v.Items {
		to := here
		to.Person = person.ChatID
		s.Rows = append(s.Rows, []Button{{Label: personRow(p, person), Action: ActOpen, Args: to}})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages), searchRow(p, here, v.Total), back(p, Args{}))
	return s
}

func peopleText(p texts.Printer, v PeopleView) string {
	params := texts.Params{texts.Count: v.Total, "Query": tidy(v.Args.Query, maxName)}
	head := texts.PeopleAll
	switch {
	case v.Total == 0 && v.Args.Query != "":
		return p.HTML(texts.PeopleNoneFound, params)
	case v.Total == 0:
		return p.HTML(texts.PeopleNone, nil)
	case v.Args.Query != "":
		head = texts.PeopleFound
	}
	legend := ""
	for _, person := range v.Items {
		if marks(person) != "" {
			legend = p.HTML(texts.PeopleLegend, nil)
		}
	}
	return lines(p.HTML(head, params), legend)
}

// marks are a person's flags in a list: banned, without a subscription, signed out.
func marks(u domain.TelegramUser) string {
	s := ""
	if u.Banned {
		s += "⛔"
	}
	if !u.Active {
		s += "💤"
	}
	if u.LoggedOut {
		s += "🚪"
	}
	return s
}

// personRow leaves room for the marks and the role when the name is long.
func personRow(p texts.Printer, u domain.TelegramUser) string {
	const room = 25
	name := u.Name()
	if u.Username != "" && name != "@"+u.Username {
		name += " @" + u.Username
	}
	if name = tidy(name, room); name == "" {
		name = p.Text(texts.CommonNameless, nil)
	}
	return label(marks(u) + " " + p.Text(texts.PeopleRow, texts.Params{"Name": name, "Role": roleName(p, u.Role)}))
}

// PeopleFind asks for a part of a person's name.
func PeopleFind(p texts.Printer, v PromptView) Screen {
	return search(p, StatePeopleFind, v, texts.FindPeople)
}

// Person is one person's page for an admin.
func Person(p texts.Printer, v PersonView) Screen {
	here := v.Args.Place()
	s := Screen{State: StatePerson, Text: personText(p, v)}
	row := func(b Button) { s.Rows = append(s.Rows, []Button{b}) }
	if !v.Self {
		if v.Person.Banned {
			row(button(p, texts.ButtonUnban, ActUnban, here))
		} else {
			row(button(p, texts.ButtonBan, ActBan, here))
		}
		if v.Person.Active {
			row(setButton(p, texts.ButtonPersonDeactivate, here, Off))
		} else {
			row(setButton(p, texts.ButtonPersonActivate, here, On))
		}
	}
	if v.Shops > 0 {
		row(button(p, texts.ButtonPersonShops, ActShops, shopsOf(here)))
	}
	if v.Payments > 0 {
		row(button(p, texts.ButtonPayments, ActPayments, shopsOf(here)))
	}
	to := here
	to.Person = 0
	s.Rows = append(s.Rows, back(p, to))
	return s
}

// shopsOf leads from a person's page to the first page of that person's shops; the place in the list of people goes
// along in Item.
func shopsOf(person Args) Args {
	return Args{Person: person.Person, Item: int64(person.Page), Query: person.Query}
}

// personOf leads back from a person's shops to the person's page.
func personOf(shops Args) Args {
	return Args{Person: shops.Person, Page: int(min(max(shops.Item, 0), maxPage)), Query: shops.Query}
}

func personText(p texts.Printer, v PersonView) string {
	u := v.Person
	handle := p.HTML(texts.PersonNameless, texts.Params{"ID": u.ChatID})
	if u.Username != "" {
		handle = p.HTML(texts.PersonHandle, texts.Params{"Username": u.Username, "ID": u.ChatID})
	}
	self, since := "", ""
	if v.Self {
		self = p.HTML(texts.PersonSelf, nil)
	}
	if !u.CreatedAt.IsZero() {
		since = p.HTML(texts.PersonSince, texts.Params{"Date": p.Date(u.CreatedAt)})
	}
	shops := p.HTML(texts.PersonNoShops, nil)
	if v.Shops > 0 {
		shops = p.HTML(texts.PersonShops, texts.Params{texts.Count: v.Shops})
	}
	return paragraphs(
		lines(p.HTML(texts.CommonTitle, texts.Params{"Name": called(p, u.Name())}), handle, self),
		lines(p.HTML(texts.PersonRole, texts.Params{"Role": roleName(p, u.Role)}), since, shops),
		personFlags(p, v),
	)
}

func personFlags(p texts.Printer, v PersonView) string {
	active, banned, out := p.HTML(texts.PersonInactive, nil), "", ""
	if v.Person.Active {
		active = p.HTML(texts.PersonActive, nil)
	}
	if v.Person.Banned {
		banned = p.HTML(texts.PersonBanned, nil)
		if reason := tidy(v.Reason, maxReason); reason != "" {
			banned = p.HTML(texts.PersonBannedReason, texts.Params{"Reason": reason})
		}
	}
	if v.Person.LoggedOut {
		out = p.HTML(texts.PersonOut, nil)
	}
	return lines(active, banned, out)
}

// Reason asks why a person is to be banned.
func Reason(p texts.Printer, v PromptView) Screen {
	here := v.Args.Place()
	return Screen{
		State: StateReason,
		Text:  paragraphs(because(p, v.Args), p.HTML(texts.ReasonPrompt, texts.Params{"Name": called(p, v.Name)})),
		Rows:  [][]Button{{button(p, texts.ButtonSkip, ActSkip, here)}, back(p, here)},
	}
}

// PersonShops is a page of one person's shops.
func PersonShops(p texts.Printer, v PersonShopsView) Screen {
	here := v.Args
	here.Value, here.Change = 0, 0
	name := called(p, v.Person.Name())
	s := Screen{State: StatePersonShops, Text: p.HTML(texts.PersonShopsNone, texts.Params{"Name": name})}
	if v.Total > 0 {
		s.Text = lines(p.HTML(texts.PersonShopsTitle, texts.Params{"Name": name, texts.Count: v.Total}),
			p.HTML(texts.ShopsLegend, nil))
	}
	for _, shop := range v.Items {
		// The place in the list of people stays behind: with it the buttons under the shop would grow too long.
		to := Args{Shop: shop.ID, Person: here.Person, Page: here.Page}
		s.Rows = append(s.Rows, []Button{shopRow(p, shop, to)})
	}
	s.Rows = append(s.Rows, pager(p, here, v.Pages), back(p, personOf(here)))
	return s
}
