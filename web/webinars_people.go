package web

import (
	"encoding/base64"
	"slices"
	"strconv"

	"rsc.io/qr"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// moderatorsPage is who moderates an account's events.
type moderatorsPage struct {
	Account accountRow
	Items   []moderatorRow
	Link    string // of an invitation that was just made: it is shown once
	Code    string // the link as a picture, for <img>
	Until   string
	Problem string
}

type moderatorRow struct {
	ID          int64
	Name, Since string
}

func (c *call) moderatorsPage(a webinars.Account) (moderatorsPage, error) {
	p := moderatorsPage{Account: c.accountRow(a)}
	list, err := c.h.Webinars.Moderators(c.r.Context(), c.me(), a.ID)
	for _, m := range list {
		p.Items = append(p.Items, moderatorRow{m.PersonID, c.nameOr(m.Name), c.print.Date(m.AddedAt.In(c.zone))})
	}
	return p, err
}

func (c *call) showModerators() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	p, err := c.moderatorsPage(a)
	if err != nil {
		return err
	}
	return c.show("moderators", texts.ButtonModerators, p)
}

// inviteModerator makes a link and shows it in the answer itself: it stands nowhere else.
func (c *call) inviteModerator() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	p, err := c.moderatorsPage(a)
	if err != nil {
		return err
	}
	bot := ""
	if c.h.BotName != nil {
		bot = c.h.BotName()
	}
	if bot == "" {
		p.Problem = c.print.Text(texts.ErrorBotUnknown, nil)
		return c.showAs(statusOf(domain.KindUnavailable), "moderators", texts.ButtonModerators, p)
	}
	var made webinars.Invitation
	if err := c.change(func(u *work.Unit) (err error) {
		made, err = c.h.Webinars.Invite(c.r.Context(), u, c.me(), a.ID)
		return err
	}); err != nil {
		return err
	}
	p.Link, p.Until = "https://t.me/"+bot+"?start="+invitePrefix+made.Token, c.when(made.ExpiresAt)
	code, err := qr.Encode(p.Link, qr.M)
	if err != nil {
		return err
	}
	code.Scale = 8
	p.Code = base64.StdEncoding.EncodeToString(code.PNG())
	return c.show("moderators", texts.ButtonModerators, p)
}

// invitePrefix is how the bot tells the link of an invitation from others.
const invitePrefix = "m-"

func (c *call) moderator(a webinars.Account) (webinars.ModeratorInfo, error) {
	id, err := c.number("person")
	if err != nil {
		return webinars.ModeratorInfo{}, err
	}
	list, err := c.h.Webinars.Moderators(c.r.Context(), c.me(), a.ID)
	if err != nil {
		return webinars.ModeratorInfo{}, err
	}
	i := slices.IndexFunc(list, func(m webinars.ModeratorInfo) bool { return m.PersonID == id })
	if i < 0 {
		return webinars.ModeratorInfo{}, domain.Fail(domain.KindNotFound, "error.not_found", nil)
	}
	return list[i], nil
}

func (c *call) askUnmoderate() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	m, err := c.moderator(a)
	if err != nil {
		return err
	}
	back := accountPath(a.ID) + "/moderators"
	return c.ask(question{
		Back: back, BackLabel: c.print.Text(texts.ButtonModerators, nil), Title: c.print.Text(texts.ConsoleUnmoderateAsk, texts.Params{"Name": c.nameOr(m.Name)}),
		Text: c.print.Text(texts.ConsoleUnmoderateText, nil), Yes: c.print.Text(texts.ButtonRemove, nil), Danger: true,
		Action: back + "/" + strconv.FormatInt(m.PersonID, 10) + "/remove",
	})
}

func (c *call) unmoderate() error {
	a, err := c.account()
	if err != nil {
		return err
	}
	m, err := c.moderator(a)
	if err != nil {
		return err
	}
	if err := c.change(func(u *work.Unit) error {
		return c.h.Webinars.RemoveModerator(c.r.Context(), u, c.me(), a.ID, m.PersonID)
	}); err != nil {
		return err
	}
	return c.done(accountPath(a.ID)+"/moderators", texts.ConsoleModeratorGone, texts.Params{"Name": c.nameOr(m.Name)})
}
