package web

import (
	"strconv"
	"strings"

	"frontdesk/domain"
	"frontdesk/services/webinars"
	"frontdesk/services/work"
	"frontdesk/texts"
)

// approveFirst approves the messages that stood first on the page when the button was pressed, and no others.
func (c *call) approveFirst() error {
	var ids []int64
	return c.many(&ids, texts.ConsoleApprovedMany, func(u *work.Unit, e webinars.Event) (int, error) {
		for _, text := range c.r.PostForm["ids"] {
			if id, err := strconv.ParseInt(text, 10, 64); err == nil && len(ids) < firstOnes {
				ids = append(ids, id)
			}
		}
		return c.h.Moderation.DecideMany(c.r.Context(), u, c.me(), e.ID, ids, domain.MessageApproved)
	})
}

func (c *call) approveTrusted() error {
	return c.many(nil, texts.ConsoleApprovedMany, func(u *work.Unit, e webinars.Event) (int, error) {
		return c.h.Moderation.ApproveTrusted(c.r.Context(), u, c.me(), e.ID)
	})
}

// undoTogether takes back what this person has decided in one step with a message.
func (c *call) undoTogether() error {
	return c.many(nil, texts.ToastUndoneMany, func(u *work.Unit, e webinars.Event) (int, error) {
		of, err := strconv.ParseInt(c.r.PostFormValue("of"), 10, 64)
		if err != nil {
			return 0, domain.Fail(domain.KindNotFound, "error.not_found", nil)
		}
		card, err := c.h.Moderation.Card(c.r.Context(), c.me(), of)
		if err != nil {
			return 0, hidden(err)
		}
		if card.Message.EventID != e.ID {
			return 0, domain.Fail(domain.KindNotFound, "error.not_found", nil)
		}
		return c.h.Moderation.UndoTogether(c.r.Context(), u, c.me(), of)
	})
}

// many decides about several messages at once. The page's script gets the list as it is then, with what was decided (ids, where
// that is known) still in it, so that it can be taken back.
func (c *call) many(ids *[]int64, done texts.Key, do func(u *work.Unit, e webinars.Event) (int, error)) error {
	e, err := c.event()
	if err != nil {
		return err
	}
	if err := c.r.ParseForm(); err != nil {
		return domain.Fail(domain.KindInvalid, "", nil)
	}
	name, _, err := c.list()
	if err != nil {
		return err
	}
	var n int
	if err := c.change(func(u *work.Unit) (err error) { n, err = do(u, e); return err }); err != nil {
		return err
	}
	said := texts.Params{"Count": n}
	if !c.htmx() {
		return c.done(eventPath(e.ID)+"/messages/"+name, done, said)
	}
	var decided []string
	if ids != nil {
		for _, id := range *ids {
			decided = append(decided, number(id))
		}
	}
	p, err := c.messagesPage(e, name, messagesMost, 0, strings.Join(decided, ","))
	if err != nil {
		return err
	}
	p.Said = c.print.Text(done, said)
	return c.part("messages", "decided", p)
}
