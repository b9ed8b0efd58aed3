package webinars

import (
	"context"
	"errors"
	"strings"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/webinars"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Webinars   Webinars
	People     People
	Moderation Moderation
	Overlays   Overlays
	Relay      Relay
	Box        Box
	Me         Me
	PublicURL  string         // where overlays can be reached; empty when the operator has not said
	PageSize   int            // accounts or webinars on a page; default 5
	Location   *time.Location // the zone of people who have not said theirs; nil means UTC
	Zone       Zone           // may be nil
}

const defaultPageSize = 5

// slowly is how often the screens of a running event are redrawn at most: its chat changes them every second.
const slowly = 3 * time.Second

// InvitePrefix is what the links of invitations begin with: t.me/<bot>?start=m-<token>.
const InvitePrefix = "m"

type flow struct {
	Deps
	name *botName
}

// Flow is the conversation about webinars.
func Flow(d Deps) bot.Flow {
	if d.PageSize <= 0 {
		d.PageSize = defaultPageSize
	}
	if d.Location == nil {
		d.Location = time.UTC
	}
	d.PublicURL = strings.TrimRight(d.PublicURL, "/")
	f := &flow{d, &botName{me: d.Me}}
	return bot.Flow{
		Name: "webinars", Screens: f.screens(), Buttons: f.buttons(), Inputs: f.inputs(),
		Links: []bot.LinkDef{{Prefix: InvitePrefix, Who: bot.Anyone, Do: f.openInvitation, Next: to(keyboards.StateJoin)}},
		Files: []bot.FileDef{{Name: inviteFile, Make: f.makeCode}},
	}
}

func to(states ...keyboards.State) []keyboards.State { return states }

func (f *flow) screens() []bot.ScreenDef {
	type load = func(context.Context, bot.View) (keyboards.Screen, error)
	plain := func(state keyboards.State, load load) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Works, Load: load}
	}
	account := func(state keyboards.State, load load) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Works, Load: load, Subject: accountSubject}
	}
	event := func(state keyboards.State, load load) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Works, Load: load, Subject: eventSubject, Pace: slowly}
	}
	return []bot.ScreenDef{
		plain(keyboards.StateWebinars, f.loadAccounts),
		plain(keyboards.StateConnect, loadConnect),
		plain(keyboards.StateEmail, loadPrompt(keyboards.Email)),
		plain(keyboards.StateWebinarPass, loadPassword),
		plain(keyboards.StateToken, loadPrompt(keyboards.Token)),
		account(keyboards.StateAccount, f.loadAccount),
		account(keyboards.StateDisconnect, f.aboutAccount(domain.DeedAccountDisconnect, keyboards.AskDisconnect)),
		account(keyboards.StateSchedule, f.loadSchedule),
		event(keyboards.StateEvent, f.loadEvent),
		callScreen(f.loadCall),
		event(keyboards.StatePanel, f.loadPanel),
		event(keyboards.StateStart, f.aboutEvent(domain.DeedEventRun, keyboards.AskStart)),
		event(keyboards.StateStop, f.aboutEvent(domain.DeedEventRun, keyboards.AskStop)),
		event(keyboards.StateFont, f.loadFont),
		event(keyboards.StateRelay, f.loadRelay),
		plain(keyboards.StateWebhook, f.loadWebhook),
		event(keyboards.StateUnhook, f.loadUnhook),
		event(keyboards.StateWidget, f.loadWidget),
		event(keyboards.StateRevoke, f.loadRevoke),
		event(keyboards.StateRoster, f.loadRoster),
		account(keyboards.StateModerators, f.loadModerators),
		plain(keyboards.StateInvite, f.loadInvite),
		account(keyboards.StateUnmoderate, f.loadUnmoderate),
		{State: keyboards.StateJoin, Who: bot.Anyone, Load: f.loadJoin},
	}
}

func eventSubject(a keyboards.Args) string { return service.EventSubject(a.Event) }

func accountSubject(a keyboards.Args) string { return service.AccountSubject(a.Account) }

func (f *flow) inputs() []bot.InputDef {
	on := func(state keyboards.State, who bot.Access, secret texts.Key, do bot.Handler, next ...keyboards.State) bot.InputDef {
		return bot.InputDef{State: state, Who: who, Secret: secret, Do: do, Next: append(next, state)}
	}
	return []bot.InputDef{
		on(keyboards.StateEmail, bot.Active, "", enterEmail, keyboards.StateWebinarPass),
		on(keyboards.StateWebinarPass, bot.Active, texts.NoticePasswordStays, f.enterPassword, keyboards.StateAccount),
		on(keyboards.StateToken, bot.Active, texts.NoticeTokenStays, f.enterToken, keyboards.StateAccount),
		on(keyboards.StateWebhook, bot.Works, texts.NoticeWebhookStays, f.enterWebhook, keyboards.StateRelay),
	}
}

func (f *flow) buttons() []bot.Transition {
	return append(f.accountButtons(), f.eventButtons()...)
}

func on(state keyboards.State, action keyboards.Action, do bot.Handler, next ...keyboards.State) bot.Transition {
	return bot.Transition{State: state, Action: action, Who: bot.Works, Do: do, Next: next}
}

func move(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
	return on(state, action, bot.MoveTo(next), next)
}

// active is for what people without a standing subscription may not do, moderators among them.
func active(t bot.Transition) bot.Transition {
	t.Who = bot.Active
	return t
}

func (f *flow) accountButtons() []bot.Transition {
	return []bot.Transition{
		on(keyboards.StateMenu, keyboards.ActWebinars, f.openAccounts, keyboards.StateWebinars, keyboards.StateSchedule),

		move(keyboards.StateWebinars, keyboards.ActOpen, keyboards.StateAccount),
		move(keyboards.StateWebinars, keyboards.ActPage, keyboards.StateWebinars),
		on(keyboards.StateWebinars, keyboards.ActCount, bot.PagePosition),
		active(move(keyboards.StateWebinars, keyboards.ActAdd, keyboards.StateConnect)),
		on(keyboards.StateWebinars, keyboards.ActBack, bot.GoHome, bot.Homes()...),

		active(on(keyboards.StateConnect, keyboards.ActPassword, question(keyboards.StateEmail), keyboards.StateEmail)),
		active(on(keyboards.StateConnect, keyboards.ActToken, question(keyboards.StateToken), keyboards.StateToken)),
		move(keyboards.StateConnect, keyboards.ActBack, keyboards.StateWebinars),
		move(keyboards.StateEmail, keyboards.ActBack, keyboards.StateConnect),
		active(on(keyboards.StateWebinarPass, keyboards.ActBack, question(keyboards.StateEmail), keyboards.StateEmail)),
		move(keyboards.StateToken, keyboards.ActBack, keyboards.StateConnect),

		active(on(keyboards.StateAccount, keyboards.ActAdd, bot.Open(keyboards.StateConnect), keyboards.StateConnect)),
		on(keyboards.StateAccount, keyboards.ActSchedule, f.openSchedule, keyboards.StateSchedule),
		on(keyboards.StateAccount, keyboards.ActModerators, f.openModerators, keyboards.StateModerators),
		on(keyboards.StateAccount, keyboards.ActRules, f.openRules, keyboards.StateRules),
		move(keyboards.StateAccount, keyboards.ActDisconnect, keyboards.StateDisconnect),
		move(keyboards.StateAccount, keyboards.ActBack, keyboards.StateWebinars),
		on(keyboards.StateDisconnect, keyboards.ActYes, f.disconnect, keyboards.StateWebinars),
		move(keyboards.StateDisconnect, keyboards.ActNo, keyboards.StateAccount),

		on(keyboards.StateSchedule, keyboards.ActOpen, f.openEvent, keyboards.StateEvent),
		on(keyboards.StateSchedule, keyboards.ActPage, f.openSchedule, keyboards.StateSchedule),
		on(keyboards.StateSchedule, keyboards.ActRefresh, f.openSchedule, keyboards.StateSchedule),
		move(keyboards.StateSchedule, keyboards.ActBack, keyboards.StateAccount),

		on(keyboards.StateModerators, keyboards.ActInvite, f.invite, keyboards.StateInvite),
		move(keyboards.StateModerators, keyboards.ActDelete, keyboards.StateUnmoderate),
		on(keyboards.StateModerators, keyboards.ActBack, leaveModerators, keyboards.StatePanel, keyboards.StateAccount),
		on(keyboards.StateUnmoderate, keyboards.ActYes, f.unmoderate, keyboards.StateModerators),
		on(keyboards.StateUnmoderate, keyboards.ActNo, showModerators, keyboards.StateModerators),
		on(keyboards.StateInvite, keyboards.ActModerators, showModerators, keyboards.StateModerators),
		on(keyboards.StateInvite, keyboards.ActBack, leaveModerators, keyboards.StatePanel, keyboards.StateAccount),

		{State: keyboards.StateJoin, Action: keyboards.ActYes, Who: bot.Anyone, Do: f.join, Next: to(keyboards.StateSchedule)},
		{State: keyboards.StateJoin, Action: keyboards.ActNo, Who: bot.Anyone, Do: bot.GoHome, Next: bot.Homes()},
	}
}

func (f *flow) eventButtons() []bot.Transition {
	return []bot.Transition{
		move(keyboards.StateEvent, keyboards.ActPanel, keyboards.StatePanel),
		move(keyboards.StateEvent, keyboards.ActRoster, keyboards.StateRoster),
		on(keyboards.StateEvent, keyboards.ActRefresh, f.openEvent, keyboards.StateEvent),
		move(keyboards.StateEvent, keyboards.ActBack, keyboards.StateSchedule),

		on(keyboards.StateCall, keyboards.ActModerate, f.answer, keyboards.StateQueue),
		on(keyboards.StateCall, keyboards.ActOpen, openCalled, keyboards.StateEvent),

		move(keyboards.StatePanel, keyboards.ActStart, keyboards.StateStart),
		move(keyboards.StatePanel, keyboards.ActStop, keyboards.StateStop),
		on(keyboards.StatePanel, keyboards.ActPremod, f.setPremoderation, keyboards.StatePanel),
		on(keyboards.StatePanel, keyboards.ActMessages, bot.MoveTo(keyboards.StateApproved), keyboards.StateApproved),
		on(keyboards.StatePanel, keyboards.ActModerate, f.moderate, keyboards.StateQueue),
		move(keyboards.StatePanel, keyboards.ActFont, keyboards.StateFont),
		move(keyboards.StatePanel, keyboards.ActRelay, keyboards.StateRelay),
		move(keyboards.StatePanel, keyboards.ActWidget, keyboards.StateWidget),
		on(keyboards.StatePanel, keyboards.ActInvite, f.invite, keyboards.StateInvite),
		on(keyboards.StatePanel, keyboards.ActReport, bot.MoveTo(keyboards.StateReport), keyboards.StateReport),
		move(keyboards.StatePanel, keyboards.ActBack, keyboards.StateEvent),

		on(keyboards.StateStart, keyboards.ActYes, askAgain(keyboards.StateStart), keyboards.StateStart),
		on(keyboards.StateStart, keyboards.ActSure, f.start, keyboards.StatePanel),
		move(keyboards.StateStart, keyboards.ActNo, keyboards.StatePanel),
		on(keyboards.StateStop, keyboards.ActYes, askAgain(keyboards.StateStop), keyboards.StateStop),
		on(keyboards.StateStop, keyboards.ActSure, f.stop, keyboards.StatePanel),
		move(keyboards.StateStop, keyboards.ActNo, keyboards.StatePanel),

		on(keyboards.StateFont, keyboards.ActSet, f.setFont, keyboards.StateFont),
		move(keyboards.StateFont, keyboards.ActWidget, keyboards.StateWidget),
		move(keyboards.StateFont, keyboards.ActBack, keyboards.StatePanel),

		on(keyboards.StateRelay, keyboards.ActSet, f.setRelay, keyboards.StateRelay),
		on(keyboards.StateRelay, keyboards.ActAdd, f.askWebhook, keyboards.StateWebhook),
		on(keyboards.StateRelay, keyboards.ActDelete, aboutItem(keyboards.StateUnhook), keyboards.StateUnhook),
		move(keyboards.StateRelay, keyboards.ActBack, keyboards.StatePanel),
		move(keyboards.StateWebhook, keyboards.ActBack, keyboards.StateRelay),
		on(keyboards.StateUnhook, keyboards.ActYes, f.unhook, keyboards.StateRelay),
		move(keyboards.StateUnhook, keyboards.ActNo, keyboards.StateRelay),

		on(keyboards.StateWidget, keyboards.ActAdd, f.makeWidget, keyboards.StateWidget),
		on(keyboards.StateWidget, keyboards.ActDelete, aboutItem(keyboards.StateRevoke), keyboards.StateRevoke),
		move(keyboards.StateWidget, keyboards.ActFont, keyboards.StateFont),
		move(keyboards.StateWidget, keyboards.ActBack, keyboards.StatePanel),
		on(keyboards.StateRevoke, keyboards.ActYes, f.revoke, keyboards.StateWidget),
		move(keyboards.StateRevoke, keyboards.ActNo, keyboards.StateWidget),

		on(keyboards.StateRoster, keyboards.ActSet, f.setListed, keyboards.StateRoster),
		move(keyboards.StateRoster, keyboards.ActBack, keyboards.StateEvent),
	}
}

// question shows a prompt.
func question(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		t.Ask(next, t.Args.Place(), "")
		return nil
	}
}

// askAgain shows the second of two questions.
func askAgain(state keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		args := t.Args.Place()
		args.Value = 1
		t.Show(state, args)
		return nil
	}
}

// aboutItem shows a screen about one thing of a list.
func aboutItem(state keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		args := t.Args.Place()
		args.Item = t.Args.Item
		t.Show(state, args)
		return nil
	}
}

// told says in the chat what a platform has refused or not answered, and tells whether it was that. An answer to the pressed
// button would often come too late: such calls take seconds. Anything else is the machine's to tell.
func told(t *bot.Turn, err error) bool {
	var e *domain.Error
	if !errors.As(err, &e) {
		return false
	}
	_, what, _ := strings.Cut(e.Key, ".")
	if !strings.HasPrefix(what, "webinar_") && !strings.HasPrefix(what, "discord_") {
		return false
	}
	t.Say(texts.Key(e.Key), texts.Params(e.Params))
	return true
}

// zone is where the times of a screen are read.
func (f *flow) zone(ctx context.Context, person int64) (*time.Location, error) {
	return bot.ZoneOf(ctx, person, f.Deps.Zone, f.Location)
}

// local puts a time into a zone; none stays none.
func local(t time.Time, at *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(at)
}
