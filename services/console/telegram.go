package console

import (
	"context"
	"fmt"
	"time"

	"frontdesk/domain"
	"frontdesk/internal/seal"
	"frontdesk/services/work"
	"frontdesk/store"
)

// telegramLife is how long a link that joins a Telegram account is good.
const telegramLife = 15 * time.Minute

// StartPrefix begins what such a link brings to the bot: t.me/<bot>?start=c-<token>.
const StartPrefix = "c"

// LinkTelegram makes a one-time link that joins the Telegram account of whoever follows it with the visitor's user. KindConflict
// ("error.telegram_linked") when one is linked already, KindUnavailable while the bot's name is not known yet.
func (s *Service) LinkTelegram(u *work.Unit, v Visitor) (address string, err error) {
	if v.Profile.TelegramID != 0 {
		return "", linked()
	}
	if s.deps.BotName() == "" {
		return "", domain.Fail(domain.KindUnavailable, "error.bot_unknown", nil)
	}
	return "https://t.me/" + s.deps.BotName() + "?start=" + StartPrefix + "-" + s.link(u, store.LinkTelegram, v.Person, telegramLife), nil
}

func linked() error { return domain.Fail(domain.KindConflict, "error.telegram_linked", nil) }

// refLength is how much of a link's hash names it where its token must not stand: in a button (which carries a text of 28
// bytes), and in what is kept of a screen. 112 bits cannot be guessed.
const refLength = 28

// TelegramLink tells whose such a link is, so that the bot can ask whoever has followed it: a link may be anybody's, and joining
// gives its maker what the Telegram account owns. ref names the link for JoinTelegram. KindNotFound ("error.link_used") for a link
// that is over.
func (s *Service) TelegramLink(ctx context.Context, token string) (ref string, err error) {
	link, err := s.goodLink(ctx, store.LinkTelegram, token)
	if err != nil {
		return "", err
	}
	return link.TokenHash[:refLength], nil
}

// TelegramLinkName is the name of the user whose link this is.
func (s *Service) TelegramLinkName(ctx context.Context, ref string) (string, error) {
	_, user, err := s.joining(ctx, ref)
	return s.profile(user).Name(), err
}

// UseTelegramLink is JoinTelegram for who has the token itself.
func (s *Service) UseTelegramLink(ctx context.Context, u *work.Unit, sender domain.Sender, token string) (string, error) {
	return s.JoinTelegram(ctx, u, sender, seal.TokenHash(token)[:refLength])
}

// joining reads a link that can be used, and the user who made it.
func (s *Service) joining(ctx context.Context, ref string) (store.ConsoleLink, store.ConsoleUser, error) {
	if len(ref) != refLength {
		return store.ConsoleLink{}, store.ConsoleUser{}, usedLink()
	}
	link, err := s.usable(store.LinkTelegram)(s.deps.DB.FindConsoleLinkByRef(ctx, ref))
	if err != nil {
		return link, store.ConsoleUser{}, err
	}
	if link.PersonID > 0 {
		return link, store.ConsoleUser{}, linked()
	}
	user, err := s.deps.DB.FindConsoleUser(ctx, -link.PersonID)
	if isNone(err) {
		return link, user, usedLink()
	}
	return link, user, err
}

// JoinTelegram joins the Telegram account of a person who has followed such a link, and said yes, with the user who made it. What
// the user owned until now is the Telegram account's from then on. Somebody new to the bot is signed in there: as an admin when the
// user is one, else as a seller. It is for the bot, in a private chat. KindNotFound ("error.link_used") for a link that is over,
// KindConflict ("error.telegram_linked") when either is linked to another, KindForbidden for a banned person. The answer is the
// user's name.
func (s *Service) JoinTelegram(ctx context.Context, u *work.Unit, sender domain.Sender, ref string) (string, error) {
	link, user, err := s.joining(ctx, ref)
	if err != nil {
		return "", err
	}
	if err := s.enterBot(ctx, user, sender); err != nil {
		return "", err
	}
	spend(u, link)
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		// The user that an earlier link of the bot has made for this account gives way to this one.
		if _, err := tx.DropBareConsoleUser(ctx, sender.ID); err != nil {
			return err
		}
		ours, err := tx.LinkConsoleUser(ctx, user.ID, sender.ID)
		if err == nil && !ours {
			return linked()
		}
		return err
	})
	name := s.profile(user).Name()
	audit(u, sender.ID, sender.Name(), "console.telegram_link", name)
	return name, nil
}

// Person is who somebody is; nil is nobody.
func (s *Service) Person(ctx context.Context, id int64) (*domain.TelegramUser, error) {
	return s.deps.People.Find(ctx, id)
}

// enterBot writes into the host what the person is there, before anything of ours changes.
func (s *Service) enterBot(ctx context.Context, user store.ConsoleUser, sender domain.Sender) error {
	was, err := s.deps.People.Find(ctx, sender.ID)
	if err != nil {
		return fmt.Errorf("find whom a link joins: %w", err)
	}
	if was != nil && was.Banned {
		return forbidden()
	}
	other, err := s.deps.DB.FindConsoleUserByTelegram(ctx, sender.ID)
	if err == nil && (other.HostUser != 0 || other.Password != "") {
		return linked()
	}
	if err != nil && !isNone(err) {
		return err
	}
	role := domain.RoleSeller
	if was != nil {
		role = was.Role
	}
	now, err := s.deps.People.Find(ctx, user.PersonID())
	if err != nil {
		return err
	}
	if now == nil || now.LoggedOut || now.Banned {
		return forbidden()
	}
	if now.Role == domain.RoleAdmin {
		role = domain.RoleAdmin
	}
	if was != nil && !was.LoggedOut && was.Role == role {
		return nil
	}
	if _, err := s.deps.Host.SaveSignIn(ctx, sender, role, s.deps.Now()); err != nil {
		return fmt.Errorf("signing a linked person in: %w", err)
	}
	return nil
}

// UnlinkTelegram takes the Telegram account off the visitor's user. What the two own stays Telegram's. All sessions end, and the
// token begins a new one. KindConflict ("error.only_way_in") for a user who has no other way in.
func (s *Service) UnlinkTelegram(ctx context.Context, u *work.Unit, where Visit, v Visitor) (Entry, error) {
	user, err := s.deps.DB.FindConsoleUser(ctx, v.Profile.UserID)
	if err != nil {
		return Entry{}, fmt.Errorf("read a console user: %w", err)
	}
	if user.HostUser == 0 && user.Password == "" {
		return Entry{}, domain.Fail(domain.KindConflict, "error.only_way_in", nil)
	}
	audit(u, v.Person, v.Name(), "console.telegram_unlink", "")
	u.Write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.UnlinkConsoleUser(ctx, user.ID)
		return err
	})
	user.TelegramID = 0
	return Entry{Token: s.begin(u, user, where, "")}, nil
}
