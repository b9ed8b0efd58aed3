package moderation

import (
	"context"
	"errors"
	"time"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/moderation"
	"frontdesk/services/webinars"
	"frontdesk/texts"
)

// Webinars is what the conversation needs of services/webinars.
type Webinars interface {
	EventFor(ctx context.Context, actor, eventID int64, deed domain.Deed) (webinars.Event, error)
	Account(ctx context.Context, actor, accountID int64) (webinars.Account, error)
}

// Deps are what the flow works with.
type Deps struct {
	Moderation *service.Service
	Webinars   Webinars
	PageSize   int // messages on a page; default and most 5: each has a button in one row
	// Location is the zone of people of whom none is known; nil means UTC. Zone tells a person's own, nil for none; it may be
	// nil itself.
	Location *time.Location
	Zone     func(ctx context.Context, person int64) (*time.Location, error)
}

const (
	pageSize   = 5
	authorPage = 8
	// slowly is how often the screens of a lively chat are redrawn. Telegram does not publish how often a message may be edited;
	// about 20 edits a minute in one chat pass.
	slowly = 3 * time.Second
)

type flow struct{ Deps }

// Flow is the conversation about webinar chats.
func Flow(d Deps) bot.Flow {
	if d.PageSize <= 0 || d.PageSize > pageSize {
		d.PageSize = pageSize
	}
	if d.Location == nil {
		d.Location = time.UTC
	}
	f := &flow{d}
	return bot.Flow{Name: "moderation", Screens: f.screens(), Buttons: f.buttons(), Inputs: f.inputs(), Files: f.files()}
}

type load = func(ctx context.Context, v bot.View) (keyboards.Screen, error)

// cardScreen and digestScreen say how these two are kept up to date, wherever they are shown.
func cardScreen(l load) bot.ScreenDef {
	return bot.ScreenDef{State: keyboards.StateCard, Who: bot.Works, Load: l, Stays: true, Subject: func(a keyboards.Args) string {
		return service.MessageSubject(a.Item)
	}}
}

func digestScreen(l load) bot.ScreenDef {
	return bot.ScreenDef{State: keyboards.StateDigest, Who: bot.Works, Load: l, Stays: true, Pace: slowly, Subject: eventSubject}
}

func eventSubject(a keyboards.Args) string { return webinars.EventSubject(a.Event) }

func accountSubject(a keyboards.Args) string { return webinars.AccountSubject(a.Account) }

func (f *flow) screens() []bot.ScreenDef {
	page := func(state keyboards.State, l load, subject func(keyboards.Args) string, pace time.Duration) bot.ScreenDef {
		return bot.ScreenDef{State: state, Who: bot.Works, Load: l, Subject: subject, Pace: pace}
	}
	return []bot.ScreenDef{
		cardScreen(f.loadCard),
		digestScreen(f.loadDigest),
		page(keyboards.StateQueue, f.loadQueue, eventSubject, slowly),
		page(keyboards.StateApproved, f.loadApproved, eventSubject, slowly),
		page(keyboards.StateRules, f.loadRules, accountSubject, 0),
		page(keyboards.StateRule, f.loadRule, accountSubject, 0),
		page(keyboards.StateRuleValue, loadRuleValue, nil, 0),
		page(keyboards.StateTry, f.loadTry, nil, 0),
		page(keyboards.StateTrusted, f.loadTrusted, accountSubject, 0),
		page(keyboards.StateReport, f.loadReport, nil, 0),
		page(keyboards.StateQuiet, f.loadQuiet, nil, 0),
		page(keyboards.StateQuietAsk, loadQuietAsk, nil, 0),
	}
}

func (f *flow) inputs() []bot.InputDef {
	return []bot.InputDef{
		{State: keyboards.StateRuleValue, Who: bot.Works, Do: f.enterRuleValue, Next: to(keyboards.StateRule, keyboards.StateRuleValue)},
		{State: keyboards.StateTry, Who: bot.Works, Do: enterPhrase, Next: to(keyboards.StateTry)},
		{State: keyboards.StateQuietAsk, Who: bot.Works, Do: f.enterQuiet, Next: to(keyboards.StateQuiet, keyboards.StateQuietAsk)},
	}
}

func to(states ...keyboards.State) []keyboards.State { return states }

func on(state keyboards.State, action keyboards.Action, do bot.Handler, next ...keyboards.State) bot.Transition {
	return bot.Transition{State: state, Action: action, Who: bot.Works, Do: do, Next: next}
}

func move(state keyboards.State, action keyboards.Action, next keyboards.State) bot.Transition {
	return on(state, action, bot.MoveTo(next), next)
}

func (f *flow) buttons() []bot.Transition {
	const (
		card, queue, approved = keyboards.StateCard, keyboards.StateQueue, keyboards.StateApproved
		rules, rule, quiet    = keyboards.StateRules, keyboards.StateRule, keyboards.StateQuiet
	)
	return []bot.Transition{
		on(card, keyboards.ActApprove, about(card, f.approve, texts.ToastMessageApproved), card),
		on(card, keyboards.ActReject, about(card, f.reject, texts.ToastMessageDeleted), card),
		on(card, keyboards.ActUndo, about(card, f.undo, texts.ToastMessageUndone), card),
		on(card, keyboards.ActAgain, about(card, f.again, texts.ToastResent), card),
		on(card, keyboards.ActTrust, f.trust, card),

		move(keyboards.StateDigest, keyboards.ActOpen, queue),

		on(queue, keyboards.ActApprove, about(queue, f.approve, texts.ToastMessageApproved), queue),
		on(queue, keyboards.ActReject, about(queue, f.reject, texts.ToastMessageDeleted), queue),
		on(queue, keyboards.ActMany, f.approveMany, queue),
		on(queue, keyboards.ActTrusted, f.approveTrusted, queue),
		on(queue, keyboards.ActUndoMany, f.undoTogether, queue),
		on(queue, keyboards.ActBlank, blank, queue),
		on(queue, keyboards.ActUndo, about(queue, f.undo, texts.ToastMessageUndone), queue),
		on(queue, keyboards.ActAgain, about(queue, f.again, texts.ToastResent), queue),
		on(queue, keyboards.ActCards, f.setCards, queue),
		on(queue, keyboards.ActPage, turnPage, queue),
		on(queue, keyboards.ActCount, bot.PagePosition),
		move(queue, keyboards.ActMessages, approved),
		move(queue, keyboards.ActQuiet, quiet),
		move(queue, keyboards.ActBack, keyboards.StatePanel),

		on(approved, keyboards.ActDelete, about(approved, f.takeDown, texts.ToastMessageDeleted), approved),
		on(approved, keyboards.ActUndo, about(approved, f.undo, texts.ToastMessageUndone), approved),
		on(approved, keyboards.ActAgain, about(approved, f.again, texts.ToastResent), approved),
		move(approved, keyboards.ActPage, approved),
		on(approved, keyboards.ActCount, bot.PagePosition),
		move(approved, keyboards.ActOpen, queue),
		move(approved, keyboards.ActBack, keyboards.StatePanel),

		on(quiet, keyboards.ActSet, f.setQuiet, quiet),
		on(quiet, keyboards.ActOff, f.setQuiet, quiet),
		on(quiet, keyboards.ActEdit, ask(keyboards.StateQuietAsk), keyboards.StateQuietAsk),
		move(quiet, keyboards.ActBack, queue),
		move(keyboards.StateQuietAsk, keyboards.ActBack, quiet),

		move(rules, keyboards.ActOpen, rule),
		on(rules, keyboards.ActTry, ask(keyboards.StateTry), keyboards.StateTry),
		move(rules, keyboards.ActAuthors, keyboards.StateTrusted),
		move(rules, keyboards.ActBack, keyboards.StateAccount),
		on(rule, keyboards.ActSet, f.setRule, rule, keyboards.StateRuleValue),
		on(rule, keyboards.ActEdit, ask(keyboards.StateRuleValue), keyboards.StateRuleValue),
		move(rule, keyboards.ActBack, rules),
		move(keyboards.StateRuleValue, keyboards.ActBack, rule),
		move(keyboards.StateTry, keyboards.ActBack, rules),
		on(keyboards.StateTrusted, keyboards.ActDistrust, f.distrust, keyboards.StateTrusted),
		on(keyboards.StateTrusted, keyboards.ActUndo, f.trustAgain, keyboards.StateTrusted),
		move(keyboards.StateTrusted, keyboards.ActPage, keyboards.StateTrusted),
		on(keyboards.StateTrusted, keyboards.ActCount, bot.PagePosition),
		move(keyboards.StateTrusted, keyboards.ActBack, rules),

		on(keyboards.StateReport, keyboards.ActChart, sendFile(fileChart)),
		on(keyboards.StateReport, keyboards.ActTable, sendFile(fileTable)),
		move(keyboards.StateReport, keyboards.ActBack, keyboards.StatePanel),
	}
}

// ask shows a prompt.
func ask(next keyboards.State) bot.Handler {
	return func(_ context.Context, t *bot.Turn) error {
		t.Ask(next, t.Args.Place(), "")
		return nil
	}
}

// refused says in the chat why an answer does not do, and tells whether that was it: then the question is asked again.
func refused(t *bot.Turn, err error) bool {
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != domain.KindInvalid || e.Key == "" {
		return false
	}
	t.Say(texts.Key(e.Key), texts.Params(e.Params))
	return true
}

// zone is where the times of a screen are read.
func (f *flow) zone(ctx context.Context, person int64) (*time.Location, error) {
	return bot.ZoneOf(ctx, person, f.Deps.Zone, f.Location)
}

// local puts a message's times into a zone.
func local(m domain.ModeratedMessage, at *time.Location) domain.ModeratedMessage {
	m.SaidAt, m.DecidedAt = m.SaidAt.In(at), m.DecidedAt.In(at)
	return m
}
