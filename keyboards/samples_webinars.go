package keyboards

import (
	"slices"
	"time"

	"frontdesk/domain"
	"frontdesk/texts"
)

func sampleNow() time.Time {
	return time.Date(2026, 3, 4, 15, 4, 0, 0, time.FixedZone("", 3*60*60))
}

func sampleEvents() []EventRow {
	now := sampleNow()
	return []EventRow{
		{ID: 31, Name: "Лекция о ценах <3", Status: domain.EventRunning, StartsAt: now.Add(-34 * time.Minute)},
		{ID: 32, Name: "Разбор вопросов", Status: domain.EventPlanned, StartsAt: now.AddDate(0, 0, 1)},
		{ID: 33, Name: "Итоги", Status: domain.EventPlanned, StartsAt: now.AddDate(0, 0, 20)},
		{ID: 34, Name: "Черновик", Status: domain.EventPlanned},
	}
}

func webinarSamples() []Sample {
	const trouble = string(texts.TroubleWebinarCredentials)
	account := AccountView{
		Args: Args{Account: 7}, Name: "Школа & Ко", Login: "anna@example.ru", Face: domain.WebinarCookie,
		Organizations: []string{"Школа", "Курсы <3"}, Standing: domain.Owner,
	}
	token, moderated, broken := account, account, account
	token.Face, token.Login, token.Name = domain.WebinarUserAPI, "…3f9a", ""
	moderated.Standing, broken.Trouble = domain.Moderator, trouble
	rows := []AccountRow{{ID: 7, Name: "Школа & Ко, anna@example.ru"}, {ID: 8, Name: "…3f9a", Trouble: true}}
	schedule := ScheduleView{Args: Args{Account: 7}, Name: account.Name, Items: sampleEvents(), Now: sampleNow()}
	middle, away := schedule, schedule
	middle.Args.Page, middle.More = 1, true
	away.Trouble = string(texts.TroubleWebinarAway)
	return slices.Concat([]Sample{
		sample("webs", Webinars, WebinarsView{Items: rows, Total: 2, Pages: 1, CanConnect: true}),
		sample("webs-page", Webinars, WebinarsView{Args: Args{Page: 1}, Items: rows, Total: 12, Pages: 3, CanConnect: true}),
		sample("webs-none", Webinars, WebinarsView{CanConnect: true, Pages: 1}),
		sample("webs-none-moderator", Webinars, WebinarsView{Pages: 1}),
		sample("wway", Connect, ConnectView{}),
		sample("wmail", Email, PromptView{}),
		sample("wmail-bad", Email, PromptView{Args: why(WhyBadEmail)}),
		sample("wpass", WebinarPassword, PromptView{Args: Args{Query: "anna@example.ru"}, Name: "anna@example.ru"}),
		sample("wtoken", Token, PromptView{}),
		sample("wacc", Account, account),
		sample("wacc-token", Account, token),
		sample("wacc-moderator", Account, moderated),
		sample("wacc-trouble", Account, broken),
		sample("wdisc", AskDisconnect, NamedView{Args: Args{Account: 7}, Name: account.Name}),
		sample("sched", Schedule, schedule),
		sample("sched-middle", Schedule, middle),
		sample("sched-away", Schedule, away),
		sample("sched-none", Schedule, ScheduleView{Args: Args{Account: 7}, Name: account.Name, Now: sampleNow()}),
	}, moderatorSamples())
}

func moderatorSamples() []Sample {
	here := Args{Account: 7}
	inPanel := Args{Account: 7, Event: 31, Page: 1}
	people := []ModeratorRow{{Person: 5004, Name: "Пётр <Петрович>", Since: sampleNow()}, {Person: 5005, Since: sampleNow()}}
	roster := RosterView{Args: Args{Event: 31, Page: 1}, Name: "Лекция", Person: 5004, Items: []RosterRow{
		{Person: 5001, Name: "Анна", Listed: true, Owner: true}, {Person: 5004, Name: "Пётр", Here: true}, {Person: 5005, Name: "Вера"},
	}}
	edit := roster
	edit.CanEdit = true
	remove := inPanel
	remove.Person = 5004
	return []Sample{
		sample("duty", Roster, roster),
		sample("duty-owner", Roster, edit),
		sample("mods", Moderators, ModeratorsView{Args: here, Name: "Школа", Items: people}),
		sample("mods-panel", Moderators, ModeratorsView{Args: inPanel, Name: "Школа", Items: people}),
		sample("mods-none", Moderators, ModeratorsView{Args: here, Name: "Школа"}),
		sample("unmod", AskUnmoderate, NamedView{Args: remove, Name: "Пётр"}),
		sample("invite", Invite, InviteView{
			Args: inPanel, Name: "Школа", Link: "https://t.me/frontdesk_bot?start=m-AbC", Until: sampleNow().AddDate(0, 0, 1), Now: sampleNow(),
		}),
		sample("join", Join, JoinView{Token: "AbC-d_", Name: "Школа", Owner: "Анна"}),
		sample("join-nobody", Join, JoinView{Token: "AbC-d_", Name: "Школа"}),
	}
}

func eventSamples() []Sample {
	const name = "Лекция о ценах <3"
	here := Args{Event: 31, Page: 1}
	now := sampleNow()
	event := EventView{
		Args: here, Account: 7, Name: name, Organization: "Школа", Description: "О ценах & скидках.\n\nВход по ссылке.",
		PictureURL: "https://cdn.example.org/1.png", PublicURL: "https://my.mts-link.ru/j/1/2", StartsAt: now.Add(time.Hour),
		EndsAt: now.Add(2 * time.Hour), Now: now, Status: domain.EventPlanned, OnDuty: []string{"Анна"}, Standing: domain.Owner,
	}
	running, over, bare := event, event, EventView{Args: Args{Event: 34}, Account: 7, Name: "Черновик", Status: domain.EventPlanned, Now: now}
	running.Status, running.StartedBy, running.Trouble = domain.EventRunning, "Анна", string(texts.TroubleWebinarAway)
	running.EndsAt = now.AddDate(0, 0, 1)
	alone := running
	alone.OnDuty = nil
	over.Status, over.StartedBy, over.StoppedBy, over.EndsAt = domain.EventOver, "Анна", "Пётр", time.Time{}
	bare.PublicURL, bare.Status = "http://localhost:8080/1", "PAUSE"
	call := CallView{Args: Args{Event: 31}, Name: name, Status: domain.EventPlanned, StartsAt: now.Add(10 * time.Minute), Now: now}
	begun, late, manned, ended := call, call, call, call
	begun.Status, ended.Status = domain.EventRunning, domain.EventOver
	late.StartsAt = now.Add(-time.Minute)
	manned.Status, manned.Here = domain.EventRunning, []string{"Анна", "Пётр <1>"}
	return slices.Concat([]Sample{
		sample("wcall", WebinarCall, call),
		sample("wcall-running", WebinarCall, begun),
		sample("wcall-late", WebinarCall, late),
		sample("wcall-here", WebinarCall, manned),
		sample("wcall-over", WebinarCall, ended),
		sample("event", Event, event),
		sample("event-running", Event, running),
		sample("event-running-alone", Event, alone),
		sample("event-over", Event, over),
		sample("event-bare", Event, bare),
		sample("wstart", AskStart, NamedView{Args: here, Name: name}),
		sample("wstart-sure", AskStart, NamedView{Args: Args{Event: 31, Page: 1, Value: 1}, Name: name}),
		sample("wstop", AskStop, NamedView{Args: here, Name: name}),
		sample("wstop-sure", AskStop, NamedView{Args: Args{Event: 31, Page: 1, Value: 1}, Name: name}),
	}, panelSamples(here, name), showSamples(here, name))
}

func panelSamples(here Args, name string) []Sample {
	panel := PanelView{Args: here, Account: 7, Name: name, Status: domain.EventPlanned, Premoderation: Off, Standing: domain.Owner}
	running, moderator, token, soon, offSoon, unknown, over, none := panel, panel, panel, panel, panel, panel, panel, panel
	running.Status, running.Premoderation, running.Relay, running.StartedBy = domain.EventRunning, On, true, "Анна"
	running.Here = []string{"Пётр", "Вера"}
	moderator.Standing, moderator.Status = domain.Moderator, domain.EventRunning
	token.Fixed, token.Premoderation = true, 0
	soon.Wanted, offSoon.Premoderation, offSoon.Wanted = On, On, Off
	unknown.Premoderation = 0
	over.Status, over.StoppedBy = domain.EventOver, "Анна"
	none.NoSession = true
	return []Sample{
		sample("panel", Panel, panel),
		sample("panel-running", Panel, running),
		sample("panel-moderator", Panel, moderator),
		sample("panel-token", Panel, token),
		sample("panel-premoderation-soon", Panel, soon),
		sample("panel-premoderation-soon-off", Panel, offSoon),
		sample("panel-premoderation-unknown", Panel, unknown),
		sample("panel-over", Panel, over),
		sample("panel-no-session", Panel, none),
	}
}

func showSamples(here Args, name string) []Sample {
	item := here
	item.Item = 3
	targets := []domain.RelayTarget{{ID: 3, Name: "#чат"}, {ID: 4, Name: "#архив", Gone: true}}
	links := []WidgetLink{{ID: 3, URL: "https://desk.example.org/overlay/AAAA"}, {ID: 5, URL: "https://desk.example.org/overlay/BBBB"}}
	return []Sample{
		sample("font", Font, FontView{Args: here, Name: name, Size: 24, Overlays: 1}),
		sample("font-smallest", Font, FontView{Args: here, Name: name, Size: 8, Overlays: 1}),
		sample("font-largest", Font, FontView{Args: here, Name: name, Size: 48, Overlays: 2}),
		sample("font-none", Font, FontView{Args: here, Name: name}),
		sample("relay", Relay, RelayView{Args: here, Name: name, On: true, Targets: targets, CanEdit: true}),
		sample("relay-moderator", Relay, RelayView{Args: here, Name: name, On: true, Targets: targets}),
		sample("relay-off", Relay, RelayView{Args: here, Name: name, CanEdit: true}),
		sample("whook", Webhook, PromptView{Args: here, Name: name}),
		sample("unhook", AskUnhook, NamedView{Args: item, Name: "#чат"}),
		sample("widget", Widget, WidgetView{Args: here, Name: name, Links: links}),
		sample("widget-none", Widget, WidgetView{Args: here, Name: name}),
		sample("widget-no-address", Widget, WidgetView{Args: here, Name: name, NoAddress: true}),
		sample("revoke", AskRevoke, NamedView{Args: item, Name: "2"}),
	}
}
