package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/domain"
	"frontdesk/services/console"
	"frontdesk/texts"
)

// auditRow is one line of who did what: a sentence, by whom, when, and from where.
type auditRow struct {
	When   string
	Name   string
	Only   string // where all that this person did is
	What   string
	About  string // where the thing that it is about is; empty when it has no page
	Report string // where the decisions about this event's messages are counted, and by whom
	From   string
}

// choice is one entry of a select.
type choice struct {
	Value, Label string
	Chosen       bool
}

type auditPage struct {
	People, Actions, Shops []choice
	Subject                string // a filter that is no shop: kept by the form
	About                  string // what that is
	Report                 string // of the event whose history this is
	Filtered               bool
	Items                  []auditRow
	Older                  string
}

func (c *call) listAudit() error {
	f := console.AuditFilter{Action: c.query("action"), Subject: c.query("subject"), Size: listSize * 2}
	if shop := c.query("shop"); shop != "" {
		f.Subject = shop
	}
	if id, err := strconv.ParseInt(c.query("actor"), 10, 64); err == nil {
		f.Actor = &id
	}
	f.Before, _ = strconv.ParseInt(c.query("before"), 10, 64) // what is no number is the first page
	list, next, err := c.h.Console.Audit(c.r.Context(), c.me(), f)
	if err != nil {
		return err
	}
	choices, err := c.h.Console.AuditChoices(c.r.Context(), c.me())
	if err != nil {
		return err
	}
	p := c.auditPage(f, choices)
	for _, e := range list {
		p.Items = append(p.Items, c.auditRow(e))
	}
	if next != 0 {
		p.Older = c.before(next)
	}
	return c.show("audit", texts.ConsoleAudit, p)
}

func (c *call) auditPage(f console.AuditFilter, from console.AuditChoices) auditPage {
	p := auditPage{Filtered: f.Actor != nil || f.Action != "" || f.Subject != ""}
	actor := ""
	if f.Actor != nil {
		actor = number(*f.Actor)
	}
	for _, who := range from.People {
		p.People = append(p.People, choice{who.Value, c.doer(who.Value, who.Name, ""), who.Value == actor})
	}
	for _, action := range from.Actions {
		p.Actions = append(p.Actions, choice{action, c.ofAction(action), action == f.Action})
	}
	for _, shop := range from.Shops {
		p.Shops = append(p.Shops, choice{shop.Value, c.shopNamed(shop.Value, shop.Name), shop.Value == f.Subject})
	}
	for _, list := range [][]choice{p.People, p.Actions, p.Shops} {
		slices.SortStableFunc(list, func(a, b choice) int { return strings.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)) })
	}
	if !strings.HasPrefix(f.Subject, "shop:") {
		p.Subject, p.About = f.Subject, c.thing(f.Subject)
		p.Report = c.reportOf(f.Subject)
	}
	return p
}

func (c *call) auditRow(e console.AuditEntry) auditRow {
	row := auditRow{
		When: c.moment(e.At), Name: c.doer(number(e.Actor), e.Name, e.Address), Only: "/audit?actor=" + number(e.Actor),
		What: c.sentence(e), From: e.Address,
	}
	if e.About != "" { // what is gone has no page any more
		row.About = c.thing(e.Subject)
	}
	switch {
	case e.Address != "":
	case e.Actor == 0:
		row.From = c.print.Text(texts.ConsoleFromItself, nil)
	default:
		row.From = c.print.Text(texts.ConsoleFromBot, nil)
	}
	if e.Action == "webinar.stop" {
		row.Report = c.reportOf(e.Subject)
	}
	return row
}

// doer is what a person of the log is called. Nobody is the program itself; with an address, a visitor who has not signed in.
func (c *call) doer(id, name, address string) string {
	switch {
	case id == "0" && address != "":
		return c.print.Text(texts.ConsoleVisitor, nil)
	case id == "0":
		return "Frontdesk"
	case name == "":
		return c.print.Text(texts.ConsoleSomebody, nil)
	default:
		return name
	}
}

// shopNamed is a shop of the log in words: one that is gone has its number alone.
func (c *call) shopNamed(subject, name string) string {
	if name != "" {
		return name
	}
	_, id, _ := strings.Cut(subject, ":")
	return c.print.Text(texts.ConsoleShopGone, texts.Params{"Number": id})
}

// thing is the page of a subject; empty when it has none.
func (c *call) thing(subject string) string {
	kind, text, _ := strings.Cut(subject, ":")
	id, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil:
	case kind == "shop":
		return "/shops/" + number(id)
	case kind == "person":
		return "/people/" + number(id)
	case kind == "event" && c.h.Webinars != nil:
		return eventPath(id)
	case kind == "account" && c.h.Webinars != nil:
		return accountPath(id)
	}
	return ""
}

// reportOf is the page that counts an event's decisions; empty for anything else.
func (c *call) reportOf(subject string) string {
	if strings.HasPrefix(subject, "event:") {
		if path := c.thing(subject); path != "" {
			return path + "/report"
		}
	}
	return ""
}

// ofAction says an action of the audit log in a few words, for a list to choose from: "shop.rename" is console.deed_shop_rename.
func (c *call) ofAction(action string) string {
	return c.named("console.deed_"+strings.ReplaceAll(action, ".", "_"), action)
}

// sentence says a line of the audit log as a sentence without its actor: "shop.is_active" with "on" is
// console.did_shop_is_active_on. Texts get About (what it is about), Details, Other, and what said reads from the details.
func (c *call) sentence(e console.AuditEntry) string {
	about := e.About
	if kind, id, _ := strings.Cut(e.Subject, ":"); about == "" && kind != "" {
		about = "№\u00a0" + id
	}
	params := texts.Params{"About": about, "Details": e.Details, "Other": e.Other, "Number": "", "Money": "", "Until": ""}
	key := "console.did_" + strings.ReplaceAll(e.Action, ".", "_") + c.variant(e, params)
	if !slices.Contains(texts.Keys(), texts.Key(key)) {
		return c.print.Text(texts.ConsoleDidOther, texts.Params{"Action": e.Action})
	}
	return c.print.Text(texts.Key(key), params)
}

// variant tells one action's sentences apart by what its details say, and takes out of them what the sentence needs.
func (c *call) variant(e console.AuditEntry, p texts.Params) string {
	first, rest, _ := strings.Cut(e.Details, ", ")
	switch {
	case e.Action == "subscription.switch":
		ends, _ := time.Parse(time.RFC3339, strings.TrimPrefix(rest, "paid until ")) // what is no time is the year 1, and nobody's
		p["Until"] = c.print.Date(ends.In(c.zone))
		return onOff(strings.TrimPrefix(first, "is_active="))
	case switched(e.Action) && rest != "":
		return onOff(first) + "_again" // somebody has taken the opposite back
	case switched(e.Action):
		return onOff(first)
	case strings.HasPrefix(e.Action, "payment."):
		c.payment(e.Details, p)
	case e.Action == "delivery.retry":
		p["Details"] = c.named("console.channel_"+e.Details, e.Details)
	case e.Action == "webinar.connect", e.Action == "webinar.disconnect":
		_, p["Details"], _ = strings.Cut(e.Details, " ") // the face stands before the login
		accountNamed(e, p)
	case e.Action == "webinar.invite", e.Action == "webinar.join":
		accountNamed(e, p)
	case e.Action == "sign_in.seller" && e.Details != "":
		p["Details"] = c.print.Names(shopNames(e.Details))
		return "_more"
	case strings.HasPrefix(e.Action, "rule."):
		kind, value, _ := strings.Cut(e.Details, " ")
		p["Details"], p["Number"] = c.named("console.rule_"+kind, kind), value
		if value != "" && e.Action != "rule.off" {
			return "_more"
		}
	case e.Action == "shop.warehouse_add", e.Action == "shop.warehouse_remove":
		id, name, _ := strings.Cut(e.Details, " ")
		p["Number"], p["Details"] = id, name
	case e.Action == "person.ban" && e.Details != "", e.Action == "console.sign_up" && e.Other != "":
		return "_more"
	}
	return ""
}

// accountNamed calls an account by its name while it has one: its login may be the end of a token.
func accountNamed(e console.AuditEntry, p texts.Params) {
	if e.About != "" {
		p["Details"] = e.About
	}
}

// shopNames are the names in what services/accounts writes of linked shops: "2 Nordic Knits, 5 Tea, coffee".
func shopNames(details string) []string {
	var list []string
	for part := range strings.SplitSeq(details, ", ") {
		id, name, has := strings.Cut(part, " ")
		_, err := strconv.ParseInt(id, 10, 64)
		switch {
		case has && err == nil:
			list = append(list, name)
		case len(list) > 0: // a comma in a name
			list[len(list)-1] += ", " + part
		default:
			list = append(list, part)
		}
	}
	return list
}

// switched tells whether an action's details say on or off.
func switched(action string) bool {
	return slices.Contains([]string{
		"shop." + string(domain.FieldActive), "shop." + string(domain.FieldPriceUpdating), "webinar.premoderation", "relay.set",
	}, action)
}

func onOff(value string) string {
	if value == "on" || value == "true" {
		return "_on"
	}
	return "_off"
}

// payment reads what services/subscriptions writes of one: "payment 5: 250 XTR, plan "month", 30 days".
func (c *call) payment(details string, p texts.Params) {
	var id, amount int64
	var currency string
	_, _ = fmt.Sscanf(strings.ReplaceAll(details, ",", " "), "payment %d: %d %s", &id, &amount, &currency) // what is not there stays 0
	p["Number"], p["Money"] = id, c.print.Money(domain.Money{Amount: amount, Currency: currency})
}
