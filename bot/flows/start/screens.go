package start

import (
	"context"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
)

// loadHome draws where the person belongs at the moment of sending, whichever of the homes was asked for: between the
// asking and now somebody may have given or taken the subscription, or banned the person.
func (f *flow) loadHome(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	user, err := f.Accounts.Find(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	who := bot.Who{User: user}
	if user == nil {
		if who.Moderates, err = f.Moderators.IsModerator(ctx, v.Person); err != nil {
			return keyboards.Screen{}, err
		}
	}
	if who.Banned() {
		return f.loadBanned(ctx, v)
	}
	switch who.Home() {
	case keyboards.StateMenu:
		view := keyboards.MenuView{CanEdit: f.CanEdit, Webinars: f.webinars()}
		if who.SignedIn() {
			view.Name = user.Name()
		}
		if who.Active() {
			view.Role = user.Role
		}
		return keyboards.Menu(v.Printer, view), nil
	case keyboards.StateIdle:
		return keyboards.Idle(v.Printer, keyboards.IdleView{Name: user.Name(), Role: user.Role}), nil
	default:
		return keyboards.Role(v.Printer, keyboards.RoleView{Args: v.Args}), nil
	}
}

func (f *flow) loadHelp(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	user, err := f.signedIn(ctx, v)
	view := keyboards.HelpView{Contact: f.Contact}
	if user != nil {
		view.Role, view.Active = user.Role, user.Active
	}
	return keyboards.Help(v.Printer, view), err
}

func loadLanguage(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Language(v.Printer, keyboards.LanguageView{Chosen: v.Printer.Language()}), nil
}

func (f *flow) loadUnknown(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	user, err := f.signedIn(ctx, v)
	return keyboards.Unknown(v.Printer, keyboards.UnknownView{Args: v.Args, SignedIn: user != nil}), err
}

func (f *flow) loadGone(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	user, err := f.signedIn(ctx, v)
	return keyboards.Gone(v.Printer, keyboards.GoneView{Args: v.Args, SignedIn: user != nil}), err
}

func loadOut(_ context.Context, v bot.View) (keyboards.Screen, error) {
	return keyboards.Out(v.Printer), nil
}

func (f *flow) loadBanned(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	reason, err := f.Accounts.BanReason(ctx, v.Person)
	return keyboards.Banned(v.Printer, keyboards.BannedView{Reason: reason, Contact: f.Contact}), err
}

// signedIn reads the person when they have a role now; nil for everybody else.
func (f *flow) signedIn(ctx context.Context, v bot.View) (*domain.TelegramUser, error) {
	user, err := f.Accounts.Find(ctx, v.Person)
	if err != nil || !(bot.Who{User: user}).SignedIn() {
		return nil, err
	}
	return user, nil
}
