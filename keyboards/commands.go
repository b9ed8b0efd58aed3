package keyboards

import (
	"frontdesk/domain"
	"frontdesk/texts"
)

// The bot's commands, without their slash.
const (
	CommandStart    = "start"
	CommandHelp     = "help"
	CommandMenu     = "menu"
	CommandCancel   = "cancel"
	CommandSignOut  = "sign_out"
	CommandLanguage = "language"
	CommandConsole  = "console"
	// Telegram asks for the last two where something is sold.
	CommandSubscription = "subscription"
	CommandPaySupport   = "paysupport"
	CommandTerms        = "terms"
)

// Commands is the command menu of a role; the empty role is a stranger's, which is also everybody's default.
func Commands(p texts.Printer, role domain.Role) []domain.Command {
	say := func(name string, key texts.Key) domain.Command {
		return domain.Command{Name: name, Description: p.Text(key, nil)}
	}
	help, language := say(CommandHelp, texts.CommandHelp), say(CommandLanguage, texts.CommandLanguage)
	if !role.Valid() {
		return []domain.Command{say(CommandStart, texts.CommandStartStranger), help, language}
	}
	menu := texts.CommandMenuSeller
	if role == domain.RoleAdmin {
		menu = texts.CommandMenuAdmin
	}
	return []domain.Command{
		say(CommandMenu, menu), help, say(CommandCancel, texts.CommandCancel),
		say(CommandSubscription, texts.CommandSubscription), say(CommandPaySupport, texts.CommandPaySupport),
		say(CommandTerms, texts.CommandTerms), say(CommandConsole, texts.CommandConsole), language, say(CommandSignOut, texts.CommandSignOut),
	}
}
