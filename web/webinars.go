package web

import (
	"errors"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// webinarRoutes are the pages of webinars, in a house that has them. Whoever has nothing to do with an account finds none of its
// pages: they look as if they did not exist.
func (h *Handler) webinarRoutes(to adder) {
	if h.Webinars == nil {
		return
	}
	to("GET /webinars", inside, (*call).listAccounts)
	to("GET /webinars/connect", inside, (*call).showConnect)
	to("POST /webinars/connect", inside, (*call).connect)
	const account = "/webinars/accounts/{account}"
	to("GET "+account, inside, (*call).showAccount)
	to("GET "+account+"/disconnect", inside, (*call).askDisconnect)
	to("POST "+account+"/disconnect", inside, (*call).disconnect)
	to("GET "+account+"/schedule", inside, (*call).showSchedule)
	to("GET "+account+"/moderators", inside, (*call).showModerators)
	to("POST "+account+"/moderators/invite", inside, (*call).inviteModerator)
	to("GET "+account+"/moderators/{person}/remove", inside, (*call).askUnmoderate)
	to("POST "+account+"/moderators/{person}/remove", inside, (*call).unmoderate)
	to("GET "+account+"/rules", inside, (*call).showRules)
	to("POST "+account+"/rules/{kind}", inside, (*call).saveRule)
	to("POST "+account+"/trust", inside, (*call).trustAuthor)
	h.eventRoutes(to, "/webinars/events/{event}")
}

func (h *Handler) eventRoutes(to adder, event string) {
	to("GET "+event, inside, (*call).showEvent)
	to("GET "+event+"/state", inside, (*call).eventState)
	to("GET "+event+"/panel", inside, (*call).showPanel)
	to("GET "+event+"/panel/controls", inside, (*call).panelControls)
	to("GET "+event+"/panel/roster", inside, (*call).panelRoster)
	to("GET "+event+"/start", inside, (*call).askStart)
	to("POST "+event+"/start", inside, (*call).start)
	to("GET "+event+"/stop", inside, (*call).askStop)
	to("POST "+event+"/stop", inside, (*call).stop)
	to("POST "+event+"/premoderation", inside, (*call).setPremoderation)
	to("POST "+event+"/here", inside, (*call).setHere)
	to("POST "+event+"/roster", inside, (*call).setListed)
	to("POST "+event+"/relay", inside, (*call).setRelay)
	to("POST "+event+"/targets", inside, (*call).addTarget)
	to("GET "+event+"/targets/{target}/remove", inside, (*call).askRemoveTarget)
	to("POST "+event+"/targets/{target}/remove", inside, (*call).removeTarget)
	to("POST "+event+"/font", inside, (*call).setFont)
	to("POST "+event+"/widgets", inside, (*call).makeWidget)
	to("GET "+event+"/widgets/{widget}", inside, (*call).showWidget)
	to("POST "+event+"/widgets/{widget}", inside, (*call).setWidget)
	to("GET "+event+"/widgets/{widget}/revoke", inside, (*call).askRevoke)
	to("POST "+event+"/widgets/{widget}/revoke", inside, (*call).revokeWidget)
	to("GET "+event+"/messages/{list}", inside, (*call).showMessages)
	to("POST "+event+"/messages/{list}/first", inside, (*call).approveFirst)
	to("POST "+event+"/messages/{list}/together", inside, (*call).undoTogether)
	to("POST "+event+"/messages/{list}/trusted", inside, (*call).approveTrusted)
	to("POST "+event+"/message/{message}/{deed}", inside, (*call).decide)
	to("GET "+event+"/report", inside, (*call).showReport)
	to("GET "+event+"/report.csv", inside, (*call).reportTable)
	to("GET "+event+"/report.png", inside, (*call).reportChart)
}

func accountPath(id int64) string { return "/webinars/accounts/" + number(id) }
func eventPath(id int64) string   { return "/webinars/events/" + number(id) }

// hidden makes what is not for somebody's eyes look like what does not exist.
func hidden(err error) error {
	if err != nil && domain.KindOf(err) == domain.KindForbidden {
		return domain.Fail(domain.KindNotFound, "error.no_page", nil)
	}
	return err
}

// account gives the account of the path to who has to do with it.
func (c *call) account() (webinars.Account, error) {
	id, err := c.number("account")
	if err != nil {
		return webinars.Account{}, err
	}
	a, err := c.h.Webinars.Account(c.r.Context(), c.me(), id)
	return a, hidden(err)
}

// event gives the event of the path to who has to do with it.
func (c *call) event() (webinars.Event, error) {
	id, err := c.number("event")
	if err != nil {
		return webinars.Event{}, err
	}
	e, err := c.h.Webinars.Event(c.r.Context(), c.me(), id)
	return e, hidden(err)
}

// answered is words, and also what a platform has refused: there it is not our person who is unknown, but the account.
func (c *call) answered(err error) (string, bool) {
	if words, ours := c.words(err); ours {
		return words, true
	}
	var e *domain.Error
	if !errors.As(err, &e) {
		return "", false
	}
	name, _ := strings.CutPrefix(e.Key, "error.")
	if strings.HasPrefix(name, "webinar_") || strings.HasPrefix(name, "discord_") {
		return c.print.Error(err, ""), true
	}
	return "", false
}

// trouble says what is wrong with an account or event, by the text's key; empty when nothing is.
func (c *call) trouble(key string) string {
	if key == "" {
		return ""
	}
	return c.named(key, c.print.Text(texts.TroubleWebinarAway, nil))
}

// callAccount is what people call an account.
func callAccount(a webinars.Account) string {
	for _, name := range []string{a.Name, a.Login} {
		if name != "" {
			return name
		}
	}
	return "Webinar"
}

type accountRow struct {
	Path, Name, Login, Trouble string
	Own                        bool
	Token                      bool
}

func (c *call) accountRow(a webinars.Account) accountRow {
	return accountRow{
		Path: accountPath(a.ID), Name: callAccount(a), Login: a.Login, Trouble: c.trouble(a.Trouble), Own: a.OwnerID == c.me(),
		Token: a.Face == domain.WebinarUserAPI,
	}
}

type accountsPage struct {
	Items      []accountRow
	CanConnect bool
}

func (c *call) listAccounts() error {
	list, err := c.h.Webinars.Accounts(c.r.Context(), c.me())
	if err != nil {
		return err
	}
	p := accountsPage{CanConnect: c.visitor.May(domain.DeedAccountConnect)}
	for _, a := range list {
		p.Items = append(p.Items, c.accountRow(a))
	}
	return c.show("webinars", texts.ButtonWebinars, p)
}

type connectPage struct {
	Token   bool // by token instead of by password
	Email   string
	Problem string
}

func (c *call) showConnect() error {
	if !c.visitor.May(domain.DeedAccountConnect) {
		return domain.Fail(domain.KindForbidden, "error.forbidden", nil)
	}
	return c.show("webinar-connect", texts.ButtonConnectAccount, connectPage{Token: c.query("by") == "token"})
}

// connect proves what was typed; the password is not typed back into the form.
func (c *call) connect() error {
	creds := domain.WebinarCredentials{
		Face: domain.WebinarCookie, Email: strings.TrimSpace(c.r.PostFormValue("email")), Password: c.r.PostFormValue("password"),
	}
	if c.r.PostFormValue("by") == "token" {
		creds = domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: strings.TrimSpace(c.r.PostFormValue("token"))}
	}
	err := c.knock()
	var a webinars.Account
	if err == nil {
		err = c.change(func(u *work.Unit) (err error) {
			a, err = c.h.Webinars.Connect(c.r.Context(), u, c.me(), creds)
			return err
		})
	}
	if err == nil {
		return c.done(accountPath(a.ID), texts.ConsoleAccountConnected, nil)
	}
	words, ours := c.answered(err)
	if !ours {
		return err
	}
	return c.showAs(statusOf(domain.KindInvalid), "webinar-connect", texts.ButtonConnectAccount, connectPage{
		Token: creds.Face == domain.WebinarUserAPI, Email: creds.Email, Problem: words,
	})
}

// accountPage is one account: whether it works, what the platform says it is, and the ways on.
type accountPage struct {
	accountRow
	Standing      domain.Standing
	UserID        int64
	Organizations []string
	MayInvite     bool
	MayRules      bool
	MayDisconnect bool
}

func (c *call) showAccount() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	p := accountPage{
		accountRow: c.accountRow(a), Standing: a.Standing, UserID: a.UserID,
		MayInvite: domain.May(a.Standing, domain.DeedModeratorsInvite), MayRules: domain.May(a.Standing, domain.DeedRules),
		MayDisconnect: domain.May(a.Standing, domain.DeedAccountDisconnect),
	}
	for _, o := range a.Organizations {
		if o.Name != "" {
			p.Organizations = append(p.Organizations, o.Name)
		}
	}
	return c.show("webinar-account", texts.ConsoleAccount, p)
}

// question is a page that asks before something is done: what, what it means, and where the answer goes.
type question struct {
	Back, BackLabel string
	Title, Text     string
	Yes             string
	Action          string // POST; empty: the next question is at Next
	Next            string
	Hidden          map[string]string
	Problem         string
	Danger          bool
}

func (c *call) ask(q question) error { return c.showAs(q.status(), "ask", texts.ConsoleQuestion, q) }

func (q question) status() int {
	if q.Problem != "" {
		return statusOf(domain.KindInvalid)
	}
	return 0
}

func (c *call) askDisconnect() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	if _, err := c.h.Webinars.Check(c.r.Context(), c.me(), a.ID, domain.DeedAccountDisconnect); err != nil {
		return err
	}
	return c.ask(question{
		Back: accountPath(a.ID), BackLabel: callAccount(a), Title: c.print.Text(texts.ConsoleDisconnectAsk, texts.Params{"Name": callAccount(a)}),
		Text: c.print.Text(texts.ConsoleDisconnectText, nil), Yes: c.print.Text(texts.ButtonDisconnectSure, nil),
		Action: accountPath(a.ID) + "/disconnect", Danger: true,
	})
}

func (c *call) disconnect() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error { return c.h.Webinars.Disconnect(c.r.Context(), u, c.me(), a.ID) }); err != nil {
		return err
	}
	return c.done("/webinars", texts.ConsoleAccountGone, texts.Params{"Name": callAccount(a)})
}
