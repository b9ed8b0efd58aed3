package web

import (
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/moderation"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

const (
	// messagesSize is how many messages a page of a list has.
	messagesSize = 20
	// messagesMost is how many rows a page keeps that messages are added to while it is open.
	messagesMost = 40
	// askedMost is how many rows a page asks for at once by their ids; when more have changed it takes the whole list anew.
	askedMost = 25
	// firstOnes is how many messages "approve the first ones" approves.
	firstOnes = 5
)

// lists are the three lists of messages by their names in addresses.
var lists = map[string]domain.MessageState{
	"awaiting": domain.MessageAwaiting, "approved": domain.MessageApproved, "deleted": domain.MessageDeleted,
}

// messagesPage is one list of an event's messages: what waits, what was approved, what was deleted. An open page hears which
// messages have changed and fetches these rows alone.
type messagesPage struct {
	Event eventRow
	List  string
	Path  string // of the list
	Head  messagesHead
	Rows  []messageRow
	Pager pager
	Most  int
	First bool   // the page that new messages come to
	Said  string // what was just done with several; empty when nothing was
}

// messagesHead is what stands above a list and changes with it.
type messagesHead struct {
	List, Path  string // Path is the event's
	Counts      counts
	Total       int
	Oldest      string
	Trusted     int
	FirstOnes   int
	Trouble     string
	Running     bool
	Over        bool
	MayModerate bool
	Together    *together // nil when nothing of the kind can be taken back
}

// together is what this person has decided in one step and may still take back in one.
type together struct {
	Of    int64 // one of the messages
	Count int
	Undo  int // seconds left
}

// messageRow is one message as somebody meets it in a list.
type messageRow struct {
	ID      int64
	Path    string // of its deeds
	List    string
	Author  string
	Text    string
	Said    string
	Order   int64 // the list's, for rows that come later
	Here    bool  // belongs to the list
	State   string
	Rule    string // what holds it, or has decided
	Trusted bool
	Decided string // who has decided what, and when
	Undo    int    // seconds in which this person may take the decision back; 0: may not
	Trouble string // why a decision did not get through
	Late    string // what was wrong with what this person has just pressed
	Pending bool   // decided and not at the platform yet
	Shown   string // when it appears outside, if that is still to come
	May     bool
}

func (c *call) counts(event int64) (n counts, err error) {
	for name, into := range map[string]*int{"awaiting": &n.Awaiting, "approved": &n.Approved, "deleted": &n.Deleted} {
		q, err := c.h.Moderation.Queue(c.r.Context(), c.me(), event, lists[name], 0, 1)
		if err != nil {
			return n, err
		}
		*into = q.Total
	}
	return n, nil
}

// list reads which list the path names.
func (c *call) list() (string, domain.MessageState, error) {
	name := c.r.PathValue("list")
	state, known := lists[name]
	if !known {
		return "", 0, domain.Fail(domain.KindNotFound, "error.no_page", nil)
	}
	return name, state, nil
}

// showMessages shows a list; for the page's script, with ?ids=, the rows of these messages, and else with ?fresh= all of it.
func (c *call) showMessages() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	name, _, err := c.list()
	if err != nil {
		return err
	}
	size, page, done := messagesSize, c.pageNumber(), c.query("done")
	if c.query("fresh") != "" {
		size, page = messagesMost, 0
	}
	if c.query("ids") != "" {
		size, page = 1, 0 // for the head alone
	}
	p, err := c.messagesPage(e, name, size, page, done)
	if err == nil && c.query("ids") != "" {
		p.Rows, err = c.rowsOf(e, name, c.query("ids"))
	}
	if err != nil {
		return err
	}
	if c.query("ids") != "" || c.query("fresh") != "" {
		return c.part("messages", "live", p)
	}
	c.follow("event:" + number(e.ID))
	return c.show("messages", texts.ButtonModeration, p)
}

// messagesPage is a page of a list behind the rows of those messages that were just decided, by their ids.
func (c *call) messagesPage(e webinars.Event, name string, size, page int, done string) (messagesPage, error) {
	p := messagesPage{Event: c.eventRow(e), List: name, Path: eventPath(e.ID) + "/messages/" + name, Most: messagesMost}
	q, err := c.h.Moderation.Queue(c.r.Context(), c.me(), e.ID, lists[name], page, size)
	if err != nil {
		return p, err
	}
	p.First, p.Pager = q.Page == 0, c.pages(q.Page, q.Pages)
	if p.Head, err = c.messagesHead(e, name, q); err != nil {
		return p, err
	}
	if done != "" {
		if p.Rows, err = c.rowsOf(e, name, done); err != nil {
			return p, err
		}
	}
	p.Rows, err = c.addRows(p.Rows, e, name, q.Messages)
	return p, err
}

func (c *call) messagesHead(e webinars.Event, list string, q moderation.Queue) (messagesHead, error) {
	n, err := c.counts(e.ID)
	h := messagesHead{
		List: list, Path: eventPath(e.ID), Counts: n, Total: q.Total, Trusted: q.Trusted, FirstOnes: min(firstOnes, q.Awaiting), Trouble: c.trouble(q.Trouble),
		Running: q.Running, Over: e.Over(), MayModerate: domain.May(e.Standing, domain.DeedEventModerate),
	}
	if !q.Oldest.IsZero() {
		h.Oldest = c.lasted(c.h.Now().Sub(q.Oldest))
	}
	if err != nil || list != "awaiting" || !h.MayModerate {
		return h, err
	}
	all, err := c.h.Moderation.Together(c.r.Context(), c.me(), e.ID)
	if len(all) > 1 { // one alone has its own button
		h.Together = &together{Of: all[0].ID, Count: len(all), Undo: c.undoLeft(all[0])}
	}
	return h, err
}

// undoLeft is how many seconds somebody has to take a decision back, begun ones included.
func (c *call) undoLeft(m domain.ModeratedMessage) int {
	left := m.DecidedAt.Add(domain.DecisionUndo).Sub(c.h.Now())
	return int((left + time.Second - 1) / time.Second)
}

// lasted writes how long something takes or has waited.
func (c *call) lasted(d time.Duration) string {
	switch {
	case d < time.Minute:
		return c.print.Text(texts.ConsoleSeconds, texts.Params{"Number": int(d.Round(time.Second) / time.Second)})
	case d < time.Hour:
		return c.print.Text(texts.ConsoleMinutes, texts.Params{"Number": int(d / time.Minute)})
	}
	return c.print.Text(texts.ConsoleHours, texts.Params{"Number": int(d / time.Hour)})
}

// rowsOf makes the rows of messages by their ids, those of other events left out.
func (c *call) rowsOf(e webinars.Event, list, ids string) ([]messageRow, error) {
	var rows []messageRow
	for _, text := range strings.Split(ids, ",") {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || len(rows) >= askedMost {
			continue
		}
		card, err := c.h.Moderation.Card(c.r.Context(), c.me(), id)
		if err != nil {
			if kind := domain.KindOf(err); kind == domain.KindNotFound || kind == domain.KindForbidden {
				continue
			}
			return nil, err
		}
		if card.Message.EventID == e.ID {
			rows = append(rows, c.messageRow(e, list, card.Message, card.Trusted))
		}
	}
	return rows, nil
}

// addRows makes rows of a page of messages behind those that are there.
func (c *call) addRows(rows []messageRow, e webinars.Event, list string, messages []domain.ModeratedMessage) ([]messageRow, error) {
	there := map[int64]bool{}
	for _, r := range rows {
		there[r.ID] = true
	}
	trusted := map[string]bool{}
	if domain.May(e.Standing, domain.DeedEventModerate) {
		authors, err := c.h.Moderation.Trusted(c.r.Context(), c.me(), e.AccountID)
		if err != nil {
			return nil, err
		}
		for _, a := range authors {
			trusted[a.Author] = true
		}
	}
	for _, m := range messages {
		if !there[m.ID] {
			rows = append(rows, c.messageRow(e, list, m, trusted[m.AuthorKey()]))
		}
	}
	return rows, nil
}

func (c *call) messageRow(e webinars.Event, list string, m domain.ModeratedMessage, trusted bool) messageRow {
	now := c.h.Now()
	said := m.SaidAt
	if said.IsZero() {
		said = m.SeenAt
	}
	r := messageRow{
		ID: m.ID, Path: eventPath(e.ID) + "/message/" + number(m.ID), List: list, Author: c.nameOr(m.Author), Text: m.Text, Said: c.moment(said),
		Here: m.State == lists[list], State: [...]string{"awaiting", "approved", "deleted", "awaiting"}[m.State&3], Trusted: trusted, Order: m.ID,
		Pending: m.State != domain.MessageAwaiting && !m.Settled() && m.Trouble == "", May: domain.May(e.Standing, domain.DeedEventModerate),
	}
	if list != "awaiting" {
		r.Order = -max(m.DecidedAt.UnixMilli(), 0)
	}
	if m.Rule != "" {
		r.Rule = c.named("console.rule_"+string(m.Rule), string(m.Rule))
	}
	if m.State != domain.MessageAwaiting {
		r.Decided = c.decision(m)
	}
	if m.DecidedBy == c.me() && m.State != domain.MessageAwaiting {
		r.Undo = max(c.undoLeft(m), 0)
	}
	if m.Trouble != "" {
		key, params := domain.ReadTrouble(m.Trouble)
		r.Trouble = c.print.Text(texts.Key(key), params)
	}
	if m.State == domain.MessageApproved && m.ShownAt.After(now) {
		r.Shown = m.ShownAt.In(c.zone).Format(time.TimeOnly)
	}
	return r
}

// decision says who has decided what, and when.
func (c *call) decision(m domain.ModeratedMessage) string {
	key := texts.ConsoleDecidedApproved
	if m.State == domain.MessageDeleted {
		key = texts.ConsoleDecidedDeleted
	}
	name := m.DecidedName
	switch {
	case name == "" && m.Rule != "":
		name = c.print.Text(texts.ConsoleByRule, nil)
	case name == "":
		name = c.print.Text(texts.ConsoleByPlatform, nil)
	}
	return c.print.Text(key, texts.Params{"Name": name, "When": c.moment(m.DecidedAt)})
}

// decide does one thing with one message.
func (c *call) decide() error {
	e, err := c.event()
	if err != nil {
		return err
	}
	id, err := c.number("message")
	if err != nil {
		return err
	}
	card, err := c.h.Moderation.Card(c.r.Context(), c.me(), id)
	if err != nil {
		return hidden(err)
	}
	if card.Message.EventID != e.ID {
		return domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	list := c.r.PostFormValue("list")
	if _, known := lists[list]; !known {
		list = "awaiting"
	}
	return c.afterDecision(e, list, id, c.change(func(u *work.Unit) error { return c.deed(u, id) }))
}

func (c *call) deed(u *work.Unit, id int64) (err error) {
	ctx, me, mod := c.r.Context(), c.me(), c.h.Moderation
	switch c.r.PathValue("deed") {
	case "approve":
		_, err = mod.Decide(ctx, u, me, id, domain.MessageApproved)
	case "delete":
		_, err = mod.Decide(ctx, u, me, id, domain.MessageDeleted)
	case "takedown":
		_, err = mod.TakeDown(ctx, u, me, id)
	case "undo":
		_, err = mod.Undo(ctx, u, me, id)
	case "retry":
		_, err = mod.Retry(ctx, u, me, id)
	case "trust":
		err = mod.Trust(ctx, u, me, id, true)
	case "distrust":
		err = mod.Trust(ctx, u, me, id, false)
	default:
		err = domain.Fail(domain.KindNotFound, "error.no_page", nil)
	}
	return err
}

// afterDecision shows the message as it is now, with what went wrong: who was late sees who was first.
func (c *call) afterDecision(e webinars.Event, list string, id int64, err error) error {
	words, fatal := c.said(err)
	if fatal != nil {
		return fatal
	}
	if !c.htmx() {
		if words != "" {
			return err
		}
		return c.goTo(eventPath(e.ID) + "/messages/" + list + "?done=" + number(id))
	}
	card, err := c.h.Moderation.Card(c.r.Context(), c.me(), id)
	if err != nil {
		return hidden(err)
	}
	row := c.messageRow(e, list, card.Message, card.Trusted)
	row.Late = words
	return c.part("messages", "row", row)
}
