package people

import (
	"context"
	"strconv"
	"unicode/utf8"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
	"frontdesk/texts"
)

// maxReason is how many characters the reason of a ban may have: as many as a person's page shows.
const maxReason = 500

func askFind(_ context.Context, t *bot.Turn) error {
	t.Ask(keyboards.StatePeopleFind, t.Args.Place(), "")
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
		t.Show(keyboards.StatePerson, t.Args.Place())
		return nil
	}
	t.Ask(keyboards.StateReason, t.Args.Place(), "")
	return nil
}

func (f *flow) ban(ctx context.Context, t *bot.Turn) error {
	if utf8.RuneCountInString(t.Text) > maxReason {
		again := t.Args.Place()
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
		t.Show(keyboards.StatePerson, t.Args.Place())
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
	t.Show(keyboards.StatePerson, t.Args.Place())
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

// count tells how many people have a part of a name.
func (f *flow) count(ctx context.Context, actor int64, query string) (int, error) {
	p, err := f.Accounts.ListPeople(ctx, actor, accounts.PeopleFilter{Query: query, Size: f.PageSize})
	return p.Total, err
}
