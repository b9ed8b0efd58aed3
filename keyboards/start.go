package keyboards

import (
	"frontdesk/domain"
	"frontdesk/texts"
)

// Role asks a stranger, or somebody who has signed out, how to sign in.
func Role(p texts.Printer, v RoleView) Screen {
	return Screen{
		State: StateRole,
		Text:  paragraphs(because(p, v.Args), p.HTML(texts.RoleTitle, nil), p.HTML(texts.RoleHint, nil)),
		Rows: [][]Button{
			{button(p, texts.ButtonAdmin, ActAdmin, Args{}), button(p, texts.ButtonSeller, ActSeller, Args{})},
			{button(p, texts.ButtonHelp, ActHelp, Args{})},
		},
	}
}

// Menu is the main menu of a seller or an admin.
func Menu(p texts.Printer, v MenuView) Screen {
	s := Screen{State: StateMenu, Text: p.HTML(texts.MenuTitle, texts.Params{
		"Name": called(p, v.Name), "Role": roleName(p, v.Role),
	})}
	if v.Role == "" && v.Name == "" {
		s.Text = p.HTML(texts.MenuModerator, nil)
	}
	row := func(buttons ...Button) { s.Rows = append(s.Rows, buttons) }
	help := button(p, texts.ButtonHelp, ActHelp, Args{})
	language := button(p, texts.ButtonLanguage, ActLanguage, Args{})
	if v.Role != "" {
		row(button(p, texts.ButtonShops, ActShops, Args{}))
	}
	if v.Webinars {
		row(button(p, texts.ButtonWebinars, ActWebinars, Args{}))
	}
	if v.Role == domain.RoleAdmin {
		row(button(p, texts.ButtonPeople, ActPeople, Args{}))
		if v.CanEdit {
			row(button(p, texts.ButtonNewShop, ActNew, Args{}))
		}
	}
	if v.Role != domain.RoleSeller {
		row(help, language)
		return s
	}
	row(button(p, texts.ButtonAddShop, ActAdd, Args{}))
	row(button(p, texts.ButtonSubs, ActSubs, Args{}), help)
	row(language)
	return s
}

// Idle is all that a person without an active subscription sees.
func Idle(p texts.Printer, v IdleView) Screen {
	return Screen{
		State: StateIdle,
		Text:  p.HTML(texts.IdleTitle, texts.Params{"Name": called(p, v.Name), "Role": roleName(p, v.Role)}),
		Rows: [][]Button{{
			button(p, texts.ButtonSubs, ActSubs, Args{}), button(p, texts.ButtonHelp, ActHelp, Args{}),
		}},
	}
}

// Help says what the bot can do for this person, and whom to ask.
func Help(p texts.Printer, v HelpView) Screen {
	key := texts.HelpSeller
	switch {
	case v.Role == "":
		key = texts.HelpStranger
	case !v.Active:
		key = texts.HelpIdle
	case v.Role == domain.RoleAdmin:
		key = texts.HelpAdmin
	}
	return Screen{
		State: StateHelp,
		Text:  paragraphs(p.HTML(key, nil), contactLine(p, v.Contact)),
		Rows:  [][]Button{back(p, Args{})},
	}
}

// languageName is a language in its own word.
func languageName(p texts.Printer, lang string) string {
	if lang == "en" {
		return p.Text(texts.LanguageNameEn, nil)
	}
	return p.Text(texts.LanguageNameRu, nil)
}

// Language offers all languages; each button carries its own in Query.
func Language(p texts.Printer, v LanguageView) Screen {
	s := Screen{State: StateLanguage, Text: p.HTML(texts.LanguageTitle, texts.Params{
		"Language": languageName(p, v.Chosen),
	})}
	var row []Button
	for _, lang := range texts.Languages() {
		row = append(row, Button{Label: languageName(p, lang), Action: ActSet, Args: Args{Query: lang}})
	}
	s.Rows = [][]Button{row, back(p, Args{})}
	return s
}

// Key asks for a shop's api key, but not while the door is locked.
func Key(p texts.Printer, v KeyView) Screen {
	if Why(v.Args.Value) == WhyLocked {
		return closed(p, StateKey, v.Args)
	}
	key := texts.KeySignIn
	if v.Add {
		key = texts.KeyAdd
	}
	return Screen{
		State: StateKey,
		Text: paragraphs(because(p, v.Args),
			paragraphs(p.HTML(key, nil), lines(p.HTML(texts.KeyDeleted, nil), p.HTML(texts.CommonCancelHint, nil)))),
		Rows: [][]Button{back(p, Args{})},
	}
}

// Name asks an admin for the username.
func Name(p texts.Printer, v PromptView) Screen {
	return prompt(p, StateName, v, texts.NamePrompt)
}

// Password asks for the password that belongs to v.Name, but not while the door is locked.
func Password(p texts.Printer, v PromptView) Screen {
	if Why(v.Args.Value) == WhyLocked {
		return closed(p, StatePassword, v.Args)
	}
	s := prompt(p, StatePassword, v, texts.PasswordPrompt)
	s.Rows = [][]Button{back(p, Args{})} // the username must not travel in a button
	return s
}

// Unknown answers what nobody waited for with what to do.
func Unknown(p texts.Printer, v UnknownView) Screen {
	hint, menu := texts.UnknownStranger, texts.ButtonSignIn
	if v.SignedIn {
		hint, menu = texts.UnknownSignedIn, texts.ButtonMenu
	}
	return Screen{
		State: StateUnknown,
		Text:  paragraphs(because(p, v.Args), p.HTML(hint, nil)),
		Rows:  [][]Button{{button(p, menu, ActMenu, Args{}), button(p, texts.ButtonHelp, ActHelp, Args{})}},
	}
}

// Gone answers a press that leads nowhere any more.
func Gone(p texts.Printer, v GoneView) Screen {
	hint, menu := texts.GoneStranger, texts.ButtonSignIn
	if v.SignedIn {
		hint, menu = texts.GoneSignedIn, texts.ButtonMenu
	}
	return Screen{
		State: StateGone,
		Text:  paragraphs(because(p, v.Args), p.HTML(hint, nil)),
		Rows:  [][]Button{{button(p, menu, ActMenu, Args{})}},
	}
}

// Out says goodbye and leaves the door open.
func Out(p texts.Printer) Screen {
	return Screen{
		State: StateOut,
		Text:  p.HTML(texts.OutTitle, nil),
		Rows:  [][]Button{{button(p, texts.ButtonSignIn, ActMenu, Args{})}},
	}
}

// Banned is told once to a person who may do nothing any more; so it has no buttons.
func Banned(p texts.Printer, v BannedView) Screen {
	text := p.HTML(texts.NoticeBanned, nil)
	if reason := tidy(v.Reason, maxReason); reason != "" {
		text = p.HTML(texts.NoticeBannedReason, texts.Params{"Reason": reason})
	}
	return Screen{State: StateBanned, Text: paragraphs(text, contactLine(p, v.Contact))}
}
