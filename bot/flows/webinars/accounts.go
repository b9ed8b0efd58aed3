package webinars

import (
	"context"
	"strings"
	"unicode/utf8"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	service "frontdesk/services/webinars"
	"frontdesk/texts"
)

// What people may send, in characters. An e-mail address has at most 254 (RFC 5321).
const (
	maxEmail  = 254
	maxSecret = 1000
)

// openAccounts leads to the accounts; who has one only sees its schedule at once.
func (f *flow) openAccounts(ctx context.Context, t *bot.Turn) error {
	list, err := f.Webinars.Accounts(ctx, t.Who.Sender.ID)
	if err != nil {
		return err
	}
	if len(list) != 1 {
		t.Show(keyboards.StateWebinars, keyboards.Args{})
		return nil
	}
	t.Args = keyboards.Args{Account: list[0].ID}
	return f.openSchedule(ctx, t)
}

func (f *flow) loadAccounts(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	list, err := f.Webinars.Accounts(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.WebinarsView{Args: v.Args, Total: len(list), Pages: max(1, (len(list)+f.PageSize-1)/f.PageSize)}
	// Accounts may have gone since the button was made.
	view.Args.Page = min(v.Args.Page, view.Pages-1)
	if view.CanConnect, err = f.mayConnect(ctx, v.Person); err != nil {
		return keyboards.Screen{}, err
	}
	first := view.Args.Page * f.PageSize
	for _, a := range list[first:min(first+f.PageSize, len(list))] {
		view.Items = append(view.Items, keyboards.AccountRow{ID: a.ID, Name: nameOf(a), Trouble: a.Trouble != ""})
	}
	return keyboards.Webinars(v.Printer, view), nil
}

// mayConnect tells whether a person may have an account of their own.
func (f *flow) mayConnect(ctx context.Context, person int64) (bool, error) {
	user, err := f.People.Find(ctx, person)
	return bot.Who{User: user}.May(bot.Active), err
}

// nameOf is what people tell an account by: a name and, since people have several, the login.
func nameOf(a service.Account) string {
	if a.Name == "" || a.Name == a.Login {
		return a.Login
	}
	return a.Name + ", " + a.Login
}

func loadConnect(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Connect(v.Printer, keyboards.ConnectView{Args: v.Args}), nil
}

// loadPrompt draws a question that is about nothing that can vanish.
func loadPrompt(build func(texts.Printer, keyboards.PromptView) keyboards.Screen) func(context.Context, bot.View) (keyboards.Screen, error) {
	return func(_ context.Context, v bot.View) (keyboards.Screen, error) {
		return build(v.Printer, keyboards.PromptView{Args: v.Args}), nil
	}
}

// loadPassword names the account whose password is asked for: its e-mail stands in the screen's own arguments.
func loadPassword(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.WebinarPassword(v.Printer, keyboards.PromptView{Args: v.Args, Name: v.Args.Query}), nil
}

func enterEmail(_ context.Context, t *bot.Turn) error {
	email := t.Text
	name, host, found := strings.Cut(email, "@")
	switch {
	case utf8.RuneCountInString(email) > maxEmail:
		again(t, keyboards.StateEmail, keyboards.Args{}, keyboards.WhyTooLong, maxEmail)
	case !found, name == "", !strings.Contains(host, "."), strings.ContainsAny(email, " \t\r\n<>"):
		again(t, keyboards.StateEmail, keyboards.Args{}, keyboards.WhyBadEmail, 0)
	default:
		t.Ask(keyboards.StateWebinarPass, keyboards.Args{Query: email}, "")
	}
	return nil
}

func again(t *bot.Turn, state keyboards.State, args keyboards.Args, why keyboards.Why, number int64) {
	args.Value, args.Item = int(why), number
	t.Ask(state, args, "")
}

func (f *flow) enterPassword(ctx context.Context, t *bot.Turn) error {
	if utf8.RuneCountInString(t.Text) > maxSecret {
		again(t, keyboards.StateWebinarPass, keyboards.Args{Query: t.Args.Query}, keyboards.WhyTooLong, maxSecret)
		return nil
	}
	return f.connect(ctx, t, keyboards.StateWebinarPass, domain.WebinarCredentials{
		Face: domain.WebinarCookie, Email: t.Args.Query, Password: t.Text,
	})
}

func (f *flow) enterToken(ctx context.Context, t *bot.Turn) error {
	if utf8.RuneCountInString(t.Text) > maxSecret {
		again(t, keyboards.StateToken, keyboards.Args{}, keyboards.WhyTooLong, maxSecret)
		return nil
	}
	return f.connect(ctx, t, keyboards.StateToken, domain.WebinarCredentials{Face: domain.WebinarUserAPI, Token: t.Text})
}

// connect proves credentials and keeps them. When the platform does not take them, or does not answer, the question stays: what
// comes next is a secret once more, and has to leave the chat.
func (f *flow) connect(ctx context.Context, t *bot.Turn, prompt keyboards.State, creds domain.WebinarCredentials) error {
	account, err := f.Webinars.Connect(ctx, t.Unit, t.Who.Sender.ID, creds)
	if err != nil {
		if !told(t, err) {
			return err
		}
		t.Ask(prompt, keyboards.Args{Query: t.Args.Query}, "")
		return nil
	}
	t.Say(texts.NoticeConnected, texts.Params{"Name": nameOf(account)})
	t.Show(keyboards.StateAccount, keyboards.Args{Account: account.ID})
	return nil
}

func (f *flow) loadAccount(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	a, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
	if err != nil {
		return keyboards.Screen{}, err
	}
	view := keyboards.AccountView{
		Args: v.Args, Name: a.Name, Login: a.Login, Face: a.Face, Trouble: a.Trouble, Standing: a.Standing,
	}
	for _, o := range a.Organizations {
		if o.Name != "" {
			view.Organizations = append(view.Organizations, o.Name)
		}
	}
	return keyboards.Account(v.Printer, view), nil
}

// aboutAccount draws a question about an account for who may do what it asks about.
func (f *flow) aboutAccount(deed domain.Deed, build func(texts.Printer, keyboards.NamedView) keyboards.Screen) func(context.Context, bot.View) (keyboards.Screen, error) {
	return func(ctx context.Context, v bot.View) (keyboards.Screen, error) {
		a, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
		if err == nil && !domain.May(a.Standing, deed) {
			err = forbidden()
		}
		return build(v.Printer, keyboards.NamedView{Args: v.Args, Name: nameOf(a)}), err
	}
}

func forbidden() error { return domain.Fail(domain.KindForbidden, "error.forbidden", nil) }

func gone() error { return domain.Fail(domain.KindNotFound, "error.not_found", nil) }

func (f *flow) disconnect(ctx context.Context, t *bot.Turn) error {
	if err := f.Webinars.Disconnect(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account); err != nil {
		return err
	}
	t.Toast(texts.ToastDisconnected, nil)
	t.Show(keyboards.StateWebinars, keyboards.Args{})
	return nil
}

func (f *flow) openRules(_ context.Context, t *bot.Turn) error {
	t.Show(keyboards.StateRules, keyboards.Args{Account: t.Args.Account})
	return nil
}
