package start

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

// cancel ends the waiting for a text, says so, and leads home. The machine forgets the question itself, as it does
// whenever a turn shows something else.
func (f *flow) cancel(ctx context.Context, t *bot.Turn) error {
	why, said := keyboards.WhyNothingToCancel, texts.WhyNothingToCancel
	expected, err := f.Chats.Expected(ctx, t.Update.ChatID, t.Update.From.ID)
	switch {
	case err == nil && expected.ExpiresAt.After(t.Now):
		why, said = keyboards.WhyCancelled, texts.WhyCancelled
		if err := f.Chats.DropQuestion(ctx, t.Unit, expected); err != nil {
			return err
		}
	case err != nil && domain.KindOf(err) != domain.KindNotFound:
		return err
	}
	if at := t.Who.Home(); at == keyboards.StateRole {
		t.Show(at, keyboards.Args{Value: int(why)})
	} else {
		t.Say(said, nil)
		t.Show(at, keyboards.Args{})
	}
	return nil
}

func (f *flow) signOut(ctx context.Context, t *bot.Turn) error {
	// Asked of the service even when nobody is signed in: that may be this very update's doing, before a crash.
	if err := f.Accounts.SignOut(ctx, t.Unit, t.Who.Sender.ID); err != nil {
		return err
	}
	if !t.Who.SignedIn() {
		t.Show(keyboards.StateRole, keyboards.Args{})
		return nil
	}
	t.Became("")
	t.Show(keyboards.StateOut, keyboards.Args{})
	return nil
}

// setLanguage keeps a person's choice. A language that we no longer speak changes nothing.
func (f *flow) setLanguage(_ context.Context, t *bot.Turn) error {
	language := t.Args.Query
	if f.Texts.Speaks(language) {
		f.Chats.ChooseLanguage(t.Unit, t.Who.Sender.ID, language)
		t.Speaks(language)
		t.Who.Person.Language = language // the answer to this very press speaks it
		t.Toast(texts.ToastLanguage, nil)
	} else {
		t.Toast(texts.ToastOldButton, nil)
	}
	t.Show(keyboards.StateLanguage, keyboards.Args{})
	return nil
}
