package accounts

import (
	"context"
	"fmt"

	"frontdesk/domain"
	"frontdesk/services/work"
	"frontdesk/store"
)

// The texts for people whose access has changed.
const (
	noticeBanned       = "notice.banned"
	noticeBannedReason = "notice.banned_reason" // Reason
	noticeUnbanned     = "notice.unbanned"
	noticeActivated    = "notice.activated"
	noticeDeactivated  = "notice.deactivated"
)

// Ban lets an admin ban a person; reason may be empty. The person is told once, in the same unit. Somebody who is
// banned already is not told again; a new reason is kept. KindInvalid ("error.own_access") for oneself, KindNotFound
// for somebody who never signed in, KindConflict while somebody else changes the same person's ban.
func (s *Service) Ban(ctx context.Context, u *work.Unit, actor, id int64, reason string) (domain.TelegramUser, error) {
	return s.setBanned(ctx, u, actor, id, ban{value: true, reason: reason})
}

// Unban takes a ban back and tells the person; errors as Ban.
func (s *Service) Unban(ctx context.Context, u *work.Unit, actor, id int64) (domain.TelegramUser, error) {
	return s.setBanned(ctx, u, actor, id, ban{})
}

// ban is what a person's ban is to be.
type ban struct {
	value  bool
	reason string
}

func (b ban) action() string {
	if b.value {
		return "person.ban"
	}
	return "person.unban"
}

func (s *Service) setBanned(ctx context.Context, u *work.Unit, actor, id int64, b ban) (domain.TelegramUser, error) {
	admin, person, err := s.otherPerson(ctx, actor, id)
	if err != nil {
		return person, err
	}
	if err := s.claims.take(u, id); err != nil {
		return person, err
	}
	told, err := s.changeBan(ctx, u, id, b)
	if err != nil {
		s.claims.release(u, id)
		return person, err
	}
	if told || person.Banned != b.value {
		audit(u, admin, b.action(), id, b.reason)
	}
	person.Banned = b.value
	return person, nil
}

// changeBan sets the host's row and tells the person, unless they know.
func (s *Service) changeBan(ctx context.Context, u *work.Unit, id int64, b ban) (told bool, err error) {
	known, err := s.knowledge(ctx, id)
	if err != nil {
		return false, err
	}
	if err := s.host.SetBanned(ctx, id, b.value); err != nil {
		return false, fmt.Errorf("setting a ban: %w", err)
	}
	if known.BanTold != b.value {
		s.tellBan(u, id, b)
		return true, nil
	}
	if b.value && b.reason != "" && b.reason != known.BanReason {
		keepBan(u, id, b)
	}
	return false, nil
}

// tellBan tells a person of a ban or its end, and notes that they know.
func (s *Service) tellBan(u *work.Unit, id int64, b ban) {
	keepBan(u, id, b)
	switch {
	case !b.value:
		s.tell(u, id, noticeUnbanned, nil)
	case b.reason != "":
		s.tell(u, id, noticeBannedReason, map[string]any{"Reason": b.reason})
	default:
		s.tell(u, id, noticeBanned, nil)
	}
}

func keepBan(u *work.Unit, id int64, b ban) {
	u.Write(func(ctx context.Context, tx *store.Tx) error { return tx.SetBanTold(ctx, id, b.value, b.reason) })
}

// knowledge is what a person has been told; the zero value for somebody of whom we know nothing.
func (s *Service) knowledge(ctx context.Context, id int64) (store.Person, error) {
	row, err := s.db.FindPerson(ctx, id)
	if err != nil && domain.KindOf(err) != domain.KindNotFound {
		return store.Person{}, err
	}
	return row, nil
}

// TellBan is for an update of a banned person: it tells them, unless they know. The watcher would do so a moment later.
func (s *Service) TellBan(ctx context.Context, u *work.Unit, id int64) error {
	known, err := s.knowledge(ctx, id)
	if err != nil || known.BanTold {
		return err
	}
	if s.claims.take(u, id) != nil {
		return nil // somebody else is about to tell
	}
	// What was read before the claim may be old.
	user, err := s.Find(ctx, id)
	if err == nil {
		known, err = s.knowledge(ctx, id)
	}
	if err != nil || user == nil || !user.Banned || known.BanTold {
		s.claims.release(u, id)
		return err
	}
	s.tellBan(u, id, ban{value: true})
	return nil
}

// SetActive gives a person the subscription or takes it, and tells them when that is news; who has signed out sees it when
// they come back. Errors as Ban, but for
// KindConflict.
func (s *Service) SetActive(ctx context.Context, u *work.Unit, actor, id int64, value bool) (domain.TelegramUser, error) {
	admin, person, err := s.otherPerson(ctx, actor, id)
	if err != nil {
		return person, err
	}
	news, err := s.beginSwitch(ctx, u, person.Active != value)
	if err != nil || !news {
		return person, err
	}
	if err := s.host.SetActive(ctx, id, value); err != nil {
		return person, fmt.Errorf("setting a subscription: %w", err)
	}
	person.Active = value
	action, notice := "person.activate", noticeActivated
	if !value {
		action, notice = "person.deactivate", noticeDeactivated
	}
	u.Write(unmark(u))
	audit(u, admin, action, id, "")
	if !person.LoggedOut {
		s.tell(u, id, notice, nil)
	}
	return person, nil
}

// beginSwitch notes, before the host's row is touched, that a unit changes something. When the row has the wanted value
// already, the note tells our own change before a crash from a second tap that changes nothing.
func (s *Service) beginSwitch(ctx context.Context, u *work.Unit, differs bool) (news bool, err error) {
	err = s.db.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		begun, err := marked(ctx, tx, u)
		news = begun || differs
		if err != nil || begun || !differs {
			return err
		}
		return mark(ctx, tx, u)
	})
	return news, err
}

// otherPerson reads the admin who asks and the person whom it is about. Nobody changes their own access.
func (s *Service) otherPerson(ctx context.Context, actor, id int64) (admin, person domain.TelegramUser, err error) {
	if admin, err = s.Admin(ctx, actor); err != nil {
		return admin, person, err
	}
	if person, err = s.host.FindTelegramUser(ctx, id); err != nil {
		return admin, person, err
	}
	if actor == id {
		return admin, person, domain.Fail(domain.KindInvalid, "error.own_access", nil)
	}
	return admin, person, nil
}
