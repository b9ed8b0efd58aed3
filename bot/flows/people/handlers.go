package people

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
	"frontdesk/texts"
)

// maxReason is how many characters the reason of a ban may have: as many as a person's page shows.
const maxReason = 500

// count answers the middle of a pager, which carries the page and how many there are.
func count(_ context.Context, t *bot.Turn) error {
	t.Toast(texts.ToastPage, texts.Params{"Page": t.Args.Page + 1, "Pages": max(t.Args.Item, int64(t.Args.Page)+1)})
	return nil
}

// place is where a button leads, without what was asked of it just now.
func place(a keyboards.Args) keyboards.Args {
	a.Value, a.Change, a.Item = 0, 0, 0
	return a
}

func askFind(_ context.Context, t *bot.Turn) error {
	t.Ask(keyboards.StatePeopleFind, place(t.Args), "")
	return nil
}

// found takes the part of a name that somebody has sent. It has to fit into each button of the list. Where nobody has this
// name, the question stays open.
func (f *flow) found(ctx context.Context, t *bot.Turn) error {
	query := strings.Join(strings.Fields(t.Text), " ")
	again := place(t.Args)
	switch fits := keyboards.CutBytes(query, keyboards.MaxQuery); {
	case query == "":
		again.Value = int(keyboards.WhyEmpty)
		t.Ask(keyboards.StatePeopleFind, again, "")
	case fits != query:
		again.Value, again.Item = int(keyboards.WhyTooLong), int64(utf8.RuneCountInString(fits))
		t.Ask(keyboards.StatePeopleFind, again, "")
	default:
		p, err := f.Accounts.ListPeople(ctx, t.Who.Sender.ID, accounts.PeopleFilter{Query: query, Size: f.PageSize})
		if err != nil {
			return err
		}
		if p.Total == 0 {
			t.Ask(keyboards.StatePeopleFind, keyboards.Args{Value: int(keyboards.WhyNothingFound), Query: query}, "")
			return nil
		}
		t.Show(keyboards.StatePeople, keyboards.Args{Query: query})
	}
	return nil
}

// askReason asks why a person is to be banned, unless somebody was first.
func (f *flow) askReason(ctx context.Context, t *bot.Turn) error {
	card, err := f.Accounts.Person(ctx, t.Who.Sender.ID, t.Args.Person)
	if err != nil {
		return err
	}
	if card.User.Banned {
		t.Toast(texts.ToastAlready, nil)
		t.Show(keyboards.StatePerson, place(t.Args))
		return nil
	}
	t.Ask(keyboards.StateReason, place(t.Args), "")
	return nil
}

func (f *flow) ban(ctx context.Context, t *bot.Turn) error {
	if utf8.RuneCountInString(t.Text) > maxReason {
		again := place(t.Args)
		again.Value, again.Item = int(keyboards.WhyTooLong), maxReason
		t.Ask(keyboards.StateReason, again, "")
		return nil
	}
	return f.banFor(ctx, t, t.Text)
}

func (f *flow) banSilently(ctx context.Context, t *bot.Turn) error { return f.banFor(ctx, t, "") }

func (f *flow) banFor(ctx context.Context, t *bot.Turn, reason string) error {
	person, err := f.Accounts.Ban(ctx, t.Unit, t.Who.Sender.ID, t.Args.Person, reason)
	return changed(t, person, texts.ToastPersonBanned, err)
}

func (f *flow) unban(ctx context.Context, t *bot.Turn) error {
	person, err := f.Accounts.Unban(ctx, t.Unit, t.Who.Sender.ID, t.Args.Person)
	return changed(t, person, texts.ToastPersonUnbanned, err)
}

func (f *flow) setActive(ctx context.Context, t *bot.Turn) error {
	toast := texts.ToastPersonActivated
	switch t.Args.Value {
	case keyboards.On:
	case keyboards.Off:
		toast = texts.ToastPersonDeactivated
	default:
		t.Toast(texts.ToastOldButton, nil)
		t.Show(keyboards.StatePerson, place(t.Args))
		return nil
	}
	person, err := f.Accounts.SetActive(ctx, t.Unit, t.Who.Sender.ID, t.Args.Person, t.Args.Value == keyboards.On)
	return changed(t, person, toast, err)
}

// changed shows the person's page as it is now, to this admin and to those who have it open.
func changed(t *bot.Turn, person domain.TelegramUser, toast texts.Key, err error) error {
	if err != nil {
		return err
	}
	t.Toast(toast, texts.Params{"Name": called(person)})
	t.Show(keyboards.StatePerson, place(t.Args))
	t.Refresh(accounts.Subject(person.ChatID))
	return nil
}

// called is a person's name, or the id of one who has none.
func called(u domain.TelegramUser) string {
	if name := u.Name(); name != "" {
		return name
	}
	return "id " + strconv.FormatInt(u.ChatID, 10)
}
