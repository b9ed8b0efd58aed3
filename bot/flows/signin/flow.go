package signin

import (
	"context"
	"unicode/utf8"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/services/accounts"
	"frontdesk/services/chats"
	"frontdesk/texts"
)

// Deps are what the flow works with.
type Deps struct {
	Accounts *accounts.Service
	Chats    *chats.Service
	Texts    *texts.Catalog
}

// maxUsername is the length of Django's auth_user.username in characters.
const maxUsername = 150

type flow struct{ Deps }

// Flow is the conversation of signing in.
func Flow(d Deps) bot.Flow {
	f := &flow{d}
	return bot.Flow{Name: "signin", Screens: f.screens(), Buttons: f.buttons(), Inputs: f.inputs()}
}

func (f *flow) screens() []bot.ScreenDef {
	return []bot.ScreenDef{
		{State: keyboards.StateKey, Who: bot.Anyone, Load: f.loadKey},
		{State: keyboards.StateName, Who: bot.Anyone, Load: loadName},
		{State: keyboards.StatePassword, Who: bot.Anyone, Load: f.loadPassword},
	}
}

func (f *flow) buttons() []bot.Transition {
	on := func(state keyboards.State, action keyboards.Action, who bot.Access, do bot.Handler, next ...keyboards.State) bot.Transition {
		return bot.Transition{State: state, Action: action, Who: who, Do: do, Next: next}
	}
	return []bot.Transition{
		on(keyboards.StateRole, keyboards.ActSeller, bot.Anyone, f.askKey, keyboards.StateKey, keyboards.StateIdle),
		on(keyboards.StateRole, keyboards.ActAdmin, bot.Anyone, f.askName, keyboards.StateName, keyboards.StatePassword, keyboards.StateIdle),
		on(keyboards.StateMenu, keyboards.ActAdd, bot.Active, f.askKey, keyboards.StateKey, keyboards.StateIdle),
		on(keyboards.StateKey, keyboards.ActBack, bot.Anyone, bot.GoHome, bot.Homes()...),
		on(keyboards.StateName, keyboards.ActBack, bot.Anyone, bot.GoHome, bot.Homes()...),
		on(keyboards.StatePassword, keyboards.ActBack, bot.Anyone, f.backToName, append(bot.Homes(), keyboards.StateName)...),
	}
}

func (f *flow) inputs() []bot.InputDef {
	on := func(state keyboards.State, secret texts.Key, do bot.Handler, next ...keyboards.State) bot.InputDef {
		return bot.InputDef{State: state, Who: bot.Anyone, Secret: secret, Do: do, Next: next}
	}
	return []bot.InputDef{
		on(keyboards.StateKey, texts.NoticeKeyStays, f.enterKey, keyboards.StateMenu, keyboards.StateIdle, keyboards.StateKey),
		on(keyboards.StateName, "", f.enterName, keyboards.StatePassword, keyboards.StateName),
		on(keyboards.StatePassword, texts.NoticePasswordStays, f.enterPassword,
			keyboards.StateMenu, keyboards.StateIdle, keyboards.StatePassword, keyboards.StateName),
	}
}

// askKey asks a seller for a shop's key.
func (f *flow) askKey(ctx context.Context, t *bot.Turn) error {
	return f.ask(ctx, t, keyboards.StateKey, keyboards.StateKey)
}

// askName asks an admin for the name. Before a locked door what people send is a password more often than not.
func (f *flow) askName(ctx context.Context, t *bot.Turn) error {
	return f.ask(ctx, t, keyboards.StateName, keyboards.StatePassword)
}

// ask shows a prompt, or that of a locked door, which says at once how long it stays so. Somebody whose subscription does not
// stand has signed in already, and has nothing to prove.
func (f *flow) ask(ctx context.Context, t *bot.Turn, prompt, door keyboards.State) error {
	if t.Who.SignedIn() && !t.Who.Active() {
		t.Show(keyboards.StateIdle, keyboards.Args{})
		return nil
	}
	left, err := f.Accounts.Locked(ctx, t.Who.Sender.ID)
	switch {
	case err != nil:
		return err
	case left > 0:
		t.Ask(door, locked(accounts.SignIn{LockedFor: left}), "")
	default:
		t.Ask(prompt, keyboards.Args{}, "")
	}
	return nil
}

// backToName leads from the password to the name, and from a locked door home.
func (f *flow) backToName(ctx context.Context, t *bot.Turn) error {
	if left, err := f.Accounts.Locked(ctx, t.Who.Sender.ID); err != nil || left > 0 {
		t.Show(t.Who.Home(), keyboards.Args{})
		return err
	}
	return f.askName(ctx, t)
}

func (f *flow) enterKey(ctx context.Context, t *bot.Turn) error {
	r, err := f.Accounts.SignInSeller(ctx, t.Unit, t.Update.From, t.Text)
	if err != nil {
		return err
	}
	switch r.Outcome {
	case accounts.SignedIn:
	case accounts.Locked:
		t.Ask(keyboards.StateKey, locked(r), "")
		return nil
	default:
		t.Ask(keyboards.StateKey, keyboards.Args{Value: int(keyboards.WhyWrongKey)}, "")
		return nil
	}
	notice, shops := texts.NoticeLinked, r.Linked
	if len(shops) == 0 {
		notice, shops = texts.NoticeAlreadyLinked, r.Shops
	}
	t.Say(notice, texts.Params{texts.Count: len(shops), "Names": f.printer(t).Names(names(shops))})
	arrive(t, r.User)
	return nil
}

func names(shops []domain.Shop) []string {
	list := make([]string, len(shops))
	for i, shop := range shops {
		list[i] = shop.Name
	}
	return list
}

func (f *flow) printer(t *bot.Turn) texts.Printer {
	if chosen := t.Who.Person.Language; chosen != "" {
		return f.Texts.For(chosen)
	}
	return f.Texts.For(t.Update.From.Language)
}

func (f *flow) enterName(_ context.Context, t *bot.Turn) error {
	if utf8.RuneCountInString(t.Text) > maxUsername {
		t.Ask(keyboards.StateName, keyboards.Args{Value: int(keyboards.WhyTooLong), Item: maxUsername}, "")
		return nil
	}
	t.Ask(keyboards.StatePassword, keyboards.Args{}, t.Text)
	return nil
}

// enterPassword asks for the password again when it was wrong, although it may have been the name: nobody says which. What
// people send next is a password more often than not, and has to leave the chat; the way back leads to the name.
func (f *flow) enterPassword(ctx context.Context, t *bot.Turn) error {
	if left, err := f.Accounts.Locked(ctx, t.Who.Sender.ID); err != nil {
		return err
	} else if t.Memo == "" && left <= 0 {
		// Sent to a door that was locked before the name was asked for, and is open now.
		return f.askName(ctx, t)
	}
	r, err := f.Accounts.SignInAdmin(ctx, t.Unit, t.Update.From, t.Memo, t.Text)
	if err != nil {
		return err
	}
	switch r.Outcome {
	case accounts.SignedIn:
		arrive(t, r.User)
	case accounts.Locked:
		t.Ask(keyboards.StatePassword, locked(r), t.Memo)
	default:
		t.Ask(keyboards.StatePassword, keyboards.Args{Value: int(keyboards.WhyWrongLogin)}, t.Memo)
	}
	return nil
}

// locked says how long the door is closed. Shown with it, a prompt asks for nothing; what is sent all the same is
// waited for, so that a key or password does not stay in the chat.
func locked(r accounts.SignIn) keyboards.Args {
	return keyboards.Args{Value: int(keyboards.WhyLocked), Item: int64(r.Minutes())}
}

// arrive leads somebody who has just signed in to their menu.
func arrive(t *bot.Turn, user domain.TelegramUser) {
	who := bot.Who{Sender: t.Who.Sender, Person: t.Who.Person, User: &user}
	t.Became(who.MenuRole())
	t.Show(who.Home(), keyboards.Args{})
}

func (f *flow) loadKey(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	user, err := f.Accounts.Find(ctx, v.Person)
	add := bot.Who{User: user}.Active()
	return keyboards.Key(v.Printer, keyboards.KeyView{Args: v.Args, Add: add}), err
}

func loadName(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Name(v.Printer, keyboards.PromptView{Args: v.Args}), nil
}

// loadPassword names the user whose password is asked for. The name stands beside the expected answer and in no button;
// a private chat has its person's id.
func (f *flow) loadPassword(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	expected, err := f.Chats.Expected(ctx, v.Person, v.Person)
	if domain.KindOf(err) == domain.KindNotFound {
		err = nil
	}
	name := ""
	if expected.Kind == string(keyboards.StatePassword) {
		name = expected.Memo
	}
	return keyboards.Password(v.Printer, keyboards.PromptView{Args: v.Args, Name: name}), err
}
